"""What the benches of a busy window stand on: how late its thread comes to its turn, and a feed that makes it busy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from time import monotonic, thread_time_ns

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer

from console.domain.ticket import Ticket
from console.following import PERIOD_S
from console.journal import News
from widgets.relay import Relay

EVERY_MS = 1
_WAITED = Path("/proc/thread-self/schedstat")


@dataclass(slots=True)
class Gaps:
    """By how much the loop was late each time that it was due; and meanwhile, how long this thread worked, and how long it
    was ready to and waited for a core; in ms. The last stays 0 where the system does not tell.
    """

    late: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)


def watch(seconds: float) -> Gaps:
    """Run the loop, and look each time that it comes to its turn, which is due every ``EVERY_MS``."""
    gaps = Gaps()
    since, loop, ticker = QElapsedTimer(), QEventLoop(), QTimer(interval=EVERY_MS)
    ticker.setTimerType(Qt.TimerType.PreciseTimer)
    worked_ns, waited_ns = thread_time_ns(), _waited_ns()

    def tick() -> None:
        nonlocal worked_ns, waited_ns
        gaps.late.append(max(0.0, since.nsecsElapsed() / 1e6 - EVERY_MS))
        gaps.worked.append((thread_time_ns() - worked_ns) / 1e6)
        gaps.waited.append(((now_ns := _waited_ns()) - waited_ns) / 1e6)
        worked_ns, waited_ns = thread_time_ns(), now_ns
        since.restart()

    since.start()
    ticker.timeout.connect(tick)
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    ticker.start()
    loop.exec()
    ticker.stop()
    return Gaps(gaps.late[1:], gaps.worked[1:], gaps.waited[1:])


def _waited_ns() -> int:
    """Return how long this thread has waited for a core so far."""
    try:
        return int(_WAITED.read_text().split()[1])
    except (OSError, IndexError):
        return 0


def spread(name: str, gaps: Gaps) -> dict[str, float]:
    """Return the 99th percentile and the most of each, in ms."""
    figures: dict[str, float] = {}
    for what, each_ms in ((name, gaps.late), (f"{name}_cpu", gaps.worked), (f"{name}_no_core", gaps.waited)):
        cuts = quantiles(each_ms, n=100, method="inclusive")
        figures |= {f"{what}_p99_ms": round(cuts[98], 2), f"{what}_max_ms": round(max(each_ms), 2)}
    return figures


class Feed:
    """Tells of changed tickets from a thread of its own as a feed does: at once what came since it asked last."""

    def __init__(self, relay: Relay, changes: Iterable[Ticket], per_s: float) -> None:
        self.told = 0
        self._relay = relay
        self._changes = changes
        self._per_s = per_s
        self._over = Event()
        self._thread = Thread(target=self._tell, name="feed")
        self._thread.start()

    def stop(self) -> None:
        """Tell no more."""
        self._over.set()
        self._thread.join()

    def _tell(self) -> None:
        began_s = monotonic()
        at_once = max(1, round(self._per_s * PERIOD_S))
        for ticket in self._changes:
            if self.told % at_once == 0:
                self._over.wait(max(0.0, began_s + self.told / self._per_s - monotonic()))
            if self._over.is_set():
                return
            self._relay.hear(News(tickets=(ticket,), desk="another"))
            self.told += 1
