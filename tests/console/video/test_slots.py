"""Frame slots: the newest picture wins, and a held picture is never written into."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from types import FrameType

import numpy as np
import pytest

from console.video.slots import Pixels, SlotReader, SlotWriter
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
    np.asarray(pixels)[:] = value % 256
    writer.publish(index, width_px, height_px)


def _at_each_line(of: str, do: Callable[[], object], look: Callable[[int], object]) -> int:
    """Call ``do``, and ``look`` with its number before each line of the slots' function ``of`` and of what that calls."""
    lines = 0

    def trace(frame: FrameType, event: str, _arg: object):
        nonlocal lines
        if event == "line":
            look(lines)
            lines += 1
        return trace if lines or frame.f_code.co_name == of else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        do()
    finally:
        sys.settrace(before)
    return lines


Said = tuple[TileState, Reason, float, str]
CUT: Said = (TileState.RECONNECTING, Reason.CLOSED_BY_CAMERA, 4.0, "ended")
REFUSED: Said = (TileState.OFFLINE, Reason.REFUSED, 9.0, "refused")
LOCKED: Said = (TileState.OFFLINE, Reason.AUTH, 2.0, "wrong password")


def _say(writer: SlotWriter, *said: Said) -> None:
    for state, reason, at_s, error in said:
        writer.tell(state, reason, error=error, next_try_at_s=at_s)


def _said(reader: SlotReader) -> Said:
    header = reader.header()
    return header.state, header.reason, header.next_try_at_s, header.error


def test_that_a_new_slot_is_connecting_and_has_no_picture(reader):
    assert reader.header().state is TileState.CONNECTING
    assert reader.picture() is None


def _looked_at(reader: SlotReader) -> tuple[int, int, int]:
    """Look, and return which picture was promised, which it was, and what is in it all over."""
    due, picture = reader.sequence(), reader.picture()
    assert picture is not None
    (value,) = set(picture.data)
    return due, reader.seen, value


def test_that_only_the_last_two_of_many_pictures_are_seen_and_in_their_order(reader, writer):
    for value in range(1, 8):
        _write(writer, value)
    assert [_looked_at(reader) for _look in range(3)] == [(6, 6, 6), (7, 7, 7), (7, 7, 7)]


def test_that_pictures_that_come_in_twos_are_all_seen(reader, writer):
    seen = []
    for value in range(1, 20, 2):
        _write(writer, value)
        _write(writer, value + 1)
        seen += [_looked_at(reader)[2], _looked_at(reader)[2]]
    assert seen == list(range(1, 21))


def test_that_a_reader_that_keeps_up_sees_each_picture_as_it_comes(reader, writer):
    for value in range(1, 10):
        _write(writer, value)
        assert _looked_at(reader) == (value, value, value)


@pytest.mark.parametrize("many", [1, 2, 3])
def test_that_a_picture_is_the_one_it_is_said_to_be_whenever_others_come_while_it_is_chosen(reader, writer, many: int):
    numbers = count(1)
    seen: list[tuple[int, set[int]]] = []

    def come(line: int) -> None:
        for _one in range(many if line == at else 0):
            _write(writer, next(numbers))

    def look() -> None:
        picture = reader.picture()
        _write(writer, next(numbers))
        seen.append((reader.seen, set(picture.data)))

    at, lines = 0, 1
    while at < lines:
        _write(writer, next(numbers))
        _write(writer, next(numbers))
        lines = _at_each_line("picture", look, come)
        at += 1
    assert lines > 10
    assert all(values == {number % 256} for number, values in seen)


def test_that_a_picture_looked_at_while_another_is_being_written_is_whole(reader, writer):
    """Between the choice of a buffer and the last byte in it, a reader may come at any line."""
    held: list[tuple[int, Pixels]] = []

    def look(line: int) -> None:
        if line == at:
            picture = reader.picture()
            held.append((picture.data[0], picture))

    at, lines = 0, 1
    while at < lines:
        _write(writer, 1)
        reader.picture()
        _write(writer, 2)
        _write(writer, 3)
        lines = _at_each_line("_write", partial(_write, writer, 4), look)
        assert all(set(picture.data) == {value} for value, picture in held)
        held.clear()
        at += 1
    assert lines > 10


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


def test_that_while_a_stream_tells_its_state_the_words_before_stand_whole(reader, writer):
    _say(writer, CUT)
    seen: list[Said] = []
    assert _at_each_line("tell", partial(_say, writer, REFUSED), lambda _line: seen.append(_said(reader))) > 3
    assert set(seen) == {CUT}
    assert _said(reader) == REFUSED


def test_that_words_told_while_they_are_read_are_read_whole(reader, writer):
    def tell_twice(line: int) -> None:
        if line == at:
            _say(writer, CUT, LOCKED)

    read: list[Said] = []
    at, lines = 0, 1
    while at < lines:
        _say(writer, REFUSED)
        read.clear()
        lines = _at_each_line("header", lambda: read.append(_said(reader)), tell_twice)
        assert read in ([REFUSED], [LOCKED])
        at += 1
    assert lines > 10


def test_that_a_long_error_is_cut_and_not_refused(reader, writer):
    writer.tell(TileState.OFFLINE, error="错" * 500)
    assert reader.header().error.startswith("错错错")


def test_that_a_stream_goes_on_in_another_slot_and_lets_go_of_the_first(reader):
    first, larger = SlotWriter(reader.name, 8, 4), SlotReader(16, 8, generation=8)
    first.count_decoded(0.1)
    _say(first, CUT)
    going_on = SlotWriter(larger.name, 16, 8)
    going_on.go_on_from(first)
    first.close()
    assert larger.header().decoded == 1
    assert _said(larger) == CUT
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
