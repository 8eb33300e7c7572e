"""The page's layers as folium knows them, and where each of their files lies in the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from widgets.map.scales import (
    CAMERA_CELLS,
    CAMERAS_ASKED_FROM,
    CELL_NAMES_FROM,
    CELLS_FROM,
    CONES_FROM,
    CREW_CELLS,
    PLACE_CELLS,
    TICKET_CELLS,
    TICKETS_FROM,
    ZOOM_STEP,
    Cells,
    at_every_step,
)
from widgets.map.stack import BY_NAME

VENDORED: Final = {
    "leaflet.js": "map/vendor/leaflet-1.9.4.js",
    "leaflet.css": "map/vendor/leaflet-1.9.4.css",
    "leaflet.markercluster.js": "map/vendor/leaflet.markercluster-1.5.3.js",
    "MarkerCluster.css": "map/vendor/leaflet.markercluster-1.5.3.css",
}
"""Shipped file by the last part of the address that folium names."""

Asset = tuple[str, str]


Options = Mapping[str, int | Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Layered:
    """A live layer: what it draws, and its thresholds in zoom levels."""

    kind: str
    options: Options = field(default_factory=dict)


def _symbols(kind: str, cells: Cells, **more: int) -> Layered:
    return Layered(kind, {"from": BY_NAME[kind].from_zoom, "cells": at_every_step(cells), **more})


LIVE: Final = (
    Layered("ground"),
    Layered("shades"),
    Layered("ratings"),
    Layered("heat"),
    Layered("cells", {"from": CELLS_FROM, "names_from": CELL_NAMES_FROM}),
    Layered("trail"),
    _symbols("departments", PLACE_CELLS),
    _symbols("sites", PLACE_CELLS),
    _symbols("sensors", PLACE_CELLS),
    _symbols("cameras", CAMERA_CELLS, asked_from=CAMERAS_ASKED_FROM, cones_from=CONES_FROM),
    _symbols("crews", CREW_CELLS),
    _symbols("tickets", TICKET_CELLS, symbols_from=TICKETS_FROM),
    Layered("drawn"),
    Layered("marks"),
    Layered("hand"),
    Layered("shaping"),
)
"""From the ground up."""
SCRIPTS: Final = (
    "canvas",
    "ground",
    "fills",
    "heat",
    "lines",
    "symbols",
    "tickets",
    "places",
    "marks",
    "hand",
    "gestures",
    "drawn",
    "minimap",
    "shaping",
    "map",
    "basemaps",
)
"""The page's own scripts, each after those that it builds on."""


class LiveLayer(JSCSSMixin, folium.map.Layer):
    """A layer that the page draws by itself from what Python tells it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = griddesk.layer({{ this.kind|tojson }}, {{ this.options|tojson }});
        {% endmacro %}
        """
    )
    default_js = [  # noqa: RUF012 - declared by folium as an attribute of the instance
        ("qwebchannel", "qwebchannel.js"),
        *((name, f"map/{name}.js") for name in SCRIPTS),
    ]
    default_css = [("griddesk", "map/map.css")]  # noqa: RUF012

    def __init__(self, layered: Layered, *, opaque: bool = False) -> None:
        super().__init__(name=layered.kind, overlay=True, control=False)
        self._name = "LiveLayer"
        self.kind = layered.kind
        self.options = {"kind": layered.kind, "order": LIVE.index(layered), "opaque": opaque, **layered.options}


class Beginning(MacroElement):
    """The last line of the page's script: from here on Python speaks."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        griddesk.begin({{ this._parent.get_name() }}, {{ this.options|tojson }}, {{ this.bases }});
        {% endmacro %}
        """
    )

    def __init__(self, *, min_zoom: int, max_zoom: int, bases: Mapping[int, folium.map.Layer]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Beginning"
        self.options = {"min_zoom": min_zoom, "max_zoom": max_zoom, "zoom_step": ZOOM_STEP}
        self.bases = "{" + ", ".join(f"{number}: {layer.get_name()}" for number, layer in bases.items()) + "}"


def keep_at_home(classes: Iterable[type[JSCSSMixin]] | None = None) -> None:
    """Point every file that folium's classes name to the house; what is not shipped is dropped.

    Rewriting a rendered page does not stick, since every class adds its files again when it is rendered.
    Once is enough; again does no harm.
    """
    for class_ in _descendants(JSCSSMixin) if classes is None else classes:
        class_.default_js = _at_home(class_.default_js)
        class_.default_css = _at_home(class_.default_css)


def _at_home(assets: Iterable[Asset]) -> list[Asset]:
    kept = []
    for name, address in assets:
        if "://" not in address:
            kept.append((name, address))
        elif (file := address.rsplit("/", 1)[-1]) in VENDORED:
            kept.append((name, VENDORED[file]))
    return kept


def _descendants(class_: type[JSCSSMixin]) -> list[type[JSCSSMixin]]:
    below = class_.__subclasses__()
    return below + [deeper for child in below for deeper in _descendants(child)]
