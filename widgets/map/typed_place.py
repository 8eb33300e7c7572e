"""A place as somebody types it: degrees in either order, or degrees, minutes and seconds, on WGS-84 or GCJ-02."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from console.domain.gcj02 import from_gcj02
from console.domain.place import LatLng, place_or_none

_NUMBER: Final = r"[-+]?\d{1,3}(?:\.\d+)?"
_PAIR: Final = re.compile(rf"({_NUMBER})\s*[,;\s]\s*({_NUMBER})")
_PART: Final = (
    r"(\d{1,3})\s*[°度d]\s*(?:(\d{1,2})\s*['′分m]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″秒s]|'')?\s*)?([nsew北南东西])"
)
_SPELT: Final = re.compile(rf"{_PART}\s*[,;]?\s*{_PART}")
_SYSTEM: Final = re.compile(r"(wgs-?\s?84|cgcs-?\s?2000|gcj-?\s?02|wgs|cgcs|gcj|火星坐标|火星)\s*[:=]?\s*")
_NORTH: Final = frozenset("ns北南")
_NEGATIVE: Final = frozenset("sw南西")
_CHINA_LNG: Final = (72.0, 138.0)
_CHINA_LAT: Final = (0.8, 56.0)


class System(StrEnum):
    """What the degrees are counted on."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"


def places_in(text: str) -> list[tuple[System, LatLng]]:
    """Return the places on earth that the text can mean, one for each system where it names none; empty for no place.

    Which of two numbers is the longitude is told by what lies in China; elsewhere it is the first.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    named = _SYSTEM.match(plain)
    told = _told_degrees(plain[named.end() :].strip() if named else plain)
    if told is None:
        return []
    is_gcj = named is not None and named[1].startswith(("gcj", "火星"))
    systems = [System.GCJ02 if is_gcj else System.WGS84] if named is not None else list(System)
    return [(system, from_gcj02(told) if system is System.GCJ02 else told) for system in systems]


def _told_degrees(text: str) -> LatLng | None:
    if (pair := _PAIR.fullmatch(text)) is not None:
        one, other = float(pair[1]), float(pair[2])
        lat_first = abs(other) > 90 or (_within(one, _CHINA_LAT) and _within(other, _CHINA_LNG))
        return place_or_none(one, other) if lat_first else place_or_none(other, one)
    if (spelt := _SPELT.fullmatch(text)) is not None:
        first, second = spelt.groups()[:4], spelt.groups()[4:]
        if (first[3] in _NORTH) == (second[3] in _NORTH):
            return None
        lat, lng = (first, second) if first[3] in _NORTH else (second, first)
        return place_or_none(_degrees(lat), _degrees(lng))
    return None


def _degrees(part: tuple[str | None, ...]) -> float:
    whole, minutes, seconds, side = part
    value = float(whole or 0) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -value if side in _NEGATIVE else value


def _within(value: float, span: tuple[float, float]) -> bool:
    return span[0] <= value <= span[1]
