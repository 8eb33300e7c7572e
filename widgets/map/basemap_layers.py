"""The base maps as folium knows them: pictures as its own tile layers, vectors as a layer that the page draws."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final

import folium
from folium.elements import JSCSSMixin
from folium.template import Template

from widgets.map.basemaps import BaseMap

_TAG: Final = re.compile(r"<[^>]*>")


class VectorTiles(JSCSSMixin, folium.map.Layer):
    """Vector tiles, drawn on canvas in the colours of the theme."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = griddesk.vectorTiles({{ this.address|tojson }}, {{ this.options|tojson }});
        {% endmacro %}
        """
    )
    default_js = [  # noqa: RUF012 - declared by folium as an attribute of the instance
        ("protomaps-leaflet", "map/vendor/protomaps-leaflet-5.1.0.js"),
        ("vectors", "map/vectors.js"),
    ]

    def __init__(self, address: str, options: dict[str, object]) -> None:
        super().__init__(name="base", overlay=False, control=False, show=False)
        self._name = "VectorTiles"
        self.address = address
        self.options = options


def layer_of(number: int, one: BaseMap, min_zoom: int, max_zoom: int) -> folium.map.Layer:
    """Return a base map that could be opened as a layer of the page, not yet shown."""
    if one.source is None:
        raise ValueError(one.name)
    address, credit = f"console://app/tiles/{number}/{{z}}/{{x}}/{{y}}", credit_of(one)
    deepest = one.source.max_zoom
    layer: folium.map.Layer
    if one.source.layers is None:
        layer = folium.TileLayer(
            address,
            attr=credit or " ",
            min_zoom=min_zoom,
            max_zoom=max_zoom,
            min_native_zoom=one.source.min_zoom,
            max_native_zoom=deepest,
            control=False,
            show=False,
        )
    else:
        layer = VectorTiles(
            address,
            {
                "attribution": credit,
                "minZoom": min_zoom,
                "maxZoom": max_zoom,
                "maxDataZoom": deepest,
                "names": list(one.source.layers),
            },
        )
    layer._id = f"base_{number}"
    return layer


def credit_of(one: BaseMap) -> str:
    """Return what is shown of whom a base map is: words only, whatever its file says."""
    return html.escape(_TAG.sub("", html.unescape(one.credit)).strip())


def is_credited(maps: Iterable[BaseMap]) -> bool:
    return any(credit_of(one) for one in maps)
