"""Columns found by what they are called, in a header of a city's own: used for cameras, crews and departments."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from console.domain.place import LatLng, place_or_none
from console.domain.texts import one_line
from console.gateways.files.geojson import features_in, point_of, sound_of
from console.gateways.files.tables import Table
from console.gateways.files.unusable import BadRow, RefusedRow, Tally, Unusable, nearest_of

Names = Mapping[str, Sequence[str]]
"""What a column means, and the headers that say so, the likeliest first; compared in any case."""

LAT: Sequence[str] = ("latitude", "lat", "lat_deg", "纬度")
LNG: Sequence[str] = ("longitude", "lng", "lon", "long", "lng_deg", "经度")


class Fields:
    """One row by what its columns mean; ``place`` is None for null, 0,0 and what lies outside the world."""

    __slots__ = ("_told", "place", "row")

    def __init__(self, row: int, told: Mapping[str, str], place: LatLng | None) -> None:
        self.row = row
        self.place = place
        self._told = told

    def text(self, meaning: str) -> str:
        return one_line(self._told.get(meaning, ""))

    def need(self, meaning: str) -> str:
        """Return the text.

        Raises:
            BadRow: it is empty.
        """
        text = self.text(meaning)
        if not text:
            raise BadRow(f"{meaning} is empty")
        return text


def read_names(path: Path | None, names: Names) -> Names:
    """Return ``names`` with a map's own headers before the known ones; a map has one part, ``[columns]``.

    Raises:
        Unusable: the map cannot be read, or names a meaning that there is not.
    """
    return names if path is None else names_of(read_parts(path, {"columns": tuple(names)})["columns"], names)


def names_of(columns: Mapping[str, object], names: Names) -> Names:
    """Return ``names`` with a map's own headers instead of the known ones."""
    return MappingProxyType(
        {meaning: (str(columns[meaning]),) if meaning in columns else known for meaning, known in names.items()}
    )


def read_parts(path: Path, known: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, object]]:
    """Return the parts of a map by name, each of those that are ``known`` by its keys, and empty where it is not there.

    Raises:
        Unusable: the map cannot be read, or holds a part or a key that there is not.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as wrong:
        raise Unusable(f"The map {path} cannot be read: {wrong.strerror or wrong}.") from wrong
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Unusable(f"The map {path.name} is no TOML: {wrong}.") from wrong
    listed = ", ".join(f"[{name}]" for name in known)
    for part, told in raw.items():
        if part not in known:
            raise Unusable(f"The map {path.name} cannot be used: there is no part [{part}] here, only {listed}.")
        if not isinstance(told, dict):
            raise Unusable(f"The map {path.name} cannot be used: [{part}] must be a table.")
        for key in told:
            if key not in known[part]:
                near = nearest_of(key, known[part])
                raise Unusable(f'The map {path.name} cannot be used: [{part}] has no key "{key}"{near}.')
    return {part: raw.get(part, {}) for part in known}


def read_fields(path: Path, names: Names, needed: Sequence[str], tally: Tally) -> Iterator[Fields]:
    """Yield the rows of a CSV file, or the features of a GeoJSON file, by what their columns mean.

    Raises:
        Unusable: the file cannot be read, or has no column for a meaning that is needed.
    """
    if path.suffix.lower() in {".geojson", ".json"}:
        yield from _of_features(path, names, tally)
        return
    table = Table(path, tally)
    found: dict[str, str] = {}
    for row, told in table:
        if not found:
            found = _found(path, names, needed, table.header)
        fields = {meaning: told[column] for meaning, column in found.items()}
        yield Fields(row, fields, place_or_none(_degrees(fields.get("latitude")), _degrees(fields.get("longitude"))))
    if not found:
        _found(path, names, needed, table.header)


def _of_features(path: Path, names: Names, tally: Tally) -> Iterator[Fields]:
    for row, found in enumerate(features_in(path, tally.notes), 1):
        tally.read += 1
        try:
            feature = sound_of(found)
            place, mended = point_of(feature)
        except BadRow as why:
            tally.refuse(row, str(why))
            continue
        tally.repaired += [RefusedRow(row, what) for what in mended]
        lowered = {name.lower(): value for name, value in feature.properties.items()}
        told = {
            meaning: next((str(lowered[name]).strip() for name in known if lowered.get(name) is not None), "")
            for meaning, known in names.items()
        }
        yield Fields(feature.row, told, place)


def _found(path: Path, names: Names, needed: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    lowered = {column.lower(): column for column in header}
    found: dict[str, str] = {}
    for meaning, known in names.items():
        column = next((lowered[name.lower()] for name in known if name.lower() in lowered), None)
        if column is not None:
            found[meaning] = column
        elif meaning in needed:
            raise Unusable(f'{path.name} has no column "{known[0]}"{nearest_of(known[0], header)}.')
    return found


def _degrees(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
