"""What the map costs at city size, beside a tuned page of stock folium with the same data, in the same run.

CPU and memory are those of the whole tree of processes, read from /proc; elsewhere they are left out.
"""

from __future__ import annotations

import json
import os
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Final, TypeVar

import numpy as np
from PySide6.QtCore import QPointF, QRect

from console.atlas import Atlas
from console.board import Board
from console.clocks import SystemClock
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.shift import Operator
from console.domain.ticket import Target, TargetKind, TicketId
from console.ports import Snapshot
from widgets.benches import peer
from widgets.benches.page import (
    SIZE_PX,
    ProcessTree,
    answer_of,
    city,
    end,
    plain_view,
    run_for,
    until,
    until_painted,
)
from widgets.benches.stage import NoDesk, application
from widgets.kit.focus import Focus
from widgets.map.drag import target_at
from widgets.map.features import RATINGS, world_px_of
from widgets.map.looks import OVERDUE, SENT
from widgets.map.panel import MapPanel
from widgets.map.scheme import register_scheme
from widgets.map.view import MapView
from widgets.relay import Relay

T = TypeVar("T")

TICKETS: Final = 5_000
WORK_ZOOM: Final = 13
UPDATES: Final = 16
MOVES: Final = 1_000
COLOURS: Final = 50
MOST_URGENT: Final = 1 | OVERDUE
PAN_S: Final = 3.0
POINTS: Final = 300_000
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


def measure(rounds: int = 3) -> dict[str, float]:
    """Measure ``rounds`` times, ours and the peer's in turn, and return medians; times in ms where not said otherwise."""
    register_scheme()
    application()
    snapshot, centre = city(TICKETS)
    atlas = Atlas(snapshot.regions)
    figures = _alone(atlas)
    peer_html, figures["peer_build_s"] = _timed(lambda: peer.write(atlas, snapshot, _middle(snapshot)))
    seen: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, value in (_ours(snapshot, centre, atlas) | _peer(peer_html)).items():
            seen.setdefault(name, []).append(value)
    figures |= {name: median(values) for name, values in seen.items()}
    for name in ("load_cpu", "update_cpu", "update_cpu_whole_city", "memory_mb", "pan_fps"):
        if name in figures and figures.get(f"peer_{name}"):
            figures[f"{name}_of_peer"] = figures[name] / figures[f"peer_{name}"]
    return {name: round(value, 3) for name, value in sorted(figures.items())}


def _alone(atlas: Atlas) -> dict[str, float]:
    """Measure what needs no page: finding grids."""
    box = atlas.bounds()
    if box is None:
        return {}
    dice = np.random.default_rng(7)
    lng, lat = dice.uniform(box.west, box.east, POINTS), dice.uniform(box.south, box.north, POINTS)
    atlas.grids_at(lng[:1000], lat[:1000])
    began = process_time()
    atlas.grids_at(lng, lat)
    return {"locate_points_per_s": POINTS / (process_time() - began), "grids": float(len(atlas.grid_codes))}


def _ours(snapshot: Snapshot, centre: RegionCode, atlas: Atlas) -> dict[str, float]:
    blank_mb = _blank_mb()
    tree = ProcessTree()
    board = Board(centre)
    board.load(snapshot)
    relay = Relay(NoDesk(), board, Operator(name="bench", centre=centre), SystemClock())
    began = perf_counter()
    panel = MapPanel(relay, Focus(), atlas, describe_target=lambda _target, _tickets: ("", True, ""))
    panel.live.ground.packed  # noqa: B018 - made when first asked for, which belongs to building, as with the peer
    figures = {"build_s": perf_counter() - began}
    cpu_before, began = tree.cpu_ms(), perf_counter()
    panel.resize(*SIZE_PX)
    panel.show()
    live = panel.live
    until(lambda: live.is_up and not live.awaited)
    until_painted(panel.view)
    figures |= {"load_cpu": tree.cpu_ms() - cpu_before, "first_picture_s": perf_counter() - began}
    run_for(1000)
    figures["memory_mb"] = tree.memory_mb() - blank_mb
    figures["update_cpu_whole_city"] = _our_updates(tree, panel, snapshot)
    _go(panel, _middle(snapshot), WORK_ZOOM)
    figures["update_cpu"] = _our_updates(tree, panel, snapshot)
    figures["one_hertz_core_share"] = figures["update_cpu"] / 1000
    figures |= _latency(panel, snapshot)
    figures["drop_hits_share"] = _drop_hits(panel, atlas, snapshot)
    _go(panel, _middle(snapshot), WORK_ZOOM)
    figures["pan_fps"] = _pan(panel.view, "griddesk.page.map")
    figures["kill_to_map_s"] = _recovery(panel)
    figures |= {
        "foreign": float(len(panel.view.gate.foreign)),
        "missing": float(len(panel.handler.missing)),
        "script_faults": float(len(panel.view.surface.faults)),
    }
    panel.close()
    end(panel)
    return figures


