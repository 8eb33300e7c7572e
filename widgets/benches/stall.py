"""How long the GUI thread is away from its loop while news pour in and readers bring pages of a thousand lines.

Beside it, in the same run, what the thread is away with nobody reading and nothing new: the machine's own noise; and how
much of the time it works in each turn, which does not depend on who else uses the machine.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from console.board import Board
from console.clocks import SystemClock
from console.demo import city
from console.desk import Desk
from console.domain.point import Point
from console.domain.shift import Operator
from console.ports import Store
from console.questions import Passed
from widgets.benches.gaps import Feed, spread, watch
from widgets.benches.stage import application
from widgets.kit.focus import Focus
from widgets.kit.rubbish import Rubbish, spare_what_stands
from widgets.kit.sharing import share_quickly
from widgets.queue.panel import QueuePanel
from widgets.relay import Relay

NEWS_PER_S = 200
PAGE_ROWS = 1_000
SECONDS = 6.0
WARM_S = 1.0
SIZE_PX = (1280, 900)


def measure(open_store: Callable[[str | None], Store], seconds: float = SECONDS) -> dict[str, float]:
    """Return how late the loop is when it is due every millisecond, in ms, busy and at rest."""
    application()
    share_quickly()
    with tempfile.TemporaryDirectory(prefix="griddesk-bench-", ignore_cleanup_errors=True) as folder:
        store = open_store(f"sqlite:///{(Path(folder) / 'stall.db').as_posix()}")
        clock = SystemClock()
        made = city.make(store, "small", 1, now=clock.now(), progress=lambda _part, _share: None)
        desk, board = Desk(store, clock), Board(made.code)
        board.load(store.archive().situation(made.code))
        relay = Relay(desk, board, Operator(name="bench", centre=made.code, desk="bench"), clock)
        panel = QueuePanel(relay, Focus())
        panel.resize(*SIZE_PX)
        panel.show()
        rubbish = Rubbish(panel)
        spare_what_stands()
        try:
            watch(WARM_S)
            figures = spread("rest", watch(seconds / 2))
            busy = Busy(relay)
            figures |= spread("busy", watch(seconds))
            figures |= busy.stop(seconds)
        finally:
            rubbish.stop()
            panel.close()
            panel.deleteLater()
            desk.close()
            store.close()
    return figures


class Busy:
    """Lets news come from a thread as a feed's do, and asks for the next page as soon as the one before is there."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._is_over = False
        self._pages = self._rows = 0
        self._tickets = tuple(relay.board.tickets.values())
        relay.answered.connect(self._on_page)
        versions = zip(range(1_000, 1_000_000), cycle(self._tickets), strict=False)
        self._feed = Feed(relay, (replace(ticket, version=version) for version, ticket in versions), NEWS_PER_S)
        self._ask()

    def stop(self, seconds: float) -> dict[str, float]:
        self._is_over = True
        self._feed.stop()
        return {
            "news_per_s": round(self._feed.told / seconds, 1),
            "pages_per_s": round(self._pages / seconds, 1),
            "rows_per_page": round(self._rows / max(1, self._pages), 1),
        }

    def _ask(self) -> None:
        now = self._relay.clock.now()
        begin = Point.after(min(ticket.reported_at for ticket in self._tickets))
        self._relay.ask(Passed(centre=self._relay.board.centre, after=begin, until=now, count=PAGE_ROWS))

    def _on_page(self, _question: object, answer: object) -> None:
        self._pages += 1
        self._rows += len(getattr(answer, "happened", ()))
        if not self._is_over:
            self._ask()
