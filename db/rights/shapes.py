"""What every desk can read again: the shapes of what lines and tickets hold as JSON, out of the console's own classes.

A desk with a program of its own could write what is lawful and yet unreadable, as a due time beyond the calendar, and
every other desk of its ground would be blind. The server takes only what has the shape that the console writes. It looks
at every line, so each class becomes a function that asks for nothing but what is there; what stands in lists is looked
through by one path expression.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from psycopg import sql

from console.domain.ticket import TargetKind, Ticket
from console.replay import FORMS

_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
_LEAP_YEAR = "((19|[2-8][0-9])(0[48]|[2468][048]|[13579][26])|([2468][048]|[357][26])00)"
_MOMENT = (
    f"^((19|[2-8][0-9])[0-9][0-9]-{_DAY}|{_LEAP_YEAR}-02-29)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    "([.][0-9]{1,6})?[+-](0[0-9]|1[0-4]):[0-5][0-9]$"
)

USUAL = ("stage_since", "warn_at", "clocks")
"""What the line of every stage changes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What must hold of a value: ``path`` as the condition of a strict JSON path, ``holds`` as SQL, of no value nothing."""

    path: Callable[[str], str]
    holds: Callable[[str], str]


def _listed(path: Callable[[str], str]) -> Shape:
    """Return a shape that SQL asks for by its path."""
    whole = sql.Literal(f"strict {path('$')}").as_string(None)
    return Shape(path, lambda at: f"coalesce({at} @@ {whole}, {at} IS NULL)")


def _of_kind(kind: str) -> Shape:
    return Shape(lambda at: f'{at}.type() == "{kind}"', lambda at: f"jsonb_typeof({at}) = '{kind}'")


def _number(most: float, *, whole: bool = False) -> Shape:
    def path(at: str) -> str:
        told = f'({at}.type() == "number" && {at} > -{most:.0f} && {at} < {most:.0f}'
        return f"{told} && {at}.floor() == {at})" if whole else f"{told})"

    def holds(at: str) -> str:
        told = f"jsonb_typeof({at}) = 'number' AND abs(({at})::numeric) < {most:.0f}"
        return f"{told} AND ({at})::numeric = trunc(({at})::numeric)" if whole else told

    return Shape(path, holds)


TEXT, NOTHING = _of_kind("string"), _of_kind("null")
NUMBER = _number(1e15)

PLAIN: Mapping[type, Shape] = {
    str: TEXT,
    bool: _of_kind("boolean"),
    int: _number(1e19, whole=True),
    float: NUMBER,
    datetime: Shape(
        lambda at: f'({at}.type() == "string" && {at} like_regex "{_MOMENT}")',
        lambda at: f"coalesce(door_is_moment({at} #>> '{{}}'), {at} IS NULL)",
    ),
}


def or_nothing(shape: Shape) -> Shape:
    return Shape(
        lambda at: f"({NOTHING.path(at)} || {shape.path(at)})", lambda at: f"({NOTHING.holds(at)} OR {shape.holds(at)})"
    )


def one_of(values: Sequence[str] | Sequence[int]) -> Shape:
    kind = _of_kind("string" if isinstance(values[0], str) else "number")
    return Shape(
        lambda at: _all([kind.path(at), _any(at, values)]),
        lambda at: f"{kind.holds(at)} AND '{json.dumps(values)}'::jsonb @> {at}",
    )


def many(shape: Shape) -> Shape:
    return _listed(lambda at: f'({at}.type() == "array" && !exists({at}[*] ? (!({shape.path("@")}))))')


def row(*shapes: Shape) -> Shape:
    def path(at: str) -> str:
        parts = [f'{at}.type() == "array"', f"{at}.size() == {len(shapes)}"]
        return _all([*parts, *(shape.path(f"{at}[{place}]") for place, shape in enumerate(shapes))])

    return _listed(path)


class Records:
    """The shapes of classes; ``functions`` are the statements that SQL asks for them with, in their order."""

    def __init__(self) -> None:
        self.functions: dict[str, str] = {}

    def of_type(self, kind: Any) -> Shape:
        """Return the shape in which a value of this type is written."""
        kind = getattr(kind, "__supertype__", kind)
        parts = get_args(kind)
        if get_origin(kind) in {Union, UnionType}:
            return or_nothing(self.of_type(next(part for part in parts if part is not NoneType)))
        if get_origin(kind) is tuple:
            return many(self.of_type(parts[0])) if parts[-1] is Ellipsis else row(*map(self.of_type, parts))
        if isinstance(kind, type) and is_dataclass(kind):
            hints = get_type_hints(kind)
            needs = tuple(one.name for one in fields(kind) if one.default is MISSING)
            of = {name: self.of_type(hint) for name, hint in hints.items()}
            return self.record(kind.__name__.lower(), of, needs, needs)
        if issubclass(kind, Enum):
            return one_of([one.value for one in kind])
        return PLAIN[kind]

    def record(
        self, name: str, of: Mapping[str, Shape], needs: tuple[str, ...] = (), usual: tuple[str, ...] = ()
    ) -> Shape:
        """Return the shape of a record with no other fields than these, and with all that it needs.

        What lines usually tell is looked at first, and where there is nothing else, no more is asked.
        """
        by_shape: dict[str, list[str]] = {}
        for field, shape in of.items():
            by_shape.setdefault(shape.path("@.value"), []).append(field)
        alike = sorted(by_shape.items(), key=lambda pair: len(pair[1]))

        def path(at: str) -> str:
            known = " || ".join(_all([_any("@.key", names), one]) for one, names in alike)
            parts = [f'{at}.type() == "object"', f"!exists({at}.keyvalue() ? (!({known})))"]
            return _all([*parts, *(f'exists({at}.keyvalue() ? (@.key == "{need}"))' for need in needs)])

        lacks = f" OR NOT value ?& {_array(needs)}" if needs else ""
        rare = [[field for field in names if field not in usual] for _, names in alike]
        self.functions[f"door_reads_{name}(jsonb)"] = (
            f"CREATE OR REPLACE FUNCTION door_reads_{name}(value jsonb) RETURNS boolean LANGUAGE plpgsql STABLE STRICT AS $$\n"
            f"BEGIN\n  IF jsonb_typeof(value) <> 'object'{lacks} THEN\n    RETURN false;\n"
            + (f"  ELSIF ({_fields(of, usual)}) IS FALSE THEN\n    RETURN false;\n" if usual else "")
            + f"  ELSIF value - {_array(usual)} = '{{}}' THEN\n    RETURN true;\n"
            f"  ELSIF value - {_array(tuple(of))} <> '{{}}' THEN\n    RETURN false;\n  END IF;\n"
            + "".join(
                f"  IF value {_has(names)} THEN\n    IF ({_fields(of, names)}) IS FALSE THEN\n      RETURN false;\n    END IF;\n  END IF;\n"
                for names in filter(None, rare)
            )
            + "  RETURN true;\nEND $$"
        )
        return Shape(path, lambda at: f"door_reads_{name}({at})")


def path_of(shape: Shape) -> str:
    """Return the whole value's shape as a JSON path that SQL compares with ``@@``."""
    return sql.Literal(f"strict {shape.path('$')}").as_string(None)


