"""Bench: from giving an order to the painted row, on a file with 100,000 tickets stored."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

from console.board import Board
from console.clocks import SystemClock
from console.demo import city
from console.desk import Desk
from console.domain.grid import Tier
from console.domain.shift import Operator
from console.domain.ticket import State, Target, TargetKind, Ticket, TicketId
from console.journal import Entry
from console.numbering import TicketIds
from console.orders import Dispatch, TakeIn
from console.ports import Store
from console.targets import staffed_grids
from widgets.benches.stage import application
from widgets.kit.focus import Focus
from widgets.queue.panel import QueuePanel
from widgets.relay import Relay

STORED = 100_000
BATCH = 5_000
ORDERS = 100
PATIENCE_MS = 5_000


class Painted(QObject):
    """Quits a loop at the first picture of a widget drawn after it was armed and ``holds``."""

    def __init__(self, loop: QEventLoop) -> None:
        super().__init__()
        self._loop = loop
        self.panel: QueuePanel | None = None
        self.ticket = TicketId(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.panel is not None:
            row = self.panel.model.row_of(self.ticket)
            if row is not None and self.panel.model.at(row).state is State.DISPATCHED:
                QTimer.singleShot(0, self._loop.quit)
        return False


def measure(open_store: Callable[[str | None], Store]) -> dict[str, Any]:
    """Return milliseconds from order to painted row (p50, p95, max) and the ratio to a bare SQLite commit."""
    application()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "city.db"
        store: Store = open_store(f"sqlite:///{file}")
        try:
            city.make(store, "small", 1, now=datetime.now(UTC), progress=lambda _part, _share: None)
            stored = _fill(store)
            took_ms = _orders(store)
        finally:
            store.close()
        peer_ms = _peer(file)
    p95 = quantiles(took_ms, n=20)[18]
    return {
        "stored": stored,
        "orders": len(took_ms),
        "p50_ms": round(median(took_ms), 1),
        "p95_ms": round(p95, 1),
        "max_ms": round(max(took_ms), 1),
        "peer": "one UPDATE and commit with the standard library's sqlite3 on the same file",
        "peer_p50_ms": round(median(peer_ms), 2),
        "ratio_p50_to_peer": round(median(took_ms) / median(peer_ms), 1),
    }


def _fill(store: Store) -> int:
    """Store closed copies of a closed ticket until there are ``STORED``."""
    archive, registry = store.archive(), store.registry()
    centre = archive.centres()[0].code
    closed = next(archive.tickets(centre, (State.CLOSED,)))
    _, entries = archive.timeline(closed.id)
    there = archive.counts()["ticket"]
    for first in range(there, STORED, BATCH):
        registry.add_past([_copy(closed, entries, n) for n in range(first, min(first + BATCH, STORED))])
    return archive.counts()["ticket"]


def _copy(ticket: Ticket, entries: tuple[Entry, ...], n: int) -> tuple[Ticket, tuple[Entry, ...]]:
    id_ = TicketId(n + 1)
    lines = tuple(replace(entry, ticket=id_, key=type(entry.key)(int=(n << 64) + entry.version)) for entry in entries)
    return replace(ticket, id=id_, number="", outside_number=f"copy-{n}"), lines


def _orders(store: Store) -> list[float]:
    centre = next(centre for centre in store.archive().centres() if centre.tier is Tier.CITY)
    operator = Operator(name="bench", centre=centre.code, desk="bench")
    desk, board = Desk(store, SystemClock()), Board(centre.code)
    ids = TicketIds("bench", SystemClock())
    for _ in range(ORDERS):  # The demo city alone has a fifth of them, and of so few the first, cold one is the p95.
        desk.submit(_matter(operator, ids.next())).result()
    board.load(store.archive().situation(centre.code))
    relay = Relay(desk, board, operator, SystemClock())
    panel = QueuePanel(relay, Focus())
    panel.resize(900, 700)
    panel.show()
    loop = QEventLoop()
    painted = Painted(loop)
    painted.panel = panel
    panel.view.viewport().installEventFilter(painted)
    # One after another: the gate gives nobody more than its hands can hold.
    grids = cycle(sorted(staffed_grids(board)))
    mine = [t for t in board.tickets.values() if t.centre == centre.code and t.state is State.REPORTED][:ORDERS]
    took_ms = [_one(relay, panel, painted, loop, ticket, next(grids)) for ticket in mine]
    panel.close()
    desk.close()
    return took_ms


def _matter(operator: Operator, id_: TicketId) -> TakeIn:
    return TakeIn(by=operator, id=id_, category="0101", title="bench", source="patrol", reported_at=datetime.now(UTC))


def _one(relay: Relay, panel: QueuePanel, painted: Painted, loop: QEventLoop, ticket: Ticket, grid: str) -> float:
    panel.select([ticket.id])
    painted.ticket = ticket.id
    give_up = QTimer(singleShot=True, interval=PATIENCE_MS)
    give_up.timeout.connect(loop.quit)
    give_up.start()
    began_s = perf_counter()
    target = Target(TargetKind.GRID, grid)
    relay.submit(Dispatch(by=relay.operator, ticket=ticket.id, seen=ticket.version, target=target))
    loop.exec()
    return (perf_counter() - began_s) * 1000


def _peer(file: Path) -> list[float]:
    took_ms = []
    connection = sqlite3.connect(file)
    for function, arguments in (("search_text", 4), ("search_also", 3), ("search_tokens", 4)):
        # The file's triggers name them, and none of them fires: nothing becomes other than it was.
        connection.create_function(function, arguments, lambda *_: "")
    try:
        for (id_,) in connection.execute("SELECT id FROM ticket LIMIT ?", (ORDERS,)).fetchall():
            began_s = perf_counter()
            connection.execute("UPDATE ticket SET title = title || '' WHERE id = ?", (id_,))
            connection.commit()
            took_ms.append((perf_counter() - began_s) * 1000)
    finally:
        connection.close()
    return took_ms
