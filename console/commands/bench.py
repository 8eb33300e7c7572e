"""``bench``: measures what the bars are about, by name or all; the ones that need a screen are handed in by main.py."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from zoneinfo import ZoneInfo

from console import handlers
from console.atlas import Atlas
from console.clocks import SystemClock
from console.commands import bench_candidates, bench_sweep, export
from console.commands.answering import Answer
from console.commands.bench_input import FIRST_DAY, MAP, write_grids, write_tickets
from console.demo import bench as demo
from console.demo.plan import SIZES
from console.domain.grid import Region
from console.domain.shift import Operator
from console.domain.ticket import State
from console.gateways.files.regions import read_regions
from console.gateways.files.ticket_map import read_map
from console.gateways.files.tickets import TicketImport
from console.gateways.files.unusable import Unusable, nearest_of
from console.numbering import TicketIds
from console.orders import TakeIn
from console.ports import Store
from console.settings import Bench, ExportLog, Settings

OpenStore = Callable[[str | None], Store]
Measures = Mapping[str, Callable[[], Mapping[str, object]]]

ROWS = 10_000
LOG_LINES = 5_000
STORED = 100_000
ORDERS = 500
ZONE = ZoneInfo("Asia/Shanghai")


def run(command: Bench, open_store: OpenStore, with_qt: Measures) -> Answer:
    """Return the figures of each bench by its name; unless for machines, tell them on stderr as they come.

    Raises:
        Unusable: there is no bench of this name.
    """
    measures: Measures = {
        "demo": lambda: _demo(open_store),
        "import": lambda: _measured(open_store, _import),
        "export": lambda: _measured(open_store, _export),
        "intake": lambda: _measured(open_store, _intake),
        "candidates": bench_candidates.measure,
        "sweep": bench_sweep.measure,
        **with_qt,
    }
    if command.name != "all" and command.name not in measures:
        raise Unusable(f'There is no bench "{command.name}"{nearest_of(command.name, {"all", *measures})}.')
    answer: dict[str, object] = {}
    for name in measures if command.name == "all" else (command.name,):
        figures = measures[name]()
        answer[name] = figures
        if not command.json:
            told = ", ".join(f"{figure} {value}" for figure, value in figures.items())
            sys.stderr.write(f"{name}: {told}\n")
    return answer


def _demo(open_store: OpenStore) -> dict[str, object]:
    """Make the small demo city and the large one, each in a new database."""
    figures: dict[str, object] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="griddesk-bench-", ignore_cleanup_errors=True) as folder:
            store = open_store(f"sqlite:///{(Path(folder) / 'bench.db').as_posix()}")
            try:
                figures[size] = demo.measure(store, size)
            finally:
                store.close()
    return figures


def _measured(
    open_store: OpenStore, measure: Callable[[Store, Path, list[Region]], dict[str, object]]
) -> dict[str, object]:
    """Measure on a new database with the made-up city in it, which is thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="griddesk-bench-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        write_grids(folder / "grids.geojson")
        (folder / "map.toml").write_text(MAP, "utf-8")
        regions, _tally = read_regions(folder / "grids.geojson", ())
        store = open_store(f"sqlite:///{(folder / 'bench.db').as_posix()}")
        try:
            store.registry().add_regions(regions)
            return measure(store, folder, regions)
        finally:
            store.close()


def _import(store: Store, folder: Path, regions: list[Region]) -> dict[str, object]:
    first_s, taken_in = _taken_in(store, folder, regions, ROWS)
    again_s, _none = _taken_in(store, folder, regions, ROWS)
    return {
        "rows": taken_in,
        "first_s": round(first_s, 2),
        "again_s": round(again_s, 2),
        "rows_per_s": round(taken_in / first_s),
    }


def _export(store: Store, folder: Path, regions: list[Region]) -> dict[str, object]:
    _taken_in(store, folder, regions, LOG_LINES, days=1)
    settings = Settings(db=None, centre=None, operator="bench", lang="zh_CN", theme="night", zone=ZONE)
    figures: dict[str, object] = {}
    for form in ("xlsx", "csv", "json"):
        out = folder / f"log.{form}"
        began_s = perf_counter()
        told = export.run(
            ExportLog(settings=settings, day=FIRST_DAY.date(), format=form, out=out),
            store,
        )
        figures |= {"lines": told["lines"], f"{form}_s": round(perf_counter() - began_s, 2)}
    return figures


def _intake(store: Store, folder: Path, regions: list[Region]) -> dict[str, object]:
    _seconds, stored = _taken_in(store, folder, regions, STORED)
    clock = SystemClock()
    ids = TicketIds("bench", clock)
    by = Operator(name="bench", centre=regions[0].code, desk="bench")
    took_ms: list[float] = []
    for number in range(ORDERS):
        order = TakeIn(
            by=by, id=ids.next(), category="0102", title=f"Bench {number}", source="patrol", reported_at=clock.now()
        )
        began_s = perf_counter()
        with store.unit_of_work() as uow:
            handlers.handle(order, uow, clock)
        took_ms.append((perf_counter() - began_s) * 1000)
    open_now = sum(1 for _ticket in store.archive().tickets(regions[0].code, (State.REPORTED, State.FILED)))
    return {
        "stored": stored,
        "open": open_now,
        "orders": ORDERS,
        "p50_ms": round(median(took_ms), 2),
        "p95_ms": round(quantiles(took_ms, n=20)[18], 2),
        "max_ms": round(max(took_ms), 2),
    }


def _taken_in(store: Store, folder: Path, regions: list[Region], rows: int, days: int = 5) -> tuple[float, int]:
    """Take made-up tickets in; return the seconds and how many were new."""
    write_tickets(folder / "tickets.csv", rows, days)
    began_s = perf_counter()
    coming = TicketImport(
        folder / "tickets.csv",
        read_map(folder / "map.toml"),
        registry=store.registry(),
        atlas=Atlas(regions),
        centre=regions[0],
        ids=TicketIds("bench-import", SystemClock()),
        rules=store.archive().rulebook(),
    )
    tally = coming.run(lambda _share: None)
    return perf_counter() - began_s, tally.taken_in
