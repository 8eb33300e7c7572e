"""A camera's address: how it is opened, whether it must be paced, and how it is written without its password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from console.video.states import OPEN_TIMEOUT_S, READ_TIMEOUT_S

_USER_INFO = re.compile(r"(?<=://)[^/\s'\"]*@")
# Some makers write the words of a query into the path, joined by underscores.
_SECRET_QUERY = re.compile(r"(?i)(?<![a-z])(password|passwd|pwd|pass|token|secret|auth|key)=[^&\s'\"]*")


def masked(text: str) -> str:
    """Return ``text`` with the user, password and secret query values of every address in it hidden."""
    return _SECRET_QUERY.sub(r"\1=***", _USER_INFO.sub("***@", text))


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """How PyAV opens one address.

    ``timeout_s`` is (open, read). ``paced``: the source delivers faster than real time, so pictures wait for
    their time stamp; None means that it is seen only after opening (a file on a web server).
    """

    url: str = field(repr=False)
    options: dict[str, str]
    timeout_s: tuple[float, float]
    paced: bool | None


def opening(url: str) -> Opening:
    """Return how to open ``url``.

    ``fflags=nobuffer`` is left out on purpose: it throws the first key frame away.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # As in rtsp://[: left to FFmpeg to say so, since one bad address must not end the worker.
        parts = urlsplit("")
    timeout_s = (OPEN_TIMEOUT_S, READ_TIMEOUT_S)
    match parts.scheme:
        case "rtsp" | "rtsps":
            options = {
                "rtsp_transport": "tcp",
                "allowed_media_types": "video",
                "probesize": "32",
                "analyzeduration": "0",
            }
            return Opening(url=url, options=options, timeout_s=timeout_s, paced=False)
        case "http" | "https":
            if parts.path.endswith(".m3u8"):
                options = {"live_start_index": "-1", "probesize": "32768", "analyzeduration": "0"}
                return Opening(url=url, options=options, timeout_s=timeout_s, paced=True)
            options = {"probesize": "65536", "analyzeduration": "500000"}
            return Opening(url=url, options=options, timeout_s=timeout_s, paced=None)
        case "file":
            path = re.sub(r"^/(?=[A-Za-z]:)", "", parts.path)
            return Opening(url=path, options={}, timeout_s=timeout_s, paced=True)
        case "udp" | "rtp" | "tcp" | "srt":
            options = {"probesize": "65536", "analyzeduration": "500000"}
            return Opening(url=url, options=options, timeout_s=timeout_s, paced=False)
        case _:
            return Opening(url=url, options={}, timeout_s=timeout_s, paced=True)
