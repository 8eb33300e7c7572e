"""Every name on the map, to be found by a part of it, by code or number, or by the first letters of its pinyin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from console.atlas import Atlas
from console.board import Board
from console.domain.camera import Camera, CameraId
from console.domain.crew import Department, DepartmentId
from console.domain.place import LatLng
from console.domain.sensor import Sensor, SensorId
from console.domain.site import Site, SiteId
from widgets.kit.search_text import initials, plain
from widgets.map.naming import Thing

FOUND_MAX: Final = 40
_ORDER: Final = {"grid": 0, "site": 1, "department": 2, "camera": 3, "sensor": 4}


@dataclass(frozen=True, slots=True)
class _Name:
    thing: Thing
    name: str
    letters: str
    code: str
    order: tuple[int, int, str]


class Gazetteer:
    """The regions of an atlas, and what the board has of cameras, key sites, sensors and departments; made anew when they change."""

    def __init__(self, board: Board, atlas: Atlas) -> None:
        names: list[tuple[Thing, str, str, int]]
        names = [(("grid", region.code), region.name, region.code, int(region.tier)) for region in atlas.regions()]
        names += [(("camera", camera.id), camera.name, str(camera.number), 0) for camera in board.cameras.values()]
        names += [(("site", site.id), site.name, site.id, 0) for site in board.sites.values()]
        names += [(("sensor", sensor.id), sensor.name, sensor.id, 0) for sensor in board.sensors.values()]
        names += [
            (("department", one.id), one.name, one.id, 0) for one in board.departments.values() if one.place is not None
        ]
        self._names = [
            _Name(thing, plain(name), initials(plain(name)), code.lower(), (_ORDER[thing[0]], rank, code))
            for thing, name, code, rank in names
        ]
        self._board = board
        self._atlas = atlas

    def __len__(self) -> int:
        return len(self._names)

    def find(self, wanted: str, most: int = FOUND_MAX) -> list[Thing]:
        """Return what every word of ``wanted`` fits, the best first: whole names and codes, beginnings, then parts."""
        words = plain(wanted).split()
        if not words:
            return []
        ranked: list[tuple[int, int, tuple[int, int, str], Thing]] = []
        for name in self._names:
            rank = _rank(name, words)
            if rank >= 0:
                ranked.append((rank, len(name.name), name.order, name.thing))
        ranked.sort(key=lambda each: each[:3])
        return [thing for _, _, _, thing in ranked[:most]]

    def place_of(self, thing: Thing) -> LatLng | None:
        """Return where a thing is; of a region its middle."""
        return place_of(thing, self._board, self._atlas)


def place_of(thing: Thing, board: Board, atlas: Atlas) -> LatLng | None:
    """Return where a region, camera, key site, sensor or department is; of a region its middle."""
    kind, key = thing
    found: Camera | Site | Sensor | Department | None = None
    match kind:
        case "grid":
            return atlas.centre_of(str(key))
        case "camera":
            found = board.cameras.get(CameraId(str(key)))
        case "site":
            found = board.sites.get(SiteId(str(key)))
        case "sensor":
            found = board.sensors.get(SensorId(str(key)))
        case "department":
            found = board.departments.get(DepartmentId(str(key)))
    return found.place if found is not None else None


def _rank(name: _Name, words: list[str]) -> int:
    """Return how well the words fit, 0 the best; -1 where one of them does not."""
    worst = 0
    for word in words:
        if word in (name.name, name.code):
            rank = 0
        elif name.name.startswith(word):
            rank = 1
        elif name.code.startswith(word):
            rank = 2
        elif name.letters.startswith(word):
            rank = 3
        elif word in name.name:
            rank = 4
        elif len(word) > 1 and word in name.letters:
            rank = 5
        else:
            return -1
        worst = max(worst, rank)
    return worst
