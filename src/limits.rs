//! Bounds that the server has by nature and a pure function must choose.

/// How deep a body's lists and objects may nest; Python's reader gives up there too.
pub(crate) const DEPTH: usize = 10_000;
