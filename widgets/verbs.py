"""The verbs as this console gives them: their groups, what each still needs to be said, and the order it becomes.

What may be done, by whom and why not is the table's alone; here stands only how a hand gives it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from enum import Enum, auto
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console import lifecycle
from console.caller_orders import ShowCaller
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.records import Mediation, Step
from console.domain.shift import Operator
from console.domain.ticket import Priority, State, Target, Ticket
from console.orders import (
    Accept,
    AnyTicketOrder,
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
    Transfer,
    Unmerge,
    Verified,
    Void,
)
from console.patrol_orders import EndPatrol, PlantPatrol
from widgets import rules

_ASK: Final = "ask:"


class Need(Enum):
    """What a verb needs to be said with it; a note may stay empty."""

    REASON = auto()
    RESULT = auto()
    NOTE = auto()
    HOURS = auto()
    REVIEW = auto()
    TARGET = auto()
    MUST = auto()
    HELPER = auto()
    BELOW = auto()
    CLASS = auto()
    INTO = auto()
    SATISFIED = auto()
    STEP = auto()
    MEDIATION = auto()
    PATROL = auto()
    WHY_SHOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said with a verb; None and "" where it does not belong.

    ``text`` is the reason, the result or the note; ``hours`` are counted as the limit is; ``into`` is the ticket that
    stays of two about one matter, as it was seen; ``every_days`` and ``times`` plan follow-up checks.
    """

    text: str = ""
    hours: float | None = None
    review_at: datetime | None = None
    target: Target | None = None
    must: bool = True
    helper: str = ""
    to: RegionCode | None = None
    category: str | None = None
    priority: Priority | None = None
    into: Ticket | None = None
    satisfied: bool | None = None
    step: Step | None = None
    responsible: str = ""
    mediation: Mediation | None = None
    every_days: int | None = None
    times: int | None = None


NOTHING: Final = Said()

