use std::io::BufRead;

use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;

use crate::held::Body;

/// How many bytes are read at a time and validated in one go. A longer line is read whole.
pub(super) const SIZE: usize = 1 << 17;

const NEWLINE: u8 = b'\n';

/// Cuts what a file gives into whole lines.
pub(super) struct Chunks {
    read: Py<PyAny>,
    /// What was read and not given yet.
    rest: Vec<u8>,
    /// Where in it the last whole line ends.
    whole: usize,
    ended: bool,
    /// What the file raised, which is due after the lines before it.
    pub(super) failure: Option<PyErr>,
}

impl Chunks {
    pub(super) fn new(file: &Bound<'_, PyAny>) -> PyResult<Self> {
        // Compressed files that are cut off lose in `read` what came before the cut.
        let read = file.getattr_opt("read1")?.map_or_else(|| file.getattr("read"), Ok)?;
        Ok(Self { read: read.unbind(), rest: Vec::new(), whole: 0, ended: false, failure: None })
    }

    /// The next lines, or nothing at the file's end.
    ///
    /// Raises what is no error but ends the program, such as `KeyboardInterrupt`.
    pub(super) fn next(&mut self, py: Python<'_>) -> PyResult<Option<Vec<u8>>> {
        while !self.ended {
            match self.read(py) {
                Ok(more) => self.ended = !more,
                Err(error) if error.is_instance_of::<PyException>(py) => {
                    self.ended = true;
                    self.failure = Some(error);
                    // Of its last line nobody knows how it would have gone on.
                    self.rest.truncate(self.whole);
                }
                Err(interruption) => return Err(interruption),
            }
            if self.rest.len() >= SIZE && self.whole > 0 {
                let rest = self.rest.split_off(self.whole);
                self.whole = 0;
                return Ok(Some(std::mem::replace(&mut self.rest, rest)));
            }
        }
        self.whole = 0;
        let rest = std::mem::take(&mut self.rest);
        Ok((!rest.is_empty()).then_some(rest))
    }

    /// Reads on, however little the file gives; false at its end.
    fn read(&mut self, py: Python<'_>) -> PyResult<bool> {
        let piece = self.read.bind(py).call1((SIZE,))?;
        let Ok(Some(piece)) = Body::of(&piece) else {
            let name = piece.get_type().qualname()?;
            return Err(PyTypeError::new_err(format!("the source's `read` must give bytes or str, not {name}")));
        };
        let piece = piece.as_bytes();
        if let Some(at) = piece.iter().rposition(|&byte| byte == NEWLINE) {
            self.whole = self.rest.len() + at + 1;
        }
        self.rest.extend_from_slice(piece);
        Ok(!piece.is_empty())
    }
}

/// The lines of a chunk, without what ends them.
pub(super) fn lines(chunk: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = chunk;
    std::iter::from_fn(move || {
        let from_here = rest;
        // Where a line ends this finds many bytes at a time.
        let length = rest.skip_until(NEWLINE).ok().filter(|&length| length > 0)?;
        let line = from_here.get(..length)?;
        let line = line.strip_suffix(&[NEWLINE]).unwrap_or(line);
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

/// Whether a line holds no payload.
pub(super) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}
