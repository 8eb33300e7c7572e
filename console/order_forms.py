"""An order as plain data that JSON holds, and read again: how it lies in a file until the database has it.

What was written by an older version stays readable: a field that it did not know has its default. What a newer version
wrote is refused rather than read in part, since an order without a part of it is another order.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from console.orders import AnyOrder

NAME: Final = "order"
KINDS: Final[Mapping[str, type[Any]]] = MappingProxyType({kind.__name__: kind for kind in get_args(AnyOrder)})
"""Every order by the name that it bears in a file: a class that is renamed keeps its old name here."""


def plain(order: AnyOrder) -> dict[str, object]:
    """Return everything that the order holds, its key too, as what JSON holds."""
    return {NAME: type(order).__name__, **{one.name: written(getattr(order, one.name)) for one in fields(order)}}


def read(form: Mapping[str, Any]) -> AnyOrder:
    """Return the order that ``plain`` wrote.

    Raises:
        ValueError: an order, or a field of one, that this version does not know, or one that is missing.
    """
    kind = KINDS.get(str(form.get(NAME)))
    if kind is None:
        raise ValueError(f"there is no order {form.get(NAME)!r}")
    order: AnyOrder = _record(kind, {name: raw for name, raw in form.items() if name != NAME})
    return order


def written(value: Any) -> object:
    """Return a value, or a record of values, as what JSON holds."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return b64encode(value).decode()
        case tuple():
            return [written(one) for one in value]
        case frozenset():
            return sorted(written(one) for one in value)  # type: ignore[type-var]
        case _ if is_dataclass(value):
            return {one.name: written(getattr(value, one.name)) for one in fields(value)}
        case _:
            raise TypeError(f"no form is known for {type(value).__name__}")


def read_as(hint: Any, raw: Any) -> Any:
    """Return the value of this type that ``written`` wrote; raises ValueError as ``read`` does."""
    hint = getattr(hint, "__supertype__", hint)
    kind = get_origin(hint) or hint
    if kind in (Union, UnionType):
        (held,) = (one for one in get_args(hint) if one is not NoneType)
        return None if raw is None else read_as(held, raw)
    if kind in (tuple, frozenset):
        held = get_args(hint)[0]
        return kind(read_as(held, one) for one in raw)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, raw)
    if kind is datetime:
        return datetime.fromisoformat(raw)
    if kind is bytes:
        return b64decode(raw)
    return kind(raw)


def _record(kind: Any, raw: Mapping[str, Any]) -> Any:
    known = _fields(kind)
    strange = sorted(raw.keys() - known.keys())
    missing = sorted(name for name, (one, _) in known.items() if name not in raw and _must_be_told(one))
    if strange or missing:
        raise ValueError(f"{kind.__name__}: unknown {strange}, missing {missing}")
    return kind(**{name: read_as(hint, raw[name]) for name, (_, hint) in known.items() if name in raw})


def _must_be_told(one: Field[Any]) -> bool:
    """Tell whether a field has no default; a key that was made up anew would be no default."""
    return one.name == "key" or (one.default is MISSING and one.default_factory is MISSING)


@cache
def _fields(kind: Any) -> Mapping[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    return {one.name: (one, hints[one.name]) for one in fields(kind)}
