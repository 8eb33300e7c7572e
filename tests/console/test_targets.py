"""What a hovering drag is told must be what the handlers then do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console import gate, targets
from console.board import Board
from console.desk import Desk
from console.domain.crew import CrewKind, Duty
from console.domain.errors import Refused
from console.domain.place import LatLng
from console.domain.records import CoHandler, Records
from console.domain.ticket import Holder, State, Target, TargetKind
from console.gate import Verdict
from console.journal import News
from console.orders import Dispatch, Transfer
from console.ranking import PLACE
from tests.builders import (
    CITY,
    DISTRICT,
    FAR_GRID,
    GRID,
    IN_FAR_GRID,
    IN_GRID,
    IN_NEXT_GRID,
    NEXT_GRID,
    NOON,
    OTHER_DISTRICT,
    VILLAGE,
    a_crew,
    a_department,
    a_region_tree,
    a_ticket,
    an_operator,
)
from tests.fakes import FakeClock, FakeStore

CREWS = [
    a_crew("C1", place=IN_GRID),
    a_crew("C2", name="赵六", region=NEXT_GRID, place=IN_NEXT_GRID),
    a_crew("C3", name="孙七", duty=Duty.OFF_DUTY),
    a_crew("C4", name="周八", region=FAR_GRID, place=IN_FAR_GRID),
]
LOAD = gate.shipped().loads[CrewKind.GRID_WORKER]
TARGETS = [
    *(Target(TargetKind.CREW, code) for code in ("C1", "C2", "C3", "C4", "nobody")),
    *(Target(TargetKind.GRID, code) for code in (GRID, NEXT_GRID, FAR_GRID, VILLAGE, "nowhere")),
    *(Target(TargetKind.DEPARTMENT, code) for code in ("D1", "D2", "none")),
]


@pytest.fixture
def store() -> FakeStore:
    made = FakeStore()
    registry = made.registry()
    registry.add_regions(a_region_tree())
    registry.add_crews(CREWS)
    registry.add_departments([a_department(), a_department("D2", name="另一局", region=OTHER_DISTRICT)])
    return made


def board_of(store: FakeStore, centre: str = CITY) -> Board:
    board = Board(centre)  # type: ignore[arg-type]
    whole = store.archive().situation(CITY)
    board.load(whole)
    return board


@pytest.mark.parametrize("state", [State.REPORTED, State.FILED, State.IN_PROGRESS])
@pytest.mark.parametrize("centre", [VILLAGE, DISTRICT])
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: f"{target.kind}-{target.code}")
def test_that_the_answer_is_the_one_the_handler_gives(
    store: FakeStore, target: Target, centre: str, state: State
) -> None:
    ticket = a_ticket(centre=centre, state=state)
    store.registry().add_past([(ticket, ())])
    by = an_operator(centre=centre)
    told = targets.describe(board_of(store, centre), target, [ticket], by)

    desk = Desk(store, FakeClock())
    order: Dispatch | Transfer = Dispatch(by=by, ticket=ticket.id, seen=ticket.version, target=target)
    if state is State.IN_PROGRESS:
        order = Transfer(by=by, ticket=ticket.id, seen=ticket.version, target=target, reason="跨片")
    done = desk.submit(order).exception()
    desk.close()

    assert told.allowed == (done is None)
    if isinstance(done, Refused):
        assert told.refused is not None


def test_that_what_somebody_has_is_transferred_and_not_to_the_same(store: FakeStore) -> None:
    held = a_ticket(state=State.IN_PROGRESS, holder=Holder(TargetKind.CREW, "C1", "王五"))
    by = an_operator(centre=VILLAGE)
    same, other = (targets.describe(board_of(store), target, [held], by) for target in TARGETS[:2])
    assert (same.allowed, other.allowed, other.verb) == (False, True, "transfer")


def test_that_a_grid_that_would_give_it_back_to_whom_it_is_with_is_refused(store: FakeStore) -> None:
    held = a_ticket(state=State.IN_PROGRESS, holder=Holder(TargetKind.CREW, "C1", "王五"))
    told = targets.describe(board_of(store), Target(TargetKind.GRID, GRID), [held], an_operator(centre=VILLAGE))
    assert told.refused is not None
    assert told.refused.code == "transfer.same"


def test_that_a_centre_whose_turn_it_is_is_told_by_its_name(store: FakeStore) -> None:
    by = an_operator(centre=DISTRICT)
    told = targets.describe(board_of(store), TARGETS[0], [a_ticket(centre=VILLAGE)], by)
    assert told.refused is not None
    assert told.refused.facts["centre"] == f"区域{VILLAGE}"


def test_that_a_grid_names_the_crew_with_the_least_in_hand(store: FakeStore) -> None:
    store.registry().add_crews([a_crew("C0", name="吴九")])
    busy = a_ticket(state=State.DISPATCHED, holder=Holder(TargetKind.CREW, "C0", "吴九"))
    store.registry().add_past([(busy, ())])
    told = targets.describe(board_of(store), Target(TargetKind.GRID, GRID), [a_ticket()])
    assert (told.holder, told.in_hand) == ("王五", 0)


def test_that_the_distance_is_from_the_first_ticket_with_a_place(store: FakeStore) -> None:
    tickets = [a_ticket(place=None), a_ticket(place=IN_GRID)]
    told = targets.describe(board_of(store), Target(TargetKind.CREW, "C1"), tickets)
    assert told.distance_m == 0


def test_that_candidates_come_by_distance(store: FakeStore) -> None:
    near = targets.candidates(board_of(store), a_ticket(place=IN_NEXT_GRID))
    assert [check.target.code for check in near] == ["C2", "C1", "C4"]


def test_that_among_equally_near_the_one_with_less_in_hand_comes_first(store: FakeStore) -> None:
    beside = replace(IN_GRID, lat_deg=IN_GRID.lat_deg + 0.0005)
    store.registry().add_crews([a_crew("C9", name="郑十", place=beside)])
    busy = a_ticket(state=State.IN_PROGRESS, holder=Holder(TargetKind.CREW, "C1", "王五"))
    store.registry().add_past([(busy, ())])
    near = targets.candidates(board_of(store), a_ticket(place=IN_GRID), 2)
    assert [check.target.code for check in near] == ["C9", "C1"]


def test_that_a_ticket_without_a_place_is_offered_its_own_grid_first(store: FakeStore) -> None:
    near = targets.candidates(board_of(store), a_ticket(place=None, grid=FAR_GRID, area=FAR_GRID), 1)
    assert near[0].target.code == "C4"


def test_that_no_more_candidates_come_than_were_asked_for(store: FakeStore) -> None:
    store.registry().add_crews([a_crew(f"X{n}", place=LatLng(31 + n / 100, 120.6)) for n in range(30)])
    assert len(targets.candidates(board_of(store), a_ticket(), 5)) == 5


def test_that_only_departments_of_the_centres_line_are_offered(store: FakeStore) -> None:
    assert [check.name for check in targets.departments(board_of(store, DISTRICT))] == ["城管局"]


def test_that_the_staffed_grids_are_those_with_somebody_on_duty(store: FakeStore) -> None:
    assert targets.staffed_grids(board_of(store)) == {GRID, NEXT_GRID, FAR_GRID}


def test_that_a_warning_allows_and_is_told(store: FakeStore) -> None:
    told = targets.describe(board_of(store), Target(TargetKind.CREW, "C1"), [a_ticket(category="0402")])
    assert (told.allowed, told.verdict, told.reasons[0].code) == (True, Verdict.WARN, "crew.skill_missing")


def test_that_tickets_carried_together_count_one_after_another(store: FakeStore) -> None:
    told = targets.describe(board_of(store), Target(TargetKind.CREW, "C1"), [a_ticket() for _ in range(21)])
    assert told.refused is not None
    assert told.refused.facts["load"] == (0, 0, 20)


def test_that_a_helper_is_as_busy_for_a_hovering_hand_as_one_who_leads(store: FakeStore) -> None:
    helper = CoHandler(kind="crew", id="C1", name="王五")
    for _ in range(LOAD.busy):
        led = Holder(TargetKind.CREW, "C2", "赵六")
        helped = a_ticket(state=State.IN_PROGRESS, holder=led, noted=Records(co_handlers=(helper,)))
        store.registry().add_past([(helped, ())])
    told = targets.describe(board_of(store), Target(TargetKind.CREW, "C1"), [a_ticket()])
    assert [(reason.code, reason.facts["load"]) for reason in told.reasons] == [("crew.busy", (0, LOAD.busy, 0))]


@pytest.mark.parametrize("target", [Target(TargetKind.CREW, "C1"), Target(TargetKind.GRID, GRID)])
def test_that_what_is_about_to_be_sent_counts_for_the_next_hand(store: FakeStore, target: Target) -> None:
    board, waiting = board_of(store), [a_ticket() for _ in range(LOAD.busy)]
    board.hear(News(tickets=tuple(waiting)))
    orders = [Dispatch(by=an_operator(), ticket=one.id, seen=one.version, target=target) for one in waiting]
    targets.promise(board, orders, NOON)
    told = targets.describe(board, Target(TargetKind.CREW, "C1"), [a_ticket()])
    assert [(reason.code, reason.facts["load"]) for reason in told.reasons] == [("crew.busy", (0, 0, LOAD.busy))]


def test_that_what_was_sent_is_promised_no_more(store: FakeStore) -> None:
    board, sent = board_of(store), a_ticket(version=2)
    board.hear(News(tickets=(sent,)))
    order = Dispatch(by=an_operator(), ticket=sent.id, seen=1, target=Target(TargetKind.CREW, "C1"))
    targets.promise(board, [order], NOON)
    assert board.promised_to(TargetKind.CREW, "C1") == 0


def test_that_helpers_sent_along_are_promised_too(store: FakeStore) -> None:
    board, ticket = board_of(store), a_ticket()
    board.hear(News(tickets=(ticket,)))
    crews = Target(TargetKind.CREW, "C1"), Target(TargetKind.CREW, "C2")
    order = Dispatch(by=an_operator(), ticket=ticket.id, seen=ticket.version, target=crews[0], helpers=crews[1:])
    targets.promise(board, [order], NOON)
    assert [board.promised_to(target.kind, target.code) for target in crews] == [1, 1]


def test_that_a_stale_position_is_told_of_a_candidate(store: FakeStore) -> None:
    store.registry().add_crews([a_crew("C7", place=IN_GRID, fixed_at=NOON - timedelta(minutes=31))])
    near = targets.candidates(board_of(store), a_ticket(place=IN_GRID), now=NOON)
    told = next(check for check in near if check.target.code == "C7")
    assert [reason.code for reason in told.reasons] == ["crew.position_stale"]


def test_that_a_crew_without_a_position_is_a_candidate_where_it_is_at_home(store: FakeStore) -> None:
    store.registry().add_crews([a_crew("C7", place=None)])
    near = targets.candidates(board_of(store), a_ticket(place=IN_GRID))
    assert {check.target.code: check.missing for check in near}["C7"] == (PLACE,)


def test_that_who_is_blocked_is_no_candidate(store: FakeStore) -> None:
    busy = [a_ticket(state=State.IN_PROGRESS, holder=Holder(TargetKind.CREW, "C1", "王五")) for _ in range(20)]
    store.registry().add_past([(ticket, ()) for ticket in busy])
    near = targets.candidates(board_of(store), a_ticket(place=IN_GRID))
    assert "C1" not in {check.target.code for check in near}
