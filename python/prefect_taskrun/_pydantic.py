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
    constants = _constants(model)

    def validated(value: Any, given: core_schema.ValidatorFunctionWrapHandler) -> Any:
        try:
            found = model.model_validate(value)
        except ValidationError as error:
            raise refusal(error) from None
        if found is not value:
            # Of a union's members pydantic takes that which the value is an instance of, else that which has most fields given.
            given({name: constants.get(name) for name in found.model_fields_set})
        return found

    # Where it stands in a union, pydantic has this name in an error's `loc`.
    validated.__name__ = model.__name__

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

    return core_schema.no_info_wrap_validator_function(
        validated,
        _given(constants),
        ref=f"{model.__module__}.{model.__qualname__}:{id(model)}",
        serialization=core_schema.plain_serializer_function_ser_schema(dumped, info_arg=True),
    )


def _constants(model: Any) -> dict[str, Any]:
    """The model's fields, each with the only value that it can have, if there is but one."""
    return {name: field.get("const") for name, field in model.model_json_schema()["properties"].items()}


def _given(constants: dict[str, Any]) -> core_schema.CoreSchema:
    """Which of a model's fields are given, as far as pydantic chooses between a union's members by it, or by a constant."""

    def field(constant: Any) -> core_schema.TypedDictField:
        value = core_schema.any_schema() if constant is None else core_schema.literal_schema([constant])
        return core_schema.typed_dict_field(value, required=False)

    return core_schema.typed_dict_schema({name: field(constant) for name, constant in constants.items()})


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