def _peer(html: str) -> dict[str, float]:
    blank_mb = _blank_mb()
    tree = ProcessTree()
    view = plain_view(html)
    cpu_before, began = tree.cpu_ms(), perf_counter()
    view.open()
    until(lambda: bool(answer_of(view, "window.peerIsUp === true")))
    until_painted(view)
    figures = {"peer_load_cpu": tree.cpu_ms() - cpu_before, "peer_first_picture_s": perf_counter() - began}
    run_for(1000)
    figures["peer_memory_mb"] = tree.memory_mb() - blank_mb
    figures["peer_update_cpu_whole_city"] = _peer_updates(tree, view)
    view.surface.runJavaScript(f"map_peer.setView(map_peer.getCenter(), {WORK_ZOOM}, {{ animate: false }})")
    run_for(1500)
    figures["peer_update_cpu"] = _peer_updates(tree, view)
    figures["peer_pan_fps"] = _pan(view, "map_peer")
    end(view)
    return figures


def _our_updates(tree: ProcessTree, panel: MapPanel, snapshot: Snapshot) -> float:
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
    idle = _idle_cpu(tree)
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


def _peer_updates(tree: ProcessTree, view: MapView) -> float:
    dice = random.Random(3)
    moves = [[[dice.random(), dice.uniform(-1e-3, 1e-3)] for _ in range(MOVES)] for _ in range(UPDATES)]
    colours = [[[dice.random(), dice.randrange(5)] for _ in range(COLOURS)] for _ in range(UPDATES)]
    idle = _idle_cpu(tree)
    before = tree.cpu_ms()
    for moved, coloured in zip(moves, colours, strict=True):
        view.surface.runJavaScript(f"peerUpdate({json.dumps(moved)}, {json.dumps(coloured)})")
        run_for(500)
    return (tree.cpu_ms() - before) / UPDATES - idle / 2


def _latency(panel: MapPanel, snapshot: Snapshot) -> dict[str, float]:
    """Change one ticket in the middle of the view and wait for its pixels to change."""
    live, place = panel.live, _middle(snapshot)
    _go(panel, place, 17)
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


def _drop_hits(panel: MapPanel, atlas: Atlas, snapshot: Snapshot) -> float:
    """Return the share of pixels, zoom 10 to 16, where Python's target lies in the grid that the page shows there."""
    dice, hits, tries = random.Random(11), 0, 0
    panel.show_layers(replace(panel.live.shown, crews=False))
    for zoom in range(10, 17):
        _go(panel, _middle(snapshot), zoom)
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


def _recovery(panel: MapPanel) -> float:
    """Kill the page's renderer and wait for the map to stand again with everything on it."""
    began = perf_counter()
    os.kill(panel.view.surface.renderProcessPid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    until(lambda: not panel.live.is_up)
    until(lambda: panel.live.is_up and not panel.live.awaited)
    until_painted(panel.view)
    return perf_counter() - began


def _pan(view: MapView, name: str) -> float:
    view.surface.runJavaScript(_PAN.replace("MAP", name).replace("SECONDS", str(PAN_S)))
    until(lambda: answer_of(view, "window.benchPan > 0") is True)
    told = answer_of(view, "window.benchPan")
    return float(told) if isinstance(told, int | float) else 0.0


def _go(panel: MapPanel, place: LatLng, zoom: int) -> None:
    panel.live.go_to(place, zoom)

    def is_there() -> bool:
        at = QPointF(*panel.live.view.pixel_of(place)) - QPointF(panel.view.rect().center())
        return panel.live.view.zoom == zoom and at.manhattanLength() < 4

    until(is_there)
    run_for(300)


def _idle_cpu(tree: ProcessTree) -> float:
    """Return the CPU of a second in which nothing is asked, in ms."""
    before = tree.cpu_ms()
    run_for(1000)
    return tree.cpu_ms() - before


def _blank_mb() -> float:
    view = plain_view("<!DOCTYPE html><html><body><script>peerIsUp = true</script></body></html>")
    view.open()
    until(lambda: bool(answer_of(view, "document.readyState === 'complete'")))
    run_for(500)
    used = ProcessTree().memory_mb()
    end(view)
    return used


def _middle(snapshot: Snapshot) -> LatLng:
    """Return the place of the ticket nearest to the middle of all of them."""
    places = np.array([[t.place.lat_deg, t.place.lng_deg] for t in snapshot.tickets if t.place is not None])
    lat, lng = places[np.argmin(((places - np.median(places, axis=0)) ** 2).sum(axis=1))].tolist()
    return LatLng(lat, lng)


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    began = perf_counter()
    made = call()
    return made, perf_counter() - began
