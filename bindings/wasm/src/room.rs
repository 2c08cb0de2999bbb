//! The room that the host and the core share: what is asked, and what is answered.
//!
//! Each writes where the other reads, so that a call carries numbers alone, and nothing is copied for it.

use std::cell::Cell;

use crate::answer::Answer;

/// What stands there. A text or a list may be longer than what a call says of it: the rest is of earlier calls.
#[derive(Default)]
pub(crate) struct Room {
    pub text: Vec<u8>,
    pub words: Vec<u32>,
    pub answer: Answer,
}

thread_local! {
    static ROOM: Cell<Option<Box<Room>>> = const { Cell::new(None) };
}

impl Room {
    /// Uses the room.
    pub fn used<T>(using: impl FnOnce(&mut Self) -> T) -> T {
        let mut room = ROOM.take().unwrap_or_default();
        let used = using(&mut room);
        ROOM.set(Some(room));
        used
    }

    /// Makes room for a text of so many bytes, and forgets the last answer.
    pub fn for_text(&mut self, bytes: usize) -> *const u8 {
        self.answer = Answer::default();
        sized(&mut self.text, bytes)
    }

    /// Makes room for so many words.
    pub fn for_words(&mut self, words: usize) -> *const u32 {
        sized(&mut self.words, words)
    }
}

/// Writes down what is asked, as a host does.
pub fn put(text: &[u8], words: &[u32]) {
    Room::used(|room| {
        room.text = text.to_vec();
        room.words = words.to_vec();
    });
}

/// The words and the text of the last answer.
#[must_use]
pub fn answer() -> (Vec<u32>, String) {
    Room::used(|room| {
        let (words, text) = room.answer.parts();
        (words.to_vec(), text.to_owned())
    })
}

/// A list of a size, in which what was there stays.
fn sized<T: Clone + Default>(list: &mut Vec<T>, size: usize) -> *const T {
    list.resize(size, T::default());
    list.shrink_to_fit();
    list.as_ptr()
}
