use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{process, thread};

use prefect_taskrun as core;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::chunks::{is_blank, lines};
use super::{Read, Verdict};

/// How often Python may look for an interruption while a long line is validated.
const BREATH: Duration = Duration::from_millis(50);

const ELSEWHERE: &str = "the lines can be read only in the process that began to read them";

/// Threads that validate chunks.
///
/// They are this batch's own, and plain ones: a pool of the process's would outlive the batch, and not survive a fork.
pub(super) struct Workers {
    read: Read,
    context: core::Context,
    process: u32,
    most: usize,
    started: usize,
    jobs: Sender<Job>,
    queue: Arc<Mutex<Receiver<Job>>>,
    stopped: Arc<AtomicBool>,
    /// What will be made of each chunk, in order.
    awaited: VecDeque<Receiver<Done>>,
}

struct Job {
    chunk: Vec<u8>,
    answer: SyncSender<Done>,
}

/// A chunk's verdicts.
pub(super) struct Done {
    /// How many lines there were, blank ones included.
    pub(super) lines: usize,
    /// The number of each other line, from 1, and its verdict.
    pub(super) verdicts: Vec<(usize, Verdict)>,
}

impl Workers {
    pub(super) fn new(read: Read, context: core::Context) -> Self {
        let most = thread::available_parallelism().map_or(1, usize::from);
        let (jobs, queue) = channel();
        let (queue, stopped) = (Arc::new(Mutex::new(queue)), Arc::default());
        Self { read, context, process: process::id(), most, started: 0, jobs, queue, stopped, awaited: VecDeque::new() }
    }

    /// Fails in a process that was forked off: the threads are not there, and the file is where both leave it.
    pub(super) fn stay(&self) -> PyResult<()> {
        if process::id() == self.process { Ok(()) } else { Err(PyRuntimeError::new_err(ELSEWHERE)) }
    }

    /// Whether so many chunks are under way that no worker waits for one.
    pub(super) fn are_busy(&self) -> bool {
        self.awaited.len() >= 2 * self.most
    }

    /// Gives a chunk to the next worker that is free.
    pub(super) fn give(&mut self, chunk: Vec<u8>) -> PyResult<()> {
        if self.started < self.most {
            match self.start() {
                Ok(()) => self.started += 1,
                // Fewer do, too.
                Err(_) if self.started > 0 => self.most = self.started,
                Err(error) => return Err(error.into()),
            }
        }
        let (answer, done) = sync_channel(1);
        self.jobs.send(Job { chunk, answer }).map_err(|_| lost())?;
        self.awaited.push_back(done);
        Ok(())
    }

    /// What was made of the first chunk that is under way, if any is.
    pub(super) fn take(&mut self, py: Python<'_>) -> PyResult<Option<Done>> {
        let Some(done) = self.awaited.front_mut() else { return Ok(None) };
        let done = loop {
            let waiting = &mut *done;
            match py.detach(move || waiting.recv_timeout(BREATH)) {
                Ok(done) => break done,
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
                Err(RecvTimeoutError::Disconnected) => return Err(lost()),
            }
        };
        self.awaited.pop_front();
        Ok(Some(done))
    }

    fn start(&self) -> io::Result<()> {
        let (queue, stopped) = (Arc::clone(&self.queue), Arc::clone(&self.stopped));
        let (read, context) = (self.read, self.context.clone());
        let work = move || {
            while let Some(Job { chunk, answer }) = next(&queue) {
                let done = validated(&chunk, read, &context, &stopped);
                drop(chunk);
                // Nobody may wait for it any longer.
                let _ = answer.send(done);
            }
        };
        thread::Builder::new().name("prefect-taskrun".into()).spawn(work).map(drop)
    }
}

impl Drop for Workers {
    /// Nobody waits for the threads: each ends with the line that it is at.
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// The next chunk to be had; none once the batch is gone.
fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().ok()?.recv().ok()
}

fn validated(chunk: &[u8], read: Read, context: &core::Context, stopped: &AtomicBool) -> Done {
    let mut done = Done { lines: 0, verdicts: Vec::new() };
    for line in lines(chunk) {
        if stopped.load(Ordering::Relaxed) {
            break;
        }
        done.lines += 1;
        if !is_blank(line) {
            // A line without a seed draws one of its own.
            done.verdicts.push((done.lines, read(line.into(), &context.clone())));
        }
    }
    done
}

fn lost() -> PyErr {
    PyRuntimeError::new_err("a thread that validates lines has ended unexpectedly")
}
