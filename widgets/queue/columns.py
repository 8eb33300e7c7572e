"""Which columns the queue shows at its present width, how wide each is, and what goes onto a second line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu

from widgets.kit import kept
from widgets.queue.delegate import QueueDelegate
from widgets.queue.wording import Column, heading

GIVEN_UP_FIRST = (Column.AGE, Column.GRID)
"""The card tells these: where it is narrow they are left out in turn, and nothing else yields for them."""
FOLDED = (Column.CATEGORY, Column.HOLDER)
"""Where title and holder, made narrower, still leave these no room, each row has a second line that tells them."""
GROWING = frozenset({Column.CATEGORY, Column.GRID, Column.HOLDER})
"""Where it is wide, these take a part of what the title has to spare."""
ALWAYS = frozenset({Column.PRIORITY, Column.NUMBER, Column.TITLE, Column.LEFT})


class Columns(QObject):
    """Fits the columns into the width: fixed ones as they wish, the title takes the rest.

    Signals (GUI thread):
        folded(): the rows came to have a second line, or lost it.
    """

    folded = Signal()

    def __init__(self, header: QHeaderView, painting: QueueDelegate) -> None:
        super().__init__(header)
        self._header = header
        self._painting = painting
        self._unwanted: set[Column] = set()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicatorClearable(True)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_menu_asked)
        header.setAccessibleName(self.tr("Columns of the queue"))
        header.setToolTip(self.tr("Click to sort, a third click sorts by urgency again. Right click chooses columns."))
        self._wishes: dict[Column, int] = {}
        self._fitting = False
        header.sectionResized.connect(self._on_resized)

    def fit(self, width_px: int) -> None:
        """Show as many of the wanted columns as leave the title room; where it just does not do, some yield a little."""
        before, self._painting.folded = self._painting.folded, frozenset()
        shown = self._fold(self._given_up(width_px), width_px)
        wishes = self._wished()
        spare = width_px - sum(wishes[each] for each in shown)
        slack = {column: wishes[column] - self._least(column) for column in shown}
        total = sum(slack.values())
        if spare < 0 < total:
            part = max(spare, -total)
            # Floored, which takes rather a px more than one too few.
            wishes |= {column: wishes[column] + part * px // total for column, px in slack.items()}
        spare = max(0, spare)
        growing = GROWING | {Column.NUMBER} if self._painting.folded else GROWING
        for column in growing.intersection(shown).difference(self._wishes):
            wishes[column] += min(wishes[column] // 2, spare // 8)
        self._fitting = True
        for column in Column:
            self._header.setSectionHidden(column, column not in shown)
            self._header.setSectionResizeMode(column, _mode(column))
            if column is not Column.TITLE and column in shown:
                self._header.resizeSection(column, wishes[column])
        self._fitting = False
        if self._painting.folded != before:
            self.folded.emit()

    def state(self) -> dict[str, Any]:
        """Return order and choice of columns as plain data."""
        order = sorted(Column, key=self._header.visualIndex)
        return {
            "order": [column.name.lower() for column in order],
            "unwanted": sorted(column.name.lower() for column in self._unwanted),
            "widths": {column.name.lower(): width_px for column, width_px in self._wishes.items()},
        }

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Take a saved state back; columns it does not know stand where they are."""
        named = {column.name.lower(): column for column in Column}
        self._unwanted = {
            named[name] for name in map(str, kept.listed(saved.get("unwanted"))) if name in named
        } - ALWAYS
        wishes = {name: kept.pixels(px) for name, px in kept.table(saved.get("widths")).items() if name in named}
        self._wishes = {named[name]: px for name, px in wishes.items() if px is not None}
        for place, name in enumerate(name for name in map(str, kept.listed(saved.get("order"))) if name in named):
            self._header.moveSection(self._header.visualIndex(named[name]), place)
        self.fit(self._header.width())

    def want(self, column: Column, *, shown: bool) -> None:
        """Show or hide a column by the operator's choice."""
        self._unwanted.discard(column) if shown else self._unwanted.add(column)
        self.fit(self._header.width())

    def _given_up(self, width_px: int) -> list[Column]:
        """Return what is shown once the columns that the card tells went, as far as they must."""
        wishes = self._wished()
        shown = [column for column in Column if column not in self._unwanted]
        for column in GIVEN_UP_FIRST:
            if sum(wishes[each] for each in shown) > width_px and column in shown:
                shown.remove(column)
        return shown

    def _fold(self, shown: list[Column], width_px: int) -> list[Column]:
        """Return what is left as columns; where they are still too many, the second line takes some of them."""
        if self._too_wide(shown, width_px):
            self._painting.folded = frozenset(FOLDED).intersection(shown)
            shown = [column for column in shown if column not in FOLDED]
            if self._too_wide(shown, width_px):
                shown = [column for column in shown if column is not Column.STATE]
        return shown

    def _too_wide(self, shown: list[Column], width_px: int) -> bool:
        return sum(self._least(column) for column in shown) > width_px

    def _wished(self) -> dict[Column, int]:
        return {column: self._wishes.get(column, self._painting.wish(column)) for column in Column}

    def _least(self, column: Column) -> int:
        return self._wishes.get(column, self._painting.least(column))

    def _on_resized(self, section: int, before_px: int, width_px: int) -> None:
        if not self._fitting and width_px > 0 and section != Column.TITLE:
            self._wishes[Column(section)] = width_px

    def _on_menu_asked(self, at: QPoint) -> None:
        menu = QMenu(self._header)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in Column:
            action = menu.addAction(heading(column))
            action.setCheckable(True)
            action.setChecked(column not in self._unwanted)
            action.setEnabled(column not in ALWAYS)
            action.toggled.connect(lambda shown, column=column: self.want(column, shown=shown))
        menu.popup(self._header.mapToGlobal(at))


def _mode(column: Column) -> QHeaderView.ResizeMode:
    return QHeaderView.ResizeMode.Stretch if column is Column.TITLE else QHeaderView.ResizeMode.Interactive
