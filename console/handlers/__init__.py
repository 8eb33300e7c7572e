"""From an order to its news: one function per order, one transaction each."""

from __future__ import annotations

from typing import assert_never

from console.handlers import assignment, closing, escalation, exports, intake, moves, positions
from console.journal import News
from console.orders import (
    Accept,
    AnyOrder,
    CheckFail,
    CheckPass,
    Close,
    Delegate,
    Dispatch,
    Escalate,
    FeedBack,
    File,
    NoteExport,
    Recall,
    ReportFixes,
    Return,
    Sign,
    TakeIn,
)
from console.ports import Clock, UnitOfWork


def handle(order: AnyOrder, uow: UnitOfWork, clock: Clock) -> News:
    """Do what the order wants in the open transaction, commit, and tell.

    An order that was done before is not done again: its first news is returned.

    Raises:
        Refused: a rule said no; nothing was written.
        Stale: somebody else was first; nothing was written.
        Outage: the database is out of reach.
    """
    before = uow.news_of(order.key)
    if before is not None:
        return before
    news = _handle(order, uow, clock)
    uow.commit()
    return news


def _handle(order: AnyOrder, uow: UnitOfWork, clock: Clock) -> News:
    match order:
        case TakeIn():
            return intake.take_in(order, uow, clock)
        case Dispatch():
            return assignment.dispatch(order, uow, clock)
        case Recall():
            return assignment.recall(order, uow, clock)
        case Return():
            return assignment.give_back(order, uow, clock)
        case Accept() | File() | Sign():
            return moves.move(order, uow, clock)
        case FeedBack():
            return closing.feed_back(order, uow, clock)
        case CheckPass() | CheckFail() | Close():
            return closing.settle(order, uow, clock)
        case Escalate():
            return escalation.escalate(order, uow, clock)
        case Delegate():
            return escalation.delegate(order, uow, clock)
        case ReportFixes():
            return positions.report(order, uow)
        case NoteExport():
            return exports.note(order, uow)
        case _ as never:
            assert_never(never)
