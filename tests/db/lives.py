"""Orders as they may come: drawn by chance for any ticket, in any state, by anybody, lawful or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from console.caller_orders import ShowCaller
from console.domain.place import LatLng
from console.domain.records import Mediation, Outcome, Step
from console.domain.shift import Operator, system_at
from console.domain.ticket import Caller, Priority, Source, Target, TargetKind, Ticket, TicketId
from console.evidence_orders import AttachSnapshot
from console.orders import (
    Accept,
    AnyTicketOrder,
    Archive,
    Ask,
    AskVerify,
    CheckFail,
    CheckPass,
    Close,
    CoDone,
    CoHandle,
    Decline,
    Delegate,
    Dispatch,
    Escalate,
    Extend,
    FeedBack,
    File,
    FollowUp,
    Mediate,
    Merge,
    Recall,
    Reclassify,
    Refuse,
    Reject,
    Reopen,
    Reply,
    Resume,
    Return,
    SelfHandle,
    Sign,
    SkipLevel,
    Supervise,
    Suspend,
    TakeIn,
    Transfer,
    Unmerge,
    Verified,
    Void,
)
from console.patrol_orders import EndPatrol, PlantPatrol
from console.playback_orders import PlayBack
from tests.builders import GRID, IN_FAR_GRID, IN_GRID, NEXT_GRID, a_stretch, an_evidence

DISPUTE = "0701"
TARGETS = (
    Target(TargetKind.CREW, "C1"),
    Target(TargetKind.CREW, "C2"),
    Target(TargetKind.GRID, NEXT_GRID),
    Target(TargetKind.GRID, GRID),
    Target(TargetKind.DEPARTMENT, "D1"),
)
ASKED = ("reject", "void", "return", "extend", "suspend")
PLAIN = (Accept, File, Sign, Recall, AskVerify, Verified, CheckPass, Close, Resume, Unmerge, Delegate, EndPatrol)
WITH_REASON = (Reject, Decline, Void, Return, CheckFail, Escalate, SkipLevel, Reopen, Refuse)
WITH_RESULT = (FeedBack, SelfHandle)
Facts = dict[str, Any]


def a_take_in(id_: int, by: Operator, chance: Random, at: datetime) -> TakeIn:
    places: tuple[LatLng | None, ...] = (IN_GRID, IN_GRID, None, IN_FAR_GRID)
    return TakeIn(
        by=by,
        id=TicketId(id_),
        category=chance.choice(("0101", DISPUTE)),
        title="垃圾堆放",
        source=chance.choice((Source.PATROL.value, Source.HOTLINE_12345.value)),
        reported_at=at,
        priority=chance.choice((None, Priority.P1)),
        description="第一行\n第二行 “引号”",
        place=chance.choice(places),
        caller=chance.choice((Caller(), Caller("王女士", "13912345678"))),
        outside_number=chance.choice(("", f"12345-{id_}")),
    )


def an_order(ticket: Ticket, other: Ticket, by: Operator, chance: Random, at: datetime) -> AnyTicketOrder:
    """Return an order about ``ticket`` as it stands; ``other`` is one to merge into."""
    facts: Facts = {"by": by, "ticket": ticket.id, "seen": ticket.version}
    order = chance.choice((_plain, _plain, _reasoned, _sent, _sent, _asked, _told, _beside))(facts, other, chance, at)
    if isinstance(order, Supervise) and order.by.is_system and not ticket.overdue(at):
        # The ladder issues what is due, and a server that is told otherwise does not believe it.
        return replace(order, by=by)
    return order


def _plain(facts: Facts, _other: Ticket, chance: Random, _at: datetime) -> AnyTicketOrder:
    return chance.choice(PLAIN)(**facts)


def _reasoned(facts: Facts, _other: Ticket, chance: Random, _at: datetime) -> AnyTicketOrder:
    return chance.choice(WITH_REASON)(**facts, reason="超出能力")


def _told(facts: Facts, _other: Ticket, chance: Random, _at: datetime) -> AnyTicketOrder:
    return chance.choice(WITH_RESULT)(**facts, result="已清理")


def _sent(facts: Facts, _other: Ticket, chance: Random, _at: datetime) -> AnyTicketOrder:
    target, helper = chance.choice(TARGETS), chance.choice(TARGETS)
    made: tuple[Callable[[], AnyTicketOrder], ...] = (
        lambda: Dispatch(**facts, target=target),
        lambda: Dispatch(**facts, target=target, helpers=(helper,)),
        lambda: Transfer(**facts, target=target, reason="换人"),
        lambda: CoHandle(**facts, target=helper, must=chance.random() < 0.5),
        lambda: CoDone(**facts, helper=helper.code, result="协办完成"),
    )
    return chance.choice(made)()


def _asked(facts: Facts, _other: Ticket, chance: Random, at: datetime) -> AnyTicketOrder:
    review_at = at + timedelta(days=2)
    made: tuple[Callable[[], AnyTicketOrder], ...] = (
        lambda: Ask(**facts, wants=chance.choice(ASKED), reason="需要", hours=2.0, review_at=review_at),
        lambda: Extend(**facts, hours=3.0, reason="雨天"),
        lambda: Suspend(**facts, reason="等待材料", review_at=review_at),
    )
    return chance.choice(made)()


def _beside(facts: Facts, other: Ticket, chance: Random, _at: datetime) -> AnyTicketOrder:
    mediation = Mediation(parties=("王女士", "李先生"), mediator="赵六", outcome=chance.choice((None, Outcome.AGREED)))
    ladder = facts | {"by": system_at(facts["by"].centre, "desk-1")}
    step = chance.choice(tuple(Step))
    made: tuple[Callable[[], AnyTicketOrder], ...] = (
        lambda: Merge(**facts, into=other.id, into_seen=other.version),
        lambda: FollowUp(**facts, satisfied=chance.random() < 0.5),
        lambda: Reclassify(**facts, reason="分类有误", category=chance.choice(("0101", "0102")), priority=Priority.P2),
        lambda: Mediate(**facts, mediation=mediation),
        lambda: Supervise(**facts, step=step, responsible="王五", reason="拖延"),
        lambda: Supervise(**ladder, step=step, responsible="王五", reason="overdue"),
        lambda: Reply(**facts, text="马上处理"),
        lambda: PlantPatrol(**facts, every_days=3, times=2),
        lambda: ShowCaller(**facts, reason="回拨"),
        lambda: AttachSnapshot(**facts, evidence=an_evidence()),
        lambda: PlayBack(**facts, stretch=a_stretch(), reason="核对经过"),
        lambda: Archive(**ladder),
    )
    return chance.choice(made)()
