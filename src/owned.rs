use std::borrow::Cow;

use crate::check::{Check, Validate};
use crate::input::{Any, Input};
use crate::model::{FieldSet, ModelInfo};

/// A value that may borrow from its payload, and can be freed from it.
pub trait IntoOwned {
    /// The same type, borrowing nothing.
    type Static: 'static;

    /// The same value, borrowing nothing.
    fn into_owned(self) -> Self::Static;
}

/// A model that borrows nothing from its payload.
pub trait Model: Sized + 'static {
    /// The model as it is while its payload is there.
    type Borrowed<'a>: Validate<'a> + IntoOwned<Static = Self>;

    /// What the model is, as data.
    const INFO: &'static ModelInfo;

    /// Validates a value, whatever its host, and borrows nothing from it. Without a model there are errors in `check`.
    fn validate<'a, I: Input<'a>>(input: &I, check: &mut Check<'a, '_, I>) -> Option<Self> {
        Self::Borrowed::validate(input, check).map(IntoOwned::into_owned)
    }

    /// The model whose fields have these values and of which these were given: no rule for all of them is asked, as
    /// they were validated before.
    fn restore<'a, I: Input<'a>>(input: &I, fields_set: FieldSet, check: &mut Check<'a, '_, I>) -> Option<Self>;
}

macro_rules! own_already {
    ($($type:ty),+) => {
        $(impl IntoOwned for $type {
            type Static = Self;

            fn into_owned(self) -> Self {
                self
            }
        })+
    };
}

own_already!(bool, f64, uuid::Uuid, crate::types::DateTime, crate::types::Duration, crate::types::StateType);

impl IntoOwned for Cow<'_, str> {
    type Static = Cow<'static, str>;

    fn into_owned(self) -> Self::Static {
        Cow::Owned(self.into_owned())
    }
}

impl IntoOwned for Any<'_> {
    type Static = Any<'static>;

    fn into_owned(self) -> Self::Static {
        match self {
            Any::Json(text) => Any::Json(IntoOwned::into_owned(text)),
            Any::Host(kept) => Any::Host(kept),
        }
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Static = Option<T::Static>;

    fn into_owned(self) -> Self::Static {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Static = Box<T::Static>;

    fn into_owned(self) -> Self::Static {
        Box::new((*self).into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Static = Vec<T::Static>;

    fn into_owned(self) -> Self::Static {
        self.into_iter().map(T::into_owned).collect()
    }
}
