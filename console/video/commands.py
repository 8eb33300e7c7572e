"""What the console tells a worker process."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.video.choices import Choices
from console.video.kept_files import Keep
from console.video.states import TileState


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotAddress:
    """Where a slot lies: the name of its shared memory and its size."""

    name: str
    width_px: int
    height_px: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Play:
    """Begin a stream; ``memory_bytes`` is what all streams of the worker together may remember of themselves."""

    stream: int
    url: str = field(repr=False)
    live: TileState
    slot: SlotAddress
    choices: Choices
    memory_bytes: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PlayPast:
    """Begin a recording, once through; ``speed`` is how many seconds of it pass in one, where it comes faster than that."""

    stream: int
    url: str = field(repr=False)
    slot: SlotAddress
    choices: Choices
    speed: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """End a stream."""

    stream: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Retarget:
    """Go on in another slot."""

    stream: int
    slot: SlotAddress


@dataclass(frozen=True, kw_only=True, slots=True)
class Hide:
    """Stop decoding."""

    stream: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Reveal:
    """Decode again."""

    stream: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RetryNow:
    """Do not wait for the next try."""

    stream: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Quit:
    """End the process."""


Command = Play | PlayPast | Stop | Retarget | Hide | Reveal | RetryNow | Quit | Keep
