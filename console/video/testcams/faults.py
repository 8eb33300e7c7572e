"""What test cameras can be told to do wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What a test camera can be ordered to do wrong."""

    STALL = "stall"
    DROP = "drop"
    REFUSE = "refuse"
    HANG_AT_DESCRIBE = "hang_at_describe"
    STALL_AT_START = "stall_at_start"
    RESIZE = "resize"
    AUDIO_ONLY = "audio_only"
    WRONG_AUTH = "wrong_auth"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What a camera (``CLIP/NUMBER``, ``*`` for all) is to do from now on; without a fault it does right again."""

    key: str
    fault: Fault | None
