"""Cameras in hand: while one desk moves a camera, all others see whose hand it is in and keep theirs off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Operator, Role

LASTS_S = 90.0
"""What is not renewed for this long is over: the desk is dead, or cut off."""
RENEWED_EVERY_S = 30.0
IDLE_S = 180.0
"""Whoever has not moved the camera for this long lets it go."""
LONGEST_REASON = 200

TAKES_OVER = frozenset({Role.SHIFT_LEAD})
"""Who takes a camera out of another desk's hand, and says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCamera:
    """A camera in the hand of an operator at a desk, since when and until when; ``version`` grows by one a change.

    It stays where it is when its time is over: whoever takes the camera next goes on from that version.
    """

    camera: CameraId
    centre: RegionCode
    desk: str
    by: str
    since: datetime
    until: datetime
    version: int = 1

    @staticmethod
    def of(camera: CameraId, by: Operator, now: datetime, before: HeldCamera | None = None) -> HeldCamera:
        """Return the camera in this operator's hand from now on, whoever had it before."""
        return HeldCamera(
            camera=camera,
            centre=by.centre,
            desk=by.desk,
            by=by.name,
            since=now,
            until=now + timedelta(seconds=LASTS_S),
            version=1 if before is None else before.version + 1,
        )

    def is_live(self, now: datetime) -> bool:
        """Tell whether its time is not over."""
        return now < self.until

    def is_of(self, by: Operator) -> bool:
        """Tell whether it is in this operator's hand, at this desk."""
        return (self.by, self.desk, self.centre) == (by.name, by.desk, by.centre)

    def renewed(self, now: datetime) -> HeldCamera:
        """Return it with its whole time before it."""
        return replace(self, until=now + timedelta(seconds=LASTS_S), version=self.version + 1)

    def left(self, now: datetime) -> HeldCamera:
        """Return it with its time over."""
        return replace(self, until=now, version=self.version + 1)

    def refusal(self) -> Refused:
        """Return why another desk does not get it."""
        return Refused(
            "camera.in_hand", camera=self.camera, by=self.by, desk=self.desk, since=self.since, until=self.until
        )
