"""The ground as GeoJSON: regions with their boundaries, to the last digit, and what was found wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping

from console.coverage import Finding
from console.domain.grid import GridKind, Rating, Region

LEVELS = {2: "city", 3: "district", 4: "township", 5: "village", 6: "grid"}


def write_regions(regions: Iterable[Region], out: Path) -> int:
    """Write those that stand, as ``import grids`` takes them in, and return how many they are."""
    standing = sorted((region for region in regions if region.is_standing), key=lambda one: (one.tier, one.code))
    _write(map(_feature, standing), out)
    return len(standing)


def write_findings(findings: Iterable[Finding], out: Path) -> None:
    """Write everything that was found, each with the ground that it is about, so that any map shows it."""
    _write(map(_finding, findings), out)


def _write(features: Iterable[dict[str, Any]], out: Path) -> None:
    """Write a feature a line: of two files that people compare, one line differs where one grid does."""
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    out.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', "utf-8")


def _feature(region: Region) -> dict[str, Any]:
    properties: dict[str, object] = {"code": region.code, "name": region.name, "level": LEVELS[region.tier]}
    if region.parent is not None:
        properties["parent"] = region.parent
    if region.kind is not GridKind.BASE:
        properties["kind"] = region.kind.value
    if region.rating is not Rating.NONE:
        properties["rating"] = region.rating.value
    return {"type": "Feature", "properties": properties, "geometry": _geometry(region.shape_wkb)}


def _finding(one: Finding) -> dict[str, Any]:
    properties = {
        "fault": one.fault.value,
        "severity": one.severity.value,
        "codes": " ".join(one.codes),
        "area_m2": one.area_m2,
    }
    return {"type": "Feature", "properties": properties, "geometry": _geometry(one.shape_wkb)}


def _geometry(wkb: bytes) -> object:
    shape = shapely.from_wkb(wkb, on_invalid="ignore") if wkb else None
    return mapping(shape) if shape is not None else None
