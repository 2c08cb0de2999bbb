//! The core for Python: turns Python's values into calls of the core and back, nothing more.

mod attribute;
mod batch;
mod calls;
mod context;
mod copies;
mod dump;
mod error;
mod field;
mod filter;
mod held;
mod input;
mod kept;
mod kind;
mod model;
mod objects;
mod options;
mod pydantic;
mod rewritten;
mod serialize;
mod shown;
mod signature;
mod state_type;
mod types;
mod validate;
mod versions;

use pyo3::prelude::*;

/// On 32 bits, as in Pyodide, Python aligns its objects to 8 bytes, and pyo3 writes to them as to any place of Rust's.
const _: () = {
    const fn fits<T>() {
        assert!(align_of::<T>() <= 8);
    }
    fits::<batch::JsonLines>();
    fits::<calls::Response>();
    fits::<context::Context>();
    fits::<error::Errors>();
    fits::<held::Held>();
};

#[pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    const EXPLAINED: &str = super::error::EXPLAINED;
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use super::batch::JsonLines;
    #[pymodule_export]
    use super::calls::{Response, construct, create_task_run, respond};
    #[pymodule_export]
    use super::context::{Context, notice};
    #[pymodule_export]
    use super::error::{Errors, details_json};
    #[pymodule_export]
    use super::model::{
        Constant, FlowRunResult, Parameter, State, StateCreate, StateDetails, TaskRun, TaskRunCreate, TaskRunPolicy,
        TaskRunResult, TaskRunUpdate,
    };
    #[pymodule_export]
    use super::serialize::SerializationError;
    #[pymodule_export]
    use super::versions::supported;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        super::model::describe(module)
    }
}
