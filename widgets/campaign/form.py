"""A new campaign: its name, the lines of its checklist, when it is due, and the grids that it goes to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.campaign_orders import BeginCampaign
from console.domain.grid import Region, RegionCode, Tier, within
from widgets import theme, words
from widgets.kit.banner import Banner
from widgets.kit.calendar import give_calendar
from widgets.kit.elided import ElidedLabel
from widgets.kit.inside import inside
from widgets.relay import Relay

DUE_AFTER: Final = timedelta(days=7)
DUE_AT: Final = QTime(18, 0)
LIST_LINES: Final = 5


class CampaignForm(QWidget):
    """Asks for what a campaign needs. Grids come from a region, or from the map: a click, or a box around them.

    Signals (GUI thread):
        ready: BeginCampaign, to be given.
        left: nothing; the operator does not want one after all.
    """

    ready = Signal(object)
    left = Signal()

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._zone = zone
        self._grids: set[RegionCode] = set()
        self.banner = Banner(self)
        self.name = QLineEdit(self)
        self.items = QPlainTextEdit(self)
        self.items.setPlaceholderText(self.tr("One line of the checklist in each row"))
        self.items.setTabChangesFocus(True)
        self.items.setMinimumHeight(LIST_LINES * self.items.fontMetrics().lineSpacing())
        self.due = QDateTimeEdit(self)
        self.due.setDisplayFormat("yyyy-MM-dd HH:mm")
        give_calendar(self.due)
        self.region = QComboBox(self)
        self.add = QPushButton(self.tr("Add its grids"), self)
        self.add.clicked.connect(self._add_region)
        self.chosen = ElidedLabel(parent=self)
        self.empty = QPushButton(self.tr("None of them"), self)
        self.empty.clicked.connect(self._choose_none)
        self.begin = QPushButton(self.tr("Begin the campaign"), self)
        self.begin.setProperty("role", "primary")
        self.begin.clicked.connect(self._on_begin)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.clicked.connect(self.left)
        self._relay.ground_changed.connect(self._leave_out_retired)
        self._lay_out()
        self.setFocusProxy(self.name)

    def start(self) -> None:
        """Begin an empty form; what was typed and not sent stays."""
        self.banner.clear()
        if not self.name.text():
            now = self._relay.clock.now().astimezone(self._zone)
            later = now + DUE_AFTER
            self.due.setDateTime(QDateTime(QDate(later.year, later.month, later.day), DUE_AT))
        self._offer_regions()
        self._say_chosen()

    def take_grids(self, codes: Iterable[RegionCode]) -> None:
        """Choose the grids; when all of them are chosen already, let them go."""
        here = {code for code in codes if self._is_grid(code)}
        self._grids = self._grids - here if here <= self._grids else self._grids | here
        self._say_chosen()

    def clear(self) -> None:
        """Forget what was typed: it was sent."""
        self.name.clear()
        self.items.clear()
        self._grids.clear()

    @property
    def grids(self) -> frozenset[RegionCode]:
        return frozenset(self._grids)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self.banner)
        regions, chosen = QHBoxLayout(), QHBoxLayout()
        regions.addWidget(self.region, 1)
        regions.addWidget(self.add)
        chosen.addWidget(self.chosen, 1)
        chosen.addWidget(self.empty)
        form = inside(column, QFormLayout(), 1)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(gap)
        for text, field in (
            (self.tr("Name"), self.name),
            (self.tr("Checklist"), self.items),
            (self.tr("Due"), self.due),
            (self.tr("Grids of"), self.region),
        ):
            field.setAccessibleName(text)
            form.addRow(text, regions if field is self.region else field)
        form.addRow(self.tr("Chosen"), chosen)
        foot = inside(column, QHBoxLayout())
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.begin)

    def _offer_regions(self) -> None:
        here = self.region.currentData()
        self.region.clear()
        for region in sorted(self._relay.board.regions.values(), key=lambda one: one.code):
            if region.tier is not Tier.GRID:
                self.region.addItem(f"{region.name} · {words.tier(region.tier)}", region.code)
        self.region.setCurrentIndex(max(0, self.region.findData(here)))

    def _add_region(self) -> None:
        code = self.region.currentData()
        below = {grid.code for grid in self._all_grids() if code and within(grid.code, code)}
        self._grids |= below
        self._say_chosen()

    def _choose_none(self) -> None:
        self._grids.clear()
        self._say_chosen()

    def _all_grids(self) -> list[Region]:
        return [region for region in self._relay.board.regions.values() if self._is_grid(region.code)]

    def _is_grid(self, code: RegionCode) -> bool:
        region = self._relay.board.regions.get(code)
        return region is not None and region.tier is Tier.GRID and region.is_standing

    def _leave_out_retired(self) -> None:
        self._grids = set(filter(self._is_grid, self._grids))
        self._say_chosen()

    def _say_chosen(self) -> None:
        self.empty.setEnabled(bool(self._grids))
        if not self._grids:
            self.chosen.setText(
                self.tr(
                    "No grid yet. Click grids on the map, draw a box (keys: Space, Shift+arrows, Insert), or add a region's."
                )
            )
            return
        named = [self._relay.board.region_name(code) for code in sorted(self._grids)[:3]]
        more = len(self._grids) - len(named)
        names = words.listed(named)
        text = self.tr("{n} grids: {names} and {more} more") if more else self.tr("{n} grids: {names}")
        self.chosen.setText(text.format(n=len(self._grids), names=names, more=more))

    def _on_begin(self) -> None:
        day, hour = self.due.date(), self.due.time()
        local = datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute(), tzinfo=self._zone)
        self.ready.emit(
            BeginCampaign(
                by=self._relay.operator,
                id=uuid4(),
                name=self.name.text(),
                items=tuple(self.items.toPlainText().splitlines()),
                grids=tuple(sorted(self._grids)),
                due_at=local.astimezone(UTC),
            )
        )
