"""The rules of the outbox: what is kept, what goes next, and what must wait behind an order that no longer holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.campaign_orders import BeginCampaign, EndCampaign, TickSite
from console.domain.grid import RegionCode
from console.domain.records import Step
from console.domain.saved_layout import Hung, Scope
from console.domain.shift import system_at
from console.domain.ticket import Target, TargetKind, TicketId
from console.kept import Kept, Stand
from console.orders import Accept, AnyOrder, BeginShift, Dispatch, Merge, NoteExport, ReportFixes, Supervise, TakeIn
from console.outbox import NOT_SENT, after_restart, behind, is_kept, next_of, queued_tickets, renewed, things_of
from console.wall_orders import RemoveLayout, ReportWall, SaveLayout, ShowOnWall
from tests.builders import CITY, GRID, IN_GRID, NOON, an_operator
from tests.orders_of_all_kinds import orders

BY = an_operator()
CAMPAIGN = UUID(int=11)
HUNG = Hung(layout="1", cameras=(None,))


def an_order(ticket: int = 1, seen: int = 1) -> Accept:
    return Accept(by=BY, ticket=TicketId(ticket), seen=seen)


def merged(ticket: int, into: int) -> Merge:
    return Merge(by=BY, ticket=TicketId(ticket), seen=1, into=TicketId(into), into_seen=1)


def a_tick(site: str) -> TickSite:
    return TickSite(by=BY, campaign=CAMPAIGN, grid=RegionCode(GRID), site=site, seen=0)


def queue(*given: AnyOrder, stand: Stand = Stand.QUEUED) -> tuple[Kept, ...]:
    return tuple(Kept(n=n, order=order, stand=stand, given_at=NOON) for n, order in enumerate(given, 1))


def test_that_the_oldest_queued_order_goes_next() -> None:
    first, second, third = queue(an_order(1), an_order(2), an_order(3))
    assert next_of([third, replace(first, stand=Stand.REVIEW), second]) == second


@pytest.mark.parametrize("stand", [Stand.HELD, Stand.REVIEW])
def test_that_what_is_held_or_in_review_is_not_sent(stand: Stand) -> None:
    assert next_of(queue(an_order(), stand=stand)) is None


def test_that_later_orders_about_the_same_ticket_wait_behind_one_that_no_longer_holds() -> None:
    kept = queue(an_order(1), an_order(2), an_order(1), an_order(1))
    assert behind(kept, kept[0]) == (kept[2], kept[3])


def test_that_earlier_orders_do_not_wait_for_later_ones() -> None:
    kept = queue(an_order(1), an_order(1))
    assert behind(kept, kept[1]) == ()


def test_that_what_waits_behind_takes_along_what_is_about_its_other_ticket() -> None:
    kept = queue(an_order(1), merged(1, into=2), an_order(2), an_order(3))
    assert behind(kept, kept[0]) == kept[1:3]


def test_that_an_order_about_a_ticket_waits_for_its_taking_in() -> None:
    taken_in = TakeIn(
        by=BY, id=TicketId(1), category="2101", title="井盖", source="public", reported_at=NOON, place=IN_GRID
    )
    kept = queue(taken_in, an_order(1), an_order(2))
    assert behind(kept, kept[0]) == (kept[1],)


def test_that_one_site_that_no_longer_holds_does_not_stop_the_whole_campaign() -> None:
    kept = queue(a_tick("1幢"), a_tick("2幢"), a_tick("1幢"))
    assert behind(kept, kept[0]) == (kept[2],)


def test_that_a_campaign_that_did_not_begin_takes_all_of_its_sites_along() -> None:
    begun = BeginCampaign(by=BY, id=CAMPAIGN, name="防汛", items=("井盖",), grids=(RegionCode(GRID),), due_at=NOON)
    kept = queue(begun, a_tick("1幢"), EndCampaign(by=BY, campaign=CAMPAIGN))
    assert behind(kept, kept[0]) == kept[1:]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), max_size=8), st.integers(0, 7))
def test_that_what_waits_behind_and_what_may_be_sent_never_share_a_ticket(
    pairs: list[tuple[int, int]], place: int
) -> None:
    kept = queue(*(merged(one, into=other) for one, other in pairs))
    if place >= len(kept):
        return
    waiting = behind(kept, kept[place])
    free = [one for one in kept[place + 1 :] if one not in waiting]
    last = max(waiting, key=lambda one: one.n, default=kept[place])
    bound = frozenset[str]().union(*(things_of(one.order) for one in (kept[place], *waiting)))
    assert all(not (things_of(one.order) & bound) for one in free if one.n > last.n)


def test_that_what_was_held_at_a_crash_is_shown_and_not_sent() -> None:
    kept = queue(an_order(1), an_order(2), stand=Stand.HELD)
    shown = after_restart([*kept, *queue(an_order(3))])
    assert [(one.order, one.stand, one.why and one.why.code) for one in shown] == [
        (one.order, Stand.REVIEW, NOT_SENT) for one in kept
    ]


def test_that_only_queued_orders_mark_their_tickets() -> None:
    kept = (*queue(an_order(1), merged(2, into=3)), *queue(an_order(4), stand=Stand.REVIEW))
    assert queued_tickets(kept) == {1, 2, 3}


def test_that_an_order_given_anew_is_about_the_ticket_as_it_is_now_and_keeps_its_key() -> None:
    order = Dispatch(by=BY, ticket=TicketId(1), seen=1, target=Target(TargetKind.GRID, GRID))
    again = renewed(order, {TicketId(1): 7})
    assert again == replace(order, seen=7)


def test_that_a_merge_given_anew_is_about_both_tickets_as_they_are_now() -> None:
    order = merged(1, into=2)
    assert renewed(order, {TicketId(1): 7, TicketId(2): 9}) == replace(order, seen=7, into_seen=9)


def test_that_an_order_about_a_ticket_that_is_not_seen_stays_as_it_was() -> None:
    order = an_order(1)
    assert renewed(order, {TicketId(2): 9}) == order


@given(orders())
def test_that_an_order_of_another_operator_is_never_kept(order: Any) -> None:
    assert not is_kept(order, order.by.name + "!")


def test_that_what_only_counts_now_is_not_kept() -> None:
    passing: list[AnyOrder] = [
        ReportFixes(by=BY, fixes=()),
        NoteExport(by=BY, what="log", reason="", at=NOON),
        BeginShift(by=BY),
        ShowOnWall(by=BY, wall="大屏", hung=HUNG),
        ReportWall(by=BY, wall="大屏", layout="1"),
    ]
    assert [order for order in passing if is_kept(order, BY.name)] == []


def test_that_what_the_console_orders_by_itself_is_not_kept() -> None:
    by = system_at(CITY, "seat-4")
    urge = Supervise(by=by, ticket=TicketId(1), seen=1, step=Step.URGE, responsible="城管局")
    assert not is_kept(urge, by.name)


def test_that_an_operators_order_is_kept() -> None:
    assert is_kept(an_order(), BY.name)


def test_that_two_orders_about_one_saved_layout_keep_their_order() -> None:
    save = SaveLayout(by=BY, scope=Scope.HALL, number=7, name="早高峰", hung=HUNG)
    kept = queue(save, replace(save, number=8), RemoveLayout(by=BY, scope=Scope.HALL, number=7, seen=1))
    assert [one.order for one in behind(kept, kept[0])] == [kept[2].order]
