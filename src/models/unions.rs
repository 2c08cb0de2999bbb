use std::borrow::Cow;

use super::{Constant, FlowRunResult, Parameter, TaskRunResult};
use crate::release::Release;
use crate::shape::{Shape, UnionMember};
use crate::typed::Typed;
use crate::types::{Int, of_integers};
use crate::value::Value;

/// Defines a union: its members and their names in errors. Any `key: value` sets a key of [`UnionMember`].
macro_rules! unions {
    ($(
        $(#[doc = $doc:literal])+
        $union:ident [
            $( $(#[doc = $member_doc:literal])+ $member:ident($type:ty), $label:literal $(, $key:ident : $value:expr)*; )+
        ]
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $union<'a> {
            $( $(#[doc = $member_doc])+ $member($type), )+
        }

        $(impl<'a> From<$type> for $union<'a> {
            fn from(value: $type) -> Self {
                Self::$member(value)
            }
        })+

        impl<'a> Typed<'a> for $union<'a> {
            const SHAPE: &'static Shape = &Shape::Union(&[$(UnionMember {
                $($key: $value,)*
                ..UnionMember::new($label, <$type as Typed>::SHAPE)
            }),+]);

            fn of(value: Value<'a>) -> Self {
                $(
                    if value.is_of(<$type as Typed>::SHAPE) {
                        return Self::$member(Typed::of(value));
                    }
                )+
                unions!(@first $($member)+)(Typed::of(value))
            }

            fn into_value(self) -> Value<'a> {
                match self {
                    $(Self::$member(value) => value.into_value(),)+
                }
            }
        }
    )+};

    (@first $member:ident $($others:ident)*) => { Self::$member };
}

unions! {
    /// A label's value.
    Label [
        /// A truth value.
        Bool(bool), "bool", strict: true;
        /// An integer.
        Int(Int<'a>), "int", strict: true;
        /// A number.
        Float(f64), "float", strict: true;
        /// A text.
        Str(Cow<'a, str>), "str";
    ]

    /// How long to wait before a retry, in seconds: the same time for each, or one after the other.
    RetryDelay [
        /// Whole seconds.
        Int(Int<'a>), "int";
        /// Seconds.
        Float(f64), "float", since: Release(3, 4, 4);
        /// Whole seconds, a time for each retry.
        Ints(Vec<Int<'a>>), "list[int]";
        /// Seconds, a time for each retry.
        Floats(Vec<f64>), "list[float]", since: Release(3, 4, 4);
    ]

    /// What a task run was given.
    TaskInput [
        /// The result of another task run.
        TaskRun(TaskRunResult<'a>), "TaskRunResult";
        /// The result of a flow run.
        FlowRun(FlowRunResult<'a>), "FlowRunResult", since: Release(3, 4, 7);
        /// A parameter of the flow.
        Parameter(Parameter<'a>), "Parameter";
        /// A constant.
        Constant(Constant<'a>), "Constant";
    ]
}

of_integers! {
    Label, number: i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, i128, u128 => Self::Int(number.into());
    RetryDelay, number: i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, i128, u128 => Self::Int(number.into());
}

impl<'a> From<&'a str> for Label<'a> {
    fn from(text: &'a str) -> Self {
        Self::Str(text.into())
    }
}

impl From<String> for Label<'_> {
    fn from(text: String) -> Self {
        Self::Str(text.into())
    }
}
