"""Tickets dragged over the map: what is under them, what it would mean to let go, and letting go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from console.atlas import Atlas
from console.domain.crew import CrewId
from console.domain.ticket import Target, TargetKind, TicketId
from widgets.kit.ticket_mime import tickets_of
from widgets.map.hit import Viewport, hit_drawn
from widgets.map.live import LiveMap
from widgets.map.looks import crew_rank
from widgets.map.scales import CREW_CELLS, CREWS_TAKE_FROM

CREW_REACH_PX: Final = 14.0
_BESIDE: Final = QPoint(18, 22)
_EDGE_PX: Final = 28
_EDGE_STEP_PX: Final = 16

DescribeTarget = Callable[[Target, Sequence[TicketId]], tuple[str, bool, str]]
"""(target, tickets) to what it would mean, whether it is allowed, and why not."""

AskWhere = Callable[[Callable[[Viewport], None]], None]


def target_at(live: LiveMap, atlas: Atlas, view: Viewport, x: float, y: float) -> Target | None:
    """Return what tickets let go at this pixel would be sent to: the crew drawn there, else the grid."""
    if live.shown.crews and view.zoom >= CREWS_TAKE_FROM:
        crews = hit_drawn(live.crews, view, x, y, CREW_REACH_PX, CREW_CELLS, crew_rank)
        if crews:
            return Target(TargetKind.CREW, crews[0])
    grid = atlas.grid_at(view.place_at(x, y))
    return Target(TargetKind.GRID, grid) if grid is not None else None


class DropHint(QFrame):
    """The floating chip that names the target; where it may not be, the second line says why."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("dropHint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = QLabel(self)
        self._why = QLabel(self)
        self._why.setProperty("tone", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(2)
        column.addWidget(self._text)
        column.addWidget(self._why)
        self.hide()

    def say(self, text: str, why: str, x: float, y: float) -> None:
        """Show the text beside a pixel of the parent, always inside it; ``why`` is empty where it is allowed."""
        self._text.setText(text)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        if self.property("invalid") != bool(why):
            self.setProperty("invalid", bool(why))
            self.style().polish(self)
        self.adjustSize()
        room = self._over.size()
        at = QPoint(round(x), round(y)) + _BESIDE
        left = at.x() if at.x() + self.width() <= room.width() else round(x) - _BESIDE.x() - self.width()
        top = at.y() if at.y() + self.height() <= room.height() else round(y) - _BESIDE.y() - self.height()
        self.move(max(0, left), max(0, top))
        self.show()
        self.raise_()

    @property
    def words(self) -> str:
        return self._text.text()

    @property
    def reason(self) -> str:
        return self._why.text()


class DropGuide(QObject):
    """Follows tickets over the map. GUI thread.

    Signals:
        dispatch_asked(ticket ids, Target): they were let go on something that takes them.
    """

    dispatch_asked = Signal(object, object)

    def __init__(
        self, live: LiveMap, atlas: Atlas, hint: DropHint, describe: DescribeTarget, ask_where: AskWhere
    ) -> None:
        super().__init__(hint)
        self._live = live
        self._atlas = atlas
        self._hint = hint
        self._describe = describe
        self._ask_where = ask_where
        self._target: Target | None = None
        self._told: tuple[str, bool, str] = ("", False, "")
        self._tickets: tuple[TicketId, ...] = ()
        self._may_pan = False

    def hover(self, mime: QMimeData, x: float, y: float) -> bool:
        tickets = tuple(ticket for ticket, _ in tickets_of(mime))
        if not tickets:
            return False
        target = target_at(self._live, self._atlas, self._live.view, x, y)
        if target != self._target or tickets != self._tickets:
            self._target, self._tickets = target, tickets
            self._told = self._describe(target, tickets) if target is not None else (self._nowhere(), False, "")
            self.mark(target, allowed=self._told[1])
        text, allowed, why = self._told
        self._hint.say(text, "" if allowed else why, x, y)
        self._pan_at_edge(x, y)
        return True

    def leave(self) -> None:
        self._target, self._tickets = None, ()
        self._may_pan = False
        self._hint.hide()
        self.mark(None, allowed=False)

    def drop(self, mime: QMimeData, x: float, y: float) -> None:
        """Let go: the page is asked once where it really is, and only what was named is sent anywhere."""
        self.hover(mime, x, y)
        named, allowed, tickets = self._target, self._told[1], self._tickets
        self.leave()
        if named is None or not allowed:
            return

        def confirm(view: Viewport) -> None:
            if target_at(self._live, self._atlas, view, x, y) == named:
                self.dispatch_asked.emit(list(tickets), named)

        self._ask_where(confirm)

    def mark(self, target: Target | None, *, allowed: bool) -> None:
        """Light up a target on the map, or none."""
        if target is None:
            self._live.mark(target=None)
            return
        marked: dict[str, object] = {"grid": -1, "at": None, "allowed": allowed}
        if target.kind is TargetKind.GRID:
            marked["grid"] = self._live.ground.index_of(target.code)
        else:
            marked["at"] = self._live.crews.px_of(CrewId(target.code))
        self._live.mark(target=marked)

    def _nowhere(self) -> str:
        return self.tr("No grid here")

    def _pan_at_edge(self, x: float, y: float) -> None:
        """Move the map on while the tickets are held at its edge, not while they only come in over it."""
        view = self._live.view
        right = _EDGE_STEP_PX * ((x > view.width - _EDGE_PX) - (x < _EDGE_PX))
        down = _EDGE_STEP_PX * ((y > view.height - _EDGE_PX) - (y < _EDGE_PX))
        if not (right or down):
            self._may_pan = True
        elif self._may_pan:
            self._live.pan(right, down)
