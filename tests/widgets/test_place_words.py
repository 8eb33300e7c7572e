"""Every kind of site and sensor has words; a cell map of the city's own keeps its name."""

from __future__ import annotations

from console.domain.grid_layer import POLICE, GridLayer
from console.domain.sensor import SensorKind
from console.domain.site import SiteKind
from widgets.place_words import layer_name, sensor_kind_name, site_kind_name


def test_that_kinds_are_told_apart_by_their_words() -> None:
    said = [*map(site_kind_name, SiteKind), *map(sensor_kind_name, SensorKind)]
    assert len(set(said)) == len(SiteKind) + len(SensorKind)


def test_that_a_cell_map_of_the_citys_own_is_called_as_the_city_calls_it() -> None:
    assert [layer_name(POLICE), layer_name(GridLayer("消防格"))] == ["Police cells", "消防格"]
