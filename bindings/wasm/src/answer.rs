use prefect_taskrun::host::{Sink, Tag, Words};
use prefect_taskrun::{Dump, ErrorLine, Loc, Model, Release, ReleaseError, Span, ValidationError};

/// What the first word says of an answer that is no errors, where there is no status to say.
const GOOD: u32 = 0;
/// Errors, with what each is about.
const REFUSED: u32 = 1;
/// Errors, with the number of what each is about among the values that a host wrote down.
const REFUSED_OF_HOST: u32 = 2;

/// An answer with no more than this many words and bytes of text grows in place.
const USUAL_WORDS: usize = 1024;
const USUAL_BYTES: usize = 2048;

/// What goes back: where its text is, how many bytes that has, how many words follow, and these.
#[derive(Default)]
pub(crate) struct Answer(Words);

impl Answer {
    fn begin(&mut self, first: u32, source: &[u8]) -> &mut Words {
        let Self(words) = self;
        words.begin(source);
        words.words.reserve(USUAL_WORDS);
        words.text.reserve(USUAL_BYTES);
        // The numbers that come first are known last.
        words.words.extend([0, 0, 0, first]);
        words
    }

    /// A model, of which texts may stand in what was asked.
    pub fn model(&mut self, model: &Model<'_>, asked: &[u8]) {
        Dump::default().model(model, self.begin(GOOD, asked));
    }

    /// A text, and a status, which is no small number.
    pub fn text(&mut self, status: u16, text: &str) {
        self.begin(status.into(), b"").text(text);
    }

    /// A release: its numbers and its notice. Or else why it is none.
    pub fn release(&mut self, found: Result<Release, ReleaseError>) {
        match found {
            Ok(release) => {
                let words = self.begin(GOOD, b"");
                let Release(major, minor, patch) = release;
                words.words.extend([major, minor, patch].map(u32::from));
                words.text(&release.notice().unwrap_or_default());
            }
            Err(error) => self.begin(REFUSED, b"").text(&error.words()),
        }
    }

    /// Errors: the model's name, all of them as one text, how many they are, and each.
    pub fn refusal(&mut self, error: &ValidationError, of_host: bool, with_spans: bool) {
        let words = self.begin(if of_host { REFUSED_OF_HOST } else { REFUSED }, b"");
        words.text(error.title());
        words.text(&error.words());
        words.word(error.error_count() as u32);
        let spans = if with_spans { error.spans() } else { Vec::new() };
        let mut spans = spans.into_iter();
        for line in error.errors() {
            add(line, of_host, spans.next(), words);
        }
    }

    /// Where the answer stands.
    pub fn place(&mut self) -> *const u32 {
        let Words { words, text, .. } = &mut self.0;
        if let [place, bytes, size, rest @ ..] = words.as_mut_slice() {
            (*place, *bytes, *size) = (text.as_ptr() as u32, text.len() as u32, rest.len() as u32);
        }
        words.as_ptr()
    }

    /// The answer's words, and its text.
    pub fn parts(&self) -> (&[u32], &str) {
        (self.0.words.get(3..).unwrap_or_default(), &self.0.text)
    }
}

fn add(line: ErrorLine<'_>, of_host: bool, span: Option<Span>, words: &mut Words) {
    words.text(line.code());
    words.text(&line.message());
    words.word(line.loc().len() as u32);
    for step in line.loc() {
        match step {
            Loc::Name(text) => words.str(text),
            Loc::Key(text) => words.str(text),
            Loc::Index(index) => words.double(*index as f64),
            Loc::Int(number) => words.double(*number as f64),
            Loc::Member(name) => words.tagged(Tag::Member, name),
        }
    }
    match line.context() {
        Some((name, detail)) => {
            words.text(name);
            words.text(detail);
        }
        // No name is so short.
        None => words.text(""),
    }
    if of_host {
        words.word(line.value());
    } else {
        line.give_input(words);
    }
    if let Some(Span { start, end, line, column }) = span {
        for number in [start, end, line, column] {
            words.word(number as u32);
        }
    }
}
