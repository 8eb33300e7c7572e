"""The alarm bank: reserved tiles of a wall that an alarm fills with the nearest cameras, until it is acknowledged.

The bank lies over the wall: what hangs there is not touched, and is seen again when the alarm has gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import cos, radians

from console.domain.camera import Camera, CameraId, nearest
from console.domain.grid import RegionCode, within
from console.domain.layout import Layout
from console.domain.place import EARTH_RADIUS_M, LatLng, bearing_deg
from console.domain.ticket import Priority, Source, Ticket, TicketId

SAME_WITHIN = timedelta(seconds=5)
"""What is told again of one ticket within this time is the same event."""
ONE_SOURCE_WITHIN = timedelta(seconds=60)
"""What a device reports again within this time of its last report is the same alarm, whatever ticket it became."""
RETURNS_AFTER = timedelta(minutes=5)
NEAR_M = 500.0
METRES_A_DEGREE = radians(EARTH_RADIUS_M)
CAMERAS = 3
"""An alarm takes so many tiles at most."""


class Reserve(StrEnum):
    """Which tiles of a wall are kept for alarms, whatever its layout."""

    NONE = "none"
    ONE = "one"
    ROW = "row"
    COLUMN = "column"


def reserved(layout: Layout, reserve: Reserve) -> tuple[int, ...]:
    """Return the reserved tiles as one reads: the last one, the lowest row or the right column; never the whole wall."""
    edges = {
        place: (cell.row, cell.column)
        for place, cell in enumerate(layout.cells)
        if (cell.column + cell.span == layout.side or reserve is Reserve.ROW)
        and (cell.row + cell.span == layout.side or reserve is Reserve.COLUMN)
    }
    if reserve is Reserve.NONE or len(edges) == len(layout.cells):
        return ()
    return tuple(sorted(edges, key=lambda place: edges[place]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """A camera near an alarm: how far from its place, metres, and where from there, degrees clockwise from north."""

    camera: CameraId
    far_m: float
    bearing_deg: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """A ticket that needs somebody now, and the cameras that may see it, nearest first.

    ``more`` are tickets that the same device made of the same matter since, and ``told_at`` when it made the last of
    them. ``shown_at`` is when it came into the bank, None before. One that ``returned`` had its time there and nobody
    acknowledged it. ``over`` are those of its tickets that have ended meanwhile.
    """

    ticket: Ticket
    raised_at: datetime
    more: tuple[Ticket, ...] = ()
    told_at: datetime | None = None
    sights: tuple[Sight, ...] = ()
    shown_at: datetime | None = None
    returned: bool = False
    over: frozenset[TicketId] = frozenset()

    @property
    def ids(self) -> tuple[TicketId, ...]:
        """Its tickets: the one that it began with first."""
        return (self.ticket.id, *(ticket.id for ticket in self.more))

    @property
    def is_over(self) -> bool:
        """Whether all of its tickets have ended."""
        return self.over.issuperset(self.ids)

    def is_of_one_source(self, other: Alarm) -> bool:
        """Tell whether a device tells of the same matter once more: no graver one, and soon after."""
        mine, told = _source(self.ticket), other.ticket
        since = other.raised_at - (self.told_at or self.raised_at)
        return (
            mine is not None
            and mine == _source(told)
            and told.priority >= self.ticket.priority
            and since <= ONE_SOURCE_WITHIN
        )

    @property
    def rank(self) -> tuple[int, datetime, str]:
        """The graver first, then the older."""
        return (self.ticket.priority, self.raised_at, self.ticket.number)


def _source(ticket: Ticket) -> tuple[object, ...] | None:
    """Return what tells a device from others; None for what people report: each of them has seen something."""
    if ticket.source != Source.IOT:
        return None
    where: object = ticket.place or (ticket.address, ticket.area)
    return ticket.category, where, ticket.centre


def alarm_of(ticket: Ticket, cameras: Iterable[Camera], at: datetime, near_m: float = NEAR_M) -> Alarm:
    """Return the alarm of a ticket with the cameras within ``near_m``; none where it has no place."""
    place = ticket.place
    if place is None:
        return Alarm(ticket=ticket, raised_at=at)
    sights = tuple(
        Sight(camera=camera.id, far_m=far_m, bearing_deg=bearing_deg(place, camera.place))
        for camera, far_m in nearest(_around(cameras, place, near_m), place, CAMERAS)
        if far_m <= near_m and camera.place is not None
    )
    return Alarm(ticket=ticket, raised_at=at, sights=sights)


def _around(cameras: Iterable[Camera], place: LatLng, near_m: float) -> Iterator[Camera]:
    """Yield the cameras of a square around a place, and a few more: a city has ten thousand, and the desk waits."""
    lat_deg = 1.01 * near_m / METRES_A_DEGREE
    lng_deg = lat_deg / max(0.01, cos(radians(place.lat_deg)))
    for camera in cameras:
        at = camera.place
        if at is not None and abs(at.lat_deg - place.lat_deg) <= lat_deg and abs(at.lng_deg - place.lng_deg) <= lng_deg:
            yield camera


class Watch:
    """Tells which tickets became alarms on a centre's ground since it looked last; what stood at the first look is not new.

    What a device reports is one whatever its priority, anything else when it is P1: a device's that is raised to P1 is
    one once more.
    """

    def __init__(self, centre: RegionCode) -> None:
        self._centre = centre
        self._known: dict[TicketId, int] = {}

    def begin(self, tickets: Iterable[Ticket]) -> None:
        """Take what stands now as known."""
        self._known = {ticket.id: weight for ticket in tickets if (weight := self._weight(ticket))}

    def look(self, ids: Iterable[TicketId], board: Mapping[TicketId, Ticket]) -> list[Ticket]:
        """Return those of ``ids`` that were reported by a device, taken in as P1, or raised to it, the older first."""
        new = []
        for id_ in ids:
            ticket = board.get(id_)
            before, weight = self._known.pop(id_, 0), 0 if ticket is None else self._weight(ticket)
            if weight:
                self._known[id_] = weight
            if ticket is not None and weight > before:
                new.append(ticket)
        return sorted(new, key=lambda ticket: (ticket.reported_at, ticket.number))

    def look_at_all(self, board: Mapping[TicketId, Ticket]) -> list[Ticket]:
        """Return the same of a whole board that was loaded anew."""
        return self.look({*board, *self._known}, board)

    def _weight(self, ticket: Ticket) -> int:
        """Return 2 for a P1, 1 for what else a device reported, 0 for what is no alarm."""
        if not ticket.is_open or not within(ticket.area, self._centre):
            return 0
        return 2 if ticket.priority is Priority.P1 else int(ticket.source == Source.IOT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What a reserved tile shows; without a sight, that there is none."""

    alarm: Alarm
    sight: Sight | None


