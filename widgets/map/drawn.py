"""Drawings as the page takes them: shapes of world pixels, a colour's token, and words at their places.

A map is seen by all who stand before it: telephone numbers in what was typed are masked on it, and whole in the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from console import geodesic
from console.domain.drawing import Drawing, Ink, Kind
from console.domain.place import LatLng
from console.domain.texts import without_phones
from widgets.map import figures
from widgets.map.features import world_px_of

TOKENS: Final = {Ink.RED: "p1", Ink.ORANGE: "p2", Ink.YELLOW: "p3", Ink.BLUE: "p4", Ink.TEAL: "normal"}
MEASURED: Final = "text_1"
"""What is measured wears the colour of words: it says nothing about danger."""
RUNNING_MOST: Final = 12
"""So many corners of a way tell how far they are; of a longer one only its end."""

Thing = dict[str, object]


def things_of(drawing: Drawing, *, chosen: bool = False, is_open: bool = False) -> list[Thing]:
    """Return what the page draws for a drawing; an open one is still being drawn and tells its size."""
    points, kind = drawing.points, drawing.kind
    if not points:
        return []
    color = MEASURED if kind.is_measured else TOKENS[drawing.ink]
    if kind is Kind.CIRCLE and len(points) > 1:
        words = without_phones(drawing.text) or (figures.of(drawing) if is_open else "")
        rim = _thing("area", _ring(*points), color, chosen=chosen)
        # The words stand below the middle, not on it; they are shown as long as that is.
        return [rim, _thing("line", points[:1], color, dots=True, words=_at(points[0], words), is_open=True)]
    if kind is Kind.NOTE:
        return [_thing("pin", points, color, chosen=chosen, words=_at(points[0], without_phones(drawing.text)))]
    is_area = kind in (Kind.AREA, Kind.SURFACE) and len(points) > 2
    return [
        _thing(
            "area" if is_area else "line",
            points,
            color,
            chosen=chosen,
            is_open=is_open,
            dash=kind.is_measured,
            arrow=kind is Kind.ARROW,
            dots=is_open or kind.is_measured,
            words=_words(drawing, is_open=is_open),
        )
    ]


def middle_of(drawing: Drawing) -> LatLng:
    """Return where a drawing is: the middle of a circle or area, the foot of a note, a point halfway along a line."""
    points = drawing.points
    match drawing.kind:
        case Kind.AREA | Kind.SURFACE:
            return _centroid(points)
        case Kind.LINE | Kind.DISTANCE:
            return points[len(points) // 2]
        case _:
            return points[0]


def _words(drawing: Drawing, *, is_open: bool) -> list[list[object]]:
    points = drawing.points
    if drawing.kind is Kind.DISTANCE:
        return _running(points)
    if drawing.kind is Kind.SURFACE or (is_open and drawing.kind is Kind.AREA):
        whole = len(points) > 2
        return _at(_centroid(points) if whole else points[-1], figures.of(drawing))
    if drawing.text:
        return _at(middle_of(drawing), without_phones(drawing.text))
    return _at(points[-1], figures.of(drawing)) if is_open and len(points) > 1 else []


def _running(points: Sequence[LatLng]) -> list[list[object]]:
    """Return at each corner how far it is from the beginning."""
    so_far = list(accumulate(geodesic.leg(start, end).length_m for start, end in pairwise(points)))
    told = list(zip(points[1:], so_far, strict=True))
    if len(told) > RUNNING_MOST:
        told = told[-1:]
    return [word for place, length_m in told for word in _at(place, figures.length(length_m))]


def _at(place: LatLng, text: str) -> list[list[object]]:
    return [[*world_px_of(place), text]] if text else []


def _thing(
    shape: str,
    points: Sequence[LatLng],
    color: str,
    *,
    words: list[list[object]] | None = None,
    chosen: bool = False,
    is_open: bool = False,
    dash: bool = False,
    arrow: bool = False,
    dots: bool = False,
) -> Thing:
    return {
        "shape": shape,
        "px": [number for place in points for number in world_px_of(place)],
        "color": color,
        "words": words or [],
        "chosen": chosen,
        "open": is_open,
        "dash": dash,
        "arrow": arrow,
        "dots": dots,
    }


@lru_cache(maxsize=256)
def _ring(middle: LatLng, rim: LatLng) -> tuple[LatLng, ...]:
    return geodesic.ring(middle, geodesic.leg(middle, rim).length_m)


def _centroid(points: Sequence[LatLng]) -> LatLng:
    """Return the middle of a ring's area; of one without area, the mean of its corners."""
    first = points[0]
    corners = [(point.lng_deg - first.lng_deg, point.lat_deg - first.lat_deg) for point in points]
    area = lng = lat = 0.0
    for (ax, ay), (bx, by) in pairwise([*corners, corners[0]]):
        cross = ax * by - bx * ay
        area += cross
        lng += (ax + bx) * cross
        lat += (ay + by) * cross
    if abs(area) < 1e-14:
        count = len(corners)
        return LatLng(
            first.lat_deg + sum(y for _, y in corners) / count, first.lng_deg + sum(x for x, _ in corners) / count
        )
    return LatLng(first.lat_deg + lat / (3 * area), first.lng_deg + lng / (3 * area))
