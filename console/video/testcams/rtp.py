"""RTP payloads of H.264 and H.265 pictures, and their interleaving into an RTSP connection.

Source: RFC 3550 (RTP), RFC 6184 (H.264: STAP-A, FU-A), RFC 7798 (H.265: AP, FU), RFC 2326 10.12 (interleaving).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from console.video.testcams.clips import Codec

CLOCK_HZ = 90_000
PAYLOAD_TYPE = 96
_ROOM = 1400
_HEADER = struct.Struct("!BBHII")
_FRAME = struct.Struct("!cBH")


def payloads(codec: Codec, units: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the RTP payloads of one picture: small units together, large ones in pieces."""
    packed: list[bytes] = []
    small: list[bytes] = []
    room = _ROOM
    for unit in units:
        if small and len(unit) + 2 > room:
            packed.append(_together(codec, small))
            small, room = [], _ROOM
        if len(unit) > _ROOM:
            packed.extend(_in_pieces(codec, unit))
        else:
            small.append(unit)
            room -= len(unit) + 2
    if small:
        packed.append(_together(codec, small))
    return tuple(packed)


def packets(parts: Sequence[bytes], sequence: int, stamp: int, source: int) -> list[bytes]:
    """Return a picture's packets; the last carries the marker."""
    last = len(parts) - 1
    out: list[bytes] = []
    for place, part in enumerate(parts):
        kind = PAYLOAD_TYPE | (0x80 if place == last else 0)
        out.append(_HEADER.pack(0x80, kind, (sequence + place) & 0xFFFF, stamp & 0xFFFFFFFF, source) + part)
    return out


def interleaved(packets: Sequence[bytes], channel: int = 0) -> bytes:
    """Return packets as they go over the RTSP connection."""
    return b"".join(_FRAME.pack(b"$", channel, len(packet)) + packet for packet in packets)


def _together(codec: Codec, units: Sequence[bytes]) -> bytes:
    if len(units) == 1:
        return units[0]
    sized = b"".join(struct.pack("!H", len(unit)) + unit for unit in units)
    if codec == "h264":
        importance = max(unit[0] & 0x60 for unit in units)
        return bytes([importance | 24]) + sized
    return bytes([48 << 1, 1]) + sized


def _in_pieces(codec: Codec, unit: bytes) -> Iterable[bytes]:
    head = 1 if codec == "h264" else 2
    body = unit[head:]
    for start in range(0, len(body), _ROOM - 3):
        piece = body[start : start + _ROOM - 3]
        edge = (0x80 if start == 0 else 0) | (0x40 if start + len(piece) == len(body) else 0)
        if codec == "h264":
            yield bytes([unit[0] & 0xE0 | 28, edge | unit[0] & 31]) + piece
        else:
            yield bytes([unit[0] & 0x81 | 49 << 1, unit[1], edge | unit[0] >> 1 & 63]) + piece
