use std::borrow::Cow;

use uuid::Uuid;

use crate::define::models;
use crate::types::{self, Literal};

macro_rules! constants {
    ($($(#[doc = $doc:literal])+ $name:ident $text:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub enum $name {}

        impl types::Constant for $name {
            const TEXT: &'static str = $text;
        }
    )+};
}

constants! {
    /// The input type of a [`TaskRunResult`].
    TaskRunInput "task_run";
    /// The input type of a [`FlowRunResult`].
    FlowRunInput "flow_run";
    /// The input type of a [`Parameter`].
    ParameterInput "parameter";
    /// The input type of a [`Constant`].
    ConstantInput "constant";
}

models! {
    /// Represents a task run result input to another task run.
    TaskRunResult: Ignored [
        /// What kind of input it is.
        input_type: Literal<TaskRunInput> = empty, described: false;
        /// The id of the task run whose result it is.
        id: Uuid, described: false;
    ]

    /// Represents a flow run result input to another task run.
    FlowRunResult(undescribed): Ignored [
        /// What kind of input it is.
        input_type: Literal<FlowRunInput> = empty, described: false;
        /// The id of the flow run whose result it is.
        id: Uuid, described: false;
    ]

    /// Represents a parameter input to a task run.
    Parameter: Ignored [
        /// What kind of input it is.
        input_type: Literal<ParameterInput> = empty, described: false;
        /// The name of the parameter.
        name: Cow<'a, str>, described: false;
    ]

    /// Represents constant input value to a task run.
    Constant: Ignored [
        /// What kind of input it is.
        input_type: Literal<ConstantInput> = empty, described: false;
        /// The type of the value.
        r#type: Cow<'a, str>, described: false;
    ]
}
