use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

/// The member of `StateType` with a value.
pub(crate) fn member<'py>(py: Python<'py>, value: &str) -> PyResult<Bound<'py, PyAny>> {
    static MEMBERS: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let members = MEMBERS.get_or_try_init(py, || {
        let members = PyDict::new(py);
        for member in py.import("prefect_taskrun._states")?.getattr("StateType")?.try_iter()? {
            let member = member?;
            members.set_item(member.getattr("value")?, member)?;
        }
        PyResult::Ok(members.unbind())
    })?;
    members.bind(py).as_any().get_item(value)
}
