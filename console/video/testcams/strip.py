"""Writes a caption and the running clock into a pre-encoded H.264 stream without encoding anything again.

The clips are encoded with one slice for each row of macroblocks (16 lines) and an empty top row. At each key frame,
once a second, the slice of the top row is replaced by one of our own making whose macroblocks are uncompressed
(I_PCM): one letter each. In the pictures between, the top row's slice says "as before" for the whole row. So every
camera shows its number and the true time of day, at the price of 15 kB a second.

Source: ITU-T H.264, 7.3.3 slice header, 7.3.4 slice data, 7.3.5 macroblock layer, 9.1 Exp-Golomb codes. Only what
x264 writes with the options of ``tests/make_clips.py`` is understood: no CABAC, one reference, picture order by decoding order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from console.video.testcams.glyphs import GLYPH_PX, glyph

_IDR, _NON_IDR, _SPS, _PPS = 5, 1, 7, 8
_I_PCM_IN_I_SLICE = 25
_GREY = b"\x80" * 128
_ESCAPE = re.compile(rb"\x00\x00(?=[\x00-\x03])")


class _Bits:
    """Reads a NAL unit's bits."""

    def __init__(self, unit: bytes) -> None:
        payload = unit[1:].replace(b"\x00\x00\x03", b"\x00\x00")
        self._number = int.from_bytes(payload, "big")
        self._length = len(payload) * 8
        self.at = 0

    def take(self, bits: int) -> int:
        self.at += bits
        return self._number >> (self._length - self.at) & ((1 << bits) - 1)

    def golomb(self) -> int:
        zeros = 0
        while not self.take(1):
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)

    def so_far(self) -> str:
        return format(self._number >> (self._length - self.at), f"0{self.at}b") if self.at else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StripFormat:
    """What the parameter sets say that slice headers depend on."""

    macroblocks: int
    frame_num_bits: int
    deblocking_told: bool


def strip_format(parameter_sets: Sequence[bytes]) -> StripFormat | None:
    """Return the format of a clip whose top row can be written; None for any other clip."""
    sps = next((unit for unit in parameter_sets if unit[0] & 31 == _SPS), None)
    pps = next((unit for unit in parameter_sets if unit[0] & 31 == _PPS), None)
    if sps is None or pps is None:
        return None
    bits = _Bits(sps)
    profile = bits.take(8)
    bits.take(16)
    bits.golomb()
    if profile not in (66, 77):
        return None
    frame_num_bits = bits.golomb() + 4
    if bits.golomb() != 2:
        return None
    bits.golomb()
    bits.take(1)
    return StripFormat(
        macroblocks=bits.golomb() + 1, frame_num_bits=frame_num_bits, deblocking_told=_deblocking_told(pps)
    )


def _deblocking_told(pps: bytes) -> bool:
    bits = _Bits(pps)
    bits.golomb()
    bits.golomb()
    if bits.take(2):
        raise ValueError("the clip is coded with CABAC")
    bits.golomb()
    bits.golomb()
    bits.golomb()
    bits.take(3)
    for _ in range(3):
        bits.golomb()
    return bool(bits.take(1))


def with_quiet_strip(units: Sequence[bytes], form: StripFormat) -> list[bytes]:
    """Return a picture between key frames whose top row says "as before"."""
    return [_quiet(unit, form) if _is_top_row(unit) else unit for unit in units]


def with_caption(units: Sequence[bytes], form: StripFormat, text: str) -> list[bytes]:
    """Return a key frame whose top row shows ``text``, one letter a macroblock (16 pixels)."""
    return [_captioned(unit, form, text) if _is_top_row(unit) else unit for unit in units]


def _is_top_row(unit: bytes) -> bool:
    # first_mb_in_slice is 0: its Exp-Golomb code is a single 1.
    return unit[0] & 31 in (_IDR, _NON_IDR) and bool(unit[1] & 0x80)


def _quiet(unit: bytes, form: StripFormat) -> bytes:
    bits = _header(unit, form) + _golomb(form.macroblocks) + "1"
    return unit[:1] + _ESCAPE.sub(b"\x00\x00\x03", _packed(bits))


def _captioned(unit: bytes, form: StripFormat, text: str) -> bytes:
    start = _packed(_header(unit, form) + _golomb(_I_PCM_IN_I_SLICE))
    # Each further macroblock begins on a byte: its type takes nine bits and is filled up to two bytes.
    between = _packed(_golomb(_I_PCM_IN_I_SLICE))
    letters = text[: form.macroblocks].ljust(form.macroblocks)
    head = unit[:1] + _ESCAPE.sub(b"\x00\x00\x03", start)
    return head + between.join(_macroblock(letter) for letter in letters) + b"\x80"


@cache
def _macroblock(letter: str) -> bytes:
    assert GLYPH_PX == 16
    return glyph(letter).tobytes() + _GREY


@cache
def _header(unit: bytes, form: StripFormat) -> str:
    """Return the bits of the slice header, up to where the slice data begins."""
    bits = _Bits(unit[:64])
    key = unit[0] & 31 == _IDR
    bits.golomb()
    bits.golomb()
    bits.golomb()
    bits.take(form.frame_num_bits)
    if key:
        bits.golomb()
        bits.take(2)
    else:
        if bits.take(1):
            bits.golomb()
        if bits.take(1):
            raise ValueError("the clip reorders its references")
        if unit[0] >> 5 & 3:
            bits.take(1)
    bits.golomb()
    if form.deblocking_told and bits.golomb() != 1:
        bits.golomb()
        bits.golomb()
    return bits.so_far()


def _golomb(number: int) -> str:
    code = format(number + 1, "b")
    return "0" * (len(code) - 1) + code


def _packed(bits: str) -> bytes:
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")
