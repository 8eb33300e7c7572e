"""The movable cameras: pictures over HTTP that turn as ONVIF tells them to, on one port of the loopback address.

``GET /SCENE/NUMBER`` is the picture of a camera, ``POST`` a call of ONVIF; which camera is meant, the user name says:
"cam12". Runs in the process of the test cameras. Another console's may have the port: then it is tried now and then,
since that console may end before this one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from console.video.testcams import onvif
from console.video.testcams.clips import NIGHT, clip_path
from console.video.testcams.turned_film import FPS, turned
from console.video.testcams.turning import PORT, Turning, View

log = logging.getLogger(__name__)

TRIED_EVERY_S = 2.0
_MOST_BYTES = 64_000
_BACKLOG_BYTES = 500_000
_HEAD_S = 30.0
_EDGE = "picture"
_PLACE = re.compile(r"/(?P<scene>[a-z]+)/(?P<number>\d{1,6})")
_WIDE = ("main", "")
_DAWN_H, _DUSK_H = 6, 19


class TurnedCameras:
    """All movable cameras. Belongs to its event loop.

    ``clips`` is the folder of the drawn scenes, ``zone`` where the cameras hang.
    """

    def __init__(
        self, clips: Path, zone: tzinfo | None = None, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._clips = clips
        self._zone = zone
        self._seconds = seconds
        self._cameras: dict[int, Turning] = {}
        self.port = 0

    async def open(self, port: int = PORT) -> asyncio.Server:
        """Listen as soon as the port is free; return what listens."""
        while True:
            try:
                server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=_MOST_BYTES)
            except OSError:
                await asyncio.sleep(TRIED_EVERY_S)
            else:
                self.port = int(server.sockets[0].getsockname()[1])
                return server

    def camera(self, number: int) -> Turning:
        """Return a camera; one that nobody has moved looks straight ahead."""
        return self._cameras.setdefault(number, Turning())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._answer(reader, writer):
                await writer.drain()
        except (ValueError, OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            log.debug("a client left: %s", error)
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False ends the connection."""
        async with asyncio.timeout(_HEAD_S):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, place, _version = head.split("\r\n", 1)[0].split(" ")
            length = re.search(r"(?im)^content-length: *(\d+)\r?$", head)
            size = int(length[1]) if length is not None else 0
            if size > _MOST_BYTES:
                raise ValueError("too long")
            body = await reader.readexactly(size)
        if method == "POST":
            status, told = self._call(body)
            writer.write(_http(status, onvif.CONTENT_TYPE, onvif.ENVELOPE.format(body=told).encode()))
            return True
        named = _PLACE.fullmatch(place)
        path = None if named is None else self._scene(named["scene"])
        if method != "GET" or named is None or path is None:
            writer.write(_http("404 Not Found", "text/plain", b""))
            return False
        await self._show(writer, path, int(named["number"]))
        return False

    def _scene(self, name: str) -> Path | None:
        """Return the widest film of a scene, at night that of its night if there is one; None where there is none."""
        is_night = not _DAWN_H <= datetime.now(UTC).astimezone(self._zone).hour < _DUSK_H
        names = (f"{name}{NIGHT}", name) if is_night else (name,)
        paths = (clip_path(self._clips, one, variant) for one in names for variant in _WIDE)
        return next((path for path in paths if path.exists()), None)

    async def _show(self, writer: asyncio.StreamWriter, path: Path, number: int) -> None:
        camera = self.camera(number)

        def caption() -> str:
            return f" CAM {number:04d}  {datetime.now(UTC).astimezone(self._zone):%Y-%m-%d %H:%M:%S}"

        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary={_EDGE}\r\nConnection: close\r\n\r\n".encode()
        )
        pictures = turned(path, lambda: camera.at(self._seconds()), caption)
        due_s = self._seconds()
        with contextlib.closing(pictures):
            while not writer.is_closing():
                picture = await asyncio.to_thread(next, pictures)
                # Whoever does not read misses pictures, as with a real camera.
                if writer.transport.get_write_buffer_size() < _BACKLOG_BYTES:
                    head = f"--{_EDGE}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                    writer.write(head.encode() + picture + b"\r\n")
                due_s = max(due_s + 1 / FPS, self._seconds() - 1.0)
                await asyncio.sleep(due_s - self._seconds())

    def _call(self, body: bytes) -> tuple[str, str]:
        """Do a call of ONVIF; return the status and the body of its answer."""
        heard = onvif.understood(body)
        number = heard.user.removeprefix("cam")
        if heard.call not in onvif.OPEN_CALLS and not number.isdecimal():
            return "400 Bad Request", onvif.FAULT.format(code="NotAuthorized")
        camera = self.camera(int(number)) if number.isdecimal() else Turning()
        kept = self._do(heard, camera)
        if kept is None:
            return "400 Bad Request", onvif.FAULT.format(code="NoEntity")
        views = {token: name for token, (name, _) in camera.views.items()}
        about = onvif.About(at=datetime.now(UTC), host=f"127.0.0.1:{self.port}", views=views)
        return "200 OK", onvif.answer(heard.call, about, kept)

    def _do(self, heard: onvif.Heard, camera: Turning) -> str | None:
        """Let a camera do what a call tells it; return the token of a view that is kept, None for no such view."""
        now_s, told = self._seconds(), heard.told
        match heard.call:
            case "ContinuousMove":
                pan, tilt, zoom = map(float, heard.motion)
                camera.move(now_s, View(pan, tilt, zoom), onvif.seconds_of(told.get("Timeout", "PT2S")))
            case "Stop":
                camera.stop(now_s)
            case "GotoPreset":
                return "" if camera.go_to(now_s, told.get("PresetToken", "")) else None
            case "SetPreset":
                return camera.keep(now_s, told.get("PresetName", ""), told.get("PresetToken", ""))
        return ""


def _http(status: str, kind: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
