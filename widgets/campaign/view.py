"""One campaign: its grids with how far each is, and the sites of the grid that the operator is on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.domain.campaign import Campaign, GridProgress, Site
from console.domain.grid import RegionCode
from widgets import theme
from widgets.campaign.progress import COUNTS, WIDTH, ProgressDelegate
from widgets.campaign.sites import SitesView
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import wear
from widgets.kit.inside import inside

_GRID = Qt.ItemDataRole.UserRole


class CampaignView(QWidget):
    """Shows what it is handed; the panel asks and gives.

    Signals (GUI thread):
        left: nothing; back to the list.
        end_asked: nothing.
        grid_chosen: RegionCode, whose sites are wanted.
        site_added: the label of a household or site that is new.
        ticked: (Site as it was seen, frozenset of lines done, the note).
    """

    left = Signal()
    end_asked = Signal()
    grid_chosen = Signal(object)
    site_added = Signal(str)
    ticked = Signal(object, object, str)

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.campaign: Campaign | None = None
        self.back = QToolButton(self)
        self.back.setToolTip(self.tr("Back to all campaigns (Esc)"))
        self.back.setAccessibleName(self.back.toolTip())
        wear(self.back, "chevron_left")
        self.title = ElidedLabel(parent=self)
        self.title.setProperty("tone", "first")
        self.end = QPushButton(self.tr("End the campaign"), self)
        self.grids = QTreeWidget(self)
        self.grids.setAccessibleName(self.tr("Grids of the campaign"))
        self.grids.setHeaderLabels([self.tr("Grid"), self.tr("Sites done")])
        self.grids.setRootIsDecorated(False)
        self.grids.setUniformRowHeights(True)
        self.grids.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grids.setItemDelegateForColumn(1, ProgressDelegate(self.grids))
        self.grids.header().setStretchLastSection(False)
        self.grids.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.grids.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.grids.setColumnWidth(1, WIDTH)
        self.sites = SitesView(self)
        self.label = QLineEdit(self)
        self.label.setPlaceholderText(self.tr("New household or site, Enter adds it: a place, never a name"))
        self.label.setAccessibleName(self.tr("New household or site"))
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.grids)

    @property
    def grid(self) -> RegionCode | None:
        """The grid that the operator is on."""
        item: QTreeWidgetItem | None = self.grids.currentItem()
        return None if item is None else item.data(0, _GRID)

    def show_campaign(self, campaign: Campaign, *, may_end: bool) -> None:
        """Begin with another campaign, or with the same as it now stands."""
        before = self.campaign
        if before is None or (before.id, before.ended_at) != (campaign.id, campaign.ended_at):
            self.grids.clear()
            self.sites.clear()
            self.label.clear()
        self.campaign = campaign
        due = f"{campaign.due_at.astimezone(self._zone):%Y-%m-%d %H:%M}"
        is_over = campaign.ended_at is not None
        text = self.tr("{name} · ended") if is_over else self.tr("{name} · due {due}")
        self.title.setText(text.format(name=campaign.name, due=due))
        self.end.setVisible(may_end and not is_over)
        self.label.setEnabled(not is_over)

    def show_grids(self, told: Sequence[GridProgress]) -> None:
        """Replace the grids; who was on one stays on it."""
        here = self.grid
        self.grids.blockSignals(True)
        self.grids.clear()
        for one in told:
            item = QTreeWidgetItem([one.name, ""])
            item.setData(0, _GRID, one.grid)
            item.setToolTip(0, f"{one.name}  {one.grid}")
            item.setData(1, COUNTS, (one.done, one.sites))
            said = self.tr("{done} of {sites} sites done").format(done=one.done, sites=one.sites)
            item.setData(1, Qt.ItemDataRole.AccessibleTextRole, said)
            self.grids.addTopLevelItem(item)
            if one.grid == here:
                self.grids.setCurrentItem(item)
        first = self.grids.topLevelItem(0)
        if self.grid is None and first is not None:
            self.grids.setCurrentItem(first)
        self.grids.blockSignals(False)
        if self.grid is not None:
            self.grid_chosen.emit(self.grid)

    def show_sites(self, sites: Sequence[Site], open_label: str = "") -> None:
        if self.campaign is not None:
            self.sites.show_sites(self.campaign, sites, open_label)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.metric("space_1"))
        column.setSpacing(theme.metric("space_1"))
        head = inside(column, QHBoxLayout())
        head.setContentsMargins(gap, theme.metric("space_1"), gap, 0)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.end)
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.metric("space_1"))
        beside.addWidget(self.sites, 1)
        beside.addWidget(self.label)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.addWidget(self.grids)
        parts.addWidget(right)
        parts.setChildrenCollapsible(False)
        parts.setSizes([450, 550])
        column.addWidget(parts, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.end.clicked.connect(self.end_asked)
        self.grids.currentItemChanged.connect(self._on_grid_changed)
        self.sites.ticked.connect(self.ticked)
        self.label.returnPressed.connect(self._on_label_given)

    def _on_grid_changed(self) -> None:
        self.sites.clear()
        if self.grid is not None:
            self.grid_chosen.emit(self.grid)

    def _on_label_given(self) -> None:
        if self.label.text().strip():
            self.site_added.emit(self.label.text())
