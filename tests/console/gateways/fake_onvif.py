"""A camera that speaks ONVIF on the loopback address: it understands what moves it, and keeps what it was told."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lxml import etree

from console.video.testcams.onvif import ENVELOPE, FAULT, OPEN_CALLS, About, Heard, answer, understood

USER, PASSWORD = "desk", "kept-by-the-camera"
CLOCK = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


class FakeOnvif:
    """``heard`` is what reached it, as it came; ``drops`` tells how many calls of a name are heard and not answered.

    ``faults`` are the codes by which it says no; ``has_ptz`` whether its profile moves, and ``serves_ptz`` whether it has the
    service that does it; ``is_silent`` lets every call hang.
    """

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.drops: dict[str, int] = {}
        self.faults: dict[str, str] = {}
        self.presets = {"1": "北门", "2": "路口"}
        self.has_ptz = self.serves_ptz = True
        self.is_silent = False
        self._changed = threading.Condition()
        self._ends = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"camera": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def calls(self) -> list[str]:
        with self._changed:
            return [one.call for one in self.heard]

    def close(self) -> None:
        self._ends.set()
        self._server.shutdown()
        self._server.server_close()

    def wait_for(self, call: str, times: int = 1, within_s: float = 60.0) -> list[Heard]:
        """Return all that was heard as soon as a call came so often."""
        with self._changed:
            came = self._changed.wait_for(lambda: [one.call for one in self.heard].count(call) >= times, within_s)
            assert came, f"{call} came not {times} times: {[one.call for one in self.heard]}"
            return list(self.heard)

    def answer(self, message: bytes) -> tuple[int, str] | None:
        """Return status and body of the answer, None for none."""
        heard = understood(message)
        call, told = heard.call, heard.told
        with self._changed:
            self.heard.append(heard)
            self._changed.notify_all()
            if self.is_silent or self.drops.get(call, 0) > 0:
                self.drops[call] = self.drops.get(call, 0) - 1
                return None
        if call not in OPEN_CALLS and not _is_known(etree.fromstring(message)):
            return 400, FAULT.format(code="NotAuthorized")
        if call in self.faults:
            return 400, FAULT.format(code=self.faults[call])
        return 200, self._done(call, told)

    def hang(self) -> None:
        """Keep the caller waiting."""
        self._ends.wait(60)

    def _done(self, call: str, told: Mapping[str, str]) -> str:
        token = ""
        if call == "SetPreset":
            token = told.get("PresetToken") or str(len(self.presets) + 1)
            self.presets[token] = told.get("PresetName", "")
        # It names a host that is not its own: whoever believes that sends a password there.
        about = About(at=CLOCK, host="192.0.2.9", views=self.presets, has_ptz=self.has_ptz, serves_ptz=self.serves_ptz)
        return answer(call, about, token)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    camera: FakeOnvif

    def do_POST(self) -> None:
        answer = self.camera.answer(self.rfile.read(int(self.headers["Content-Length"])))
        if answer is None:
            self.camera.hang()
            self.close_connection = True
            return
        status, body = answer
        raw = ENVELOPE.format(body=body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/soap+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _is_known(root: Any) -> bool:
    """Whether the password that the digest was made of is ours."""
    said = {etree.QName(one).localname: one.text or "" for one in root.iter("{*}UsernameToken") for one in one}
    if said.get("Username") != USER:
        return False
    made_of = base64.b64decode(said["Nonce"]) + said["Created"].encode() + PASSWORD.encode()
    return said.get("Password") == base64.b64encode(hashlib.sha1(made_of, usedforsecurity=False).digest()).decode()
