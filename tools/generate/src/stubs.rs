use prefect_taskrun::model::{Absent, FieldInfo, ModelInfo, Shape};
use prefect_taskrun::{MODELS, State, StateType};

/// What the module has beside the models.
const OTHERS: &[&str] = &[
    "Context",
    "EXPLAINED",
    "VERSION",
    "Errors",
    "JsonLines",
    "Response",
    "SerializationError",
    "construct",
    "create_task_run",
    "details_json",
    "notice",
    "respond",
    "supported",
];

/// The models that can be hashed; `tests/python/test_types.py` holds this against the module.
const HASHED: &[&str] = &["State", "TaskRunResult", "FlowRunResult", "Parameter", "Constant"];

const HEAD: &str = r#"# Written by `generate stubs` from the core's definitions.
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final, Generic, Literal, TypeAlias, TypedDict, final, type_check_only
from uuid import UUID

from typing_extensions import Unpack

from prefect_taskrun._errors import ErrorDetails, ValidationError
from prefect_taskrun._jsonl import Accepted, M, Refused, Source
from prefect_taskrun._states import StateType

_Filter: TypeAlias = AbstractSet[str] | AbstractSet[int] | Mapping[str, Any] | Mapping[int, Any] | None

@type_check_only
class _Validation(TypedDict, total=False):
    strict: None
    extra: None
    from_attributes: Literal[True] | None
    by_alias: bool | None
    by_name: bool | None

@type_check_only
class _Within(TypedDict, total=False):
    by_alias: bool | None
    context: Any
    exclude_computed_fields: bool
    fallback: Callable[[Any], Any] | None
    polymorphic_serialization: bool | None
    round_trip: bool
    serialize_as_any: bool
    warnings: bool | Literal["none", "warn", "error"]

EXPLAINED: Final[str]
VERSION: Final[str]

class SerializationError(ValueError):
    """What cannot be written as JSON: a model that keeps an object for which JSON has no form."""

@final
class Context:
    """The present and a source of randomness: all that a result depends on beside the payload.

    The same payload in the same context gives the same result, in every language. `now` is the present, an aware datetime; by
    default the time of the call that uses the context. `seed` is what ids and names follow from, from 0 to 2**128 - 1; by
    default 128 random bits for each call.
    """

    def __new__(cls, now: datetime | None = None, seed: int | None = None) -> Context: ...
    @property
    def now(self) -> datetime | None: ...
    @property
    def seed(self) -> int | None: ...
    __match_args__: ClassVar[tuple[Literal["now"], Literal["seed"]]]
    def __getnewargs__(self) -> tuple[datetime | None, int | None]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class JsonLines(Generic[M]):
    """The lines of a source, each with its model or its error: an iterator that also can be closed."""

    def __iter__(self) -> JsonLines[M]: ...
    def __next__(self) -> Accepted[M] | Refused[M]: ...
    def close(self) -> None:
        """Ends the batch before its time: its threads, and its file if it was given by its path."""
    def __enter__(self) -> JsonLines[M]: ...
    def __exit__(self, *_error: object) -> None: ...

@final
class Errors:
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> bytes | None: ...
    def count(self) -> int: ...
    def details(self, include_input: bool) -> list[ErrorDetails]: ...
    def spans(self) -> list[tuple[int, int, int, int]]: ...
    def json(self) -> str: ...
"#;

const TAIL: &str = r#"
def create_task_run(
    create: TaskRunCreate,
    *,
    context: Context | None = None,
    server_version: str | None = None,
    flow_run: str | bytes | bytearray | Mapping[str, Any] | None = None,
    existing: TaskRun | str | bytes | bytearray | Mapping[str, Any] | None = None,
) -> TaskRun:
    """The task run that a Prefect server would answer a payload with: a new one, or the one that is there already.

    With `server_version` it is the server of another release than the newest. The flow run and the existing task run are as the
    API gives them, or the JSON of them, an earlier answer's body say.
    """

