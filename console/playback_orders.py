"""Orders that let a recording be looked at: the line is written first, with who, why, which camera and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from console.domain.playback import Stretch
from console.order import Order, TicketOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayBack(TicketOrder):
    """Note on a ticket that a recording is looked at for it; ``seen`` may be older, since it decides nothing.

    It counts only while somebody waits to see, so that it is never kept for later.
    """

    verb: ClassVar[str] = "play_back"
    stretch: Stretch
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayBackCamera(Order):
    """Note that a recording is looked at where no ticket is in hand; as for one on a ticket."""

    stretch: Stretch
    reason: str


AnyPlaybackOrder = PlayBack | PlayBackCamera
