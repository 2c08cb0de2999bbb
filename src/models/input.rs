use std::borrow::Cow;

use uuid::Uuid;

use crate::define::models;
use crate::types::{self, Literal};
use crate::value::{Model, Value};

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

impl TaskRunResult<'_> {
    /// The result of the task run of this id.
    #[must_use]
    pub fn new(id: Uuid) -> Self {
        Model::of(Self::INFO, [(Self::AT.id, id.into())]).into()
    }
}

impl FlowRunResult<'_> {
    /// The result of the flow run of this id.
    #[must_use]
    pub fn new(id: Uuid) -> Self {
        Model::of(Self::INFO, [(Self::AT.id, id.into())]).into()
    }
}

impl<'a> Parameter<'a> {
    /// The parameter of this name.
    #[must_use]
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Model::of(Self::INFO, [(Self::AT.name, Value::Str(name.into()))]).into()
    }
}

impl<'a> Constant<'a> {
    /// A constant whose value is of this type.
    #[must_use]
    pub fn new(r#type: impl Into<Cow<'a, str>>) -> Self {
        Model::of(Self::INFO, [(Self::AT.r#type, Value::Str(r#type.into()))]).into()
    }
}
