"""What the map costs at city size, beside a tuned page of stock folium with the same data, in the same run.

A city of four times the ground, crews, cameras and tickets is measured beside it, with names that begin with "four_" and
how many times as much that is. CPU and memory are those of the whole tree of processes, read from /proc; elsewhere they
are left out.

``open_s`` is from the moment MapPanel is asked for until its page has painted with all layers loaded, from a warm start:
the libraries are in and the engine has shown a page before, but nothing of this city is made beyond the board and the
atlas, which the desk makes for itself. ``open_cpu`` is what that takes of a core, in ms: it holds on a busy machine too.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final, TypeVar

import numpy as np

from console.atlas import Atlas
from console.board import Board
from console.clocks import SystemClock
from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.ports import Snapshot
from widgets.benches import peer
from widgets.benches.map_bars import FOUR, missed, verdicts
from widgets.benches.map_work import (
    COLOURS,
    MOVES,
    UPDATES,
    boxes_everything,
    drop_hits,
    everything_moves,
    go,
    idle_cpu,
    latency,
    memory_growth,
    middle_of,
    pan,
    recovery,
    updates,
)
from widgets.benches.page import (
    SIZE_PX,
    ProcessTree,
    answer_of,
    city,
    end,
    fourfold,
    plain_view,
    run_for,
    until,
    until_painted,
)
from widgets.benches.stage import NoDesk, application
from widgets.kit.focus import Focus
from widgets.map.panel import MapPanel
from widgets.map.scheme import register_scheme
from widgets.map.view import MapView
from widgets.relay import Relay

T = TypeVar("T")

TICKETS: Final = 5_000
WORK_ZOOM: Final = 13
POINTS: Final = 1_000_000
RATIOS: Final = (1.25, 1.5, 2.0)
"""The scales of a screen, besides one, at which drops are tried; each in a process of its own, which ``hits_at`` is for."""
COMPARED: Final = ("load_cpu", "update_cpu", "update_cpu_whole_city", "memory_mb", "pan_fps", "pan_cpu_a_frame")
GROWN: Final = (
    *COMPARED,
    "open_s",
    "locate_points_per_s",
    "call_to_pixel_p50",
    "box_everything_ms",
    "all_moving_core_share",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _City:
    snapshot: Snapshot
    centre: RegionCode
    atlas: Atlas


def measure(seconds: float = 60.0, rounds: int = 3, hits: Mapping[float, float] | None = None) -> dict[str, Any]:
    """Measure ``rounds`` times, ours, the peer's and four cities in turn, and return medians; times in ms where not said.

    ``seconds`` is how long positions come while memory is watched; ``hits`` are the shares of drops that hit, by the scale
    of the screen, measured elsewhere.
    """
    register_scheme()
    application()
    snapshot, centre = city(TICKETS)
    one = _City(snapshot=snapshot, centre=centre, atlas=Atlas(snapshot.regions))
    whole = fourfold(snapshot, centre)
    four = _City(snapshot=whole, centre=centre, atlas=Atlas(whole.regions))
    figures = {**_alone(one.atlas), **_named_four(_alone(four.atlas))}
    peer_html, figures["peer_build_s"] = _timed(lambda: peer.write(one.atlas, snapshot, middle_of(snapshot)))
    figures |= {f"drop_hits_share_at_{ratio:g}": share for ratio, share in (hits or {}).items()}
    seen: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, value in (_ours(one) | _peer(peer_html) | _named_four(_ours(four))).items():
            seen.setdefault(name, []).append(value)
    figures |= {name: median(values) for name, values in seen.items()}
    figures |= _fed(one, seconds)
    figures |= {
        f"{name}_of_peer": figures[name] / figures[f"peer_{name}"] for name in COMPARED if figures.get(f"peer_{name}")
    }
    figures |= {f"{FOUR}times_{name}": figures[FOUR + name] / figures[name] for name in GROWN if figures.get(name)}
    told: dict[str, Any] = {name: round(value, 3) for name, value in sorted(figures.items())}
    told["load"] = [round(load, 1) for load in os.getloadavg()] if hasattr(os, "getloadavg") else []
    return told | {"bars": verdicts(figures), "missed": missed(figures)}


def hits_at(ratio: float) -> float:
    """Return the share of drops that hit on a screen of this scale; in a process of its own, which reads it once."""
    os.environ["QT_SCALE_FACTOR"] = f"{ratio:g}"
    register_scheme()
    application()
    snapshot, centre = city(TICKETS)
    atlas = Atlas(snapshot.regions)
    one = _City(snapshot=snapshot, centre=centre, atlas=atlas)
    panel = _panel(one, _relay(one))
    _show(panel)
    share = drop_hits(panel, atlas, snapshot)
    panel.close()
    end(panel)
    return share


def _named_four(figures: Mapping[str, float]) -> dict[str, float]:
    return {FOUR + name: value for name, value in figures.items()}


def _alone(atlas: Atlas) -> dict[str, float]:
    """Measure what needs no page: finding grids, by the time on a core."""
    box = atlas.bounds()
    if box is None:
        return {}
    dice = np.random.default_rng(7)
    lng, lat = dice.uniform(box.west, box.east, POINTS), dice.uniform(box.south, box.north, POINTS)
    atlas.grids_at(lng[:1000], lat[:1000])
    began = process_time()
    atlas.grids_at(lng, lat)
    return {"locate_points_per_s": POINTS / (process_time() - began), "grids": float(len(atlas.grid_codes))}


def _relay(shown: _City) -> Relay:
    board = Board(shown.centre)
    board.load(shown.snapshot)
    return Relay(NoDesk(), board, Operator(name="bench", centre=shown.centre), SystemClock())


def _panel(shown: _City, relay: Relay) -> MapPanel:
    return MapPanel(relay, Focus(), shown.atlas, describe_target=lambda _target, _tickets: ("", True, ""))


def _show(panel: MapPanel) -> None:
    panel.resize(*SIZE_PX)
    panel.show()
    until(lambda: panel.live.is_whole)
    until_painted(panel.view)


def _ours(shown: _City) -> dict[str, float]:
    tree, snapshot = ProcessTree(), shown.snapshot
    relay = _relay(shown)
    cpu_before, began = tree.cpu_ms(), perf_counter()
    panel = _panel(shown, relay)
    _show(panel)
    figures = {"open_s": perf_counter() - began, "open_cpu": tree.cpu_ms() - cpu_before}
    panel.close()
    end(panel)
    # What the map before it left with the allocators is no part of this one.
    blank_mb = _blank_mb()
    relay = _relay(shown)
    panel = _panel(shown, relay)
    panel.live.ground.packed  # noqa: B018 - made when first asked for, which belongs to building, as with the peer
    cpu_before, began = tree.cpu_ms(), perf_counter()
    _show(panel)
    figures |= {"load_cpu": tree.cpu_ms() - cpu_before, "first_picture_s": perf_counter() - began}
    run_for(1000)
    figures["memory_mb"] = tree.memory_mb() - blank_mb
    figures["box_everything_ms"] = boxes_everything(panel)
    figures["update_cpu_whole_city"] = updates(tree, panel, snapshot)
    go(panel, middle_of(snapshot), WORK_ZOOM)
    figures["update_cpu"] = updates(tree, panel, snapshot)
    figures["one_hertz_core_share"] = figures["update_cpu"] / 1000
    figures["all_moving_core_share"] = everything_moves(tree, relay, datetime.now(UTC) + timedelta(seconds=1))
    figures |= latency(panel, snapshot)
    figures["drop_hits_share"] = drop_hits(panel, shown.atlas, snapshot)
    go(panel, middle_of(snapshot), WORK_ZOOM)
    figures["pan_fps"], figures["pan_cpu_a_frame"] = pan(tree, panel.view, "griddesk.page.map")
    figures["kill_to_map_s"] = recovery(panel)
    figures |= {
        "foreign": float(len(panel.view.gate.foreign)),
        "missing": float(len(panel.handler.missing)),
        "script_faults": float(len(panel.view.surface.faults)),
    }
    panel.close()
    end(panel)
    return figures


def _fed(shown: _City, seconds: float) -> dict[str, float]:
    relay = _relay(shown)
    panel = _panel(shown, relay)
    _show(panel)
    go(panel, middle_of(shown.snapshot), WORK_ZOOM)
    figures = memory_growth(ProcessTree(), panel, relay, seconds, datetime.now(UTC) + timedelta(seconds=1))
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
    figures["peer_pan_fps"], figures["peer_pan_cpu_a_frame"] = pan(tree, view, "map_peer")
    end(view)
    return figures


def _peer_updates(tree: ProcessTree, view: MapView) -> float:
    dice = random.Random(3)
    moves = [[[dice.random(), dice.uniform(-1e-3, 1e-3)] for _ in range(MOVES)] for _ in range(UPDATES)]
    colours = [[[dice.random(), dice.randrange(5)] for _ in range(COLOURS)] for _ in range(UPDATES)]
    idle = idle_cpu(tree)
    before = tree.cpu_ms()
    for moved, coloured in zip(moves, colours, strict=True):
        view.surface.runJavaScript(f"peerUpdate({json.dumps(moved)}, {json.dumps(coloured)})")
        run_for(500)
    return (tree.cpu_ms() - before) / UPDATES - idle / 2


def _blank_mb() -> float:
    view = plain_view("<!DOCTYPE html><html><body><script>peerIsUp = true</script></body></html>")
    view.open()
    until(lambda: bool(answer_of(view, "document.readyState === 'complete'")))
    run_for(500)
    used = ProcessTree().memory_mb()
    end(view)
    return used


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    began = perf_counter()
    made = call()
    return made, perf_counter() - began
