"""The clocks of a ticket, as their events left them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.domain.limit import Unit

NEARLY_DUE = 0.8
"""The part of a limit from which a stage is nearly due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageClock:
    """The clock of one stage, as its events left it.

    ``kind`` is the stage's word ("accept", "handle"); ``unit`` says which seconds count: all, or those worked.
    ``limit_s`` is the whole limit in counted seconds, ``granted_s`` what of it was granted as an extension.
    ``used_s`` was counted before ``since``, the moment from which it runs; None while it is paused. ``calendar`` is the
    version it counts by. ``owed`` are spans that it ran in years not yet published: counted when they are.
    ``began`` is when it was first started, by which its stage is known again after a pause.
    """

    kind: str
    unit: Unit
    limit_s: float
    granted_s: float = 0.0
    used_s: float = 0.0
    since: datetime | None = None
    calendar: str
    owed: tuple[tuple[datetime, datetime], ...] = ()
    began: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The clock of the stage that runs, and the handle clock while a check or a suspension keeps it waiting."""

    running: StageClock | None = None
    handle: StageClock | None = None


NO_CLOCKS = Clocks()
