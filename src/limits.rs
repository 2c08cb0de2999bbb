//! Bounds that the server has by nature, as Python has them, and a pure function must be given.

/// How deep a payload's lists and objects may nest: one level more, and the Python of a running server gives up.
pub const MOST_LEVELS: usize = 9_994;

/// How many digits an integer's text may have: Python refuses to read longer ones, and pydantic with it.
pub(crate) const MOST_DIGITS: usize = 4300;
