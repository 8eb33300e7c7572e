"""Regions and grids from GeoJSON, Shapefile, KML and GeoPackage: properties ``code``, ``name``, ``level`` and ``parent``, areas as geometry.

``level`` (or ``tier``) is one of city 市 2, district or county 县区 3, township or street 镇街 4, village or community
村社 5, grid 网格 6. ``parent`` is empty for the top only; the code of every other region begins with its parent's.
``kind`` (base, special) and ``rating`` (red, orange, yellow, blue, green) may stand beside them. A parent may also
have been taken in before, from another file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from console.atlas import Atlas, Fault
from console.domain.errors import Refused
from console.domain.grid import GridKind, Rating, Region, RegionCode, Tier, check_parent
from console.domain.sentence import Sentence
from console.domain.texts import one_line
from console.gateways.files.areas import features_of
from console.gateways.files.datum import WGS84, on_earth
from console.gateways.files.geojson import Feature, area_of, sound_of, text_of
from console.gateways.files.unusable import BadRow, RefusedRow, Tally, Unusable
from console.ground_questions import GridsRead, ReadGrids

TIERS: Mapping[str, Tier] = MappingProxyType(
    {str(tier.value): tier for tier in Tier}
    | dict.fromkeys(("city", "市"), Tier.CITY)
    | dict.fromkeys(("district", "county", "县区", "区", "县", "区县"), Tier.DISTRICT)
    | dict.fromkeys(("township", "town", "street", "镇街", "街道", "镇", "乡", "乡镇"), Tier.TOWNSHIP)
    | dict.fromkeys(("village", "community", "村社", "村", "社区"), Tier.VILLAGE)
    | dict.fromkeys(("grid", "网格"), Tier.GRID)
)


@dataclass(frozen=True, slots=True)
class _Found:
    row: int
    path: str
    region: Region


def read_regions(
    path: Path, known: Iterable[Region], *, datum: str = WGS84, encoding: str = "", layer: str = ""
) -> tuple[list[Region], Tally]:
    """Return the regions of the file that may stand in the tree, parents first, and what became of the rest.

    Args:
        path: a GeoJSON file, or one with a suffix of ``console.gateways.files.vector``.
        known: the regions above grids that are in the database already.
        datum: one of ``console.gateways.files.datum``; boundaries of China's maps are put where they are on earth.
        encoding: how the words of a Shapefile are written, where it does not say so.
        layer: the one to read of several.

    Raises:
        Unusable: the file cannot be read.
    """
    tally = Tally()
    found: dict[RegionCode, _Found] = {}
    for row, feature in enumerate(features_of(path, tally, encoding=encoding, layer=layer), 1):
        tally.read += 1
        try:
            sound = sound_of(feature)
            region = _region(sound, tally, datum)
            if region.code in found:
                raise BadRow(
                    "the code {code} stands in row {row} already", code=region.code, row=found[region.code].row
                )
            found[region.code] = _Found(row, sound.path, region)
        except BadRow as why:
            tally.refuse(row, why.said)
    regions = _sound(_in_tree(found, {region.code: region for region in known}, tally), found, tally)
    tally.no_place = sum(not region.shape_wkb for region in regions)
    return regions, tally


def read_grids(asked: ReadGrids, known: Iterable[Region]) -> GridsRead:
    """Return what a file holds, with nothing taken in.

    Raises:
        Refused: ``file.unusable``.
    """
    try:
        regions, tally = read_regions(asked.file, known, datum=asked.crs, encoding=asked.encoding, layer=asked.layer)
    except Unusable as why:
        raise Refused("file.unusable", why=why.said) from why
    return GridsRead(
        regions=tuple(regions),
        refused=tuple((one.row, one.said) for one in tally.refused),
        mended=tuple((one.row, one.said) for one in tally.repaired),
        notes=tuple(tally.notes),
    )


def _region(feature: Feature, tally: Tally, datum: str) -> Region:
    code = one_line(text_of(feature.properties, ("code", "id", "编码")))
    if not code:
        raise BadRow("{path}.properties.code is empty", path=feature.path)
    level = text_of(feature.properties, ("level", "tier", "层级"))
    if level.lower() not in TIERS:
        raise BadRow(
            '{path}.properties.level "{level}" is none of city, district, township, village, grid',
            path=feature.path,
            level=level,
        )
    shape, mended = area_of(feature)
    tally.repaired += [RefusedRow(feature.row, what) for what in mended]
    return Region(
        code=RegionCode(code),
        name=one_line(text_of(feature.properties, ("name", "名称"))) or code,
        tier=TIERS[level.lower()],
        parent=RegionCode(text_of(feature.properties, ("parent", "parent_code", "上级"))) or None,
        kind=GridKind.SPECIAL if text_of(feature.properties, ("kind",)).lower() == "special" else GridKind.BASE,
        rating=_rating(text_of(feature.properties, ("rating",))),
        shape_wkb=on_earth(shape, datum),
    )


def _rating(text: str) -> Rating:
    try:
        return Rating(text.lower())
    except ValueError:
        return Rating.NONE


def _in_tree(found: Mapping[RegionCode, _Found], known: Mapping[RegionCode, Region], tally: Tally) -> list[Region]:
    """Return the regions whose parents are there, from the top down; refuse the others."""
    standing: dict[RegionCode, Region] = dict(known)
    kept: list[Region] = []
    for one in sorted(found.values(), key=lambda one: (one.region.tier, one.row)):
        why = _why_not_in_tree(one, standing)
        if why is not None:
            tally.refuse(one.row, Sentence("{path}: {why}", path=one.path, why=why))
        else:
            standing[one.region.code] = one.region
            kept.append(one.region)
    return kept


def _why_not_in_tree(one: _Found, standing: Mapping[RegionCode, Region]) -> Sentence | None:
    region = one.region
    if region.parent is None:
        return Sentence("a grid needs a parent") if region.tier is Tier.GRID else None
    parent = standing.get(region.parent)
    if parent is None:
        return Sentence("its parent {parent} is missing, or was refused", parent=region.parent)
    if parent.tier >= region.tier:
        return Sentence("its parent {parent} does not stand on a higher level", parent=region.parent)
    try:
        check_parent(region.code, region.parent)
    except Refused:
        return Sentence(
            "its code {code} does not begin with its parent's, {parent}", code=region.code, parent=region.parent
        )
    return None


def _sound(regions: list[Region], found: Mapping[RegionCode, _Found], tally: Tally) -> list[Region]:
    """Make areas valid that cross themselves, and tell it; an area of nothing is left out."""
    atlas = Atlas(regions)
    faults = {fault.code: fault for fault in atlas.faults}
    sound: list[Region] = []
    for region in regions:
        fault = faults.get(region.code)
        if fault is not None:
            shape = atlas.shape(region.code) if fault.mended else None
            region = replace(region, shape_wkb=bytes(shape.wkb) if shape is not None else b"")
            at = found[region.code]
            tally.repaired.append(RefusedRow(at.row, _mended(at.path, fault)))
        sound.append(region)
    return sound


def _mended(path: str, fault: Fault) -> Sentence:
    if fault.mended:
        return Sentence("{path}.geometry: {why}; its area was made valid", path=path, why=fault.why)
    return Sentence("{path}.geometry: {why}; it has no area and is taken in without one", path=path, why=fault.why)
