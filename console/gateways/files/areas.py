"""The features of every kind of file that holds areas: GeoJSON, Shapefile, KML, KMZ and GeoPackage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from console.gateways.files import vector
from console.gateways.files.geojson import Feature, features_in
from console.gateways.files.unusable import BadRow, Tally


def features_of(path: Path, tally: Tally, *, encoding: str = "", layer: str = "") -> Iterator[Feature | BadRow]:
    """Yield each feature of the file, or what is wrong with it; what had to be guessed is told in the tally's notes.

    Args:
        path: a GeoJSON file, or one with a suffix of ``console.gateways.files.vector``.
        tally: takes the notes.
        encoding: how the words of a Shapefile are written, where it does not say so.
        layer: the one to read of several.

    Raises:
        Unusable: the file cannot be read.
    """
    if path.suffix.lower() in vector.SUFFIXES:
        whole = vector.features_of(path, encoding=encoding, layer=layer)
        tally.notes += whole.notes
        yield from whole.features
        return
    yield from features_in(path, tally.notes)
