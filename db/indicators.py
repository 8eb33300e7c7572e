"""Reading the counts behind the indicators: whole months from the running counts, the days at both ends by ticket.

Running counts are kept for the whole database, by area, and those of categories, sources, departments and crews by
county as well; their months are those of the database's zone. A report in another zone, or about one of these in a part of a county only, counts the
tickets themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, and_, case, cast, false, func, or_, select

from console.domain.grid import RegionCode
from console.domain.period import Period, months_span
from console.tally import DUE_TO_CLOSE, GROUND_DIGITS, NEVER, REPORTED, Counts, Dim
from db import tables
from db.columns import below, beside
from db.counting import are_by_county, cut_of, zone_of

EVERYWHERE = RegionCode("")
Sums = dict[str, dict[str, int]]
Condition = ColumnElement[bool]

_course, _reported, _due = tables.course.c, tables.tally_reported.c, tables.tally_due.c
CODE_OF: Mapping[Dim, ColumnElement[Any]] = {
    Dim.REGION: _course.area,
    Dim.CATEGORY: _course.category,
    Dim.SOURCE: _course.source,
    Dim.DEPARTMENT: _course.department,
    Dim.CREW: _course.crew,
}


def counted(connection: Connection, dim: Dim, period: Period, centre: RegionCode) -> dict[str, Counts]:
    """Return the counts of the period by code, of the tickets in the centre's subtree; codes without any are left out."""
    if _covers_all(connection, centre):
        centre = EVERYWHERE
    months = period.whole_months
    by_county = not centre or dim is Dim.REGION or (len(centre) <= GROUND_DIGITS and are_by_county(connection))
    if zone_of(connection).key != period.zone.key or not by_county:
        months = range(0)
    reading = _Reading(connection, dim, period, centre, months)
    sums: Sums = {}
    reading.add_reported(sums)
    reading.add_due(sums)
    return {code: Counts(**sums[code]) for code in sorted(sums)}


