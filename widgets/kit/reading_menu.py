"""Menus whose keys stop at what cannot be chosen as well: who works without a mouse reads there why not."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QToolTip, QWidget


class _StopsEverywhere(QProxyStyle):
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Menu_AllowActiveAndDisabled:
            return 1
        return super().styleHint(hint, option, widget, returnData)


def stop_everywhere(menu: QMenu) -> None:
    """Let the arrow keys reach disabled entries too, and tell beside each what is against it.

    Headings are passed over, as separators are.
    """
    if menu.findChild(_StopsEverywhere) is None:
        style = _StopsEverywhere("Fusion")
        style.setParent(menu)
        menu.setStyle(style)
        menu.hovered.connect(_tell)
        menu.aboutToHide.connect(QToolTip.hideText)


def _tell(entry: QAction) -> None:
    menu = entry.parent()
    if entry.isEnabled() or not isinstance(menu, QMenu):
        QToolTip.hideText()
        return
    beside = menu.actionGeometry(entry)
    QToolTip.showText(menu.mapToGlobal(beside.topRight()), entry.toolTip(), menu, beside)
