"""A camera's address: how it is opened, what it may lead to, and how it is written without its password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urldefrag, urlsplit

from console.video.states import OPEN_TIMEOUT_S, PICTURE_PX_MAX, READ_TIMEOUT_S

_USER_INFO = re.compile(r"(?<=://)[^/\s'\"]*@")
# Some makers write the words of a query into the path, joined by underscores.
_SECRET_QUERY = re.compile(r"(?i)(?<![a-z])(password|passwd|pwd|pass|token|secret|auth|key)=[^&\s'\"]*")

Transport = Literal["tcp", "udp"]
TRANSPORTS: tuple[Transport, ...] = ("tcp", "udp")

# What a source may lead to is said by list: else a playlist could make the desk read a file or knock at other ports.
_WEB = "http,https,tcp,tls,httpproxy,crypto"
_WEB_FORMATS = "flv,live_flv,mpegts,mpeg,mpjpeg,mjpeg,jpeg_pipe,mov,matroska,avi,h264,hevc,m4v"
_PIECES = "mpegts,mov,aac,mp3,ac3"
_FILE_FORMATS = "mov,matroska,avi,mpegts,mpeg,flv,mjpeg,h264,hevc,m4v"
_NET_FORMATS = "mpegts,rtp,sdp,mpeg,flv,mjpeg,h264,hevc"
_PROBED = {"probesize": "65536", "analyzeduration": "500000"}


def masked(text: str) -> str:
    """Return ``text`` with the user, password and secret query values of every address in it hidden."""
    return _SECRET_QUERY.sub(r"\1=***", _USER_INFO.sub("***@", text))


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """How PyAV opens one address.

    ``timeout_s`` is (open, read). ``paced``: the source delivers faster than real time, so pictures wait for
    their time stamp; None means that it is seen only after opening (a file on a web server). ``is_playlist``: what it
    names is opened piece by piece, and each piece's address is looked at first.
    """

    url: str = field(repr=False)
    options: dict[str, str]
    timeout_s: tuple[float, float]
    paced: bool | None
    is_playlist: bool = False


def opening(url: str, transport: Transport = "tcp") -> Opening:
    """Return how to open ``url``.

    ``transport`` is the workstation's for RTSP; an address that ends with ``#tcp`` or ``#udp`` says its own.
    ``fflags=nobuffer`` is left out on purpose: it throws the first key frame away.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # As in rtsp://[: left to FFmpeg to say so, since one bad address must not end the worker.
        parts = urlsplit("")
    match parts.scheme:
        case "rtsp" | "rtsps":
            return _rtsp(url, transport)
        case "http" | "https":
            if parts.path.endswith((".m3u8", ".m3u")):
                options = {"live_start_index": "-1", "probesize": "32768", "analyzeduration": "0"}
                options |= {"http_persistent": "0", "http_multiple": "0"}
                return _how(url, options, _WEB, f"hls,{_PIECES}", paced=True, is_playlist=True)
            # Where it redirects to is looked at first: see ``redirects``.
            return _how(url, {"max_redirects": "0", **_PROBED}, _WEB, _WEB_FORMATS, paced=None)
        case "rtmp" | "rtmps":
            return _how(url, _PROBED, "rtmp,rtmps,rtmpt,rtmpts,tcp,tls,http", "flv,live_flv", paced=False)
        case "udp" | "rtp" | "tcp" | "srt":
            return _how(url, _PROBED, "udp,rtp,tcp,srt", _NET_FORMATS, paced=False)
        case "file":
            path = re.sub(r"^/(?=[A-Za-z]:)", "", parts.path)
            return _how(path, {}, "file", _FILE_FORMATS, paced=True)
        case _:
            return _how(url, {}, "file", _FILE_FORMATS, paced=True)


def _rtsp(url: str, transport: Transport) -> Opening:
    """Return how to open a camera by RTSP, which itself is no protocol on the list: what it may redirect to is looked at."""
    bare, own = urldefrag(url) if url.endswith(("#tcp", "#udp")) else (url, "")
    options = {
        "rtsp_transport": own or transport,
        "allowed_media_types": "video",
        "probesize": "32",
        "analyzeduration": "0",
    }
    return _how(bare, options, "rtp,srtp,tcp,udp,tls", "rtsp,sdp,rtp,mpegts", paced=False)


def _how(
    url: str, options: dict[str, str], protocols: str, formats: str, *, paced: bool | None, is_playlist: bool = False
) -> Opening:
    bounds = {
        "protocol_whitelist": protocols,
        "format_whitelist": formats,
        # Of all that is allocated, a picture is the largest: its size is looked at before.
        "max_pixels": str(PICTURE_PX_MAX),
        "max_streams": "32",
    }
    timeout_s = (OPEN_TIMEOUT_S, READ_TIMEOUT_S)
    return Opening(url=url, options={**options, **bounds}, timeout_s=timeout_s, paced=paced, is_playlist=is_playlist)
