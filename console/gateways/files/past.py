"""One past ticket from the rows of a file: how it stands, and the journal lines that led there.

Each line keeps the time that the file gives it, so that the log of a past day counts what a spreadsheet counts. The
taking-in is the first line and the line that ends the ticket the last; those between stand in order of their times.
Files from the field hold services before the report and closings before the service: versions always go up, times
are never bent to fit. Where no time leads to the state in which the ticket stands, one more line does, at the time of
``state.at`` or, without one, of the line before.

A stage is only due where the file tells when it ended in the ordinary way, or where it still runs: a clock that
nobody kept cannot be overdue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from console import lifecycle, timing
from console.domain import category as categories
from console.domain.grid import Region, RegionCode
from console.domain.place import LatLng, place_or_none
from console.domain.stage_clock import NO_CLOCKS
from console.domain.texts import one_line, storable
from console.domain.ticket import ENDED, Holder, Priority, Source, State, Ticket, TicketId
from console.gateways.files.moments import Moments
from console.gateways.files.ticket_map import ENDED as ENDED_TIME
from console.gateways.files.ticket_map import TicketMap
from console.gateways.files.unusable import BadRow
from console.journal import Entry, Kind
from console.replay import MOMENT, WARNED
from console.rulebook import Rulebook

Row = Mapping[str, object]
IMPORTED_BY: Final = "import"
KEY_SPACE: Final = UUID("6d1c3a52-0f0c-5f0e-9d0b-0d6b5a3f5c11")
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
NO_CHANGES: Final[Mapping[str, object]] = MappingProxyType({})
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")

LEADS_TO: Final[Mapping[Kind, State]] = MappingProxyType(
    {Kind(verb.records): verb.leads_to for verb in lifecycle.shipped().verbs.values() if verb.leads_to}
    | {Kind.ARRIVED: State.IN_PROGRESS}
)
COMES_BY: Final[Mapping[State, Kind]] = MappingProxyType(
    {
        State.REPORTED: Kind.TAKEN_IN,
        State.VERIFYING: Kind.VERIFICATION_ASKED,
        State.ACCEPTED: Kind.ACCEPTED,
        State.FILED: Kind.FILED,
        State.DISPATCHED: Kind.DISPATCHED,
        State.IN_PROGRESS: Kind.SIGNED,
        State.FEEDBACK: Kind.FED_BACK,
        State.CHECKED: Kind.CHECK_PASSED,
        State.SUSPENDED: Kind.SUSPENDED,
        State.CLOSED: Kind.CLOSED,
        State.REJECTED: Kind.REJECTED,
        State.VOID: Kind.VOIDED,
        State.MERGED: Kind.MERGED,
        State.ARCHIVED: Kind.ARCHIVED,
    }
)
"""The line that brings a ticket into a state on the main way."""
MAIN_WAY: Final = (
    Kind.TAKEN_IN, Kind.ACCEPTED, Kind.FILED, Kind.DISPATCHED, Kind.SIGNED, Kind.ARRIVED, Kind.FED_BACK,
    Kind.CHECK_PASSED, Kind.CLOSED,
)  # fmt: skip
ENDS_STAGE: Final[Mapping[State, Kind]] = MappingProxyType(
    {
        State.REPORTED: Kind.ACCEPTED,
        State.ACCEPTED: Kind.FILED,
        State.FILED: Kind.DISPATCHED,
        State.DISPATCHED: Kind.SIGNED,
        State.IN_PROGRESS: Kind.FED_BACK,
        State.FEEDBACK: Kind.CHECK_PASSED,
        State.CHECKED: Kind.CLOSED,
    }
)
"""The line that ends a stage in the ordinary way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happened to the ticket, as one row tells it."""

    kind: Kind
    at: datetime
    crew: str = ""

    @property
    def order(self) -> tuple[datetime, int]:
        return self.at, MAIN_WAY.index(self.kind) if self.kind in MAIN_WAY else len(MAIN_WAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the rows of one ticket say, before its grid is found."""

    row: int
    number: str
    state: State
    steps: tuple[Step, ...]
    category: str
    priority: Priority
    source: str
    title: str
    address: str
    description: str
    place: LatLng | None
    holder: Holder | None


