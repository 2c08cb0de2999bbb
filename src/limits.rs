//! Bounds that the server has by nature and a pure function must choose.

/// How deep a body's lists and objects may nest: one level more, and the Python of a running server gives up.
pub(crate) const DEPTH: usize = 9_994;
