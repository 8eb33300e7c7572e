"""Reading the counts behind the indicators: whole days or months from the running counts, the rest ticket by ticket.

Running counts are kept on SQLite, for the whole database, by area, and those of categories, sources, departments and
crews by county as well; their days and months are those of the database's zone. A report takes those that come nearest
to its period, adds the tickets that they lack, and takes away those that they have too many. Where months are counted,
the counts of ten days of all regions or crews come between, so that tickets of half as many days at each end are left;
of a county's crews, those of half a month. On a server, and below a county unless it is about regions, all tickets of
the period are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property, reduce
from operator import add
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, case, cast, false, func, or_, select, true
from sqlalchemy import literal_column as literal

from console.domain.grid import RegionCode
from console.domain.period import Period, in_ten_days, nearest_steps, steps_span
from console.tally import COUNTED_BY, DUE_TO_CLOSE, EDGED_BY, GROUND_DIGITS, NEVER, REPORTED, Counts, Dim
from db import tables
from db.columns import below, beside
from db.counting import are_by_county, are_kept, cut_of, zone_of
from db.sums import Change, Sums, worth, worths

EVERYWHERE = RegionCode("")
BY_TIME_MOST = timedelta(days=7)
"""Below a county, the tickets of a longer time are looked for by where they lie and not by when they were."""
AT_ONCE = 500
Condition = ColumnElement[bool]
Span = tuple[datetime, datetime]

_course, _reported, _due = tables.course.c, tables.tally_reported.c, tables.tally_due.c
_ten_reported, _ten_due = tables.ten_days_reported.c, tables.ten_days_due.c
CODE_OF: Mapping[Dim, ColumnElement[Any]] = {
    Dim.REGION: _course.area,
    Dim.CATEGORY: _course.category,
    Dim.SOURCE: _course.source,
    Dim.DEPARTMENT: _course.department,
    Dim.CREW: _course.crew,
}
_TIMED = and_(_course.is_handled, _course.handling_s.is_not(None))
_DUE_TO_CLOSE = and_(_course.is_filed, _course.is_kept)


def counted(connection: Connection, dim: Dim, period: Period, centre: RegionCode) -> dict[str, Counts]:
    """Return the counts of the period by code, of the tickets in the centre's subtree; codes without any are left out."""
    if _covers_all(connection, centre):
        centre = EVERYWHERE
    reading = _Reading(connection=connection, dim=dim, period=period.span, centre=centre)
    sums = Sums()
    reading.add_reported(sums)
    reading.add_due(sums)
    return sums.counts()


def _covers_all(connection: Connection, centre: RegionCode) -> bool:
    """Tell whether every ticket lies in the centre's subtree; asking for its range then would only mislead a planner."""
    some = select(_course.ticket).limit(1)
    return not centre or not any(
        connection.execute(some.where(there)).first() for there in beside(_course.area, centre)
    )


def _worth_of_reported(
    filed: int, handled: int, to_sign: int, signed_in_time: int, timed: int, asked: int, satisfied: int
) -> int:
    return worth(
        reported=1,
        filed=filed,
        handled=handled,
        to_sign=to_sign,
        signed_in_time=signed_in_time,
        timed=timed,
        asked=asked,
        satisfied=satisfied,
    )


def _worth_of_due(
    here: int,
    there: int,
    closed_here: int,
    closed_there: int,
    limited: int,
    closed_in_time: int,
    handled_in_time: int,
    reworked: int,
    extended: int,
) -> int:
    """Return what a ticket adds that is, or is not, of the period ("here") and of the running counts read ("there")."""
    new = here - there
    return worth(
        due=new,
        limited=new * limited,
        closed=here * closed_here - there * closed_there,
        closed_in_time=new * closed_in_time,
        handled_in_time=new * handled_in_time,
        reworked=new * reworked,
        extended=new * extended,
    )