@final
class Response:
    """What the endpoint `POST /api/task_runs/` answers."""

    def __new__(cls, status: int, body: str) -> Response: ...
    @property
    def status(self) -> int:
        """The HTTP status."""
    @property
    def body(self) -> str:
        """The JSON body."""
    __match_args__: ClassVar[tuple[Literal["status"], Literal["body"]]]
    def __getnewargs__(self) -> tuple[int, str]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def respond(
    body: str | bytes | bytearray,
    *,
    api_version: str | None = None,
    content_type: str | None = None,
    context: Context | None = None,
    server_version: str | None = None,
    flow_run: str | bytes | bytearray | Mapping[str, Any] | None = None,
    existing: TaskRun | str | bytes | bytearray | Mapping[str, Any] | None = None,
) -> Response:
    """Answers a request to create a task run: with the run, or with what is wrong with the request.

    `api_version` and `content_type` are the headers `x-prefect-api-version` and `content-type`, if the request has them. A
    body of any other type than JSON's is a text to the server, and no task run. With `server_version` the payload is
    validated as a server of that release does. The flow run and the existing task run are as for `create_task_run`.
    """

def notice(server_version: str) -> str | None: ...
def supported(
    payload: str | bytes | bytearray | Mapping[str, Any], *, context: Context | None = None
) -> list[tuple[str, str | None, ValidationError | None]]: ...
def details_json(details: list[ErrorDetails], indent: int | None = None) -> str: ...
def construct(name: str, arguments: dict[str, Any], context: Context | None) -> State: ...
"#;

/// The stub of the native module.
pub(crate) fn module(models: &[&ModelInfo]) -> String {
    let classes: String = models.iter().copied().map(class).collect();
    let names: Vec<&str> = models.iter().map(|model| model.name).chain(OTHERS.iter().copied()).collect();
    [HEAD, &classes, TAIL, &format!("\n__all__ = {names:?}\n")].concat()
}

/// What a state has beside what all models have.
fn of_state() -> String {
    let question =
        |name: &str, about: &str| format!("    def is_{name}(self) -> bool:\n        \"\"\"Whether {about}.\"\"\"\n");
    let of_type = |kind: &StateType| {
        question(&kind.as_str().to_lowercase(), &["the state's type is `", kind.as_str(), "`"].concat())
    };
    let make = "    def to_state_create(self) -> StateCreate:\n        \"\"\"The payload that asks for such a state: it has neither id nor time of its own.\"\"\"\n";
    let questions: String = StateType::ALL.iter().map(of_type).collect();
    [&questions, &question("final", "the run has ended"), make].concat()
}

