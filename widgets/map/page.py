"""The page of the map, written once by folium; nothing renders it again."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Final

from console.domain.place import LatLng
from widgets.map.basemaps import BaseMaps

MIN_ZOOM: Final = 4
MAX_ZOOM: Final = 19

_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NAMED: Final = "griddesk"
_CLEAR: Final = "#AARRGGBB"


def write(centre: LatLng, zoom: int, maps: BaseMaps | None = None) -> str:
    """Return the page as HTML: every file it names is local, and its policy lets no other in."""
    # Here, when the page is asked for: folium takes as long to bring in as the whole queue to show.
    import folium

    from widgets.map.basemap_layers import is_credited, layer_of
    from widgets.map.layers import LIVE, Beginning, LiveLayer, keep_at_home

    keep_at_home()
    usable = maps.usable if maps is not None else []
    shell = folium.Map(
        location=(centre.lat_deg, centre.lng_deg),
        zoom_start=zoom,
        tiles=None,
        zoom_control=False,
        attribution_control=is_credited(one for _number, one in usable),
        zoom_animation=False,
        fade_animation=False,
        inertia=False,
        box_zoom=False,
        keyboard=False,
        wheel_px_per_zoom_level=90,
    )
    shell._id = _NAMED
    bases = {number: layer_of(number, one, MIN_ZOOM, MAX_ZOOM) for number, one in usable}
    for layered in LIVE:
        LiveLayer(layered, opaque=layered.kind == "ground" and not bases).add_to(shell)
    for layer in bases.values():
        layer.add_to(shell)
    Beginning(min_zoom=MIN_ZOOM, max_zoom=MAX_ZOOM, bases=bases).add_to(shell)
    return _with_policy(shell.get_root().render())


def _with_policy(html: str) -> str:
    """Put a content security policy first in the head; the page's own script is let in by its hash."""
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _INLINE.findall(html))
    policy = (
        "default-src 'none'; img-src console: data: blob:; font-src console:; connect-src console:; "
        "style-src console: 'unsafe-inline'; script-src console: " + " ".join(f"'sha256-{one}'" for one in hashes)
    )
    return html.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def colors(tokens: Mapping[str, str]) -> dict[str, str]:
    """Return the tokens of a theme as the page takes them, with the two it derives from them."""
    edge = tokens["chip_edge"]
    is_clear = len(edge) == len(_CLEAR) and edge[1:3] == "00"
    return {
        **{name: _as_css(code) for name, code in tokens.items()},
        "edge": tokens["map_halo"] if is_clear else edge,
        "hover_line": tokens["text_2"],
    }


def _as_css(code: str) -> str:
    """Turn Qt's #AARRGGBB into #RRGGBBAA."""
    return f"#{code[3:]}{code[1:3]}" if len(code) == len(_CLEAR) else code
