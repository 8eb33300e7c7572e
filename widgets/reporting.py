"""Opens windows beside the console's own: the indicators of a period, the shift lead's board, and any ticket by words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.domain.ticket import TicketId
from console.reports.labels import of_city
from widgets.charts.lead import LeadWindow
from widgets.finding.window import FindWindow
from widgets.kit.focus import Focus
from widgets.main_window import MainWindow
from widgets.queue.filter import wanted_of
from widgets.relay import Relay


class Reporting(QObject):
    """Opens each window once; asked again, it brings the one that is open to the front. GUI thread."""

    def __init__(self, relay: Relay, focus: Focus, window: MainWindow, zone: ZoneInfo, lang: str) -> None:
        super().__init__(window)
        self._relay, self._focus, self._window, self._zone, self._lang = relay, focus, window, zone, lang
        self._open: dict[str, QWidget] = {}
        for id_, make in {"indicators": self._indicators, "lead": self._lead, "find": self._find}.items():
            window.actions_by_id[id_].triggered.connect(lambda _=False, name=id_, made=make: self._raise(name, made))

        window.command_line.find_asked.connect(self._find_words)

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

    def _lead(self) -> QWidget:
        made = LeadWindow(self._relay, self._focus)
        made.filter_wanted.connect(self._filter)
        made.ticket_opened.connect(self._show_console)
        return made

    def _find(self) -> FindWindow:
        made = FindWindow(self._relay, self._focus, self._zone)
        made.ticket_opened.connect(self._show_console)
        return made

    def _find_words(self, wanted: str) -> None:
        self._raise("find", self._find)
        shown = self._open["find"]
        if isinstance(shown, FindWindow):
            shown.look_for(wanted)

    def _filter(self, saved: Mapping[str, Any], chosen: list[TicketId]) -> None:
        """Let the queue show what a number of the board counts."""
        self._window.queue.filter_bar.want(wanted_of(saved))
        self._window.queue.select(chosen)
        self._show_console()

    def _show_console(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
