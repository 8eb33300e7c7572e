"""Cameras from CSV or GeoJSON.

Columns: ``number`` (for the keypad), ``name``, ``latitude``, ``longitude``, ``source_url`` (or ``sub_url``), and, all
optional, ``main_url``, ``id`` (GB/T 28181, 20 digits), ``region``. A camera without a region is at home in the grid
that holds its place, or else at the importing centre. GeoJSON: the same as properties, the place as a Point.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Final

from console.atlas import Atlas
from console.domain.camera import Camera, CameraId
from console.domain.grid import RegionCode
from console.gateways.files.headed import LAT, LNG, Fields, Names, read_fields, read_names
from console.gateways.files.unusable import BadRow, Tally

NAMES: Final[Names] = MappingProxyType(
    {
        "number": ("number", "no", "编号"),
        "name": ("name", "名称"),
        "latitude": LAT,
        "longitude": LNG,
        "sub_url": ("source_url", "sub_url", "url", "子码流"),
        "main_url": ("main_url", "主码流"),
        "id": ("id", "gb_id", "device_id", "国标编码"),
        "region": ("region", "grid", "所属区划"),
    }
)
NEEDED: Final = ("number", "name")
NUMBER_MOST: Final = 999_999_999


def read_cameras(path: Path, columns: Path | None, atlas: Atlas, centre: RegionCode) -> tuple[list[Camera], Tally]:
    """Return the cameras of the file, each with its region, and what became of the rest.

    Raises:
        Unusable: the file or the map of its columns cannot be used.
    """
    tally = Tally()
    cameras: list[Camera] = []
    numbers: dict[int, int] = {}
    for fields in read_fields(path, read_names(columns, NAMES), NEEDED, tally):
        try:
            camera = _camera(fields, atlas, centre)
            if camera.number in numbers:
                raise BadRow(f"the number {camera.number} stands in row {numbers[camera.number]} already")
        except BadRow as why:
            tally.refuse(fields.row, str(why))
            continue
        numbers[camera.number] = fields.row
        tally.no_place += camera.place is None
        tally.no_grid += camera.place is not None and camera.region == centre
        cameras.append(camera)
    return cameras, tally


def _camera(fields: Fields, atlas: Atlas, centre: RegionCode) -> Camera:
    text = fields.need("number")
    if not text.isascii() or not text.isdigit() or int(text) > NUMBER_MOST:
        raise BadRow(f'number "{text[:40]}" is no whole number for the keypad')
    number = int(text)
    region = fields.text("region")
    if region and region not in atlas:
        raise BadRow(f"there is no region {region}")
    held = atlas.grid_at(fields.place) if fields.place is not None and not region else None
    return Camera(
        id=CameraId(fields.text("id") or f"camera-{number}"),
        number=number,
        name=fields.need("name"),
        region=RegionCode(region) if region else held or centre,
        place=fields.place,
        sub_url=fields.text("sub_url"),
        main_url=fields.text("main_url"),
    )
