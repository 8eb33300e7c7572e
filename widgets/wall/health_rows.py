"""The streams' health as a table: a row a camera, a region or a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.board import Board
from console.domain.camera import CameraId
from console.domain.grid import RegionCode
from console.domain.health import Line
from console.video.states import Reason
from widgets import theme, words
from widgets.kit.clock_text import span

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
WORSE_BELOW, BAD_BELOW = 0.98, 0.90
"""What is online less of the time than this is worth a look; less than that, it is trouble."""
COLUMNS = ("name", "where", "online", "longest", "why", "frozen", "frozen_s", "reconnects", "asked")
_CODES = frozenset(reason.value for reason in Reason)
_FIGURES = frozenset(COLUMNS) - {"name", "where", "why"}


class HealthModel(QAbstractTableModel):
    """Rows as they are given: the worst first. ``by`` is camera, region or day."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._lines: Sequence[Line] = ()
        self.by = "camera"

    def show(self, lines: Sequence[Line], by: str) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._lines, self.by = lines, by
        self.endResetModel()

    def at(self, row: int) -> Line:
        return self._lines[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(COLUMNS[section])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            "name": {"camera": self.tr("Camera"), "region": self.tr("Region"), "day": self.tr("Day")}[self.by],
            "where": self.tr("Region") if self.by == "camera" else self.tr("Cameras"),
            "online": self.tr("Online"),
            "longest": self.tr("Longest outage"),
            "why": self.tr("Why"),
            "frozen": self.tr("Frozen"),
            "frozen_s": self.tr("Frozen for"),
            "reconnects": self.tr("Reconnects"),
            "asked": self.tr("Watched for"),
        }[COLUMNS[section]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(line, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(column)
            case Qt.ItemDataRole.ForegroundRole if column == "online" and (token := _tone(line.health.online)):
                return theme.color(token)
        return None

    def _text(self, line: Line, column: str) -> str:
        health = line.health
        match column:
            case "name":
                return self._name(line.key)
            case "where":
                camera = self._board.cameras.get(CameraId(line.key)) if self.by == "camera" else None
                return str(line.cameras) if self.by != "camera" else self._region(camera.region if camera else None)
            case "online":
                return "—" if health.online is None else percent(health.online)
            case "longest":
                return span(health.longest_s) if health.longest_s else "—"
            case "why":
                return words.tile_reason(Reason(health.reason)) if health.reason in _CODES else health.reason
            case "frozen":
                return str(health.frozen)
            case "frozen_s":
                return span(health.frozen_s) if health.frozen_s else "—"
            case "reconnects":
                return str(health.reconnects)
            case _:
                return span(health.asked_s)

    def _alignment(self, column: str) -> int:
        is_figure = column in _FIGURES or (column == "where" and self.by != "camera")
        side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _name(self, key: str) -> str:
        if self.by == "region":
            return self._board.region_name(RegionCode(key))
        camera = self._board.cameras.get(CameraId(key)) if self.by == "camera" else None
        return key if camera is None else f"{camera.number:03d} {camera.name}"

    def _region(self, code: RegionCode | None) -> str:
        return "" if code is None else self._board.region_name(code)


def percent(part: float) -> str:
    """Return a part as per cent; only what is whole is told as 100 %."""
    return f"{100.0 if part == 1 else min(100 * part, 99.9):.1f} %"


def _tone(online: float | None) -> str:
    if online is None or online >= WORSE_BELOW:
        return ""
    return "p1_text" if online < BAD_BELOW else "p2_text"
