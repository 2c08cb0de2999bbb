"""What pydantic asks of a type that is to be a field's; imported only when it asks."""
# What JSON's containers hold is `Any`, which pyright takes for unknown.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError as PydanticValidationError
from pydantic_core import core_schema

from prefect_taskrun._errors import ValidationError

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


def core_schema_of(model: Any) -> CoreSchema:
    """Validates as the model does, its errors standing among those of what it is part of."""

    def validate(value: Any) -> Any:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            raise PydanticValidationError.from_exception_data(error.title, error.errors()) from None  # type: ignore[arg-type]

    def serialize(value: Any, info: core_schema.SerializationInfo) -> Any:
        return value.model_dump(
            mode=info.mode,
            include=info.include,
            exclude=info.exclude,
            exclude_unset=info.exclude_unset,
            exclude_defaults=info.exclude_defaults,
            exclude_none=info.exclude_none,
        )

    return core_schema.no_info_plain_validator_function(
        validate,
        ref=f"{model.__module__}.{model.__qualname__}:{id(model)}",
        serialization=core_schema.plain_serializer_function_ser_schema(serialize, info_arg=True, when_used="always"),
    )


def json_schema_of(model: Any, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    """The model's JSON Schema with those of the models within it in their places, where no names can meet."""
    schema: dict[str, Any] = model.model_json_schema()
    linked: JsonSchemaValue = _linked(schema, {f"#/$defs/{name}": part for name, part in schema.pop("$defs", {}).items()})
    return linked


def _linked(part: Any, parts: dict[str, Any]) -> Any:
    if isinstance(part, list):
        items: list[Any] = part
        return [_linked(item, parts) for item in items]
    if not isinstance(part, dict):
        return part
    members: dict[str, Any] = part
    if (target := members.get("$ref")) in parts:
        members = {**parts[target], **{key: value for key, value in members.items() if key != "$ref"}}
    return {key: _linked(value, parts) for key, value in members.items()}
