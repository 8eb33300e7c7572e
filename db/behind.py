"""Reading the tickets behind a number of a report, by the same words as the counts themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, not_, or_, select, true

from console.behind import Counted, Number
from console.domain.ticket import State, TicketId
from console.tally import REPORTED, Dim
from db import tables
from db.columns import below
from db.indicators import CODE_OF, within
from db.moved.tables import moved_ticket

_course, _ticket, _gone = tables.course.c, tables.ticket.c, moved_ticket.c
# Of what was moved out there is no title any more; its number says where it lies.
_COUNTED = tables.course.outerjoin(tables.ticket, _ticket.id == _course.ticket).outerjoin(
    moved_ticket, _gone.ticket == _course.ticket
)
_TIMED = and_(_course.is_handled, _course.handling_s.is_not(None))
_IS: Mapping[str, ColumnElement[bool]] = {
    "reported": true(),
    "filed": _course.is_filed,
    "handled": _course.is_handled,
    "to_sign": _course.sign_due_at.is_not(None),
    "signed_in_time": _course.is_signed_in_time,
    "timed": _TIMED,
    "handling_s": _TIMED,
    "asked": _course.is_satisfied.is_not(None),
    "satisfied": _course.is_satisfied.is_(True),
    "due": true(),
    "limited": _course.due_at.is_not(None),
    "closed_in_time": _course.closed_at <= _course.due_at,
    "handled_in_time": and_(_course.is_handled, _course.handled_at <= _course.due_at),
    "reworked": _course.is_reworked,
    "extended": _course.is_extended,
}


def behind(connection: Connection, number: Number, count: int, *, only_above: bool) -> tuple[Counted, ...]:
    """Return at most ``count`` of the tickets, those reported last first; only those of the numerator if asked so."""
    above = case((_is(number.numerator, number), True), else_=False)
    where = [*_where(number), _is(number.denominator, number)]
    if only_above:
        where.append(_is(number.numerator, number))
    question = (
        select(
            _course.ticket,
            func.coalesce(_ticket.number, _gone.number),
            _course.category,
            func.coalesce(_ticket.title, ""),
            func.coalesce(_ticket.address, ""),
            func.coalesce(_ticket.state, _gone.state),
            _course.reported_at,
            _course.due_at,
            _course.closed_at,
            above,
        )
        .select_from(_COUNTED)
        .where(*where, or_(_ticket.id.is_not(None), _gone.ticket.is_not(None)))
        .order_by(_course.reported_at.desc(), _course.ticket.desc())
        .limit(count)
    )
    return tuple(
        Counted(
            ticket=TicketId(id_),
            number=name,
            category=category,
            title=title,
            address=address,
            state=State(state),
            reported_at=reported_at,
            due_at=due_at,
            closed_at=closed_at,
            is_above=bool(is_above),
        )
        for id_, name, category, title, address, state, reported_at, due_at, closed_at, is_above in connection.execute(
            question
        )
    )


def _is(name: str, number: Number) -> ColumnElement[bool]:
    if name == "closed":
        return _course.closed_at < number.period.span[1]
    return _IS[name]


def _where(number: Number) -> list[Any]:
    """Return which tickets the report looks at: of the period, of the centre, of the row."""
    begin, end = number.period.span
    there: list[Any] = []
    if number.denominator in REPORTED:
        there.append(within(_course.reported_at, begin, end))
    else:
        fell = or_(within(_course.due_at, begin, end), within(_course.closed_at, begin, end))
        there += [_course.is_filed, _course.is_kept, fell]
    if number.centre:
        there.append(below(_course.area, number.centre))
    if number.code is None:
        return there
    if number.dim is not Dim.REGION:
        return [*there, CODE_OF[number.dim] == number.code]
    if number.code:
        there.append(below(_course.area, number.code))
    return [*there, *(not_(below(_course.area, code)) for code in number.besides)]
