use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{process, thread};

use prefect_taskrun as core;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::chunks::{SIZE, is_blank, lines};
use super::{Read, Verdict};

/// How often Python may look for an interruption while a long line is validated.
const BREATH: Duration = Duration::from_millis(50);

/// How many bytes a chunk may have for Python's own thread to validate it.
const LONG: usize = 4 * SIZE;

const ELSEWHERE: &str = "the lines can be read only in the process that began to read them";

/// Threads that validate chunks, and Python's own, which does when it would only wait.
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
    awaited: VecDeque<Awaited>,
}

struct Job {
    chunk: Vec<u8>,
    answer: SyncSender<Done>,
}

struct Awaited {
    done: Receiver<Done>,
    /// Whether a line of the chunk may take so long that Python must not be deaf meanwhile.
    is_long: bool,
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

    /// Gives a chunk to who is free next.
    pub(super) fn give(&mut self, chunk: Vec<u8>) -> PyResult<()> {
        let is_long = chunk.len() > LONG;
        // Python's own thread is one of those at work, but not on a long chunk; a chunk or two it has done before another begins.
        let wanted = if is_long { self.most.max(2) } else { self.most.min(self.awaited.len()) };
        if self.started + 1 < wanted {
            match self.start() {
                Ok(()) => self.started += 1,
                // Fewer do, too.
                Err(_) => self.most = self.started + 1,
            }
        }
        let (answer, done) = sync_channel(1);
        self.jobs.send(Job { chunk, answer }).map_err(|_| lost())?;
        self.awaited.push_back(Awaited { done, is_long });
        Ok(())
    }

    /// What was made of the first chunk that is under way, if any is.
    pub(super) fn take(&mut self, py: Python<'_>) -> PyResult<Option<Done>> {
        let helps = self.started == 0 || !self.awaited.iter().any(|awaited| awaited.is_long);
        let Some(Awaited { done, .. }) = self.awaited.front_mut() else { return Ok(None) };
        let done = loop {
            match done.try_recv() {
                Ok(done) => break done,
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return Err(lost()),
            }
            if helps && let Some(job) = self.queue.try_lock().ok().and_then(|queue| queue.try_recv().ok()) {
                let (read, context, stopped) = (self.read, &self.context, &*self.stopped);
                py.detach(move || job.finish(read, context, stopped));
                py.check_signals()?;
                continue;
            }
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
            while let Some(job) = next(&queue) {
                job.finish(read, &context, &stopped);
            }
        };
        thread::Builder::new().name("prefect-taskrun".into()).spawn(work).map(drop)
    }
}

impl Job {
    fn finish(self, read: Read, context: &core::Context, stopped: &AtomicBool) {
        let done = validated(&self.chunk, read, context, stopped);
        drop(self.chunk);
        // Nobody may wait for it any longer.
        let _ = self.answer.send(done);
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
