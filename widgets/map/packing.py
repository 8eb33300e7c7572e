"""Typed arrays in one piece of bytes, for the page to lay views over without parsing."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

_ALIGN: Final = 8
_NAMES: Final = {"i4": "Int32Array", "u4": "Uint32Array", "u2": "Uint16Array", "u1": "Uint8Array"}


def pack(arrays: Mapping[str, NDArray[np.generic]], words: Mapping[str, object]) -> bytes:
    """Return: length of the header (uint32), header (JSON, UTF-8), then the arrays, each on a multiple of 8 bytes.

    The header holds ``words`` and, under ``arrays``, the type, the offset and the count of each array.
    Raises KeyError for an array of a type that the page has no view for.
    """
    offset = 0
    table: dict[str, tuple[str, int, int]] = {}
    pieces: list[bytes] = []
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array).tobytes()
        table[name] = (_NAMES[array.dtype.str[1:]], offset, array.size)
        raw += bytes(-len(raw) % _ALIGN)
        pieces.append(raw)
        offset += len(raw)
    header = json.dumps({**words, "arrays": table}, ensure_ascii=False, separators=(",", ":")).encode()
    header += b" " * (-(len(header) + 4) % _ALIGN)
    return struct.pack("<I", len(header)) + header + b"".join(pieces)


def packed_text(arrays: Mapping[str, NDArray[np.generic]], words: Mapping[str, object]) -> str:
    """Return the same as base64, for the small messages over the channel, which carries text only."""
    return base64.b64encode(pack(arrays, words)).decode("ascii")
