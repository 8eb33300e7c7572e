"""Cameras from CSV or GeoJSON.

Columns: ``number`` (for the keypad), ``name``, ``latitude``, ``longitude``, ``source_url`` (or ``sub_url``), and, all
optional, ``main_url``, ``id`` (GB/T 28181, 20 digits), ``region``, ``tags`` (parted by ; , or 、), ``state`` (ON, OFF, 在线,
离线, 1, 0: as it was when the file was written), ``ptz_url`` (``http://user:password@host:port``, where it takes orders to
move by ONVIF), ``azimuth_deg`` (where it looks, 0 to 360 from north over east) and ``view_deg`` (how wide, up to 360; 60
where only the direction is told). A camera without a region is at home in the grid
that holds its place, or else at the importing centre. GeoJSON: the same as properties, the place as a Point.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from console.domain.camera import Camera, CameraId
from console.domain.grid import RegionCode
from console.domain.ptz import ptz_address
from console.gateways.files.camera_map import CameraMap, read_camera_map
from console.gateways.files.catalogue import Catalogue, state_of, tags_of
from console.gateways.files.headed import LAT, LNG, Fields, Names, read_fields
from console.gateways.files.on_disk import written
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
        "tags": ("tags", "tag", "标签"),
        "ptz_url": ("ptz_url", "onvif_url", "云台地址"),
        "azimuth_deg": ("azimuth_deg", "azimuth", "heading", "方位角", "朝向"),
        "view_deg": ("view_deg", "fov_deg", "fov", "视场角"),
        "state": ("state", "status", "状态", "在线状态"),
    }
)
NEEDED: Final = ("number", "name")
NUMBER_MOST: Final = 999_999_999
WHOLE_DEG: Final = 360
VIEW_DEG: Final = 60.0
"""How wide a camera looks of which only the direction is told: between what lenses of 4 and 8 mm see."""


def read_cameras(path: Path, columns: Path | None, catalogue: Catalogue) -> tuple[list[Camera], Tally]:
    """Return the cameras of the file, each with its region, and what became of the rest.

    Raises:
        Unusable: the file or the map of its columns cannot be used.
    """
    tally = Tally()
    cameras: list[Camera] = []
    numbers: dict[int, int] = {}
    said = read_camera_map(columns, NAMES)
    source = "geojson" if path.suffix.lower() in {".geojson", ".json"} else "csv"
    written_at = written(path)
    for fields in read_fields(path, said.names, NEEDED, tally):
        try:
            camera = _camera(fields, said, catalogue)
            if camera.number in numbers:
                raise BadRow(f"the number {camera.number} stands in row {numbers[camera.number]} already")
        except BadRow as why:
            tally.refuse(fields.row, str(why))
            continue
        numbers[camera.number] = fields.row
        tally.no_place += camera.place is None
        tally.no_grid += camera.place is not None and camera.region == catalogue.centre
        cameras.append(replace(camera, source=source, told_at=None if camera.is_on is None else written_at))
    return cameras, tally


def _camera(fields: Fields, said: CameraMap, catalogue: Catalogue) -> Camera:
    text = fields.need("number")
    if not text.isascii() or not text.isdigit() or int(text) > NUMBER_MOST:
        raise BadRow(f'number "{text[:40]}" is no whole number for the keypad')
    number = int(text)
    region = fields.text("region")
    if region and region not in catalogue.atlas:
        raise BadRow(f"there is no region {region}; import the grids first, or leave it empty")
    id_ = CameraId(fields.text("id") or f"camera-{number}")
    if (owner := catalogue.owner_of(number)) not in {None, id_}:
        raise BadRow(f"the number {number} is that of camera {owner} already; give this one another")
    place, azimuth = said.place(fields.place), _angle(fields, "azimuth_deg", 0)
    return Camera(
        id=id_,
        number=number,
        name=fields.need("name"),
        region=RegionCode(region) if region else catalogue.home_of(place),
        place=place,
        sub_url=fields.text("sub_url") or said.sub_url(id_),
        main_url=fields.text("main_url") or said.main_url(id_),
        tags=tags_of(fields.text("tags")),
        is_on=state_of(fields.text("state")),
        ptz_url=_ptz_url(fields.text("ptz_url")),
        azimuth_deg=azimuth,
        view_deg=None if azimuth is None else _angle(fields, "view_deg", 1) or VIEW_DEG,
    )


def _angle(fields: Fields, meaning: str, least: float) -> float | None:
    """Return an angle in degrees, None where it is empty."""
    text = fields.text(meaning)
    if not text:
        return None
    try:
        angle = float(text.removesuffix("°"))
    except ValueError:
        angle = math.nan
    if not least <= angle <= WHOLE_DEG:
        raise BadRow(f'{meaning} "{text[:40]}" is no angle from {least:g} to {WHOLE_DEG} degrees')
    return angle


def _ptz_url(url: str) -> str:
    if url and ptz_address(url) is None:
        # What it says may be a password.
        raise BadRow("the address at which it takes orders to move is none: http://user:password@host:port")
    return url