def readable() -> Iterator[str]:
    """Yield the statements that let the door tell what every desk can read; what a ticket holds came with such changes."""
    records = Records()
    changes(records)
    yield from records.functions.values()
    yield f"REVOKE ALL ON FUNCTION {', '.join(records.functions)} FROM PUBLIC"


def changes(records: Records) -> Shape:
    """Return the shape of what a line changes, in the plain form of ``console.replay``."""
    hints = get_type_hints(Ticket)
    of = {name: records.of_type(hints[name]) for name in FORMS}
    of["place"] = or_nothing(row(NUMBER, NUMBER))
    of["holder"] = or_nothing(row(records.of_type(TargetKind), TEXT, TEXT))
    of["due_at"] = NOTHING
    return records.record("changes", of, usual=USUAL)


def _fields(of: Mapping[str, Shape], names: Sequence[str]) -> str:
    return " AND ".join(f"({of[name].holds(_field(name))})" for name in names)


def _field(name: str) -> str:
    return f"(value -> '{name}')"


def _has(names: Sequence[str]) -> str:
    return f"? '{names[0]}'" if len(names) == 1 else f"?| {_array(names)}"


def _array(names: Sequence[str]) -> str:
    return f"'{{{','.join(names)}}}'::text[]"


def _all(conditions: Sequence[str]) -> str:
    return f"({' && '.join(conditions)})"


def _any(at: str, values: Sequence[str] | Sequence[int]) -> str:
    return f"({' || '.join(f'{at} == {json.dumps(one)}' for one in values)})"
