//! Python's types that are no part of its C interface.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

macro_rules! types {
    ($($name:ident = $module:literal . $class:literal;)+) => {$(
        pub(super) fn $name<'a, 'py>(object: &'a Bound<'py, PyAny>) -> Option<&'a Bound<'py, PyAny>> {
            static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
            let class = CLASS.import(object.py(), $module, $class).ok()?;
            object.is_instance(class).is_ok_and(|is| is).then_some(object)
        }
    )+};
}

types! {
    uuid = "uuid"."UUID";
    decimal = "decimal"."Decimal";
    fraction = "fractions"."Fraction";
    mapping = "collections.abc"."Mapping";
}

/// The value of a member of an enumeration.
pub(super) fn member<'py>(object: &Bound<'py, PyAny>) -> Option<Bound<'py, PyAny>> {
    static META: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let meta = META.import(object.py(), "enum", "EnumMeta").ok()?;
    // A class made by another metaclass is none of its own, even if that one is derived.
    let is = object.get_type().get_type().is(meta);
    is.then(|| object.getattr("value").ok()).flatten()
}
