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
from console.domain.limit import Unit
from console.domain.place import LatLng
from console.domain.records import Anew, Answer, Card, CoHandler, Mediation, Outcome, Records, Request, Step
from console.domain.stage_clock import NO_CLOCKS, Clocks, StageClock
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
    reads = {name: form.read for name, form in known.items()}
    defaults = {one.name: one.default for one in fields(kind)}

    def write(value: Any) -> object:
        held = ((name, getattr(value, name)) for name in known)
        return {name: known[name].write(one) for name, one in held if one != defaults[name]}

    def read(raw: Mapping[str, Any]) -> Any:
        return kind(**{name: reads[name](one) for name, one in raw.items()})

    return Form(write, read)


def _many(form: Form) -> Form:
    return Form(lambda values: [form.write(one) for one in values], lambda raw: tuple(form.read(one) for one in raw))


RECORDS = _record(
    Records,
    handlers=CODES,
    arrived_at=MOMENT,
    anew=_optional(_record(Anew, at=MOMENT)),
    held_s=Form(lambda held: [list(one) for one in held], lambda raw: tuple((tier, float(s)) for tier, s in raw)),
    co_handlers=_many(_record(CoHandler)),
    request=_optional(_record(Request, at=MOMENT, review_at=MOMENT)),
    review_at=MOMENT,
    cards=_many(_record(Card, step=Form(int, Step), at=MOMENT, stage=MOMENT)),
    merged=CODES,
    answer=_optional(_record(Answer, at=MOMENT)),
    mediation=_optional(_record(Mediation, parties=CODES, outcome=_optional(Form(str, Outcome)))),
)

STAGE_CLOCK = _record(
    StageClock,
    unit=Form(str, Unit),
    since=MOMENT,
    began=MOMENT,
    owed=Form(
        lambda spans: [[MOMENT.write(one) for one in span] for span in spans],
        lambda raw: tuple((MOMENT.read(begin), MOMENT.read(end)) for begin, end in raw),
    ),
)
CLOCKS = _record(Clocks, running=_optional(STAGE_CLOCK), handle=_optional(STAGE_CLOCK))

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
    "clocks": CLOCKS,
    "noted": RECORDS,
}


SINCE, WARNED = "stage_since", "warn_at"


def _holder(kind: str, id_: str, name: str) -> Holder:
    return Holder(TargetKind(kind), id_, name)


def changes(before: Ticket | None, after: Ticket) -> dict[str, object]:
    """Return the fields of ``after`` that are other than before, in plain form; all of them for a new ticket.

    When a stage is due is told by the line that begins it; only a due time that goes while the stage stays is told here.
    """
    told = {
        name: form.write(getattr(after, name))
        for name, form in FORMS.items()
        if before is None or getattr(before, name) != getattr(after, name)
    }
    if before is not None and before.state is after.state and after.due_at is None and before.due_at is not None:
        told["due_at"] = None
    return told


def due_told(before: Ticket | None, after: Ticket) -> datetime | None:
    """Return the due time that the line between the two tells: of the stage that it begins, or another one of the same."""
    goes_on = before is not None and (before.state, before.stage_since) == (after.state, after.stage_since)
    return None if before is not None and goes_on and before.due_at == after.due_at else after.due_at


def apply(before: Ticket | None, entry: Entry) -> Ticket:
    """Return the ticket as the line left it; its caller is whoever ``before`` names.

    Raises:
        ValueError: a line that does not follow from what was before it.
    """
    if entry.ticket is None or entry.to_state is None or entry.version != (before.version + 1 if before else 1):
        raise ValueError(f"line {entry.key}/{entry.part} is not the next of its ticket")
    told: dict[str, Any] = {name: FORMS[name].read(raw) for name, raw in entry.changes.items() if name in FORMS}
    told |= {"version": entry.version, "state": entry.to_state, "changed_at": entry.at}
    begins = before is None or "stage_since" in told or before.state is not entry.to_state
    if begins or entry.due_at is not None or "due_at" in entry.changes:
        told["due_at"] = entry.due_at
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
    """Return the lines of a past, with changes that lead to the ticket as it stands.

    Lines that tell their changes themselves, from the first on, stay as they are; but for the number, which is given
    to the ticket only now. Of a past that is known only by its steps, all but the stages is as at the end from the
    first line on. Of each stage its own line may tell, in its changes, when it was nearly due; what the clocks had
    counted, only the last does.
    """
    if entries and "number" in entries[0].changes:
        return (replace(entries[0], changes={**entries[0].changes, "number": ticket.number}), *entries[1:])
    told: list[Entry] = []
    state, since, due_at, warned = State.REPORTED, None, None, None
    for at, entry in enumerate(entries):
        is_last = at == len(entries) - 1
        before = (state, since, due_at, warned)
        state = entry.to_state or state
        if at == 0 or state is not before[0] or entry.due_at is not None:
            since, due_at, warned = entry.at, entry.due_at, entry.changes.get(WARNED)
        if is_last:
            since, due_at, warned = ticket.stage_since, ticket.due_at, MOMENT.write(ticket.warn_at)
        changed: dict[str, object] = {}
        if at == 0:
            clocks = ticket.clocks if is_last else NO_CLOCKS
            changed = whole(replace(ticket, stage_since=entry.at, clocks=clocks))
        elif is_last and ticket.clocks != NO_CLOCKS:
            changed["clocks"] = CLOCKS.write(ticket.clocks)
        if at == 0 or since != before[1]:
            changed[SINCE] = MOMENT.write(since)
        if at == 0 or warned != before[3]:
            changed[WARNED] = warned
        if at > 0 and state is before[0] and due_at is None and before[2] is not None:
            changed["due_at"] = None
        goes_on = at > 0 and (state, since, due_at) == before[:3]
        told.append(replace(entry, to_state=state, due_at=None if goes_on else due_at, changes=changed))
    return tuple(told)


def whole(ticket: Ticket) -> dict[str, object]:
    """Return every field of a ticket in plain form, as its first line tells them."""
    return {name: form.write(getattr(ticket, name)) for name, form in FORMS.items()}
