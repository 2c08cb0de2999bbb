//! What brings the core to another language: validation of a host's own values, and models as a host's values again.
//!
//! Who has JSON and wants JSON needs none of it. A host gives its values in one of two ways:
//!
//! - It implements [`Input`] for them, and validates with a [`Check`]. So the Python package does, where values have types,
//!   attributes and methods of their own.
//! - It writes them down in a [`Flat`] payload. So the npm package does, where each call into the core costs more than a value.
//!
//! A [`Sink`] takes a model's values, one after another. [`model`](crate::model) describes the models as data, for what is
//! written from their definitions: types, forms, stubs.

pub use crate::check::{Check, Exactness};
pub use crate::create::create_of_model;
pub use crate::equal::equal;
pub use crate::error::{Complaint, Line, path};
pub use crate::flat::{Flat, Tag, Words};
pub use crate::input::{Entries, HostInput, HostText, Input, Key, ListInput, ObjectInput, Ratio, View};
pub use crate::json::{Writer, quote};
pub use crate::kept::{HostObject, Kept};
pub use crate::limits::MOST_LEVELS;
pub use crate::sink::{Sink, any};
pub use crate::support::{support, turning_releases};
pub use crate::typed::Typed;
