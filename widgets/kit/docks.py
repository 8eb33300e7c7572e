"""Docks in our clothes: the dock library brings a style sheet and icons of its own, which are taken off here."""

from typing import Final

import PySide6QtAds as QtAds

from widgets.kit.icon import icon

_ICONS: Final = {
    QtAds.TabCloseIcon: ("close", "text_2"),
    QtAds.DockAreaCloseIcon: ("close", "text_2"),
    QtAds.DockAreaMenuIcon: ("chevron_down", "text_2"),
    QtAds.DockAreaUndockIcon: ("float", "text_2"),
    QtAds.AutoHideIcon: ("pushpin", "text_2"),
    QtAds.DockAreaMinimizeIcon: ("dash", "text_2"),
}


def set_up() -> None:
    """Choose how docks behave; before the first manager is made, as the library asks."""
    manager = QtAds.CDockManager
    manager.setConfigFlags(
        manager.DefaultOpaqueConfig
        | manager.FocusHighlighting
        | manager.DockAreaHideDisabledButtons
        | manager.DockAreaDynamicTabsMenuButtonVisibility
        | manager.EqualSplitOnInsertion
    )


def dress(manager: QtAds.CDockManager) -> None:
    """Leave the docks to the application's style sheet and give their buttons our icons; again on a change of theme."""
    for place, (name, role) in _ICONS.items():
        manager.iconProvider().registerCustomIcon(place, icon(name, role))
    manager.setStyleSheet("")
