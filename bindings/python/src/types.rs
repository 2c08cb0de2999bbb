//! Python's types that are no part of its C interface.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

macro_rules! types {
    ($($name:ident = $module:literal . $class:literal;)+) => {$(
        /// The object, if it is an instance.
        pub(crate) fn $name<'a, 'py>(object: &'a Bound<'py, PyAny>) -> Option<&'a Bound<'py, PyAny>> {
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
    ordered_dict = "collections"."OrderedDict";
    counter = "collections"."Counter";
    deque = "collections"."deque";
    enumeration = "enum"."Enum";
    path = "pathlib"."Path";
    pattern = "re"."Pattern";
    ipv4_address = "ipaddress"."IPv4Address";
    ipv6_address = "ipaddress"."IPv6Address";
    ipv4_network = "ipaddress"."IPv4Network";
    ipv6_network = "ipaddress"."IPv6Network";
}

/// Whether an object is a UUID, of no class derived from it.
pub(crate) fn is_uuid(object: &Bound<'_, PyAny>) -> bool {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(object.py(), "uuid", "UUID").is_ok_and(|class| object.get_type().is(class))
}

/// Whether an object is a member of an enumeration: a class made by another metaclass is none, even if that is derived.
pub(crate) fn is_member(object: &Bound<'_, PyAny>) -> bool {
    static META: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    META.import(object.py(), "enum", "EnumMeta").is_ok_and(|meta| object.get_type().get_type().is(meta))
}
