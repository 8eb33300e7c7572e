"""What the indicators look like, as table and chart, over time, and with the tickets behind a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.grid import Tier
from console.domain.ticket import State
from console.journal import Kind
from console.reports.labels import shipped
from tests.builders import DISTRICT, FAR_GRID, GRID, NOON, TOWNSHIP, VILLAGE, a_region_tree, a_ticket, an_entry
from tests.fakes import FakeStore
from tests.histories import a_history, until
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.charts.lead import LeadWindow
from widgets.charts.window import IndicatorsWindow

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]


def a_busy_month() -> FakeStore:
    """Return a city in which more was reported this month than last, and less of it in time."""
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    past = []
    for number in range(60):
        days, late = number % 40, number % 7 == 0
        steps = until(Kind.FED_BACK if number % 5 == 0 else Kind.CLOSED, 20 if late else 3, 8)
        at = NOON - timedelta(days=days, hours=30)
        past.append(a_history(*steps, reported_at=at, number=f"T{number:04d}", area=FAR_GRID if number % 3 else GRID))
    store.registry().add_past(past)
    return store


def a_loaded_hall() -> FakeStore:
    """Return a district with tickets on every rung below it, two of them escalated to it."""
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    rungs = ((DISTRICT, Tier.DISTRICT), (TOWNSHIP, Tier.TOWNSHIP), (VILLAGE, Tier.VILLAGE))
    states = (State.REPORTED, State.DISPATCHED, State.IN_PROGRESS)
    with store.unit_of_work() as uow:
        for number in range(27):
            (centre, tier), state = rungs[number % 3], states[number // 9]
            ticket = a_ticket(
                number=f"T{number:04d}",
                state=state,
                centre=centre,
                tier=tier,
                reported_at=NOON - timedelta(minutes=number),
                due_at=NOON + timedelta(minutes=5 * number - 30),
                dispatched_by="" if state is State.REPORTED else ("李四", "王敏")[number % 2],
            )
            uow.record(ticket, [an_entry(ticket, by=("李四", "王敏")[number % 2])])
        for reason in ("需两个部门会同处置", "超出本级权限"):
            began = a_ticket(centre=DISTRICT, tier=Tier.DISTRICT, number=f"T9{len(reason):03d}", title="路面塌陷")
            ticket = replace(began, version=2, noted=replace(began.noted, arrived_at=NOON))
            line = an_entry(ticket, kind=Kind.ESCALATED, reason=reason, detail={"from_centre": TOWNSHIP})
            uow.record(ticket, [an_entry(began), line])
        uow.commit()
    return store


def table(_window: IndicatorsWindow) -> None:
    """Show what is shown first."""


def over_time(window: IndicatorsWindow) -> None:
    window.indicator.setCurrentIndex(1)
    window.over_time.setChecked(True)


def behind(window: IndicatorsWindow) -> None:
    window.drill(window.figures.index(1, 2))


@pytest.mark.parametrize("page", [table, over_time, behind])
@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_indicators_look_as_they_were_accepted(
    studio: Studio,
    qtbot: QtBot,
    page: Callable[[IndicatorsWindow], None],
    look: theme.ThemeName,
    language: str,
) -> None:
    lang = "zh_CN" if language == "zh_CN" else "en"

    def build() -> QWidget:
        seat = Seat(a_busy_month())
        window = IndicatorsWindow(seat.relay, seat.focus, ZoneInfo("Asia/Shanghai"), lang, shipped(lang))
        seat.relay.setParent(window)
        qtbot.waitUntil(window.write.isEnabled)
        page(window)
        if page is over_time:
            qtbot.waitUntil(lambda: bool(window._spans))
        if page is behind:
            qtbot.waitUntil(lambda: window.behind.rowCount() > 0)
        return window

    studio.assert_looks(build, f"indicators-{page.__name__}", size=(1280, 720), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_board_of_the_shift_lead_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    def build() -> QWidget:
        seat = Seat(a_loaded_hall(), DISTRICT)
        window = LeadWindow(seat.relay, seat.focus)
        seat.relay.setParent(window)
        qtbot.waitUntil(lambda: window.inbox.rowCount() == 2)
        return window

    studio.assert_looks(build, "lead", size=(1000, 640), look=look, language=language)
