"""The alarms' button of the wall's bar: which tiles are kept, how near a camera must be, when alarms go back, what is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from console.domain.alarm_bank import Reserve
from widgets.kit.icon import wear
from widgets.kit.typed_menu import add_heading
from widgets.wall import alarm_words
from widgets.wall.alarms import NEAR_CHOICES_M, RETURN_CHOICES_MIN, AlarmChoices, Alarms


class AlarmButton(QToolButton):
    """Opens the menu of the choices; every entry is also reached by its key in the menu."""

    def __init__(self, alarms: Alarms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alarmButton")
        self._alarms = alarms
        name = self.tr("Tiles for alarms")
        self.setToolTip(name)
        self.setAccessibleName(name)
        wear(self, "bell")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self._fill)
        self.setMenu(self.choices)

    def _fill(self) -> None:
        menu, now = self.choices, self._alarms.choices
        menu.clear()
        add_heading(menu, self.tr("Tiles kept for alarms"))
        self._add(
            ((alarm_words.reserve(which), replace(now, reserve=which)) for which in Reserve),
            lambda one: one.reserve is now.reserve,
        )
        add_heading(menu, self.tr("Cameras within"))
        self._add(
            ((self.tr("{n} m").format(n=near_m), replace(now, near_m=near_m)) for near_m in NEAR_CHOICES_M),
            lambda one: one.near_m == now.near_m,
        )
        add_heading(menu, self.tr("Not acknowledged, it goes back after"))
        self._add(
            ((self.tr("{n} min").format(n=after), replace(now, returns_min=after)) for after in RETURN_CHOICES_MIN),
            lambda one: one.returns_min == now.returns_min,
        )
        menu.addSeparator()
        devices = menu.addAction(self.tr("What devices report is an alarm too"))
        devices.setCheckable(True)
        devices.setChecked(now.devices)
        devices.triggered.connect(lambda on: self._alarms.choose(replace(now, devices=on)))
        sounds = menu.addAction(self.tr("Sound once at an alarm"))
        sounds.setCheckable(True)
        sounds.setChecked(now.sounds)
        sounds.triggered.connect(lambda on: self._alarms.choose(replace(now, sounds=on)))

    def _add(self, entries: Iterable[tuple[str, AlarmChoices]], is_now: Callable[[AlarmChoices], bool]) -> None:
        """Add entries of which one holds."""
        group = QActionGroup(self.choices)
        for text, choice in entries:
            action = self.choices.addAction(text)
            action.setCheckable(True)
            action.setChecked(is_now(choice))
            action.triggered.connect(lambda _=False, chosen=choice: self._alarms.choose(chosen))
            group.addAction(action)
