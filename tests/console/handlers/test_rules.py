"""New rules in force: kept whole or not at all, and every running clock brought to them without losing a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console import rulebook
from console.clocks import used_s
from console.domain.errors import Refused
from console.domain.rows import shipped_text
from console.domain.shift import Role
from console.domain.ticket import State, Ticket
from console.handlers import handle
from console.journal import Entry, Kind, News
from console.orders import Reclassify
from console.ports import Outage
from console.replay import replay
from console.rule_orders import SetRules
from tests.console.conftest import City
from tests.fakes import FakeUnitOfWork

MONDAY = datetime(2024, 5, 6, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai; the centre begins at half past eight."""


def _set(city: City, **files: str) -> News:
    order = SetRules(by=city.by, files={f"{name}.toml": text for name, text in files.items()})
    with city.store.unit_of_work() as uow:
        return handle(order, uow, city.clock)


def _handle_limit(code: str, limit: str) -> str:
    """Return the shipped categories with another limit of one."""
    before, found, after = shipped_text("categories.toml").partition(f'code = "{code}"')
    head, _, tail = after.partition("handle = {")
    return before + found + head + "handle = { " + limit + tail[tail.index("}") - 1 :]


def _calendar(version: str, hours: str = '[["08:30", "12:00"], ["14:00", "17:30"]]', off: str = "") -> str:
    return f'version = "{version}"\nzone = "Asia/Shanghai"\nhours = {hours}\nyears = []\noff = [{off}]\nworking = []\n'


@pytest.fixture
def monday(city: City) -> City:
    city.clock.set_back(city.clock.now() - MONDAY)
    return city


def test_that_new_rules_are_told_in_the_journal_with_who(city: City) -> None:
    entry = _set(city, lifecycle="[limits]\nsign = { minutes = 3 }\n").entries[0]

    assert (entry.kind, entry.ticket, entry.by) == (Kind.RULES_SET, None, city.by.name)
    assert entry.detail == {"version": "1", "before": "0", "what": "lifecycle.toml", "tickets": "0"}


def test_that_files_set_before_stay_in_force_beside_new_ones(city: City) -> None:
    _set(city, lifecycle="[limits]\nsign = { minutes = 3 }\n")
    _set(city, calendar=_calendar("2024"))

    with city.store.unit_of_work() as uow:
        rules = uow.rulebook()
    assert (rules.version, rules.calendar.version, round(rules.lifecycle.limits["sign"].amount * 60)) == (2, "2024", 3)


def test_that_the_line_tells_the_version_before_and_how_many_tickets_were_brought_to_the_new_one(monday: City) -> None:
    _set(monday, lifecycle="[limits]\nsign = { minutes = 3 }\n")
    monday.at(State.IN_PROGRESS, category="2102")

    told = _set(monday, calendar=_calendar("2024")).entries[0].detail
    assert (told["before"], told["version"], told["tickets"]) == ("1", "2", "1")


def test_that_what_fails_at_one_ticket_leaves_no_rules_behind(monday: City, monkeypatch: pytest.MonkeyPatch) -> None:
    tickets = [monday.at(State.IN_PROGRESS, category="2102") for _ in range(2)]
    monkeypatch.setattr(FakeUnitOfWork, "record", _fails_at(tickets[1].id))

    with pytest.raises(Outage):
        _set(monday, calendar=_calendar("2024"))

    with monday.store.unit_of_work() as uow:
        assert (uow.rule_files(), uow.ticket(tickets[0].id)) == (rulebook.SHIPPED, tickets[0])


def _fails_at(id_: int) -> Callable[[FakeUnitOfWork, Ticket, Sequence[Entry]], None]:
    """Return a way to record that loses the link at one ticket."""
    record = FakeUnitOfWork.record

    def cut(self: FakeUnitOfWork, ticket: Ticket, entries: Sequence[Entry]) -> None:
        if ticket.id == id_:
            raise Outage("no link")
        record(self, ticket, entries)

    return cut


def test_that_rules_that_say_nothing_new_make_no_version(city: City) -> None:
    _set(city, calendar=_calendar("2024"))
    news = _set(city, calendar=_calendar("2024"))

    with city.store.unit_of_work() as uow:
        assert (news, uow.rule_files().version) == (News(), 1)


def test_that_nobody_but_a_duty_commander_sets_rules(city: City) -> None:
    by = replace(city.by, roles=frozenset(Role) - {Role.DUTY_COMMANDER})
    with city.store.unit_of_work() as uow, pytest.raises(Refused, match=r"rules\.not_governed"):
        handle(SetRules(by=by, files={"calendar.toml": _calendar("2024")}), uow, city.clock)


def test_that_one_bad_file_keeps_all_of_them_out(city: City) -> None:
    with pytest.raises(Refused, match=r"rulebook\.bad"):
        _set(city, calendar=_calendar("2024"), gate="version = 0\n")

    with city.store.unit_of_work() as uow:
        assert uow.rule_files() == rulebook.SHIPPED


