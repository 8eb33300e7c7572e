"""The verbs beside the main way: what each does, and to whom it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from console import lifecycle
from console.domain.errors import Refused, Stale
from console.domain.records import Step
from console.domain.shift import Operator, Role
from console.domain.ticket import Caller, Priority, State, Target, TargetKind, Ticket
from console.orders import (
    Ask,
    AskVerify,
    CheckFail,
    CheckPass,
    Close,
    CoDone,
    CoHandle,
    Escalate,
    Extend,
    FeedBack,
    FollowUp,
    Merge,
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
from tests.builders import DISTRICT, VILLAGE, an_operator
from tests.console.conftest import City

LEAD = an_operator("赵六")
CREW = an_operator("王五", roles=frozenset({Role.CREW}))
LADDER = an_operator("", roles=frozenset({Role.SYSTEM}))
C2 = Target(TargetKind.CREW, "C2")
SAME = "同一处井盖"


def about(city: City, ticket: Ticket, by: Any = None) -> dict[str, Any]:
    return {"by": by or city.by, "ticket": ticket.id, "seen": city.stored(ticket).version}


def code_of(city: City, order: Any) -> str:
    with pytest.raises(Refused) as refused:
        city.give(order)
    return refused.value.code


def test_that_a_village_settles_a_matter_and_somebody_else_checks_it(city: City) -> None:
    ticket = city.give(SelfHandle(result="已清扫", **about(city, city.at(State.REPORTED)))).tickets[0]
    assert (ticket.state, ticket.result) == (State.FEEDBACK, "已清扫")
    assert code_of(city, CheckPass(**about(city, ticket))) == "ticket.checker_handled_it"
    assert city.give(CheckPass(**about(city, ticket, LEAD))).tickets[0].state is State.CHECKED


def test_that_only_a_village_settles_a_matter_by_itself(city: City) -> None:
    city.by = an_operator(centre=DISTRICT)
    ticket = city.at(State.REPORTED)
    assert code_of(city, SelfHandle(result="已清扫", **about(city, ticket))) == "ticket.not_village_tier"


def test_that_a_report_is_rejected_only_when_another_asked_for_it(city: City) -> None:
    ticket = city.at(State.REPORTED)
    assert code_of(city, Reject(reason="误报", **about(city, ticket))) == "ticket.nobody_asked"
    city.give(Ask(wants="reject", reason="误报", **about(city, ticket)))
    assert code_of(city, Reject(reason="误报", **about(city, ticket))) == "ticket.asker_approves_it"
    assert city.give(Reject(reason="误报", **about(city, ticket, LEAD))).tickets[0].state is State.REJECTED


def test_that_a_matter_is_looked_at_and_comes_back(city: City) -> None:
    ticket = city.at(State.REPORTED)
    assert city.give(AskVerify(**about(city, ticket))).tickets[0].state is State.VERIFYING
    assert city.give(Verified(note="属实", **about(city, ticket))).tickets[0].state is State.REPORTED


def test_that_nothing_is_made_void_unless_another_asked_for_it(city: City) -> None:
    ticket = city.at(State.FILED)
    assert code_of(city, Void(reason="重复", **about(city, ticket))) == "ticket.nobody_asked"
    city.give(Ask(wants="void", reason="重复", **about(city, ticket)))
    assert code_of(city, Void(reason="重复", **about(city, ticket))) == "ticket.asker_approves_it"
    assert city.give(Void(reason="重复", **about(city, ticket, LEAD))).tickets[0].state is State.VOID


def test_that_one_request_at_a_time_is_open_and_a_refusal_ends_it(city: City) -> None:
    ticket = city.at(State.FILED)
    city.give(Ask(wants="void", reason="重复", **about(city, ticket)))
    assert code_of(city, Ask(wants="void", reason="误报", **about(city, ticket))) == "ticket.asked_already"
    refused = city.give(Refuse(reason="属实", **about(city, ticket, LEAD))).tickets[0]
    assert (refused.noted.request, refused.state) == (None, State.FILED)


def approvals(city: City) -> dict[str, Callable[[Ticket, Operator], Any]]:
    review_at = city.clock.now() + timedelta(days=5)
    return {
        "return": lambda ticket, by: Return(reason="不属本网格", **about(city, ticket, by)),
        "extend": lambda ticket, by: Extend(hours=3, reason="缺料", **about(city, ticket, by)),
        "suspend": lambda ticket, by: Suspend(reason="待拆迁", review_at=review_at, **about(city, ticket, by)),
    }


def asking(city: City, wants: str, ticket: Ticket, by: Operator) -> Ask:
    review_at = city.clock.now() + timedelta(days=5)
    return Ask(wants=wants, reason="做不了", hours=3, review_at=review_at, **about(city, ticket, by))


ASKED_BY_THE_HANDLER = ["return", "extend", "suspend"]


@pytest.mark.parametrize("wants", ASKED_BY_THE_HANDLER)
def test_that_nothing_is_given_back_or_put_off_that_nobody_asked_for(city: City, wants: str) -> None:
    ticket = city.at(State.IN_PROGRESS)
    assert code_of(city, approvals(city)[wants](ticket, city.by)) == "ticket.nobody_asked"


@pytest.mark.parametrize("wants", ASKED_BY_THE_HANDLER)
def test_that_a_dispatcher_who_writes_a_wish_down_does_not_approve_it(city: City, wants: str) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.give(asking(city, wants, ticket, city.by))
    assert code_of(city, approvals(city)[wants](ticket, city.by)) == "ticket.asker_approves_it"


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SHIFT_LEAD])
@pytest.mark.parametrize("wants", ASKED_BY_THE_HANDLER)
def test_that_another_dispatcher_or_the_shift_lead_approves(city: City, wants: str, role: Role) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.give(asking(city, wants, ticket, city.by))
    other = an_operator("赵六", roles=frozenset({role}))
    assert city.give(approvals(city)[wants](ticket, other)).tickets[0].noted.request is None


@pytest.mark.parametrize("role", [Role.CREW, Role.GRID_WORKER])
@pytest.mark.parametrize("wants", ASKED_BY_THE_HANDLER)
def test_that_who_handles_it_asks_and_does_not_approve(city: City, wants: str, role: Role) -> None:
    ticket = city.at(State.IN_PROGRESS)
    by = an_operator("王五", roles=frozenset({role}))
    city.give(asking(city, wants, ticket, by))
    assert code_of(city, approvals(city)[wants](ticket, by)) == "operator.role_missing"


def test_that_a_wish_is_told_by_whom_and_settled_by_its_approval(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    asked = city.give(Ask(wants="return", reason="不属本网格", **about(city, ticket))).tickets[0]
    assert asked.noted.request is not None
    assert asked.noted.request.by == city.by.name
    back = city.give(Return(reason="不属本网格", **about(city, ticket, LEAD))).tickets[0]
    assert (back.state, back.noted.returns, back.noted.request) == (State.FILED, 1, None)


def test_that_an_extension_moves_the_due_time_by_what_was_granted(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    before = city.asked(ticket, "extend", hours=3)
    after = city.give(Extend(hours=3, reason="缺料", **about(city, ticket))).tickets[0]
    assert (after.clocks.running.granted_s, after.stage_since) == (3 * 3600, before.stage_since)  # type: ignore[union-attr]
    assert after.due_at > before.due_at  # type: ignore[operator]
    assert after.noted.extensions == 1


def test_that_more_time_is_asked_for_before_the_ticket_is_due(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.clock.advance(timedelta(days=60))
    order = Ask(wants="extend", reason="缺料", hours=3, **about(city, ticket))
    assert code_of(city, order) == "ticket.due_already"


def test_that_an_approval_may_come_later_than_what_was_asked_in_time(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.give(Ask(wants="extend", reason="缺料", hours=3, **about(city, ticket)))
    city.clock.advance(timedelta(days=60))
    assert city.give(Extend(hours=3, reason="缺料", **about(city, ticket, LEAD))).tickets[0].noted.extensions == 1


def test_that_a_wish_ends_with_the_state_that_it_was_for(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.give(Ask(wants="extend", hours=3, reason="缺料", **about(city, ticket)))
    assert city.give(FeedBack(result="已修", **about(city, ticket))).tickets[0].noted.request is None


def test_that_time_stands_still_while_a_ticket_is_suspended(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    before = city.stored(ticket)
    review = city.clock.now() + timedelta(days=5)
    city.asked(ticket, "suspend", review_at=review)
    held = city.give(Suspend(reason="待拆迁", review_at=review, **about(city, ticket))).tickets[0]
    assert (held.state, held.due_at, held.noted.review_at) == (State.SUSPENDED, None, review)
    city.clock.advance(timedelta(days=14))
    after = city.give(Resume(**about(city, ticket))).tickets[0]
    assert after.due_at == before.due_at + timedelta(days=14)  # type: ignore[operator]


def test_that_rework_goes_on_with_the_clock_of_the_first_handling(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.clock.advance(timedelta(hours=20))
    city.give(FeedBack(result="已修", **about(city, ticket)))
    city.clock.advance(timedelta(days=7))
    again = city.give(CheckFail(reason="仍在漏", **about(city, ticket))).tickets[0]
    assert again.noted.reworks == 1
    assert again.clocks.running.used_s > 0  # type: ignore[union-attr]


def test_that_a_transfer_frees_who_had_it_and_starts_the_sign_clock_anew(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.clock.advance(timedelta(hours=1))
    sent = city.give(Transfer(target=C2, reason="更近", **about(city, ticket))).tickets[0]
    assert (sent.state, sent.holder.id, sent.noted.transfers) == (State.DISPATCHED, "C2", 1)  # type: ignore[union-attr]
    assert (sent.stage_since, sent.clocks.handle) == (city.clock.now(), None)
    assert code_of(city, Transfer(target=C2, reason="更近", **about(city, ticket))) == "transfer.same"


def test_that_no_feedback_is_given_while_a_helper_that_must_is_not_done(city: City) -> None:
    ticket = city.at(State.FILED)
    city.give(CoHandle(target=C2, **about(city, ticket)))
    city.give(city.dispatch_of(city.stored(ticket), TargetKind.CREW, "C1"))
    city.give(Sign(**about(city, ticket)))
    assert code_of(city, FeedBack(result="已修", **about(city, ticket))) == "ticket.helpers_open"
    city.give(CoDone(helper="C2", result="已断电", **about(city, ticket)))
    assert city.give(FeedBack(result="已修", **about(city, ticket))).tickets[0].state is State.FEEDBACK


def test_that_who_filed_does_not_handle(city: City) -> None:
    ticket = city.at(State.DISPATCHED)
    as_crew = replace(city.by, roles=frozenset({Role.CREW}))
    assert code_of(city, Sign(**about(city, ticket, as_crew))) == "ticket.filer_handles_it"
    assert city.give(Sign(**about(city, ticket, CREW))).tickets[0].noted.handlers == ("王五",)


def test_that_only_the_most_urgent_skips_a_level_at_once(city: City) -> None:
    calm = city.at(State.FILED, priority=Priority.P3)
    assert code_of(city, SkipLevel(reason="重大", **about(city, calm))) == "ticket.skip_too_soon"
    urgent = city.at(State.FILED, priority=Priority.P1)
    up = city.give(SkipLevel(reason="重大", **about(city, urgent))).tickets[0]
    assert (up.centre, up.state) == (DISTRICT, State.REPORTED)
    assert up.noted.held_s[0][0] == 5


def test_that_a_reopened_ticket_has_new_clocks_and_no_holder(city: City) -> None:
    ticket = city.at(State.CHECKED)
    city.give(Close(**about(city, ticket)))
    city.give(FollowUp(satisfied=False, note="仍有异味", **about(city, ticket)))
    city.clock.advance(timedelta(days=3))
    again = city.give(Reopen(reason="回访不满意", **about(city, ticket))).tickets[0]
    assert (again.state, again.holder, again.noted.reopens) == (State.REPORTED, None, 1)
    assert again.noted.answer is None
    assert again.clocks.running.since == city.clock.now()  # type: ignore[union-attr]


def test_that_a_corrected_class_keeps_the_time_that_was_used(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.clock.advance(timedelta(hours=2))
    after = city.give(Reclassify(reason="误分", category="0101", **about(city, ticket))).tickets[0]
    assert (after.category, after.stage_since) == ("0101", city.stored(ticket).stage_since)
    assert after.clocks.running.used_s == 2 * 3600  # type: ignore[union-attr]


def test_that_merged_and_brought_back_both_are_as_before(city: City) -> None:
    one, other = city.at(State.IN_PROGRESS), city.at(State.FILED)
    before, kept = city.stored(one), city.stored(other)
    news = city.give(Merge(into=other.id, into_seen=kept.version, reason=SAME, **about(city, one)))
    assert [ticket.state for ticket in news.tickets] == [State.MERGED, State.FILED]
    assert city.stored(other).noted.merged == (one.id,)
    city.give(Unmerge(reason="两处井盖", **about(city, one)))
    for now, then in ((city.stored(one), before), (city.stored(other), kept)):
        assert replace(now, version=then.version, changed_at=then.changed_at) == then


def test_that_a_merge_into_a_ticket_that_moved_on_is_refused(city: City) -> None:
    one, other = city.at(State.FILED), city.at(State.FILED)
    with pytest.raises(Stale):
        city.give(Merge(into=other.id, into_seen=other.version - 1, reason=SAME, **about(city, one)))
    assert city.stored(one).state is State.FILED


def test_that_nothing_is_merged_into_a_ticket_that_has_ended(city: City) -> None:
    one, other = city.at(State.FILED), city.at(State.CLOSED)
    order = Merge(into=other.id, into_seen=city.stored(other).version, reason=SAME, **about(city, one))
    assert code_of(city, order) == "merge.not_open_here"
    assert (city.stored(one).state, city.stored(other).noted.merged) == (State.FILED, ())


def test_that_nothing_is_merged_into_a_duplicate_that_was_merged_itself(city: City) -> None:
    one, other, kept = city.at(State.FILED), city.at(State.FILED), city.at(State.FILED)
    city.give(Merge(into=kept.id, into_seen=kept.version, reason=SAME, **about(city, other)))
    order = Merge(into=other.id, into_seen=city.stored(other).version, reason=SAME, **about(city, one))
    assert code_of(city, order) == "merge.not_open_here"


def test_that_a_merge_and_its_undoing_say_why_in_the_journal(city: City) -> None:
    one, other = city.at(State.FILED), city.at(State.FILED)
    seen = other.version
    assert code_of(city, Merge(into=other.id, into_seen=seen, **about(city, one))) == "order.no_reason"
    merged = city.give(Merge(into=other.id, into_seen=seen, reason=SAME, **about(city, one)))
    assert code_of(city, Unmerge(**about(city, one))) == "order.no_reason"
    apart = city.give(Unmerge(reason="两处井盖", **about(city, one)))
    assert [news.entries[0].reason for news in (merged, apart)] == [SAME, "两处井盖"]


def test_that_there_is_nothing_to_tell_of_a_helper_where_none_helps(city: City) -> None:
    ticket = city.at(State.FILED)
    refused = lifecycle.why_not("co_done", ticket, city.by)
    assert refused is not None
    assert refused.code == "ticket.no_helper"
    city.give(CoHandle(target=C2, **about(city, ticket)))
    assert lifecycle.why_not("co_done", city.stored(ticket), city.by) is None


def test_that_what_others_were_merged_into_stays_where_it_is(city: City) -> None:
    one, kept, third = city.at(State.FILED), city.at(State.FILED), city.at(State.FILED)
    city.give(Merge(into=kept.id, into_seen=kept.version, reason=SAME, **about(city, one)))
    order = Merge(into=third.id, into_seen=third.version, reason=SAME, **about(city, kept))
    assert code_of(city, order) == "merge.has_duplicates"


def test_that_both_reporters_are_kept_when_a_call_is_merged(city: City) -> None:
    kept = city.take_in(1, caller=Caller("钟娜", "10000000240"))
    own = city.take_in(2, caller=Caller("孙女士", "13800001234"))
    city.give(Merge(into=kept.id, into_seen=kept.version, reason=SAME, **about(city, own)))
    assert [city.stored(ticket).caller.name for ticket in (kept, own)] == ["钟娜", "孙女士"]
    city.give(Unmerge(reason="两处井盖", **about(city, own)))
    assert city.stored(own).caller == Caller("孙女士", "13800001234")


def test_that_nothing_is_merged_into_what_is_in_another_centres_hands(city: City) -> None:
    own, other = city.at(State.FILED), city.at(State.FILED)
    up = city.give(Escalate(reason="需协调", **about(city, other))).tickets[0]
    order = Merge(into=up.id, into_seen=up.version, reason=SAME, **about(city, own))
    assert code_of(city, order) == "merge.not_open_here"


def test_that_each_step_of_the_ladder_comes_once_a_stage(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    city.clock.advance(timedelta(days=30))
    yellow = partial(Supervise, step=Step.YELLOW, responsible="王五", reason="overdue")
    card = city.give(yellow(**about(city, ticket, LADDER))).tickets[0].noted.card
    assert card is not None
    assert (card.step, card.responsible, card.by) == (Step.YELLOW, "王五", "")
    again = yellow(**about(city, ticket, LADDER))
    assert code_of(city, again) == "supervise.twice"


def test_that_a_card_by_hand_has_a_reason_and_is_cleared_by_a_reply(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    assert code_of(city, Supervise(step=Step.RED, responsible="城管局", **about(city, ticket))) == "order.no_reason"
    city.give(Supervise(step=Step.RED, responsible="城管局", reason="领导批示", **about(city, ticket)))
    assert code_of(city, Reply(text=" ", **about(city, ticket))) == "order.no_result"
    assert city.give(Reply(text="今日办结", **about(city, ticket))).tickets[0].noted.card is None
    assert city.stored(ticket).centre == VILLAGE
