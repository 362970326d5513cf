"""Values to JSON and back: dataclasses by their own field types, so that a new field needs no code here."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Mapping
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
    wanted: Any = kind  # a type is hashable, whatever its own values are
    result: T = _decoder(wanted)(data)
    return result


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a `kind` from plain data: a document holds thousands of values of a few kinds."""
    if kind is Any:
        return lambda data: data
    origin, args = get_origin(kind), get_args(kind)
    if origin is Union or origin is types.UnionType:
        return _decoder(next(arg for arg in args if arg is not types.NoneType))
    if origin is tuple:
        return _tuple(args)
    if origin is not None and issubclass(origin, Mapping):
        return lambda data: None if data is None else dict(data)
    if dataclasses.is_dataclass(kind):
        return _fields(kind)
    if kind is dt.datetime:
        return lambda data: None if data is None else dt.datetime.fromisoformat(data)
    if not isinstance(kind, type):
        return lambda data: data
    return lambda data: data if data is None or isinstance(data, kind) else kind(data)


def _tuple(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        each = _decoder(args[0])
        return lambda data: None if data is None else tuple([each(item) for item in data])
    places = [_decoder(arg) for arg in args]
    return lambda data: None if data is None else tuple(make(x) for make, x in zip(places, data, strict=True))


def _fields(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    makers = {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(kind)}

    def make(data: Any) -> Any:
        return None if data is None else kind(**{key: makers[key](item) for key, item in data.items() if key in makers})

    return make
