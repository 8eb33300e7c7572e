"""Single pictures as pixels."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest

from console.video.still import pixels_of


def a_png(pixels: np.ndarray) -> bytes:
    high, wide = pixels.shape[:2]
    lines = b"".join(b"\0" + line.tobytes() for line in pixels)
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    ]
    framed = (struct.pack(">I", len(b)) + name + b + struct.pack(">I", zlib.crc32(name + b)) for name, b in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def test_that_a_png_comes_as_it_was_written_with_its_alpha() -> None:
    pixels = np.arange(4 * 3 * 5, dtype=np.uint8).reshape(3, 5, 4)
    found = pixels_of(a_png(pixels))
    assert found is not None
    assert found.tolist() == pixels.tolist()


@pytest.mark.parametrize("body", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", a_png(np.zeros((3, 5, 4), np.uint8))[:40]])
def test_that_what_is_no_picture_is_none(body: bytes) -> None:
    assert pixels_of(body) is None
