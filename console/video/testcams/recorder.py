"""The recorder of the test cameras: a stretch of the past by HTTP, as fast as it is read, as a film of FLV.

FLV is written by hand because it takes two dozen lines, and PyAV writes only what it has read or encoded itself.
Source: Adobe Flash Video File Format Specification 10.1, annex E; ISO/IEC 14496-15 5.2.4.1 (AVC decoder configuration).
"""

from __future__ import annotations

import math
import struct
import time
from asyncio import StreamWriter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from urllib.parse import parse_qs, urlsplit

from console.video.testcams.clips import AccessUnit, Clip
from console.video.testcams.strip import with_caption

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_FOUND = b"HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n\r\n"
_MOMENT = "%Y%m%dT%H%M%SZ"
_HEAD = b"FLV\x01\x01\x00\x00\x00\x09\x00\x00\x00\x00"
_VIDEO, _AVC, _KEY, _BETWEEN = 9, 7, 0x10, 0x20
_SPS, _PPS = 7, 8


@dataclass(frozen=True, slots=True)
class Asked:
    """The stretch that an address names: ``?start=20261121T080000Z&end=…``."""

    begins_at: datetime
    ends_at: datetime

    @staticmethod
    def of(url: str) -> Asked:
        """Return what an address asks for.

        Raises:
            ValueError: it names no stretch, or one that has not begun.
        """
        asked = parse_qs(urlsplit(url).query)
        begins_at, ends_at = (_moment(asked, name) for name in ("start", "end"))
        if ends_at <= begins_at or begins_at >= datetime.now(UTC):
            raise ValueError("there is nothing of that stretch")
        return Asked(begins_at, ends_at)


def _moment(asked: dict[str, list[str]], name: str) -> datetime:
    if name not in asked:
        raise ValueError(f"no {name} in the address")
    return datetime.strptime(asked[name][0], _MOMENT).replace(tzinfo=UTC)


async def send_past(
    writer: StreamWriter,
    clip: Clip,
    picture: Callable[[int], AccessUnit],
    asked: Asked,
    *,
    camera: int,
    zone: tzinfo | None,
) -> None:
    """Send what the camera of a number showed, from the last key frame at the beginning up to the end, or to now.

    ``picture`` returns the one of a number, counted since 1970; its caption says the time at which it was shown.
    """
    sets = {unit[0] & 31: unit for unit in clip.parameter_sets}
    if clip.codec != "h264" or not {_SPS, _PPS} <= sets.keys():
        writer.write(NOT_FOUND)
        return
    first = math.floor(asked.begins_at.timestamp() * clip.fps)
    while not picture(first).is_key:
        first -= 1
    last = math.floor(min(asked.ends_at.timestamp(), time.time()) * clip.fps)
    writer.write(_FOUND + _HEAD + _tag(0, bytes((_KEY | _AVC, 0, 0, 0, 0)) + _configuration(sets[_SPS], sets[_PPS])))
    for number in range(first, last):
        shown = picture(number)
        units = shown.units
        if shown.is_key and clip.strip is not None:
            at = datetime.fromtimestamp(number / clip.fps, UTC).astimezone(zone)
            units = tuple(with_caption(units, clip.strip, f" CAM {camera:04d}  {at:%Y-%m-%d %H:%M:%S}"))
        late_ms = round(shown.late * 1000 / clip.fps)
        head = bytes(((_KEY if shown.is_key else _BETWEEN) | _AVC, 1)) + late_ms.to_bytes(3, "big")
        data = b"".join(struct.pack(">I", len(unit)) + unit for unit in units)
        writer.write(_tag(round((number - first) * 1000 / clip.fps), head + data))
        # Only as far ahead as the client reads.
        await writer.drain()
    await writer.drain()


def _tag(at_ms: int, body: bytes) -> bytes:
    head = bytes((_VIDEO,)) + len(body).to_bytes(3, "big")
    moment = (at_ms & 0xFFFFFF).to_bytes(3, "big") + bytes((at_ms >> 24 & 0xFF,))
    return head + moment + b"\x00\x00\x00" + body + struct.pack(">I", len(body) + 11)


def _configuration(sps: bytes, pps: bytes) -> bytes:
    head = bytes((1, *sps[1:4], 0xFF, 0xE1))
    return head + struct.pack(">H", len(sps)) + sps + b"\x01" + struct.pack(">H", len(pps)) + pps
