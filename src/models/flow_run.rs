use super::Label;
use crate::define::models;
use crate::types::{Int, Map};
use crate::value::Model;

models! {
    /// A flow run, as far as the task runs in it take something over.
    FlowRun: Ignored [
        /// Labels that each of its task runs gets too.
        labels: Option<Map<'a, Label<'a>>> => Empty;
        /// The number of times the flow run has been executed.
        run_count: Int<'a> = empty;
    ]
}

/// A flow run without labels that was not executed yet.
impl Default for FlowRun<'_> {
    fn default() -> Self {
        Model::blank(Self::INFO).into()
    }
}
