"""Sensors: devices that stand at a place and report by themselves, and which of them a device's alarm came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from console.domain.cells import Cells
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.ticket import Source, Ticket

SensorId = NewType("SensorId", str)

SAME_PLACE_M = 5.0
"""A platform tells of its device where it was registered; converting a place back and forth moves it no farther."""
CELL_M = 200.0
WORD = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._:/-]*[0-9A-Za-z])?")


class SensorKind(StrEnum):
    SMOKE = "smoke"
    GAS = "gas"
    ELECTRICAL = "electrical"
    WATER_LEVEL = "water_level"
    TILT = "tilt"
    MANHOLE = "manhole"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensor:
    """A device; whether it answers, ``is_on``, was told at ``told_at``. None is not known."""

    id: SensorId
    name: str
    kind: SensorKind
    region: RegionCode
    place: LatLng
    is_on: bool | None = None
    told_at: datetime | None = None


class Sensing:
    """The sensors by id and place: finds whose alarm a ticket is. Belongs to one thread."""

    def __init__(self, sensors: Iterable[Sensor] = ()) -> None:
        self._sensors: dict[SensorId, Sensor] = {}
        self._by_word: dict[str, SensorId] = {}
        self._places: Cells[SensorId] = Cells(CELL_M)
        for sensor in sensors:
            self._sensors[sensor.id] = sensor
            self._by_word[sensor.id.casefold()] = sensor.id
            self._places.put(sensor.id, sensor.place)

    def sensor_of(self, ticket: Ticket) -> Sensor | None:
        """Return the sensor that a device's alarm names by its id, or that alone stands at its place; None otherwise.

        Several at one place are told apart by nothing but their ids: no guess is made.
        """
        if ticket.source != Source.IOT.value or not self._sensors:
            return None
        for text in (ticket.description, ticket.title, ticket.address):
            for word in WORD.findall(text):
                named = self._by_word.get(word.casefold())
                if named is not None:
                    return self._sensors[named]
        if ticket.place is None:
            return None
        there = [id_ for _, id_ in self._places.near(ticket.place, SAME_PLACE_M)]
        return self._sensors[there[0]] if len(there) == 1 else None

    def alarms(self, tickets: Iterable[Ticket]) -> Mapping[SensorId, Ticket]:
        """Return by sensor its open alarm, the gravest and of these the oldest."""
        found: dict[SensorId, Ticket] = {}
        for ticket in tickets:
            sensor = self.sensor_of(ticket) if ticket.is_open else None
            if sensor is not None:
                known = found.get(sensor.id)
                if known is None or _rank(ticket) < _rank(known):
                    found[sensor.id] = ticket
        return found


def _rank(ticket: Ticket) -> tuple[int, datetime, int]:
    return ticket.priority, ticket.reported_at, ticket.id
