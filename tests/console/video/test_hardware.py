"""Hardware decoding on a machine that has none: asked for at each connection, done by the processor, and told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from console.video import source
from console.video.choices import Choices
from console.video.pool import VideoPool
from console.video.recovery import OpenGate
from console.video.slots import SlotReader, SlotWriter
from console.video.states import LIVE_STATES, Decoder, TileState
from console.video.stream import Stream

NOWHERE = "rtsp://127.0.0.1:1/1"


@pytest.fixture
def writer() -> Iterator[SlotWriter]:
    slot = SlotReader(160, 90, 1)
    writer = SlotWriter(slot.name, 160, 90)
    yield writer
    writer.close()
    slot.close()


@pytest.fixture
def wishful() -> Iterator[VideoPool]:
    """A pool on a workstation that asks for a device which no machine has."""
    running = VideoPool(workers=1, choices=Choices(decoder="nosuchdevice"))
    yield running
    running.close()


def test_that_a_device_that_is_not_there_is_not_had(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(source, "_can_be_had", lambda device: False)
    assert source.device_for("hardware") is None


def test_that_the_first_device_that_can_be_had_is_taken(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(source, "hwdevices_available", lambda: ["cuda", "qsv", "vaapi"])
    monkeypatch.setattr(source, "_can_be_had", lambda device: device in ("cuda", "qsv"))
    monkeypatch.setattr("console.video.source.sys.platform", "linux")
    assert source.device_for("hardware") == "cuda"


def test_that_nobody_is_asked_for_a_device_where_the_processor_is_to_decode(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr(source, "_can_be_had", asked.append)
    source.device_for("software")
    assert asked == []


def test_that_the_hardware_is_tried_again_at_each_connection(writer: SlotWriter, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr("console.video.source.device_for", asked.append)
    stream = Stream(NOWHERE, writer, TileState.LIVE, OpenGate(), Choices(decoder="hardware"))
    for _ in range(3):
        stream._open_and_play()
    assert asked == ["hardware"] * 3


def test_that_without_hardware_the_processor_decodes_and_says_so(wishful: VideoPool, cameras, until):
    wishful.show(0, cameras.url(1, "gate"), 160, 90)
    until(lambda: wishful.latest(0).state in LIVE_STATES, 15)
    assert wishful.latest(0).decoder is Decoder.FALLEN_BACK


def test_that_a_processor_that_was_asked_for_is_no_fall_back(pool, cameras, until):
    pool.show(0, cameras.url(2, "gate"), 160, 90)
    until(lambda: pool.latest(0).state in LIVE_STATES, 15)
    assert pool.latest(0).decoder is Decoder.SOFTWARE
