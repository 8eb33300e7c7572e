"""Typed arrays as the page takes them apart."""

from __future__ import annotations

import base64
import json
import struct

import numpy as np
import pytest

from widgets.map.packing import pack, packed_text


def unpack(packed: bytes) -> tuple[dict, dict]:
    """Take a pack apart as the page does."""
    (length,) = struct.unpack_from("<I", packed)
    header = json.loads(packed[4 : 4 + length])
    types = {"Int32Array": "<i4", "Uint32Array": "<u4", "Uint16Array": "<u2", "Uint8Array": "<u1"}
    arrays = {
        name: np.frombuffer(packed, types[kind], count, 4 + length + offset)
        for name, (kind, offset, count) in header.pop("arrays").items()
    }
    return header, arrays


def test_that_what_is_packed_comes_out_again():
    packed = pack(
        {"px": np.array([[1, -2], [3, 4]], np.int32), "looks": np.array([5, 6, 7], np.uint16)}, {"名": "网格"}
    )
    words, arrays = unpack(packed)
    assert words == {"名": "网格"}
    assert arrays["px"].tolist() == [1, -2, 3, 4]
    assert arrays["looks"].tolist() == [5, 6, 7]


@pytest.mark.parametrize("words", [{}, {"a": "b"}, {"a": "网格网格网"}])
def test_that_every_array_begins_where_a_view_may_be_laid(words):
    packed = pack({"one": np.zeros(3, np.uint8), "two": np.zeros(3, np.int32)}, words)
    (length,) = struct.unpack_from("<I", packed)
    header = json.loads(packed[4 : 4 + length])
    assert [(4 + length + offset) % 8 for _, offset, _ in header["arrays"].values()] == [0, 0]


def test_that_a_type_the_page_has_no_view_for_is_an_error():
    with pytest.raises(KeyError):
        pack({"wide": np.zeros(2, np.float16)}, {})


def test_that_the_channel_carries_the_same_as_text():
    arrays = {"looks": np.array([1, 2], np.uint16)}
    assert base64.b64decode(packed_text(arrays, {})) == pack(arrays, {})
