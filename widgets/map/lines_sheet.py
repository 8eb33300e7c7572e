"""A sheet that tells of one thing in lines: what it is at the left, what is known of it at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from widgets import theme
from widgets.map.side_sheet import WIDE_PX, SideSheet

Line = tuple[str, str]
"""What it is, and what is known of it."""


class LinesSheet(SideSheet):
    """Lines under a heading; who makes it puts the buttons below them. GUI thread."""

    def __init__(self, name: str, over: QWidget, keys_to: QWidget) -> None:
        super().__init__(over, keys_to)
        self.lines: list[Line] = []
        self._scroll = _Scroll(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(name)
        self.body.addWidget(self._scroll, 1)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Tell these instead of what is told."""
        self.lines = list(lines)
        body = QWidget(self._scroll)
        body.setProperty("surface", "clear")
        table = QGridLayout(body)
        table.setContentsMargins(0, 0, theme.metric("space_2"), 0)
        table.setHorizontalSpacing(theme.metric("space_3"))
        table.setVerticalSpacing(theme.metric("space_1"))
        for number, (what, told) in enumerate(self.lines):
            table.addWidget(_label(body, what, "second"), number, 0, Qt.AlignmentFlag.AlignTop)
            said = _label(body, told, "")
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            table.addWidget(said, number, 1)
        table.setColumnStretch(1, 1)
        table.setRowStretch(len(self.lines), 1)
        self._scroll.setWidget(body)
        self._scroll.updateGeometry()
        self._scroll.setAccessibleDescription("\n".join(f"{what}: {told}" for what, told in self.lines))


class _Scroll(QScrollArea):
    """As high as what is in it, where there is room."""

    def sizeHint(self) -> QSize:
        inner = self.widget()
        wide = WIDE_PX - theme.metric("space_3") - theme.metric("space_2")
        return QSize(wide, inner.heightForWidth(wide) + theme.metric("space_1") if inner is not None else 0)


def _label(parent: QWidget, text: str, tone: str) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("type", "small")
    if tone:
        label.setProperty("tone", tone)
    return label
