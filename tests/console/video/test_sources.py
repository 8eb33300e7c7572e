"""Every kind of source and every codec, each from a real server on the loopback address or from a file."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from console.video.choices import Choices
from console.video.pool import VideoPool
from console.video.states import LIVE_STATES
from console.video.testcams.clips import clip_path

PICTURE_S = 0.04


class _Camera(SimpleHTTPRequestHandler):
    """Serves the files of a folder, and two live streams at the pace of a camera."""

    def __init__(self, *args, stopped: threading.Event, **kwargs) -> None:
        self._stopped = stopped
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.path == "/live.ts":
            self._pour("video/mp2t", _in_parts(Path(self.directory) / "clip.mp4", "mpegts"))
        elif self.path == "/live.flv":
            self._pour("video/x-flv", _in_parts(Path(self.directory) / "clip.mp4", "flv"))
        elif self.path.startswith("/live-") and self.path.endswith(".ts"):
            self._pour("video/mp2t", _in_parts(next(Path(self.directory).glob(f"{self.path[6:-3]}.*")), "mpegts"))
        elif self.path == "/live.mjpeg":
            self._pour("multipart/x-mixed-replace; boundary=picture", _still_pictures())
        elif self.path == "/seldom.mjpeg":
            self._pour("multipart/x-mixed-replace; boundary=picture", _still_pictures(), 3 * PICTURE_S)
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _pour(self, kind: str, parts: Iterator[bytes], pause_s: float = PICTURE_S) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        try:
            for part in parts:
                self.wfile.write(part)
                if self._stopped.wait(pause_s):
                    return
        except ConnectionError:
            return


def _in_parts(clip: Path, form: str) -> Iterator[bytes]:
    """Yield the clip in a form that can be streamed, a picture at a time."""
    sink = BytesIO()
    with av.open(str(clip)) as source, av.open(sink, "w", format=form) as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                out.mux(packet)
                yield sink.getvalue()
                sink.seek(0)
                sink.truncate()


def _encoded(path: Path, codec: str, seconds: int = 2) -> None:
    """Write some seconds of a picture that grows lighter."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=25)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for number in range(25 * seconds):
            grey = np.full((180, 320, 3), 4 * number % 200 + 20, dtype=np.uint8)
            picture = av.VideoFrame.from_ndarray(grey, "rgb24").reformat(format=stream.pix_fmt)
            picture.pts = number
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))


def _still_pictures() -> Iterator[bytes]:
    """Yield JPEG pictures that grow lighter."""
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = 320, 180, "yuvj420p"
    for number in range(1000):
        grey = np.full((180, 320, 3), number % 200 + 20, dtype=np.uint8)
        picture = av.VideoFrame.from_ndarray(grey, "rgb24").reformat(format="yuvj420p")
        picture.pts = number
        for packet in encoder.encode(picture):
            jpeg = bytes(packet)
            yield b"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(jpeg), jpeg)


@pytest.fixture
def web(clips_dir: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address of a web server with a clip as HLS, MPEG-TS and MJPEG."""
    clip = clip_path(clips_dir, "gate")
    (tmp_path / "clip.mp4").write_bytes(clip.read_bytes())
    (tmp_path / "hevc.mp4").write_bytes(clip_path(clips_dir, "gate", "hevc").read_bytes())
    _encoded(tmp_path / "mpeg4.ts", "mpeg4", seconds=20)
    with (
        av.open(str(clip)) as source,
        av.open(str(tmp_path / "list.m3u8"), "w", format="hls", options={"hls_time": "1", "hls_list_size": "0"}) as out,
    ):
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                out.mux(packet)
    stopped = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Camera, directory=str(tmp_path), stopped=stopped))
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    stopped.set()
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "codec"),
    [
        ("list.m3u8", "h264"),
        ("live.ts", "h264"),
        ("live-hevc.ts", "hevc"),
        ("live-mpeg4.ts", "mpeg4"),
        ("live.flv", "h264"),
        ("live.mjpeg", "mjpeg"),
    ],
)
def test_that_a_web_source_plays_in_real_time(pool, web: str, until: Callable[..., float], path: str, codec: str):
    pool.show(0, f"{web}/{path}", 160, 90)
    until(lambda: pool.latest(0).state in LIVE_STATES, 15)
    assert pool.latest(0).codec == codec
    # What came while the kind of stream was found out is shown at once; after that, time counts.
    until(lambda: pool.latest(0).shown >= 25, 10)
    shown = pool.latest(0).shown
    took_s = until(lambda: pool.latest(0).shown >= shown + 25, 10)
    assert took_s > 0.5


def test_that_a_source_without_time_stamps_is_not_said_to_lag(pool, web: str, until: Callable[..., float]) -> None:
    pool.show(0, f"{web}/seldom.mjpeg", 160, 90)
    until(lambda: pool.latest(0).shown >= 20, 30)
    assert pool.latest(0).lag_s == 0.0


@pytest.mark.parametrize(("name", "codec"), [("hevc.mp4", "hevc"), ("mpeg4.mp4", "mpeg4"), ("stills.avi", "mjpeg")])
def test_that_a_file_of_each_codec_plays(pool, clips_dir: Path, tmp_path: Path, until, name: str, codec: str):
    if codec == "hevc":
        (tmp_path / name).write_bytes(clip_path(clips_dir, "gate", "hevc").read_bytes())
    else:
        _encoded(tmp_path / name, codec)
    pool.show(0, (tmp_path / name).as_uri(), 160, 90)
    until(lambda: pool.latest(0).state in LIVE_STATES, 15)
    assert pool.latest(0).codec == codec


@pytest.mark.parametrize(("name", "codec"), [("gate", "h264"), ("gate~hevc", "hevc")])
@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_that_a_camera_plays_over_either_transport(pool, cameras, until, transport: str, name: str, codec: str):
    pool.show(0, f"{cameras.url(1, name)}#{transport}", 160, 90)
    until(lambda: pool.latest(0).state in LIVE_STATES, 15)
    assert pool.latest(0).codec == codec


def test_that_a_workstation_may_prefer_datagrams(cameras, until):
    pool = VideoPool(workers=1, choices=Choices(transport="udp"))
    try:
        pool.show(0, cameras.url(1, "gate"), 160, 90)
        until(lambda: pool.latest(0).state in LIVE_STATES, 15)
    finally:
        pool.close()


def test_that_a_transport_stream_plays_that_is_sent_by_datagrams(pool, clips_dir: Path, until):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    stopped = threading.Event()
    sending = threading.Thread(target=_send, args=(clip_path(clips_dir, "gate"), port, stopped))
    sending.start()
    try:
        pool.show(0, f"udp://127.0.0.1:{port}", 160, 90)
        until(lambda: pool.latest(0).state in LIVE_STATES, 15)
    finally:
        stopped.set()
        sending.join()


def _send(clip: Path, port: int, stopped: threading.Event) -> None:
    """Send a clip as datagrams of seven transport packets each, at the pace of a camera."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        while not stopped.is_set():
            for part in _in_parts(clip, "mpegts"):
                for start in range(0, len(part), 7 * 188):
                    out.sendto(part[start : start + 7 * 188], ("127.0.0.1", port))
                if stopped.wait(PICTURE_S):
                    return
