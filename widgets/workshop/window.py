"""The window of the grid workshop: all grids at the left; one of them, what is wrong, and files at the right."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from console.atlas import Atlas
from console.coverage import Finding
from console.domain.grid import Region, RegionCode, Tier
from widgets import theme
from widgets.kit import enter
from widgets.kit.search_field import SearchField
from widgets.relay import Relay
from widgets.workshop.finder import matching
from widgets.workshop.findings_page import FindingsPage
from widgets.workshop.grid_page import GridPage
from widgets.workshop.import_page import ImportPage
from widgets.workshop.rows import RowsView

WIDTH_PX, HEIGHT_PX = 1240, 760


class WorkshopWindow(QFrame):
    """Lists the grids of the centre. GUI thread.

    Signals:
        asked(deed, code): what is to be done to a grid, as ``GridPage`` tells it.
        flown_to(Finding): show on the map where it is.
    """

    asked = Signal(str, str)
    flown_to = Signal(object)

    def __init__(self, relay: Relay, atlas: Atlas, zone: tzinfo) -> None:
        super().__init__()
        self.setObjectName("workshop")
        self.setProperty("surface", "panel")
        self.setWindowTitle(self.tr("Grid workshop – GridDesk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._relay, self._atlas = relay, atlas
        self.field = SearchField(self)
        self.field.setPlaceholderText(self.tr("Name, code, or pinyin initials"))
        self.field.setAccessibleName(self.tr("Search grids"))
        self.field.setClearButtonEnabled(True)
        self.told = QLabel(self)
        self.list = RowsView(
            self.tr("Grids"), (self.tr("Name"), self.tr("Code")), (190, 150), self, stretched=0, several=True
        )
        self.list.note.say(self.tr("No grid matches.\nPress Esc to clear the words."))
        self.tabs = QTabWidget(self)
        self.page = GridPage(relay, atlas, zone, self)
        self.findings = FindingsPage(relay, atlas, zone, self)
        self.file = ImportPage(relay, atlas, self)
        for page, text in (
            (self.page, self.tr("Grid")),
            (self.findings, self.tr("Check")),
            (self.file, self.tr("Import")),
        ):
            self.tabs.addTab(page, text)
        self._lay_out()
        self._connect()
        self.refresh()
        self.field.setFocus()

    def show_grid(self, code: RegionCode) -> None:
        """Look at a grid, whatever words hide it in the list."""
        if not self.list.go_to(code):
            self.field.setText(code)
            self.list.go_to(code)
        self.tabs.setCurrentWidget(self.page)

    def marked(self) -> list[RegionCode]:
        """Return the grids that are selected in the list."""
        return [RegionCode(code) for code in self.list.marked()]

    def refresh(self) -> None:
        """List the grids as they are now."""
        grids = [grid for grid in self._grids() if grid.is_standing]
        found = matching(grids, self.field.text())
        self.list.show_rows([(grid.code, (grid.name, grid.code)) for grid in found])
        if len(found) == len(grids):
            self.told.setText(self.tr("%n grids", "", len(grids)))
        else:
            self.told.setText(self.tr("{n} of {all} grids").format(n=len(found), all=len(grids)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        if not enter.presses(event):
            super().keyPressEvent(event)

    def _grids(self) -> list[Region]:
        there = self._relay.board.regions.values()
        return sorted((region for region in there if region.tier is Tier.GRID), key=lambda region: region.code)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        self.told.setProperty("tone", "second")
        self.told.setProperty("type", "small")
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(left)
        halves.addWidget(self.tabs)
        halves.setSizes([380, 860])
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(gap, gap, gap, gap)
        whole.addWidget(halves)
        self.setFocusProxy(self.field)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.refresh)
        self.field.left_downwards.connect(self.list.setFocus)
        self.list.chosen.connect(self.page.show_grid)
        self.list.opened.connect(self._open)
        self.page.asked.connect(self.asked)
        self.findings.flown_to.connect(self._on_flown_to)
        self.findings.grid_asked.connect(lambda code: self.show_grid(RegionCode(code)))
        relay = self._relay
        relay.ground_changed.connect(lambda _codes: self.refresh())
        relay.reloaded.connect(self.refresh)
        for number, page in enumerate((self.page, self.findings, self.file), 1):
            to_page = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            to_page.activated.connect(lambda page=page: self.tabs.setCurrentWidget(page))

    def _open(self, code: RegionCode) -> None:
        self.tabs.setCurrentWidget(self.page)
        self.asked.emit("fly", code)

    def _on_flown_to(self, finding: Finding) -> None:
        self.flown_to.emit(finding)