class AlarmBank:
    """Which alarm is in which tile, which wait, and which had their time; ``now`` is the clock that it goes by.

    Whoever owns it tells it with ``fit`` which tiles are reserved and which of them may not be filled. An alarm that is
    in its tiles stays in them: nothing moves while somebody looks.
    """

    def __init__(self, now: Callable[[], datetime], returns_after: timedelta = RETURNS_AFTER) -> None:
        self.returns_after = returns_after
        self._now = now
        self._alarms: dict[TicketId, Alarm] = {}
        self._tiles: dict[int, tuple[TicketId, Sight | None]] = {}
        self._heard: dict[TicketId, datetime] = {}
        self._places: tuple[int, ...] = ()
        self._held: frozenset[int] = frozenset()

    @property
    def tiles(self) -> dict[int, Shown]:
        """What the reserved tiles show; those without an alarm are not in it."""
        return {
            place: Shown(alarm=self._alarms[id_], sight=sight) for place, (id_, sight) in sorted(self._tiles.items())
        }

    @property
    def alarms(self) -> list[Alarm]:
        """All that nobody has acknowledged: those in tiles, those that wait, those that had their time, each by rank."""
        seen = {id_ for id_, _ in self._tiles.values()}
        return sorted(
            self._alarms.values(),
            key=lambda alarm: (alarm.ticket.id not in seen, not self._waits(alarm), alarm.rank),
        )

    @property
    def waiting(self) -> list[Alarm]:
        """Those that come into tiles when some are free, the graver first, then the older."""
        seen = {id_ for id_, _ in self._tiles.values()}
        waiting = (alarm for id_, alarm in self._alarms.items() if id_ not in seen and self._waits(alarm))
        return sorted(waiting, key=lambda alarm: alarm.rank)

    def places_of(self, ticket: TicketId) -> tuple[int, ...]:
        """Return the tiles in which an alarm is."""
        return tuple(place for place in self._places if self._tiles.get(place, (None,))[0] == ticket)

    def take(self, alarm: Alarm) -> bool:
        """Take an alarm in; False where it is one that is here, was told of within the last 5 s, or is one more of a device's."""
        id_, heard = alarm.ticket.id, self._heard.get(alarm.ticket.id)
        self._heard = {key: at for key, at in self._heard.items() if alarm.raised_at - at <= SAME_WITHIN}
        self._heard[id_] = alarm.raised_at
        if self.of(id_) is not None or (heard is not None and alarm.raised_at - heard <= SAME_WITHIN):
            return False
        for held in self._alarms.values():
            if self._waits(held) and held.is_of_one_source(alarm):
                joined = replace(held, more=(*held.more, alarm.ticket), told_at=alarm.raised_at)
                self._alarms[held.ticket.id] = joined
                return False
        self._alarms[id_] = alarm
        self._fill()
        return True

    def fit(self, places: Sequence[int], held: Collection[int]) -> None:
        """Keep alarms in these tiles from now on, and fill none of ``held``: in hand, in focus or with a pinned ticket.

        An alarm whose tiles are reserved no more comes into others, and waits where there is none.
        """
        self._places, self._held = tuple(places), frozenset(held)
        lost = [place for place in self._tiles if place not in self._places]
        homeless: dict[TicketId, list[Sight | None]] = {}
        for place in lost:
            id_, sight = self._tiles.pop(place)
            homeless.setdefault(id_, []).append(sight)
        for id_ in sorted(homeless, key=lambda id_: self._alarms[id_].rank):
            self._tiles |= zip(self._free(), ((id_, sight) for sight in homeless[id_]), strict=False)
            if not self.places_of(id_):
                self._alarms[id_] = replace(self._alarms[id_], shown_at=None)
        self._fill()

    def follow(self, ticket: TicketId, now: Ticket | None) -> None:
        """Take in how a ticket of an alarm stands; None: it has ended. With all of them ended it needs no tile any more."""
        if (alarm := self.of(ticket)) is None:
            return
        if now is None:
            changed = replace(alarm, over=alarm.over | {ticket})
        else:
            more = tuple(now if one.id == ticket else one for one in alarm.more)
            first = now if alarm.ticket.id == ticket else alarm.ticket
            changed = replace(alarm, ticket=first, more=more, over=alarm.over - {ticket})
        self._alarms[alarm.ticket.id] = changed

    def acknowledge(self, ticket: TicketId) -> bool:
        """Free the tiles of a ticket's alarm and forget it; the next one comes. False where there is no such alarm."""
        if (alarm := self.of(ticket)) is None:
            return False
        del self._alarms[alarm.ticket.id]
        self._leave(alarm.ticket.id)
        self._fill()
        return True

    def forget_done(self) -> bool:
        """Forget those that had their time and those whose tickets have ended: nobody is there to acknowledge them."""
        done = [id_ for id_, alarm in self._alarms.items() if alarm.returned or alarm.is_over]
        for id_ in done:
            del self._alarms[id_]
            self._leave(id_)
        if done:
            self._fill()
        return bool(done)

    def acknowledge_all(self) -> int:
        """Acknowledge every alarm, also those that wait; return how many they were."""
        many = len(self._alarms)
        self._alarms.clear()
        self._tiles.clear()
        return many

    def lift(self, place: int) -> None:
        """Give a tile back to the hand that wants it; the alarm stays unacknowledged, in its other tiles if it has any."""
        shown = self._tiles.pop(place, None)
        if shown is not None and not self.places_of(shown[0]):
            self._alarms[shown[0]] = replace(self._alarms[shown[0]], returned=True)

    def tick(self) -> bool:
        """Let those go back that had their time in the bank; tell whether any did. One that is looked at stays."""
        now = self._now()
        gone = [
            id_
            for id_, alarm in self._alarms.items()
            if alarm.shown_at is not None
            and not alarm.returned
            and now - alarm.shown_at >= self.returns_after
            and not self._held.intersection(self.places_of(id_))
        ]
        for id_ in gone:
            self._alarms[id_] = replace(self._alarms[id_], returned=True)
            self._leave(id_)
        if gone:
            self._fill()
        return bool(gone)

    def of(self, ticket: TicketId) -> Alarm | None:
        """Return the alarm that a ticket belongs to."""
        return self._alarms.get(ticket) or next((one for one in self._alarms.values() if ticket in one.ids), None)

    @staticmethod
    def _waits(alarm: Alarm) -> bool:
        return not alarm.returned and not alarm.is_over

    def _free(self) -> list[int]:
        return [place for place in self._places if place not in self._tiles and place not in self._held]

    def _fill(self) -> None:
        for alarm in self.waiting:
            free = self._free()
            if not free:
                return
            self._tiles |= zip(free, ((alarm.ticket.id, sight) for sight in alarm.sights or (None,)), strict=False)
            self._alarms[alarm.ticket.id] = replace(alarm, shown_at=self._now())

    def _leave(self, ticket: TicketId) -> None:
        self._tiles = {place: shown for place, shown in self._tiles.items() if shown[0] != ticket}
