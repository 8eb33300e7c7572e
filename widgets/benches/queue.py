"""How fast the queue is at 50,000 open tickets, beside Qt's own filter proxy over the same rows."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from statistics import quantiles
from time import perf_counter

from PySide6.QtCore import QElapsedTimer, QEventLoop, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtWidgets import QTableView, QWidget

from console.board import Board
from console.clocks import SystemClock
from console.domain.category import shipped
from console.domain.grid import Region, RegionCode, Tier
from console.domain.shift import Operator
from console.domain.ticket import Holder, Priority, State, TargetKind, Ticket, TicketId
from console.journal import News
from console.ports import Snapshot
from widgets.benches.stage import NoDesk, application
from widgets.kit.focus import Focus
from widgets.queue.panel import QueuePanel
from widgets.queue.wording import Column
from widgets.relay import Relay

TICKETS = 50_000
KEYS = ("1", "12", "123", "", "路", "路口", "", "ljd", "", "网格", "网格7", "")
CHANGES_PER_S = 100
UNDER_CHANGES_S = 5.0
SIZE_PX = (1280, 900)
CENTRE = RegionCode("320501")
"""A made-up jurisdiction."""


def measure(tickets: int = TICKETS) -> dict[str, float]:
    """Measure on the GUI thread of the running application; all times in ms unless named otherwise."""
    application()
    board = Board(CENTRE)
    board.load(situation(tickets, datetime.now(UTC)))
    relay = Relay(NoDesk(), board, Operator(name="bench", centre=CENTRE), SystemClock())
    begun = perf_counter()
    panel = QueuePanel(relay, Focus())
    panel.resize(*SIZE_PX)
    panel.show()
    _expose(panel)
    figures = {"rows": float(tickets), "load_s": perf_counter() - begun}
    figures |= _spread("key_to_painted", [_key(panel, text) for text in KEYS])
    figures |= _spread(
        "sort_to_painted",
        [_painted(panel, partial(panel.view.horizontalHeader().setSortIndicator, c, _UP)) for c in _SORTED],
    )
    figures |= _under_changes(relay, panel)
    figures |= _peer(panel)
    panel.close()
    panel.deleteLater()
    return figures


_UP = Qt.SortOrder.AscendingOrder
_SORTED = (Column.NUMBER, Column.TITLE, Column.AGE, -1)


def _expose(window: QWidget) -> None:
    """Run the loop until the window is on the screen; before that, nothing is painted."""
    loop = QEventLoop()
    poll = QTimer(interval=1)

    def look() -> None:
        if window.windowHandle().isExposed():
            loop.quit()

    poll.timeout.connect(look)
    poll.start()
    loop.exec()


def _key(panel: QueuePanel, text: str) -> float:
    return _painted(panel, lambda: panel.filter_bar.text.setText(text))


def _painted(panel: QueuePanel, act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    panel.view.viewport().repaint()
    return (perf_counter() - begun) * 1000


def _under_changes(relay: Relay, panel: QueuePanel) -> dict[str, float]:
    """Let changes arrive as news, a tenth of them new tickets, and watch how long the thread is away from its loop."""
    coming = changes(relay.board.tickets.values())
    panel.select([panel.model.id_at(panel.visible_count // 2)])
    chosen, top = panel.view.selected_ids(), panel.view.rowViewportPosition(panel.visible_count // 2)
    gaps: list[float] = []
    since = QElapsedTimer()
    since.start()
    sent = 0

    def tick() -> None:
        gaps.append(since.nsecsElapsed() / 1e6)
        since.restart()

    def send() -> None:
        nonlocal sent
        sent += 1
        relay.hear(News(tickets=(next(coming),), desk="another"))

    ticker, sender = QTimer(interval=0), QTimer(interval=round(1000 / CHANGES_PER_S))
    ticker.timeout.connect(tick)
    sender.timeout.connect(send)
    loop = QEventLoop()
    QTimer.singleShot(round(UNDER_CHANGES_S * 1000), loop.quit)
    ticker.start()
    sender.start()
    loop.exec()
    sender.stop()
    ticker.stop()
    row = panel.model.row_of(chosen[0])
    still = row is not None and panel.view.selected_ids() == chosen and panel.view.rowViewportPosition(row) == top
    return {
        "changes_per_s": sent / UNDER_CHANGES_S,
        "longest_gap": max(gaps[1:]),
        "gaps_over_50": float(sum(gap > 50 for gap in gaps[1:])),
        "selection_and_scroll_kept": float(still),
    }


def changes(tickets: Iterable[Ticket]) -> Iterator[Ticket]:
    """Let tickets go on for ever: each time another state and another due time, and each tenth time a new one."""
    dice = random.Random(7)
    standing = list(tickets)
    for number in count(len(standing)):
        now = datetime.now(UTC)
        if dice.random() < 0.1:
            standing.append(_ticket(dice, number, now))
            yield standing[-1]
        else:
            at = dice.randrange(len(standing))
            state, due_at = dice.choice(_OPEN), now + timedelta(minutes=dice.randrange(600))
            standing[at] = replace(
                standing[at], version=standing[at].version + 1, state=state, stage_since=now, due_at=due_at
            )
            yield standing[at]


def _peer(panel: QueuePanel) -> dict[str, float]:
    """The same rows behind QSortFilterProxyModel, filtered over all columns and sorted as Qt does it."""
    proxy = QSortFilterProxyModel()
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    proxy.setSourceModel(panel.model)
    view = QTableView()
    view.setModel(proxy)
    view.resize(*SIZE_PX)
    view.show()
    _expose(view)
    keys, sorts = [], []
    for text in ("123", ""):
        begun = perf_counter()
        proxy.setFilterFixedString(text)
        view.viewport().repaint()
        keys.append((perf_counter() - begun) * 1000)
    begun = perf_counter()
    proxy.sort(Column.NUMBER)
    view.viewport().repaint()
    sorts.append((perf_counter() - begun) * 1000)
    view.close()
    view.deleteLater()
    return {"peer_key_to_painted": max(keys), "peer_sort_to_painted": max(sorts)}


def _spread(name: str, times: list[float]) -> dict[str, float]:
    cuts = quantiles(times, n=20, method="inclusive")
    return {f"{name}_p50": cuts[9], f"{name}_p95": cuts[18]}


_OPEN = (State.REPORTED, State.ACCEPTED, State.FILED, State.DISPATCHED, State.IN_PROGRESS, State.FEEDBACK)
_ROADS = ("中山北路", "解放路", "淮海东路", "复兴北路", "民主路", "煤建路")


def situation(tickets: int, now: datetime) -> Snapshot:
    """Return a made-up district with so many open tickets."""
    dice = random.Random(1)
    regions = [Region(code=CENTRE, name="示范区", tier=Tier.DISTRICT, parent=None)]
    regions += [
        Region(code=_grid(number), name=f"东苑第{number}网格", tier=Tier.GRID, parent=CENTRE) for number in range(300)
    ]
    return Snapshot(
        tickets=tuple(_ticket(dice, number, now) for number in range(tickets)),
        crews=(),
        departments=(),
        cameras=(),
        regions=tuple(regions),
    )


def _ticket(dice: random.Random, number: int, now: datetime) -> Ticket:
    kind = dice.choice(tuple(shipped().values()))
    state = dice.choice(_OPEN)
    road = dice.choice(_ROADS)
    age = timedelta(minutes=dice.expovariate(1 / 300))
    held = state in {State.DISPATCHED, State.IN_PROGRESS, State.FEEDBACK}
    grid = _grid(dice.randrange(300))
    return Ticket(
        id=TicketId(number),
        number=f"26{number:08d}",
        version=1,
        state=state,
        priority=Priority(dice.choices((1, 2, 3, 4), (1, 6, 20, 60))[0]),
        category=kind.code,
        title=f"{road}{kind.zh}",
        source="patrol",
        centre=CENTRE,
        tier=Tier.DISTRICT,
        reported_at=now - age,
        stage_since=now - age / 2,
        changed_at=now - age / 2,
        due_at=now - age / 2 + timedelta(minutes=dice.choice((10, 30, 240, 480))),
        area=grid,
        grid=grid,
        address=f"{road}{dice.randrange(400)}号路口东侧",
        holder=Holder(TargetKind.CREW, f"C{number % 900}", f"张{number % 900}") if held else None,
    )


def _grid(number: int) -> RegionCode:
    return RegionCode(f"{CENTRE}001001{number:03d}")
