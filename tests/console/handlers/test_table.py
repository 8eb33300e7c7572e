"""Whatever is ordered by whomever: the table is kept, duties stay apart, and the journal tells the whole story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from console import lifecycle
from console.caller_orders import ShowCaller
from console.domain.errors import Refused
from console.domain.records import Step
from console.domain.shift import SEAT_ROLES, Role
from console.domain.ticket import Priority, State, Target, TargetKind, Ticket
from console.evidence_orders import AttachClip, AttachSnapshot
from console.journal import Entry, Kind
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
from console.playback_orders import PlayBack
from console.replay import replay
from tests.builders import CITY, DISTRICT, GRID, TOWNSHIP, VILLAGE, a_stretch, an_evidence, an_operator
from tests.console.conftest import City

C1, C2 = Target(TargetKind.CREW, "C1"), Target(TargetKind.CREW, "C2")
SAID = "情况属实"
ALL_ROLES = SEAT_ROLES | {Role.CREW, Role.GRID_WORKER, Role.SYSTEM}
VERBS: dict[str, Callable[[TwoTickets, dict[str, Any]], AnyTicketOrder]] = {
    "accept": lambda _, about: Accept(**about),
    "file": lambda _, about: File(**about),
    "dispatch": lambda _, about: Dispatch(target=Target(TargetKind.GRID, GRID), **about),
    "recall": lambda _, about: Recall(**about),
    "sign": lambda _, about: Sign(**about),
    "feed_back": lambda _, about: FeedBack(result=SAID, **about),
    "check_pass": lambda _, about: CheckPass(**about),
    "check_fail": lambda _, about: CheckFail(reason=SAID, **about),
    "close": lambda _, about: Close(**about),
    "return": lambda _, about: Return(reason=SAID, **about),
    "escalate": lambda _, about: Escalate(reason=SAID, **about),
    "skip_level": lambda _, about: SkipLevel(reason=SAID, **about),
    "delegate": lambda _, about: Delegate(**about),
    "self_handle": lambda _, about: SelfHandle(result=SAID, **about),
    "ask_verify": lambda _, about: AskVerify(**about),
    "verified": lambda _, about: Verified(**about),
    "reject": lambda _, about: Reject(reason=SAID, **about),
    "decline": lambda _, about: Decline(reason=SAID, **about),
    "void": lambda _, about: Void(reason=SAID, **about),
    "transfer": lambda _, about: Transfer(target=C2, reason=SAID, **about),
    "co_handle": lambda _, about: CoHandle(target=C1, **about),
    "co_done": lambda _, about: CoDone(helper="C1", result=SAID, **about),
    "ask": lambda city, about: Ask(wants="void", reason=SAID, **about),
    "ask_return": lambda _, about: Ask(wants="return", reason=SAID, **about),
    "ask_suspend": lambda city, about: Ask(
        wants="suspend", reason=SAID, review_at=city.clock.now() + timedelta(days=3), **about
    ),
    "ask_extend": lambda city, about: Ask(wants="extend", reason=SAID, hours=2, **about),
    "refuse": lambda _, about: Refuse(reason=SAID, **about),
    "extend": lambda _, about: Extend(hours=2, reason=SAID, **about),
    "suspend": lambda city, about: Suspend(reason=SAID, review_at=city.clock.now() + timedelta(days=3), **about),
    "resume": lambda _, about: Resume(**about),
    "reopen": lambda _, about: Reopen(reason=SAID, **about),
    "follow_up": lambda _, about: FollowUp(satisfied=False, **about),
    "reclassify": lambda city, about: Reclassify(reason=SAID, category="0101", priority=Priority.P1, **about),
    "merge": lambda city, about: Merge(
        into=city.other.id, into_seen=city.stored(city.other).version, reason=SAID, **about
    ),
    "unmerge": lambda _, about: Unmerge(reason=SAID, **about),
    "archive": lambda _, about: Archive(**about),
    "plant_patrol": lambda _, about: PlantPatrol(every_days=7, times=2, **about),
    "end_patrol": lambda _, about: EndPatrol(**about),
    "supervise": lambda _, about: Supervise(step=Step.YELLOW, responsible="王五", reason=SAID, **about),
    "reply": lambda _, about: Reply(text=SAID, **about),
    "show_caller": lambda _, about: ShowCaller(reason=SAID, **about),
    "attach_snapshot": lambda _, about: AttachSnapshot(evidence=an_evidence(), **about),
    "attach_clip": lambda _, about: AttachClip(evidence=an_evidence(), **about),
    "play_back": lambda _, about: PlayBack(stretch=a_stretch(), reason=SAID, **about),
}
APPROVALS = {
    Kind.VOIDED: "void",
    Kind.REJECTED: "reject",
    Kind.RETURNED: "return",
    Kind.EXTENDED: "extend",
    Kind.SUSPENDED: "suspend",
}
WAY = ["accept", "file", "dispatch", "sign", "feed_back", "check_pass", "close"]


class TwoTickets(City):
    """A city with a ticket that things happen to, and another that it may be merged into."""

    def __init__(self) -> None:
        super().__init__()
        self.one: Ticket = self.take_in(1)
        self.other: Ticket = self.take_in(2)


def allowed_by_table(entry: Entry) -> bool:
    if entry.kind is Kind.UNMERGED:
        return entry.from_state is State.MERGED
    verb = next(verb for verb in lifecycle.shipped().verbs.values() if verb.records == entry.kind.value)
    return entry.from_state in verb.leaves and verb.leads_to in {entry.to_state, None}


def lines_of(city: City, ticket: Ticket) -> tuple[Ticket, tuple[Entry, ...]]:
    stored, entries = city.store.archive().timeline(ticket.id)
    assert stored is not None
    return stored, entries


orders = st.lists(
    st.tuples(
        st.sampled_from(sorted(VERBS)) | st.sampled_from(WAY),
        st.sampled_from(["李四", "赵六", "孙七"]),
        st.sampled_from([VILLAGE, VILLAGE, VILLAGE, CITY, DISTRICT, TOWNSHIP]),
        st.one_of(
            st.just(ALL_ROLES), st.just(SEAT_ROLES), st.frozensets(st.sampled_from(sorted(ALL_ROLES)), max_size=2)
        ),
        st.integers(0, 300),
    ),
    max_size=50,
)


@settings(max_examples=200)
@given(orders)
def test_that_no_sequence_of_orders_leaves_the_table_or_loses_a_line(
    given_orders: list[tuple[str, str, str, frozenset[Role], int]],
) -> None:
    city = TwoTickets()
    done = 2
    for verb, name, centre, roles, wait_min in given_orders:
        city.clock.advance(timedelta(minutes=wait_min))
        by = replace(an_operator(name), centre=centre, roles=roles)  # type: ignore[arg-type]
        about = {"by": by, "ticket": city.one.id, "seen": city.stored(city.one).version}
        try:
            done += len(city.give(VERBS[verb](city, about)).entries)
        except Refused:
            continue

    (one, its), (other, theirs) = lines_of(city, city.one), lines_of(city, city.other)
    assert len(its) + len(theirs) == done
    assert [entry.version for entry in its] == list(range(1, one.version + 1))
    assert all(allowed_by_table(entry) for entry in its[1:])
    assert (replay(its), replay(theirs)) == (one, other)
    assert_duties_apart(its)


def assert_duties_apart(entries: tuple[Entry, ...]) -> None:
    """Fail where somebody checked what he had handled, or approved what he had asked for."""
    handled: set[str] = set()
    asked: dict[str, str] = {}
    for entry in entries:
        if entry.kind is Kind.SELF_HANDLED:
            handled.add(entry.by)
        if entry.kind is Kind.REQUESTED:
            asked[entry.detail["verb"]] = entry.detail["asker"]
        if entry.kind in {Kind.CHECK_PASSED, Kind.CHECK_FAILED}:
            assert entry.by not in handled
        if entry.kind in APPROVALS:
            assert asked.pop(APPROVALS[entry.kind]) != entry.by