class Reading:
    """Reads the rows of one ticket by a map; holds no state but what it remembers of times."""

    def __init__(self, ticket_map: TicketMap) -> None:
        self._map = ticket_map
        self._moments = Moments(ticket_map.formats, ticket_map.zone)

    def number_of(self, row: Row) -> str:
        """Return the outside number.

        Raises:
            BadRow: there is none.
        """
        number = _text(row, self._map.number)
        if not number:
            raise BadRow(f"{self._map.number} is empty: a ticket needs its number")
        return number

    def past(self, number: str, rows: Sequence[tuple[int, Row]]) -> Past:
        """Return what the rows say; of texts, place and category the first row's count, of the state the last row's.

        Raises:
            BadRow: a value stands in no table, a time in no format, or the time of the report is missing.
        """
        told = self._map
        first, last = rows[0][1], rows[-1][1]
        state = State(told.state.code_of(_text(last, told.state.column)))
        raw_category = _text(first, told.category.column)
        category = told.category.code_of(raw_category)
        return Past(
            row=rows[0][0],
            number=number,
            state=state,
            steps=self._steps(rows, state),
            category=category,
            priority=self._priority(first, category),
            source=self._source(first),
            title=one_line(_text(first, told.title)) or raw_category or category,
            address=one_line(_text(first, told.address)),
            description=_text(first, told.description),
            place=self._place(first),
            holder=self._holder(last),
        )

    def _steps(self, rows: Sequence[tuple[int, Row]], state: State) -> tuple[Step, ...]:
        between: set[Step] = set()
        reported: datetime | None = None
        ended: Step | None = None
        for _number, row in rows:
            crew = _text(row, self._map.holder) if self._map.many_rows else ""
            for name, column in self._map.times.items():
                at = self._moments.read(row.get(column), column)
                if at is None:
                    continue
                if name == Kind.TAKEN_IN:
                    reported = min(at, reported) if reported else at
                elif name == ENDED_TIME or LEADS_TO[Kind(name)] in ENDED:
                    step = Step(kind=_ending(name, state), at=at)
                    ended = max(ended, step, key=lambda one: one.at) if ended else step
                else:
                    between.add(Step(kind=Kind(name), at=at, crew=crew))
        if reported is None:
            raise BadRow(f"{self._map.times[Kind.TAKEN_IN]} is empty: a ticket needs the time of its report")
        first = Step(kind=Kind.TAKEN_IN, at=reported)
        steps = [first, *sorted(between, key=lambda step: step.order), *([ended] if ended else [])]
        if LEADS_TO[steps[-1].kind] is not state:
            at = self._moments.read(rows[-1][1].get(self._map.state_at), self._map.state_at) or steps[-1].at
            steps.append(Step(kind=Kind.REOPENED if state is State.REPORTED else COMES_BY[state], at=at))
        return tuple(steps)

    def _priority(self, row: Row, category: str) -> Priority:
        coded = self._map.priority
        if coded.column or coded.default:
            code = coded.code_of(_text(row, coded.column))
            try:
                return Priority(int(code))
            except ValueError:
                raise BadRow(f'{coded.column} "{code}" is no priority from 1 to 4') from None
        known = categories.shipped().get(category)
        return known.priority if known else Priority.P4

    def _source(self, row: Row) -> str:
        coded = self._map.source
        return coded.code_of(_text(row, coded.column)) if coded.column or coded.default else Source.SYSTEM.value

    def _place(self, row: Row) -> LatLng | None:
        if self._map.lat:
            return place_or_none(_degrees(row.get(self._map.lat)), _degrees(row.get(self._map.lng)))
        if not self._map.pair:
            return None
        pair = row.get(self._map.pair)
        found = pair if isinstance(pair, list) else NUMBER.findall(str(pair or ""))
        if len(found) < 2:
            return None
        lat, lng = _degrees(found[0]), _degrees(found[1])
        return place_or_none(lng, lat) if self._map.lng_first else place_or_none(lat, lng)

    def _holder(self, row: Row) -> Holder | None:
        name = _text(row, self._map.holder)
        return Holder(self._map.holder_kind, name, name) if name else None


