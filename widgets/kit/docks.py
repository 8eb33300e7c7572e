"""Docks in our clothes: the dock library brings a style sheet and icons of its own, which are taken off here."""

from typing import Final

import PySide6QtAds as QtAds
from PySide6.QtWidgets import QAbstractButton

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
    "tabCloseButton": "close",
    "dockAreaCloseButton": "close",
    "tabsMenuButton": "chevron_down",
    "detachGroupButton": "float",
    "dockAreaAutoHideButton": "pushpin",
    "dockAreaMinimizeButton": "dash",
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


def dress(manager: QtAds.CDockManager) -> None:
    """Give the buttons of the docks our icons, those there are and those to come; again on a change of theme."""
    for place, name in _ICONS.items():
        manager.iconProvider().registerCustomIcon(place, icon(name, "text_2"))
    for container in (manager, *manager.floatingWidgets()):
        for button in container.findChildren(QAbstractButton):
            name = _BUTTONS.get(button.objectName(), "")
            if name:
                wear(button, name, "text_2")
