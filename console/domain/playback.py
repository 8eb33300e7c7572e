"""Looking at what a recorder kept of a camera: which stretch, as the journal tells it before the first picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.evidence import NAME_MAX
from console.domain.texts import storable

LONGEST: Final = timedelta(hours=24)
"""No line opens more than this: whoever looks for days says so for each."""
BEFORE: Final = timedelta(seconds=30)
"""So long before a report, or a line of the journal, a stretch begins where nothing else is said."""
AFTER: Final = timedelta(seconds=60)
"""So long after a line of the journal it goes on."""
AHEAD: Final = timedelta(seconds=120)
"""So far a desk's clock may be before the one that judges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What is played back of one camera, from when to when."""

    camera: CameraId
    camera_number: int
    camera_name: str
    begins_at: datetime
    ends_at: datetime

    def check(self, now: datetime) -> None:
        """Let nothing be opened that has no length, is not over, or is longer than one reason carries.

        Raises:
            Refused: ``playback.bad_stretch``, ``playback.not_yet``, ``playback.too_long``.
        """
        if self.begins_at.tzinfo is None or self.ends_at.tzinfo is None or self.ends_at <= self.begins_at:
            raise Refused("playback.bad_stretch")
        if self.ends_at > now + AHEAD:
            raise Refused("playback.not_yet")
        if self.ends_at - self.begins_at > LONGEST:
            raise Refused("playback.too_long", hours=int(LONGEST / timedelta(hours=1)))

    def told(self) -> dict[str, str]:
        """Return what the journal line tells of it: no address."""
        return {
            "camera": storable(self.camera),
            "camera_number": str(self.camera_number),
            "camera_name": storable(self.camera_name)[:NAME_MAX],
            "begins_at": self.begins_at.astimezone(UTC).isoformat(timespec="seconds"),
            "ends_at": self.ends_at.astimezone(UTC).isoformat(timespec="seconds"),
        }


def told_by(detail: Mapping[str, str]) -> Stretch | None:
    """Return the stretch that a journal line tells of; None where it tells of none."""
    try:
        return Stretch(
            camera=CameraId(detail["camera"]),
            camera_number=int(detail["camera_number"]),
            camera_name=detail["camera_name"],
            begins_at=datetime.fromisoformat(detail["begins_at"]),
            ends_at=datetime.fromisoformat(detail["ends_at"]),
        )
    except (KeyError, ValueError):
        return None


def since_report(reported_at: datetime, now: datetime) -> tuple[datetime, datetime]:
    """Return from when to when a ticket's cameras are looked at first: shortly before its report, up to now."""
    begins_at = reported_at - BEFORE
    return begins_at, max(begins_at + BEFORE, min(now, begins_at + LONGEST))


def around(moment: datetime, now: datetime) -> tuple[datetime, datetime]:
    """Return the stretch around a moment, as far as it is over."""
    begins_at = moment - BEFORE
    return begins_at, max(begins_at + timedelta(seconds=1), min(now, moment + AFTER))
