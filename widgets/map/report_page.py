"""The view as one HTML file that needs nothing else: folium's page with every script and style inside it."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast

import folium
import shapely
from branca.element import Element, Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from console.domain.drawing import Drawing, Kind
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.texts import without_phones
from console.domain.ticket import Ticket
from console.reports.map_features import MapThings, geometry_of, polygon
from resources import path
from widgets.map.drawn import TOKENS, middle_of
from widgets.map.features import DEEPEST_ZOOM, world_px_of
from widgets.map.in_view import CREW_TOKENS, InView
from widgets.map.layers import keep_at_home
from widgets.map.picture import Head
from widgets.map.samples import RATING_TOKENS

POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_SCRIPT: Final = re.compile(r'<script src="([^"]+)"></script>')
_STYLE: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)"\s*/?>')
_ADDRESS: Final = re.compile(r"url\((?!['\"]?data:)[^)]*\)")
_SHAPES: Final = {
    1: '<path d="M11 1 21 11 11 21 1 11z"/>',
    2: '<path d="M11 2 21 20H1z"/>',
    3: '<rect x="2" y="2" width="18" height="18"/>',
    4: '<circle cx="11" cy="11" r="10"/>',
}

SPOT_PX: Final = 16
TOLD_MOST: Final = 5
Point = tuple[float, float, str, str]
"""Latitude, longitude, picture, words."""
NameTicket = Callable[[Ticket], str]
"""What a ticket is called in a tool tip: nothing that names a person."""


class Symbols(JSCSSMixin, folium.map.Layer):
    """Points, each with its picture and its words; ``points`` are [lat, lng, picture, words] of safe HTML."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.layerGroup({{ this.points|tojson }}.map(function (point) {
            var icon = L.divIcon({ className: "symbol", html: point[2], iconSize: [22, 22] });
            var marker = L.marker([point[0], point[1]], { icon: icon, alt: point[3], interactive: !!point[3] });
            return point[3] ? marker.bindTooltip(point[3]) : marker;
        }));
        {% endmacro %}
        """
    )

    def __init__(self, name: str, points: Sequence[Sequence[object]]) -> None:
        super().__init__(name=name, overlay=True, control=True)
        self._name = "Symbols"
        self.points = points


class Scale(MacroElement):
    """The bar of the scale, in metres."""

    _template = Template(
        "{% macro script(this, kwargs) %}L.control.scale({ imperial: false }).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Scale"


def write(
    seen: InView,
    head: Head,
    names: Mapping[str, str],
    colors: Mapping[str, str],
    name_ticket: NameTicket,
    region_name: Callable[[RegionCode], str],
) -> str:
    """Return the page. Any thread.

    ``names`` are those of the layers: grids, drawings, sites, sensors, cameras, crews, tickets. ``colors`` are a theme's tokens as CSS.
    """
    keep_at_home()
    box = seen.box
    shell = folium.Map(tiles=None, attribution_control=False, prefer_canvas=True, zoom_snap=0.25)
    things = seen.things
    _add_grids(shell, seen, names["grids"], colors, region_name)
    _add_drawings(shell, things, names["drawings"], colors)
    samples = {
        "sites": _plate(colors["map_site"], 3),
        "sensors": _plate(colors["map_sensor"], 9),
        "cameras": _camera(colors),
        "crews": _crew("crew_on_duty", colors),
        "tickets": _ticket(1, colors),
    }
    shown = _symbols(seen, names, colors, name_ticket)
    for key, points in shown.items():
        if points:
            Symbols(samples[key] + html.escape(names[key]), _gathered(points, seen.zoom)).add_to(shell)
    folium.LayerControl(collapsed=False).add_to(shell)
    Scale().add_to(shell)
    shell.fit_bounds([[box.south, box.west], [box.north, box.east]])
    root = cast("Figure", shell.get_root())
    root.html.add_child(Element(_band(head)))
    root.header.add_child(Element(f"<title>{html.escape(head.title)}</title><style>{_looks(colors)}</style>"))
    return _alone(root.render())


def _symbols(
    seen: InView, names: Mapping[str, str], colors: Mapping[str, str], name_ticket: NameTicket
) -> Mapping[str, list[Point]]:
    """Return the symbols of each layer, from the ground up; of tickets the gravest first."""
    things = seen.things
    cameras = [(*_at(camera.place), _camera(colors), camera.name) for camera in things.cameras if camera.place]
    sites = [(*_at(site.place), _plate(colors["map_site"], 3), site.name) for site in things.sites]
    sensors = [(*_at(sensor.place), _plate(colors["map_sensor"], 9), sensor.name) for sensor in things.sensors]
    crews = [(*_at(place), _crew(token, colors), names["crews"]) for place, token in seen.crews]
    tickets = [
        (*_at(ticket.place), _ticket(int(ticket.priority), colors), name_ticket(ticket))
        for ticket in sorted(things.tickets, key=lambda one: one.priority)
        if ticket.place
    ]
    return {"sites": sites, "sensors": sensors, "cameras": cameras, "crews": crews, "tickets": tickets}


def _add_grids(
    shell: folium.Map, seen: InView, name: str, colors: Mapping[str, str], region_name: Callable[[RegionCode], str]
) -> None:
    """Add the grids, as fine as the view shows them: half a pixel of it."""
    atlas = seen.things.atlas
    fine_deg = 0.5 * 360 / (256 * 2.0**seen.zoom)
    features = []
    for code in seen.things.grids:
        shape, region = atlas.shape(code), atlas.region(code)
        thin = shapely.simplify(shape, fine_deg) if shape is not None else None
        geometry = polygon(thin) if thin is not None else None
        if geometry is None or region is None:
            continue
        token = RATING_TOKENS.get(region.rating) if seen.is_rated else None
        told = {"name": html.escape(region_name(code)), "fill": colors[token] if token else colors["map_land"]}
        features.append({"type": "Feature", "properties": told, "geometry": geometry})
    if not features:
        return
    line = colors["map_grid_strong"]
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        name=name,
        style_function=lambda one: {
            "color": line,
            "weight": 1,
            "fillColor": one["properties"]["fill"],
            "fillOpacity": 0.35,
        },
        tooltip=folium.GeoJsonTooltip(["name"], labels=False),
    ).add_to(shell)


def _add_drawings(shell: folium.Map, things: MapThings, name: str, colors: Mapping[str, str]) -> None:
    """Add what is drawn, with its words beside it and heads on its arrows."""
    features = []
    symbols: list[Sequence[object]] = []
    for drawing in things.drawings:
        token = "text_1" if drawing.kind.is_measured else TOKENS[drawing.ink]
        told = {"color": colors[token]}
        features.append({"type": "Feature", "properties": told, "geometry": geometry_of(drawing)})
        if drawing.kind is Kind.ARROW:
            symbols.append([*_at(drawing.points[-1]), _head_of(drawing, colors[token]), ""])
        words = html.escape(without_phones(drawing.text))
        if words:
            symbols.append([*_at(middle_of(drawing)), f'<span class="words">{words}</span>', words])
    if not features:
        return
    group = folium.FeatureGroup(name=html.escape(name)).add_to(shell)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=7, fill=True),
        style_function=lambda one: {
            "color": one["properties"]["color"],
            "weight": 3,
            "fillColor": one["properties"]["color"],
            "fillOpacity": 0.2,
        },
    ).add_to(group)
    Symbols(name, symbols).add_to(group)


def _gathered(points: Sequence[Point], zoom: float) -> list[Sequence[object]]:
    """Return one symbol for all that the view's scale shows in one spot, with the words of the first few of them."""
    spots: dict[tuple[int, int], list[Point]] = {}
    scale = 2.0 ** (zoom - DEEPEST_ZOOM) / SPOT_PX
    for one in points:
        x, y = world_px_of(LatLng(one[0], one[1]))
        spots.setdefault((int(x * scale), int(y * scale)), []).append(one)
    gathered: list[Sequence[object]] = []
    for here in spots.values():
        lat, lng, made, _ = here[0]
        told = [html.escape(text) for text in dict.fromkeys(one[3] for one in here[:TOLD_MOST])]
        if len(here) > len(told):
            told.append(f"({len(here)})")
        gathered.append([lat, lng, made, "<br>".join(told)])
    return gathered


