"""Docks in our clothes: the dock library brings a style sheet and icons of its own, which are taken off here."""

from __future__ import annotations

from typing import Final

import PySide6QtAds as QtAds
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from widgets.kit.icon import icon, wear

_ICONS: Final = {
    QtAds.TabCloseIcon: "close",
    QtAds.DockAreaCloseIcon: "close",
    QtAds.DockAreaMenuIcon: "chevron_down",
    QtAds.DockAreaUndockIcon: "float",
    QtAds.AutoHideIcon: "pushpin",
    QtAds.DockAreaMinimizeIcon: "dash",
}
_BUTTONS: Final = {
    "tabCloseButton": ("close", QT_TRANSLATE_NOOP("docks", "Close this panel")),
    "dockAreaCloseButton": ("close", QT_TRANSLATE_NOOP("docks", "Close these panels")),
    "tabsMenuButton": ("chevron_down", QT_TRANSLATE_NOOP("docks", "All panels here")),
    "detachGroupButton": ("float", QT_TRANSLATE_NOOP("docks", "Into a window of its own")),
    "dockAreaAutoHideButton": ("pushpin", QT_TRANSLATE_NOOP("docks", "Put to the edge")),
    "dockAreaMinimizeButton": ("dash", QT_TRANSLATE_NOOP("docks", "Make small")),
}


def set_up() -> None:
    """Choose how docks behave; before the first manager is made, as the library asks."""
    manager = QtAds.CDockManager
    manager.setConfigFlags(
        manager.DefaultOpaqueConfig
        | manager.DisableStylesheet
        | manager.FocusHighlighting
        | manager.DockAreaHideDisabledButtons
        | manager.DockAreaDynamicTabsMenuButtonVisibility
        | manager.EqualSplitOnInsertion
    )


def empty(manager: QtAds.CDockManager, name: str, title: str) -> QtAds.CDockWidget:
    """Return a dock of the manager with nothing to be seen in it yet; the library would hide one that holds none for good."""
    dock = QtAds.CDockWidget(manager, title)
    dock.setObjectName(name)
    dock.setWidget(QWidget(dock), QtAds.CDockWidget.eInsertMode.ForceNoScrollArea)
    dock.setFeature(QtAds.CDockWidget.DockWidgetFeature.DockWidgetClosable, False)
    dock.setMinimumSizeHintMode(QtAds.CDockWidget.eMinimumSizeHintMode.MinimumSizeHintFromDockWidget)
    return dock


def fill(dock: QtAds.CDockWidget, panel: QWidget) -> None:
    """Put a panel into a dock, in the place of what it holds."""
    dock.takeWidget().deleteLater()
    dock.setWidget(panel, QtAds.CDockWidget.eInsertMode.ForceNoScrollArea)


def dress(manager: QtAds.CDockManager) -> None:
    """Give the buttons of the docks our icons and words, those there are; again for new ones and on a change of theme."""
    for place, name in _ICONS.items():
        manager.iconProvider().registerCustomIcon(place, icon(name, "text_2"))
    for container in (manager, *manager.floatingWidgets()):
        for button in container.findChildren(QAbstractButton):
            if button.objectName() in _BUTTONS:
                name, text = _BUTTONS[button.objectName()]
                wear(button, name, "text_2")
                button.setToolTip(QCoreApplication.translate("docks", str(text)))
                button.setAccessibleName(button.toolTip())
