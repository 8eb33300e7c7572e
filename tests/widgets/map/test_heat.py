"""Where tickets were reported: what is asked, when, and what the glow says."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.errors import Refused
from console.domain.place import LatLng
from console.ports import Outage
from tests.builders import IN_GRID, IN_NEXT_GRID, NOON, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.test_packing import unpack
from widgets.map.bridge import Bridge
from widgets.map.features import world_px
from widgets.map.figure_legends import HeatLegend
from widgets.map.heat import Heat, tops
from widgets.map.live import LiveMap
from widgets.map.stack import Shown

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def heat(seat: Seat, atlas: Atlas, qtbot) -> Heat:
    made = Heat(seat.relay, LiveMap(atlas, Bridge()), SHANGHAI)
    places = (IN_GRID, IN_GRID, IN_NEXT_GRID, None)
    tickets = [a_ticket(place=place, reported_at=NOON - timedelta(hours=2)) for place in places]
    seat.store.registry().add_past([(ticket, ()) for ticket in tickets])
    return made


def turn_on(heat: Heat, qtbot) -> None:
    with qtbot.waitSignal(heat._relay.answered):
        heat._live.show(Shown(heat=True))


def test_that_nothing_is_asked_while_the_glow_is_off(heat: Heat, seat: Seat, qtbot):
    heat.choose_hours(8)
    assert not heat.is_counting
    assert not heat._again.isActive()


def test_that_the_glow_holds_what_was_reported_in_its_span(heat: Heat, qtbot):
    turn_on(heat, qtbot)
    assert heat.reported is not None
    assert (heat.reported.count, heat.reported.placeless) == (4, 1)


def test_that_a_shorter_span_holds_less(heat: Heat, qtbot):
    heat.choose_hours(1)
    turn_on(heat, qtbot)
    assert heat.reported is not None
    assert heat.reported.count == 0


def test_that_chosen_days_are_whole_days_of_the_zone(heat: Heat):
    heat.choose_days(date(2024, 5, 6), date(2024, 5, 5))
    since, until = heat._span()
    assert (since.astimezone(SHANGHAI).isoformat(), until.astimezone(SHANGHAI).isoformat()) == (
        "2024-05-05T00:00:00+08:00",
        "2024-05-07T00:00:00+08:00",
    )


def test_that_the_answer_to_an_older_question_is_none(heat: Heat, qtbot):
    heat._live.show(Shown(heat=True))
    with qtbot.waitSignals([heat._relay.answered] * 2):
        heat.choose_hours(1)
    assert heat.reported is not None
    assert heat.reported.count == 0


def test_that_nothing_is_asked_any_more_once_it_is_turned_off(heat: Heat, qtbot):
    turn_on(heat, qtbot)
    heat._live.show(Shown())
    assert not heat._again.isActive()


def test_that_the_page_is_told_places_and_the_strongest_of_every_scale(heat: Heat, qtbot):
    turn_on(heat, qtbot)
    words, arrays = unpack(heat._packed())
    assert arrays["px"].reshape(-1, 2).tolist()[0] == world_px([IN_GRID.lng_deg], [IN_GRID.lat_deg])[0].tolist()
    assert (words["tops"]["8"], words["tops"]["19"]) == (3, 2)


def test_that_cells_are_counted_as_one_by_one():
    dice = np.random.default_rng(5)
    px = dice.integers(0, 1 << 26, (4000, 2)).astype(np.int32)
    for zoom, top in tops(px).items():
        _, counts = np.unique(px >> (22 - zoom + 5), axis=0, return_counts=True)
        assert top == counts.max()


def test_that_no_place_has_no_top():
    assert tops(np.zeros((0, 2), dtype=np.int32)) == {}


def test_that_the_circle_is_wider_from_farther_away(heat: Heat, qtbot):
    live = heat._live
    live._on_moved(12, 0, 0, 800, 600)
    far = heat.scale().radius_m
    live._on_moved(13, 0, 300, 800, 600)
    assert far == pytest.approx(2 * heat.scale().radius_m, rel=0.02)


@pytest.mark.parametrize("trouble", [Refused("map.moved_out", months="2024-05"), Outage("gone")])
def test_that_the_legend_says_why_there_is_no_picture(heat: Heat, qtbot, trouble: Exception):
    over = QWidget()
    qtbot.addWidget(over)
    legend = HeatLegend(heat, over)
    heat._live.show(Shown(heat=True))
    heat._relay.failed.emit(heat._asked, trouble)
    assert legend.below.text()
    assert not legend.high.text()


def test_that_the_legend_says_how_many_the_strongest_glow_stands_for(heat: Heat, qtbot):
    over = QWidget()
    qtbot.addWidget(over)
    legend = HeatLegend(heat, over)
    heat._live._on_moved(*_view_of(IN_GRID))
    turn_on(heat, qtbot)
    assert legend.high.text().startswith("2 ")


def _view_of(place: LatLng) -> tuple[float, float, float, float, float]:
    (x, y), scale = world_px([place.lng_deg], [place.lat_deg])[0].tolist(), 2.0 ** (17 - 22)
    return 17.0, x * scale - 400, y * scale - 300, 800.0, 600.0