def _at(place: LatLng) -> tuple[float, float]:
    return round(place.lat_deg, 6), round(place.lng_deg, 6)


def _ticket(priority: int, colors: Mapping[str, str]) -> str:
    """Return a ticket's shape: the priority by form, colour and number."""
    ink, fill = colors["ink"], colors[f"p{priority}"]
    down = 17 if priority == 2 else 15
    return (
        f'<svg width="22" height="22" viewBox="0 0 22 22"><g fill="{fill}" stroke="{ink}">{_SHAPES[priority]}</g>'
        f'<text x="11" y="{down}" text-anchor="middle" font-size="11" font-weight="700" fill="{ink}">{priority}</text></svg>'
    )


def _crew(token: str, colors: Mapping[str, str]) -> str:
    """Return a crew's arrow; hollow where nobody knows where it is by now."""
    fill = "none" if token == CREW_TOKENS[-1] else colors[token]
    look = f'fill="{fill}" stroke="{colors[token]}" stroke-width="1.5"'
    return f'<svg width="22" height="22" viewBox="0 0 22 22"><path d="M5 4 18 11 5 18z" {look}/></svg>'


def _head_of(arrow: Drawing, color: str) -> str:
    """Return the head of an arrow, turned as its line runs on the map."""
    (x0, y0), (x1, y1) = (world_px_of(place) for place in arrow.points)
    turned = math.degrees(math.atan2(y1 - y0, x1 - x0))
    look = f'transform="rotate({turned:.1f} 11 11)" fill="{color}"'
    return f'<svg width="22" height="22" viewBox="0 0 22 22"><path d="M16 11 2 4 6 11 2 18z" {look}/></svg>'


