"""The fake database's way in for reference data and past tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from console.domain.camera import Camera
from console.domain.crew import Crew, Department, Duty
from console.domain.grid import Region
from console.domain.grid_layer import LayerCell
from console.domain.sensor import Sensor
from console.domain.shift import Operator
from console.domain.site import Site
from console.domain.ticket import Ticket
from console.journal import Entry
from console.replay import past
from tests.fake_rows import names_of

if TYPE_CHECKING:
    from tests.fakes import FakeStore


class FakeRegistry:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def add_regions(self, regions: Sequence[Region]) -> int:
        return _add(self._store.reached().regions, {region.code: region for region in reversed(regions)})

    def add_crews(self, crews: Sequence[Crew]) -> int:
        placed = (c if c.duty is Duty.ON_DUTY else replace(c, place=None, fixed_at=None) for c in reversed(crews))
        return _add(self._store.reached().crews, {crew.id: crew for crew in placed})

    def add_departments(self, departments: Sequence[Department]) -> int:
        there = self._store.reached().departments
        new = _add(there, {d.id: d for d in reversed(departments)})
        for told in departments:
            known = there[told.id]
            there[told.id] = replace(known, place=known.place or told.place)
        return new

    def add_cameras(self, cameras: Sequence[Camera]) -> int:
        there = self._store.reached().cameras
        new = _add(there, {camera.id: camera for camera in reversed(cameras)})
        for told in reversed(cameras):
            known = there[told.id]
            there[told.id] = replace(
                known,
                sub_url=told.sub_url or known.sub_url,
                main_url=told.main_url or known.main_url,
                ptz_url=told.ptz_url or known.ptz_url,
            )
        for told in cameras:
            known = there[told.id]
            if told.told_at and (known.told_at is None or known.told_at < told.told_at):
                known = there[told.id] = replace(known, is_on=told.is_on, told_at=told.told_at)
            if told.azimuth_deg is not None:
                there[told.id] = replace(known, azimuth_deg=told.azimuth_deg, view_deg=told.view_deg)
        return new

    def add_sites(self, sites: Sequence[Site]) -> int:
        return _add(self._store.reached().sites, {site.id: site for site in reversed(sites)})

    def add_sensors(self, sensors: Sequence[Sensor]) -> int:
        there = self._store.reached().sensors
        new = _add(there, {sensor.id: sensor for sensor in reversed(sensors)})
        for told in sensors:
            known = there[told.id]
            if told.told_at and (known.told_at is None or known.told_at < told.told_at):
                there[told.id] = replace(known, is_on=told.is_on, told_at=told.told_at)
        return new

    def add_cells(self, cells: Sequence[LayerCell]) -> int:
        return _add(self._store.reached().cells, {(cell.layer, cell.code): cell for cell in reversed(cells)})

    def add_operators(self, operators: Sequence[Operator]) -> int:
        here = {(o.name, str(o.centre)): replace(o, desk="") for o in reversed(operators)}
        return _add(self._store.reached().operators, here)

    def add_past(self, tickets: Sequence[tuple[Ticket, Sequence[Entry]]]) -> int:
        with self._store.unit_of_work() as uow:
            new, names = 0, uow.rows.names()
            for ticket, entries in tickets:
                if ticket.id in uow.rows.tickets or names & names_of(ticket):
                    continue
                names |= names_of(ticket)
                named = ticket if ticket.number else replace(ticket, number=uow.next_number())
                uow.rows.tickets[ticket.id] = named
                for entry in past(named, entries):
                    uow.note(entry)
                new += 1
            uow.commit()
        return new

    def keep_months_in(self, zone: ZoneInfo) -> None:
        """Nothing is kept: every question is counted anew."""

    def known_outside_numbers(self, numbers: Sequence[str]) -> frozenset[str]:
        known = {ticket.outside_number for ticket in self._store.reached().tickets.values()}
        return frozenset(known.intersection(numbers) - {""})


def _add(there: dict[Any, Any], new: dict[Any, Any]) -> int:
    """Add what is not there yet, in the order given, and return how many that were."""
    before = len(there)
    for key, thing in reversed(list(new.items())):
        there.setdefault(key, thing)
    return len(there) - before
