"""What a city has of cameras already, and what is given to a camera that brings no number, no home and no words for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from console.atlas import Atlas
from console.domain.camera import Camera, CameraId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.texts import one_line

TAGS_MOST: Final = 12
TAG_LONGEST: Final = 20
_PARTED: Final = re.compile(r"[;,|/；，、]")
_ON: Final = frozenset({"on", "ok", "online", "1", "true", "yes", "在线", "正常"})
_OFF: Final = frozenset({"off", "offline", "0", "false", "no", "离线", "故障", "vlost", "defect", "error"})


class Catalogue:
    """The cameras that are known: each keeps its number, and a new one is given the next after the largest."""

    def __init__(self, atlas: Atlas, centre: RegionCode, known: Iterable[Camera] = ()) -> None:
        self.atlas = atlas
        self.centre = centre
        self._numbers = {camera.id: camera.number for camera in known}
        self._owners = {number: id_ for id_, number in self._numbers.items()}
        self._largest = max(self._owners, default=0)

    def number_of(self, camera: CameraId) -> int:
        """Return a camera's number on the keypad; a new camera's stays its own from now on."""
        number = self._numbers.get(camera)
        if number is None:
            self._largest = number = self._largest + 1
            self._numbers[camera], self._owners[number] = number, camera
        return number

    def owner_of(self, number: int) -> CameraId | None:
        """Return which camera is called by a number."""
        return self._owners.get(number)

    def home_of(self, place: LatLng | None, *codes: str) -> RegionCode:
        """Return the grid that holds a place, else the first of these regions that there is, else the centre."""
        held = self.atlas.grid_at(place) if place is not None else None
        return held or next((RegionCode(code) for code in codes if code and code in self.atlas), self.centre)


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags that a text lists, each once, as far as they are short enough to be read on a row."""
    found = dict.fromkeys(tag for part in _PARTED.split(text) if (tag := one_line(part)))
    return tuple(tag for tag in found if len(tag) <= TAG_LONGEST)[:TAGS_MOST]


def state_of(text: str) -> bool | None:
    """Return whether a camera works as a catalogue puts it; None for what says neither."""
    word = text.strip().lower()
    return True if word in _ON else False if word in _OFF else None
