use std::ops::Range;

use super::Tag;
use crate::model::ModelInfo;
use crate::models::MODELS;
use crate::sink::Sink;
use crate::types::{DateTime, Int, write_date_time};

/// A sink that writes values down for a host.
///
/// After its [`Tag`] a value has: a [`Tag::Small`] its number, a [`Tag::Double`] two words, digits their length, a model
/// its own number, a text its length in UTF-16 and where in the source it begins, or [`Tag::End`] if it does not stand there.
/// Of a model only the values of its fields follow; of a list its items, and of an object each key, as a text without its
/// tag, and then its value, until there stands a [`Tag::End`].
#[derive(Debug, Default)]
pub struct Words {
    /// What stands there.
    pub words: Vec<u32>,
    /// All texts, one after the other, that do not stand in the source.
    pub text: String,
    /// The addresses of the source.
    source: Range<usize>,
}

impl Words {
    /// Forgets all, and takes a text for the source that the host knows: of most values the texts stand there already. A
    /// text beyond ASCII is none, since hosts count other things than bytes. The source has to stay in its place until all is
    /// written: which texts are of it, their addresses tell.
    pub fn begin(&mut self, source: &[u8]) {
        self.words.clear();
        self.text.clear();
        let start = source.as_ptr().addr();
        self.source = if source.is_ascii() { start..start + source.len() } else { Range::default() };
    }

    /// Writes a word as it is.
    pub fn word(&mut self, word: u32) {
        self.words.push(word);
    }

    /// Writes a text under a tag of its own.
    pub fn tagged(&mut self, tag: Tag, text: &str) {
        self.tag(tag);
        self.text(text);
    }

    /// Writes a text without a tag.
    pub fn text(&mut self, text: &str) {
        self.word(length(text));
        self.text.push_str(text);
    }

    /// Writes a text by where it stands.
    fn placed(&mut self, text: &str) {
        let start = text.as_ptr().addr();
        if self.source.start <= start && start + text.len() <= self.source.end {
            self.words.extend_from_slice(&[text.len() as u32, (start - self.source.start) as u32]);
        } else {
            self.words.extend_from_slice(&[length(text), Tag::End as u32]);
            self.text.push_str(text);
        }
    }

    /// Writes a float.
    pub fn double(&mut self, value: f64) {
        let bits = value.to_bits();
        self.words.extend_from_slice(&[Tag::Double as u32, bits as u32, (bits >> 32) as u32]);
    }

    fn tag(&mut self, tag: Tag) {
        self.word(tag as u32);
    }
}

/// How many words of UTF-16 a text has.
fn length(text: &str) -> u32 {
    let length = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    length as u32
}

impl Sink for Words {
    fn null(&mut self) {
        self.tag(Tag::Null);
    }

    fn bool(&mut self, value: bool) {
        self.tag(if value { Tag::True } else { Tag::False });
    }

    fn int(&mut self, value: &Int<'_>) {
        match value {
            Int::Small(number) => match i32::try_from(*number) {
                Ok(small) => self.words.extend_from_slice(&[Tag::Small as u32, small as u32]),
                Err(_) if number.unsigned_abs() < 1 << 53 => self.double(*number as f64),
                Err(_) => self.tagged(Tag::Digits, itoa::Buffer::new().format(*number)),
            },
            Int::Big(digits) => self.tagged(Tag::Digits, digits),
        }
    }

    fn float(&mut self, value: f64) {
        self.double(value);
    }

    fn str(&mut self, value: &str) {
        self.tag(Tag::Text);
        self.placed(value);
    }

    fn begin_list(&mut self) {
        self.tag(Tag::List);
    }

    fn end_list(&mut self) {
        self.tag(Tag::End);
    }

    fn begin_map(&mut self) {
        self.tag(Tag::Object);
    }

    fn key(&mut self, key: &str) {
        self.placed(key);
    }

    fn end_map(&mut self) {
        self.tag(Tag::End);
    }

    fn date_time(&mut self, value: DateTime) {
        let before = self.text.len();
        write_date_time(&value, &mut self.text);
        self.words.extend_from_slice(&[Tag::Text as u32, (self.text.len() - before) as u32, Tag::End as u32]);
    }

    fn begin_model(&mut self, model: &'static ModelInfo) {
        let index = MODELS.iter().position(|other| std::ptr::eq(*other, model));
        self.words.extend_from_slice(&[Tag::Model as u32, index.unwrap_or(MODELS.len()) as u32]);
    }

    // The host knows the fields, in order.
    fn field(&mut self, _name: &'static str) {}

    fn end_model(&mut self) {}
}
