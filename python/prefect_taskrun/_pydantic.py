"""What pydantic asks of a type that is to be a field's; imported only when it asks."""
# What JSON's containers hold is `Any`, which pyright takes for unknown.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import prefect_taskrun
from prefect_taskrun._errors import ErrorDetails, ValidationError
from pydantic import TypeAdapter
from pydantic_core import (
    InitErrorDetails,
    PydanticCustomError,
    PydanticKnownError,
    PydanticSerializationUnexpectedValue,
    SchemaSerializer,
    core_schema,
)
from pydantic_core import ValidationError as PydanticError

REF = "#/$defs/"


def core_schema_of(model: Any) -> core_schema.CoreSchema:
    """How pydantic validates and dumps a field that is a model."""

    def validated(value: Any) -> Any:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            raise refusal(error) from None

    def dumped(value: Any, info: core_schema.SerializationInfo) -> Any:
        if not isinstance(value, model):
            raise PydanticSerializationUnexpectedValue(f"Expected `{model.__name__}` but got `{type(value).__name__}`")
        return value.model_dump(
            mode=info.mode,
            include=info.include,
            exclude=info.exclude,
            exclude_unset=info.exclude_unset,
            exclude_defaults=info.exclude_defaults,
            exclude_none=info.exclude_none,
            by_alias=info.by_alias,
            context=info.context,
            round_trip=info.round_trip,
        )

    return core_schema.no_info_plain_validator_function(
        validated,
        ref=f"{model.__module__}.{model.__qualname__}:{id(model)}",
        serialization=core_schema.plain_serializer_function_ser_schema(dumped, info_arg=True),
    )


def serializer_of(model: Any) -> SchemaSerializer:
    """How pydantic dumps a model where it knows no type of it."""
    return TypeAdapter(model).serializer


def refusal(error: ValidationError) -> PydanticError:
    """The same errors as pydantic's own: where it raises them within a model of its own, it puts the way to the value in front."""
    return PydanticError.from_exception_data(error.title, [_line(details) for details in error.errors()])


def _line(details: ErrorDetails) -> InitErrorDetails:
    line = InitErrorDetails(type=_kind(details), loc=details["loc"], input=details.get("input"))
    if "ctx" in details:
        line["ctx"] = details["ctx"]
    return line


def _kind(details: ErrorDetails) -> str | PydanticCustomError:
    # A kind as any text, which need not be one of those that pydantic has.
    kind: Any = details["type"]
    context = details.get("ctx")
    try:
        known = PydanticKnownError(kind, context).message() == details["msg"]
    except KeyError:
        known = False
    # The reference's words are due, even where this pydantic has none or others for them.
    words: Any = details["msg"]
    return str(kind) if known else PydanticCustomError(kind, words, context)


def json_schema_of(model: Any, handler: Callable[[core_schema.CoreSchema], dict[str, Any]]) -> dict[str, Any]:
    """The model's JSON Schema with its definitions among those of the schema that it becomes a part of."""
    own: dict[str, Any] = model.model_json_schema()
    refs = {REF + name: _defined(name, handler) for name in own.pop("$defs", {})}

    def embedded(part: Any) -> Any:
        if isinstance(part, list):
            items: list[Any] = part
            return [embedded(item) for item in items]
        if not isinstance(part, dict):
            return part
        members: dict[str, Any] = part
        if (target := members.get("$ref")) in refs:
            return {**members, **refs[target]}
        return {key: embedded(member) for key, member in members.items()}

    found: dict[str, Any] = embedded(own)
    return found


def _defined(name: str, handler: Callable[[core_schema.CoreSchema], dict[str, Any]]) -> dict[str, Any]:
    """A reference to the definition that pydantic itself makes of a class."""
    inner = TypeAdapter(getattr(prefect_taskrun, name)).core_schema
    return handler(core_schema.definitions_schema(inner, []))
