"""A screen that must not go dark: the desktop is asked to hold its screen saver back for as long as a wall is shown."""

from __future__ import annotations

import ctypes
import logging
import sys

log = logging.getLogger(__name__)

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002
_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"


class Awake:
    """Holds the screen saver back between ``begin`` and ``end``; where the desktop has no ear for that, it is only logged."""

    def __init__(self) -> None:
        self._cookie: int | None = None

    def begin(self) -> None:
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY)
        elif sys.platform != "darwin":
            self._cookie = _asked("Inhibit", "GridDesk", "The wall is shown")
            if self._cookie is None:
                log.info("The desktop does not hold its screen saver back when asked: switch it off for a wall")

    def end(self) -> None:
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS)
        elif self._cookie is not None:
            _asked("UnInhibit", self._cookie)
            self._cookie = None


def _asked(what: str, *told: object) -> int | None:
    """Ask the desktop over its bus; None where nobody answers."""
    # The bus is a library of its own, which only a wall needs.
    from PySide6.QtDBus import QDBusConnection, QDBusInterface

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    asked = QDBusInterface(_SERVICE, _PATH, _SERVICE, bus)
    answer = asked.call(what, *told).arguments() if asked.isValid() else []
    return int(answer[0]) if answer and isinstance(answer[0], int) else None
