"""A drop target in words: who it is, how far away, how much it has in hand; or why it may not be."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from console.targets import TargetCheck
from widgets import words

_DISPATCH_TO = QT_TRANSLATE_NOOP("target_words", "Dispatch to {target}")
_IN_HAND = QT_TRANSLATE_NOOP("target_words", "in hand {n}")


def distance(metres: float) -> str:
    """Return a distance as an operator says it: ``850 m``, ``1.2 km``, ``14 km``."""
    if metres < 995:
        return f"{round(metres, -1):.0f} m"
    return f"{QLocale().toString(metres / 1000, 'f', 1 if metres < 9950 else 0)} km"


def in_hand(count: int) -> str:
    return _say(_IN_HAND).format(n=count)


def line(check: TargetCheck) -> str:
    """Return a target on one line: name, distance, load."""
    return " · ".join(two_lines(check))


def two_lines(check: TargetCheck) -> tuple[str, str]:
    """Return a target on two lines: its name, then distance and load."""
    away = [distance(check.distance_m)] if check.distance_m is not None else []
    return f"{check.name} {check.holder}".strip(), " · ".join([*away, in_hand(check.in_hand)])


def sentence(check: TargetCheck) -> str:
    """Return what a hovering drag is told: what dropping would do, or why it would do nothing."""
    if check.refused is not None:
        return words.refusal(check.refused)
    return _say(_DISPATCH_TO).format(target=line(check))


def _say(text: object) -> str:
    return QCoreApplication.translate("target_words", str(text))
