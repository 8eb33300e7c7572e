"""One person in several roles, and a seat that is taken away in mid-shift: what the handlers do not let pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Operator, Role
from console.domain.ticket import State, Target, TargetKind, Ticket
from console.orders import (
    AnyOrder,
    Ask,
    BeginShift,
    CheckFail,
    CheckPass,
    CoDone,
    CoHandle,
    EndShift,
    FeedBack,
    Refuse,
    Return,
    Sign,
    TakeIn,
)
from tests.builders import IN_GRID, NOON, VILLAGE, a_hand, an_operator
from tests.console.conftest import City

WORKER = an_operator("王五", roles=frozenset({Role.CREW, Role.DISPATCHER, Role.CHECKER}))
"""A worker of the crew C1, who also has a seat."""


def about(city: City, ticket: Ticket, by: Operator | None = None, **said: Any) -> dict[str, Any]:
    return {"by": by or city.by, "ticket": ticket.id, "seen": city.stored(ticket).version} | said


def code_of(city: City, order: AnyOrder) -> str:
    with pytest.raises(Refused) as refused:
        city.give(order)
    return refused.value.code


@pytest.fixture
def handled(city: City) -> Ticket:
    """A ticket that the crew C1, whose only member is 王五, is sent to and has signed by way of the desk."""
    ticket = city.at(State.FILED)
    city.give(city.dispatch_of(ticket, TargetKind.CREW, "C1"))
    return city.give(Sign(**about(city, ticket))).tickets[0]


@pytest.mark.parametrize("verdict", [CheckPass, lambda **said: CheckFail(reason="不行", **said)])
def test_that_a_worker_does_not_check_what_a_desk_wrote_down_for_him(city: City, handled: Ticket, verdict: Any) -> None:
    city.give(FeedBack(result="已更换", **about(city, handled)))
    assert code_of(city, verdict(**about(city, handled, WORKER))) == "ticket.checker_handled_it"


def test_that_a_worker_who_writes_it_down_himself_does_not_check_either(city: City, handled: Ticket) -> None:
    city.give(FeedBack(result="已更换", **about(city, handled, WORKER)))
    assert code_of(city, CheckPass(**about(city, handled, WORKER))) == "ticket.checker_handled_it"


def test_that_who_began_and_gave_it_back_does_not_check_what_another_ended(city: City, handled: Ticket) -> None:
    dispatcher = an_operator("孙九")
    city.asked(handled, "return")
    city.give(Return(reason="够不到", **about(city, handled, dispatcher)))
    city.give(replace(city.dispatch_of(city.stored(handled), TargetKind.CREW, "C2")))
    city.give(Sign(**about(city, handled)))
    city.give(FeedBack(result="已更换", **about(city, handled)))
    assert code_of(city, CheckPass(**about(city, handled, WORKER))) == "ticket.checker_handled_it"


def test_that_who_helped_does_not_check(city: City) -> None:
    ticket = city.at(State.FILED)
    city.give(CoHandle(target=Target(TargetKind.CREW, "C1"), **about(city, ticket)))
    city.give(city.dispatch_of(city.stored(ticket), TargetKind.CREW, "C2"))
    city.give(Sign(**about(city, ticket)))
    city.give(CoDone(helper="C1", result="已断电", **about(city, ticket)))
    city.give(FeedBack(result="已更换", **about(city, ticket)))
    assert code_of(city, CheckPass(**about(city, ticket, WORKER))) == "ticket.checker_handled_it"


def test_that_who_filed_does_not_report_it_handled(city: City, handled: Ticket) -> None:
    filer = replace(city.by, roles=frozenset({Role.CREW}))
    order = FeedBack(result="已更换", **about(city, handled, filer))
    assert code_of(city, order) == "ticket.filer_handles_it"


def test_that_who_asks_does_not_answer_it_either_way(city: City) -> None:
    ticket = city.at(State.FILED)
    city.give(Ask(wants="void", reason="误报", **about(city, ticket)))
    assert code_of(city, Refuse(reason="不作废", **about(city, ticket))) == "ticket.asker_approves_it"


SEAT = an_operator("李四", desk="")


def guarded(city: City, **changes: Any) -> None:
    """Let operators sign in, 李四 among them."""
    city.store.accounts().put(replace(SEAT, **changes), a_hand(), "green lamp 7")


def a_take_in(by: Operator, id_: Any = 9) -> TakeIn:
    return TakeIn(by=by, id=id_, category="2101", title="井盖", source="public", reported_at=NOON, place=IN_GRID)


def test_that_a_role_taken_away_in_mid_shift_is_gone_at_once(city: City) -> None:
    guarded(city)
    ticket = city.at(State.FEEDBACK)
    guarded(city, roles=SEAT_ROLES - {Role.CHECKER})
    checker = replace(city.by, roles=frozenset({Role.CHECKER, Role.DISPATCHER}))
    assert code_of(city, CheckPass(**about(city, ticket, checker))) == "operator.role_missing"


def test_that_a_role_given_in_mid_shift_waits_for_the_next_sign_in(city: City) -> None:
    guarded(city)
    ticket = city.at(State.FEEDBACK)
    dispatcher = replace(city.by, roles=frozenset({Role.DISPATCHER}))
    assert code_of(city, CheckPass(**about(city, ticket, dispatcher))) == "operator.role_missing"


@pytest.mark.parametrize("gone", ["the seat", "the account"])
def test_that_who_has_no_seat_any_more_gives_no_orders(city: City, gone: str) -> None:
    guarded(city)
    city.store.accounts().put(an_operator("赵六"), a_hand(), "red lamp 88")
    city.store.accounts().remove("李四", a_hand(), VILLAGE if gone == "the seat" else None)
    assert code_of(city, a_take_in(city.by)) == "operator.no_seat"


def test_that_a_seat_at_one_centre_is_none_at_another(city: City) -> None:
    guarded(city, centre="320502")
    assert code_of(city, a_take_in(city.by)) == "operator.no_seat"


def test_that_where_nobody_signs_in_a_desk_is_taken_at_its_word(city: City) -> None:
    city.store.accounts().put(SEAT, a_hand())
    assert city.give(a_take_in(an_operator("新人"))).tickets


@pytest.mark.parametrize("role", [Role.CREW, Role.GRID_WORKER, Role.ADAPTER])
def test_that_crews_and_outside_systems_need_no_seat(city: City, role: Role) -> None:
    guarded(city)
    by = an_operator("外部", roles=frozenset({role}))
    city.bring(city.take_in(3), State.DISPATCHED)
    order: AnyOrder = Sign(**about(city, city.at(State.DISPATCHED), by)) if role is Role.CREW else a_take_in(by)
    assert city.give(order).tickets


def test_that_a_shift_can_end_without_a_seat(city: City) -> None:
    guarded(city)
    city.give(BeginShift(by=city.by))
    city.store.accounts().put(an_operator("赵六"), a_hand(), "red lamp 88")
    city.store.accounts().remove("李四", a_hand())
    assert city.give(EndShift(by=city.by)).entries
