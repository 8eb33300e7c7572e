"""The counts behind the indicators, counted the slow and obvious way: ticket by ticket, from the journal alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.behind import Counted, Number
from console.domain.grid import RegionCode, within
from console.domain.period import Period
from console.tally import Counts, Course, Dim, follow
from tests.fake_rows import Rows


def counted_plainly(rows: Rows, dim: Dim, period: Period, centre: RegionCode) -> dict[str, Counts]:
    found: dict[str, list[Counts]] = {}
    rows.courses = rows.courses or list(courses(rows))
    for course in rows.courses:
        code = dict(course.codes()).get(dim)
        if code is not None and within(course.area, centre):
            found.setdefault(code, []).extend(_counts(course, period))
    return {code: Counts.together(counts) for code, counts in sorted(found.items()) if counts}


def courses(rows: Rows) -> Iterator[Course]:
    """Yield the course of every ticket, from its first line on."""
    lines: dict[int, list] = {ticket: [] for ticket in rows.tickets}
    for line in rows.lines:
        if line.entry.ticket is not None:
            lines[line.entry.ticket].append(line.entry)
    for id_, ticket in rows.tickets.items():
        yield follow(None, ticket, sorted(lines[id_], key=lambda entry: entry.version))


def _counts(course: Course, period: Period) -> Iterator[Counts]:
    begin, end = period.span

    def within_it(at: datetime | None) -> bool:
        return at is not None and begin <= at < end

    if within_it(course.reported_at):
        timed = course.is_handled and course.handling_s is not None
        yield (
            Counts(
                reported=1,
                filed=course.is_filed,
                handled=course.is_handled,
                to_sign=course.sign_due_at is not None,
                signed_in_time=course.is_signed_in_time,
                timed=timed,
                handling_s=course.handling_s or 0 if timed else 0,
                asked=course.is_satisfied is not None,
                satisfied=course.is_satisfied is True,
            )
        )
    if course.is_due_to_close and (within_it(course.due_at) or within_it(course.closed_at)):
        yield (
            Counts(
                due=1,
                limited=course.due_at is not None,
                closed=course.closed_at is not None and course.closed_at < end,
                closed_in_time=course.is_closed_in_time,
                handled_in_time=course.is_handled_in_time,
                reworked=course.is_reworked,
                extended=course.is_extended,
            )
        )


def behind_plainly(rows: Rows, number: Number, *, only_above: bool) -> tuple[Counted, ...]:
    """Return the tickets of which each adds to the number's denominator, those reported last first."""
    found = []
    for ticket, course in zip(rows.tickets.values(), courses(rows), strict=True):
        code = dict(course.codes()).get(number.dim)
        counts = Counts.together(list(_counts(course, number.period)))
        # A handling time of no seconds at all is one of the times that are counted.
        above = getattr(counts, "timed" if number.numerator == "handling_s" else number.numerator)
        wanted = getattr(counts, number.denominator) and (above or not only_above)
        if wanted and within(course.area, number.centre) and _in_row(code, number):
            found.append(
                Counted(
                    ticket=ticket.id,
                    number=ticket.number,
                    category=ticket.category,
                    title=ticket.title,
                    address=ticket.address,
                    state=ticket.state,
                    reported_at=course.reported_at,
                    due_at=course.due_at,
                    closed_at=course.closed_at,
                    is_above=bool(above),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.reported_at, one.ticket), reverse=True))


def _in_row(code: str | None, number: Number) -> bool:
    if number.code is None:
        return True
    if number.dim is not Dim.REGION or code is None:
        return code == number.code
    return within(code, number.code) and not any(within(code, other) for other in number.besides)


def names_in(rows: Rows, dim: Dim) -> dict[str, str]:
    match dim:
        case Dim.REGION:
            return {code: region.name for code, region in rows.regions.items()}
        case Dim.DEPARTMENT:
            return {department.id: department.name for department in rows.departments.values()}
        case Dim.CREW:
            return {crew.id: crew.name for crew in rows.crews.values()}
        case _:
            return {}
