"""A workstation that starts while its server is away: what it knew with its age, orders kept, all as usual afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.grid import Tier
from console.domain.shift import SEAT_ROLES
from console.domain.ticket import State, Target, TargetKind, Ticket
from console.following import Link
from console.journal import SHIFT_KINDS, Entry, Kind
from console.kept import Stand
from console.known import Known
from console.late_store import LateStore
from console.orders import Dispatch
from console.outages import ServerOutage
from tests.builders import CITY, GRID, NOON, a_hand, a_ticket, an_entry, an_operator
from tests.fake_server_door import RIGHT, FakeServer
from tests.fake_shelf import FakeMemory
from tests.fakes import FakeClock, FakeStore
from widgets import theme
from widgets.app import Start, Workstation
from widgets.map.scheme import register_scheme

register_scheme()

pytestmark = pytest.mark.webengine

SEAT = an_operator("李四", centre=CITY, roles=SEAT_ROLES, desk="desk")
LONG = timedelta(minutes=50)


@pytest.fixture
def filed(store: FakeStore) -> Ticket:
    ticket = a_ticket(state=State.FILED, centre=CITY, tier=Tier.CITY)
    store.registry().add_past([(ticket, (an_entry(ticket),))])
    return ticket


@pytest.fixture
def server(store: FakeStore) -> FakeServer:
    """Return a server with the ticket on it, which does not answer."""
    store.accounts().put(SEAT, a_hand())
    server = FakeServer(store, "李四")
    server.against = ServerOutage("server.silent", server="db1, db2")
    return server


@pytest.fixture
def memory() -> FakeMemory:
    return FakeMemory(RIGHT)


@pytest.fixture
def station(
    server: FakeServer, filed: Ticket, memory: FakeMemory, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[Workstation]:
    sheet, palette, locale, now = qapp.styleSheet(), qapp.palette(), QLocale(), theme.current.theme
    clock = FakeClock(NOON + LONG)
    known = Known(seat=SEAT, at=NOON, snapshot=server.store.archive().situation(CITY))
    why = server.against
    assert isinstance(why, ServerOutage)
    start = Start(
        store=LateStore(lambda password: server.open_as("李四", password), RIGHT, SEAT, server.store.outbox, why),
        operator=SEAT,
        clock=clock,
        zone=ZoneInfo("Asia/Shanghai"),
        folder=tmp_path,
        language="en",
        theme="night",
        resolve=str,
        signed_in=True,
        memory=memory,
        known=known,
    )
    made = Workstation(qapp, start)
    made.open()
    yield made
    made.window.close()
    made.close()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    QLocale.setDefault(locale)
    theme.current.take(now)


def come_back(station: Workstation, server: FakeServer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(station.relay.reloaded, timeout=10_000):
        server.against = None


def lines_of(station: Workstation) -> list[Entry]:
    """Return the journal's lines, as the desk that signed in has them; none before."""
    store = station.desk._store
    assert isinstance(store, LateStore)
    try:
        there = store.there
    except ServerOutage:
        return []
    assert isinstance(there, FakeStore)
    return [line.entry for line in there.rows.lines]


def dispatch(station: Workstation, ticket: Ticket, qtbot: QtBot) -> Dispatch:
    order = Dispatch(
        by=station.relay.operator, ticket=ticket.id, seen=ticket.version, target=Target(TargetKind.GRID, GRID)
    )
    with qtbot.waitSignal(station.relay.waits, timeout=10_000):
        station.relay.submit(order)
    return order


def test_that_what_the_desk_knew_is_on_the_board(station: Workstation, filed: Ticket) -> None:
    assert station.board.tickets[filed.id].title == filed.title


def test_that_the_band_says_how_old_the_board_is(station: Workstation) -> None:
    band = station.window.link_band
    assert (band.isVisible(), "the board is 50:00 old" in band.text()) == (True, True), band.text()


def test_that_an_order_is_kept_and_marked_as_queued(station: Workstation, filed: Ticket, qtbot: QtBot) -> None:
    order = dispatch(station, filed, qtbot)
    assert [(one.key, one.stand) for one in station.relay.waiting.kept] == [(order.key, Stand.QUEUED)]


def test_that_the_order_is_done_once_when_the_server_is_back(
    station: Workstation, server: FakeServer, filed: Ticket, qtbot: QtBot
) -> None:
    order = dispatch(station, filed, qtbot)
    come_back(station, server, qtbot)
    qtbot.waitUntil(lambda: station.board.tickets[filed.id].state is State.DISPATCHED, timeout=10_000)
    assert [line.kind for line in lines_of(station) if line.key == order.key] == [Kind.DISPATCHED]


def test_that_the_band_goes_and_the_link_is_up_when_the_server_is_back(
    station: Workstation, server: FakeServer, qtbot: QtBot
) -> None:
    come_back(station, server, qtbot)
    qtbot.waitUntil(lambda: station.relay.link is Link.UP, timeout=10_000)
    qtbot.waitUntil(lambda: not station.window.link_band.isVisible(), timeout=10_000)


def test_that_the_shift_begins_when_the_server_is_back_and_not_before(
    station: Workstation, server: FakeServer, qtbot: QtBot
) -> None:
    def begun() -> list[Kind]:
        return [line.kind for line in lines_of(station) if line.kind in SHIFT_KINDS]

    before = begun()
    come_back(station, server, qtbot)
    qtbot.waitUntil(lambda: len(begun()) == 1, timeout=10_000)
    assert before == []


def test_that_an_old_board_is_not_kept_as_a_new_one(station: Workstation, memory: FakeMemory) -> None:
    station.remembering.keep()
    station.remembering.stop()
    assert memory.kept is None


def test_that_what_is_heard_is_kept_with_its_ground_once_the_server_is_back(
    station: Workstation, server: FakeServer, memory: FakeMemory, qtbot: QtBot
) -> None:
    come_back(station, server, qtbot)
    qtbot.waitUntil(lambda: station.relay.link is Link.UP, timeout=10_000)
    station.remembering.keep()
    station.remembering.stop()
    assert memory.kept is not None
    assert (memory.kept.at, memory.with_ground) == (NOON + LONG, [True, False])


def test_that_the_ground_is_kept_again_where_another_password_seals_it(
    station: Workstation, server: FakeServer, memory: FakeMemory, qtbot: QtBot
) -> None:
    come_back(station, server, qtbot)
    qtbot.waitUntil(lambda: station.relay.link is Link.UP, timeout=10_000)
    station.remembering.keep()
    qtbot.waitUntil(lambda: memory.with_ground == [True], timeout=10_000)
    memory.seal_with("blue lamp 8")
    station.remembering.stop()
    assert memory.with_ground == [True, True]
