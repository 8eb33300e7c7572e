"""The window onto the page: loads it, tells when its renderer dies, and takes what is dragged onto it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Final, Protocol

import shiboken6
from PySide6.QtCore import QCoreApplication, QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.map.bridge import Bridge
from widgets.map.hit import Viewport
from widgets.map.scheme import HOME, Gate, Handler, profile

log = logging.getLogger(__name__)

_OFF: Final = (
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
)


class DropZone(Protocol):
    """Who decides about what is dragged over the map; pixels are those of the view."""

    def hover(self, mime: QMimeData, x: float, y: float) -> bool:
        """Return whether it could be dropped somewhere on the map at all."""

    def leave(self) -> None: ...
    def drop(self, mime: QMimeData, x: float, y: float) -> None: ...


class Page(QWebEnginePage):
    """The page; ``faults`` keeps what its script complains of, and must stay empty."""

    def __init__(self, storage: QWebEngineProfile, parent: QWidget) -> None:
        super().__init__(storage, parent)
        self.faults: list[str] = []

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        if level is QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel:
            return
        self.faults.append(f"{source}:{line} {message}")
        log.warning("The map's page says: %s:%s %s", source, line, message)


class MapView(QWebEngineView):
    """Shows the page and speaks with it through ``bridge``.

    Signals (GUI thread):
        lost(): the page's renderer ended.
        opening(): the page is about to be loaded; nobody hears there until it is ready.
    """

    lost = Signal()
    opening = Signal()

    def __init__(self, bridge: Bridge, handler: Handler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.gate = Gate()
        storage = profile(handler, self.gate)
        self.surface = Page(storage, self)
        # Children go in the order they came: first the page, then the profile it uses, then what the profile calls.
        for owned in (storage, self.gate, handler):
            owned.setParent(self)
        self.surface.setBackgroundColor(theme.color("map_ground"))
        theme.current.changed.connect(self._on_theme_changed)
        for attribute in _OFF:
            self.surface.settings().setAttribute(attribute, False)
        channel = QWebChannel(self)
        channel.registerObject("console", bridge)
        self.surface.setWebChannel(channel)
        self.surface.renderProcessTerminated.connect(self._on_renderer_ended)
        self.setPage(self.surface)
        # A page that outlives the application takes the process down with it.
        running = QCoreApplication.instance()
        if running is not None:
            running.aboutToQuit.connect(self._end_page)
        self.setAcceptDrops(True)
        self._zone: DropZone | None = None

    def open(self) -> None:
        """Load the page; what is on it comes afterwards over the bridge."""
        self.opening.emit()
        self.surface.load(HOME)

    def take_drops(self, zone: DropZone) -> None:
        self._zone = zone

    def ask_where(self, answer: Callable[[Viewport], None]) -> None:
        """Ask the page itself which part of the world it shows now; ``answer`` is called later, once."""

        def heard(told: object) -> None:
            if isinstance(told, str) and told:
                zoom, left, top, width, height = json.loads(told)[:5]
                answer(Viewport(zoom, left, top, width, height))

        self.surface.runJavaScript("JSON.stringify(griddesk.page.where())", 0, heard)

    def contextMenuEvent(self, event: object) -> None:
        """The page reports the right button itself; the browser's own menu has no place here."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._hover(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._hover(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self._zone is not None:
            self._zone.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._zone is not None:
            event.acceptProposedAction()
            self._zone.drop(event.mimeData(), event.position().x(), event.position().y())

    def _hover(self, event: QDragMoveEvent) -> None:
        at = event.position()
        if self._zone is not None and self._zone.hover(event.mimeData(), at.x(), at.y()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _on_renderer_ended(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        is_odd = status is not QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus
        level = logging.WARNING if is_odd else logging.INFO
        log.log(level, "The map's renderer ended (%s, code %s); it is started again", status.name, code)
        self.lost.emit()

    def _end_page(self) -> None:
        if shiboken6.isValid(self.surface):
            shiboken6.delete(self.surface)

    def _on_theme_changed(self) -> None:
        self.surface.setBackgroundColor(theme.color("map_ground"))
