"""A seat in a city in which tickets were reported yesterday and today, and the windows of its figures."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from console.domain.ticket import State
from console.journal import Kind
from console.reports.labels import shipped
from tests.builders import FAR_GRID, NOON, a_ticket, an_entry
from tests.fakes import FakeStore
from tests.histories import a_history, until
from tests.widgets.conftest import Seat
from widgets.charts.window import IndicatorsWindow

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def counted_store(store: FakeStore) -> FakeStore:
    """Four tickets: two of yesterday that were closed, two of today that nobody has taken up, one of them far away."""
    past = [a_history(*until(Kind.CLOSED, 2, 8), reported_at=NOON - timedelta(days=1)) for _ in range(2)]
    store.registry().add_past(past)
    with store.unit_of_work() as uow:
        for area in (None, FAR_GRID):
            ticket = a_ticket(state=State.REPORTED) if area is None else a_ticket(area=area, grid=area)
            uow.record(ticket, [an_entry(ticket)])
        uow.commit()
    return store


@pytest.fixture
def window(counted_store: FakeStore, qtbot: QtBot) -> IndicatorsWindow:
    seat = Seat(counted_store)
    made = IndicatorsWindow(seat.relay, seat.focus, ZONE, "en", shipped("en"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.figures.rowCount() > 0)
    return made