def ticket_of(
    past: Past, ticket: TicketId, centre: Region, grid: RegionCode | None, rules: Rulebook
) -> tuple[Ticket, list[Entry]]:
    """Return the ticket as it stands and its lines, all marked as imported, at their own times.

    Its clocks run by ``rules``, from step to step, as they would have run here.
    """
    key = uuid5(KEY_SPACE, past.number)
    entries: list[Entry] = []
    before: State | None = None
    clocks, due_at, warn_at = NO_CLOCKS, None, None
    for part, step in enumerate(past.steps):
        state = LEADS_TO[step.kind]
        told_due: datetime | None = None
        if step.kind is not Kind.ARRIVED or before is not State.IN_PROGRESS:
            clocks = timing.entered(clocks, state, past.priority, past.category, step.at, rules)
            due_at, warn_at = timing.due(clocks, rules) if _is_kept(past, part) else (None, None)
            told_due = due_at
        entries.append(
            Entry(
                key=key,
                part=part,
                kind=step.kind,
                ticket=ticket,
                version=part + 1,
                at=step.at,
                by=IMPORTED_BY,
                desk=IMPORTED_BY,
                centre=centre.code,
                from_state=before,
                to_state=state,
                due_at=told_due,
                imported=True,
                detail=MappingProxyType({"holder": step.crew}) if step.crew else NOTHING,
                changes={WARNED: MOMENT.write(warn_at)} if told_due is not None else NO_CHANGES,
            )
        )
        before = state
    last = entries[-1]
    begun = next(entry for entry in reversed(entries) if entry.from_state is not past.state)
    standing = Ticket(
        id=ticket,
        number="",
        version=len(entries),
        state=past.state,
        priority=past.priority,
        category=past.category,
        title=past.title,
        source=past.source,
        centre=centre.code,
        tier=centre.tier,
        reported_at=past.steps[0].at,
        stage_since=begun.at,
        changed_at=last.at,
        due_at=due_at,
        warn_at=warn_at,
        area=grid or centre.code,
        grid=grid,
        place=past.place,
        address=past.address,
        description=past.description,
        holder=None if past.state in {State.REPORTED, State.VERIFYING, State.ACCEPTED, State.FILED} else past.holder,
        handled_by=past.holder.name if past.holder and past.state in ENDED else "",
        outside_number=past.number,
        clocks=clocks,
    )
    return standing, entries


def _is_kept(past: Past, part: int) -> bool:
    """Tell whether the clock of the stage that a step begins was kept: it still runs, or ended in the ordinary way."""
    state = LEADS_TO[past.steps[part].kind]
    following = next((later.kind for later in past.steps[part + 1 :] if LEADS_TO[later.kind] is not state), None)
    return following is None or ENDS_STAGE.get(state) is following


def _ending(name: str, state: State) -> Kind:
    """Return which line an end time is: the end state's own, or a closing before the ticket was opened again."""
    if name != ENDED_TIME:
        return Kind(name)
    return COMES_BY[state] if state in ENDED else Kind.CLOSED


def _text(row: Row, column: str) -> str:
    value = row.get(column) if column else None
    return "" if value is None else storable(str(value))


def _degrees(value: object) -> float | None:
    try:
        return float(str(value)) if value not in {None, ""} else None
    except (ValueError, TypeError):
        return None
