//! JSON as Python's `json.loads` reads it, borrowed from the text.

mod encoding;
mod keys;
mod node;
mod position;
mod reader;
mod text;
mod write;

pub(crate) use encoding::{Body, decode};
pub(crate) use keys::last_value_wins;
pub(crate) use node::{JsonInput, Kind, Node, Tree};
pub use position::Span;
pub(crate) use position::{characters, spans};
pub(crate) use reader::{Refusal, SURROGATE, read};
pub use write::{Writer, quote};