GROUPS: Final[Sequence[tuple[object, Sequence[str]]]] = (
    (
        QT_TRANSLATE_NOOP("verbs", "Move on"),
        (
            "accept",
            "ask_verify",
            "verified",
            "self_handle",
            "file",
            "sign",
            "mediate",
            "feed_back",
            "check_pass",
            "close",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("verbs", "To whom"),
        ("dispatch", "transfer", "co_handle", "co_done", "delegate", "escalate", "skip_level"),
    ),
    (
        QT_TRANSLATE_NOOP("verbs", "Clock and supervision"),
        ("extend", "suspend", "resume", "reclassify", "supervise", "reply"),
    ),
    (
        QT_TRANSLATE_NOOP("verbs", "Back or out"),
        ("recall", "return", "refuse", "check_fail", "decline", "reject", "void", "reopen"),
    ),
    (
        QT_TRANSLATE_NOOP("verbs", "The same matter, and the reporter"),
        ("merge", "unmerge", "show_caller", "follow_up", "plant_patrol", "end_patrol"),
    ),
)
"""Every verb that is given on a ticket by hand, in the order of its life."""

ELSEWHERE: Final = frozenset({"take_in", "ask", "archive", "attach_snapshot", "attach_clip", "play_back"})
"""Verbs with a place of their own: the form, the verb that is asked for, the system, the wall."""

MAIN: Final[Mapping[State, Sequence[str]]] = {
    State.REPORTED: ("accept", "dispatch", "escalate"),
    State.VERIFYING: ("verified",),
    State.ACCEPTED: ("file", "dispatch", "escalate"),
    State.FILED: ("dispatch", "escalate", "delegate"),
    State.DISPATCHED: ("sign", "recall", "return"),
    State.IN_PROGRESS: ("feed_back", "return", "escalate"),
    State.SUSPENDED: ("resume",),
    State.FEEDBACK: ("check_pass", "check_fail"),
    State.CHECKED: ("close",),
    State.CLOSED: ("follow_up", "reopen"),
    State.MERGED: ("unmerge",),
}
"""The verbs that stand as buttons: the next of the main way first."""

_NEEDS: Final[Mapping[str, tuple[Need, ...]]] = {
    "ask_verify": (Need.NOTE,),
    "verified": (Need.NOTE,),
    "transfer": (Need.TARGET,),
    "co_handle": (Need.TARGET, Need.MUST),
    "co_done": (Need.HELPER,),
    "extend": (Need.HOURS,),
    "suspend": (Need.REVIEW,),
    "follow_up": (Need.SATISFIED, Need.NOTE),
    "reclassify": (Need.CLASS,),
    "merge": (Need.INTO,),
    "supervise": (Need.STEP, Need.REASON),
    "mediate": (Need.MEDIATION,),
    "plant_patrol": (Need.PATROL, Need.NOTE),
    "show_caller": (Need.WHY_SHOWN,),
}


def asking(verb: str) -> str:
    """Return the name under which a verb is asked for, where another approves it."""
    return f"{_ASK}{verb}"


def asked_for(name: str) -> str:
    """Return the verb that ``name`` asks for; "" where it does not ask."""
    return name.removeprefix(_ASK) if name.startswith(_ASK) else ""


def needs(name: str, tickets: Sequence[Ticket] = ()) -> tuple[Need, ...]:
    """Return what must be said with a verb, or with asking for it, before it can be given."""
    verb = rules.in_force().lifecycle.verb(asked_for(name) or name)
    told = _NEEDS.get(verb.name, ())
    if verb.name == "delegate" and any(ticket.grid is None for ticket in tickets):
        told = (Need.BELOW,)
    if verb.needs_reason or "reason" in verb.guards:
        told = (*told, Need.REASON)
    return (*told, Need.RESULT) if "result" in verb.guards else told


def why_not(name: str, ticket: Ticket, by: Operator, now: datetime) -> Refused | None:
    """Return why ``by`` may not give this now, or not ask for it; None if allowed."""
    wanted, table = asked_for(name), rules.in_force().lifecycle
    if not wanted:
        against = lifecycle.why_not(name, ticket, by, now, table)
        is_none = name == "mediate" and against is None and not is_dispute(ticket)
        return Refused("mediate.no_dispute", number=ticket.number) if is_none else against
    if not lifecycle.asked_first(wanted, ticket, by, table):
        return lifecycle.why_not(wanted, ticket, by, now, table) or Refused("ask.not_asked_for", verb=wanted)
    return lifecycle.why_not("ask", ticket, by, now, table)


def is_dispute(ticket: Ticket) -> bool:
    """Tell whether the ticket's class is one that is mediated."""
    category = rules.in_force().categories.get(ticket.category)
    return category is not None and category.mediated


def main_way(ticket: Ticket) -> Sequence[str]:
    """Return the verbs that stand as buttons; a dispute is mediated before anything is fed back."""
    members = MAIN.get(ticket.state, ())
    if ticket.state is not State.IN_PROGRESS or not is_dispute(ticket):
        return members
    told = ticket.noted.mediation
    is_over = told is not None and told.outcome is not None
    return (members[0], "mediate", *members[1:]) if is_over else ("mediate", *members)


def offered(verb: str, tickets: Sequence[Ticket], by: Operator, now: datetime) -> tuple[str, Refused | None]:
    """Return the name to offer a verb under for all of the tickets, and what is against it.

    Whoever may not do it but asks for it is offered the asking.
    """
    against, table = _first(verb, tickets, by, now), rules.in_force().lifecycle
    if against is None or not all(lifecycle.asked_first(verb, ticket, by, table) for ticket in tickets):
        return verb, against
    return asking(verb), _first(asking(verb), tickets, by, now)


def approves(verb: str, tickets: Sequence[Ticket]) -> bool:
    """Tell whether giving the verb to these tickets approves what somebody asked for of each."""
    requests = [ticket.noted.request for ticket in tickets]
    return bool(requests) and all(request is not None and request.verb == verb for request in requests)


def as_asked(ticket: Ticket) -> Said:
    """Return what whoever asked has said already."""
    request = ticket.noted.request
    return Said(text=request.reason, hours=request.hours, review_at=request.review_at) if request else NOTHING


def in_turn(verb: str, ticket: Ticket) -> bool:
    """Tell whether the state of the ticket lets the verb be, whoever asks; nothing is refused that nobody asked for."""
    table = rules.in_force().lifecycle
    if verb == "refuse" and ticket.noted.request is None:
        return False
    return ticket.state in table.verb(verb).leaves or bool(lifecycle.way_to(verb, ticket.state, table))


def group(text: object) -> str:
    """Return a group's name in the language in force."""
    return QCoreApplication.translate("verbs", str(text))


def order_for(name: str, ticket: Ticket, by: Operator, said: Said = NOTHING) -> AnyTicketOrder:
    """Return the order that gives the verb, or asks for it, to the ticket as it was seen.

    Raises:
        ValueError: something that the verb needs was not said.
    """
    wanted = asked_for(name)
    kind = Ask if wanted else _ORDERS[name]
    told: dict[str, Any] = dict.fromkeys(("reason", "result", "note", "text"), said.text)
    told |= {field.name: getattr(said, field.name) for field in fields(said) if field.name not in {"text", "into"}}
    told |= {"by": by, "ticket": ticket.id, "seen": ticket.version, "wants": wanted}
    if said.into is not None:
        told |= {"into": said.into.id, "into_seen": said.into.version}
    taken = {field.name: told[field.name] for field in fields(kind) if field.name in told}
    missing = [
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING and taken.get(field.name) is None
    ]
    if missing:
        raise ValueError(f"{name} needs {', '.join(missing)}")
    return kind(**taken)


_ORDERS: Final[Mapping[str, type[AnyTicketOrder]]] = {
    kind.verb: kind
    for kind in (
        Accept, AskVerify, CheckFail, CheckPass, Close, CoDone, CoHandle, Decline, Delegate, Dispatch, Escalate, Extend,
        FeedBack, File, FollowUp, Mediate, Merge, Recall, Reclassify, Refuse, Reject, Reopen, Reply, Resume, Return, SelfHandle,
        Sign, PlantPatrol, EndPatrol, ShowCaller, SkipLevel, Supervise, Suspend, Transfer, Unmerge, Verified, Void,
    )
}  # fmt: skip


def _first(name: str, tickets: Sequence[Ticket], by: Operator, now: datetime) -> Refused | None:
    refusals = (why_not(name, ticket, by, now) for ticket in tickets)
    return next((refused for refused in refusals if refused is not None), None)
