"""Orders about walls: layouts saved under numbers, and what is sent to another wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from console.domain.camera import CameraId
from console.domain.saved_layout import Hung, Scope
from console.domain.ticket import TicketId
from console.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveLayout(Order):
    """Save what hangs under a number: for oneself, the shift or the hall.

    ``seen`` is the version of what the operator knew under that number, 0 where nothing was: somebody else's layout is
    never written over unseen. The same under another name renames it.
    """

    scope: Scope
    number: int
    name: str
    hung: Hung
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLayout(Order):
    """Let a number open nothing any more; ``seen`` as for saving."""

    scope: Scope
    number: int
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOnWall(Order):
    """Let a wall of the centre show this; ``name`` is that of the saved layout, empty where it was not saved."""

    wall: str
    hung: Hung
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWall(Order):
    """Tell that a wall is there, and what it shows; overwrites what it told last, writes no journal line.

    ``shows`` is the key of the salvo that it shows; ``leaves`` that it is there no more.
    """

    wall: str
    layout: str
    shows: UUID | None = None
    leaves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMoving(Order):
    """Note that a camera was in somebody's hand and moved, and let it go: one line from the first move until then."""

    camera: CameraId
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCamera(Order):
    """Take a camera in hand, or keep it there longer: said again seldom, never for each move.

    With a ``reason`` it is taken out of another desk's hand.
    """

    camera: CameraId
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCamera(Order):
    """Let a camera go that was not moved; of one that was, ``NoteMoving`` tells."""

    camera: CameraId


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAlarms(Order):
    """Tell that somebody at a desk has seen these alarms: the walls of the centre that nobody sits at forget them."""

    tickets: tuple[TicketId, ...]


AnyWallOrder = (
    SaveLayout | RemoveLayout | ShowOnWall | ReportWall | NoteMoving | TakeCamera | LeaveCamera | AcknowledgeAlarms
)
