"""The switches of the layers: the few that are always at hand, and a panel with all of them, their signs and scale rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.kit.inside import inside
from widgets.map import samples
from widgets.map.controls import bar_button, bar_row
from widgets.map.signs import SENSOR_SIGNS, SITE_SIGNS, said
from widgets.map.stack import GROUPS, LAYERS, Group, Layer, Shown

COLUMNS: Final = ((Group.GROUND, Group.CELLS), (Group.WORK, Group.EYES, Group.PLACES, Group.FIGURES))
COLUMN_PX: Final = 276


def _samples() -> Mapping[str, samples.Paint]:
    """Return how each layer is drawn, in small."""
    return {
        "base": samples.land,
        "districts": samples.line("map_grid_strong", 2.2),
        "townships": samples.line("map_grid_strong", 1.2),
        "villages": samples.line("map_grid_line", 1.6),
        "grids": samples.line("map_grid_line", 1),
        "special": samples.special,
        "names": samples.name_tag,
        "police": samples.line("map_police", 1.8, (6, 3)),
        "water": samples.line("map_water", 1.8, (7, 2.4, 2, 2.4)),
        "other_cells": samples.line("map_cells", 1.8, (2, 3)),
        "tickets": samples.priority(2),
        "crews": samples.crew("crew_on_duty"),
        "trail": samples.trail,
        "drawn": samples.drawn,
        "cameras": samples.camera(filled=True),
        "far_cameras": samples.camera(),
        "sensors": samples.plate(said(SENSOR_SIGNS)[0], "map_sensor", is_round=True),
        "sites": samples.plate(said(SITE_SIGNS)[1], "map_site"),
        "departments": samples.department,
        "ratings": samples.ratings,
        "heat": samples.ramp(samples.HEAT),
        "shades": samples.ramp(samples.SHADE_TOKENS),
    }


class LayerBar(QFrame):
    """The switches that are used most, and the button that opens all of them.

    Signals:
        switched(name, on): a layer was turned by hand.
    """

    switched = Signal(str, bool)

    def __init__(self, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapControls")
        row = bar_row(self)
        self.all = bar_button(self, self.tr("All layers (Ctrl+Shift+L)"), "layers", checkable=True)
        row.addWidget(self.all)
        self.buttons: dict[str, QToolButton] = {}
        for layer in LAYERS:
            if layer.is_quick:
                button = bar_button(self, layer.words, layer.icon, checkable=True)
                button.clicked.connect(lambda on, name=layer.name: self.switched.emit(name, on))
                row.addWidget(button)
                self.buttons[layer.name] = button
        self.show_switches(shown)

    def show_switches(self, shown: Shown) -> None:
        for name, button in self.buttons.items():
            button.setChecked(bool(getattr(shown, name)))


class LayerPanel(QFrame):
    """Every layer by group: its switch, its sign, and from which level of the map it is drawn. GUI thread.

    A window of its own below its button, so that a low map has room for it. Arrows go from switch to switch, Space turns
    one, Escape or a click beside it closes.

    Signals:
        switched(name, on): a layer was turned by hand.
        closed(): it was closed.
    """

    switched = Signal(str, bool)
    closed = Signal()

    def __init__(self, shown: Shown, from_zooms: Mapping[str, float], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        # The click on the button that opened it closes it, and must not open it again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setObjectName("layerPanel")
        self.setAccessibleName(self.tr("Layers"))
        self.boxes: dict[str, QCheckBox] = {}
        self._rules: dict[str, QLabel] = {}
        self._under: dict[str, QWidget] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self._from_zooms = from_zooms
        self._empty: frozenset[str] = frozenset()
        self._shown = shown
        self._zoom = 0.0
        self._below = QRect()
        self._lay_out()
        self.show_switches(shown)
        self._wear_samples()
        theme.current.changed.connect(self._wear_samples)

    def show_switches(self, shown: Shown) -> None:
        """Set the switches, and open what is to be chosen of the layers that are on."""
        self._shown = shown
        for name, box in self.boxes.items():
            box.setChecked(bool(getattr(shown, name)))
        for name, widget in self._under.items():
            widget.setVisible(bool(getattr(shown, name)))
        self._tell_rules()

    def show_zoom(self, zoom: float) -> None:
        """Mark the layers that are on, and not drawn at this scale."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._tell_rules()

    def show_empty(self, names: frozenset[str]) -> None:
        """Tell which layers there is nothing to show of in this city."""
        if names != self._empty:
            self._empty = names
            self._tell_rules()

    def put_under(self, name: str, widget: QWidget) -> None:
        """Put what is to be chosen of a layer below its switch; seen while the layer is on."""
        widget.setParent(self)
        self._places[name].addWidget(widget)
        self._under[name] = widget
        widget.setVisible(bool(getattr(self._shown, name)))

    def open_below(self, place: QRect) -> None:
        """Show the panel below a place of the screen, as near as the screen lets it, and give it the keyboard."""
        self._below = place
        self._fit()
        self.show()
        self.boxes[LAYERS[0].name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.hide()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return is_done

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def _fit(self) -> None:
        """Be as large as what is open needs, and lie on the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = max(room.left(), min(self._below.left(), room.right() - self.width()))
        top = max(room.top(), min(self._below.bottom() + 6, room.bottom() - self.height()))
        self.move(left, top)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(
            theme.metric("space_3"), theme.metric("space_1"), theme.metric("space_3"), theme.metric("space_3")
        )
        row.setSpacing(theme.metric("space_5"))
        for groups in COLUMNS:
            column = inside(row, QVBoxLayout())
            column.setSpacing(0)
            for group in groups:
                self._lay_out_group(group, column)
            column.addStretch(1)

    def _lay_out_group(self, group: Group, column: QVBoxLayout) -> None:
        heading = QLabel(QCoreApplication.translate("MapLayer", str(GROUPS[group])), self)
        heading.setProperty("type", "small")
        heading.setProperty("tone", "third")
        heading.setContentsMargins(0, theme.metric("space_2"), 0, theme.metric("space_1"))
        heading.setMinimumWidth(COLUMN_PX)
        column.addWidget(heading)
        for layer in LAYERS:
            if layer.group is group:
                self._places[layer.name] = place = inside(column, QVBoxLayout())
                place.setSpacing(0)
                self._lay_out_row(layer, inside(place, QHBoxLayout()))

    def _lay_out_row(self, layer: Layer, row: QHBoxLayout) -> None:
        box = QCheckBox(layer.words, self)
        box.setIconSize(QSize(samples.SIDE_PX, samples.SIDE_PX))
        box.clicked.connect(lambda on, name=layer.name: self.switched.emit(name, on))
        rule = QLabel(self)
        rule.setProperty("type", "small")
        row.addWidget(box, 1)
        row.addWidget(rule)
        self.boxes[layer.name] = box
        self._rules[layer.name] = rule

    def _tell_rules(self) -> None:
        for name, rule in self._rules.items():
            from_zoom, box = self._from_zooms.get(name, 0.0), self.boxes[name]
            text = self.tr("from level {zoom}").format(zoom=f"{from_zoom:g}") if from_zoom else self.tr("every level")
            if name in self._empty:
                text = self.tr("none here")
            is_on = bool(getattr(self._shown, name))
            is_out = is_on and name not in self._empty and self._zoom < from_zoom
            tone = "warn" if is_out else "third"
            box.setEnabled(name not in self._empty)
            box.setToolTip(self.tr("Zoom in to see it: it is drawn {rule}").format(rule=text) if is_out else "")
            rule.setText(text)
            if rule.property("tone") != tone:
                rule.setProperty("tone", tone)
                rule.style().unpolish(rule)
                rule.style().polish(rule)

    def _wear_samples(self) -> None:
        for name, paint in _samples().items():
            self.boxes[name].setIcon(samples.icon_of(paint, self.devicePixelRatioF()))