REPORTED_WORTH = worths(7, _worth_of_reported)
TAKEN_AWAY = tuple(-one for one in REPORTED_WORTH)
DUE_WORTH = worths(9, _worth_of_due)


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """One period being read, from its first moment to the first after it."""

    connection: Connection
    dim: Dim
    period: Span
    centre: RegionCode

    @cached_property
    def is_file(self) -> bool:
        return are_kept(self.connection)

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone_of(self.connection)

    @cached_property
    def has_all_ground(self) -> bool:
        """Whether the counts of all the ground answer: by region, the code tells which of them lie in the centre's."""
        return self.is_file and (not self.centre or self.dim is Dim.REGION)

    @cached_property
    def whole(self) -> range:
        """The days or months that the running counts answer for."""
        by_county = self.is_file and len(self.centre) <= GROUND_DIGITS and are_by_county(self.connection)
        if not (self.has_all_ground or by_county) or self.ten_days == range(0):
            return range(0)
        return nearest_steps(self.period, COUNTED_BY[self.dim], self.zone)

    @cached_property
    def ten_days(self) -> range | None:
        """The ten days that running counts answer for, the whole months among them; None where none are counted."""
        if self.dim not in EDGED_BY or not self.has_all_ground:
            return None
        return nearest_steps(self.period, EDGED_BY[self.dim], self.zone) or range(0)

    @cached_property
    def cut_off(self) -> list[range]:
        """The ten days in which those that are counted and the whole months differ."""
        if not self.ten_days:
            return []
        months = in_ten_days(self.whole) if self.whole else range(self.ten_days.start, self.ten_days.start)
        pairs = (self.ten_days.start, months.start), (self.ten_days.stop, months.stop)
        return [range(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]

    @cached_property
    def whole_span(self) -> Span | None:
        if self.ten_days is not None:
            return steps_span(self.ten_days, EDGED_BY[self.dim], self.zone) if self.ten_days else None
        return steps_span(self.whole, COUNTED_BY[self.dim], self.zone) if self.whole else None

    @cached_property
    def edges(self) -> list[Span]:
        """The times in which the running counts and the period differ."""
        if self.whole_span is None:
            return [self.period]
        pairs = zip(self.period, self.whole_span, strict=True)
        return [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]

    def add_reported(self, sums: Sums) -> None:
        if self.whole:
            numbers = [func.sum(_reported[name]) for name in REPORTED]
            here = and_(_reported.span >= self.whole.start, _reported.span < self.whole.stop)
            cells = select(_reported.code, *numbers).where(*self._cells(_reported), here).group_by(_reported.code)
            sums.add_cells(self._rows(cells), REPORTED[0], len(REPORTED))
        for some in self.cut_off:
            there = and_(_ten_reported.span >= some.start, _ten_reported.span < some.stop)
            cells = select(_ten_reported.code, *(_ten_reported[name] for name in REPORTED))
            rows = self._rows(cells.where(*self._cells(_ten_reported), there))
            sums.add_cells(rows, REPORTED[0], len(REPORTED), times=1 if some.start in (self.ten_days or ()) else -1)
        flags = _flags(
            _course.is_filed,
            _course.is_handled,
            _course.sign_due_at.is_not(None),
            _course.is_signed_in_time,
            _TIMED,
            _course.is_satisfied.is_not(None),
            _course.is_satisfied,
        )
        seconds = case((_TIMED, _course.handling_s), else_=literal("0"))
        for edge in self.edges:
            lacking = self.period[0] <= edge[0] < self.period[1]
            worth_of, times = (REPORTED_WORTH, 1) if lacking else (TAKEN_AWAY, -1)
            where = [within(_course.reported_at, *edge)]
            if self.is_file:
                sums.add_timed_tickets(self._rows(self._each([flags, seconds], where)), worth_of, times)
            else:
                sums.add_groups(self._rows(self._groups(flags, seconds, where)), worth_of, times)

    def add_due(self, sums: Sums) -> None:
        if self.whole:
            sums.add_cells(self._rows(self._due_cells()), "due", len(DUE_TO_CLOSE) + 2)
        change = _changes(in_ten_days(self.whole), self.ten_days or range(0))
        for changed in self._changed_cells():
            sums.add_changes(self._rows(changed), change)
        of_ticket = (
            _course.due_at.is_not(None),
            _course.closed_at <= _course.due_at,
            and_(_course.is_handled, _course.handled_at <= _course.due_at),
            _course.is_reworked,
            _course.is_extended,
        )
        there = self.whole_span
        closed = _course.closed_at < self.period[1], _course.closed_at < there[1] if there else false()
        for fell, counts in self._fallen():
            where, flags = [fell, _DUE_TO_CLOSE], _flags(*counts, *closed, *of_ticket)
            if self.is_file:
                sums.add_tickets(self._rows(self._each([flags], where)), DUE_WORTH)
            else:
                sums.add_groups(self._rows(self._groups(flags, literal("0"), where)), DUE_WORTH, 0)

    def _due_cells(self) -> Select[Any]:
        """Ask for what fell due, or was closed, in the whole days or months, in the order of ``Counts``."""
        cell, first, stop = _due, self.whole.start, self.whole.stop
        fell = or_(and_(cell.span >= first, cell.span < stop), and_(cell.closed >= first, cell.closed < stop))
        numbers = {name: func.sum(cell[name]) for name in DUE_TO_CLOSE}
        limited = func.sum(case((cell.span != NEVER, cell.due), else_=0))
        closed = func.sum(case((and_(cell.closed != NEVER, cell.closed < stop), cell.due), else_=0))
        columns = [numbers.pop("due"), limited, closed, *numbers.values()]
        return select(cell.code, *columns).where(*self._cells(cell), fell).group_by(cell.code)

    def _changed_cells(self) -> Iterator[Select[Any]]:
        """Ask for the ten days by which what was counted may change, as ``Sums.add_changes`` takes them."""
        cell = _ten_due
        changed = select(cell.code, cell.span, cell.closed, *(cell[name] for name in DUE_TO_CLOSE))
        yet_unseen = [or_(cell.span < some.start, cell.span >= some.stop) for some in self.cut_off]
        for some in self.cut_off:
            yield changed.where(*self._cells(cell), cell.span >= some.start, cell.span < some.stop)
            yield changed.where(*self._cells(cell), cell.closed >= some.start, cell.closed < some.stop, *yet_unseen)

    def _fallen(self) -> Iterator[tuple[Condition, tuple[Condition, Condition]]]:
        """Yield conditions that one by one find all tickets which the period and the running counts may differ in.

        With each, whether such a ticket is of the period, and of the running counts: one of the two is certain. Two
        indexes, one after the other: a planner that is asked for both at once may use neither.
        """
        there = self.whole_span
        if self._by_place:
            yield or_(*(_fell(edge) for edge in self.edges)), (_fell(self.period), _fell(there) if there else false())
            return
        due, closed = _course.due_at, _course.closed_at
        yet_unseen = [or_(due.is_(None), due < begin, due >= end) for begin, end in self.edges]
        for edge in self.edges:
            lacking = self.period[0] <= edge[0] < self.period[1]
            other = there if lacking else self.period
            for found, moment in (within(due, *edge), closed), (and_(within(closed, *edge), *yet_unseen), due):
                as_well = within(moment, *other) if other else false()
                yield found, (true(), as_well) if lacking else (as_well, true())

    @cached_property
    def _by_place(self) -> bool:
        """Whether a file finds the tickets by where they lie, and not by when they were."""
        days = sum((end - begin for begin, end in self.edges), timedelta())
        return self.is_file and len(self.centre) > GROUND_DIGITS and days > BY_TIME_MOST

    def _cells(self, cell: Any) -> list[Condition]:
        if self.centre and self.dim is not Dim.REGION:
            counties = cut_of(self.dim, self.centre)
            return [cell.dim == counties if len(self.centre) == GROUND_DIGITS else below(cell.dim, counties)]
        there = [cell.dim == self.dim.value]
        return [*there, below(cell.code, self.centre)] if self.centre else there

    def _each(self, told: Sequence[ColumnElement[Any]], where: Sequence[Condition]) -> Select[Any]:
        """Ask for the code of each ticket, and what else is to be told of it: a file sorts slowly."""
        return select(CODE_OF[self.dim], *told).where(*self._found([*where, *self._has_code()]))

    def _groups(
        self, flags: ColumnElement[int], seconds: ColumnElement[Any], where: Sequence[Condition]
    ) -> Select[Any]:
        """Ask for code, flags, seconds and number of tickets."""
        told = CODE_OF[self.dim].label("code"), flags.label("flags"), seconds.label("seconds")
        each = select(*told).where(*where, *self._has_code(), below(_course.area, self.centre)).subquery().c
        numbers = cast(func.sum(each.seconds), BigInteger), func.count()
        return select(each.code, each.flags, *numbers).group_by(each.code, each.flags)

    def _has_code(self) -> list[Condition]:
        return [CODE_OF[self.dim] != ""] if self.dim in {Dim.DEPARTMENT, Dim.CREW} else []

    def _found(self, where: Sequence[Condition]) -> list[Condition]:
        """Return the conditions so that a file's planner has one index to choose."""
        if self._by_place:
            return [below(_course.area, self.centre), case((and_(*where), 1), else_=0) == 1]
        if self.centre:
            return [*where, func.substr(_course.area, 1, len(self.centre)) == self.centre]
        return list(where)

    def _rows(self, question: Select[Any]) -> Iterator[Any]:
        """Yield plain tuples: hundreds of thousands of rows are too many to be wrapped, or to be kept, one by one."""
        with closing(self.connection.execute(question)) as asked:
            while some := asked.cursor.fetchmany(AT_ONCE):
                yield from some


def within(moment: ColumnElement[Any], begin: datetime, end: datetime) -> Condition:
    return and_(moment >= begin, moment < end)


def _fell(span: Span) -> Condition:
    return or_(within(_course.due_at, *span), within(_course.closed_at, *span))


def _changes(months: range, ten_days: range) -> Callable[[int, int], Change]:
    """Return what tells how a cell counts more, or less, in ten days than it did in the months; both in steps of ten."""

    def counts(some: range, span: int, closed: int) -> tuple[bool, bool]:
        fell = span in some or closed in some
        return fell, fell and closed != NEVER and closed < some.stop

    @cache
    def change(span: int, closed: int) -> Change:
        (here, closed_here), (there, closed_there) = counts(ten_days, span, closed), counts(months, span, closed)
        return here - there, closed_here - closed_there, span != NEVER

    return change


def _flags(*conditions: Any) -> ColumnElement[int]:
    """Return which conditions hold as one number, the first as its lowest bit."""
    bits = [case((condition, literal(str(1 << bit))), else_=literal("0")) for bit, condition in enumerate(conditions)]
    return reduce(add, bits)
