"""Two workstations on one database file, with their own threads: each sees what the other did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.board import Board
from console.clocks import SystemClock
from console.desk import Desk
from console.domain.errors import Stale
from console.domain.shift import Operator
from console.domain.ticket import State, Target, TargetKind, Ticket, TicketId
from console.following import Follower
from console.orders import Dispatch, Escalate, TakeIn
from db.engine import open_store
from tests.builders import CITY, GRID, IN_GRID, NEXT_GRID, NOON, VILLAGE, a_crew, a_region_tree
from widgets.relay import Relay


class Workplace:
    """A desk with its own connection, threads and board."""

    def __init__(self, file: Path, name: str, centre: str = VILLAGE) -> None:
        self.store = open_store(f"sqlite:///{file}")
        self.operator = Operator(name=name, centre=centre, desk=name)  # type: ignore[arg-type]
        self.desk = Desk(self.store, SystemClock())
        self.board = Board(self.operator.centre)
        self.relay = Relay(self.desk, self.board, self.operator, SystemClock())
        self.follower = Follower(
            self.store.feed(self.operator.centre),
            heard=self.relay.hear,
            link_changed=self.relay.tell_link,
            marked=self.relay.tell_marked,
        )

    def close(self) -> None:
        self.follower.stop()
        self.desk.close()
        self.store.close()

    def dispatch_of(self, ticket: Ticket, grid: str) -> Dispatch:
        target = Target(TargetKind.GRID, grid)
        return Dispatch(by=self.operator, ticket=ticket.id, seen=ticket.version, target=target)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "city.db"
    store = open_store(f"sqlite:///{file}")
    store.registry().add_regions(a_region_tree())
    store.registry().add_crews([a_crew("C1"), a_crew("C2", region=NEXT_GRID, name="赵六")])
    store.close()
    return file


@pytest.fixture
def desks(file: Path, qtbot: QtBot) -> Iterator[tuple[Workplace, Workplace]]:
    pair = Workplace(file, "张三"), Workplace(file, "李四")
    for desk in pair:
        with qtbot.waitSignal(desk.relay.reloaded):
            desk.follower.start()
    yield pair
    for desk in pair:
        desk.close()


def take_in(desk: Workplace, qtbot: QtBot, id_: int = 1) -> Ticket:
    order = TakeIn(
        by=desk.operator, id=TicketId(id_), category="2101", title="窨井盖损坏", source="public",
        reported_at=NOON, place=IN_GRID,
    )  # fmt: skip
    with qtbot.waitSignal(desk.relay.done):
        desk.relay.submit(order)
    return desk.board.tickets[order.id]


def test_that_a_change_at_one_desk_is_seen_at_the_other(desks: tuple[Workplace, Workplace], qtbot: QtBot) -> None:
    here, there = desks
    ticket = take_in(here, qtbot)

    qtbot.waitUntil(lambda: ticket.id in there.board.tickets)

    assert there.board.tickets[ticket.id] == ticket


def test_that_of_two_desks_that_dispatch_one_ticket_the_second_is_told_who_was_first(
    desks: tuple[Workplace, Workplace], qtbot: QtBot
) -> None:
    here, there = desks
    ticket = take_in(here, qtbot)
    qtbot.waitUntil(lambda: ticket.id in there.board.tickets)

    with qtbot.waitSignal(here.relay.done):
        here.relay.submit(here.dispatch_of(ticket, GRID))
    with qtbot.waitSignal(there.relay.refused) as told:
        there.relay.submit(there.dispatch_of(ticket, NEXT_GRID))

    refused = told.args[1]
    assert isinstance(refused, Stale)
    assert (refused.facts["by"], refused.facts["kind"]) == ("张三", "dispatched")
    qtbot.waitUntil(lambda: there.board.tickets[ticket.id].state is State.DISPATCHED)
    assert there.board.tickets[ticket.id] == here.board.tickets[ticket.id]


def test_that_an_escalated_ticket_is_on_both_tiers_boards(file: Path, qtbot: QtBot) -> None:
    village, city = Workplace(file, "张三"), Workplace(file, "王五", CITY)
    try:
        for desk in (village, city):
            with qtbot.waitSignal(desk.relay.reloaded):
                desk.follower.start()
        ticket = take_in(village, qtbot)
        with qtbot.waitSignal(village.relay.done):
            village.relay.submit(
                Escalate(by=village.operator, ticket=ticket.id, seen=ticket.version, reason="需上级协调")
            )
        qtbot.waitUntil(lambda: city.board.tickets.get(ticket.id) == village.board.tickets[ticket.id])

        assert village.board.tickets[ticket.id].centre != VILLAGE
    finally:
        village.close()
        city.close()
