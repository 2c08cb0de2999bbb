use std::borrow::Cow;
use std::ops::Deref;

/// A run's name. Anything that Python holds for false, `""`, `0` or `[]` say, gives a made-up name of two words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunName<'a>(pub(crate) Cow<'a, str>);

impl<'a> From<&'a str> for RunName<'a> {
    fn from(name: &'a str) -> Self {
        Self(Cow::Borrowed(name))
    }
}

impl From<String> for RunName<'_> {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl Deref for RunName<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}
