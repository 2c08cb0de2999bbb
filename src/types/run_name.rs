use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// A run's name. Anything that Python holds for false, `""`, `0` or `[]` say, gives a made-up name of two words.
///
/// ```
/// use prefect_taskrun::RunName;
///
/// let name = RunName::from("load");
/// assert_eq!(name.to_string(), "load");
/// assert_eq!(name, "load");
/// assert!(name.starts_with("lo"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
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

impl<'a> From<Cow<'a, str>> for RunName<'a> {
    fn from(name: Cow<'a, str>) -> Self {
        Self(name)
    }
}

impl<'a> From<RunName<'a>> for Cow<'a, str> {
    fn from(name: RunName<'a>) -> Self {
        name.0
    }
}

impl PartialEq<str> for RunName<'_> {
    fn eq(&self, text: &str) -> bool {
        self.0 == text
    }
}

impl PartialEq<&str> for RunName<'_> {
    fn eq(&self, text: &&str) -> bool {
        self.0 == *text
    }
}

impl AsRef<str> for RunName<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Deref for RunName<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
