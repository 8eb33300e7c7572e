"""Whether a camera works, as far as it is known: from a wall that showed it, or from the catalogue, whichever spoke last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.camera import Camera

SEEN_HOLDS = timedelta(minutes=10)
"""So long what a wall has seen of a camera counts as its state now."""
TOLD_HOLDS = timedelta(hours=24)
"""So long what a catalogue told does: platforms give theirs once a day."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a wall saw: a picture, or that none came."""

    is_on: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Whether a camera works, None where nobody has said; ``age`` is how long ago that was, ``is_old`` longer than it holds."""

    is_on: bool | None = None
    age: timedelta = timedelta()
    is_old: bool = False
    by_wall: bool = False


UNKNOWN = Presence()


def presence(camera: Camera, seen: Seen | None, now: datetime) -> Presence:
    """Return what is known of a camera."""
    told_at = camera.told_at if camera.is_on is not None else None
    if seen is not None and (told_at is None or seen.at >= told_at):
        age = max(now - seen.at, timedelta())
        return Presence(is_on=seen.is_on, age=age, is_old=age > SEEN_HOLDS, by_wall=True)
    if told_at is None:
        return UNKNOWN
    age = max(now - told_at, timedelta())
    return Presence(is_on=camera.is_on, age=age, is_old=age > TOLD_HOLDS)
