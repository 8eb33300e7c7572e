"""``import``: takes a city's own files in; running it twice takes nothing in twice."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from typing import TypeVar

from console.atlas import Atlas
from console.clocks import SystemClock
from console.commands.answering import Answer, BrokenOff
from console.commands.centres import centre_of
from console.commands.progress import Bar
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.gateways.files.cameras import read_cameras
from console.gateways.files.catalogue import Catalogue
from console.gateways.files.cells import read_cells
from console.gateways.files.datum import WGS84
from console.gateways.files.gb28181 import read_catalogue
from console.gateways.files.on_disk import size_of
from console.gateways.files.people import read_crews, read_departments
from console.gateways.files.places import read_sensors, read_sites
from console.gateways.files.regions import read_regions
from console.gateways.files.ticket_map import read_map
from console.gateways.files.tickets import TicketImport
from console.gateways.files.unusable import Tally, Unusable
from console.gateways.onvif_finding import find_cameras
from console.numbering import TicketIds
from console.ports import Outage, Store
from console.settings import Import

BATCH = 1_000
EVERYWHERE = RegionCode("")
SHIFTED = ("grids", "departments", "sites", "sensors", "cells")
"""Of these a command may say which places they are; cameras' maps say it themselves."""
Thing = TypeVar("Thing")


def run(command: Import, store: Store) -> Answer:
    """Return how many rows were read, taken in, already there, without place, in no grid, and which were refused.

    Raises:
        Unusable: the file or its map cannot be used.
        BrokenOff: the same after a part was taken in; or the database went out of reach in between.
        Refused: there is no such centre, or no region yet to place tickets in.
        Outage: the database is out of reach.
    """
    if command.what != "cameras" or not command.file.is_dir():
        size_of(command.file)
    if command.datum != WGS84 and command.what not in SHIFTED:
        raise Unusable(
            f"--crs is of {', '.join(SHIFTED)}, not of {command.what}; the map of cameras says [file] places instead."
        )
    match command.what:
        case "grids":
            return _grids(command, store)
        case "tickets":
            return _tickets(command, store)
        case "cameras":
            return _cameras(command, store)
        case "crew":
            crews, tally = read_crews(command.file, command.map, _atlas(store, _home(command, store).code))
            return _taken_in(command, crews, store.registry().add_crews, tally)
        case "sites":
            sites, tally = read_sites(command.file, command.map, _catalogue(command, store), datum=command.datum)
            return _taken_in(command, sites, store.registry().add_sites, tally)
        case "sensors":
            there, zone = _catalogue(command, store), command.settings.zone
            sensors, tally = read_sensors(command.file, command.map, there, zone, datum=command.datum)
            return _taken_in(command, sensors, store.registry().add_sensors, tally)
        case "cells":
            told = {"datum": command.datum, "encoding": command.encoding, "layer": command.layer}
            cells, tally = read_cells(command.file, command.map, **told)
            return _taken_in(command, cells, store.registry().add_cells, tally)
        case _:
            home = _home(command, store).code
            atlas = _atlas(store, home)
            departments, tally = read_departments(command.file, command.map, atlas, home, datum=command.datum)
            return _taken_in(command, departments, store.registry().add_departments, tally)


def _grids(command: Import, store: Store) -> Answer:
    if command.map is not None:
        raise Unusable("Grids need no map: their properties are named code, name, level and parent.")
    known = store.archive().centres()
    told = {"datum": command.datum, "encoding": command.encoding, "layer": command.layer}
    regions, tally = read_regions(command.file, known, **told)
    store.registry().keep_months_in(command.settings.zone)
    return _taken_in(command, regions, store.registry().add_regions, tally)


def _cameras(command: Import, store: Store) -> Answer:
    catalogue = _catalogue(command, store)
    if command.file.suffix.lower() == ".toml":
        if command.map is not None:
            raise Unusable("Cameras that are found by ONVIF need no map.")
        cameras, tally = find_cameras(command.file, catalogue)
    elif command.file.is_dir() or command.file.suffix.lower() == ".xml":
        cameras, tally = read_catalogue(command.file, command.map, catalogue)
    else:
        cameras, tally = read_cameras(command.file, command.map, catalogue)
    return _taken_in(command, cameras, store.registry().add_cameras, tally)


def _tickets(command: Import, store: Store) -> Answer:
    if command.map is None:
        raise Unusable("Tickets need --map MAP.toml, which tells what each column means; see resources/import.")
    ticket_map = read_map(command.map)
    centre = _home(command, store)
    store.registry().keep_months_in(ticket_map.zone)
    coming = TicketImport(
        command.file,
        ticket_map,
        registry=store.registry(),
        atlas=_atlas(store, centre.code),
        centre=centre,
        ids=TicketIds(f"import-{socket.gethostname()}-{os.getpid()}", SystemClock()),
        rules=store.archive().rulebook(),
    )
    bar = Bar(command.file.name)
    try:
        return coming.run(bar).answer()
    except (Unusable, Outage) as why:
        raise BrokenOff(why, coming.tally.answer()) from why
    finally:
        bar.stop()


def _taken_in(command: Import, things: Sequence[Thing], add: Callable[[Sequence[Thing]], int], tally: Tally) -> Answer:
    """Write the things in batches, in the order given, and count what was there already."""
    bar = Bar(command.file.name)
    try:
        for begin in range(0, len(things), BATCH):
            batch = things[begin : begin + BATCH]
            new = add(batch)
            tally.taken_in += new
            tally.already_there += len(batch) - new
            bar((begin + len(batch)) / len(things))
    except Outage as why:
        raise BrokenOff(why, tally.answer()) from why
    finally:
        bar.stop()
    return tally.answer()


def _catalogue(command: Import, store: Store) -> Catalogue:
    centre = centre_of(store, command.settings.centre)
    home = centre.code if centre else EVERYWHERE
    found = store.archive().situation(home)
    return Catalogue(Atlas(found.regions), home, found.cameras)


def _home(command: Import, store: Store) -> Region:
    centre = centre_of(store, command.settings.centre)
    if centre is None:
        raise Refused("regions.none")
    return centre


def _atlas(store: Store, centre: RegionCode) -> Atlas:
    return Atlas(store.archive().situation(centre).regions)
