"""Opens the windows of figures beside the console's own: the indicators of a period."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.reports.labels import of_city
from widgets.kit.focus import Focus
from widgets.main_window import MainWindow
from widgets.relay import Relay


class Reporting(QObject):
    """Opens each window once; asked again, it brings the one that is open to the front. GUI thread."""

    def __init__(self, relay: Relay, focus: Focus, window: MainWindow, zone: ZoneInfo, lang: str) -> None:
        super().__init__(window)
        self._relay, self._focus, self._window, self._zone, self._lang = relay, focus, window, zone, lang
        self._open: dict[str, QWidget] = {}
        for id_, make in {"indicators": self._indicators}.items():
            window.actions_by_id[id_].triggered.connect(lambda _=False, name=id_, made=make: self._raise(name, made))

    def _raise(self, name: str, make: Callable[[], QWidget]) -> None:
        shown = self._open.get(name)
        if shown is None or not shiboken6.isValid(shown):
            shown = self._open[name] = make()
            self._window.closing.connect(shown.close)
            shown.show()
        shown.raise_()
        shown.activateWindow()

    def _indicators(self) -> QWidget:
        # Taken when it is first wanted: the library that draws charts would make every start of the console slower.
        from widgets.charts.window import IndicatorsWindow

        labels = of_city(self._lang, self._relay.board.rulebook)
        made = IndicatorsWindow(self._relay, self._focus, self._zone, self._lang, labels)
        made.ticket_opened.connect(self._show_console)
        return made

    def _show_console(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
