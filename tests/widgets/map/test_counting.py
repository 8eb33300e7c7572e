"""What of the layers comes back at the next start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.grid import Tier
from console.domain.period import Span
from tests.widgets.conftest import Seat
from widgets.map.bars import Bars
from widgets.map.bridge import Bridge
from widgets.map.counting import Counting
from widgets.map.heat import DAY_AT_FIRST
from widgets.map.live import LiveMap
from widgets.map.stack import Shown
from widgets.workspace import Workspace

Begun = Callable[[], Counting]


@pytest.fixture
def begun(seat: Seat, atlas: Atlas, qtbot: QtBot) -> Begun:
    def begin() -> Counting:
        over = QWidget()
        qtbot.addWidget(over)
        live = LiveMap(atlas, Bridge(over), over)
        return Counting(seat.relay, live, atlas, Bars(live, over), ZoneInfo("UTC"))

    return begin


def test_that_switches_and_choices_come_back(begun: Begun, tmp_path: Path):
    before, file = begun(), tmp_path / "workspace.json"
    before.heat.choose_days(date(2024, 5, 1), date(2024, 5, 3))
    before.shades.choose(indicator=2, span=Span.LAST_MONTH, tier=Tier.GRID)
    before._live.show(Shown(crews=False, sites=True, shades=True))
    workspace = Workspace(file)
    workspace.keep_state("map", before.kept())
    workspace.save()
    after = begun()
    after.restore(Workspace(file).state_of("map"))
    assert after.kept() == before.kept()


def test_that_what_comes_back_stands_in_the_lists_to_choose_from(begun: Begun):
    counting = begun()
    counting.restore({"heat_hours": 168, "indicator": "rework_rate", "period": "today", "tier": 6})
    assert counting.heat_choice.span.currentData() == 168
    assert counting.shades_choice.indicator.currentData() == 4
    assert counting.shades_choice.tier.currentData() == 6


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"heat_hours": 5, "heat_days": ["2024-05-01", "soon"], "tier": 99, "period": "always", "indicator": "volume"},
        {"shown": "all", "heat_hours": [], "heat_days": 3, "tier": "grid"},
    ],
)
def test_that_what_cannot_be_read_is_as_at_the_first_start(begun: Begun, kept: dict[str, object]):
    counting = begun()
    first = counting.kept()
    counting.restore(kept)
    assert counting.kept() == first
    assert counting.heat.hours == DAY_AT_FIRST


def test_that_nothing_is_counted_at_a_start_with_all_of_it_off(begun: Begun):
    counting = begun()
    counting.restore({"heat_hours": 8, "shown": Shown().kept()})
    assert not counting.heat.is_counting
    assert not counting.shades.is_counting
