"""From an order to its news: one function per order, one transaction each."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar, assert_never

from console.answer_orders import TakeAnswers
from console.caller_orders import ShowCaller
from console.campaign_orders import BeginCampaign, EndCampaign, TickSite
from console.domain.errors import Refused
from console.domain.shift import SEATLESS
from console.evidence_orders import AttachClip, AttachSnapshot
from console.ground_orders import AddGrids, MergeGrids, NameHead, RedrawGrid, SplitGrid, StationCrew
from console.handlers import (
    answers,
    assignment,
    callers,
    campaigns,
    closing,
    escalation,
    evidence,
    exports,
    ground,
    hands,
    intake,
    mediation,
    merging,
    moves,
    patrols,
    playback,
    positions,
    requests,
    rules,
    screening,
    shifts,
    supervision,
    walls,
)
from console.journal import News
from console.orders import (
    Accept,
    AnyOrder,
    Archive,
    Ask,
    AskVerify,
    BeginShift,
    CheckFail,
    CheckPass,
    Close,
    CoDone,
    CoHandle,
    Decline,
    Delegate,
    Dispatch,
    EndShift,
    Escalate,
    Extend,
    FeedBack,
    File,
    FollowUp,
    Mediate,
    Merge,
    NoteExport,
    Recall,
    Reclassify,
    Refuse,
    Reject,
    Reopen,
    Reply,
    ReportFixes,
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
from console.patrol_orders import EndPatrol, PlantPatrol, TakeInCheck
from console.playback_orders import PlayBack, PlayBackCamera
from console.ports import Clock, UnitOfWork
from console.rule_orders import SetRules
from console.wall_orders import (
    AcknowledgeAlarms,
    LeaveCamera,
    NoteMoving,
    RemoveLayout,
    ReportWall,
    SaveLayout,
    ShowOnWall,
    TakeCamera,
)

Given = TypeVar("Given", bound=AnyOrder | SetRules | TakeAnswers)


def handle(order: AnyOrder | SetRules | TakeAnswers, uow: UnitOfWork, clock: Clock) -> News:
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
    news = _handle(_as_seated(order, uow), uow, clock)
    uow.commit()
    return news


def _as_seated(order: Given, uow: UnitOfWork) -> Given:
    """Return the order as its operator may give it by now: what was taken from the seat since the sign-in counts no more.

    Notes of what happened stand whoever they are of, and whoever changes rules or answers has just shown who they are.

    Raises:
        Refused: ``operator.no_seat``; operators sign in here, and this one has no seat at the centre any more.
    """
    if isinstance(order, NoteExport | BeginShift | EndShift | ReportFixes | SetRules | TakeAnswers):
        return order
    seat = uow.seat_of(order.by)
    if seat is not None:
        return order if seat == order.by else replace(order, by=seat)
    if order.by.roles <= SEATLESS:
        return order
    raise Refused("operator.no_seat", name=order.by.name, centre=order.by.centre)


def _handle(order: AnyOrder | SetRules | TakeAnswers, uow: UnitOfWork, clock: Clock) -> News:  # noqa: C901 - one case an order, and none forgotten
    match order:
        case TakeIn():
            return intake.take_in(order, uow, clock)
        case Dispatch():
            return assignment.dispatch(order, uow, clock)
        case Recall():
            return assignment.recall(order, uow, clock)
        case Return():
            return assignment.give_back(order, uow, clock)
        case Transfer():
            return assignment.transfer(order, uow, clock)
        case CoHandle():
            return assignment.co_handle(order, uow, clock)
        case CoDone():
            return assignment.co_done(order, uow, clock)
        case AskVerify() | Verified():
            return screening.verify(order, uow, clock)
        case Reject() | Decline() | Void():
            return screening.turn_down(order, uow, clock)
        case Reclassify():
            return screening.reclassify(order, uow, clock)
        case Ask():
            return requests.ask(order, uow, clock)
        case Refuse():
            return requests.refuse(order, uow, clock)
        case Extend():
            return requests.extend(order, uow, clock)
        case Suspend():
            return requests.suspend(order, uow, clock)
        case Mediate():
            return mediation.mediate(order, uow, clock)
        case Merge():
            return merging.merge(order, uow, clock)
        case Unmerge():
            return merging.unmerge(order, uow, clock)
        case Supervise():
            return supervision.supervise(order, uow, clock)
        case Reply():
            return supervision.reply(order, uow, clock)
        case Accept() | File() | Sign() | Resume() | Archive():
            return moves.move(order, uow, clock)
        case FeedBack():
            return closing.feed_back(order, uow, clock)
        case SelfHandle():
            return closing.self_handle(order, uow, clock)
        case Reopen():
            return closing.reopen(order, uow, clock)
        case FollowUp():
            return closing.follow_up(order, uow, clock)
        case CheckPass() | CheckFail() | Close():
            return closing.settle(order, uow, clock)
        case Escalate():
            return escalation.escalate(order, uow, clock)
        case SkipLevel():
            return escalation.skip_level(order, uow, clock)
        case Delegate():
            return escalation.delegate(order, uow, clock)
        case PlantPatrol():
            return patrols.plant(order, uow, clock)
        case EndPatrol():
            return patrols.end(order, uow, clock)
        case ShowCaller():
            return callers.show(order, uow, clock)
        case AttachSnapshot() | AttachClip():
            return evidence.attach(order, uow, clock)
        case PlayBack() | PlayBackCamera():
            return playback.play_back(order, uow, clock)
        case TakeInCheck():
            return patrols.take_in_check(order, uow, clock)
        case BeginCampaign():
            return campaigns.begin(order, uow, clock)
        case TickSite():
            return campaigns.tick(order, uow, clock)
        case EndCampaign():
            return campaigns.end(order, uow, clock)
        case SaveLayout():
            return walls.save(order, uow, clock)
        case RemoveLayout():
            return walls.remove(order, uow, clock)
        case ShowOnWall():
            return walls.show(order, uow, clock)
        case ReportWall():
            return walls.report(order, uow, clock)
        case AcknowledgeAlarms():
            return walls.acknowledge(order, uow, clock)
        case NoteMoving():
            return hands.note_moving(order, uow, clock)
        case TakeCamera():
            return hands.take(order, uow, clock)
        case LeaveCamera():
            return hands.leave(order, uow, clock)
        case RedrawGrid() | SplitGrid() | MergeGrids() | AddGrids():
            return ground.draw(order, uow, clock)
        case NameHead():
            return ground.name_head(order, uow, clock)
        case StationCrew():
            return ground.station(order, uow, clock)
        case ReportFixes():
            return positions.report(order, uow)
        case NoteExport():
            return exports.note(order, uow)
        case TakeAnswers():
            return answers.take(order, uow)
        case SetRules():
            return rules.set_rules(order, uow, clock)
        case BeginShift():
            return shifts.begin(order, uow, clock)
        case EndShift():
            return shifts.end(order, uow, clock)
        case _ as never:
            assert_never(never)
