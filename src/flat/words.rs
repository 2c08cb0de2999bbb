use super::Tag;
use crate::model::ModelInfo;
use crate::models::MODELS;
use crate::sink::Sink;
use crate::types::{DateTime, Int, write_date_time};

/// A sink that writes values down for a host.
///
/// After its [`Tag`] a value has: a [`Tag::Small`] its number, a [`Tag::Double`] two words, a text or digits their length
/// in UTF-16, a model its own number. Of a model only the values of its fields follow; of a list its items, and of an object
/// each key as its length alone and then its value, until there stands a [`Tag::End`].
#[derive(Debug, Default)]
pub struct Words {
    /// What stands there.
    pub words: Vec<u32>,
    /// All texts, one after the other.
    pub text: String,
}

impl Words {
    /// Writes a word as it is.
    pub fn word(&mut self, word: u32) {
        self.words.push(word);
    }

    /// Writes a text under a tag.
    pub fn tagged(&mut self, tag: Tag, text: &str) {
        self.words.extend_from_slice(&[tag as u32, length(text)]);
        self.text.push_str(text);
    }

    /// Writes a text without a tag.
    pub fn text(&mut self, text: &str) {
        self.word(length(text));
        self.text.push_str(text);
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
        self.tagged(Tag::Text, value);
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
        self.text(key);
    }

    fn end_map(&mut self) {
        self.tag(Tag::End);
    }

    fn date_time(&mut self, value: DateTime) {
        let before = self.text.len();
        write_date_time(&value, &mut self.text);
        self.words.extend_from_slice(&[Tag::Text as u32, (self.text.len() - before) as u32]);
    }

    fn begin_model(&mut self, model: &'static ModelInfo) {
        let index = MODELS.iter().position(|other| std::ptr::eq(*other, model));
        self.words.extend_from_slice(&[Tag::Model as u32, index.unwrap_or(MODELS.len()) as u32]);
    }

    // The host knows the fields, in order.
    fn field(&mut self, _name: &'static str) {}

    fn end_model(&mut self) {}
}
