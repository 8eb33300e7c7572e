"""The bar above the map while a grid is drawn: which one, how large it is, what stands against it, and every key as a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from console.atlas import Atlas
from widgets import theme
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import icon, wear
from widgets.kit.inside import inside
from widgets.map.cutting import Cutting
from widgets.map.shaping import Shaping

BESIDE_PX = 10
WIDE_PX = 600


class DraftingBar(QFrame):
    """Lies at the lower left, above ``foot``, while a tool is in hand. GUI thread."""

    def __init__(self, shaping: Shaping, cutting: Cutting, atlas: Atlas, over: QWidget, foot: QWidget) -> None:
        super().__init__(over)
        self._foot = foot
        self.setObjectName("mapLegend")
        self._shaping, self._cutting, self._atlas, self._over = shaping, cutting, atlas, over
        self.name = ElidedLabel(parent=self)
        self.size_text = QLabel(self)
        self.told = QLabel(self)
        self._sign = QLabel(self)
        self.undo = self._button(self.tr("Undo (Ctrl+Z)"), "undo", "undo")
        self.redo = self._button(self.tr("Redo (Ctrl+Y)"), "retry", "redo")
        self.insert = self._button(self.tr("New corner (Ins)"), "new", "insert")
        self.remove = self._button(self.tr("Remove the corner (Del)"), "dash", "remove")
        self.snap = self._button(self.tr("Snap to the neighbour (Space)"), "target", "snap")
        self.keep = QPushButton(self.tr("Keep …"), self)
        self.keep.setProperty("role", "primary")
        self.leave = QPushButton(self.tr("Leave"), self)
        self._lay_out()
        self.keep.clicked.connect(lambda: self._do("keep"))
        self.leave.clicked.connect(lambda: self._do("end"))
        for tool in (shaping, cutting):
            tool.changed.connect(self._show)
        theme.current.changed.connect(self._show)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.metric("space_3"), gap, gap, gap)
        column.setSpacing(theme.metric("space_1"))
        head = inside(column, QHBoxLayout())
        head.setSpacing(gap)
        self.name.setProperty("type", "heading")
        self.size_text.setProperty("tone", "second")
        head.addWidget(self.name, 1)
        for button in (self.undo, self.redo, self.insert, self.remove, self.snap):
            head.addWidget(button)
        head.addSpacing(gap)
        head.addWidget(self.leave)
        head.addWidget(self.keep)
        column.addWidget(self.size_text)
        foot = inside(column, QHBoxLayout())
        foot.setSpacing(gap)
        foot.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.told.setWordWrap(True)
        self.told.setProperty("type", "small")
        foot.addWidget(self.told, 1)

    def _button(self, text: str, drawing: str, does: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._do(does))
        wear(button, drawing)
        return button

    def _do(self, what: str) -> None:
        for tool in (self._shaping, self._cutting):
            if tool.is_on:
                getattr(tool, what)()
                return

    def _show(self) -> None:
        tool = self._shaping if self._shaping.is_on else self._cutting if self._cutting.is_on else None
        if tool is None:
            self.hide()
            return
        is_border = tool is self._shaping
        region = self._atlas.region(tool.grid)
        self.name.setText(region.name if region is not None else tool.grid)
        self.size_text.setText(self._border_size() if is_border else self._parts_sizes())
        for button in (self.redo, self.remove, self.snap):
            button.setVisible(is_border)
        self.undo.setEnabled(tool.can_undo)
        self.redo.setEnabled(tool.can_redo)
        self.keep.setEnabled(tool.can_keep)
        self.keep.setText(self.tr("Keep …") if is_border else self.tr("Split …"))
        wrong = self._wrong()
        self.told.setText(wrong or self._hint(is_border=is_border))
        self.told.setProperty("tone", "" if wrong else "second")
        side = theme.metric("icon")
        self._sign.setPixmap(icon("warning" if wrong else "info", "p2_text" if wrong else "text_2").pixmap(side, side))
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        self.show()
        self._place()
        self.raise_()

    def _place(self) -> None:
        over = self._over
        self.setFixedWidth(min(WIDE_PX, over.width() - 2 * BESIDE_PX))
        self.adjustSize()
        self.move(BESIDE_PX, over.height() - self._foot.height() - self.height() - BESIDE_PX)

    def _border_size(self) -> str:
        now, before = self._shaping.area_m2, self._shaping.area_before_m2
        delta = f"{(now - before) / 1e4:+,.2f}" if abs(now - before) >= 50 else "±0"
        return self.tr("{area} ha ({delta}) · {corners} corners").format(
            area=f"{now / 1e4:,.2f}", delta=delta, corners=self._shaping.corners
        )

    def _parts_sizes(self) -> str:
        sizes = self._cutting.part_sizes_m2
        if not sizes:
            return self.tr("not split yet")
        return self.tr("{parts} ha").format(parts=" + ".join(f"{size / 1e4:,.2f}" for size in sizes))

    def _wrong(self) -> str:
        """Return what stands against what is drawn, the gravest first; empty for nothing."""
        if self._cutting.is_on:
            return self._cutting.why
        shaping, trouble = self._shaping, self._shaping.trouble
        if shaping.why:
            return shaping.why
        if trouble.crossing:
            return self.tr("The border of {grid} crosses itself.").format(grid=shaping.name_of(trouble.crossing[0]))
        if trouble.overlaps:
            grid, other, _ = trouble.overlaps[0]
            said = self.tr("{grid} and {other} overlap by {area} m².")
            return said.format(
                grid=shaping.name_of(grid), other=shaping.name_of(other), area=f"{shaping.overlap_m2:,.0f}"
            )
        if shaping.against:
            return shaping.against
        if shaping.lost_m2:
            return self.tr("{area} m² would belong to no grid.").format(area=f"{shaping.lost_m2:,.0f}")
        return ""

    def _hint(self, *, is_border: bool) -> str:
        if is_border:
            return self.tr(
                "Drag a corner, or Tab to it and move it by arrows (Shift ×10, Ctrl ×0.1). A border moves for both "
                "neighbours. Enter keeps, Esc leaves."
            )
        return self.tr(
            "Click from border to border, or Tab to a corner and set it by Ins; arrows move the cross. "
            "Backspace takes a point back, Enter splits, Esc leaves."
        )
