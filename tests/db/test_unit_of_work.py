"""What a transaction promises the handlers; the same on the fake, SQLite and PostgreSQL."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import pytest

from console.domain.crew import CrewId, DepartmentId, Duty
from console.domain.errors import Refused, Stale
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.records import CoHandler, Records
from console.domain.ticket import Caller, Holder, State, TargetKind, Ticket
from console.journal import Entry, Kind
from console.ports import Store, UnitOfWork
from console.replay import changes
from tests.builders import (
    CITY,
    GRID,
    IN_FAR_GRID,
    IN_GRID,
    NEXT_GRID,
    NOON,
    NOWHERE,
    ON_THE_BORDER,
    OTHER_DISTRICT,
    VILLAGE,
    a_crew,
    a_department,
    a_fix,
    a_ticket,
    an_entry,
)

HELD = Holder(TargetKind.CREW, "C1", "王五")


def take_in(store: Store, ticket: Ticket | None = None) -> tuple[Ticket, Entry]:
    with store.unit_of_work() as uow:
        ticket = numbered(uow, ticket or a_ticket())
        entry = taken_in(ticket)
        uow.record(ticket, (entry,))
        uow.commit()
    return ticket, entry


def numbered(uow: UnitOfWork, ticket: Ticket) -> Ticket:
    """Return the ticket under a number of the store's own: no other comes through a server's door."""
    return replace(ticket, number=uow.next_number())


def taken_in(ticket: Ticket) -> Entry:
    return an_entry(ticket, changes=changes(None, ticket))


def accepted(ticket: Ticket, at: datetime = NOON) -> tuple[Ticket, Entry]:
    """Return the ticket as it is once it is accepted, and the line that tells it."""
    after = replace(ticket, version=ticket.version + 1, state=State.ACCEPTED, stage_since=at, changed_at=at)
    line = an_entry(after, from_state=ticket.state, changes=changes(ticket, after))
    return after, line


def stored(store: Store, ticket: Ticket) -> Ticket | None:
    with store.unit_of_work() as uow:
        return uow.ticket(ticket.id)


def test_that_a_ticket_comes_back_as_it_was_written(store: Store) -> None:
    full = a_ticket(
        due_at=datetime(2024, 5, 6, 12, 10, 0, 1, UTC),
        holder=HELD,
        dispatched_by="李四",
        handled_by="C1",
        result="已清理",
        caller=Caller("王女士", "13912345678"),
        readers=(CITY, OTHER_DISTRICT),
        outside_number="12345-1",
        description="第一行\n第二行 \"引号\" '单引号'",
    )
    kept, _ = take_in(store, full)
    assert stored(store, full) == kept


def test_that_the_door_keeps_the_caller_for_itself_and_tells_the_masked_form(door_store: Store) -> None:
    full = a_ticket(
        due_at=datetime(2024, 5, 6, 12, 10, 0, 1, UTC),
        caller=Caller("王女士", "13912345678"),
        outside_number="12345-1",
        description="第一行\n第二行 \"引号\" '单引号'",
    )
    kept, _ = take_in(door_store, full)
    assert stored(door_store, full) == replace(kept, caller=full.caller.masked())


def test_that_a_ticket_without_place_grid_or_deadline_comes_back_so(any_store: Store) -> None:
    bare, _ = take_in(any_store, a_ticket(place=None, grid=None, area=VILLAGE, due_at=None, address=""))
    assert stored(any_store, bare) == bare


def test_that_a_moment_given_in_another_zone_comes_back_in_utc(any_store: Store) -> None:
    shanghai = timezone(timedelta(hours=8))
    ticket, _ = take_in(any_store, a_ticket(reported_at=datetime(2024, 5, 6, 20, 0, tzinfo=shanghai)))
    again = stored(any_store, ticket)
    assert again is not None
    assert again.reported_at == NOON


def test_that_a_line_comes_back_as_it_was_written(store: Store) -> None:
    ticket = a_ticket()
    entry = an_entry(
        ticket,
        part=2,
        kind=Kind.ESCALATED,
        from_state=State.FILED,
        reason="超出能力",
        imported=True,
        detail=MappingProxyType({"to": "区中心"}),
    )
    with store.unit_of_work() as uow:
        uow.record(ticket, (entry,))
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.last_entry(ticket.id) == entry


def test_that_leaving_without_commit_undoes_everything(any_store: Store) -> None:
    ticket = a_ticket()
    with any_store.unit_of_work() as uow:
        kept = numbered(uow, ticket)
        uow.record(kept, (taken_in(kept),))
    assert stored(any_store, ticket) is None


def test_that_an_error_inside_undoes_everything(any_store: Store) -> None:
    ticket = a_ticket()
    with suppress(ZeroDivisionError), any_store.unit_of_work() as uow:
        kept = numbered(uow, ticket)
        uow.record(kept, (taken_in(kept),))
        raise ZeroDivisionError
    assert stored(any_store, ticket) is None


def test_that_the_second_desk_is_told_who_was_first(any_store: Store) -> None:
    ticket, _ = take_in(any_store)
    first, line = accepted(ticket, NOON + timedelta(minutes=1))
    with any_store.unit_of_work() as uow:
        uow.record(first, (line,))
        uow.commit()
    second = replace(ticket, version=2, state=State.VOID)
    with any_store.unit_of_work() as uow, pytest.raises(Stale) as stale:
        uow.record(second, (an_entry(second),))
    assert stale.value.facts == {
        "ticket": ticket.id,
        "version": 2,
        "by": "李四",
        "kind": "accepted",
        "at": NOON + timedelta(minutes=1),
    }


def test_that_a_stale_order_changes_nothing(any_store: Store) -> None:
    ticket, _ = take_in(any_store)
    ahead = replace(ticket, version=3)
    with any_store.unit_of_work() as uow, pytest.raises(Stale):
        uow.record(ahead, (an_entry(ahead),))
    assert stored(any_store, ticket) == ticket


def test_that_a_ticket_taken_in_twice_is_stale(any_store: Store) -> None:
    ticket, _ = take_in(any_store)
    with any_store.unit_of_work() as uow, pytest.raises(Stale):
        uow.record(ticket, (taken_in(ticket),))


def test_that_a_change_of_a_ticket_that_is_not_there_is_refused(any_store: Store) -> None:
    ghost = a_ticket(version=2)
    with any_store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.record(ghost, (an_entry(ghost),))
    assert refused.value.code == "ticket.unknown"


def test_that_an_outside_number_is_taken_in_once(any_store: Store) -> None:
    ticket, _ = take_in(any_store, a_ticket(outside_number="12345-7"))
    again = a_ticket(outside_number="12345-7")
    with any_store.unit_of_work() as uow:
        again = numbered(uow, again)
        with pytest.raises(Refused) as refused:
            uow.record(again, (taken_in(again),))
    assert refused.value.code == "ticket.already_taken_in"
    assert refused.value.facts["number"] == ticket.number


def test_that_several_steps_are_recorded_in_one_go(any_store: Store) -> None:
    ticket, entry = take_in(any_store)
    first, line = accepted(ticket)
    filed = replace(first, version=3, state=State.FILED, noted=Records(filed_by="李四"))
    steps = (
        replace(line, key=entry.key, part=1),
        an_entry(
            filed, kind=Kind.FILED, key=entry.key, part=2, from_state=State.ACCEPTED, changes=changes(first, filed)
        ),
    )
    with any_store.unit_of_work() as uow:
        uow.record(filed, steps)
        uow.commit()
    assert any_store.archive().timeline(ticket.id) == (filed, (entry, *steps))


def test_that_an_order_sent_again_finds_what_it_did(any_store: Store) -> None:
    ticket, entry = take_in(any_store)
    with any_store.unit_of_work() as uow:
        news = uow.news_of(entry.key)
    assert news is not None
    assert (news.entries, news.tickets, news.desk) == ((entry,), (ticket,), "desk-1")


def test_that_the_news_of_an_order_sent_again_holds_the_ticket_as_it_now_stands(any_store: Store) -> None:
    ticket, entry = take_in(any_store)
    later, line = accepted(ticket)
    with any_store.unit_of_work() as uow:
        uow.record(later, (line,))
        uow.commit()
    with any_store.unit_of_work() as uow:
        news = uow.news_of(entry.key)
    assert news is not None
    assert news.tickets == (later,)


def test_that_an_order_never_sent_has_no_news(any_store: Store) -> None:
    with any_store.unit_of_work() as uow:
        assert uow.news_of(an_entry().key) is None


def test_that_one_line_cannot_be_written_twice(any_store: Store) -> None:
    entry = an_entry()
    with any_store.unit_of_work() as uow:
        uow.note(entry)
        uow.commit()
    with any_store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.note(entry)
    assert refused.value.code == "order.already_carried_out"


@pytest.mark.parametrize(
    ("place", "grid"),
    [(IN_GRID, GRID), (ON_THE_BORDER, GRID), (IN_FAR_GRID, "320502001001001"), (NOWHERE, None)],
)
def test_that_a_place_lies_in_the_grid_that_covers_it(store: Store, place: LatLng, grid: str | None) -> None:
    with store.unit_of_work() as uow:
        found = uow.grid_at(place)
    assert (found.code if found else None) == grid


def test_that_a_region_comes_without_its_shape(store: Store) -> None:
    with store.unit_of_work() as uow:
        region = uow.region(GRID)
    assert region is not None
    assert region.shape_wkb == b""


def test_that_only_the_crews_at_home_in_exactly_this_region_are_of_it(store: Store) -> None:
    at_home = a_crew("C1")
    store.registry().add_crews((a_crew("C2", region=NEXT_GRID), at_home, a_crew("C3", region=RegionCode(CITY))))
    with store.unit_of_work() as uow:
        assert tuple(uow.crews_of(GRID)) == (at_home,)


def test_that_only_tickets_sent_or_in_progress_are_in_hand(store: Store) -> None:
    for state in (State.DISPATCHED, State.IN_PROGRESS, State.FEEDBACK, State.CLOSED):
        take_in(store, a_ticket(state=state, holder=HELD))
    with store.unit_of_work() as uow:
        assert uow.in_hand([CrewId("C1"), CrewId("C2")]) == {"C1": (2, 0), "C2": (0, 0)}


def test_that_a_crew_helps_with_what_others_have_in_hand_until_it_is_done(store: Store) -> None:
    open_, done = CoHandler(kind="crew", id="C2", name="赵六"), CoHandler(kind="crew", id="C2", name="赵六", done=True)
    department = CoHandler(kind="department", id="C2", name="城管局")
    for state in (State.FILED, State.DISPATCHED, State.IN_PROGRESS, State.FEEDBACK):
        for helper in (open_, done, department):
            take_in(store, a_ticket(state=state, holder=HELD, noted=Records(co_handlers=(helper,))))
    with store.unit_of_work() as uow:
        assert uow.in_hand([CrewId("C1"), CrewId("C2")]) == {"C1": (6, 0), "C2": (0, 2)}


def test_that_a_department_is_found_by_its_id(store: Store) -> None:
    store.registry().add_departments((a_department("D1"), a_department("D2")))
    with store.unit_of_work() as uow:
        assert (uow.department(DepartmentId("D2")), uow.department(DepartmentId("D3"))) == (a_department("D2"), None)


def test_that_numbers_are_never_given_twice(any_store: Store) -> None:
    with any_store.unit_of_work() as uow:
        first = [uow.next_number(), uow.next_number()]
        uow.commit()
    with any_store.unit_of_work() as uow:
        assert len({*first, uow.next_number()}) == 3


def test_that_a_crews_latest_fix_is_kept_and_an_older_one_is_not(store: Store) -> None:
    store.registry().add_crews((a_crew("C1"),))
    later = NOON + timedelta(seconds=5)
    with store.unit_of_work() as uow:
        uow.place_crews((a_fix("C1", ON_THE_BORDER, later),))
        uow.place_crews((a_fix("C1", IN_GRID, NOON), a_fix("unknown", IN_GRID, NOON)))
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.crew(CrewId("C1")) == a_crew("C1", place=ON_THE_BORDER, fixed_at=later)


def test_that_a_crew_off_duty_leaves_no_fix(store: Store) -> None:
    store.registry().add_crews((a_crew("C1"), a_crew("C2", duty=Duty.OFF_DUTY, place=IN_GRID)))
    with store.unit_of_work() as uow:
        assert list(uow.place_crews((a_fix("C2"), a_fix("C1"), a_fix("unknown")))) == [a_fix("C1")]
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.crew(CrewId("C2")) == a_crew("C2", duty=Duty.OFF_DUTY)


def test_that_every_open_ticket_is_brought_and_no_ended_one(store: Store) -> None:
    kept = [take_in(store, a_ticket(state=state))[0] for state in (State.FILED, State.CLOSED, State.SUSPENDED)]
    with store.unit_of_work() as uow:
        assert list(uow.open_tickets()) == [kept[0], kept[2]]
