"""What is done to a map that is measured: changed, moved, boxed, dropped on, killed, and fed for a while."""

from __future__ import annotations

import json
import os
import random
import signal
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median, quantiles
from time import perf_counter
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect

from console.atlas import Atlas
from console.domain.crew import Fix
from console.domain.place import LatLng
from console.domain.ticket import Target, TargetKind, TicketId
from console.journal import News
from console.ports import Snapshot
from widgets.benches.page import SIZE_PX, ProcessTree, answer_of, run_for, until, until_painted
from widgets.map.drag import target_at
from widgets.map.features import RATINGS, world_px_of
from widgets.map.looks import OVERDUE, SENT
from widgets.map.panel import MapPanel
from widgets.map.view import MapView
from widgets.relay import Relay

UPDATES: Final = 16
MOVES: Final = 1_000
COLOURS: Final = 50
ALL_MOVE_EVERY_S: Final = 10
"""So often the position of a crew on duty comes, as the field's terminals send it."""
MOST_URGENT: Final = 1 | OVERDUE
PAN_S: Final = 3.0
WARM_SHARE, WARM_MAX_S = 0.25, 120.0
SAMPLES: Final = 20
_PAN: Final = """
window.benchPan = null;
(function () {
  var map = MAP, began = performance.now(), frames = 0, until = began + SECONDS * 1000;
  function step(now) {
    frames++;
    var angle = now / 700;
    map.panBy([Math.round(14 * Math.cos(angle)), Math.round(14 * Math.sin(angle / 2))], { animate: false });
    if (now < until) requestAnimationFrame(step); else window.benchPan = frames * 1000 / (now - began);
  }
  requestAnimationFrame(step);
})();
"""


def updates(tree: ProcessTree, panel: MapPanel, snapshot: Snapshot) -> float:
    """Move crews and change colours with the four-colour view on; return the CPU of one such update."""
    dice, live = random.Random(3), panel.live
    panel.show_layers(replace(live.shown, ratings=True))
    placed = [(crew.id, crew.place) for crew in snapshot.crews if crew.id in live.crews and crew.place is not None]
    ratings = {region.code: region.rating for region in snapshot.regions}
    grids = list(live.ground.codes)
    run_for(600)
    # What comes to pass is made up before the clock runs: it is the world's work, not the map's.
    moves = [[(crew, _near(at, dice)) for crew, at in dice.sample(placed, MOVES)] for _ in range(UPDATES)]
    colours = [[(grid, dice.choice(RATINGS)) for grid in dice.sample(grids, COLOURS)] for _ in range(UPDATES)]
    idle = idle_cpu(tree)
    before = tree.cpu_ms()
    for moved, coloured in zip(moves, colours, strict=True):
        for crew, place in moved:
            live.crews.put(crew, world_px_of(place), 1)
        ratings.update(coloured)
        live.rate(ratings)
        live.changed()
        run_for(500)
    cpu = (tree.cpu_ms() - before) / UPDATES - idle / 2
    panel.show_layers(replace(live.shown, ratings=False))
    return cpu


def _near(at: LatLng, dice: random.Random) -> LatLng:
    return LatLng(at.lat_deg + dice.uniform(-1e-3, 1e-3), at.lng_deg + dice.uniform(-1e-3, 1e-3))


def everything_moves(tree: ProcessTree, relay: Relay, since: datetime) -> float:
    """Let every crew's position come once, as News spread over ALL_MOVE_EVERY_S; return the share of a core it takes."""
    dice = random.Random(4)
    placed = [(crew.id, crew.place) for crew in relay.board.crews.values() if crew.place is not None]
    fixes = [Fix(crew, _near(at, dice), since) for crew, at in placed]
    parts = [News(fixes=tuple(fixes[turn::ALL_MOVE_EVERY_S])) for turn in range(ALL_MOVE_EVERY_S)]
    run_for(600)
    idle = idle_cpu(tree)
    before, began = tree.cpu_ms(), perf_counter()
    for number, news in enumerate(parts, start=1):
        relay.hear(news)
        run_for(max(0, round(1000 * (number - perf_counter() + began))))
    return max(0.0, (tree.cpu_ms() - before) / ALL_MOVE_EVERY_S - idle) / 1000


def boxes_everything(panel: MapPanel) -> float:
    """Show the whole city with all of it switched on and draw a box around all; return how long the answer takes, ms.

    The answer is what the map tells the others: tickets, grids and the area, told before the call ends.
    """
    panel.show_home()
    run_for(500)
    took: list[float] = []
    for _ in range(5):
        began = perf_counter()
        panel.view.bridge.was_boxed.emit(0.0, 0.0, float(panel.view.width()), float(panel.view.height()))
        took.append((perf_counter() - began) * 1000)
    panel.hand.area.shut()  # Each picture of the page would be put together with the list that lies over it.
    return median(took)