def test_that_what_cannot_be_read_any_more_can_be_put_right(city: City) -> None:
    with city.store.unit_of_work() as uow:
        uow.put_rules({"gate.toml": "= nonsense"}, city.clock.now(), "李四")
        uow.commit()

    assert _set(city, gate=shipped_text("gate.toml")).entries[0].detail["version"] == "2"


def test_that_a_new_limit_moves_when_a_running_ticket_is_due(monday: City) -> None:
    ticket = monday.at(State.IN_PROGRESS, category="2102")
    _set(monday, categories=_handle_limit("2102", 'amount = 1, unit = "work_day"'))

    after = monday.stored(ticket)

    assert ticket.due_at is not None
    # Two working days from nine o'clock, and one.
    assert (ticket.due_at, after.due_at) == (MONDAY + timedelta(days=2), MONDAY + timedelta(days=1))


def test_that_a_new_free_day_moves_when_a_running_ticket_is_due(monday: City) -> None:
    ticket = monday.at(State.IN_PROGRESS, category="2102")
    _set(monday, calendar=_calendar("2024 with a free Tuesday", off="2024-05-07"))

    assert monday.stored(ticket).due_at == MONDAY + timedelta(days=3)


@pytest.mark.parametrize("unit", ["work_hour", "urgent_hour"])
def test_that_accrued_time_never_changes_with_the_rules(monday: City, unit: str) -> None:
    ticket = monday.at(State.IN_PROGRESS, category="2102")
    monday.clock.advance(timedelta(hours=6))
    now, shipped = monday.clock.now(), rulebook.shipped()
    _set(
        monday,
        calendar=_calendar("short days", hours='[["10:00", "11:00"]]'),
        categories=_handle_limit("2102", f'amount = 30, unit = "{unit}"'),
    )

    clock = monday.stored(ticket).clocks.running

    with monday.store.unit_of_work() as uow:
        rules = uow.rulebook()
    assert clock is not None
    assert ticket.clocks.running is not None
    assert used_s(clock, now, rules.calendar) == used_s(ticket.clocks.running, now, shipped.calendar) == 4 * 3600


def test_that_a_clock_that_waits_is_brought_along(monday: City) -> None:
    ticket = monday.at(State.FEEDBACK, category="2102")
    _set(monday, calendar=_calendar("2024"))

    handle_clock = monday.stored(ticket).clocks.handle

    assert handle_clock is not None
    assert handle_clock.calendar == "2024"


def test_that_the_journal_says_so_and_leads_to_the_same_ticket(monday: City) -> None:
    ticket = monday.at(State.IN_PROGRESS, category="2102")
    _set(monday, calendar=_calendar("2024", off="2024-05-07"))

    with monday.store.unit_of_work() as uow:
        lines: list[Entry] = list(uow.lines_of(ticket.id))
    entry = lines[-1]
    assert (entry.kind, entry.by, entry.from_state, entry.to_state) == (
        Kind.RECALENDARED,
        "system",
        State.IN_PROGRESS,
        State.IN_PROGRESS,
    )
    assert replay(lines) == monday.stored(ticket)


def test_that_a_ticket_that_runs_by_the_rules_already_is_left_alone(monday: City) -> None:
    ticket = monday.at(State.IN_PROGRESS)
    _set(monday, calendar=_calendar("2024"))
    before = monday.stored(ticket)
    _set(monday, gate=shipped_text("gate.toml") + "# as shipped\n")

    assert monday.stored(ticket) == before


def test_that_an_order_after_the_rules_counts_by_the_new_ones(monday: City) -> None:
    ticket = monday.at(State.IN_PROGRESS, category="2102")
    _set(monday, calendar=_calendar("2024", off="2024-05-07"))
    seen = monday.stored(ticket).version
    moved = monday.give(Reclassify(by=monday.by, ticket=ticket.id, seen=seen, reason="更正", category="2302"))
    assert moved.tickets[0].due_at == MONDAY + timedelta(days=4)


@pytest.mark.parametrize("passed", [timedelta(hours=1), timedelta(days=5)])
def test_that_the_due_time_appears_when_the_city_names_the_year(city: City, passed: timedelta) -> None:
    city.clock.set_back(city.clock.now() - datetime(2026, 12, 31, 1, tzinfo=UTC))
    ticket = city.at(State.IN_PROGRESS, category="2102")
    assert ticket.awaits_calendar
    city.clock.advance(passed)
    _set(city, calendar=_calendar("2027", off="2027-01-01").replace("years = []", "years = [2027]"))

    brought = city.stored(ticket)

    assert (brought.awaits_calendar, brought.due_at) == (False, datetime(2027, 1, 5, 1, tzinfo=UTC))
