"""The nine states of a tile, the reasons behind them, and the limits at which one turns into another.

States and reasons travel as small integers in a frame slot's header; their order here is therefore part of the
agreement between the worker processes and the console, which are always started from the same build.
"""

from __future__ import annotations

from enum import StrEnum


class TileState(StrEnum):
    """What a tile shows. Never a silent frozen picture: whatever is not live says so."""

    EMPTY = "empty"
    CONNECTING = "connecting"
    LIVE = "live"
    LIVE_SUB = "live_sub"
    STALE = "stale"
    RECONNECTING = "reconnecting"
    OFFLINE = "offline"
    NO_RIGHT = "no_right"
    PAUSED = "paused"


class Reason(StrEnum):
    """Why a tile is not live; a code that the views translate."""

    NONE = "none"
    NOT_REQUESTED = "not_requested"
    DEVICE_OFFLINE = "device_offline"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    AUTH = "auth"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CODEC = "codec"
    NO_VIDEO = "no_video"
    CLOSED_BY_CAMERA = "closed_by_camera"
    WORKER_LOST = "worker_lost"
    BAD_ADDRESS = "bad_address"
    TOO_LARGE = "too_large"


class Decoder(StrEnum):
    """What decodes a stream: the processor, the graphics hardware, or the processor because the hardware would not."""

    SOFTWARE = "software"
    HARDWARE = "hardware"
    FALLEN_BACK = "fallen_back"


STATES: tuple[TileState, ...] = tuple(TileState)
REASONS: tuple[Reason, ...] = tuple(Reason)
DECODERS: tuple[Decoder, ...] = tuple(Decoder)
LIVE_STATES = frozenset({TileState.LIVE, TileState.LIVE_SUB})

# The watchdog counts decoded pictures, never bytes or sockets: audio alone is not a live camera.
STALE_AFTER_S = 2.0
FRESH_FOR_S = 1.0
"""A prepared stream that was just asked for may show the picture it was prepared with for so long."""
RECONNECT_AFTER_S = 5.5

OPEN_TIMEOUT_S = 8.0
# FFmpeg reports a silent stream after twice this time.
READ_TIMEOUT_S = 2.5
FIRST_FRAME_TIMEOUT_S = 8.0

BACK_OFF_FIRST_S = 0.5
BACK_OFF_LAST_S = 15.0
BACK_OFF_JITTER = 0.25

OPENS_IN_FLIGHT = 4
# An open that takes longer than this no longer holds others back: a hanging camera blocks nobody.
OPEN_HOLDS_GATE_S = 1.0

# The largest picture that is decoded: 8192×4320 and a little. A header may promise more; nothing is allocated for it.
PICTURE_PX_MAX = 36_000_000
# The most that a worker may take, bytes: far above what 32 large streams need, far below what harms the machine.
WORKER_BYTES_MAX = 4 << 30

CLOSE_HIDDEN_AFTER_S = 10.0
SWAP_AFTER_S = 6.0

LAG_SKIP_ABOVE_S = 1.0
LAG_CAUGHT_UP_S = 0.2
LAG_THIN_ABOVE_S = 0.15
# A camera that stays late after this long has moved its clock; it is not our queue.
LAG_TRUST_S = 5.0

RESPAWN_LAST_S = 8.0
RESPAWN_CALM_S = 10.0
RECYCLE_AFTER_OPENS = 2000

_FEW_TILES = 9
_MANY_TILES = 36


def look_every_ms(tiles: int) -> int:
    """Return how often a wall of so many tiles looks for new pictures, ms.

    Those of few tiles come evenly, and are looked for nearly as seldom as they come. Those of many come in twos and
    threes, as the decoders have the cores, and are passed over where nobody looks between them. Of more than fit on two
    cores at full rate each sends fewer, and the window needs the time: looked at as often, it halted for over 50 ms.
    """
    return 20 if _FEW_TILES < tiles <= _MANY_TILES else 33
