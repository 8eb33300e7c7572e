"""Features of Shapefile, KML and GeoPackage, read by GDAL: in degrees of WGS-84 whatever they were in."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import BadZipFile, ZipFile

import numpy as np
import shapely
from numpy.typing import NDArray

from console.domain.sentence import Sentence
from console.gateways.files.geojson import Feature
from console.gateways.files.unusable import Unusable, nearest_of

SUFFIXES: Final = (".shp", ".zip", ".kml", ".kmz", ".gpkg")
DEGREES: Final = frozenset({"EPSG:4326", "EPSG:4490", "OGC:CRS84", "EPSG:4979", "EPSG:4480"})
"""Systems whose degrees are those of WGS-84, within 10 cm."""
NO_ENCODING: Final = "ISO-8859-1"
"""What GDAL takes where a table does not say how its words are written; every byte is a letter of it."""
GUESSED: Final = ("utf-8", "gb18030")
AREAS: Final = ("Polygon", "MultiPolygon", "Unknown", "GeometryCollection")


@dataclass(frozen=True, slots=True)
class Layers:
    """What a file holds; ``notes`` say what had to be guessed."""

    features: Sequence[Feature]
    notes: Sequence[Sentence] = field(default=())


def features_of(path: Path, *, encoding: str = "", layer: str = "") -> Layers:
    """Return every feature of the file, each with its place in it as its path.

    Args:
        path: a file with one of SUFFIXES.
        encoding: how the words of a Shapefile are written, where it does not say so itself.
        layer: the one to read; needed where a GeoPackage holds several with areas.

    Raises:
        Unusable: GDAL cannot read it, a part of it is missing, or nobody can say in which system it is.
    """
    _check_encoding(encoding)
    notes: list[Sentence] = []
    found: list[Feature] = []
    for name in _layers(path, layer):
        found += _features(path, name, encoding, notes, len(found))
    return Layers(found, notes)


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding or GUESSED[0])
    except LookupError:
        raise Unusable(
            'There is no encoding "{encoding}"; Chinese words are mostly written as utf-8 or gb18030.',
            encoding=encoding,
        ) from None


def _layers(path: Path, wanted: str) -> Sequence[str]:
    # GDAL takes as long to load as the rest of an import; only these files need it.
    import pyogrio

    try:
        listed: list[tuple[str, str | None]] = [(str(name), kind) for name, kind in pyogrio.list_layers(_source(path))]
    except pyogrio.errors.DataSourceError as wrong:
        raise Unusable("{file} cannot be read: {why}.", file=path.name, why=_plain(wrong, path)) from wrong
    names = [name for name, _ in listed]
    if wanted:
        if wanted not in names:
            raise Unusable(
                '{file} holds no layer "{layer}"{near}.', file=path.name, layer=wanted, near=nearest_of(wanted, names)
            )
        return [wanted]
    areas = [
        name for name, kind in listed if (kind is not None and kind.split(" ")[-1] in AREAS) or "Polygon" in str(kind)
    ]
    if not areas:
        raise Unusable("{file} holds no layer with areas{near}.", file=path.name, near=nearest_of("", names))
    if len(areas) > 1 and path.suffix.lower() == ".gpkg":
        raise Unusable(
            "{file} holds several layers with areas; name one with --layer: {layers}.",
            file=path.name,
            layers=", ".join(areas),
        )
    return areas


def _features(path: Path, layer: str, encoding: str, notes: list[Sentence], before: int) -> Iterator[Feature]:
    from pyogrio.errors import DataSourceError

    try:
        meta, geometries, columns = _read(path, layer, encoding)
    except UnicodeDecodeError as wrong:
        raise Unusable(
            "The words of {file} are not written as {encoding}: say it with --encoding.",
            file=path.name,
            encoding=encoding or wrong.encoding,
        ) from wrong
    except (DataSourceError, ValueError) as wrong:
        raise Unusable("{file} cannot be read: {why}.", file=path.name, why=_plain(wrong, path)) from wrong
    if not encoding:
        columns = _decoded(path, columns, notes, is_told=str(_info(path, layer)) != NO_ENCODING)
    shapes = _in_degrees(path, layer, encoding, str(meta["crs"] or ""), geometries, notes)
    names = [str(name) for name in meta["fields"]]
    told = [json.loads(one) if one is not None else None for one in shapely.to_geojson(shapes)]
    for index, geometry in enumerate(told):
        properties = {name: _value(column[index]) for name, column in zip(names, columns, strict=True)}
        yield Feature(row=before + index + 1, path=f"{layer}[{index}]", properties=properties, geometry=geometry)


def _read(path: Path, layer: str, encoding: str) -> tuple[dict[str, Any], NDArray[np.object_], list[NDArray[Any]]]:
    from pyogrio import raw

    meta, _, geometries, columns = raw.read(
        _source(path), layer=layer, encoding=encoding or None, force_2d=True, datetime_as_string=True
    )
    return meta, np.asarray(geometries, dtype=object), list(columns)


def _info(path: Path, layer: str) -> object:
    import pyogrio

    return pyogrio.read_info(_source(path), layer=layer)["encoding"]


def _decoded(path: Path, columns: list[NDArray[Any]], notes: list[Sentence], *, is_told: bool) -> list[NDArray[Any]]:
    """Return the words of a table that does not say how they are written: as UTF-8 where they are that, or else as GB 18030."""
    if is_told:
        return columns
    words = [value for column in columns for value in column if isinstance(value, str) and not value.isascii()]
    if not words:
        return columns
    for encoding in GUESSED:
        try:
            for word in words:
                word.encode("latin-1").decode(encoding)
        except UnicodeError:
            continue
        notes.append(
            Sentence(
                "{file} does not say how its words are written; they were read as {encoding} (--encoding says it).",
                file=path.name,
                encoding=encoding,
            )
        )
        return [np.array([_as(value, encoding) for value in column], dtype=object) for column in columns]
    raise Unusable(
        "{file} does not say how its words are written: say it with --encoding, as in --encoding gbk.", file=path.name
    )


def _as(value: object, encoding: str) -> object:
    return value.encode("latin-1").decode(encoding) if isinstance(value, str) else value


def _in_degrees(
    path: Path, layer: str, encoding: str, crs: str, geometries: NDArray[np.object_], notes: list[Sentence]
) -> NDArray[np.object_]:
    """Return the shapes in degrees of WGS-84: converted by GDAL where the file is in another system."""
    shapes = np.atleast_1d(shapely.from_wkb(geometries, on_invalid="ignore"))
    if crs in DEGREES:
        return shapes
    if crs:
        return _converted(path, layer, encoding, crs)
    west, south, east, north = shapely.total_bounds(shapes).tolist() if len(shapes) else (0.0,) * 4
    if abs(west) > 180 or abs(east) > 180 or abs(south) > 90 or abs(north) > 90:
        raise Unusable(
            "{file} does not say in which system its coordinates are, and they are no degrees:"
            " put its .prj file beside it ({beside}).",
            file=path.name,
            beside=path.with_suffix(".prj").name,
        )
    notes.append(
        Sentence(
            "{file} does not say in which system its coordinates are; they were taken as degrees of WGS-84.",
            file=path.name,
        )
    )
    return shapes


def _converted(path: Path, layer: str, encoding: str, crs: str) -> NDArray[np.object_]:
    """Let GDAL read the layer once more, in degrees: it converts while it reads."""
    from pyogrio import raw
    from pyogrio.errors import DataSourceError

    option = f'<OpenOptions><OOI key="ENCODING">{escape(encoding)}</OOI></OpenOptions>' if encoding else ""
    asked = (
        f'<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name="{escape(layer, {chr(34): "&quot;"})}">'
        f"<SrcDataSource>{escape(_source(path))}</SrcDataSource>{option}<SrcLayer>{escape(layer)}</SrcLayer>"
        "</OGRVRTLayer><TargetSRS>EPSG:4326</TargetSRS></OGRVRTWarpedLayer></OGRVRTDataSource>"
    )
    try:
        geometries = raw.read(asked, columns=[], force_2d=True)[2]
    except DataSourceError as wrong:
        raise Unusable(
            "{file} is in {crs}, which cannot be converted: {why}.", file=path.name, crs=crs, why=_plain(wrong, path)
        ) from wrong
    return np.atleast_1d(shapely.from_wkb(geometries, on_invalid="ignore"))


def _source(path: Path) -> str:
    """Return the file as GDAL is asked for it; what lies packed is read where it lies."""
    whole = path.absolute().as_posix()
    if path.suffix.lower() == ".kmz":
        # Read as a whole, GDAL leaves out what a schema at its top names.
        return f"/vsizip/{whole}/{_packed_kml(path)}"
    return f"/vsizip/{whole}" if path.suffix.lower() == ".zip" else whole


def _packed_kml(path: Path) -> str:
    try:
        with ZipFile(path) as packed:
            found = [name for name in packed.namelist() if name.lower().endswith(".kml")]
    except (BadZipFile, OSError) as wrong:
        raise Unusable("{file} cannot be read: {why}.", file=path.name, why=str(wrong)) from wrong
    if not found:
        raise Unusable("{file} holds no .kml.", file=path.name)
    return found[0]


def _value(value: Any) -> object:
    """Return a plain value of a column; figures that are whole are told without a point, as codes are."""
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, float):
        if not np.isfinite(plain):
            return None
        return int(plain) if plain.is_integer() else plain
    return plain


def _plain(wrong: Exception, path: Path) -> str:
    """Return what GDAL says, without the folder."""
    return str(wrong).replace(path.absolute().parent.as_posix() + "/", "").rstrip(".").split("\n")[0]
