"""The layers of the map, once and in their order: the words, group, picture and scale rule of each, and its switch.

The panel of layers, its legend, the page's options and what is kept between two starts all derive from ``LAYERS``: a
new layer is a line here, its switch in ``Shown``, and its drawing in ``resources/map``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from widgets.map.scales import (
    CAMERAS_ASKED_FROM,
    CAMERAS_FROM,
    CELLS_FROM,
    CREWS_FROM,
    DEPARTMENTS_FROM,
    GRID_SIDE_PX,
    SENSORS_FROM,
    SITES_FROM,
    VILLAGE_SIDE_PX,
)


class Group(StrEnum):
    """Where a layer stands in the panel; also the order there."""

    GROUND = "ground"
    CELLS = "cells"
    WORK = "work"
    EYES = "eyes"
    PLACES = "places"
    FIGURES = "figures"


GROUPS: Final[Mapping[Group, object]] = {
    Group.GROUND: QT_TRANSLATE_NOOP("MapLayer", "Ground and regions"),
    Group.CELLS: QT_TRANSLATE_NOOP("MapLayer", "Other grid maps"),
    Group.WORK: QT_TRANSLATE_NOOP("MapLayer", "Work"),
    Group.EYES: QT_TRANSLATE_NOOP("MapLayer", "Eyes and senses"),
    Group.PLACES: QT_TRANSLATE_NOOP("MapLayer", "Places"),
    Group.FIGURES: QT_TRANSLATE_NOOP("MapLayer", "Figures on the ground"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer with a switch.

    ``from_zoom`` is the level it is drawn from, 0 at every one; ``from_side_px``, for borders, is the side that a
    middling grid must have. ``is_quick``: its switch lies open on the map too.
    """

    name: str
    group: Group
    text: object
    icon: str
    from_zoom: int = 0
    from_side_px: int = 0
    is_quick: bool = False

    @property
    def words(self) -> str:
        return QCoreApplication.translate("MapLayer", str(self.text))


