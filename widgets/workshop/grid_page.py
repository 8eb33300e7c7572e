"""One grid: where it lies, who looks after it, what was done to it, and everything that can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

import shapely
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.atlas import Atlas, Shape
from console.domain.crew import CrewId
from console.domain.grid import GridKind, Region, RegionCode
from console.ground import change_of
from console.journal import Entry
from console.questions import GridHistory
from console.redrawing import area_m2, shape_of
from widgets import theme, words
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.workshop import ground_words
from widgets.workshop.change import drawn_around, drawn_grid, may_not
from widgets.workshop.picture import Drawn, GroundPicture
from widgets.workshop.rows import RowsView


class GridPage(QWidget):
    """Shows one grid. GUI thread.

    Signals:
        asked(deed, code): what is to be done to the grid: draw, split, merge, rename, crews, sheet, fly.
    """

    asked = Signal(str, str)

    def __init__(self, relay: Relay, atlas: Atlas, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._relay, self._atlas, self._zone = relay, atlas, zone
        self._grid: Region | None = None
        self._asked: GridHistory | None = None
        self._lines: tuple[Entry, ...] = ()
        self.name = ElidedLabel(parent=self)
        self.path = ElidedLabel(parent=self)
        self.facts = QLabel(self)
        self.may = QLabel(self)
        self.picture = GroundPicture(self)
        self.buttons: dict[str, QPushButton] = {}
        self.crews = RowsView(
            self.tr("Crews of the grid"), (self.tr("Name"), self.tr("Kind"), self.tr("Duty")), (120, 100, 80), self
        )
        self.crews.note.say(self.tr("Nobody is at home here yet.\nPress “Head and crews …”."))
        self.history = RowsView(
            self.tr("History of the grid"),
            (self.tr("When"), self.tr("What"), self.tr("Who"), self.tr("Why")),
            (130, 110, 80, 200),
            self,
            stretched=3,
        )
        self._lay_out()
        self.history.chosen.connect(lambda _at: self._draw())
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)
        relay.crews_changed.connect(self._on_crews_changed)

    @property
    def grid(self) -> Region | None:
        return self._grid

    def show_grid(self, code: RegionCode | None) -> None:
        """Show a grid as it is now; nothing for None."""
        self._grid = self._atlas.region(code) if code is not None else None
        self._lines = ()
        self._asked = None
        if self._grid is not None:
            self._asked = GridHistory(grid=self._grid.code)
            self.history.note.say(self.tr("Reading …"))
            self._relay.ask(self._asked)
        self.history.show_rows([])
        self._show()

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        self.name.setProperty("type", "heading")
        for label in (self.path, self.facts):
            label.setProperty("tone", "second")
        column.addWidget(self.name)
        column.addWidget(self.path)
        column.addWidget(self.facts)
        first, second = inside(column, QHBoxLayout()), inside(column, QHBoxLayout())
        texts = {
            "fly": (self.tr("Show on map"), "map", first),
            "draw": (self.tr("Boundary …"), "shape", first),
            "split": (self.tr("Split …"), "dash", first),
            "merge": (self.tr("Merge …"), "layers", first),
            "rename": (self.tr("Rename …"), "sign", second),
            "crews": (self.tr("Head and crews …"), "crew", second),
            "sheet": (self.tr("Print sheet …"), "export", second),
        }
        for deed, (text, drawing, row) in texts.items():
            button = QPushButton(text, self)
            wear(button, drawing)
            button.clicked.connect(lambda _=False, done=deed: self._ask(done))
            row.setSpacing(gap)
            row.addWidget(button)
            self.buttons[deed] = button
        for row in (first, second):
            row.addStretch(1)
        self.may.setWordWrap(True)
        self.may.setProperty("type", "small")
        self.may.setProperty("tone", "second")
        column.addWidget(self.may)
        middle = inside(column, QHBoxLayout(), 3)
        middle.setSpacing(gap)
        middle.addWidget(self.picture, 1)
        middle.addWidget(self.crews, 1)
        column.addWidget(self.history, 2)

    def _ask(self, deed: str) -> None:
        if self._grid is not None:
            self.asked.emit(deed, self._grid.code)

    def _show(self) -> None:
        grid = self._grid
        shape = self._atlas.shape(grid.code) if grid is not None else None
        why = may_not(self._relay)
        for deed, button in self.buttons.items():
            changes = deed in {"draw", "split", "merge", "rename", "crews"}
            needs_shape = deed in {"draw", "split", "merge", "fly"}
            stands = grid is not None and grid.is_standing and not (needs_shape and shape is None)
            button.setEnabled(stands and not (changes and why))
            button.setToolTip(why if changes else "")
        self.may.setText(why)
        self.may.setVisible(bool(why))
        self.name.setText(grid.name if grid is not None else self.tr("Choose a grid"))
        self.path.setText(" › ".join((*self._atlas.path(grid.code)[:-1], grid.code)) if grid is not None else "")
        self.facts.setText(self._facts(grid, shape))
        self._show_crews()
        self._draw()

    def _facts(self, grid: Region | None, shape: Shape | None) -> str:
        if grid is None:
            return ""
        kind = self.tr("special grid") if grid.kind is GridKind.SPECIAL else self.tr("base grid")
        if shape is None:
            return self.tr("{kind} · no boundary yet").format(kind=kind)
        # The last place of a ring is its first once more.
        corners = sum(int(shapely.get_num_points(ring)) - 1 for ring in shapely.get_rings(shapely.get_parts(shape)))
        tickets = sum(ticket.grid == grid.code for ticket in self._relay.board.tickets.values())
        said = self.tr("{kind} · {area} · {corners} corners · open tickets: {tickets} · drawn {version}×")
        return said.format(
            kind=kind,
            area=ground_words.area(area_m2(shape)),
            corners=corners,
            tickets=tickets,
            version=grid.version,
        )

    def _show_crews(self) -> None:
        if self._grid is None:
            self.crews.show_rows([])
            return
        code = self._grid.code
        here = [crew for crew in self._relay.board.crews.values() if crew.region == code]
        here.sort(key=lambda crew: (crew.kind != "grid_head", crew.name))
        rows = [(crew.id, (crew.name, words.crew_kind(crew.kind), ground_words.duty(crew))) for crew in here]
        self.crews.show_rows(rows)
        self.crews.setAccessibleDescription(ground_words.head_of(here))

    def _on_crews_changed(self, ids: frozenset[CrewId]) -> None:
        """Look only at crews that are or were at home here: all others move too, the whole day."""
        crews, grid = self._relay.board.crews, self._grid
        home = grid.code if grid is not None else None
        if any(id_ in self.crews.rows.keys or (id_ in crews and crews[id_].region == home) for id_ in ids):
            self._show_crews()

    def _draw(self) -> None:
        """Draw the grid as it is; while a line of its history is looked at, as it was before that, too."""
        grid = self._grid
        drawn = drawn_grid(self._atlas, grid.code) if grid is not None else None
        if grid is None or drawn is None:
            self.picture.show_ground([], told=self.tr("No boundary"))
            return
        before = self._before()
        told = self.tr("{grid}; dashed: as it was drawn by the chosen line").format(grid=grid.name)
        self.picture.show_ground([drawn], before, drawn_around(self._atlas, [grid.code]), told)

    def _before(self) -> Sequence[Drawn]:
        at = self.history.here()
        if at is None or self._grid is None or at == 0:
            return ()
        code = self._grid.code
        for grid in change_of(self._lines[at]).grids:
            if grid.code == code and (shape := shape_of(grid.shape_wkb)) is not None:
                return [Drawn(shape)]
        return ()

    def _on_answered(self, question: object, answer: object) -> None:
        if self._asked is None or question is not self._asked or not isinstance(answer, Sequence):
            return
        self._asked, self._lines = None, tuple(answer)
        self.history.note.say(self.tr("Nothing was changed here since it was taken in."))
        self.history.show_rows([(at, self._line(entry)) for at, entry in enumerate(self._lines)])

    def _on_failed(self, question: object, _why: object) -> None:
        if self._asked is not None and question is self._asked:
            self._asked = None
            self.history.note.say(self.tr("The database is out of reach: the history cannot be read now."))

    def _line(self, entry: Entry) -> tuple[str, ...]:
        when = f"{entry.at.astimezone(self._zone):%Y-%m-%d %H:%M}"
        why = entry.reason if not (what := entry.detail.get("what", "")) else f"{entry.reason} ({what})"
        return when, words.kind(entry.kind), words.person(entry.by), why

    def keyboard(self) -> None:
        """Take the keyboard."""
        self.buttons["fly"].setFocus(Qt.FocusReason.OtherFocusReason)
