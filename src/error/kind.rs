use crate::text::joined;

macro_rules! kinds {
    ($( $(#[doc = $doc:literal])+ $name:ident, $code:literal, $message:literal $(, $context:literal)?; )+) => {
        /// The kinds of error that validation knows, each with pydantic's code and words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl ErrorKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Pydantic's name of the kind, the `type` of an error.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The message with a detail.
            pub(crate) fn message(self, detail: &str) -> String {
                match self.template().strip_suffix("{}") {
                    Some(words) => joined(&[words, detail]),
                    None => self.template().to_owned(),
                }
            }

            /// The message, with `{}` at its end if the detail goes there.
            const fn template(self) -> &'static str {
                match self { $(Self::$name => $message,)+ }
            }

            /// Whether the message has the detail in it, so that a text for people need not add it.
            #[must_use]
            pub const fn tells_detail(self) -> bool {
                !matches!(self, Self::JsonInvalid)
            }

            /// The name under which the detail stands in `ctx`; without one there is no `ctx`.
            pub(crate) const fn context(self) -> Option<&'static str> {
                match self { $(Self::$name => kinds!(@context $($context)?),)+ }
            }
        }
    };
    (@context) => { None };
    (@context $context:literal) => { Some($context) };
}

kinds! {
    /// The body is not JSON.
    JsonInvalid, "json_invalid", "JSON decode error", "error";
    /// A required field is absent.
    Missing, "missing", "Field required";
    /// A field that the model does not have.
    ExtraForbidden, "extra_forbidden", "Extra inputs are not permitted";
    /// Not an object where a model is due.
    ModelAttributesType, "model_attributes_type", "Input should be a valid dictionary or object to extract fields from";
    /// Not an object where a model is due, and its attributes are not asked for.
    ModelType, "model_type", "Input should be a valid dictionary or instance of {}", "class_name";
    /// An argument that a state constructor gives itself.
    MultipleArgumentValues, "multiple_argument_values", "Got multiple values for argument";
    /// A key that is no text.
    InvalidKey, "invalid_key", "Keys should be strings";
    /// An attribute that raised.
    GetAttributeError, "get_attribute_error", "Error extracting attribute: {}", "error";
    /// Not a text.
    StringType, "string_type", "Input should be a valid string";
    /// Bytes or a text that no UTF-8 can hold.
    StringUnicode, "string_unicode", "Input should be a valid string, unable to parse raw data as a unicode string";
    /// A value within itself, or one that is nested too deeply.
    RecursionLoop, "recursion_loop", "Recursion error - cyclic reference detected";
    /// What JSON has no word for, where anything else may stand.
    InvalidJsonValue, "invalid-json-value", "input was not a valid JSON value";
    /// Not a truth value, and not convertible into one.
    BoolType, "bool_type", "Input should be a valid boolean";
    /// A text or a number that stands for no truth value.
    BoolParsing, "bool_parsing", "Input should be a valid boolean, unable to interpret input";
    /// Not an integer, and not convertible into one.
    IntType, "int_type", "Input should be a valid integer";
    /// A text that is no integer.
    IntParsing, "int_parsing", "Input should be a valid integer, unable to parse string as an integer";
    /// An integer too long to be read.
    IntParsingSize, "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size";
    /// A number with a fraction where an integer is due.
    IntFromFloat, "int_from_float", "Input should be a valid integer, got a number with a fractional part";
    /// NaN or an infinity where an integer is due.
    FiniteNumber, "finite_number", "Input should be a finite number";
    /// Not a number, and not convertible into one.
    FloatType, "float_type", "Input should be a valid number";
    /// A text that is no number.
    FloatParsing, "float_parsing", "Input should be a valid number, unable to parse string as a number";
    /// Not a list.
    ListType, "list_type", "Input should be a valid list";
    /// A list that raised while it was looked through.
    IterationError, "iteration_error", "Error iterating over object, error: {}", "error";
    /// Not an object where a dictionary is due.
    DictType, "dict_type", "Input should be a valid dictionary";
    /// A mapping that raised, or whose items are no pairs.
    MappingType, "mapping_type", "Input should be a valid mapping, error: {}", "error";
    /// Not a UUID, and not convertible into one.
    UuidType, "uuid_type", "UUID input should be a string, bytes or UUID object";
    /// A text that is no UUID.
    UuidParsing, "uuid_parsing", "Input should be a valid UUID, {}", "error";
    /// Not a datetime, and not convertible into one.
    DatetimeType, "datetime_type", "Input should be a valid datetime";
    /// A number that is no datetime, or a text that begins as one.
    DatetimeParsing, "datetime_parsing", "Input should be a valid datetime, {}", "error";
    /// A text that is neither datetime nor date.
    DatetimeFromDateParsing, "datetime_from_date_parsing", "Input should be a valid datetime or date, {}", "error";
    /// A datetime whose offset from UTC nobody knows.
    DatetimeObjectInvalid, "datetime_object_invalid", "Invalid datetime object, got {}", "error";
    /// Not a duration, and not convertible into one.
    TimeDeltaType, "time_delta_type", "Input should be a valid timedelta";
    /// A number or a text that is no duration.
    TimeDeltaParsing, "time_delta_parsing", "Input should be a valid timedelta, {}", "error";
    /// Not a member of an enumeration.
    Enum, "enum", "Input should be {}", "expected";
    /// Not the one value that is allowed.
    LiteralError, "literal_error", "Input should be {}", "expected";
    /// A rule of Prefect's own.
    ValueError, "value_error", "Value error, {}", "error";
    /// A rule of Prefect's own in which an assertion failed.
    AssertionError, "assertion_error", "Assertion failed, {}", "error";
}
