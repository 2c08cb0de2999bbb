use std::borrow::Cow;

use prefect_taskrun::host::{Complaint, Line, Sink, Writer};
use prefect_taskrun::{self as core, ErrorKind, Loc};
use pyo3::exceptions::{PyAssertionError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple, PyType};

use crate::filter::Filter;
use crate::held::Refused;
use crate::input::{PyInput, repr};
use crate::objects::{Builder, Mode};
use crate::options::Within;
use crate::serialize::{Unknown, Walk};

/// Where pydantic explains its errors, in the release that the reference is run with.
pub(crate) const EXPLAINED: &str = "https://errors.pydantic.dev/2.14/v/";

/// How much is shown of a value's `repr`, in bytes.
const MOST_SHOWN: usize = 50;

/// The errors of one validation; `ValidationError` shows them.
#[pyclass(frozen, module = "prefect_taskrun._native")]
pub(crate) struct Errors {
    title: &'static str,
    source: Source,
}

/// What the errors are about.
enum Source {
    Body(Box<Refused>),
    Objects(Vec<Stored>),
}

/// An error in an object.
struct Stored {
    complaint: Complaint,
    loc: Vec<Loc<'static>>,
    input: Py<PyAny>,
}

/// An error, whatever it is about.
struct Error<'e, 'py> {
    kind: ErrorKind,
    message: String,
    context: Option<(&'static str, &'e str)>,
    loc: &'e [Loc<'static>],
    input: Option<Bound<'py, PyAny>>,
}

/// The exception to raise for a body that was refused.
pub(crate) fn refused(py: Python<'_>, refused: Box<Refused>) -> PyErr {
    raise(py, Errors { title: refused.error.title(), source: Source::Body(refused) })
}

/// The exception to raise for an object that was refused.
pub(crate) fn refused_objects(py: Python<'_>, title: &'static str, lines: Vec<Line<'_, PyInput<'_, '_, '_>>>) -> PyErr {
    let lines = lines.into_iter().map(|line| Stored {
        complaint: Complaint { kind: line.kind, detail: line.detail },
        loc: line.loc.into_iter().rev().map(Loc::into_owned).collect(),
        input: line.input.object.clone().unbind(),
    });
    raise(py, Errors { title, source: Source::Objects(lines.collect()) })
}

/// Whether an exception is a payload's refusal.
pub(crate) fn is_refusal(py: Python<'_>, error: &PyErr) -> bool {
    class(py).is_ok_and(|class| error.is_instance(py, class))
}

fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "prefect_taskrun._errors", "ValidationError")
}

fn raise(py: Python<'_>, errors: Errors) -> PyErr {
    match class(py) {
        Ok(class) => PyErr::from_type(class.clone(), (errors,)),
        Err(error) => error,
    }
}

impl Errors {
    /// Each error in turn, with the value that is wrong if that is asked for.
    fn for_each<'py>(
        &self,
        py: Python<'py>,
        with_input: bool,
        mut show: impl FnMut(Error<'_, 'py>) -> PyResult<()>,
    ) -> PyResult<()> {
        match &self.source {
            Source::Body(refused) => refused.error.errors().try_for_each(|error| {
                let mut input = Builder::new(py, Mode::Python, Within::default());
                if with_input {
                    error.give_input(&mut input);
                }
                show(Error {
                    kind: error.kind(),
                    message: error.message(),
                    context: error.context(),
                    loc: error.loc(),
                    input: with_input.then(|| input.finish()).transpose()?,
                })
            }),
            Source::Objects(lines) => lines.iter().try_for_each(|line| {
                show(Error {
                    kind: line.complaint.kind,
                    message: line.complaint.message(),
                    context: line.complaint.context(),
                    loc: &line.loc,
                    input: with_input.then(|| line.input.bind(py).clone()),
                })
            }),
        }
    }
}

