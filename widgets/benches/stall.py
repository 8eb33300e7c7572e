"""How long the GUI thread is away from its loop while news pour in and readers bring pages of a thousand lines.

Beside it, in the same run, what the thread is away with nobody reading and nothing new: the machine's own noise; and how
much of the time it works in each turn, which does not depend on who else uses the machine.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from time import monotonic, thread_time_ns

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer

from console.board import Board
from console.clocks import SystemClock
from console.demo import city
from console.desk import Desk
from console.domain.point import Point
from console.domain.shift import Operator
from console.following import PERIOD_S
from console.journal import News
from console.ports import Store
from console.questions import Passed
from widgets.benches.stage import application
from widgets.kit.focus import Focus
from widgets.kit.rubbish import Rubbish, spare_what_stands
from widgets.kit.sharing import share_quickly
from widgets.queue.panel import QueuePanel
from widgets.relay import Relay

NEWS_PER_S = 200
AT_ONCE = round(NEWS_PER_S * PERIOD_S)
"""A feed brings what came since it asked last."""
PAGE_ROWS = 1_000
SECONDS = 6.0
WARM_S = 1.0
EVERY_MS = 1
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
            _gaps(WARM_S)
            figures = _spread("rest", _gaps(seconds / 2))
            busy = Busy(relay)
            figures |= _spread("busy", _gaps(seconds))
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
        self._over = Event()
        self._told = self._pages = self._rows = 0
        self._tickets = tuple(relay.board.tickets.values())
        relay.answered.connect(self._on_page)
        self._feed = Thread(target=self._tell, name="feed")
        self._feed.start()
        self._ask()

    def stop(self, seconds: float) -> dict[str, float]:
        self._over.set()
        self._feed.join()
        return {
            "news_per_s": round(self._told / seconds, 1),
            "pages_per_s": round(self._pages / seconds, 1),
            "rows_per_page": round(self._rows / max(1, self._pages), 1),
        }

    def _tell(self) -> None:
        began_s = monotonic()
        for version, ticket in zip(cycle(range(1_000, 1_000_000)), cycle(self._tickets), strict=False):
            if self._told % AT_ONCE == 0:
                self._over.wait(max(0.0, began_s + self._told / NEWS_PER_S - monotonic()))
            if self._over.is_set():
                return
            self._relay.hear(News(tickets=(replace(ticket, version=version),), desk="another"))
            self._told += 1

    def _ask(self) -> None:
        now = self._relay.clock.now()
        begin = Point.after(min(ticket.reported_at for ticket in self._tickets))
        self._relay.ask(Passed(centre=self._relay.board.centre, after=begin, until=now, count=PAGE_ROWS))

    def _on_page(self, _question: object, answer: object) -> None:
        self._pages += 1
        self._rows += len(getattr(answer, "happened", ()))
        if not self._over.is_set():
            self._ask()


@dataclass(slots=True)
class Gaps:
    """By how much the loop was late each time that it was due, and how long this thread worked meanwhile; in ms."""

    late: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)


def _gaps(seconds: float) -> Gaps:
    """Run the loop, and look each time that it comes to its turn."""
    gaps = Gaps()
    since, loop, ticker = QElapsedTimer(), QEventLoop(), QTimer(interval=EVERY_MS)
    ticker.setTimerType(Qt.TimerType.PreciseTimer)
    worked_ns = thread_time_ns()

    def tick() -> None:
        nonlocal worked_ns
        gaps.late.append(max(0.0, since.nsecsElapsed() / 1e6 - EVERY_MS))
        gaps.worked.append((thread_time_ns() - worked_ns) / 1e6)
        worked_ns = thread_time_ns()
        since.restart()

    since.start()
    ticker.timeout.connect(tick)
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    ticker.start()
    loop.exec()
    ticker.stop()
    return Gaps(gaps.late[1:], gaps.worked[1:])


def _spread(name: str, gaps: Gaps) -> dict[str, float]:
    figures: dict[str, float] = {}
    for what, each_ms in ((name, gaps.late), (f"{name}_cpu", gaps.worked)):
        cuts = quantiles(each_ms, n=100, method="inclusive")
        figures |= {f"{what}_p99_ms": round(cuts[98], 2), f"{what}_max_ms": round(max(each_ms), 2)}
    return figures
