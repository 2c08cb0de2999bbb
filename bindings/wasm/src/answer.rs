use prefect_taskrun::{Dump, ErrorLine, Loc, Model, Release, ReleaseError, Sink, Span, Tag, ValidationError, Words};

/// What the first word says of an answer that is no errors, where there is no status to say.
const GOOD: u16 = 0;
/// Errors, with what each is about.
const REFUSED: u32 = 1;
/// Errors, with the number of what each is about among the values that a host wrote down.
const REFUSED_OF_HOST: u32 = 2;

/// An answer with no more than this many words and bytes of text grows in place.
const USUAL_WORDS: usize = 1024;
const USUAL_BYTES: usize = 2048;

/// What goes back: how many words there are, how many bytes of text, the words, and the text, four bytes a word.
pub(crate) struct Answer(Words);

impl Answer {
    fn of(first: u32) -> Self {
        let mut words = Words::default();
        words.words.reserve(USUAL_WORDS);
        words.text.reserve(USUAL_BYTES);
        // The two numbers that come first are known last.
        words.words.extend([0, 0, first]);
        Self(words)
    }

    /// A model.
    pub(crate) fn model(model: &Model<'_>) -> Vec<u32> {
        let mut answer = Self::of(GOOD.into());
        Dump::default().model(model, &mut answer.0);
        answer.finish()
    }

    /// A text, and a status, which is no small number.
    pub(crate) fn text(status: u16, text: &str) -> Vec<u32> {
        let mut answer = Self::of(status.into());
        answer.0.str(text);
        answer.finish()
    }

    /// A release: its numbers and its notice. Or else why it is none.
    pub(crate) fn release(found: Result<Release, ReleaseError>) -> Vec<u32> {
        let mut answer = Self::of(if found.is_ok() { GOOD.into() } else { REFUSED });
        match found {
            Ok(release) => {
                let Release(major, minor, patch) = release;
                for number in [major, minor, patch] {
                    answer.0.word(number.into());
                }
                match release.notice() {
                    Some(notice) => answer.0.str(&notice),
                    None => answer.0.null(),
                }
            }
            Err(error) => answer.0.str(&error.words()),
        }
        answer.finish()
    }

    /// Errors: the model's name, all of them as one text, how many they are, and each.
    pub(crate) fn refusal(error: &ValidationError, of_host: bool, with_spans: bool) -> Vec<u32> {
        let mut answer = Self::of(if of_host { REFUSED_OF_HOST } else { REFUSED });
        answer.0.str(error.title());
        answer.0.str(&error.words());
        answer.0.word(error.error_count() as u32);
        let spans = if with_spans { error.spans() } else { Vec::new() };
        let mut spans = spans.into_iter();
        for line in error.errors() {
            answer.line(line, of_host, spans.next());
        }
        answer.finish()
    }

    fn line(&mut self, line: ErrorLine<'_>, of_host: bool, span: Option<Span>) {
        let words = &mut self.0;
        words.str(line.code());
        words.str(&line.message());
        words.word(line.loc().len() as u32);
        for step in line.loc() {
            match step {
                Loc::Name(text) => words.str(text),
                Loc::Key(text) => words.str(text),
                Loc::Index(index) => words.float(*index as f64),
                Loc::Int(number) => words.float(*number as f64),
                Loc::Member(name) => words.tagged(Tag::Member, name),
            }
        }
        match line.context() {
            Some((name, detail)) => {
                words.str(name);
                words.str(detail);
            }
            None => words.null(),
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

    fn finish(self) -> Vec<u32> {
        let Words { words: mut answer, text, .. } = self.0;
        let size = answer.len() as u32 - 2;
        if let [words, bytes, ..] = answer.as_mut_slice() {
            (*words, *bytes) = (size, text.len() as u32);
        }
        answer.reserve_exact(text.len().div_ceil(4));
        let (whole, rest) = text.as_bytes().as_chunks::<4>();
        answer.extend(whole.iter().map(|bytes| u32::from_le_bytes(*bytes)));
        if !rest.is_empty() {
            let mut last = [0; 4];
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            answer.push(u32::from_le_bytes(last));
        }
        answer
    }
}
