"""The RTSP server of the test cameras: plays clips on the wall clock and does the faults it is ordered to do.

Picture number ``floor((t - offset) * fps)`` of a camera goes out at that very time, so a client that reads the number
in the picture knows how late it is. Runs in a process of its own, on the loopback address only.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from console.video.testcams.clips import NIGHT, AccessUnit, Clip, clip_path, read_clip
from console.video.testcams.faults import (
    ANEW,
    HEALED,
    NO_KEY_FRAME_S,
    SLOW_ANSWER_S,
    STUTTER_EVERY_S,
    STUTTER_HOLDS_S,
    Fault,
)
from console.video.testcams.loop import FPS, offset_s
from console.video.testcams.recorder import NOT_FOUND, Asked, send_past
from console.video.testcams.rtp import CLOCK_HZ, interleaved, packets, payloads
from console.video.testcams.rtsp import METHODS, Request, answer, description, read_request, sound_only
from console.video.testcams.strip import with_caption

log = logging.getLogger(__name__)

_BACKLOG_BYTES = 1_500_000
_DAWN_H, _DUSK_H = 6, 19
# The one drawn scene that is there in H.265.
H265_SCENE = "gate"
_FILMS = {".mov", ".mkv", ".mp4", ".ts"}
# Cameras of one scene are this many key frames apart, so that side by side they do not show the same moment.
_APART_KEYS = 3
_CLIENT_PORTS = re.compile(r"client_port=(\d{1,5})(?:-\d{1,5})?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Camera:
    """One camera as an address names it: ``/CLIP/NUMBER``, perhaps ``/main``, perhaps ``?fps=12.5``."""

    clip: str
    number: int
    main: bool
    fps: float | None

    @property
    def key(self) -> str:
        """How orders name it."""
        return f"{self.clip}/{self.number}"

    @staticmethod
    def at(url: str) -> Camera:
        """Return the camera of an address.

        Raises:
            ValueError: it names none.
        """
        parts = urlsplit(url)
        steps = [step for step in parts.path.split("/") if step and not step.startswith("track")]
        asked = parse_qs(parts.query)
        if len(steps) < 2:
            raise ValueError("no camera in the address")
        return Camera(
            clip=unquote(steps[0]),
            number=int(steps[1]),
            main="main" in steps[2:],
            fps=float(asked["fps"][0]) if "fps" in asked else None,
        )


class Shelf:
    """The clips, each read once: the user's own from a folder, and the drawn ones that are shipped.

    ``zone`` is where the cameras hang; None: where this machine stands.
    """

    def __init__(self, drawn: Path, own: Path | None, zone: tzinfo | None = None) -> None:
        self.zone = zone
        self._drawn = drawn
        self._own = own
        self._clips: dict[Path, asyncio.Task[Clip]] = {}

    def now(self) -> datetime:
        """Return the time of day where the cameras hang."""
        return datetime.now(UTC).astimezone(self.zone)

    async def clip(self, camera: Camera, when: datetime, variant: str = "") -> Clip:
        """Return what a camera shows at a time of day; the plain clip where there is none of the variant.

        Raises:
            KeyError: there is no such clip.
            ValueError, OSError: it cannot be read.
        """
        path = self._own_path(camera) or self._drawn_path(camera, _is_night(when), variant)
        task = self._clips.get(path)
        # What could not be read is tried again: the user may have been copying it.
        if task is None or (task.done() and task.exception() is not None):
            task = self._clips[path] = asyncio.create_task(asyncio.to_thread(read_clip, path))
        return await asyncio.shield(task)

    def _own_path(self, camera: Camera) -> Path | None:
        if self._own is None:
            return None
        films = sorted(path for path in self._own.iterdir() if path.suffix.lower() in _FILMS)
        named = next((path for path in films if path.stem == camera.clip), None)
        return named or (films[camera.number % len(films)] if films else None)

    def _drawn_path(self, camera: Camera, night: bool, variant: str) -> Path:
        names = (f"{camera.clip}{NIGHT}", camera.clip) if night else (camera.clip,)
        variants = (variant or ("main" if camera.main else ""), "")
        paths = [clip_path(self._drawn, name, kind) for name in names for kind in variants]
        path = next((path for path in paths if path.parent == self._drawn and path.exists()), None)
        if path is None:
            raise KeyError(camera.clip)
        return path


def _is_night(when: datetime) -> bool:
    return not _DAWN_H <= when.hour < _DUSK_H


class CameraServer:
    """All test cameras on one port. Belongs to its event loop."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._faults: dict[str, tuple[Fault, float]] = {}
        self._sessions: set[_Session] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, port: int, *, or_any: bool = False) -> int:
        """Listen on the loopback address; return the port: with ``or_any`` a free one where that is taken."""
        try:
            server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        except OSError:
            if not or_any:
                raise
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(server.sockets[0].getsockname()[1])

    def order(self, key: str, fault: Fault | None) -> None:
        """Do a fault from now on, or none; ``*`` means all cameras, a number alone the cameras of that number."""
        before = {session: self.fault(session.key) for session in self._sessions if session.key}
        if fault is None and key == "*":
            self._faults.clear()
        elif fault is None:
            for name in [name for name in self._faults if key in _names_of(name)]:
                del self._faults[name]
        elif fault is not Fault.DROP:
            self._faults[key] = fault, time.time()
        for session, was in before.items():
            is_meant = key in ("*", *_names_of(session.key))
            if is_meant and (fault is Fault.DROP or fault in ANEW or (was is Fault.H265 and fault is not was)):
                session.drop()

    def fault(self, key: str) -> Fault | None:
        """Return what a camera does wrong now."""
        return self._ordered(key)[0]

    def withholds_keys(self, key: str) -> bool:
        """Return whether a camera sends no key frames now."""
        fault, since_s = self._ordered(key)
        return fault is Fault.NO_KEY_FRAME and time.time() - since_s < NO_KEY_FRAME_S

    def _ordered(self, key: str) -> tuple[Fault | None, float]:
        return next((self._faults[name] for name in (*_names_of(key), "*") if name in self._faults), (None, 0.0))

    def takes(self, headers: Mapping[str, str]) -> bool:
        """Do what the headers of a request order, ``Fault`` and ``Camera``; return whether they can be understood."""
        name = headers["fault"]
        if name != HEALED and name not in set(Fault):
            return False
        self.order(headers.get("camera", "*"), None if name == HEALED else Fault(name))
        return True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = _Session(self, self._shelf, writer)
        self._sessions.add(session)
        try:
            while (request := await read_request(reader)) is not None:
                if not await session.answers(request):
                    break
        except (ValueError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            log.debug("a client left: %s", error)
        finally:
            self._sessions.discard(session)
            session.end()
            writer.close()


class _Session:
    """One connection: what it was described and what it is sent."""

    def __init__(self, server: CameraServer, shelf: Shelf, writer: asyncio.StreamWriter) -> None:
        self._server = server
        self._shelf = shelf
        self._writer = writer
        self._camera: Camera | None = None
        self._clip: Clip | None = None
        self._playing: asyncio.Task[None] | None = None
        self._sequence = 0
        self._datagrams: socket.socket | None = None

    @property
    def key(self) -> str:
        """The camera as orders name it."""
        return self._camera.key if self._camera else ""

    def drop(self) -> None:
        """Reset the connection."""
        self._writer.transport.abort()

    def end(self) -> None:
        """Send no more."""
        if self._playing is not None:
            self._playing.cancel()
        if self._datagrams is not None:
            self._datagrams.close()

    def _agreed(self, asked: str) -> str:
        """Return the transport that is agreed upon; empty where none of those asked for will do."""
        if "TCP" in asked:
            return "RTP/AVP/TCP;unicast;interleaved=0-1"
        ports = _CLIENT_PORTS.search(asked)
        if ports is None or "multicast" in asked:
            return ""
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.setblocking(False)
        self._datagrams.bind(("127.0.0.1", 0))
        self._datagrams.connect((self._writer.get_extra_info("peername")[0], int(ports[1])))
        here = self._datagrams.getsockname()[1]
        return f"RTP/AVP;unicast;client_port={ports[0].partition('=')[2]};server_port={here}-{here + 1}"

    async def answers(self, request: Request) -> bool:
        """Answer a request; False ends the connection."""
        if request.method == "SET_PARAMETER" and "fault" in request.headers:
            self._writer.write(answer(request, 200 if self._server.takes(request.headers) else 400))
            return True
        match request.method:
            case "OPTIONS":
                self._writer.write(answer(request, 200, {"Public": METHODS}))
            case "DESCRIBE":
                return await self._describe(request)
            case "SETUP":
                transport = self._agreed(request.headers.get("transport", ""))
                headers = {"Transport": transport, "Session": "1"}
                self._writer.write(answer(request, 200, headers) if transport else answer(request, 461))
            case "PLAY":
                self._writer.write(answer(request, 200, {"Session": "1", "Range": "npt=0-"}))
                if self._camera is not None and self._clip is not None and self._playing is None:
                    self._playing = asyncio.create_task(self._play(self._camera, self._clip))
            case "GET":
                await self._send_past(request)
                return False
            case "TEARDOWN":
                self._writer.write(answer(request, 200, {"Session": "1"}))
                return False
            case "GET_PARAMETER" | "SET_PARAMETER" | "PAUSE":
                self._writer.write(answer(request, 200, {"Session": "1"}))
            case _:
                self._writer.write(answer(request, 405))
        return True

    async def _describe(self, request: Request) -> bool:
        camera = Camera.at(request.url)
        self._camera = camera
        fault = self._server.fault(camera.key)
        if fault is Fault.SLOW:
            await asyncio.sleep(SLOW_ANSWER_S)
        if fault is Fault.REFUSE:
            return False
        if fault is Fault.HANG_AT_DESCRIBE:
            return True
        if fault in (Fault.WRONG_AUTH, Fault.AUTH_CHANGE):
            self._writer.write(answer(request, 401, {"WWW-Authenticate": 'Basic realm="test camera"'}))
            return True
        kind = {"Content-Type": "application/sdp", "Content-Base": f"{request.url}/"}
        if fault is Fault.AUDIO_ONLY:
            self._writer.write(answer(request, 200, kind, sound_only()))
            return True
        try:
            self._clip = await self._shelf.clip(*_played(camera, fault, self._shelf.now()))
        except (KeyError, ValueError, OSError) as error:
            log.warning("no clip for camera %s: %s", camera.key, error)
            self._writer.write(answer(request, 404))
            return True
        self._writer.write(answer(request, 200, kind, description(self._clip)))
        return True

    async def _send_past(self, request: Request) -> None:
        """Be the recorder of a camera, which showed the same day after day."""
        try:
            camera, asked = Camera.at(request.url), Asked.of(request.url)
            clip = await self._shelf.clip(camera, asked.begins_at.astimezone(self._shelf.zone))
        except (KeyError, ValueError, OSError):
            self._writer.write(NOT_FOUND)
            return
        pictures = partial(_picture, clip, camera)
        await send_past(self._writer, clip, pictures, asked, camera=camera.number, zone=self._shelf.zone)

    async def _play(self, camera: Camera, clip: Clip) -> None:
        fps = camera.fps or clip.fps
        shift_s = offset_s(camera.number, fps)
        number = math.floor((time.time() - shift_s) * fps)
        # A new client gets the pictures since the last key frame at once, as from a camera with a picture cache.
        while not _picture(clip, camera, number).is_key:
            number -= 1
        if self._server.withholds_keys(camera.key):
            number += 1
        choked = False
        with contextlib.suppress(ConnectionError):
            while not self._writer.is_closing():
                due_s = number / fps + shift_s - time.time()
                if due_s > 0:
                    await asyncio.sleep(due_s)
                fault = self._server.fault(camera.key)
                if fault is Fault.STUTTER and (into_s := time.time() % STUTTER_EVERY_S) < STUTTER_HOLDS_S:
                    await asyncio.sleep(STUTTER_HOLDS_S - into_s)
                if _picture(clip, camera, number).is_key:
                    # Night falls over a running stream too; the user's clip plays on when its file is gone.
                    with contextlib.suppress(KeyError, ValueError, OSError):
                        clip = await self._shelf.clip(*_played(camera, fault, self._shelf.now()))
                picture = _picture(clip, camera, number)
                backlog = self._writer.transport.get_write_buffer_size()
                # A client that does not read loses whole groups of pictures, as with a real camera.
                choked = backlog > _BACKLOG_BYTES or (choked and not picture.is_key)
                if not choked and not self._is_kept(camera, fault, picture):
                    self._send(camera, clip, picture, number, fps)
                number += 1

    def _is_kept(self, camera: Camera, fault: Fault | None, picture: AccessUnit) -> bool:
        """Return whether a picture is not sent, because the camera does wrong."""
        if fault is Fault.SLOW:
            return not picture.is_key
        withheld = picture.is_key and self._server.withholds_keys(camera.key)
        return withheld or fault in (Fault.STALL, Fault.STALL_AT_START, Fault.AUDIO_ONLY)

    def _send(self, camera: Camera, clip: Clip, picture: AccessUnit, number: int, fps: float) -> None:
        if picture.is_key and clip.strip is not None:
            shown = datetime.fromtimestamp(number / fps, UTC).astimezone(self._shelf.zone)
            text = f" CAM {camera.number:04d}  {shown:%Y-%m-%d %H:%M:%S}"
            parts = payloads(clip.codec, with_caption(picture.units, clip.strip, text))
        else:
            parts = _payloads(clip.codec, picture.units)
        stamp = round((number + picture.late) * CLOCK_HZ / fps)
        sent = packets(parts, self._sequence, stamp, camera.number)
        self._sequence += len(sent)
        if self._datagrams is None:
            self._writer.write(interleaved(sent))
            return
        for packet in sent:
            # What the network has no room for is lost, as with a real camera.
            with contextlib.suppress(BlockingIOError, ConnectionRefusedError):
                self._datagrams.send(packet)


def _names_of(key: str) -> tuple[str, str]:
    """Return what an order may call a camera: its scene and number, or its number alone."""
    return key, key.rpartition("/")[2]


def _played(camera: Camera, fault: Fault | None, when: datetime) -> tuple[Camera, datetime, str]:
    """Return which camera's clip is played, at what time of day, and in which variant."""
    if fault is Fault.H265:
        return replace(camera, clip=H265_SCENE), when, "hevc"
    return camera, when, "small" if fault is Fault.RESIZE else ""


def _picture(clip: Clip, camera: Camera, number: int) -> AccessUnit:
    # Only the drawn scenes are set apart: their key frames come with each full second, whatever the distance.
    apart = camera.number * _APART_KEYS * FPS if clip.strip is not None else 0
    return clip.pictures[(number + apart) % len(clip.pictures)]


# The same pictures go to many cameras, again and again.
_payloads = lru_cache(maxsize=8192)(payloads)
