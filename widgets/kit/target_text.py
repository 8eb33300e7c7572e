"""Naming a target while a drag hovers: who it is, how far, and what they have in hand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.targets import TargetCheck


def far(distance_m: float) -> str:
    """Return a distance: metres to the ten below one kilometre, kilometres with one digit above it."""
    return f"{round(distance_m, -1):.0f} m" if distance_m < 1000 else f"{distance_m / 1000:.1f} km"


def told(check: TargetCheck) -> str:
    """Return what letting go would mean, as one line."""
    name = f"{check.name} · {check.holder}" if check.holder else check.name
    text = QCoreApplication.translate("TargetText", "Dispatch to {name}").format(name=name)
    parts = [far(check.distance_m)] if check.distance_m is not None else []
    if check.allowed:
        parts.append(QCoreApplication.translate("TargetText", "{n} in hand").format(n=check.in_hand))
    return ", ".join([text, *parts])