fn class(model: &ModelInfo) -> String {
    let ModelInfo { name, doc, fields, .. } = model;
    let own = if *name == State::INFO.name { of_state() } else { String::new() };
    let hash = if HASHED.contains(name) { "    def __hash__(self) -> int: ...\n" } else { "" };
    let parameters: String = fields.iter().map(keyword).collect();
    let attributes: String = fields.iter().map(attribute).collect();
    format!(
        r#"
@final
class {name}:
    """{doc}"""

    def __new__(cls, *{parameters}) -> {name}: ...
{attributes}    @classmethod
    def model_validate(
        cls,
        obj: Any,
        *,
        context: Context | None = None,
        server_version: str | None = None,
        **options: Unpack[_Validation],
    ) -> {name}:
        """Validates an object as the server does: a dict, any other mapping, or anything with attributes.

        With `server_version` it is the server of another release than the newest.

        Pydantic's other options are taken where they ask for what the server does; what does not, `strict=True` say,
        raises `NotImplementedError`.

        Raises `ValidationError` with everything that is wrong with it.
        """
    @classmethod
    def model_validate_json(
        cls,
        data: str | bytes | bytearray,
        *,
        context: Context | None = None,
        server_version: str | None = None,
        **options: Unpack[_Validation],
    ) -> {name}:
        """Validates a JSON body as the server does; with `server_version` that of another release than the newest.

        Pydantic's other options are taken where they ask for what the server does; what does not, `strict=True` say,
        raises `NotImplementedError`.

        Raises `ValidationError` with everything that is wrong with it.
        """
    @classmethod
    def validate_jsonl(
        cls, source: Source, *, context: Context | None = None, server_version: str | None = None
    ) -> JsonLines[{name}]:
        """Validates JSON Lines as the server validates bodies: a path, also of a `.gz`, bytes, or an open file.

        An iterator gives a `JsonLine` for each line that is not blank, in order, with its model or its error. The work is
        done on all cores and ahead of the iterator, in memory that does not grow with the source. With a seed in its
        context each line follows from that seed. What the source raises comes after the lines before it.
        """
    def model_dump(
        self,
        *,
        mode: Literal["python", "json"] | str = "python",
        include: _Filter = None,
        exclude: _Filter = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        **options: Unpack[_Within],
    ) -> dict[str, Any]:
        """The model as a dict; in mode "json" with texts where JSON has no word for a value.

        Pydantic's other options are for what a state keeps as it came: `fallback` stands in for what nothing is known of,
        and models of pydantic's are dumped with all of them.
        """
    def model_dump_json(
        self,
        *,
        indent: int | None = None,
        include: _Filter = None,
        exclude: _Filter = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        **options: Unpack[_Within],
    ) -> str:
        """The model as JSON, on one line or with so many spaces a level.

        Pydantic's other options are as for `model_dump`.
        """
    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        """The model's JSON Schema, as pydantic writes it; a task run's as the server answers with it."""
    __pydantic_serializer__: ClassVar[Any]
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any: ...
    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, handler: Any) -> Any: ...
    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that were given."""
    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> {name}:
        """A copy, with other values for some fields; a deep one also copies what the model keeps as it came."""
    def __copy__(self) -> {name}: ...
    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> {name}: ...
    def __replace__(self, **changes: Any) -> {name}: ...
    def __eq__(self, other: object, /) -> bool: ...
{hash}    def __iter__(self) -> Iterator[tuple[str, Any]]: ...
    def __rich_repr__(self) -> Iterator[tuple[str, Any]]: ...
{own}"#
    )
}

/// A field as a keyword of its model's constructor.
fn keyword(field: &FieldInfo) -> String {
    let default = if field.default == Absent::Required { "" } else { " = ..." };
    [", ", field.name, ": ", &input(field), default].concat()
}

/// A field as what is read of a model.
fn attribute(field: &FieldInfo) -> String {
    let mut lines = ["    @property\n    def ", field.name, "(self) -> ", &output(field.shape), ":"].concat();
    if field.doc.is_empty() {
        lines.push_str(" ...\n");
    } else {
        lines.extend(["\n        \"\"\"", field.doc, "\"\"\"\n"]);
    }
    lines
}

/// The type of a value that was validated.
fn output(shape: &Shape) -> String {
    match shape {
        Shape::Str => "str".into(),
        Shape::Bool => "bool".into(),
        Shape::Int => "int".into(),
        Shape::Float => "float".into(),
        Shape::Uuid => "UUID".into(),
        Shape::DateTime => "datetime".into(),
        Shape::Duration => "timedelta".into(),
        Shape::Enum { name, .. } => (*name).into(),
        Shape::Literal(text) => format!("Literal[\"{text}\"]"),
        Shape::Nullable(inner) => format!("{} | None", output(inner)),
        Shape::List(item) => format!("list[{}]", output(item)),
        Shape::Map(value) => format!("dict[str, {}]", output(value)),
        Shape::Union(members) => members.iter().map(|member| output(member.shape)).collect::<Vec<_>>().join(" | "),
        Shape::Model(model) => model.name.into(),
        Shape::Any => "Any".into(),
    }
}

/// A parameter's type and default.
pub(crate) fn parameter(field: &FieldInfo) -> String {
    let default = if matches!(field.shape, Shape::Bool) { "False" } else { "None" };
    format!("{} = {default}", input(field))
}

/// The type of what may be given for a field.
pub(crate) fn input(field: &FieldInfo) -> String {
    if field.made_if_falsy { nullable(field.shape) } else { accepted(field.shape) }
}

fn nullable(shape: &Shape) -> String {
    format!("{} | None", accepted(shape))
}

/// The type of what may be given for a value, where it says the same; what is only read as such a value is mostly a mistake.
fn accepted(shape: &Shape) -> String {
    match shape {
        Shape::Str => "str".into(),
        Shape::Bool => "bool".into(),
        Shape::Int => "int".into(),
        Shape::Float => "float".into(),
        Shape::Uuid => "UUID | str | bytes".into(),
        Shape::DateTime => "datetime | date | str | float".into(),
        Shape::Duration => "timedelta | str | float".into(),
        Shape::Model(model) => format!("{}Mapping[str, Any]", instances(model)),
        Shape::Nullable(inner) => nullable(inner),
        _ => "Any".into(),
    }
}

/// The models with all the fields of one: whatever is asked of that one, their instances can say.
fn instances(model: &ModelInfo) -> String {
    let has = |other: &ModelInfo, name| other.fields.iter().any(|field| field.name == name);
    let others = MODELS.iter().filter(|other| model.fields.iter().all(|field| has(other, field.name)));
    others.map(|other| [other.name, " | "].concat()).collect()
}
