"""Values to JSON and back: dataclasses by their own field types, so that a new field needs no code here."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: Any) -> Any:
    """Return `value` (dataclasses, enums, tuples, dates, numbers, text) as plain JSON data."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


def decode(kind: type[T], data: Any) -> T:
    """Return a `kind` made from what `encode` returned; unknown keys are ignored, missing ones take their default."""
    result: T = _decode(kind, data)
    return result


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _decode(kind: Any, data: Any) -> Any:
    if data is None or kind is Any:
        return data
    origin = get_origin(kind)
    if origin is Union or origin is types.UnionType:
        return _decode(next(arg for arg in get_args(kind) if arg is not types.NoneType), data)
    if origin is tuple:
        args = get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_decode(args[0], item) for item in data)
        return tuple(_decode(arg, item) for arg, item in zip(args, data, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return dict(data)
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{key: _decode(hints[key], item) for key, item in data.items() if key in hints})  # type: ignore[operator]
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(data)
    return kind(data) if isinstance(kind, type) and not isinstance(data, kind) else data
