use std::borrow::Cow;

use prefect_taskrun::host::{Complaint, HostInput, HostText, Ratio};
use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{DateTime, Duration, Int, Loc, Model};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyByteArrayMethods, PyBytes, PyDict, PyInt, PyList, PyString};
use uuid::Uuid;

use super::list::List;
use super::object::Members;
use super::{PyInput, int, time};
use crate::{model, types};

impl<'a, 's, 'py: 's> HostInput<'a, Self> for PyInput<'a, 's, 'py> {
    fn input(&self) -> Self {
        *self
    }

    fn step(&self) -> Loc<'a> {
        if let Ok(text) = self.object.cast::<PyString>() {
            return Loc::Key(Cow::Owned(text.to_string_lossy().into_owned()));
        }
        match self.object.extract() {
            Ok(number) => Loc::Int(number),
            Err(_) => Loc::Key(Cow::Owned(repr(self.object))),
        }
    }

    fn is_falsy(&self) -> Result<bool, Complaint> {
        match self.object.is_truthy() {
            Ok(truth) => Ok(!truth),
            Err(error) => self.session.complaint(self.py(), error).map_or(Ok(false), Err),
        }
    }

    fn is_zero(&self) -> Result<bool, Complaint> {
        match self.object.ne(0) {
            Ok(differs) => Ok(!differs),
            Err(error) => self.session.complaint(self.py(), error).map_or(Ok(false), Err),
        }
    }

    fn is_text(&self, text: &str) -> bool {
        let dict = PyDict::new(self.py());
        dict.set_item(text, ()).is_ok() && matches!(dict.get_item(self.object), Ok(Some(_)))
    }

    fn member_of(&self, texts: &[&'static str]) -> Option<usize> {
        match find(self.object, texts) {
            Ok(found) => found,
            // That is how the enumeration says that it has no such member.
            Err(error) if error.is_instance_of::<PyValueError>(self.py()) => None,
            Err(error) => {
                self.session.raise(error);
                None
            }
        }
    }

    fn text(&self) -> Option<HostText<'a>> {
        let text = self.object.cast::<PyString>().ok()?;
        let exact = text.is_exact_instance_of::<PyString>();
        Some(text.to_str().map_or(HostText::Unreadable(exact), |text| HostText::Derived(Cow::Owned(text.into()))))
    }

    fn bytes(&self) -> Option<Cow<'a, [u8]>> {
        self.object.cast::<PyBytes>().ok().map(|bytes| Cow::Owned(bytes.as_bytes().into()))
    }

    fn byte_array(&self) -> Option<Vec<u8>> {
        self.object.cast::<PyByteArray>().ok().map(PyByteArrayMethods::to_vec)
    }

    fn member(&self) -> Option<Self> {
        member(self.object).map(|value| self.other(value))
    }

    fn member_text(&self) -> Option<Cow<'a, str>> {
        let text = self.session.catch(member(self.object)?.str())?;
        text.to_str().ok().map(|text| Cow::Owned(text.into()))
    }

    fn int(&self) -> Option<Int<'a>> {
        self.object.is_instance_of::<PyInt>().then(|| int(self.object)).flatten()
    }

    fn ratio(&self) -> Option<Ratio<'a>> {
        let number = types::decimal(self.object).or_else(|| types::fraction(self.object))?;
        self.session.catch(ratio(number))
    }

    fn index(&self) -> Option<i64> {
        self.object.extract().ok()
    }

    fn float(&self) -> Option<f64> {
        self.object.extract().ok()
    }

    fn uuid(&self) -> Option<Uuid> {
        let uuid = types::uuid(self.object)?;
        let number = uuid.getattr(intern!(self.py(), "int")).and_then(|number| number.extract());
        number.ok().map(Uuid::from_u128)
    }

    fn date_time(&self) -> Option<Result<DateTime, Complaint>> {
        time::date_time(self.object)
    }

    fn date(&self) -> Option<DateTime> {
        self.session.catch(time::date(self.object).transpose()).flatten()
    }

    fn duration(&self) -> Option<Duration> {
        self.session.catch(time::duration(self.object).transpose()).flatten()
    }

    fn list(&self) -> Option<List<'a, 's, 'py>> {
        self.object.cast::<PyList>().ok().map(|list| List::of_list(*self, list))
    }

    fn iterable(&self) -> Option<List<'a, 's, 'py>> {
        List::of_iterable(*self)
    }

    fn mapping(&self) -> Option<Members<'a, 's, 'py>> {
        Members::of_mapping(*self)
    }

    fn attributes(&self) -> Option<Members<'a, 's, 'py>> {
        Members::of_object(*self)
    }

    fn model(&self, model: &'static ModelInfo) -> Option<Model<'static>> {
        model::of_object(self.object, model)
    }
}

/// The value of a member of an enumeration, if it has one.
fn member<'py>(object: &Bound<'py, PyAny>) -> Option<Bound<'py, PyAny>> {
    types::is_member(object).then(|| object.getattr(intern!(object.py(), "value")).ok()).flatten()
}

/// What Python's `repr` says, if it says anything.
pub(crate) fn repr(object: &Bound<'_, PyAny>) -> String {
    match (object.repr(), object.get_type().qualname()) {
        (Ok(text), _) => text.to_string_lossy().into_owned(),
        (Err(_), Ok(name)) => format!("<unprintable {name} object>"),
        (Err(_), Err(_)) => "<unprintable object>".into(),
    }
}

/// The index of the text that is equal to an object, found as `enum.Enum` finds a member.
fn find(object: &Bound<'_, PyAny>, texts: &[&'static str]) -> PyResult<Option<usize>> {
    let members = PyDict::new(object.py());
    for (index, text) in texts.iter().enumerate() {
        members.set_item(text, index)?;
    }
    match members.get_item(object) {
        Ok(found) => found.map(|index| index.extract()).transpose(),
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => {
            for (index, text) in texts.iter().enumerate() {
                if object.eq(text)? {
                    return Ok(Some(index));
                }
            }
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn ratio<'a>(number: &Bound<'_, PyAny>) -> PyResult<Ratio<'a>> {
    let py = number.py();
    if let Some(is_finite) = number.getattr_opt(intern!(py, "is_finite"))?
        && !is_finite.call0()?.is_truthy()?
    {
        return Ok(Ratio::NotFinite);
    }
    let parts = number.call_method0(intern!(py, "as_integer_ratio"))?;
    let (numerator, denominator): (Bound<'_, PyAny>, Bound<'_, PyAny>) = parts.extract()?;
    let whole = denominator.extract::<i64>().is_ok_and(|denominator| denominator == 1);
    Ok(if whole { int(&numerator).map_or(Ratio::Broken, Ratio::Whole) } else { Ratio::Broken })
}
