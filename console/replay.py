"""A ticket out of its journal: what a line changed, in plain form, and the fold of all lines.

The plain form is what JSON holds. What a line itself tells (version, state, moments) is not said twice, and who called
is left out: that is personal, no verb changes it, and it stays with the ticket alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from console.domain.grid import RegionCode, Tier
from console.domain.place import LatLng
from console.domain.records import Answer, Card, CoHandler, Records, Request, Step
from console.domain.ticket import Holder, Priority, State, TargetKind, Ticket
from console.journal import Entry


@dataclass(frozen=True, slots=True)
class Form:
    """How a field is written plainly, and read again."""

    write: Callable[[Any], object]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _optional(form: Form) -> Form:
    return Form(
        lambda value: None if value is None else form.write(value), lambda raw: None if raw is None else form.read(raw)
    )


PLAIN = Form(_same, _same)
MOMENT = _optional(Form(datetime.isoformat, datetime.fromisoformat))
CODES = Form(list, tuple)


def _record(kind: type[Any], **forms: Form) -> Form:
    """Return the form of a dataclass as the fields that are not what they are when nothing is noted."""
    known = {one.name: forms.get(one.name, PLAIN) for one in fields(kind)}
    defaults = {one.name: one.default for one in fields(kind)}

    def write(value: Any) -> object:
        held = ((name, getattr(value, name)) for name in known)
        return {name: known[name].write(one) for name, one in held if one != defaults[name]}

    def read(raw: Mapping[str, Any]) -> Any:
        return kind(**{name: known[name].read(one) for name, one in raw.items()})

    return Form(write, read)


def _many(form: Form) -> Form:
    return Form(lambda values: [form.write(one) for one in values], lambda raw: tuple(form.read(one) for one in raw))


RECORDS = _record(
    Records,
    handlers=CODES,
    arrived_at=MOMENT,
    co_handlers=_many(_record(CoHandler)),
    request=_optional(_record(Request, at=MOMENT, review_at=MOMENT)),
    review_at=MOMENT,
    cards=_many(_record(Card, step=Form(int, Step), at=MOMENT, stage=MOMENT)),
    merged=CODES,
    answer=_optional(_record(Answer, at=MOMENT)),
)

FORMS: Mapping[str, Form] = {
    "number": PLAIN,
    "priority": Form(int, Priority),
    "category": PLAIN,
    "title": PLAIN,
    "source": PLAIN,
    "centre": Form(str, RegionCode),
    "tier": Form(int, Tier),
    "reported_at": MOMENT,
    "stage_since": MOMENT,
    "warn_at": MOMENT,
    "area": Form(str, RegionCode),
    "grid": _optional(Form(str, RegionCode)),
    "place": _optional(Form(lambda at: [at.lat_deg, at.lng_deg], lambda raw: LatLng(*raw))),
    "address": PLAIN,
    "description": PLAIN,
    "holder": _optional(Form(lambda one: [one.kind.value, one.id, one.name], lambda raw: _holder(*raw))),
    "dispatched_by": PLAIN,
    "handled_by": PLAIN,
    "result": PLAIN,
    "readers": Form(list, lambda raw: tuple(RegionCode(code) for code in raw)),
    "outside_number": PLAIN,
    "noted": RECORDS,
}


def _holder(kind: str, id_: str, name: str) -> Holder:
    return Holder(TargetKind(kind), id_, name)


def changes(before: Ticket | None, after: Ticket) -> dict[str, object]:
    """Return the fields of ``after`` that are other than before, in plain form; all of them for a new ticket."""
    return {
        name: form.write(getattr(after, name))
        for name, form in FORMS.items()
        if before is None or getattr(before, name) != getattr(after, name)
    }


def apply(before: Ticket | None, entry: Entry) -> Ticket:
    """Return the ticket as the line left it; its caller is whoever ``before`` names.

    Raises:
        ValueError: a line that does not follow from what was before it.
    """
    if entry.ticket is None or entry.to_state is None or entry.version != (before.version + 1 if before else 1):
        raise ValueError(f"line {entry.key}/{entry.part} is not the next of its ticket")
    told: dict[str, Any] = {name: FORMS[name].read(raw) for name, raw in entry.changes.items()}
    told |= {
        "version": entry.version,
        "state": entry.to_state,
        "changed_at": entry.at,
        "due_at": entry.due_at,
    }
    return Ticket(id=entry.ticket, **told) if before is None else replace(before, **told)


def replay(entries: Iterable[Entry]) -> Ticket | None:
    """Return the ticket after all of its lines, oldest first; None after none.

    Raises:
        ValueError: a line is missing or out of order.
    """
    ticket: Ticket | None = None
    for entry in entries:
        ticket = apply(ticket, entry)
    return ticket


def versions(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Ticket | None, Ticket]]:
    """Yield every line with the ticket before it and after it."""
    before: Ticket | None = None
    for entry in entries:
        after = apply(before, entry)
        yield entry, before, after
        before = after


def past(ticket: Ticket, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the lines of a past that is known only by its steps, with changes that lead to the ticket as it stands.

    What it was like in between is not known: all but the stages is as at the end from the first line on.
    """
    told: list[Entry] = []
    before: Ticket | None = None
    for at, entry in enumerate(entries):
        is_last = at == len(entries) - 1
        state = entry.to_state or (before.state if before else State.REPORTED)
        is_new_stage = before is None or entry.to_state != before.state
        since = entry.at if is_new_stage or before is None else before.stage_since
        after = replace(
            ticket,
            version=entry.version,
            state=state,
            stage_since=ticket.stage_since if is_last else since,
            changed_at=entry.at,
            due_at=entry.due_at,
        )
        told.append(replace(entry, to_state=state, changes=changes(before, after)))
        before = after
    return tuple(told)
