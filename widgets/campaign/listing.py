"""The list of campaigns: name, when it is due, how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from console.domain.campaign import Campaign, Progress
from widgets.campaign.progress import COUNTS, WIDTH, ProgressDelegate

_CAMPAIGN = Qt.ItemDataRole.UserRole


class CampaignList(QTreeWidget):
    """Campaigns, the newest first; Enter or a double click opens one.

    Signals (GUI thread):
        opened: Campaign.
    """

    opened = Signal(object)

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setAccessibleName(self.tr("Campaigns"))
        self.setHeaderLabels([self.tr("Campaign"), self.tr("Due"), self.tr("Grids visited"), self.tr("Sites done")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegateForColumn(3, ProgressDelegate(self))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(3, WIDTH)
        self.itemActivated.connect(lambda item, _column: self.opened.emit(item.data(0, _CAMPAIGN)))

    def show_campaigns(self, told: Sequence[tuple[Campaign, Progress]], now: datetime) -> None:
        """Replace what is shown; who was on a campaign stays on it."""
        here = self._here()
        self.clear()
        for campaign, progress in told:
            item = QTreeWidgetItem(
                [campaign.name, self._due(campaign, now), f"{progress.visited} / {progress.grids}", ""]
            )
            item.setData(0, _CAMPAIGN, campaign)
            item.setToolTip(0, campaign.name)
            item.setData(3, COUNTS, (progress.done, progress.sites))
            said = self.tr("{done} of {sites} sites done").format(done=progress.done, sites=progress.sites)
            item.setData(3, Qt.ItemDataRole.AccessibleTextRole, said)
            self.addTopLevelItem(item)
            if campaign.id == here:
                self.setCurrentItem(item)
        first = self.topLevelItem(0)
        if here is None and first is not None:
            self.setCurrentItem(first)

    def _here(self) -> UUID | None:
        item: QTreeWidgetItem | None = self.currentItem()
        campaign = item.data(0, _CAMPAIGN) if item is not None else None
        return campaign.id if isinstance(campaign, Campaign) else None

    def _due(self, campaign: Campaign, now: datetime) -> str:
        if campaign.ended_at is not None:
            return self.tr("ended {day}").format(day=f"{campaign.ended_at.astimezone(self._zone):%m-%d}")
        day = f"{campaign.due_at.astimezone(self._zone):%m-%d %H:%M}"
        return self.tr("overdue {day}").format(day=day) if campaign.due_at < now else day
