"""What each ticket counts for in the indicators: its course, folded from its journal lines, and the cells it adds to.

The words, as every figure uses them:

* *Filed*: it stood, at any time, in filed or in a state behind it; past data that tell only of a closing imply it.
* *Handled*: the handler has reported back and it was not sent back since.
* *Due*, for the whole matter, when the handle stage first fell due, as the line says that begins it: the limit is fixed
  at filing. A granted extension, the end of a suspension, and a change of class while it is being handled move it;
  transfer, return and rework never do. Until somebody signs, the matter is due when the stage in which it waits is. A
  reopened matter keeps its old due time until it is handled anew. Where the journal knows no limit there is no due
  time, nor where the handling ends in a year whose days are not yet published, until they are: whether such a ticket
  was in time is not said, and it is left out of what counts that.
* *Closed*: when it was closed last, unless it was reopened since.
* *Due to close*: filed, and neither void nor rejected nor merged into another ticket (which is counted itself).
* *Signed in time*: the last dispatch was signed within its limit. *Handling time*: elapsed seconds in in_progress.

What a ticket counts for is always as it stands now; a matter that is reopened is no longer closed in any period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from console.domain.period import Step, step_of
from console.domain.ticket import State, TargetKind, Ticket
from console.journal import Entry, Kind

HANDLED = frozenset({State.FEEDBACK, State.CHECKED, State.CLOSED, State.ARCHIVED})
BEHIND_FILING = HANDLED | {State.FILED, State.DISPATCHED, State.IN_PROGRESS, State.SUSPENDED}
UNTIL_SETTLED = frozenset({State.FILED, State.DISPATCHED, State.IN_PROGRESS})
DROPPED = frozenset({State.DRAFT, State.REJECTED, State.VOID, State.MERGED})
ASKED_TO_SIGN = frozenset({Kind.DISPATCHED, Kind.TRANSFERRED})
MOVES_DUE = frozenset({Kind.EXTENDED, Kind.RESUMED, Kind.RECLASSIFIED, Kind.RECALENDARED})
SECOND = timedelta(seconds=1)
GROUND_DIGITS = 6
"""So many digits name a county: below it there are few enough tickets to count each."""
NEVER = 0
"""The step of time of what has not happened."""


class Dim(StrEnum):
    """By what a report is broken down; ``region`` by the area a ticket lies in, at the finest tier known."""

    REGION = "region"
    DEPARTMENT = "department"
    CATEGORY = "category"
    SOURCE = "source"
    CREW = "crew"


COUNTED_BY: Mapping[Dim, Step] = MappingProxyType(
    {
        Dim.REGION: Step.MONTH,
        Dim.DEPARTMENT: Step.DAY,
        Dim.CATEGORY: Step.DAY,
        Dim.SOURCE: Step.DAY,
        Dim.CREW: Step.MONTH,
    }
)
"""Of regions and crews there are thousands: a day of one is hardly more than its tickets, so that only months pay."""
EDGED_BY: Mapping[Dim, Step] = MappingProxyType({Dim.REGION: Step.TEN_DAYS, Dim.CREW: Step.TEN_DAYS})
"""By what they are counted as well, of all the ground, for the months that a period cuts in two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course of one ticket so far, as the indicators see it; times are aware and UTC.

    ``is_settled`` tells that ``due_at`` is the handle stage's own; ``handling_since`` runs while it is being handled.
    """

    reported_at: datetime
    area: str
    category: str
    source: str
    department: str = ""
    crew: str = ""
    is_filed: bool = False
    is_handled: bool = False
    is_kept: bool = True
    is_reworked: bool = False
    is_extended: bool = False
    is_satisfied: bool | None = None
    sign_due_at: datetime | None = None
    is_signed_in_time: bool = False
    due_at: datetime | None = None
    is_settled: bool = False
    handling_since: datetime | None = None
    handling_s: int | None = None
    handled_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_due_to_close(self) -> bool:
        return self.is_filed and self.is_kept

    @property
    def is_handled_in_time(self) -> bool:
        return self.is_handled and _in_time(self.handled_at, self.due_at)

    @property
    def is_closed_in_time(self) -> bool:
        return _in_time(self.closed_at, self.due_at)

    def codes(self) -> Iterator[tuple[Dim, str]]:
        """Yield under which codes it is counted; a ticket that nobody handles has no department and no crew."""
        yield Dim.REGION, self.area
        yield Dim.CATEGORY, self.category
        yield Dim.SOURCE, self.source
        if self.department:
            yield Dim.DEPARTMENT, self.department
        if self.crew:
            yield Dim.CREW, self.crew


class Counts(NamedTuple):
    """What the indicators of a period are made of.

    Of the tickets reported in it: how many, how many of them filed, handled, given out to be signed, signed in time;
    ``handling_s`` are the seconds of those that are ``timed``; ``asked`` and ``satisfied`` tell of follow-up calls.
    Of the tickets due to close that fell due, or were closed, in it: ``due``; ``limited``, those that have a due time
    at all; ``closed`` by its end; and the rest.
    """

    reported: int = 0
    filed: int = 0
    handled: int = 0
    to_sign: int = 0
    signed_in_time: int = 0
    timed: int = 0
    handling_s: int = 0
    asked: int = 0
    satisfied: int = 0
    due: int = 0
    limited: int = 0
    closed: int = 0
    closed_in_time: int = 0
    handled_in_time: int = 0
    reworked: int = 0
    extended: int = 0

    @classmethod
    def together(cls, counts: Sequence[Counts]) -> Counts:
        """Return the sum of many."""
        if len(counts) <= 1:
            return counts[0] if counts else NOTHING
        return cls._make(map(sum, zip(*counts, strict=True)))


NOTHING = Counts()
REPORTED = ("reported", "filed", "handled", "to_sign", "signed_in_time", "timed", "handling_s", "asked", "satisfied")
DUE_TO_CLOSE = ("due", "closed_in_time", "handled_in_time", "reworked", "extended")
"""What a running count of each kind holds; which have a limit and which are closed, the spans of their cells tell."""


class Cell(NamedTuple):
    """The running counts of tickets reported in a step of time, or of those due in one and closed in another.

    ``span`` and ``closed`` number steps; ``closed`` is None in cells of the first kind. ``ground`` is "" in cells of all
    the ground, and otherwise the county in which the tickets lie; by region the code says that.
    """

    dim: Dim
    step: Step
    ground: str
    code: str
    span: int
    closed: int | None


def follow(before: Course | None, ticket: Ticket, entries: Iterable[Entry]) -> Course:
    """Return the course after the lines that led to the ticket as it now stands; from its beginning without ``before``."""
    hearing = Hearing(before)
    for entry in entries:
        hearing.hear(entry)
    return hearing.course(ticket)


def contribution(
    course: Course | None, zone: ZoneInfo, by: Iterable[Step] = tuple(Step)
) -> Iterator[tuple[Cell, Sequence[int]]]:
    """Yield the cells that a ticket adds to, with the numbers by the names of ``REPORTED`` or ``DUE_TO_CLOSE``.

    Days, ten days and months are those of ``zone``; only cells of the steps asked for are told. A ticket that is not
    there yet adds nothing.
    """
    if course is None:
        return
    moments = (course.reported_at, course.due_at, course.closed_at)
    spans = {step: tuple(span_of(at, step, zone) for at in moments) for step in by}
    measures, closing = reported_measures(course), closing_measures(course)
    for dim, code in course.codes():
        for step, ground in _kept(dim, course.area):
            if step not in spans:
                continue
            reported, due, closed = spans[step]
            yield Cell(dim, step, ground, code, reported, None), measures
            if course.is_due_to_close:
                yield Cell(dim, step, ground, code, due, closed), closing


def _kept(dim: Dim, area: str) -> Iterator[tuple[Step, str]]:
    """Yield by which steps of time, and on which ground, the tickets of an area are counted."""
    yield COUNTED_BY[dim], ""
    if dim is not Dim.REGION:
        yield COUNTED_BY[dim], area[:GROUND_DIGITS]
    if dim in EDGED_BY:
        yield EDGED_BY[dim], ""


def reported_measures(course: Course) -> tuple[int, ...]:
    """Return what a ticket counts for among those reported with it, in the order of ``REPORTED``."""
    timed = course.is_handled and course.handling_s is not None
    return (
        1,
        int(course.is_filed),
        int(course.is_handled),
        int(course.sign_due_at is not None),
        int(course.is_signed_in_time),
        int(timed),
        (course.handling_s or 0) if timed else 0,
        int(course.is_satisfied is not None),
        int(course.is_satisfied is True),
    )


def closing_measures(course: Course) -> tuple[int, ...]:
    """Return what a ticket that is due to close counts for, in the order of ``DUE_TO_CLOSE``."""
    in_time, handled_in_time = course.is_closed_in_time, course.is_handled_in_time
    return 1, int(in_time), int(handled_in_time), int(course.is_reworked), int(course.is_extended)


def span_of(at: datetime | None, step: Step, zone: ZoneInfo) -> int:
    """Return the number of the step in which a moment lies in the zone; ``NEVER`` for no moment."""
    return NEVER if at is None else step_of(at, step, zone)


class Hearing:
    """A course while lines are being heard; what they do not tell, the ticket as it stands does."""

    __slots__ = (
        "closed_at", "due_at", "handled_at", "handling_s", "handling_since", "is_extended", "is_filed", "is_reworked",
        "is_settled", "is_signed_in_time", "sign_due_at",
    )  # fmt: skip

    def __init__(self, before: Course | None) -> None:
        self.is_filed = before.is_filed if before else False
        self.is_reworked = before.is_reworked if before else False
        self.is_extended = before.is_extended if before else False
        self.is_settled = before.is_settled if before else False
        self.is_signed_in_time = before.is_signed_in_time if before else False
        self.sign_due_at = before.sign_due_at if before else None
        self.due_at = before.due_at if before else None
        self.handling_since = before.handling_since if before else None
        self.handling_s = before.handling_s if before else None
        self.handled_at = before.handled_at if before else None
        self.closed_at = before.closed_at if before else None

    def hear(self, entry: Entry) -> None:
        """Take in one more line, the next of its ticket."""
        state, kind, due_at = entry.to_state, entry.kind, entry.due_at
        if state is None:
            return
        begins = state is State.IN_PROGRESS and self.handling_since is None
        self._hear_of_handling(state, entry.at)
        self.is_filed |= state in BEHIND_FILING
        if kind in ASKED_TO_SIGN:
            self.sign_due_at, self.is_signed_in_time = due_at, False
        elif kind is Kind.SIGNED:
            self.is_signed_in_time = _in_time(entry.at, self.sign_due_at)
        elif state in {State.REPORTED, State.FILED}:
            self.sign_due_at, self.is_signed_in_time = None, False
        moves = kind in MOVES_DUE and state is State.IN_PROGRESS if self.is_settled else state in UNTIL_SETTLED
        if due_at is not None and moves:
            self.due_at = due_at
            self.is_settled |= state is State.IN_PROGRESS
        elif begins and not self.is_settled:
            self.due_at = None
        if kind is Kind.REOPENED:
            self.is_settled = False
        elif kind is Kind.CHECK_FAILED:
            self.is_reworked = True
        elif kind is Kind.EXTENDED:
            self.is_extended = True

    def _hear_of_handling(self, state: State, at: datetime) -> None:
        """Take in since when it is handled, for how long it was, and when it was handled and closed."""
        if state is State.IN_PROGRESS:
            self.handling_since = self.handling_since or at
        elif self.handling_since is not None:
            spent_s = max(timedelta(), at - self.handling_since) // SECOND
            self.handling_since, self.handling_s = None, (self.handling_s or 0) + spent_s
        if state in HANDLED:
            self.handled_at = self.handled_at or at
            self.closed_at = (self.closed_at or at) if state in {State.CLOSED, State.ARCHIVED} else None
        elif state not in DROPPED:
            self.handled_at = self.closed_at = None

    def course(self, ticket: Ticket) -> Course:
        """Return the course of the ticket as it now stands."""
        holder, answer = ticket.holder, ticket.noted.answer
        return Course(
            reported_at=ticket.reported_at,
            area=ticket.area,
            category=ticket.category,
            source=ticket.source,
            department=holder.id if holder and holder.kind is TargetKind.DEPARTMENT else "",
            crew=holder.id if holder and holder.kind is TargetKind.CREW else "",
            is_handled=ticket.state in HANDLED,
            is_kept=ticket.state not in DROPPED,
            is_satisfied=answer.satisfied if answer else None,
            **{name: getattr(self, name) for name in self.__slots__},
        )


def _in_time(at: datetime | None, due_at: datetime | None) -> bool:
    return at is not None and due_at is not None and at <= due_at
