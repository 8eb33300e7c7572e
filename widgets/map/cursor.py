"""The keys of the map: moving it, and a cursor that goes from grid to grid, sends a ticket there, boxes and marks grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.ticket import Target, TargetKind, TicketId
from widgets.kit.focus import Focus
from widgets.map.drag import DescribeTarget, DropGuide, DropHint
from widgets.map.hit import Viewport, nearest_index, neighbour
from widgets.map.live import LiveMap

PAN_PX: Final = 120
_BESIDE_PX: Final = 1.0
"""So far a box reaches beyond the middles it is drawn between: these lie in it."""
_WAYS: Final = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}


class GridCursor(QObject):
    """Arrows move the map, or, with the cursor on, the cursor; Enter sends the ticket looked at to its grid.

    With Shift the arrows draw a box from the grid that the cursor was on; Shift and space marks a grid, or no longer.
    Insert takes what lies in the box, or in the marked grids, as a drag or a lasso would.

    Signals:
        toggled(on): the cursor came or went.
        moved(LatLng or None): where the middle of its grid is now; None while it is off.
        boxed(x0, y0, x1, y1): a box in pixels of the view, around the middles of its grids.
        marked(list of int): the grids that are marked now, by their numbers on the page.
        grids_taken(list of RegionCode): what lies in these is wanted.
        dispatch_asked(ticket ids, Target): Enter was pressed on a grid that takes the ticket.
    """

    toggled = Signal(bool)
    moved = Signal(object)
    boxed = Signal(float, float, float, float)
    marked = Signal(object)
    grids_taken = Signal(object)
    dispatch_asked = Signal(object, object)

    def __init__(
        self,
        keys_of: QWidget,
        live: LiveMap,
        atlas: Atlas,
        guide: DropGuide,
        hint: DropHint,
        describe: DescribeTarget,
        focus: Focus,
    ) -> None:
        super().__init__(keys_of)
        self.is_on = False
        self.describe = describe
        self._live = live
        self._atlas = atlas
        self._guide = guide
        self._hint = hint
        self._focus = focus
        self._at = -1
        self._from = -1
        self._marked: list[int] = []
        for key, way in _WAYS.items():
            self._key(keys_of, key, lambda way=way: self.step(*way))
        for key in ("+", "="):
            self._key(keys_of, key, lambda: live.zoom_by(1))
        self._key(keys_of, "-", lambda: live.zoom_by(-1))
        self._key(keys_of, "Space", lambda: self.turn(not self.is_on))
        # These belong to others while the cursor is off.
        self._only_on = [
            self._key(keys_of, "Return", self.send),
            self._key(keys_of, "Enter", self.send),
            self._key(keys_of, "Escape", lambda: self.turn(False)),
            self._key(keys_of, "Insert", self.take),
            self._key(keys_of, "Shift+Space", self.mark),
            *(self._key(keys_of, f"Shift+{key}", lambda way=way: self.stretch(*way)) for key, way in _WAYS.items()),
        ]
        self._let_keys()

    @property
    def grid(self) -> str | None:
        """The code of the grid that the cursor is on."""
        return self._live.ground.codes[self._at] if self.is_on and self._at >= 0 else None

    def turn(self, on: bool) -> None:
        """Let the cursor come, on the grid in the middle of the view, or go."""
        if on == self.is_on or (on and not self._live.ground.codes):
            return
        self.is_on, self._from = on, -1
        self._mark_only([])
        if on:
            view = self._live.view
            middle = view.place_at(view.width / 2, view.height / 2)
            at = self._live.ground.index_of(self._atlas.grid_at(middle))
            self._at = at if at >= 0 else nearest_index(self._live.ground.middles, middle)
        self._let_keys()
        self._show()
        self.toggled.emit(on)

    def step(self, dx: int, dy: int) -> None:
        """Move the cursor to the next grid that way, or the map."""
        if not self.is_on:
            self._live.pan(dx * PAN_PX, dy * PAN_PX)
            return
        self._from = -1
        self._go(dx, dy)

    def stretch(self, dx: int, dy: int) -> None:
        """Draw the box that began on the grid of the cursor to the next grid that way."""
        if self._from < 0:
            self._from = self._at
        self._go(dx, dy)

    def mark(self) -> None:
        """Mark the grid of the cursor, or no longer."""
        if self.is_on and self._at >= 0:
            others = [grid for grid in self._marked if grid != self._at]
            self._mark_only(others if len(others) < len(self._marked) else [*self._marked, self._at])
            self._from = -1
            self._show()

    def take(self) -> None:
        """Take what lies in the marked grids, else in the box that is drawn, else in the grid of the cursor alone."""
        if self._marked:
            codes = [self._live.ground.codes[grid] for grid in self._marked]
            self._mark_only([])
            self._show()
            self.grids_taken.emit(codes)
        elif self._from < 0 and self.grid is not None:
            self.grids_taken.emit([self.grid])
        elif self.is_on and self._at >= 0:
            (x0, y0), (x1, y1) = (self._pixel(self._live.view, at) for at in (self._first, self._at))
            beside = _BESIDE_PX
            self.boxed.emit(min(x0, x1) - beside, min(y0, y1) - beside, max(x0, x1) + beside, max(y0, y1) + beside)

    @property
    def _first(self) -> int:
        """The grid that the box began on; that of the cursor where there is none."""
        return self._from if self._from >= 0 else self._at

    def _mark_only(self, grids: list[int]) -> None:
        if grids != self._marked:
            self._marked = grids
            self.marked.emit(grids)

    def _go(self, dx: int, dy: int) -> None:
        self._at = neighbour(self._live.ground.middles, self._at, dx, dy)
        x, y = self._pixel(self._live.view, self._at)
        view = self._live.view
        if not (0.1 * view.width < x < 0.9 * view.width and 0.1 * view.height < y < 0.9 * view.height):
            self._live.pan(round(x - view.width / 2), round(y - view.height / 2))
            x, y = view.width / 2, view.height / 2
        self._show(x, y)

    def send(self) -> None:
        """Ask for the ticket looked at to be sent to the cursor's grid, if it takes it."""
        tickets = self._tickets()
        grid = self.grid
        if grid is None or not tickets:
            return
        target = Target(TargetKind.GRID, grid)
        if self.describe(target, tickets)[1]:
            self.turn(False)
            self.dispatch_asked.emit(list(tickets), target)

    def _tickets(self) -> Sequence[TicketId]:
        return [self._focus.ticket] if self._focus.ticket is not None else []

    def _pixel(self, view: Viewport, grid: int) -> tuple[float, float]:
        x, y = self._live.ground.middles[grid].tolist()
        return x * view.scale - view.left, y * view.scale - view.top

    def _show(self, x: float | None = None, y: float | None = None) -> None:
        grid = self.grid
        self.moved.emit(self._atlas.centre_of(grid) if grid is not None else None)
        if grid is None:
            self._live.mark(cursor=-1, box=None)
            self._guide.mark(None, allowed=False)
            self._hint.hide()
            return
        at_x, at_y = self._pixel(self._live.view, self._at)
        corners = self._live.ground.middles[[self._first, self._at]].tolist() if self._from >= 0 else None
        self._live.mark(cursor=self._at, box=corners)
        tickets = self._tickets() if corners is None else []
        target = Target(TargetKind.GRID, grid)
        text, allowed, why = self.describe(target, tickets) if tickets else (self._name(grid), True, "")
        if corners is not None:
            text = self.tr("Insert takes what lies in the box")
        elif self._marked:
            text = self.tr("%n grids marked: Insert takes what lies in them", "", len(self._marked))
        self._guide.mark(target if tickets else None, allowed=allowed)
        self._hint.say(text, "" if allowed else why, at_x if x is None else x, at_y if y is None else y)

    def _name(self, grid: str) -> str:
        return self._atlas.path(grid)[-1]

    def _key(self, keys_of: QWidget, key: str, call: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), keys_of)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(call)
        return shortcut

    def _let_keys(self) -> None:
        for shortcut in self._only_on:
            shortcut.setEnabled(self.is_on)
