//! The core for Python: turns Python's values into calls of the core and back, nothing more.

mod calls;
mod context;
mod error;
mod held;
mod input;
mod kept;
mod model;
mod objects;
mod validate;
mod versions;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use super::calls::{Response, construct, create_task_run, respond};
    #[pymodule_export]
    use super::context::{Context, notice};
    #[pymodule_export]
    use super::error::Errors;
    #[pymodule_export]
    use super::model::{State, StateCreate, TaskRun, TaskRunCreate, TaskRunUpdate};
    #[pymodule_export]
    use super::versions::supported;
}
