//! Bounds that the server has by nature and a pure function must choose.

/// How deep a payload's lists and objects may nest: one level more, and the Python of a running server gives up.
pub const MOST_LEVELS: usize = 9_994;
