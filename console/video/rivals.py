"""What the wall is measured against on the same streams: FFmpeg that only decodes, and mpv in a grid, the users' way.

mpv runs one process a tile on a screen of its own, each in a window of its tile's size and without hardware decoding: once
as it scales by itself, once told to scale as fast as it can (``mpv_fast``), as simply as ours. What it shows is read from
that screen's pixels, and neither the screen's work nor the reading counts as mpv's.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.video.measuring import WARM_UP_S, Seen, cpu_s, memory_mb, per_stream, told
from console.video.testcams.barcode import read_number

# Brought in only when a rival's screen is read: by then ours has been weighed.
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_FFMPEG = "-nostdin -loglevel error -rtsp_transport tcp -threads 1 -i {} -f null -"
_MPV = (
    "--no-config --no-audio --really-quiet --no-input-terminal --no-osc --osd-level=0 --no-border --no-keepaspect-window "
    "--profile=low-latency --rtsp-transport=tcp --hwdec=no --vo=x11"
)
_MPVS = {"mpv": _MPV, "mpv_fast": f"{_MPV} --profile=sw-fast"}
_SCREEN_STARTS_WITHIN_S = 10.0
_ALL_SEEN_WITHIN_S = 30.0
_LOOK_EVERY_S = 0.02
# Of the header that Xvfb writes before the pixels, in words of four bytes: its size, height, bytes of a row, colours.
_HEADER_WORDS, _SIZE, _HEIGHT, _ROW_BYTES, _COLOURS = 25, 0, 5, 12, 19
_COLOUR_BYTES = 12

Rectangle = tuple[int, int, int, int]


class NotMeasured(RuntimeError):
    """A rival could not be measured here; the text says why, as one sentence without its full stop."""


def beside_ffmpeg(cpu: float | None, urls: Sequence[str], seconds: float) -> dict[str, Any]:
    """Return CPU seconds a stream-second of ours and of FFmpeg that decodes and shows nothing, and our ratio to it.

    ``missing`` tells what could not be measured, and why.
    """
    try:
        null: float | None = _null_decode(urls, seconds)
    except NotMeasured as why:
        return _compared(cpu, {"null_decode": None}) | {"missing": [str(why)]}
    return _compared(cpu, {"null_decode": null}) | {"missing": []}


def beside_all(
    ours: dict[str, Any], cpu: float | None, urls: Sequence[str], fps: float, tiles: Sequence[Rectangle], seconds: float
) -> dict[str, Any]:
    """Return the figures of ours beside those of all rivals; ``tiles`` are left, top, width and height on the screen, px."""
    figures = ours | beside_ffmpeg(cpu, urls, seconds)
    used = {"null_decode": figures["cpu_per_stream"]["null_decode"]}
    for name, call in _MPVS.items():
        try:
            used[name], figures[name] = _mpv_grid(call, urls, fps, tiles, seconds)
        except NotMeasured as why:
            used[name], figures[name] = None, {}
            if str(why) not in figures["missing"]:
                figures["missing"] = [*figures["missing"], str(why)]
    return figures | _compared(cpu, used)


def _compared(cpu: float | None, others: dict[str, float | None]) -> dict[str, Any]:
    ratios = {name: round(cpu / other, 2) if cpu and other else None for name, other in others.items()}
    rounded = {name: None if value is None else round(value, 4) for name, value in {"ours": cpu, **others}.items()}
    return {"cpu_per_stream": rounded, "cpu_ratio_to": ratios}


def _need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            raise NotMeasured(f"{program} is not installed")
    if cpu_s([]) is None:
        raise NotMeasured(f"{programs[0]} can be measured on Linux only")


def _null_decode(urls: Sequence[str], seconds: float) -> float | None:
    _need("ffmpeg")
    commands = [["ffmpeg", *(part.format(url) for part in _FFMPEG.split())] for url in urls]
    with _running(commands, dict(os.environ)) as pids:
        pause = threading.Event()
        pause.wait(WARM_UP_S)
        before, begun_s = cpu_s(pids), time.monotonic()
        pause.wait(seconds)
        return per_stream(before, cpu_s(pids), time.monotonic() - begun_s, len(urls))


def _mpv_grid(
    call: str, urls: Sequence[str], fps: float, tiles: Sequence[Rectangle], seconds: float
) -> tuple[float | None, dict[str, Any]]:
    """Return CPU seconds a stream-second of all mpv processes, and what was seen of their windows."""
    _need("mpv", "Xvfb")
    width_px = max(left + width for left, _, width, _ in tiles)
    height_px = max(top + height for _, top, _, height in tiles)
    with ExitStack() as leaving:
        display, rows = leaving.enter_context(_screen(width_px, height_px))
        commands = [
            ["mpv", *call.split(), f"--geometry={width}x{height}+{left}+{top}", url]
            for url, (left, top, width, height) in zip(urls, tiles, strict=True)
        ]
        pids = leaving.enter_context(_running(commands, os.environ | {"DISPLAY": display}))
        windows = [rows[top : top + height, left : left + width] for left, top, width, height in tiles]
        come = _watched(windows, fps, _ALL_SEEN_WITHIN_S, only_first=True)
        _watched(windows, fps, WARM_UP_S)
        before, begun_s = cpu_s(pids), time.monotonic()
        seen = _watched(windows, fps, seconds)
        took_s = time.monotonic() - begun_s
        used = per_stream(before, cpu_s(pids), took_s, len(urls))
        figures = {"never_came": sum(not tile.numbers for tile in come), "memory_mb": memory_mb(pids)}
        if any(tile.numbers for tile in seen):
            figures |= told(seen, fps, took_s)
        return used, figures


@contextmanager
def _running(commands: Sequence[Sequence[str]], environment: dict[str, str]) -> Iterator[list[int]]:
    """Run programs without a word; what still runs at the end is ended."""
    quiet = subprocess.DEVNULL
    processes = [subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment) for command in commands]
    try:
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()


@contextmanager
def _screen(width_px: int, height_px: int) -> Iterator[tuple[str, npt.NDArray[np.uint8]]]:
    """Start a screen of so many px; give its name and its pixels, shape (height, width, 4), as they change."""
    with tempfile.TemporaryDirectory(prefix="griddesk-bench-") as folder:
        told_here, tell_there = os.pipe()
        size = f"{width_px}x{height_px}x24"
        command = ["Xvfb", "-displayfd", str(tell_there), "-screen", "0", size, "-fbdir", folder, "-nolisten", "tcp"]
        quiet = subprocess.DEVNULL
        screen = subprocess.Popen(command, stdout=quiet, stderr=quiet, pass_fds=(tell_there,))
        os.close(tell_there)
        try:
            is_told, _, _ = select.select([told_here], [], [], _SCREEN_STARTS_WITHIN_S)
            number = os.read(told_here, 16).decode().strip() if is_told else ""
            if not number:
                raise NotMeasured("Xvfb did not start")
            yield f":{number}", _pixels(Path(folder) / "Xvfb_screen0", width_px)
        finally:
            os.close(told_here)
            screen.terminate()
            screen.wait()


def _pixels(file: Path, width_px: int) -> npt.NDArray[np.uint8]:
    import numpy as np

    header = np.fromfile(file, ">u4", _HEADER_WORDS)
    begins = int(header[_SIZE]) + int(header[_COLOURS]) * _COLOUR_BYTES
    shape = (int(header[_HEIGHT]), int(header[_ROW_BYTES]))
    rows: npt.NDArray[np.uint8] = np.memmap(file, np.uint8, "r", begins, shape)
    return rows[:, : width_px * 4].reshape(shape[0], width_px, 4)


def _watched(
    windows: Sequence[npt.NDArray[np.uint8]], fps: float, seconds: float, *, only_first: bool = False
) -> list[Seen]:
    """Read the windows for a while, with ``only_first`` no longer than until a picture was read in each."""
    seen = [Seen() for _ in windows]
    pause, end_s = threading.Event(), time.monotonic() + seconds
    while time.monotonic() < end_s and not (only_first and all(tile.numbers for tile in seen)):
        for place, (window, tile) in enumerate(zip(windows, seen, strict=True)):
            if (number := read_number(window)) is not None:
                tile.note(number, place, fps)
        pause.wait(_LOOK_EVERY_S)
    return seen
