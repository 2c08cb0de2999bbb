use prefect_taskrun::model::{FieldInfo, ModelInfo};
use prefect_taskrun::{Shape, State, StateType};

/// What the module has beside the models.
const OTHERS: &[&str] =
    &["Context", "Errors", "Response", "construct", "create_task_run", "notice", "respond", "supported"];

const HEAD: &str = r#"# Written by `generate stubs` from the core's definitions.
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, final

from prefect_taskrun._errors import ErrorDetails, ValidationError

@final
class Context:
    """The present and a source of randomness: all that a result depends on beside the payload."""

    def __new__(cls, now: datetime | None = None, seed: int | None = None) -> Context: ...
    @property
    def now(self) -> datetime | None: ...
    @property
    def seed(self) -> int | None: ...

@final
class Errors:
    @property
    def title(self) -> str: ...
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
    flow_run: Mapping[str, Any] | None = None,
    existing: TaskRun | Mapping[str, Any] | None = None,
) -> TaskRun:
    """The task run that a Prefect server would answer a payload with: a new one, or the one that is there already."""

@final
class Response:
    """What the endpoint `POST /api/task_runs/` answers."""

    @property
    def status(self) -> int:
        """The HTTP status."""
    @property
    def body(self) -> str:
        """The JSON body."""

def respond(
    body: str | bytes,
    *,
    api_version: str | None = None,
    context: Context | None = None,
    flow_run: Mapping[str, Any] | None = None,
    existing: TaskRun | Mapping[str, Any] | None = None,
) -> Response:
    """Answers a request to create a task run: with the run, or with what is wrong with the request."""

def notice(server_version: str) -> str | None: ...
def supported(
    payload: str | bytes | Mapping[str, Any], *, context: Context | None = None
) -> list[tuple[str, str | None, ValidationError | None]]: ...
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
    let ModelInfo { name, doc, .. } = model;
    let own = if *name == State::INFO.name { of_state() } else { String::new() };
    format!(
        r#"
@final
class {name}:
    """{doc}"""

    @classmethod
    def model_validate(
        cls, obj: Any, *, context: Context | None = None, server_version: str | None = None
    ) -> {name}:
        """Validates an object as the server does: a dict, any other mapping, or anything with attributes."""
    @classmethod
    def model_validate_json(
        cls, data: str | bytes, *, context: Context | None = None, server_version: str | None = None
    ) -> {name}:
        """Validates a JSON body as the server does; with `server_version` that of another release than the newest."""
    def model_dump(
        self,
        *,
        mode: Literal["python", "json"] = "python",
        exclude_unset: bool = False,
        exclude_none: bool = False,
    ) -> dict[str, Any]:
        """The model as a dict; in mode "json" with texts where JSON has no word for a value."""
    def model_dump_json(
        self, *, indent: int | None = None, exclude_unset: bool = False, exclude_none: bool = False
    ) -> str:
        """The model as JSON, on one line or with so many spaces a level."""
    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        """The model's JSON Schema, as pydantic writes it; a task run's as the server answers with it."""
    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that the payload gave."""
    def __eq__(self, other: object, /) -> bool: ...
{own}"#
    )
}

/// A parameter's type and default.
pub(crate) fn parameter(field: &FieldInfo) -> String {
    let default = if matches!(field.shape, Shape::Bool) { "False" } else { "None" };
    format!("{} = {default}", input(field.shape))
}

/// The type of what may be given for a value.
pub(crate) fn input(shape: &Shape) -> String {
    match shape {
        Shape::Str => "str".into(),
        Shape::Bool => "bool".into(),
        Shape::Int => "int".into(),
        Shape::Float => "float".into(),
        Shape::Uuid => "UUID | str".into(),
        Shape::DateTime => "datetime | str".into(),
        Shape::Duration => "timedelta | float".into(),
        Shape::Model(_) => "Mapping[str, Any]".into(),
        Shape::Nullable(inner) => format!("{} | None", input(inner)),
        _ => "Any".into(),
    }
}
