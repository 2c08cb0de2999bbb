use std::fmt;
use std::str::FromStr;

use crate::check::{Check, Exactness};
use crate::error::ErrorKind;
use crate::input::{HostInput, HostText, Input, View};
use crate::types::literal::one_of;
use crate::types::text;
use crate::value::Value;

macro_rules! state_types {
    ($($member:ident $text:literal $name:literal),+) => {
        /// What kind of state a run is in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum StateType {
            $(
                #[doc = concat!("`", $text, "`")]
                $member,
            )+
        }

        impl StateType {
            /// Every type, in Prefect's order.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];
            pub(crate) const TEXTS: &'static [&'static str] = &[$($text),+];

            /// The type as the API writes it, `SCHEDULED` say.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$member => $text,)+
                }
            }

            /// The name of a state of this type that was given none, `Scheduled` say.
            #[must_use]
            pub const fn default_name(self) -> &'static str {
                match self {
                    $(Self::$member => $name,)+
                }
            }
        }
    };
}

state_types! {
    Scheduled "SCHEDULED" "Scheduled",
    Pending "PENDING" "Pending",
    Running "RUNNING" "Running",
    Completed "COMPLETED" "Completed",
    Failed "FAILED" "Failed",
    Cancelled "CANCELLED" "Cancelled",
    Crashed "CRASHED" "Crashed",
    Paused "PAUSED" "Paused",
    Cancelling "CANCELLING" "Cancelling"
}

/// The type as the API writes it.
impl fmt::Display for StateType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that is no type of a state as the API writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateTypeError(String);

impl fmt::Display for StateTypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no state type: expected {}", self.0, one_of(StateType::TEXTS))
    }
}

impl std::error::Error for StateTypeError {}

impl FromStr for StateType {
    type Err = StateTypeError;

    fn from_str(text: &str) -> Result<Self, StateTypeError> {
        Self::of_text(text).ok_or_else(|| StateTypeError(text.to_owned()))
    }
}

/// The type of the state of a run that was given none.
impl Default for StateType {
    fn default() -> Self {
        Self::Pending
    }
}

impl StateType {
    fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == text)
    }

    /// The type that a value is.
    pub(crate) fn of_value(value: &Value<'_>) -> Option<Self> {
        value.as_str().and_then(Self::of_text)
    }

    /// Whether a run ends with such a state.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::Failed | Self::Crashed)
    }
}

/// A member of an enumeration of texts.
#[inline(never)]
pub(crate) fn member<'a, I: Input<'a>>(
    members: &'static [&'static str],
    input: &I,
    check: &mut Check<'a, '_, I>,
) -> Option<&'static str> {
    check.floor(Exactness::Lax);
    let of_text = |text: &str| members.iter().copied().find(|member| *member == text);
    let member = match input.view() {
        View::Str(text) => of_text(&text),
        View::Host(host) => {
            if let Some(HostText::Unreadable(true)) = host.text() {
                return check.fail(ErrorKind::StringUnicode, input);
            }
            let member = text::of_host::<I>(&host).ok().and_then(|(text, _)| of_text(&text));
            // Then the enumeration itself is asked.
            member.or_else(|| host.member_of(members).and_then(|index| members.get(index).copied()))
        }
        _ => None,
    };
    member.or_else(|| check.fail_with(ErrorKind::Enum, one_of(members), input))
}