def _covers_all(connection: Connection, centre: RegionCode) -> bool:
    """Tell whether every ticket lies in the centre's subtree; asking for its range then would only mislead a planner."""
    some = select(_course.ticket).limit(1)
    return not centre or not any(
        connection.execute(some.where(there)).first() for there in beside(_course.area, centre)
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """One period being read: ``months`` are the whole months that the running counts answer for."""

    connection: Connection
    dim: Dim
    period: Period
    centre: RegionCode
    months: range

    def add_reported(self, sums: Sums) -> None:
        if self.months:
            here = and_(
                *self._cells(_reported), _reported.month >= self.months.start, _reported.month < self.months.stop
            )
            columns = [func.sum(_reported[name]) for name in REPORTED]
            self._gather(sums, REPORTED, select(_reported.code, *columns).where(here).group_by(_reported.code))
        timed = and_(_course.is_handled, _course.handling_s.is_not(None))
        seconds = case((timed, _course.handling_s))
        measures: dict[str, ColumnElement[Any]] = {
            "reported": func.count(),
            "filed": _flags(_course.is_filed),
            "handled": _flags(_course.is_handled),
            "to_sign": func.count(_course.sign_due_at),
            "signed_in_time": _flags(_course.is_signed_in_time),
            "timed": func.count(seconds),
            "handling_s": func.coalesce(func.sum(seconds), 0),
            "asked": func.count(_course.is_satisfied),
            "satisfied": func.coalesce(_flags(_course.is_satisfied), 0),
        }
        for begin, end in self._edges():
            self._by_ticket(sums, measures, within(_course.reported_at, begin, end))

    def add_due(self, sums: Sums) -> None:
        if self.months:
            self._due_cells(sums)
        kept = and_(_course.is_filed, _course.is_kept)
        in_edges = [within(moment, *edge) for edge in self._edges() for moment in (_course.due_at, _course.closed_at)]
        if in_edges:
            self._by_ticket(sums, self._due_measures(), kept, or_(*in_edges))

    def _due_cells(self, sums: Sums) -> None:
        """Add the cells of what fell due, or was closed, in the whole months: each cell once."""
        cell, first, stop = _due, self.months.start, self.months.stop
        fell_due = and_(cell.month >= first, cell.month < stop)
        closed_only = and_(cell.closed >= first, cell.closed < stop, or_(cell.month < first, cell.month >= stop))
        by_then = and_(cell.closed != NEVER, cell.closed < stop)
        measures = [func.sum(cell[name]) for name in DUE_TO_CLOSE]
        closed = func.sum(case((by_then, cell.due), else_=0))
        limited = func.sum(case((cell.month != NEVER, cell.due), else_=0))
        for condition in (fell_due, closed_only):
            question = select(cell.code, *measures, closed, limited).where(*self._cells(cell), condition)
            self._gather(sums, (*DUE_TO_CLOSE, "closed", "limited"), question.group_by(cell.code))

    def _due_measures(self) -> dict[str, ColumnElement[Any]]:
        """Return what the days at both ends add.

        A ticket that the months have counted adds one thing only: that it was closed after them and before the end.
        """
        counted_there: Condition = false()
        after_months: Condition = false()
        if self.months:
            begin, end = months_span(self.months, self.period.zone)
            counted_there = or_(within(_course.due_at, begin, end), within(_course.closed_at, begin, end))
            after_months = _course.closed_at >= end
        new = case((counted_there, 0), else_=1)
        closed = _course.closed_at < self.period.span[1]
        in_time = and_(new == 1, _course.closed_at <= _course.due_at)
        handled = and_(new == 1, _course.is_handled, _course.handled_at <= _course.due_at)
        return {
            "due": func.sum(new),
            "limited": _number(and_(new == 1, _course.due_at.is_not(None))),
            "closed": _number(and_(closed, or_(new == 1, after_months))),
            "closed_in_time": _number(in_time),
            "handled_in_time": _number(handled),
            "reworked": _number(and_(new == 1, _course.is_reworked)),
            "extended": _number(and_(new == 1, _course.is_extended)),
        }

    def _edges(self) -> list[tuple[datetime, datetime]]:
        """Return the spans of the period that the whole months leave over."""
        begin, end = self.period.span
        if not self.months:
            return [(begin, end)]
        first, last = months_span(self.months, self.period.zone)
        return [(one, other) for one, other in ((begin, first), (last, end)) if one < other]

    def _cells(self, cell: Any) -> list[Condition]:
        if self.centre and self.dim is not Dim.REGION:
            counties = cut_of(self.dim, self.centre)
            return [cell.dim == counties if len(self.centre) == GROUND_DIGITS else below(cell.dim, counties)]
        there = [cell.dim == self.dim.value]
        return [*there, below(cell.code, self.centre)] if self.centre else there

    def _by_ticket(self, sums: Sums, measures: Mapping[str, ColumnElement[Any]], *where: Condition) -> None:
        code = CODE_OF[self.dim]
        if self.dim in {Dim.DEPARTMENT, Dim.CREW}:
            where = (*where, code != "")
        if self.centre:
            where = (*where, below(_course.area, self.centre))
        self._gather(sums, tuple(measures), select(code, *measures.values()).where(*where).group_by(code))

    def _gather(self, sums: Sums, names: tuple[str, ...], question: Any) -> None:
        for code, *numbers in self.connection.execute(question):
            there = sums.setdefault(code, {})
            for name, number in zip(names, numbers, strict=True):
                there[name] = there.get(name, 0) + int(number)


def within(moment: ColumnElement[Any], begin: datetime, end: datetime) -> Condition:
    return and_(moment >= begin, moment < end)


def _flags(flag: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return of how many rows a column is set; None where there is none that tells."""
    return func.sum(cast(flag, Integer))


def _number(condition: Any) -> ColumnElement[Any]:
    """Return of how many rows a condition holds."""
    return cast(func.sum(case((condition, 1), else_=0)), BigInteger)
