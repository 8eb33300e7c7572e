"""Borders at any zoom: never farther than half a px from where they are, and drawn the same by all who share them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

import pytest
from PySide6.QtQml import QJSEngine, QJSValue
from PySide6.QtWidgets import QApplication

from resources import path

Point = tuple[int, int]
ASIDE_PX = 0.75
WAVE = [(x, round(900 * math.sin(x / 4000) + 140 * math.sin(x / 300))) for x in range(0, 40_000, 100)]
"""A border that bends slowly, in steps far too small to be seen at the scales below."""
SCALES = [1 / 4096, 1 / 1024, 1 / 256, 1 / 64]

SIMPLIFY = """
(function (pieces, scale) {
    const at = [0], px = [];
    for (const piece of pieces) { for (const point of piece) px.push(...point); at.push(px.length / 2); }
    const sets = [{ px: Int32Array.from(px), at: Uint32Array.from(at) }];
    const out = griddesk.standingOut(sets[0].px, sets[0].at, griddesk.nodesOf(sets)[0]);
    const simple = griddesk.simplified(sets[0].px, sets[0].at, out, scale);
    return JSON.stringify([Array.from(simple.xy), Array.from(simple.from)]);
})
"""


@pytest.fixture(scope="module")
def engine(qapp: QApplication) -> QJSEngine:
    made = QJSEngine()
    evaluated(made, "var griddesk = { LiveCanvas: { extend: layer => layer }, layers: {} };")
    evaluated(made, (path("map") / "ground.js").read_text(encoding="utf-8"))
    return made


def evaluated(engine: QJSEngine, script: str) -> QJSValue:
    # Qt's stubs tell of the argument that the call from Python leaves out.
    value = cast("QJSValue", engine.evaluate(script))
    assert not value.isError(), value.toString()
    return value


def simplified(engine: QJSEngine, pieces: Sequence[Sequence[Point]], scale: float) -> list[list[tuple[float, float]]]:
    """Return each piece as it is drawn at a scale, in px."""
    function = evaluated(engine, SIMPLIFY)
    asked = [engine.toScriptValue([[list(point) for point in piece] for piece in pieces]), QJSValue(scale)]
    told = function.call(asked)
    assert not told.isError(), told.toString()
    xy, at = json.loads(told.toString())
    points = list(zip(xy[::2], xy[1::2], strict=True))
    return [points[first:last] for first, last in pairwise(at)]


def farthest_px(piece: Sequence[Point], drawn: Sequence[tuple[float, float]], scale: float) -> float:
    return max(min(_away(x * scale, y * scale, *way) for way in pairwise(drawn)) for x, y in piece)


def _away(x: float, y: float, start: Any, end: Any) -> float:
    way_x, way_y = end[0] - start[0], end[1] - start[1]
    long = way_x**2 + way_y**2
    part = max(0.0, min(1.0, ((x - start[0]) * way_x + (y - start[1]) * way_y) / long)) if long else 0.0
    return math.hypot(x - start[0] - part * way_x, y - start[1] - part * way_y)


@pytest.mark.parametrize("scale", SCALES)
def test_that_nothing_of_a_border_is_farther_away_than_can_be_seen(engine: QJSEngine, scale: float) -> None:
    (drawn,) = simplified(engine, [WAVE], scale)
    assert farthest_px(WAVE, drawn, scale) <= ASIDE_PX


def test_that_what_cannot_be_seen_is_left_out(engine: QJSEngine) -> None:
    (drawn,) = simplified(engine, [WAVE], 1 / 1024)
    assert len(drawn) < len(WAVE) / 10


@pytest.mark.parametrize("scale", SCALES)
def test_that_a_border_is_drawn_the_same_whichever_way_it_runs(engine: QJSEngine, scale: float) -> None:
    one, other = simplified(engine, [WAVE, WAVE[::-1]], scale)
    assert one == other[::-1]


@pytest.mark.parametrize("scale", SCALES)
def test_that_two_neighbours_share_their_border(engine: QJSEngine, scale: float) -> None:
    north = [*WAVE, (39_900, 30_000), (0, 30_000), WAVE[0]]
    south_from_the_middle = [*WAVE[200::-1], (0, -30_000), (39_900, -30_000), *WAVE[:199:-1]]
    above, below = simplified(engine, [north, south_from_the_middle], scale)
    shared = {(x * scale, y * scale) for x, y in WAVE}
    assert shared.intersection(above) == shared.intersection(below)


def test_that_a_ring_stays_closed_where_its_first_point_is_left_out(engine: QJSEngine) -> None:
    round_ = [(round(9000 * math.cos(n / 100)), round(9000 * math.sin(n / 100))) for n in range(50, 678)]
    (drawn,) = simplified(engine, [[*round_, round_[0]]], 1 / 256)
    assert drawn[0] == drawn[-1]
    assert len(drawn) > 8


def test_that_a_border_that_ends_keeps_its_ends(engine: QJSEngine) -> None:
    (drawn,) = simplified(engine, [WAVE], 1 / 65_536)
    assert len(drawn) == 2
