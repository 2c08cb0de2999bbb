use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyComplex, PyDate, PyDateTime, PyDelta, PyDict, PyFloat, PyFrozenSet, PyInt,
    PyIterator, PyList, PySet, PyString, PyTime, PyTuple, PyType,
};

use crate::objects::NotFinite;
use crate::{model, types};

/// What an object is to one who writes it down, found in pydantic's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    None,
    Bool,
    Int,
    Float,
    NotFinite,
    Str,
    Bytes,
    ByteArray,
    List,
    Tuple,
    Set,
    FrozenSet,
    Deque,
    Dict,
    OrderedDict,
    Counter,
    DateTime,
    Date,
    Time,
    TimeDelta,
    Fraction,
    Complex,
    Uuid,
    /// What `str` says all of: a `Decimal`, a path, an address.
    Text,
    Pattern,
    /// A model of this package.
    Model,
    /// A model of pydantic's.
    Pydantic,
    Dataclass,
    Member,
    Iterator,
    Unknown,
}

impl Kind {
    pub(crate) fn of(object: &Bound<'_, PyAny>) -> Self {
        Self::of_exact(object).or_else(|| Self::of_protocol(object)).unwrap_or_else(|| Self::of_instance(object))
    }

    fn of_exact(object: &Bound<'_, PyAny>) -> Option<Self> {
        Some(if object.is_none() {
            Self::None
        } else if object.is_exact_instance_of::<PyString>() {
            Self::Str
        } else if object.is_exact_instance_of::<PyInt>() {
            Self::Int
        } else if object.is_exact_instance_of::<PyBool>() {
            Self::Bool
        } else if object.is_exact_instance_of::<PyFloat>() {
            Self::Float
        } else if object.is_exact_instance_of::<PyDict>() {
            Self::Dict
        } else if object.is_exact_instance_of::<PyList>() {
            Self::List
        } else if object.is_exact_instance_of::<PyTuple>() {
            Self::Tuple
        } else if object.is_exact_instance_of::<PyDateTime>() {
            Self::DateTime
        } else if object.is_exact_instance_of::<PyDelta>() {
            Self::TimeDelta
        } else if types::is_uuid(object) {
            Self::Uuid
        } else if object.is_exact_instance_of::<NotFinite>() {
            Self::NotFinite
        } else {
            return None;
        })
    }

    fn of_protocol(object: &Bound<'_, PyAny>) -> Option<Self> {
        let has = |name| object.hasattr(name).unwrap_or(false) && !object.is_instance_of::<PyType>();
        Some(if model::of_instance(object).is_some() {
            Self::Model
        } else if has("__pydantic_serializer__") {
            Self::Pydantic
        } else if has("__dataclass_fields__") {
            Self::Dataclass
        } else if types::is_member(object) {
            Self::Member
        } else if object.cast::<PyIterator>().is_ok() {
            Self::Iterator
        } else {
            return None;
        })
    }

    fn of_instance(object: &Bound<'_, PyAny>) -> Self {
        if object.is_instance_of::<PyInt>() {
            Self::Int
        } else if object.is_instance_of::<PyString>() {
            Self::Str
        } else if object.is_instance_of::<PyBytes>() {
            Self::Bytes
        } else if object.is_instance_of::<PyList>() {
            Self::List
        } else if object.is_instance_of::<PyTuple>() {
            Self::Tuple
        } else if types::ordered_dict(object).is_some() {
            Self::OrderedDict
        } else if types::counter(object).is_some() {
            Self::Counter
        } else if object.is_instance_of::<PyDict>() {
            Self::Dict
        } else if object.is_instance_of::<PyFloat>() {
            Self::Float
        } else if object.is_instance_of::<PyByteArray>() {
            Self::ByteArray
        } else if object.is_instance_of::<PySet>() {
            Self::Set
        } else if object.is_instance_of::<PyFrozenSet>() {
            Self::FrozenSet
        } else if types::deque(object).is_some() {
            Self::Deque
        } else if object.is_instance_of::<PyDateTime>() {
            Self::DateTime
        } else if object.is_instance_of::<PyDate>() {
            Self::Date
        } else if object.is_instance_of::<PyTime>() {
            Self::Time
        } else if object.is_instance_of::<PyDelta>() {
            Self::TimeDelta
        } else if types::decimal(object).is_some() {
            Self::Text
        } else if types::fraction(object).is_some() {
            Self::Fraction
        } else if types::uuid(object).is_some() {
            Self::Uuid
        } else if types::enumeration(object).is_some() {
            Self::Member
        } else if types::path(object).is_some() {
            Self::Text
        } else if types::pattern(object).is_some() {
            Self::Pattern
        } else if object.is_instance_of::<PyComplex>() {
            Self::Complex
        } else if is_address(object) {
            Self::Text
        } else {
            Self::Unknown
        }
    }
}

fn is_address(object: &Bound<'_, PyAny>) -> bool {
    [types::ipv4_address, types::ipv6_address, types::ipv4_network, types::ipv6_network]
        .iter()
        .any(|of_type| of_type(object).is_some())
}
