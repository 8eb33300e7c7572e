"""A camera that speaks ONVIF on the loopback address: it understands what moves it, and keeps what it was told."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lxml import etree

USER, PASSWORD = "desk", "kept-by-the-camera"

_ENVELOPE = """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:ter="http://www.onvif.org/ver10/error"
 xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:trt="http://www.onvif.org/ver10/media/wsdl"
 xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>{body}</s:Body></s:Envelope>"""
_FAULT = """<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:{code}</s:Value></s:Subcode></s:Code>
<s:Reason><s:Text xml:lang="en">no</s:Text></s:Reason></s:Fault>"""
_CLOCK = """<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>
<tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime><tt:Time><tt:Hour>8</tt:Hour><tt:Minute>0</tt:Minute>
<tt:Second>0</tt:Second></tt:Time><tt:Date><tt:Year>2026</tt:Year><tt:Month>5</tt:Month><tt:Day>1</tt:Day></tt:Date>
</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>"""
_SERVICE = """<tds:Service><tds:Namespace>http://www.onvif.org/{ns}/wsdl</tds:Namespace>
<tds:XAddr>http://192.0.2.9/onvif/{name}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>0</tt:Minor></tds:Version>
</tds:Service>"""
_PROFILE = """<trt:Profiles token="main" fixed="true"><tt:Name>main</tt:Name>{ptz}</trt:Profiles>"""
_PTZ = """<tt:PTZConfiguration token="ptz"><tt:Name>ptz</tt:Name><tt:UseCount>1</tt:UseCount>
<tt:NodeToken>node</tt:NodeToken></tt:PTZConfiguration>"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A call as the camera understood it; ``told`` are its fields and their attributes."""

    call: str
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def motion(self) -> tuple[str, str, str]:
        return self.told.get("PanTilt.x", "0"), self.told.get("PanTilt.y", "0"), self.told.get("Zoom.x", "0")


class FakeOnvif:
    """``heard`` is what reached it, as it came; ``drops`` tells how many calls of a name are heard and not answered.

    ``faults`` are the codes by which it says no; ``has_ptz`` whether it moves at all; ``is_silent`` lets every call hang.
    """

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.drops: dict[str, int] = {}
        self.faults: dict[str, str] = {}
        self.presets = {"1": "北门", "2": "路口"}
        self.has_ptz = True
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
        root = etree.fromstring(message)
        body = root.find("{*}Body")
        assert body is not None
        asked = body[0]
        call = etree.QName(asked).localname
        told = _told(asked)
        with self._changed:
            self.heard.append(Heard(call, told))
            self._changed.notify_all()
            if self.is_silent or self.drops.get(call, 0) > 0:
                self.drops[call] = self.drops.get(call, 0) - 1
                return None
        if call not in ("GetSystemDateAndTime", "GetServices") and not _is_known(root):
            return 400, _FAULT.format(code="NotAuthorized")
        if call in self.faults:
            return 400, _FAULT.format(code=self.faults[call])
        return 200, self._done(call, told)

    def hang(self) -> None:
        """Keep the caller waiting."""
        self._ends.wait(60)

    def _done(self, call: str, told: Mapping[str, str]) -> str:
        match call:
            case "GetSystemDateAndTime":
                return _CLOCK
            case "GetServices":
                names = {"media": "ver10/media"} | ({"ptz": "ver20/ptz"} if self.has_ptz else {})
                services = "".join(_SERVICE.format(ns=ns, name=name) for name, ns in names.items())
                return f"<tds:GetServicesResponse>{services}</tds:GetServicesResponse>"
            case "GetProfiles":
                profiles = _PROFILE.format(ptz=_PTZ if self.has_ptz else "")
                return f"<trt:GetProfilesResponse>{profiles}</trt:GetProfilesResponse>"
            case "GetPresets":
                kept = "".join(
                    f'<tptz:Preset token="{token}"><tt:Name>{name}</tt:Name></tptz:Preset>'
                    for token, name in self.presets.items()
                )
                return f"<tptz:GetPresetsResponse>{kept}</tptz:GetPresetsResponse>"
            case "SetPreset":
                token = told.get("PresetToken") or str(len(self.presets) + 1)
                self.presets[token] = told.get("PresetName", "")
                return f"<tptz:SetPresetResponse><tptz:PresetToken>{token}</tptz:PresetToken></tptz:SetPresetResponse>"
            case _:
                return f"<tptz:{call}Response/>"


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
        raw = _ENVELOPE.format(body=body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/soap+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _told(asked: Any) -> dict[str, str]:
    told = {}
    for one in asked.iter():
        name = etree.QName(one).localname
        if one.text and one.text.strip():
            told[name] = one.text.strip()
        told |= {f"{name}.{key}": value for key, value in one.attrib.items()}
    return told


def _is_known(root: Any) -> bool:
    """Whether the password that the digest was made of is ours."""
    said = {etree.QName(one).localname: one.text or "" for one in root.iter("{*}UsernameToken") for one in one}
    if said.get("Username") != USER:
        return False
    made_of = base64.b64decode(said["Nonce"]) + said["Created"].encode() + PASSWORD.encode()
    return said.get("Password") == base64.b64encode(hashlib.sha1(made_of, usedforsecurity=False).digest()).decode()
