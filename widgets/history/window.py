"""The window of the past: queue and map as they were at a moment, in a frame of their own, beside the live console."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from console.board import Board
from console.domain.errors import Refused
from console.stretches import Happened
from widgets import theme, words
from widgets.history.bar import HistoryBar
from widgets.history.showing import Showing
from widgets.kit import enter
from widgets.kit.banner import Banner
from widgets.kit.focus import Focus

WIDTH_PX, HEIGHT_PX = 1280, 760
SHARES = (9, 11)


class HistoryWindow(QFrame):
    """Only looks: its panels hang on a relay that gives no order. The panels are made outside and handed in."""

    def __init__(
        self, showing: Showing, focus: Focus, board: Board, zone: ZoneInfo, *, queue: QWidget, map_panel: QWidget
    ) -> None:
        super().__init__()
        self.setObjectName("history")
        self.setWindowTitle(self.tr("The past – GridDesk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.showing, self._focus, self._board = showing, focus, board
        showing.setParent(self)
        self.bar = HistoryBar(zone, self)
        self.banner = Banner(self)
        self.banner.acted.connect(lambda: showing.look_at(showing.at))
        parts = QSplitter(self)
        for panel, share in zip((queue, map_panel), SHARES, strict=True):
            parts.addWidget(panel)
            parts.setStretchFactor(parts.count() - 1, share)
        parts.setSizes([share * WIDTH_PX // sum(SHARES) for share in SHARES])
        column = QVBoxLayout(self)
        edge = theme.metric("space_1")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(parts, 1)
        self._connect()
        self._on_moved()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.showing.pause()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        if not enter.presses(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        showing, bar = self.showing, self.bar
        bar.moment_chosen.connect(showing.look_at)
        bar.speed_chosen.connect(self._on_speed_chosen)
        bar.play_asked.connect(lambda: showing.pause() if showing.is_playing else showing.play())
        bar.next_asked.connect(showing.next)
        bar.previous_asked.connect(showing.previous)
        bar.left.connect(self.close)
        showing.moved.connect(self._on_moved)
        showing.happened.connect(self._on_happened)
        showing.waiting.connect(self._on_waiting)
        showing.nothing_more.connect(self._on_nothing_more)
        showing.failed.connect(self._on_failed)

    def _on_speed_chosen(self, speed: int) -> None:
        self.showing.set_speed(speed)
        self.bar.show_speed(speed)

    def _on_moved(self) -> None:
        showing = self.showing
        self.bar.show_moment(showing.at, is_present=showing.is_at_present)
        self.bar.show_speed(showing.speed)
        self.bar.show_playing(showing.is_playing, possible=not showing.is_waiting and not showing.is_at_present)

    def _on_waiting(self, waiting: bool) -> None:
        self.bar.let_step(not waiting)
        if waiting:
            self.bar.show_event(self.tr("Rebuilding the board from the journal …"))
            self.banner.clear()
        else:
            self.bar.show_event(
                self.tr("Open tickets: {n}. Where crews were is not kept.").format(n=len(self._board.tickets))
            )

    def _on_happened(self, last: Happened) -> None:
        entry, ticket = last.entry, last.ticket
        self.bar.show_event(
            self.tr("{number} {title}: {what} · {by}").format(
                number=ticket.number, title=ticket.title, what=words.kind(entry.kind), by=words.person(entry.by)
            )
        )
        if not self.showing.is_playing and ticket.is_open:
            self._focus.look_at_ticket(ticket.id)

    def _on_nothing_more(self, way: int) -> None:
        self.bar.show_event(
            self.tr("Nothing has happened since.") if way > 0 else self.tr("Nothing happened before this moment.")
        )

    def _on_failed(self, why: object) -> None:
        text = words.refusal(why) if isinstance(why, Refused) else self.tr("The past cannot be read now.")
        self.banner.tell(text, "warn", action=self.tr("Try again"))
