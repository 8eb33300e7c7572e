"""The figures of the streams' health as they stand in a table, and as machines read them; lengths of time are whole seconds."""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.health import Health
from console.reports.daily_log import Cell
from console.reports.labels import Labels, word

FIGURES = ("online", "asked_s", "live_s", "out_s", "frozen", "frozen_s", "reconnects", "longest_s", "longest_why")
REGION_HEAD = ("region", "cameras")


def figures(health: Health, labels: Labels) -> tuple[Cell, ...]:
    """Return the cells of ``FIGURES``; what was never judged has no rate."""
    return (
        None if health.online is None else round(100 * health.online, 1),
        *(round(getattr(health, name)) for name in FIGURES[1:-1]),
        word(labels, "no_picture", health.reason) if health.reason else "",
    )


def facts(names: Sequence[str], head: Sequence[Cell], health: Health) -> dict[str, object]:
    """Return a line as machines read it: rates from 0 to 1, and codes; ``names`` are those of ``head``."""
    return {
        **dict(zip(names, head, strict=True)),
        "online": None if health.online is None else round(health.online, 4),
        **{name: round(getattr(health, name)) for name in FIGURES[1:-1]},
        "reason": health.reason,
    }