def _plate(color: str, corner: int) -> str:
    """Return what stands for a site, or, round, for a sensor."""
    look = f'x="2" y="2" width="18" height="18" rx="{corner}" fill="{color}" fill-opacity="0.3" stroke="{color}"'
    return f'<svg width="22" height="22" viewBox="0 0 22 22"><rect {look} stroke-width="2"/></svg>'


def _camera(colors: Mapping[str, str]) -> str:
    drawn = '<rect x="3" y="7" width="10" height="8" rx="1.5"/><path d="m13 11 6-4v8z"/>'
    return (
        f'<svg width="22" height="22" viewBox="0 0 22 22" fill="{colors["map_land"]}" stroke="{colors["camera"]}" '
        f'stroke-width="1.5">{drawn}</svg>'
    )


def _band(head: Head) -> str:
    lines = (head.made, head.as_of, head.foot)
    told = "".join(f"<span>{html.escape(line)}</span>" for line in lines)
    return f'<div class="band"><b>{html.escape(head.title)}</b>{told}</div>'


def _looks(colors: Mapping[str, str]) -> str:
    ground, text, quiet, edge = (colors[name] for name in ("panel", "text_1", "text_2", "divider"))
    return (
        f"body{{background:{colors['map_ground']};color:{text};margin:0;"
        "font:13px 'Noto Sans SC','Microsoft YaHei',sans-serif}"
        f".leaflet-container{{background:{colors['map_ground']}!important;font:inherit!important}}"
        f".band{{position:fixed;left:56px;top:10px;z-index:1000;background:{ground};border:1px solid {edge};"
        "border-radius:4px;padding:6px 12px;display:flex;gap:16px;align-items:baseline;flex-wrap:wrap;max-width:70%}"
        f".band b{{font-size:16px}}.band span{{color:{quiet}}}"
        f".leaflet-control-layers,.leaflet-tooltip{{background:{ground}!important;color:{text}!important;border-color:{edge}}}"
        f".leaflet-control-layers{{font:inherit}}.leaflet-control-layers svg{{vertical-align:middle;margin-right:4px}}"
        ".symbol{background:none;border:none}"
        f".words{{position:absolute;left:11px;top:24px;transform:translateX(-50%);background:{ground};color:{text};"
        f"border:1px solid {edge};border-radius:4px;padding:1px 6px;width:max-content;max-width:220px}}"
    )


def _alone(page: str) -> str:
    """Put every file that a page names into it, and a policy that lets it ask for nothing."""
    page = _SCRIPT.sub(lambda found: f"<script>{_file(found.group(1))}</script>", page)
    page = _STYLE.sub(lambda found: f"<style>{_ADDRESS.sub('none', _file(found.group(1)))}</style>", page)
    return page.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">', 1)


def _file(name: str) -> str:
    return path(name).read_text(encoding="utf-8").replace("</script", "<\\/script")
