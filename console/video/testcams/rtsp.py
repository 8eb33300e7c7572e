"""RTSP/1.0 as far as a test camera speaks it: requests in, answers out, the description of a clip.

Source: RFC 2326 (RTSP), RFC 4566 (SDP), RFC 6184 8.1 and RFC 7798 7.1 (format parameters).
"""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass

from console.video.testcams.clips import Clip
from console.video.testcams.rtp import CLOCK_HZ, PAYLOAD_TYPE

_REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    461: "Unsupported Transport",
}
METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN"


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One request; header names are in small letters."""

    method: str
    url: str
    headers: dict[str, str]


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Return the next request, of HTTP too, passing over interleaved reports of the client; None at the end.

    Raises:
        ValueError: this is neither.
    """
    while True:
        first = await reader.read(1)
        if not first:
            return None
        if first != b"$":
            break
        head = await reader.readexactly(3)
        await reader.readexactly(int.from_bytes(head[1:], "big"))
    lines = (first + await reader.readuntil(b"\r\n\r\n")).decode("utf-8", "replace").strip().split("\r\n")
    parts = lines[0].split()
    if len(parts) != 3 or not parts[2].startswith(("RTSP/", "HTTP/")):
        raise ValueError("not RTSP")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if (length := headers.get("content-length", "0")).isdigit():
        await reader.readexactly(int(length))
    return Request(method=parts[0], url=parts[1], headers=headers)


def answer(request: Request, status: int, headers: dict[str, str] | None = None, body: str = "") -> bytes:
    """Return the answer to a request."""
    lines = [f"RTSP/1.0 {status} {_REASONS[status]}", f"CSeq: {request.headers.get('cseq', '0')}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines.append(f"Content-Length: {len(body.encode())}")
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def description(clip: Clip) -> str:
    """Return the session description of a clip."""
    sets = [base64.b64encode(unit).decode() for unit in clip.parameter_sets]
    if clip.codec == "h264":
        kind = "H264"
        profile = clip.parameter_sets[0][1:4].hex().upper()
        form = f"packetization-mode=1; profile-level-id={profile}; sprop-parameter-sets={','.join(sets)}"
    else:
        kind = "H265"
        form = "; ".join(f"sprop-{name}={code}" for name, code in zip(("vps", "sps", "pps"), sets, strict=False))
    return _session(
        f"m=video 0 RTP/AVP {PAYLOAD_TYPE}",
        f"a=rtpmap:{PAYLOAD_TYPE} {kind}/{CLOCK_HZ}",
        f"a=fmtp:{PAYLOAD_TYPE} {form}",
    )


def sound_only() -> str:
    """Return the session description of a camera whose picture is gone and whose microphone still works."""
    return _session("m=audio 0 RTP/AVP 0", "a=rtpmap:0 PCMU/8000")


def _session(media: str, *attributes: str) -> str:
    head = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=test camera", "c=IN IP4 127.0.0.1", "t=0 0", "a=control:*"]
    return "\r\n".join([*head, media, *attributes, "a=control:track1"]) + "\r\n"
