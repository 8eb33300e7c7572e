"""Frame slots: the newest picture wins, and a held picture is never written into."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from console.video.slots import SlotReader, SlotWriter
from console.video.states import Reason, TileState


@pytest.fixture
def reader() -> Iterator[SlotReader]:
    slot = SlotReader(8, 4, generation=7)
    yield slot
    slot.close()


@pytest.fixture
def writer(reader) -> Iterator[SlotWriter]:
    slot = SlotWriter(reader.name, 8, 4)
    yield slot
    slot.close()


def _write(writer: SlotWriter, value: int, width_px: int = 8, height_px: int = 4) -> None:
    index, pixels = writer.free_buffer(width_px, height_px)
    np.asarray(pixels)[:] = value
    writer.publish(index, width_px, height_px)


def test_that_a_new_slot_is_connecting_and_has_no_picture(reader):
    assert reader.header().state is TileState.CONNECTING
    assert reader.picture() is None


def test_that_only_the_newest_of_many_pictures_is_seen(reader, writer):
    for value in range(1, 8):
        _write(writer, value)
    assert reader.sequence() == 7
    assert reader.picture().data[0] == 7


def test_that_a_picture_being_looked_at_stays_whole(reader, writer):
    _write(writer, 1)
    looked_at = reader.picture()
    for value in range(2, 20):
        _write(writer, value)
    assert set(looked_at.data) == {1}


def test_that_a_smaller_picture_keeps_its_own_shape(reader, writer):
    _write(writer, 5, width_px=4, height_px=2)
    picture = reader.picture()
    assert (picture.width_px, picture.height_px, picture.rows().shape) == (4, 2, (2, 8, 4))


def test_that_what_a_stream_says_of_itself_is_read_back(reader, writer):
    writer.describe("h264", 640, 360)
    writer.tell(TileState.OFFLINE, Reason.REFUSED, error="no way to rtsp://u:p@h/1", next_try_at_s=12.5)
    header = reader.header()
    assert (header.state, header.reason, header.next_try_at_s) == (TileState.OFFLINE, Reason.REFUSED, 12.5)
    assert header.error == "no way to rtsp://***@h/1"
    assert (header.codec, header.source_width_px, header.generation) == ("h264", 640, 7)


def test_that_a_long_error_is_cut_and_not_refused(reader, writer):
    writer.tell(TileState.OFFLINE, error="错" * 500)
    assert reader.header().error.startswith("错错错")


def test_that_a_stream_in_another_slot_goes_on_counting(reader, writer):
    writer.count_decoded(0.1)
    larger = SlotReader(16, 8, generation=8)
    going_on = SlotWriter(larger.name, 16, 8)
    going_on.go_on_from(writer)
    assert larger.header().decoded == 1
    going_on.close()
    larger.close()


def test_that_a_picture_outlives_its_slot():
    slot = SlotReader(8, 4, generation=1)
    writer = SlotWriter(slot.name, 8, 4)
    _write(writer, 9)
    held = slot.picture()
    writer.close()
    slot.close()
    assert held is not None
    assert set(held.data) == {9}
