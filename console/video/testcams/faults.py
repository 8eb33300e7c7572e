"""What test cameras can be told to do wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PORT = 8554
"""Where the demo's cameras listen, and take orders, if nobody else does."""

HEALED = "none"
"""What an order calls a camera that does right again."""

NO_KEY_FRAME_S = 10.0
STUTTER_EVERY_S, STUTTER_HOLDS_S = 6.0, 3.0
SLOW_ANSWER_S = 1.5


class Fault(StrEnum):
    """What a test camera can be ordered to do wrong.

    A drop is done once; all else lasts until the camera is healed.
    """

    STALL = "stall"
    """Frozen but connected: no picture comes, and nothing is closed."""
    DROP = "drop"
    REFUSE = "refuse"
    HANG_AT_DESCRIBE = "hang_at_describe"
    STALL_AT_START = "stall_at_start"
    RESIZE = "resize"
    AUDIO_ONLY = "audio_only"
    WRONG_AUTH = "wrong_auth"
    STUTTER = "stutter"
    """Holds its pictures back for three seconds of each six, then sends them all at once."""
    AUTH_CHANGE = "auth_change"
    """Its password is changed while it plays: whoever watches is sent away and not let in again."""
    SLOW = "slow"
    """Answers late, and sends one picture a second."""
    H265 = "h265"
    """Plays H.265 from now on."""
    NO_KEY_FRAME = "no_key_frame"
    """Begins anew and sends no key frame for the first ten seconds after the order."""


ANEW = frozenset({Fault.AUTH_CHANGE, Fault.H265, Fault.NO_KEY_FRAME})
"""Whoever watches has to ask again when one of these begins; after H.265 also when it ends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What a camera (``CLIP/NUMBER``, ``*`` for all) is to do from now on; without a fault it does right again."""

    key: str
    fault: Fault | None