def memory_growth(
    tree: ProcessTree, panel: MapPanel, relay: Relay, seconds: float, since: datetime
) -> dict[str, float]:
    """Let positions and colours come for so long, and compare memory after the warm-up with that at the end.

    The warm-up is a quarter of the time, no longer than WARM_MAX_S; compared are the medians of the first and the last
    quarter of what follows it.
    """
    dice, live = random.Random(9), panel.live
    placed = [(crew.id, crew.place) for crew in relay.board.crews.values() if crew.place is not None]
    ratings = {region.code: region.rating for region in relay.board.regions.values()}
    grids = list(live.ground.codes)
    panel.show_layers(replace(live.shown, ratings=True))
    warm_s = min(seconds * WARM_SHARE, WARM_MAX_S)
    every_s = (seconds - warm_s) / SAMPLES
    began, samples, turn = perf_counter(), list[float](), 0
    while (at_s := perf_counter() - began) < seconds:
        if at_s >= warm_s + len(samples) * every_s:
            samples.append(tree.memory_mb())
        turn += 1
        moved = dice.sample(placed, min(MOVES, len(placed)))
        at = since + timedelta(seconds=turn)
        relay.hear(News(fixes=tuple(Fix(crew, _near(place, dice), at) for crew, place in moved)))
        ratings.update((grid, dice.choice(RATINGS)) for grid in dice.sample(grids, COLOURS))
        live.rate(ratings)
        run_for(1000)
    panel.show_layers(replace(live.shown, ratings=False))
    quarter = max(1, len(samples) // 4)
    first, last = median(samples[:quarter]), median(samples[-quarter:])
    return {"feed_memory_mb": last, "feed_memory_growth": last / first - 1 if first else 0.0, "feed_s": seconds}


def latency(panel: MapPanel, snapshot: Snapshot) -> dict[str, float]:
    """Change one ticket in the middle of the view and wait for its pixels to change."""
    live, place = panel.live, middle_of(snapshot)
    go(panel, place, 17)
    spent: list[float] = []
    key, px = TicketId(-1), world_px_of(place)
    for turn in range(21):
        run_for(320)
        before = _patch(panel)
        began = perf_counter()
        live.tickets.put(key, px, MOST_URGENT if turn % 2 else MOST_URGENT | SENT)
        live.changed()
        until(lambda before=before: _patch(panel) != before)  # type: ignore[misc]
        spent.append((perf_counter() - began) * 1000)
    live.tickets.drop(key)
    live.changed()
    cuts = quantiles(spent[1:], n=20, method="inclusive")
    return {"call_to_pixel_p50": cuts[9], "call_to_pixel_p95": cuts[18]}


def _patch(panel: MapPanel) -> bytes:
    """Return the pixels in the middle of the view."""
    middle = panel.view.rect().center()
    image = panel.view.grab(QRect(middle.x() - 6, middle.y() - 6, 12, 12)).toImage()
    return bytes(image.constBits())


def drop_hits(panel: MapPanel, atlas: Atlas, snapshot: Snapshot) -> float:
    """Return the share of pixels, zoom 10 to 16, where Python's target lies in the grid that the page shows there."""
    dice, hits, tries = random.Random(11), 0, 0
    panel.show_layers(replace(panel.live.shown, crews=False))
    for zoom in range(10, 17):
        go(panel, middle_of(snapshot), zoom)
        pixels = [[dice.randrange(SIZE_PX[0]), dice.randrange(panel.view.height())] for _ in range(40)]
        script = (
            f"JSON.stringify({json.dumps(pixels)}.map(function (p) {{"
            "var at = griddesk.page.map.containerPointToLatLng(p); return [at.lat, at.lng]; }))"
        )
        shown = json.loads(str(answer_of(panel.view, script)))
        for (x, y), (lat, lng) in zip(pixels, shown, strict=True):
            grid = atlas.grid_at(LatLng(lat, lng))
            target = Target(TargetKind.GRID, grid) if grid is not None else None
            tries += 1
            hits += target_at(panel.live, atlas, panel.live.view, x, y) == target
    panel.show_layers(replace(panel.live.shown, crews=True))
    return hits / tries


def recovery(panel: MapPanel) -> float:
    """Kill the page's renderer and wait for the map to stand again with everything on it."""
    began = perf_counter()
    os.kill(panel.view.surface.renderProcessPid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    until(lambda: not panel.live.is_up)
    until(lambda: panel.live.is_whole)
    until_painted(panel.view)
    return perf_counter() - began


def pan(tree: ProcessTree, view: MapView, name: str) -> tuple[float, float]:
    """Drag the map to and fro as fast as it goes; return pictures a second, and the CPU of one in ms."""
    before = tree.cpu_ms()
    view.surface.runJavaScript(_PAN.replace("MAP", name).replace("SECONDS", str(PAN_S)))
    until(lambda: answer_of(view, "window.benchPan > 0") is True)
    told = answer_of(view, "window.benchPan")
    fps = float(told) if isinstance(told, int | float) else 0.0
    return fps, (tree.cpu_ms() - before) / max(fps * PAN_S, 1)


def go(panel: MapPanel, place: LatLng, zoom: int) -> None:
    panel.live.go_to(place, zoom)

    def is_there() -> bool:
        at = QPointF(*panel.live.view.pixel_of(place)) - QPointF(panel.view.rect().center())
        return panel.live.view.zoom == zoom and at.manhattanLength() < 4

    until(is_there)
    run_for(300)


def idle_cpu(tree: ProcessTree) -> float:
    """Return the CPU of a second in which nothing is asked, in ms: the calmest of three, for what was asked before may linger."""
    seen: list[float] = []
    for _ in range(3):
        before = tree.cpu_ms()
        run_for(1000)
        seen.append(tree.cpu_ms() - before)
    return min(seen)


def middle_of(snapshot: Snapshot) -> LatLng:
    """Return the place of the ticket nearest to the middle of all of them."""
    places = np.array([[t.place.lat_deg, t.place.lng_deg] for t in snapshot.tickets if t.place is not None])
    lat, lng = places[np.argmin(((places - np.median(places, axis=0)) ** 2).sum(axis=1))].tolist()
    return LatLng(lat, lng)
