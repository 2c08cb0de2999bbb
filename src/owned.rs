use std::borrow::Cow;

use crate::input::Any;

/// A value that may borrow from its payload, and can be freed from it.
pub trait IntoOwned {
    /// The same type, borrowing nothing.
    type Static: 'static;

    /// The same value, borrowing nothing.
    fn into_owned(self) -> Self::Static;
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
