"""Ages and times left as short text: ``04:12``, ``2 h 05``, ``3 d``, each as wide as it must be and no wider."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

_HOUR_S = 3600
_DAY_S = 24 * _HOUR_S


def span(seconds: float) -> str:
    """Return a length of time: minutes and seconds below an hour, hours and minutes below two days, then days."""
    whole = max(0, int(seconds))
    if whole < _HOUR_S:
        return f"{whole // 60:02d}:{whole % 60:02d}"
    if whole < 2 * _DAY_S:
        return translate("clock_text", "{hours} h {minutes}").format(
            hours=whole // _HOUR_S, minutes=f"{whole % _HOUR_S // 60:02d}"
        )
    return translate("clock_text", "{days} d").format(days=whole // _DAY_S)


def left(seconds: float) -> str:
    """Return the time that is left of a limit; below zero, by how much it is over."""
    if seconds >= 0:
        return span(seconds)
    return translate("clock_text", "over {time}").format(time=span(-seconds))


def ago(seconds: float) -> str:
    """Return how old something is, as a phrase."""
    return translate("clock_text", "{time} ago").format(time=span(seconds))
