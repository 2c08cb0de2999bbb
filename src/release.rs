//! Releases of Prefect, whose rules differ.

use std::fmt;
use std::str::FromStr;

use crate::text::{digits, joined};

/// A release of Prefect: its three numbers.
///
/// A pre-release or a build of one's own counts as the release it is named after: `3.2.0rc1`, `3.2.0.dev4` and
/// `3.2.0+5.gabc1234` are all 3.2.0. A number past 65,535 counts as 65,535.
///
/// ```
/// use prefect_taskrun::Release;
///
/// let release: Release = "3.1.4".parse()?;
/// assert_eq!(release, Release(3, 1, 4));
/// assert!("3.1".parse::<Release>().is_err());
/// # Ok::<(), prefect_taskrun::ReleaseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Release(pub u16, pub u16, pub u16);

impl Release {
    /// The first release whose rules are known.
    pub const FIRST: Self = Self(3, 0, 0);

    /// The newest release whose rules are known. Newer ones are taken to have the same.
    pub const NEWEST: Self = Self(3, 9, 1);

    /// The release whose rules are taken for those of this one.
    #[must_use]
    pub fn rules(self) -> Self {
        self.min(Self::NEWEST)
    }

    /// Its numbers, with dots between.
    fn text(self) -> String {
        joined(&[&digits(self.0), ".", &digits(self.1), ".", &digits(self.2)])
    }

    /// What whoever asks for the release must know, if its rules are not known but taken to be the newest.
    #[must_use]
    pub fn notice(self) -> Option<String> {
        let newest = Self::NEWEST;
        (self > newest).then(|| {
            joined(&[
                "`",
                &self.text(),
                "` is newer than ",
                &newest.text(),
                ", the newest known, whose rules are taken",
            ])
        })
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// Why a text names no release whose rules are known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReleaseError {
    /// It names no release at all.
    Unreadable(String),
    /// It names one before [`Release::FIRST`].
    TooOld(Release),
}

impl ReleaseError {
    /// The reason as one text for people.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Unreadable(text) => {
                let newest = Release::NEWEST.text();
                joined(&["`", text, "` is no release of Prefect: expected one such as `", &newest, "`"])
            }
            Self::TooOld(release) => {
                let first = Release::FIRST.text();
                joined(&["`", &release.text(), "` is older than ", &first, ", the first release covered"])
            }
        }
    }
}

impl fmt::Display for ReleaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

impl std::error::Error for ReleaseError {}

impl FromStr for Release {
    type Err = ReleaseError;

    fn from_str(text: &str) -> Result<Self, ReleaseError> {
        match numbers(text) {
            Some(release) if release < Self::FIRST => Err(ReleaseError::TooOld(release)),
            Some(release) => Ok(release),
            None => Err(ReleaseError::Unreadable(text.to_owned())),
        }
    }
}

fn numbers(text: &str) -> Option<Release> {
    let (major, rest) = number(text)?;
    let (minor, rest) = number(rest.strip_prefix('.')?)?;
    let (patch, rest) = number(rest.strip_prefix('.')?)?;
    is_suffix(rest).then_some(Release(major, minor, patch))
}

/// The number that a text begins with, and the rest. No release has a number as large as the largest, for which any larger counts.
fn number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let add = |number: u16, digit| number.saturating_mul(10).saturating_add(u16::from(digit - b'0'));
    (end > 0).then(|| (digits.bytes().fold(0, add), rest))
}

/// Whether a text may follow a release's numbers in a version of a Python package.
fn is_suffix(text: &str) -> bool {
    if let Some(build) = text.strip_prefix('+') {
        return !build.is_empty() && build.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    }
    let marks = ["a", "b", "rc", ".post", ".dev"];
    let rest = marks.iter().find_map(|mark| number(text.strip_prefix(mark)?));
    text.is_empty() || rest.is_some_and(|(_, rest)| is_suffix(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_releases() {
        let read = |text: &str| text.parse::<Release>().map_err(|error| error.to_string());
        for text in [
            "3.1.4",
            "3.1.4rc1",
            "3.1.4.dev3",
            "3.1.4a1.dev2",
            "3.1.4.post1",
            "3.1.4+5.gabc1234.dirty",
            "3.1.4.dev3+g1",
        ] {
            assert_eq!(read(text), Ok(Release(3, 1, 4)), "{text}");
        }
        assert_eq!(read("3.12.0"), Ok(Release(3, 12, 0)));
        for text in ["4.0.0", "3.70000.0", "99999.0.0", "3.9.1.dev20261128+1"] {
            assert_eq!(read(text).map(Release::rules), Ok(Release::NEWEST), "{text}");
        }
        let notice = "`3.9.2` is newer than 3.9.1, the newest known, whose rules are taken";
        assert_eq!(Release(3, 9, 2).notice().as_deref(), Some(notice));
        assert_eq!(Release::NEWEST.notice(), None);
        for text in [
            "",
            "3",
            "3.1",
            "x",
            "v3.1.4",
            "3.1.x",
            "3.1.4.5",
            "3.1.4-rc1",
            "3.1.4 ",
            " 3.1.4",
            "3.1.4+",
            "3.1.4+é",
            "3.1.4+5!",
            "3.1.4rc",
            "3.+1.4",
        ] {
            let words = format!("`{text}` is no release of Prefect: expected one such as `3.9.1`");
            assert_eq!(read(text), Err(words));
        }
        assert_eq!(read("2.20.27"), Err("`2.20.27` is older than 3.0.0, the first release covered".into()));
    }
}