LAYERS: Final = (
    Layer(name="base", group=Group.GROUND, text=QT_TRANSLATE_NOOP("MapLayer", "Ground"), icon="map"),
    Layer(
        name="districts",
        group=Group.GROUND,
        text=QT_TRANSLATE_NOOP("MapLayer", "Districts and counties"),
        icon="grid",
    ),
    Layer(name="townships", group=Group.GROUND, text=QT_TRANSLATE_NOOP("MapLayer", "Streets and towns"), icon="grid"),
    Layer(
        name="villages",
        group=Group.GROUND,
        text=QT_TRANSLATE_NOOP("MapLayer", "Villages and communities"),
        icon="grid",
        from_side_px=VILLAGE_SIDE_PX,
    ),
    Layer(
        name="grids",
        group=Group.GROUND,
        text=QT_TRANSLATE_NOOP("MapLayer", "Grids"),
        icon="grid",
        from_side_px=GRID_SIDE_PX,
        is_quick=True,
    ),
    Layer(
        name="special",
        group=Group.GROUND,
        text=QT_TRANSLATE_NOOP("MapLayer", "Special grids"),
        icon="grid",
        from_side_px=GRID_SIDE_PX,
    ),
    Layer(name="names", group=Group.GROUND, text=QT_TRANSLATE_NOOP("MapLayer", "Names"), icon="info"),
    Layer(
        name="police",
        group=Group.CELLS,
        text=QT_TRANSLATE_NOOP("MapLayer", "Police cells"),
        icon="grid",
        from_zoom=CELLS_FROM,
    ),
    Layer(
        name="water",
        group=Group.CELLS,
        text=QT_TRANSLATE_NOOP("MapLayer", "Water cells"),
        icon="grid",
        from_zoom=CELLS_FROM,
    ),
    Layer(
        name="other_cells",
        group=Group.CELLS,
        text=QT_TRANSLATE_NOOP("MapLayer", "The city's own grid maps"),
        icon="grid",
        from_zoom=CELLS_FROM,
    ),
    Layer(
        name="tickets", group=Group.WORK, text=QT_TRANSLATE_NOOP("MapLayer", "Tickets"), icon="ticket", is_quick=True
    ),
    Layer(
        name="crews",
        group=Group.WORK,
        text=QT_TRANSLATE_NOOP("MapLayer", "Crews"),
        icon="crew",
        from_zoom=CREWS_FROM,
        is_quick=True,
    ),
    Layer(
        name="trail",
        group=Group.WORK,
        text=QT_TRANSLATE_NOOP("MapLayer", "Way of the crew that handles the ticket"),
        icon="history",
    ),
    Layer(
        name="drawn", group=Group.WORK, text=QT_TRANSLATE_NOOP("MapLayer", "What is drawn and measured"), icon="pencil"
    ),
    Layer(
        name="cameras",
        group=Group.EYES,
        text=QT_TRANSLATE_NOOP("MapLayer", "Cameras"),
        icon="camera",
        from_zoom=CAMERAS_FROM,
        is_quick=True,
    ),
    Layer(
        name="far_cameras",
        group=Group.EYES,
        text=QT_TRANSLATE_NOOP("MapLayer", "Cameras from far away too"),
        icon="camera",
        from_zoom=CAMERAS_ASKED_FROM,
    ),
    Layer(
        name="sensors",
        group=Group.EYES,
        text=QT_TRANSLATE_NOOP("MapLayer", "Sensors"),
        icon="bell",
        from_zoom=SENSORS_FROM,
    ),
    Layer(
        name="sites",
        group=Group.PLACES,
        text=QT_TRANSLATE_NOOP("MapLayer", "Key sites"),
        icon="target",
        from_zoom=SITES_FROM,
    ),
    Layer(
        name="departments",
        group=Group.PLACES,
        text=QT_TRANSLATE_NOOP("MapLayer", "Departments"),
        icon="department",
        from_zoom=DEPARTMENTS_FROM,
    ),
    Layer(
        name="ratings",
        group=Group.FIGURES,
        text=QT_TRANSLATE_NOOP("MapLayer", "Four-colour rating"),
        icon="four_color",
        is_quick=True,
    ),
    Layer(
        name="heat",
        group=Group.FIGURES,
        text=QT_TRANSLATE_NOOP("MapLayer", "Where tickets were reported"),
        icon="heat",
        is_quick=True,
    ),
    Layer(
        name="shades",
        group=Group.FIGURES,
        text=QT_TRANSLATE_NOOP("MapLayer", "An indicator by region"),
        icon="chart",
    ),
)

CELL_MAPS: Final = ("police", "water", "other_cells")
"""The switches of the grid maps beside that of the tree; the page draws all of them at once."""
BY_NAME: Final[Mapping[str, Layer]] = {layer.name: layer for layer in LAYERS}
FILLS: Final = ("ratings", "heat", "shades")
"""Each of these colours the whole ground: turning one on turns the others off."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The switches of the layers, by the names of ``LAYERS``."""

    base: bool = True
    districts: bool = True
    townships: bool = True
    villages: bool = True
    grids: bool = True
    special: bool = True
    names: bool = True
    police: bool = False
    water: bool = False
    other_cells: bool = False
    tickets: bool = True
    crews: bool = True
    trail: bool = True
    drawn: bool = True
    cameras: bool = True
    far_cameras: bool = False
    sensors: bool = False
    sites: bool = False
    departments: bool = False
    ratings: bool = False
    heat: bool = False
    shades: bool = False

    def kept(self) -> dict[str, bool]:
        """Return the switches as they are kept between two starts."""
        return {layer.name: bool(getattr(self, layer.name)) for layer in LAYERS}


def switched(shown: Shown, name: str, *, on: bool) -> Shown:
    """Return the switches with one of them turned; of those that colour the whole ground one is on at most."""
    others = dict.fromkeys(FILLS, False) if on and name in FILLS else {}
    return replace(shown, **{**others, name: on})


def shown_of(kept: Mapping[str, object]) -> Shown:
    """Return the switches that were kept; what is not there, or no switch, stands as at the first start."""
    names = {field.name for field in fields(Shown)}
    return Shown(**{name: on for name, on in kept.items() if name in names and isinstance(on, bool)})
