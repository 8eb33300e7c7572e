"""Hostile streams: an error with a reason on their own tile, a bounded worker, and nothing seen of it elsewhere."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from io import BytesIO
from itertools import repeat
from pathlib import Path

import av
import psutil
import pytest

from console.video.pool import TileView, VideoPool
from console.video.states import LIVE_STATES, Reason, TileState
from console.video.testcams import TestCameras
from console.video.testcams.clips import clip_path
from tests.console.video import hostile
from tests.console.video.conftest import NotInTime, wait_until

GOOD = 100
GROWTH_MB_MAX = 250
PACE_S = 0.002
SETTLED_S = 40.0


@dataclass(kw_only=True)
class Aftermath:
    """What became of each tile of one worker that was shown all the hostile sources at once."""

    ends: dict[str, TileView]
    good: list[TileView]
    grown_mb: float
    same_worker: bool
    knocks: int


def _jpeg() -> bytes:
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = 320, 180, "yuvj420p"
    return b"".join(bytes(packet) for packet in encoder.encode(av.VideoFrame(320, 180, "yuvj420p")))


def _with_huge_header(units: list[bytes]) -> bytes:
    """Return a piece of film as a playlist names it, whose header promises 50,000 × 50,000 px."""
    raw = b"".join(b"\0\0\0\1" + unit for unit in hostile.with_size(units, 50_000, 50_000))
    piece = BytesIO()
    with av.open(BytesIO(raw), "r", format="h264") as film, av.open(piece, "w", format="mpegts") as out:
        stream = out.add_stream_from_template(film.streams.video[0])
        for n, packet in enumerate(film.demux(video=0)):
            if packet.size:
                packet.stream, packet.time_base = stream, Fraction(1, 25)
                packet.pts = packet.dts = n
                out.mux(packet)
    return piece.getvalue()


def _addresses(leaving: ExitStack, clip: Path) -> tuple[dict[str, str], hostile.Server]:
    units = hostile.annex_b(clip)
    control = leaving.enter_context(hostile.Server(hostile.body("text/plain", lambda: [b"done"])))

    def served(answer: hostile.Answer, path: str = "film", scheme: str = "http") -> str:
        server = leaving.enter_context(hostile.Server(answer))
        return f"{scheme}://127.0.0.1:{server.port}/{path}"

    def film(of: list[bytes]) -> str:
        return served(hostile.body("video/h264", lambda: hostile.film_of(of), PACE_S))

    def listed(*pieces: str) -> str:
        return served(hostile.body("application/vnd.apple.mpegurl", lambda: [hostile.playlist(*pieces)]), "a.m3u8")

    def onward(goal: str, scheme: str = "http") -> str:
        return served(hostile.redirect_to(goal), scheme=scheme)

    here = f"127.0.0.1:{control.port}/stall"
    hevc = hostile.hevc_annex_b(clip.with_name("gate~hevc.mp4"))
    picture = hostile.huge_jpeg(_jpeg())
    part = b"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(picture), picture)
    return {
        "fuzzed": film(hostile.damaged(units, seed=1, share=0.5)),
        "promise_50000": film(hostile.with_size(units, 50_000, 50_000)),
        "promise_16000": film(hostile.with_size(units, 16_000, 16_000)),
        "promise_hevc_50000": film(hostile.hevc_with_size(hevc, 50_000, 50_000)),
        "promise_hevc_16000": film(hostile.hevc_with_size(hevc, 16_000, 16_000)),
        "jpeg_50000": served(hostile.body("multipart/x-mixed-replace; boundary=picture", lambda: repeat(part), PACE_S)),
        "redirects": served(hostile.redirect_to_itself),
        "rtsp_redirects": served(hostile.redirect_to_itself, scheme="rtsp"),
        "redirect_to_own_port": onward(f"http://{here}"),
        "redirect_to_own_name": onward(f"http://localhost:{control.port}/stall"),
        "redirect_to_own_mapped": onward(f"http://[::ffff:127.0.0.1]:{control.port}/stall"),
        "redirect_to_anywhere_here": onward(f"http://0.0.0.0:{control.port}/stall"),
        "redirect_to_own_link": onward("http://169.254.169.254/latest/meta-data"),
        "redirect_to_file": onward(clip.as_uri()),
        "redirect_to_raw_port": onward(f"tcp://{here}"),
        "rtsp_redirect_to_own_port": onward(f"rtsp://{here}", "rtsp"),
        "rtsp_redirect_to_own_name": onward(f"rtsp://localhost:{control.port}/stall", "rtsp"),
        "rtsp_redirect_to_file": onward(clip.as_uri(), "rtsp"),
        "rtsp_redirect_to_web": onward(f"http://{here}", "rtsp"),
        "list_redirects": served(hostile.redirect_to(f"http://{here}"), "a.m3u8"),
        "drops": served(hostile.drops("video/h264")),
        "rtsp_drops": served(hostile.drops_of_header, scheme="rtsp"),
        "list_of_drops": served(hostile.drops("application/vnd.apple.mpegurl", b"#EXTM3U\n#"), "a.m3u8"),
        "list_of_slow_pieces": served(hostile.slow_pieces(bytes(188 * 200)), "a.m3u8"),
        "gzip_bomb": served(hostile.gzip_bomb("video/h264")),
        "list_gzip_bomb": served(hostile.gzip_bomb("application/vnd.apple.mpegurl"), "a.m3u8"),
        "list_of_itself": served(hostile.playlist_of_itself, "a.m3u8"),
        "list_promises_50000": served(hostile.claiming(_with_huge_header(units)), "a.m3u8"),
        "endless_header": served(hostile.endless_header),
        "rtsp_endless_header": served(hostile.endless_header, scheme="rtsp"),
        "rubbish": served(hostile.body("video/x-flv", lambda: hostile.rubbish(2)), "live.flv"),
        "endless_playlist": served(hostile.body("application/vnd.apple.mpegurl", hostile.endless_playlist), "a.m3u8"),
        "list_of_files": listed("file:///etc/passwd"),
        "list_of_films": listed(clip.as_uri()),
        "list_of_ports": listed(f"http://127.0.0.1:{control.port}/stall.ts"),
        "list_of_names": listed(f"http://localhost:{control.port}/stall.ts"),
        "list_of_raw_ports": listed(f"tcp://127.0.0.1:{control.port}"),
        "huge_description": served(hostile.huge_description, scheme="rtsp"),
    }, control


@pytest.fixture(scope="module")
def aftermath(clips_dir: Path) -> Aftermath:
    with ExitStack() as leaving:
        cameras = TestCameras(clips_dir)
        cameras.start()
        leaving.callback(cameras.stop)
        addresses, control = _addresses(leaving, clip_path(clips_dir, "gate"))
        pool = VideoPool(workers=1)
        leaving.callback(pool.close)
        pool.show(GOOD, cameras.url(1, "gate"), 160, 90)
        wait_until(lambda: pool.latest(GOOD).state in LIVE_STATES, 15)
        pids = pool.worker_pids()
        worker = psutil.Process(pids[0])
        before = most = worker.memory_info().rss
        for tile, url in enumerate(addresses.values()):
            pool.show(tile, url, 160, 90)
        ends: dict[str, TileView] = {}
        good: list[TileView] = []

        def all_ended() -> bool:
            nonlocal most
            most = max(most, worker.memory_info().rss)
            good.append(_kept(pool.latest(GOOD)))
            for tile, name in enumerate(addresses):
                view = _kept(pool.latest(tile))
                if name not in ends or ends[name].state is not TileState.OFFLINE:
                    ends[name] = view
            return {view.state for view in ends.values()} == {TileState.OFFLINE}

        with suppress(NotInTime):  # The test of that source says which it was.
            wait_until(all_ended, SETTLED_S)
        same = pool.worker_pids() == pids
        return Aftermath(
            ends=ends, good=good, grown_mb=(most - before) / 2**20, same_worker=same, knocks=control.knocks
        )


def _kept(view: TileView) -> TileView:
    """Return what may be kept of a view: its picture may not."""
    return replace(view, pixels=None)


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("fuzzed", {Reason.CODEC}),
        ("promise_50000", {Reason.CODEC, Reason.TOO_LARGE}),
        ("promise_16000", {Reason.CODEC, Reason.TOO_LARGE}),
        ("promise_hevc_50000", {Reason.CODEC, Reason.TOO_LARGE}),
        ("promise_hevc_16000", {Reason.CODEC, Reason.TOO_LARGE}),
        ("jpeg_50000", {Reason.CODEC, Reason.TOO_LARGE}),
        ("redirects", {Reason.BAD_ADDRESS}),
        ("rtsp_redirects", {Reason.BAD_ADDRESS}),
        ("redirect_to_own_port", {Reason.BAD_ADDRESS}),
        ("redirect_to_own_name", {Reason.BAD_ADDRESS}),
        ("redirect_to_own_mapped", {Reason.BAD_ADDRESS}),
        ("redirect_to_anywhere_here", {Reason.BAD_ADDRESS}),
        ("redirect_to_own_link", {Reason.BAD_ADDRESS}),
        ("redirect_to_file", {Reason.BAD_ADDRESS}),
        ("redirect_to_raw_port", {Reason.BAD_ADDRESS}),
        ("rtsp_redirect_to_own_port", {Reason.BAD_ADDRESS}),
        ("rtsp_redirect_to_own_name", {Reason.BAD_ADDRESS}),
        ("rtsp_redirect_to_file", {Reason.BAD_ADDRESS}),
        ("rtsp_redirect_to_web", {Reason.BAD_ADDRESS}),
        ("list_redirects", {Reason.BAD_ADDRESS, Reason.DEVICE_OFFLINE}),
        ("drops", {Reason.TIMEOUT}),
        ("rtsp_drops", {Reason.TIMEOUT}),
        ("list_of_drops", {Reason.TIMEOUT}),
        ("list_of_slow_pieces", {Reason.TIMEOUT}),
        ("gzip_bomb", {Reason.CODEC}),
        ("list_gzip_bomb", {Reason.TOO_LARGE}),
        ("list_of_itself", {Reason.TOO_LARGE}),
        ("list_promises_50000", {Reason.CODEC, Reason.TOO_LARGE}),
        ("endless_header", {Reason.TIMEOUT}),
        ("rtsp_endless_header", {Reason.TIMEOUT}),
        ("rubbish", {Reason.CODEC}),
        ("endless_playlist", {Reason.TOO_LARGE}),
        ("list_of_files", {Reason.BAD_ADDRESS, Reason.CODEC}),
        ("list_of_films", {Reason.BAD_ADDRESS}),
        ("list_of_ports", {Reason.BAD_ADDRESS}),
        ("list_of_names", {Reason.BAD_ADDRESS}),
        ("list_of_raw_ports", {Reason.BAD_ADDRESS, Reason.CODEC}),
        ("huge_description", {Reason.CLOSED_BY_CAMERA}),
    ],
)
def test_that_a_hostile_source_ends_in_an_error_with_a_reason(aftermath: Aftermath, name: str, reasons: set[Reason]):
    end = aftermath.ends[name]
    assert (end.state, end.reason in reasons) == (TileState.OFFLINE, True), (end.reason, end.error)


def test_that_no_playlist_and_no_redirect_lets_the_desk_knock_at_its_own_ports(aftermath: Aftermath):
    assert aftermath.knocks == 0


def test_that_the_worker_of_hostile_sources_stays_within_bounds(aftermath: Aftermath):
    assert aftermath.grown_mb < GROWTH_MB_MAX


def test_that_no_hostile_source_ends_the_worker(aftermath: Aftermath):
    assert aftermath.same_worker


def test_that_the_other_tile_of_the_worker_sees_nothing_of_it(aftermath: Aftermath):
    assert {view.state for view in aftermath.good} == {TileState.LIVE_SUB}
    assert {view.generation for view in aftermath.good} == {aftermath.good[0].generation}
