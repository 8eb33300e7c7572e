"""Grids from a file: read and looked through first, row by row, and only then taken in, with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.atlas import Atlas
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier
from console.ground_orders import AddGrids, RedrawGrid
from console.ground_questions import GridsRead, ReadGrids
from console.ports import Outage
from console.redrawing import shape_of
from widgets import outages, row_words, theme, words
from widgets.kit.banner import Banner
from widgets.kit.choice import Choice
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.workshop.change import drawn_around, drawn_grid, is_about, may_not
from widgets.workshop.file_plan import Fate, FilePlan, Step
from widgets.workshop.picture import Drawn, GroundPicture
from widgets.workshop.rows import RowsView

ENDINGS: Final = ("geojson", "json", "shp", "kml", "kmz", "gpkg", "zip")
REFUSED, MENDED, NOTE = "refused", "mended", "note"


class ImportPage(QWidget):
    """A file, what would come of it, and what came of it. GUI thread.

    Signals:
        taken_in(): grids came or changed.
    """

    taken_in = Signal()

    def __init__(self, relay: Relay, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent)
        self._relay, self._atlas = relay, atlas
        self._asked: ReadGrids | None = None
        self._found = GridsRead(regions=())
        self._plan = FilePlan(atlas, ())
        self._steps: list[Step] = []
        self._given: RedrawGrid | AddGrids | None = None
        self._waiting: RedrawGrid | AddGrids | None = None
        self._count, self._todo = 0, 0
        self._failed: list[str] = []
        self.file = QLineEdit(self)
        self.file.setAccessibleName(self.tr("File"))
        self.file.setPlaceholderText(self.tr("GeoJSON, Shapefile (or its ZIP), KML, KMZ or GeoPackage"))
        self.choose = QPushButton(self.tr("Choose …"), self)
        self.crs = Choice(self)
        self.crs.setAccessibleName(self.tr("Coordinates of the file"))
        for code, text in (("wgs84", "WGS-84 / CGCS2000"), ("gcj02", "GCJ-02"), ("bd09", "BD-09")):
            self.crs.addItem(text, code)
        self.read = QPushButton(self.tr("Read it"), self)
        self.read.setProperty("role", "primary")
        self.banner = Banner(self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("tone", "second")
        self.list = RowsView(
            self.tr("What the file holds"),
            (self.tr("What"), self.tr("Code"), self.tr("Name"), self.tr("Note")),
            (120, 160, 170, 260),
            self,
            stretched=3,
        )
        self.list.note.say(self.tr("Choose a file and read it: nothing is taken in before you say so."))
        self.picture = GroundPicture(self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Why: it stands in the journal"))
        self.give = QPushButton(self.tr("Take in"), self)
        self._lay_out()
        self._connect()
        self._show()

    def open(self, file: Path) -> None:
        """Read a file."""
        self.file.setText(str(file))
        self._on_read()

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        head = inside(column, QHBoxLayout())
        head.setSpacing(gap)
        head.addWidget(self.file, 1)
        for widget in (self.choose, self.crs, self.read):
            head.addWidget(widget)
        column.addWidget(self.banner)
        column.addWidget(self.told)
        column.addWidget(self.list, 3)
        about = inside(column, QHBoxLayout(), 2)
        about.setSpacing(theme.metric("space_3"))
        about.addWidget(self.picture, 2)
        about.addWidget(self.note, 3, Qt.AlignmentFlag.AlignTop)
        foot = inside(column, QHBoxLayout())
        foot.setSpacing(gap)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.give)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.read.clicked.connect(self._on_read)
        self.file.returnPressed.connect(self._on_read)
        self.give.clicked.connect(self._on_give)
        self.reason.textChanged.connect(self._show)
        self.list.chosen.connect(lambda _at: self._draw())
        relay = self._relay
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.waits.connect(self._on_waits)
        relay.ground_changed.connect(self._on_ground_changed)
        relay.reloaded.connect(lambda: self._on_ground_changed(self._plan.codes))

    def _on_choose(self) -> None:
        kinds = " ".join(f"*.{ending}" for ending in ENDINGS)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Grids from a file"), self.file.text(), self.tr("Maps ({kinds})").format(kinds=kinds)
        )
        if chosen:
            self.open(Path(chosen))

    def _on_read(self) -> None:
        if not self.file.text().strip():
            self.banner.tell(self.tr("Name a file to read."), "warn")
            self.file.setFocus()
            return
        path = Path(self.file.text().strip()).expanduser()
        self._asked = ReadGrids(file=path, crs=str(self.crs.currentData()))
        self.read.setEnabled(False)
        self.banner.tell(self.tr("Reading …"), closable=False)
        self._relay.ask(self._asked)

    def _on_answered(self, question: object, answer: object) -> None:
        if self._asked is None or question is not self._asked or not isinstance(answer, GridsRead):
            return
        self._asked = None
        self.read.setEnabled(True)
        self.banner.clear()
        self._found = answer
        self._plan = FilePlan(self._atlas, [region for region in answer.regions if region.tier is Tier.GRID])
        self._waiting = None
        self._list()
        self._show()

    def _on_failed(self, question: object, why: object) -> None:
        if self._asked is not None and question is self._asked:
            self._asked = None
            self.read.setEnabled(True)
            self.banner.tell(self._why_not_read(why), "error")
        elif is_about(question, self._given):
            self._end(self.tr("The database went out of reach: what is listed as new or changed was not taken in."))

    def _why_not_read(self, why: object) -> str:
        match why:
            case Refused():
                return words.refusal(why)
            case Outage() | CancelledError():
                return outages.sentence(why)
            case _:
                return self.tr("Something went wrong inside the console. Nothing was read.")

    def _list(self) -> None:
        refused, mended = self._found.refused, self._found.mended
        said = {
            Fate.STALE: self.tr("↻ read again"),
            Fate.NEW: self.tr("+ new"),
            Fate.CHANGED: self.tr("△ changed"),
            Fate.SAME: self.tr("= as it is"),
            REFUSED: self.tr("✕ refused"),
            MENDED: self.tr("✎ mended"),
            NOTE: self.tr("ⓘ note"),
        }
        rows: list[tuple[Any, tuple[str, ...]]] = [
            (f"{NOTE} {number}", (said[NOTE], "", "", row_words.said(note)))
            for number, note in enumerate(self._found.notes)
        ]
        for fate, told in ((REFUSED, refused), (MENDED, mended)):
            for row, why in told:
                texts = said[fate], self.tr("row {n}").format(n=row), "", row_words.said(why)
                rows.append((f"{fate} {row}", texts))
        against = self._plan.against(self._relay.operator)
        fates = [self._plan.fate(grid) for grid in self._plan.grids]
        ranks = list(Fate)
        for at, grid in sorted(enumerate(self._plan.grids), key=lambda one: (ranks.index(fates[one[0]]), one[1].code)):
            note = words.refusal(against[grid.code]) if grid.code in against else ""
            rows.append((at, (said[fates[at]], grid.code, grid.name, self._why_stale(grid) or note)))
        self._todo = fates.count(Fate.NEW) + fates.count(Fate.CHANGED)
        self.list.show_rows(rows)
        self.told.setText(self._counted(fates))

    def _counted(self, fates: Sequence[Fate]) -> str:
        """Return how many rows of each kind there are; what is seldom is told only where it is."""
        counts = Counter(fates)
        told = self.tr("{new} new, {changed} changed, {same} as they are, {refused} refused, {mended} mended").format(
            new=counts[Fate.NEW],
            changed=counts[Fate.CHANGED],
            same=counts[Fate.SAME],
            refused=len(self._found.refused),
            mended=len(self._found.mended),
        )
        stale = self.tr(", {n} to be read again").format(n=counts[Fate.STALE]) if counts[Fate.STALE] else ""
        noted = self.tr(", %n notes", "", len(self._found.notes)) if self._found.notes else ""
        return f"{told}{stale}{noted}"

    def _why_stale(self, grid: Region) -> str:
        """Return why a grid has to wait until the file is read again; empty where it has not."""
        code = self._plan.overtaken(grid) if self._plan.fate(grid) is Fate.STALE else None
        if code is None:
            return ""
        known = self._atlas.region(code)
        name = known.name if known is not None else grid.name
        if code == grid.code:
            told = self.tr("Another desk has changed grid {name} ({grid}) since the file was read, and it stays so.")
        else:
            told = self.tr("Its border moves with that of grid {name} ({grid}), which another desk has changed.")
        return self.tr("{why} Read the file again, then take it in.").format(why=told.format(name=name, grid=code))

    def _on_ground_changed(self, codes: frozenset[RegionCode]) -> None:
        """Look at the file again when other desks have changed what it is about; not while it is taken in."""
        if self._given is None and codes & self._plan.codes:
            self._list()
            self._show()

    def _on_give(self) -> None:
        self._steps = self._plan.steps(self._relay.operator, self.reason.text().strip())
        self._count, self._failed = len(self._steps), []
        self._next()

    def _next(self) -> None:
        """Give the next order; what earlier ones have done already is passed over."""
        self._given = None
        while self._steps and self._given is None:
            self._given = self._steps[0].make()
            if self._given is None:
                self._steps.pop(0)
        self._show()
        if self._given is None:
            self._end("")
            return
        done = max(self._count - len(self._steps), 0)
        self.banner.tell(self.tr("Taking in … {done} of {all}").format(done=done, all=self._count), closable=False)
        self._relay.submit(self._given)

    def _on_done(self, order: object, _news: object) -> None:
        if self._given is not None and is_about(order, self._given):
            self._plan.took(self._given)
            self._steps.pop(0)
            self._next()
        elif self._waiting is not None and is_about(order, self._waiting):
            self._plan.took(self._waiting)
            self._waiting = None
            self._on_ground_changed(self._plan.codes)

    def _on_refused(self, order: object, why: object) -> None:
        if is_about(order, self._given) and isinstance(why, Refused):
            step = self._steps.pop(0)
            self._steps[:0] = step.instead
            if why.code == "grid.changed":
                self._plan.overtake(RegionCode(str(why.facts["grid"])))
            elif not step.instead:
                self._failed.append(words.refusal(why))
            self._next()

    def _on_waits(self, order: object) -> None:
        if is_about(order, self._given):
            self._waiting = self._given
            self._end(self.tr("The database is out of reach: one order waits at this desk, the others were not given."))

    def _end(self, why: str) -> None:
        """Say what came of it, and look at the file again: what was taken in is now as it is."""
        self._steps, self._given = [], None
        self._list()
        self._show()
        stale = [told for grid in self._plan.grids if (told := self._why_stale(grid))]
        failed = [*stale, *(self._failed if self._todo else ())]
        if why or failed:
            more = self.tr(" (and {n} more)").format(n=len(failed) - 1) if len(failed) > 1 else ""
            self.banner.tell(why or f"{failed[0]}{more}", "warn")
        else:
            self.banner.tell(self.tr("All of it is taken in."))
        self.taken_in.emit()

    def _show(self) -> None:
        why = may_not(self._relay)
        todo = self._todo
        self.give.setEnabled(bool(todo and self.reason.text().strip() and not why and self._given is None))
        self.give.setText(self.tr("Take in {n}").format(n=todo) if todo else self.tr("Take in"))
        self.give.setToolTip(why)
        self.reason.setEnabled(bool(todo) and not why)
        if why and self._plan.grids:
            self.banner.tell(why, "warn", closable=False)

    def _draw(self) -> None:
        at = self.list.here()
        row = self.list.currentIndex().row()
        self.note.setText(self.list.rows.texts(row)[-1] if at is not None else "")
        self.picture.setVisible(bool(self._plan.grids))
        if not isinstance(at, int):
            self.picture.show_ground([], told=self.tr("No boundary"))
            return
        grid = self._plan.grids[at]
        now = shape_of(grid.shape_wkb)
        was = drawn_grid(self._atlas, grid.code, "")
        after = [Drawn(now, grid.name)] if now is not None else []
        told = self.tr("{grid}; dashed: as it is now").format(grid=grid.name)
        codes = [grid.code] if was is not None else _siblings(self._atlas, grid)
        self.picture.show_ground(after, [was] if was is not None else [], drawn_around(self._atlas, codes), told)


def _siblings(atlas: Atlas, grid: Region) -> list[RegionCode]:
    """Return one grid of the same parent, around which a new one is drawn."""
    return [code for code in atlas.grids_under(grid.parent or "")[:1] if code != grid.code]
