"""How a city's reference data and its past tickets come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from console.domain.camera import Camera
from console.domain.crew import Crew, Department
from console.domain.grid import Region
from console.domain.grid_layer import LayerCell
from console.domain.sensor import Sensor
from console.domain.shift import Operator
from console.domain.site import Site
from console.domain.ticket import Ticket
from console.journal import Entry


class Registry(Protocol):
    """Takes reference data and past tickets in, in batches; what is there already stays as it is.

    One transaction per call. Returns how many were new. Used by import and by the demo city.
    """

    def add_regions(self, regions: Sequence[Region]) -> int: ...
    def add_crews(self, crews: Sequence[Crew]) -> int: ...
    def add_departments(self, departments: Sequence[Department]) -> int:
        """Write departments; one that is there already without a place takes the one that is told."""

    def add_cameras(self, cameras: Sequence[Camera]) -> int:
        """Write cameras; one that is there already takes the addresses that are told, where it looks, and what is told later
        of whether it works. What is not told stays.
        """

    def add_sites(self, sites: Sequence[Site]) -> int: ...
    def add_sensors(self, sensors: Sequence[Sensor]) -> int:
        """Write sensors; of one that is there already, what was told later of whether it answers is taken over."""

    def add_cells(self, cells: Sequence[LayerCell]) -> int: ...
    def add_operators(self, operators: Sequence[Operator]) -> int: ...
    def add_past(self, tickets: Sequence[tuple[Ticket, Sequence[Entry]]]) -> int:
        """Write tickets with their whole history; a ticket whose id or outside number is there is left alone.

        An empty ``number`` is filled from the counter.
        """

    def keep_months_in(self, zone: ZoneInfo) -> None:
        """Let the running counts begin and end their months in the city's own zone; without effect once there are tickets.

        Reports in other zones are right as well, but count ticket by ticket.
        """

    def known_outside_numbers(self, numbers: Sequence[str]) -> frozenset[str]: ...
