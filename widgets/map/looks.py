"""What a ticket, a crew and a camera look like on the map, as numbers that the page draws, and when that turns by itself."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from console.board import IN_HAND
from console.domain.camera import Camera
from console.domain.crew import FIX_FRESH, Crew, CrewKind, Duty
from console.domain.presence import Presence
from console.domain.records import Step
from console.domain.sensor import Sensor, SensorKind
from console.domain.site import Site, SiteKind
from console.domain.ticket import Priority, State, Ticket

SENT: Final = 8
OVERDUE: Final = 16
NOT_ACCEPTED: Final = 32
HERE_ONLY: Final = 256
CARDS: Final[Mapping[Step, int]] = {Step.YELLOW: 64, Step.RED: 128, Step.BLACK: 192}
HAS_WORK: Final = 8
OLD: Final = 16
CAMERA: Final = 1
AZIMUTHS: Final = 128
VIEW_STEP_DEG: Final = 12
WORKS: Final[Mapping[bool | None, int]] = {None: 0, True: 1, False: 2}
"""Whether something is known to work; of a camera from bit 1 on, of a sensor from bit 4 on."""
RINGS: Final = 64
_SITE_KINDS: Final = {kind: number for number, kind in enumerate(SiteKind, 1)}
_SENSOR_KINDS: Final = {kind: number for number, kind in enumerate(SensorKind, 1)}
_KINDS: Final[Mapping[CrewKind, int]] = {
    CrewKind.GRID_WORKER: 0,
    CrewKind.GRID_HEAD: 1,
    CrewKind.UNIT: 2,
    CrewKind.VOLUNTEER: 3,
}
PULSE_FOR: Final = timedelta(seconds=60)
"""So long the border of an unaccepted P1 blinks; then it stays still."""

Key = TypeVar("Key")


def ticket_look(ticket: Ticket, now: datetime) -> int:
    """Return bits 0-2 the priority, then SENT (a crew or department has it), OVERDUE, NOT_ACCEPTED, bits 6-7 its card.

    HERE_ONLY: it was taken in here, and its order waits for the database.

    0 without a place.
    """
    if ticket.place is None or not ticket.is_open:
        return 0
    look = int(ticket.priority)
    if ticket.state in IN_HAND:
        look |= SENT
    if ticket.overdue(now):
        look |= OVERDUE
    if ticket.state is State.REPORTED:
        look |= NOT_ACCEPTED
    if ticket.noted.cards and (card := ticket.card):
        look |= CARDS.get(card.step, 0)
    if ticket.is_here_only:
        look |= HERE_ONLY
    return look


def crew_look(crew: Crew, now: datetime, *, has_work: bool) -> int:
    """Return bit 0 set, bits 1-2 the kind, then HAS_WORK and OLD; 0 off duty or without a place."""
    if crew.place is None or crew.duty is not Duty.ON_DUTY:
        return 0
    look = 1 | _KINDS[crew.kind] << 1
    if has_work:
        look |= HAS_WORK
    if crew.fixed_at is None or now - crew.fixed_at > FIX_FRESH:
        look |= OLD
    return look


def camera_look(camera: Camera, known: Presence) -> int:
    """Return bit 0 set, bits 1-2 whether it works; what was told too long ago counts as not known.

    Where it is known where it looks, bits 3-9 say that in steps of 1/128 of a turn from north over east, and bits 10-13
    how wide, in steps of 12 degrees up to 180; 0 there where it is not.
    """
    look = CAMERA | WORKS[None if known.is_old else known.is_on] << 1
    if camera.azimuth_deg is None or camera.view_deg is None:
        return look
    turn = round(camera.azimuth_deg / 360 * AZIMUTHS) % AZIMUTHS
    wide = min(max(round(camera.view_deg / VIEW_STEP_DEG), 1), 15)
    return look | turn << 3 | wide << 10


def site_look(site: Site) -> int:
    """Return its kind, from 1 on."""
    return _SITE_KINDS[site.kind]


def sensor_look(sensor: Sensor, *, rings: bool) -> int:
    """Return bits 0-3 its kind, from 1 on, bits 4-5 whether it answers, then RINGS: an alarm of it is open."""
    return _SENSOR_KINDS[sensor.kind] | WORKS[sensor.is_on] << 4 | (RINGS if rings else 0)


def ticket_rank(looks: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return how much a ticket stands out, lowest first: priority, then overdue, then waiting for the desk."""
    return (looks & 7).astype(np.int64) * 4 + np.where(looks & OVERDUE, 0, 2) + np.where(looks & SENT, 1, 0)


def crew_rank(looks: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return how much a crew stands out, lowest first: known where, then free."""
    return np.where(looks & OLD, 2, 0) + np.where(looks & HAS_WORK, 1, 0)


def place_rank(looks: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return the same for every key site and department."""
    return np.zeros(len(looks), dtype=np.int64)


def sensor_rank(looks: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return how much a sensor stands out, lowest first: those with an open alarm."""
    return np.where(looks & RINGS, 0, 1)


def camera_rank(looks: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return the same for every camera."""
    return np.zeros(len(looks), dtype=np.int64)


def pulses(ticket: Ticket, now: datetime) -> bool:
    """Tell whether the ticket blinks: critical, accepted by nobody, and not for longer than a minute."""
    return (
        ticket.priority is Priority.P1
        and ticket.state is State.REPORTED
        and ticket.place is not None
        and now - ticket.stage_since < PULSE_FOR
    )


class Turning(Generic[Key]):
    """Remembers when things will look different by themselves: a deadline passes, a position grows old.

    A thing may be noted again and again: its last time holds, and it takes the room of one. What has turned already never
    turns.
    """

    def __init__(self) -> None:
        self._due: dict[Key, datetime] = {}
        # When each thing is looked at next, no later than it is due: of positions that come and come, not at each.
        self._look_at: dict[Key, datetime] = {}
        self._ahead: list[tuple[datetime, int, Key]] = []
        self._count = 0

    def __len__(self) -> int:
        return len(self._ahead)

    def note(self, key: Key, at: datetime | None, now: datetime) -> None:
        if at is None or at < now:
            return
        self._due[key] = at
        if key not in self._look_at or at < self._look_at[key]:
            self._push(key, at)

    def turned(self, now: datetime) -> set[Key]:
        """Return what was noted for before ``now``, and forget it."""
        found: set[Key] = set()
        while self._ahead and self._ahead[0][0] < now:
            at, _, key = heapq.heappop(self._ahead)
            if self._look_at.get(key) != at:
                continue
            if (due := self._due[key]) >= now:
                self._push(key, due)
            else:
                found.add(key)
                del self._due[key], self._look_at[key]
        return found

    def forget(self) -> None:
        self._due.clear()
        self._look_at.clear()
        self._ahead.clear()

    def _push(self, key: Key, at: datetime) -> None:
        self._look_at[key] = at
        self._count += 1
        heapq.heappush(self._ahead, (at, self._count, key))
