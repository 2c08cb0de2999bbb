use super::Label;
use crate::define::models;
use crate::types::{Int, Map};

models! {
    /// A flow run, as far as the task runs in it take something over.
    FlowRun: Ignored [
        /// Labels that each of its task runs gets too.
        labels: Option<Map<'a, Label<'a>>> => Empty;
        /// The number of times the flow run has been executed.
        run_count: Int<'a> = empty;
    ]
}
