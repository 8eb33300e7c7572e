"""The page's layers as folium knows them, and where each of their files lies in the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from widgets.map.scales import (
    CAMERA_CELLS,
    CAMERAS_ASKED_FROM,
    CAMERAS_FROM,
    CREW_CELLS,
    CREWS_FROM,
    TICKET_CELLS,
    TICKETS_FROM,
    ZOOM_STEP,
    at_every_step,
)

VENDORED: Final = {
    "leaflet.js": "map/vendor/leaflet-1.9.4.js",
    "leaflet.css": "map/vendor/leaflet-1.9.4.css",
    "leaflet.markercluster.js": "map/vendor/leaflet.markercluster-1.5.3.js",
    "MarkerCluster.css": "map/vendor/leaflet.markercluster-1.5.3.css",
}
"""Shipped file by the last part of the address that folium names."""

Asset = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Layered:
    """A live layer: what it draws, how high it lies, and its thresholds in zoom levels."""

    kind: str
    order: int
    options: tuple[tuple[str, int | Mapping[str, int]], ...] = ()


LIVE: Final = (
    Layered("ground", 1),
    Layered("ratings", 2),
    Layered(
        "cameras",
        3,
        (("from", CAMERAS_FROM), ("asked_from", CAMERAS_ASKED_FROM), ("cells", at_every_step(CAMERA_CELLS))),
    ),
    Layered("crews", 4, (("from", CREWS_FROM), ("cells", at_every_step(CREW_CELLS)))),
    Layered("tickets", 5, (("from", 0), ("symbols_from", TICKETS_FROM), ("cells", at_every_step(TICKET_CELLS)))),
    Layered("marks", 6),
    Layered("hand", 7),
)


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
        (name, f"map/{name}.js" if name != "qwebchannel" else "qwebchannel.js")
        for name in ("qwebchannel", "canvas", "ground", "symbols", "marks", "hand", "gestures", "map")
    ]
    default_css = [("griddesk", "map/map.css")]  # noqa: RUF012

    def __init__(self, layered: Layered, *, opaque: bool = False) -> None:
        super().__init__(name=layered.kind, overlay=True, control=False)
        self._name = "LiveLayer"
        self.kind = layered.kind
        self.options = {"order": layered.order, "opaque": opaque, **dict(layered.options)}


class Beginning(MacroElement):
    """The last line of the page's script: from here on Python speaks."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        griddesk.begin({{ this._parent.get_name() }}, {{ this.options|tojson }}, {{ this.tiles }});
        {% endmacro %}
        """
    )

    def __init__(self, *, min_zoom: int, max_zoom: int, tiles: folium.TileLayer | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Beginning"
        self.options = {"min_zoom": min_zoom, "max_zoom": max_zoom, "zoom_step": ZOOM_STEP}
        self.tiles = tiles.get_name() if tiles is not None else "null"


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
