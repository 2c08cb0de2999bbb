//! Errors as data, in pydantic's shape and words.

mod kind;
mod line;
mod report;

pub use kind::ErrorKind;
pub(crate) use line::Place;
pub use line::{Complaint, Line, Loc, path};
pub(crate) use report::UNREADABLE;
pub use report::{ErrorLine, ValidationError};
