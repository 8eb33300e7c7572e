"""Cameras, and the ones nearest to a place."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from console.domain.grid import RegionCode
from console.domain.place import LatLng, distance_m

CameraId = NewType("CameraId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera of the catalogue; ``number`` is what the operator types on the keypad.

    ``tags`` are a word or two that group cameras. ``source`` tells where it was taken in from: csv, geojson, gb28181 or
    onvif; whether it worked, ``is_on``, was told there at ``told_at``. None is not known. ``ptz_url`` is where it takes
    orders to move, ``http://user:password@host:port``, empty where it does not. ``azimuth_deg`` is where it looks, from
    north over east, and ``view_deg`` how wide; None where nobody has said, as of most that turn.
    """

    id: CameraId
    number: int
    name: str
    region: RegionCode
    place: LatLng | None
    sub_url: str = field(repr=False)
    main_url: str = field(default="", repr=False)
    tags: tuple[str, ...] = ()
    is_on: bool | None = None
    told_at: datetime | None = None
    source: str = ""
    ptz_url: str = field(default="", repr=False)
    azimuth_deg: float | None = None
    view_deg: float | None = None


def nearest(cameras: Iterable[Camera], place: LatLng, count: int = 3) -> list[tuple[Camera, float]]:
    """Return the ``count`` nearest cameras with their distance in metres, nearest first, ties by number."""
    measured = ((distance_m(place, camera.place), camera.number, camera) for camera in cameras if camera.place)
    return [(camera, far_m) for far_m, _, camera in heapq.nsmallest(count, measured, key=lambda m: m[:2])]
