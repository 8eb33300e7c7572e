"""The console:// scheme: everything the page may load comes from here, and nothing else gets through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QFile,
    QIODevice,
    QObject,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtWebEngineCore import (
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from resources import path

SCHEME: Final = QByteArray(b"console")
HOST: Final = "console://app/"
LINGER_MS: Final = 5_000
HOME: Final = QUrl(HOST + "index.html")

Served = tuple[bytes, str]
"""What a request is answered with: the bytes and their MIME type."""

LateProvider = Callable[[str, Callable[[Served | None], None]], None]
"""Gets the rest of a path and whom to tell, once, on the GUI thread."""

_LOCAL: Final = frozenset({"console", "qrc", "blob", "data"})
_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".png": "image/png",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
}
_FOLDERS: Final = {"map": "map", "fonts": "fonts"}


def register_scheme() -> None:
    """Make console:// known to Qt; before the QApplication is made, or it does not count. Twice does no harm."""
    if not QWebEngineUrlScheme.schemeByName(SCHEME).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(
        flag.SecureScheme | flag.LocalScheme | flag.LocalAccessAllowed | flag.CorsEnabled | flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


class Handler(QWebEngineUrlSchemeHandler):
    """Serves the page, the shipped files, and what providers make on the spot. GUI thread.

    ``missing`` names every address that was asked for and is not there, or not in parts.
    """

    def __init__(self, page: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.missing: list[str] = []
        self._page = page
        self._providers: dict[str, Callable[[str], Served | None]] = {}
        self._later: dict[str, LateProvider] = {}

    def provide(self, folder: str, provider: Callable[[str], Served | None]) -> None:
        """Let ``provider`` answer what lies below ``folder``; it gets the rest of the path, None is 404."""
        self._providers[folder] = provider

    def provide_later(self, folder: str, provider: LateProvider) -> None:
        """Let ``provider`` answer what lies below ``folder``, when it can; it gets the rest of the path."""
        self._later[folder] = provider

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        # WORKAROUND: a Range past the end of what a scheme serves brings QtWebEngine down; nothing of ours needs one.
        asked = job.requestUrl().path().lstrip("/")
        if any(bytes(name.data()).lower() == b"range" for name in job.requestHeaders()):
            self.missing.append(asked)
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        folder, _, rest = asked.partition("/")
        if folder in self._later:
            self._later[folder](rest, lambda found: self._reply(job, asked, found))
        else:
            self._reply(job, asked, self.serve(asked))

    def _reply(self, job: QWebEngineUrlRequestJob, asked: str, found: Served | None) -> None:
        if not shiboken6.isValid(job):
            return  # The page has gone elsewhere, and wants it no more.
        if found is None:
            self.missing.append(asked)
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        body, mime = found
        job.reply(QByteArray(mime.encode()), _lingering(body))

    def serve(self, asked: str) -> Served | None:
        """Return what lies under a path, or None."""
        folder, _, rest = asked.partition("/")
        if asked == "index.html":
            return self._page().encode(), "text/html; charset=utf-8"
        if asked == "qwebchannel.js":
            return _from_qt(":/qtwebchannel/qwebchannel.js"), "text/javascript"
        if folder in self._providers:
            return self._providers[folder](rest)
        if folder in _FOLDERS:
            return _shipped(path(_FOLDERS[folder]), rest)
        return None


class Gate(QWebEngineUrlRequestInterceptor):
    """Lets only local addresses through; ``foreign`` keeps the others, and must stay empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.foreign: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() not in _LOCAL and url.toString() != "about:blank":
            self.foreign.append(url.toString())
            info.block(True)


def profile(handler: Handler, gate: Gate) -> QWebEngineProfile:
    """Return a profile of its own that keeps nothing on disk and goes through ``handler`` and ``gate``."""
    made = QWebEngineProfile()
    made.installUrlSchemeHandler(SCHEME, handler)
    made.setUrlRequestInterceptor(gate)
    return made


def _lingering(body: bytes) -> QBuffer:
    """Return what a job is answered from.

    The engine reads and closes it on a thread of its own, and is not yet done with it when it is closed, nor when job,
    handler and profile are gone: so it belongs to the application and goes a while after it was closed.
    """
    buffer = QBuffer(QCoreApplication.instance())
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    going = QTimer(buffer, singleShot=True, interval=LINGER_MS)
    going.timeout.connect(buffer.deleteLater)
    buffer.aboutToClose.connect(going.start, Qt.ConnectionType.QueuedConnection)
    return buffer


def _from_qt(name: str) -> bytes:
    file = QFile(name)
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data())


def _shipped(folder: Path, rest: str) -> Served | None:
    """Return a shipped file; what would lead out of the folder is not there."""
    file = (folder / rest).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file() or file.suffix not in _TYPES:
        return None
    return file.read_bytes(), _TYPES[file.suffix]
