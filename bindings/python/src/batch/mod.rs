//! JSON Lines: many payloads, validated on all cores, in memory that does not grow with their number.

mod chunks;
mod workers;

use std::sync::{Mutex, MutexGuard};
use std::vec::IntoIter;

use prefect_taskrun as core;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyType};

use self::chunks::Chunks;
use self::workers::{Done, Workers};
use crate::error::refused;
use crate::held::Refused;

/// A model that was read on a thread which knows nothing of Python.
pub(crate) trait Made: Send {
    /// The model as an object.
    fn into_object(self: Box<Self>, py: Python<'_>) -> PyResult<Py<PyAny>>;
}

/// What became of a line.
pub(crate) type Verdict = Result<Box<dyn Made>, Box<Refused>>;

/// Validates a line as a model's body.
pub(crate) type Read = fn(Box<[u8]>, &core::Context) -> Verdict;

/// The lines of a source, each with its model or its error: an iterator that also can be closed.
#[pyclass(frozen, module = "prefect_taskrun._native")]
pub(crate) struct JsonLines(Mutex<Option<Box<Batch>>>);

struct Batch {
    chunks: Chunks,
    workers: Workers,
    /// How many lines stand before those of the verdicts, and how many with them.
    before: usize,
    read: usize,
    verdicts: IntoIter<(usize, Verdict)>,
    file: Py<PyAny>,
    file_is_ours: bool,
}

impl JsonLines {
    pub(crate) fn new(source: &Bound<'_, PyAny>, read: Read, context: core::Context) -> PyResult<Self> {
        let opened = source.py().import("prefect_taskrun._jsonl")?.getattr("opened")?.call1((source,))?;
        let (file, file_is_ours): (Bound<'_, PyAny>, bool) = opened.extract()?;
        Ok(Self(Mutex::new(Some(Box::new(Batch {
            chunks: Chunks::new(&file)?,
            workers: Workers::new(read, context),
            before: 0,
            read: 0,
            verdicts: Vec::new().into_iter(),
            file: file.unbind(),
            file_is_ours,
        })))))
    }

    /// The batch, unless it is at work: then it is asked by another thread, or by the source that it waits for.
    fn batch(&self) -> PyResult<MutexGuard<'_, Option<Box<Batch>>>> {
        self.0.try_lock().map_err(|_| PyValueError::new_err("the lines are being read already"))
    }
}

#[pymethods]
impl JsonLines {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let mut slot = self.batch()?;
        let Some(batch) = slot.as_mut() else { return Ok(None) };
        let next = batch.next(py);
        if !matches!(next, Ok(Some(_))) {
            *slot = None;
        }
        next
    }

    /// Ends the batch before its time: its threads, and its file if it was given by its path.
    fn close(&self) -> PyResult<()> {
        *self.batch()? = None;
        Ok(())
    }

    fn __enter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    #[pyo3(signature = (*_error))]
    fn __exit__(&self, _error: &Bound<'_, PyTuple>) -> PyResult<()> {
        self.close()
    }
}

impl Batch {
    fn next<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        loop {
            if let Some((line, verdict)) = self.verdicts.next() {
                return item(py, self.before + line, verdict).map(Some);
            }
            if !self.go_on(py)? {
                return self.chunks.failure.take().map_or(Ok(None), Err);
            }
        }
    }

    /// Reads ahead, and waits for the next chunk's verdicts; false at the end.
    fn go_on(&mut self, py: Python<'_>) -> PyResult<bool> {
        self.workers.stay()?;
        while !self.workers.are_busy()
            && let Some(chunk) = self.chunks.next(py)?
        {
            self.workers.give(chunk)?;
        }
        let Some(Done { lines, verdicts }) = self.workers.take(py)? else { return Ok(false) };
        self.before = self.read;
        self.read += lines;
        self.verdicts = verdicts.into_iter();
        Ok(true)
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if self.file_is_ours {
            Python::try_attach(|py| {
                // Python may drop the batch on the way of an exception, which no call may meet.
                let pending = PyErr::take(py);
                // Nobody is there to be told that a file which was only read cannot be closed.
                drop(self.file.bind(py).call_method0("close"));
                if let Some(pending) = pending {
                    pending.restore(py);
                }
            });
        }
    }
}

fn item(py: Python<'_>, line: usize, verdict: Verdict) -> PyResult<Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = CLASS.import(py, "prefect_taskrun._jsonl", "JsonLine")?;
    match verdict {
        Ok(model) => class.call1((line, model.into_object(py)?, py.None())),
        Err(body) => class.call1((line, py.None(), refused(py, body).into_value(py))),
    }
}
