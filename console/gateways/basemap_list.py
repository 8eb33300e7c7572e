"""Which base maps the settings name: each a file, a folder or a tile server, with what must be known about it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from console.gateways.files.unusable import Unusable, nearest_of

CRS: Final[Mapping[str, str]] = {
    "WGS-84": "WGS-84",
    "WGS84": "WGS-84",
    "GCJ-02": "GCJ-02",
    "GCJ02": "GCJ-02",
    "CGCS2000": "CGCS2000",
}
KEYS: Final = ("name", "crs", "tiles", "layer", "matrix_set", "hosts", "credit")
TILES: Final = ("3857", "4326", "4490")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A base map that the settings name; ``place`` is a path, or the address of a tile server.

    ``crs`` is a datum; ``in_degrees``: a folder's tiles lie in degrees; ``layer``, ``matrix_set`` and ``hosts`` are a
    server's; ``credit`` is shown beside what the tiles themselves want shown.
    """

    place: str
    name: str
    crs: str = "WGS-84"
    in_degrees: bool = False
    layer: str = ""
    matrix_set: str = ""
    hosts: frozenset[str] = frozenset()
    credit: str = ""

    @property
    def is_served(self) -> bool:
        return is_address(self.place)


def is_address(place: str) -> bool:
    return urlsplit(place).scheme in {"http", "https"}


def read_base_maps(named: Iterable[str]) -> list[Described]:
    """Return the base maps that are named, each as ``PLACE;key=value;…`` or as a TOML file that lists them.

    Raises:
        Unusable: a list cannot be read, or something in it is not known.
    """
    found: list[Described] = []
    for text in named:
        place, *rest = text.split(";")
        if place.lower().endswith(".toml") and not is_address(place):
            found += _listed(Path(place))
            continue
        told: dict[str, Any] = {}
        for pair in filter(None, rest):
            key, equals, value = pair.partition("=")
            if not equals:
                raise Unusable(f'The base map "{place}" has "{pair}" beside it, which is no key=value.')
            told[key.strip()] = value.strip()
        found.append(_described(place, told, f'The base map "{place}"'))
    return _told_apart(found)


def _listed(file: Path) -> list[Described]:
    """Read a list: tables ``[[map]]``; paths in it are meant from its own folder."""
    try:
        tables = tomllib.loads(file.read_text("utf-8")).get("map")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Unusable(f"The list of base maps {file.name} cannot be read: {wrong}.") from wrong
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Unusable(f"The list of base maps {file.name} holds no [[map]].")
    made = []
    for number, table in enumerate(tables, start=1):
        where = f"Map {number} of the list of base maps {file.name}"
        place = table.pop("place", None)
        if not isinstance(place, str) or not place:
            raise Unusable(f'{where} has no "place".')
        made.append(_described(place if is_address(place) else str(file.parent / place), table, where))
    return made


def _described(place: str, told: Mapping[str, Any], where: str) -> Described:
    strange = next((key for key in told if key not in KEYS), None)
    if strange is not None:
        raise Unusable(f'{where} has "{strange}", which is not known{nearest_of(strange, KEYS)}.')
    hosts = told.get("hosts", ())
    said = {key: str(value) for key, value in told.items() if key != "hosts"}
    crs = CRS.get(said.get("crs", "WGS-84").upper())
    if crs is None:
        raise Unusable(f'{where} has the CRS "{said["crs"]}", which is not known{nearest_of(said["crs"], CRS)}.')
    tiles = said.get("tiles", "3857").upper().removeprefix("EPSG:")
    if tiles not in TILES:
        raise Unusable(f'{where} has the tiles "{said["tiles"]}", which are not known (there are: {", ".join(TILES)}).')
    return Described(
        place=place,
        name=said.get("name") or _name_of(place),
        crs=crs,
        in_degrees=tiles != "3857",
        layer=said.get("layer", ""),
        matrix_set=said.get("matrix_set", ""),
        hosts=frozenset(hosts.split(",") if isinstance(hosts, str) and hosts else map(str, hosts)),
        credit=said.get("credit", ""),
    )


def _name_of(place: str) -> str:
    return urlsplit(place).netloc if is_address(place) else Path(place).stem or place


def _told_apart(found: list[Described]) -> list[Described]:
    """Raise Unusable where two base maps have one name: their switches could not be told apart."""
    names = [one.name for one in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Unusable(f'Two base maps are called "{twice}": give them names, as name=….')
    return found
