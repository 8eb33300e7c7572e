"""An indicator by region: the same counts as every report, shown and told, never ranked by volume."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.errors import Refused
from console.domain.grid import RegionCode, Tier
from console.domain.period import Span
from console.reports.indicators import INDICATORS
from console.tally import Counts
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, NEXT_GRID, NOON, OTHER_DISTRICT, VILLAGE, a_region, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.test_packing import unpack
from widgets.map.bridge import Bridge
from widgets.map.features import Ground
from widgets.map.figure_legends import ShadesLegend
from widgets.map.live import LiveMap
from widgets.map.shades import SHADES, UNKNOWN, Shades, shaded
from widgets.map.stack import Shown


def counts(reported: int, handled: int) -> Counts:
    return Counts()._replace(reported=reported, handled=handled)


@pytest.fixture
def shades(seat: Seat, atlas: Atlas, qtbot) -> Shades:
    return Shades(seat.relay, LiveMap(atlas, Bridge()), atlas, ZoneInfo("UTC"))


def answered(shades: Shades, told: dict[str, Counts]) -> None:
    shades._live.show(Shown(shades=True))
    shades._relay.answered.emit(shades._asked, told)


def test_that_nothing_is_asked_before_the_shades_are_shown(shades: Shades):
    shades.choose(span=Span.TODAY)
    assert not shades.is_counting


def test_that_the_counts_are_those_of_every_report(shades: Shades, seat: Seat, qtbot):
    seat.store.registry().add_past([(a_ticket(reported_at=NOON), ())])
    with qtbot.waitSignal(seat.relay.answered):
        shades._live.show(Shown(shades=True))
    assert shades.total is not None
    assert shades.total.denominator == 1


def test_that_areas_are_added_up_by_the_chosen_level(shades: Shades):
    answered(shades, {GRID: counts(3, 1), NEXT_GRID: counts(1, 1), FAR_GRID: counts(4, 4)})
    assert {code: one.value for code, one in shades.figures.items()} == {
        DISTRICT: Decimal("50.00"),
        OTHER_DISTRICT: Decimal("100.00"),
    }


def test_that_another_level_needs_no_other_count(shades: Shades, seat: Seat):
    answered(shades, {GRID: counts(2, 1), FAR_GRID: counts(4, 4)})
    shades.choose(tier=Tier.GRID)
    assert not shades.is_counting
    assert shades.figures[NEXT_GRID].value is None


def test_that_what_lies_above_the_level_counts_for_all_and_for_no_region(shades: Shades):
    answered(shades, {CITY: counts(10, 0), GRID: counts(2, 2)})
    assert shades.figures[DISTRICT].denominator == 2
    assert shades.total is not None
    assert shades.total.denominator == 12


def test_that_every_grid_of_a_region_has_its_shade(shades: Shades):
    answered(shades, {GRID: counts(4, 1), FAR_GRID: counts(4, 4)})
    _, arrays = unpack(shades._packed())
    by_grid = dict(zip(shades._live.ground.codes, arrays["shades"].tolist(), strict=True))
    assert by_grid == {GRID: 1, NEXT_GRID: 1, FAR_GRID: SHADES}


def test_that_a_grid_that_is_new_gets_the_shade_of_its_region(shades: Shades, seat: Seat, atlas: Atlas):
    answered(shades, {GRID: counts(4, 1), FAR_GRID: counts(4, 4)})
    new = a_region(f"{VILLAGE}009", Tier.GRID, VILLAGE, (120.62, 31.30, 120.63, 31.31))
    redrawn = Atlas([*atlas.regions(), new])
    shades._atlas = redrawn
    shades._live.take_ground(Ground(redrawn), {})
    _, arrays = unpack(shades._packed())
    by_grid = dict(zip(shades._live.ground.codes, arrays["shades"].tolist(), strict=True))
    assert by_grid[new.code] == by_grid[GRID] == 1


def test_that_how_many_there_are_makes_no_shade(shades: Shades):
    answered(shades, {GRID: counts(1000, 500), FAR_GRID: counts(2, 1)})
    _, arrays = unpack(shades._packed())
    assert len(set(arrays["shades"].tolist())) == 1


def test_that_shades_go_by_equal_steps():
    values = {RegionCode(str(n)): Decimal(n) for n in (0, 19, 20, 50, 99, 100)}
    assert list(shaded(values).values()) == [1, 1, 2, 3, 5, 5]


def test_that_over_nothing_there_is_no_shade():
    assert shaded({GRID: None, FAR_GRID: Decimal(3)}) == {GRID: UNKNOWN, FAR_GRID: 3}


def test_that_a_shade_tells_its_value_and_both_of_its_counts(shades: Shades):
    answered(shades, {GRID: counts(4, 1)})
    line = shades.line_of(GRID)
    assert "25.00" in line
    assert "1 ÷ 4" in line


def test_that_nothing_is_told_of_shades_that_are_off(shades: Shades):
    answered(shades, {GRID: counts(4, 1)})
    shades._live.show(Shown())
    assert shades.line_of(GRID) == ""


def test_that_the_legend_names_formula_period_and_both_counts(shades: Shades, qtbot):
    over = QWidget()
    qtbot.addWidget(over)
    legend = ShadesLegend(shades, over)
    answered(shades, {GRID: counts(4, 1), FAR_GRID: counts(4, 4)})
    assert "÷" in legend.below.text()
    assert "5 ÷ 8" in legend.below.text()
    assert legend.low.text().startswith("25.00")


def test_that_the_legend_says_why_there_are_no_shades(shades: Shades, qtbot):
    over = QWidget()
    qtbot.addWidget(over)
    legend = ShadesLegend(shades, over)
    shades._live.show(Shown(shades=True))
    shades._relay.failed.emit(shades._asked, Refused("map.moved_out", months="2024-05"))
    assert "2024-05" in legend.below.text()


@pytest.mark.parametrize("number", range(len(INDICATORS)))
def test_that_every_indicator_can_be_shaded(shades: Shades, number: int):
    answered(shades, {GRID: Counts()})
    shades.choose(indicator=number)
    assert shades.figures[DISTRICT].value is None
