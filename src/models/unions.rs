use std::borrow::Cow;

use super::{Constant, FlowRunResult, Parameter, TaskRunResult};
use crate::check::{Check, Validate};
use crate::input::Input;
use crate::owned::IntoOwned;
use crate::release::Release;
use crate::shape::{Shape, UnionMember};
use crate::types::{Int, strict_bool, strict_float, strict_int};
use crate::union::{Smart, complain};
use crate::value::{Value, ValueRef};

/// Defines a union: its members, how each is validated, and since which release it is one, if not since the first.
macro_rules! unions {
    ($(
        $(#[doc = $doc:literal])+
        $union:ident [
            $( $(#[doc = $member_doc:literal])+ $member:ident($type:ty), $label:literal, $validate:path $(, since: $since:expr)?; )+
        ]
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        pub enum $union<'a> {
            $( $(#[doc = $member_doc])+ $member($type), )+
        }

        impl<'a> Validate<'a> for $union<'a> {
            const SHAPE: &'static Shape = &Shape::Union(&[$(UnionMember {
                $(since: $since,)?
                ..UnionMember::new($label, <$type as Validate>::SHAPE)
            }),+]);

            fn validate<I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
                let mut members = Smart::new(check);
                // Of models with tags only one can fit a value with a tag.
                let tag = Self::SHAPE.tag().and_then(|(key, _)| input.tag(key));
                // First those of the value's own kind: where one of them fits exactly, the others need not be asked.
                for of_kind in [true, false] {
                    let kind = of_kind.then(|| input.view());
                    let settled = $((
                        true $(&& check.is_since($since))?
                            && kind.as_ref().is_none_or(|kind| <$type>::SHAPE.is_of_kind(kind))
                            && !<$type>::SHAPE.is_tagged_unlike(tag.as_deref())
                            && members.attempt(check, |check| $validate(input, check).map(Self::$member))
                    ))||+;
                    if settled {
                        break;
                    }
                    if of_kind {
                        members.forget();
                    }
                }
                let best = members.finish(check);
                if best.is_none() {
                    $(if true $(&& check.is_since($since))? {
                        complain(check, $label, |check| $validate(input, check).map(Self::$member));
                    })+
                }
                best
            }
        }

        impl Value for $union<'_> {
            fn value(&self) -> ValueRef<'_> {
                match self {
                    $(Self::$member(value) => value.value(),)+
                }
            }
        }

        impl IntoOwned for $union<'_> {
            type Static = $union<'static>;

            fn into_owned(self) -> Self::Static {
                match self {
                    $(Self::$member(value) => $union::$member(IntoOwned::into_owned(value)),)+
                }
            }
        }
    )+};
}

unions! {
    /// A label's value.
    Label [
        /// A truth value.
        Bool(bool), "bool", strict_bool;
        /// An integer.
        Int(Int<'a>), "int", strict_int;
        /// A number.
        Float(f64), "float", strict_float;
        /// A text.
        Str(Cow<'a, str>), "str", Cow::validate;
    ]

    /// How long to wait before a retry, in seconds: the same time for each, or one after the other.
    RetryDelay [
        /// Whole seconds.
        Int(Int<'a>), "int", Int::validate;
        /// Seconds.
        Float(f64), "float", f64::validate, since: Release(3, 4, 4);
        /// Whole seconds, a time for each retry.
        Ints(Vec<Int<'a>>), "list[int]", Vec::validate;
        /// Seconds, a time for each retry.
        Floats(Vec<f64>), "list[float]", Vec::validate, since: Release(3, 4, 4);
    ]

    /// What a task run was given.
    TaskInput [
        /// The result of another task run.
        TaskRun(TaskRunResult<'a>), "TaskRunResult", TaskRunResult::validate;
        /// The result of a flow run.
        FlowRun(FlowRunResult<'a>), "FlowRunResult", FlowRunResult::validate, since: Release(3, 4, 7);
        /// A parameter of the flow.
        Parameter(Parameter<'a>), "Parameter", Parameter::validate;
        /// A constant.
        Constant(Constant<'a>), "Constant", Constant::validate;
    ]
}