#[pymethods]
impl Errors {
    /// The name of the model that refused.
    #[getter]
    fn title(&self) -> &'static str {
        self.title
    }

    /// The JSON that was refused, if it was JSON.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        match &self.source {
            Source::Body(refused) => Some(PyBytes::new(py, refused.body.as_bytes())),
            Source::Objects(_) => None,
        }
    }

    /// How many errors there are.
    fn count(&self) -> usize {
        match &self.source {
            Source::Body(refused) => refused.error.error_count(),
            Source::Objects(lines) => lines.len(),
        }
    }

    /// The errors as dicts, in pydantic's shape.
    fn details<'py>(&self, py: Python<'py>, include_input: bool) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        self.for_each(py, include_input, |error| {
            let dict = PyDict::new(py);
            dict.set_item("type", error.kind.code())?;
            dict.set_item("loc", loc(py, error.loc)?)?;
            dict.set_item("msg", error.message)?;
            if let Some(input) = error.input {
                dict.set_item("input", input)?;
            }
            if let Some((name, detail)) = error.context {
                let context = PyDict::new(py);
                context.set_item(name, context_value(py, error.kind, detail)?)?;
                dict.set_item("ctx", context)?;
            }
            list.append(dict)
        })?;
        Ok(list)
    }

    /// Where each error's value stands in the body: start, end, line, column. Errors in objects have no such place.
    fn spans(&self) -> Vec<(usize, usize, usize, usize)> {
        match &self.source {
            Source::Body(refused) => {
                refused.error.spans().iter().map(|span| (span.start, span.end, span.line, span.column)).collect()
            }
            Source::Objects(_) => Vec::new(),
        }
    }

    /// The errors as a JSON list.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        match &self.source {
            Source::Body(refused) => Ok(refused.error.to_json()),
            Source::Objects(_) => details_json(&self.details(py, true)?, None),
        }
    }

    // Not `__str__`: what carries an exception as JSON to another process, Celery say, has its arguments by their `repr`.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let count = self.count();
        let plural = if count == 1 { "" } else { "s" };
        let mut text = format!("{count} validation error{plural} for {}", self.title);
        self.for_each(py, true, |error| {
            if !error.loc.is_empty() {
                text.extend(["\n", &core::host::path(error.loc)]);
            }
            let code = error.kind.code();
            text.extend(["\n  ", &error.message]);
            if let Some((_, detail)) = error.context.filter(|_| !error.kind.tells_detail()) {
                text.extend([": ", detail]);
            }
            text.extend([" [type=", code]);
            if let Some(input) = error.input {
                text.extend([", input_value=", &shortened(&repr(&input))]);
                if let Ok(name) = input.get_type().qualname() {
                    text.extend([", input_type=", &name.to_string_lossy()]);
                }
            }
            text.extend(["]\n    For further information visit ", EXPLAINED, code]);
            Ok(())
        })?;
        Ok(text)
    }
}

/// The details of errors in objects as a JSON list, their values as JSON can say them.
#[pyfunction]
#[pyo3(signature = (details, indent = None))]
pub(crate) fn details_json(details: &Bound<'_, PyList>, indent: Option<usize>) -> PyResult<String> {
    let mut writer = Writer::new(indent);
    writer.begin_list();
    for error in details {
        writer.begin_map();
        for pair in error.cast::<PyDict>()?.items() {
            let (key, value): (Bound<'_, PyString>, Bound<'_, PyAny>) = pair.extract()?;
            writer.key(key.to_str()?);
            Walk::new(Unknown::Shown, Within::default()).give(&value, &Filter::none(), &mut writer)?;
        }
        writer.end_map();
    }
    writer.end_list();
    Ok(writer.finish())
}

/// What stands in `ctx`: for errors of Prefect's own rules the exception.
fn context_value<'py>(py: Python<'py>, kind: ErrorKind, detail: &str) -> PyResult<Bound<'py, PyAny>> {
    Ok(match kind {
        ErrorKind::ValueError => PyValueError::new_err(detail.to_owned()).into_value(py).into_bound(py).into_any(),
        ErrorKind::AssertionError => {
            PyAssertionError::new_err(detail.to_owned()).into_value(py).into_bound(py).into_any()
        }
        _ => detail.into_pyobject(py)?.into_any(),
    })
}

fn loc<'py>(py: Python<'py>, steps: &[Loc<'_>]) -> PyResult<Bound<'py, PyTuple>> {
    let step = |step: &Loc<'_>| -> PyResult<Bound<'py, PyAny>> {
        Ok(match step {
            Loc::Name(name) | Loc::Member(name) => name.into_pyobject(py)?.into_any(),
            Loc::Key(key) => key.as_ref().into_pyobject(py)?.into_any(),
            Loc::Index(index) => index.into_pyobject(py)?.into_any(),
            Loc::Int(number) => number.into_pyobject(py)?.into_any(),
        })
    };
    PyTuple::new(py, steps.iter().map(step).collect::<PyResult<Vec<_>>>()?)
}

/// A text with its middle left out, where it is long.
fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST_SHOWN {
        return Cow::Borrowed(text);
    }
    let half = MOST_SHOWN.div_ceil(2);
    let (head, _) = text.split_at(text.floor_char_boundary(half));
    let (_, tail) = text.split_at(text.ceil_char_boundary(text.len() - (half - 1)));
    Cow::Owned([head, "...", tail].concat())
}
