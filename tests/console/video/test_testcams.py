"""The test cameras: true clocks, readable bar codes, nights, main streams, the user's own clips."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import av
import numpy as np
import pytest

from console.video.pool import VideoPool
from console.video.states import LIVE_STATES
from console.video.testcams import TestCameras
from console.video.testcams.barcode import draw_number, read_number
from console.video.testcams.clips import Clip, clip_path, read_clip
from console.video.testcams.glyphs import GLYPH_PX, glyph
from console.video.testcams.loop import FPS, HEIGHT_PX, STRIP_PX, WIDTH_PX
from console.video.testcams.rtp import payloads
from console.video.testcams.server import Camera, Shelf
from console.video.testcams.strip import with_caption
from tests.console.video.conftest import CAMERAS_ZONE

LETTERS = "0123456789:-CAM "


def _read(strip: np.ndarray) -> str:
    """Read the caption back from the luma of the top row, shape (16, width)."""
    cells = [strip[:, left : left + GLYPH_PX].astype(int) for left in range(0, strip.shape[1], GLYPH_PX)]
    return "".join(min(LETTERS, key=lambda letter: np.abs(cell - glyph(letter)).sum()) for cell in cells).rstrip()


def _decoded(units_of_pictures) -> list[np.ndarray]:
    decoder = av.CodecContext.create("h264", "r")
    packets = [av.Packet(b"".join(b"\0\0\0\1" + unit for unit in units)) for units in units_of_pictures]
    frames = [frame for packet in [*packets, None] for frame in decoder.decode(packet)]
    return [frame.to_ndarray(format="gray") for frame in frames]


def _captioned(clip: Clip, text: str) -> list[bytes]:
    assert clip.strip is not None
    return with_caption(clip.pictures[0].units, clip.strip, text)


def test_that_the_caption_written_into_a_clip_is_decoded_letter_by_letter(clips_dir):
    clip = read_clip(clip_path(clips_dir, "gate"))
    text = " CAM 0042  2031-12-05 23:59:58"
    seen = _decoded([_captioned(clip, text)])
    assert _read(seen[0][:STRIP_PX]) == text


def test_that_the_caption_stays_until_the_next_key_frame_and_the_picture_is_unharmed(clips_dir):
    clip = read_clip(clip_path(clips_dir, "gate"))
    text = " CAM 0007"
    plain = [picture.units for picture in clip.pictures[:FPS]]
    captioned = [_captioned(clip, text), *plain[1:]]
    before, after = _decoded(plain), _decoded(captioned)
    assert _read(after[-1][:STRIP_PX]) == text
    assert all((a[2 * STRIP_PX :] == b[2 * STRIP_PX :]).all() for a, b in zip(before, after, strict=True))


def test_that_a_camera_shows_its_number_and_the_time_of_day_where_it_hangs(pool: VideoPool, cameras, until):
    pool.show(0, cameras.url(1234, "gate"), WIDTH_PX, HEIGHT_PX)
    until(lambda: pool.latest(0).state in LIVE_STATES, 10)
    # The first pictures may be those since the last key frame; then every picture is of now.
    first = pool.latest(0).shown
    until(lambda: pool.latest(0).shown > first + FPS, 5)
    pixels = pool.latest(0).pixels
    assert pixels is not None
    text = _read(np.asarray(pixels.rows())[:STRIP_PX, :, 1])
    assert text.startswith(" CAM 1234  ")
    shown = datetime.strptime(text[11:], "%Y-%m-%d %H:%M:%S").replace(tzinfo=CAMERAS_ZONE).timestamp()
    assert -0.2 < time.time() - shown < 2.5


@pytest.mark.parametrize("height", [90, 270, 360, 1080])
def test_that_a_bar_code_is_read_at_every_size_of_a_tile(height):
    pixels = np.full((HEIGHT_PX, WIDTH_PX, 3), 90, dtype=np.uint8)
    draw_number(pixels, 2741)
    shown = av.VideoFrame.from_ndarray(pixels, "rgb24").reformat(height * 16 // 9, height).to_ndarray(format="rgb24")
    assert read_number(shown.astype(np.uint8)) == 2741


def test_that_a_picture_without_a_bar_code_has_no_number():
    assert read_number(np.full((HEIGHT_PX, WIDTH_PX, 3), 90, dtype=np.uint8)) is None


@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_that_large_units_are_sent_in_pieces_and_small_ones_together(codec):
    head = b"\x65" if codec == "h264" else b"\x26\x01"
    packed = payloads(codec, [head + bytes([number]) * 40 for number in range(20)] + [head + b"\x11" * 5000])
    assert all(len(part) <= 1400 for part in packed)
    assert 4 <= len(packed) <= 6


@pytest.mark.parametrize("url", ["rtsp://127.0.0.1:1/", "rtsp://127.0.0.1:1/gate", "rtsp://127.0.0.1:1/gate/x"])
def test_that_an_address_without_a_camera_is_refused(url):
    with pytest.raises(ValueError, match=r"camera|int"):
        Camera.at(url)


def test_that_an_address_names_clip_number_stream_and_rate():
    camera = Camera.at("rtsp://127.0.0.1:1/gate/7/main?fps=12.5")
    assert (camera.clip, camera.number, camera.main, camera.fps, camera.key) == ("gate", 7, True, 12.5, "gate/7")


def test_that_h265_plays(pool: VideoPool, cameras, until):
    pool.show(0, cameras.url(9, "gate~hevc"), 320, 180)
    until(lambda: pool.latest(0).state in LIVE_STATES, 10)
    assert pool.latest(0).codec == "hevc"


def test_that_a_main_stream_is_twice_as_large(pool: VideoPool, cameras, until):
    pool.show(0, cameras.url(9, "gate", main=True), 1280, 720, kind="main")
    until(lambda: pool.latest(0).state in LIVE_STATES, 10)
    assert pool.latest(0).source_px == (2 * WIDTH_PX, 2 * HEIGHT_PX)


@pytest.mark.parametrize(("hour", "shown"), [(5, "night"), (6, "day"), (18, "day"), (19, "night")])
def test_that_a_scene_is_dark_when_its_clock_says_night(clips_dir, tmp_path, hour, shown):
    clip_path(tmp_path, "lane").write_bytes(clip_path(clips_dir, "gate").read_bytes())
    clip_path(tmp_path, "lane-night").write_bytes(clip_path(clips_dir, "gate", "hevc").read_bytes())
    clip = _on_shelf(Shelf(tmp_path, None), "lane/1", hour)
    assert clip.codec == {"day": "h264", "night": "hevc"}[shown]


def test_that_a_clip_without_a_night_is_shown_by_night_too(clips_dir):
    assert _on_shelf(Shelf(clips_dir, None), "gate/1", 23).codec == "h264"


def test_that_a_camera_without_a_main_stream_shows_its_sub_stream(clips_dir, tmp_path):
    clip_path(tmp_path, "gate").write_bytes(clip_path(clips_dir, "gate").read_bytes())
    clip = _on_shelf(Shelf(tmp_path, None), "gate/1/main", 12)
    assert clip == _on_shelf(Shelf(tmp_path, None), "gate/1", 12)


def test_that_a_clip_that_is_not_there_is_told(clips_dir):
    with pytest.raises(KeyError):
        _on_shelf(Shelf(clips_dir, None), "..%2Fgate/1", 12)


def test_that_the_users_films_are_played_where_a_drawn_scene_was_asked_for(clips_dir, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "yard.mp4").write_bytes(clip_path(clips_dir, "gate", "hevc").read_bytes())
    (own / "notes.txt").write_text("not a film", "utf-8")
    assert _on_shelf(Shelf(clips_dir, own), "gate/4", 12).codec == "hevc"


def test_that_an_empty_folder_of_the_users_leaves_the_drawn_scenes(clips_dir, tmp_path):
    assert _on_shelf(Shelf(clips_dir, tmp_path), "gate/4", 12).codec == "h264"


def _on_shelf(shelf: Shelf, camera: str, hour: int) -> Clip:
    when = datetime(2031, 12, 5, hour, tzinfo=UTC)
    return asyncio.run(shelf.clip(Camera.at(f"rtsp://127.0.0.1:1/{camera}"), when))


def test_that_a_folder_of_the_users_own_clips_is_served(pool: VideoPool, clips_dir, tmp_path, until):
    own = tmp_path / "own"
    own.mkdir()
    (own / "front door.mp4").write_bytes(clip_path(clips_dir, "gate").read_bytes())
    cameras = TestCameras(tmp_path, own_clips=own)
    try:
        cameras.start()
        pool.show(0, f"{cameras.base_url}/front%20door/1", 160, 90)
        until(lambda: pool.latest(0).state in LIVE_STATES, 10)
    finally:
        cameras.stop()
