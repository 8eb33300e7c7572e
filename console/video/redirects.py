"""Follows where a source sends whoever asks, after a look at where that is.

FFmpeg would follow by itself, also to a port of this very workstation. So it is kept from that, over HTTP by its bound for
redirects and over RTSP by the protocols that it may use. What it then fails at is asked here where it leads, and FFmpeg
begins anew where that ends.
"""

from __future__ import annotations

from socket import create_connection, socket
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from console.video.address import masked
from console.video.recovery import StreamLost
from console.video.states import OPEN_TIMEOUT_S, Reason
from console.video.whereabouts import PORTS, RTSP, WEB, may_lead_to

REDIRECTS_MAX = 3
ANSWER_TIMEOUT_S = 2.0
HEADER_BYTES_MAX = 1 << 16
_READ_BYTES = 4096
_SECURE = frozenset({"https", "rtsps"})
_LOCATION = b"location:"


def followed(url: str) -> str:
    """Return where the redirects of a source end; ``url`` itself where there are none.

    Raises:
        StreamLost: it leads to where it may not, or on and on; its answer has no end.
        OSError: it cannot be reached.
    """
    try:
        own = urlsplit(url)
        _ = own.port
    except ValueError:  # As in rtsp://[: left to FFmpeg to say so.
        return url
    schemes = RTSP if own.scheme in RTSP else WEB
    for _ in range(REDIRECTS_MAX + 1):
        onward = _onward(url)
        if onward is None:
            return url
        goal = urljoin(url, onward)
        if not may_lead_to(goal, own, schemes):
            raise StreamLost(Reason.BAD_ADDRESS, f"the source may not lead to {masked(goal)}")
        url = goal
    raise StreamLost(Reason.BAD_ADDRESS, "the source leads on and on")


def _onward(url: str) -> str | None:
    """Ask once; return where the answer leads, None where it is no redirect, or does not come.

    Of whoever hangs up on this, or keeps silent, stands what FFmpeg failed at.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        return None
    with create_connection((parts.hostname, parts.port or PORTS[parts.scheme]), timeout=OPEN_TIMEOUT_S) as link:
        link.settimeout(ANSWER_TIMEOUT_S)
        try:
            with _secured(link, parts) as asked:
                return _answer(asked, parts)
        except OSError:
            return None


def _answer(link: socket, parts: SplitResult) -> str | None:
    deadline_s = monotonic() + ANSWER_TIMEOUT_S
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme in WEB:
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        return _ask(link, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", deadline_s)
    bare = parts._replace(netloc=host, fragment="").geturl()
    first = _ask(link, f"OPTIONS {bare} RTSP/1.0\r\nCSeq: 1\r\n\r\n", deadline_s)
    told = f"DESCRIBE {bare} RTSP/1.0\r\nAccept: application/sdp\r\nCSeq: 2\r\n\r\n"
    return first or _ask(link, told, deadline_s)


def _ask(link: socket, request: str, deadline_s: float) -> str | None:
    """Return where the answer leads; None where it is none, or no redirect."""
    link.sendall(request.encode())
    header = b""
    while b"\r\n\r\n" not in header and b"\n\n" not in header:
        if len(header) > HEADER_BYTES_MAX:
            raise StreamLost(Reason.TOO_LARGE, "there is no end of the answer's header")
        if (left_s := deadline_s - monotonic()) <= 0:
            return None
        link.settimeout(left_s)
        part = link.recv(_READ_BYTES)
        if not part:
            return None
        header += part
    return _location(header)


def _location(header: bytes) -> str | None:
    status, *lines = header.splitlines()
    if not status.partition(b" ")[2].startswith(b"3"):
        return None
    named = (line[len(_LOCATION) :].strip() for line in lines if line.lower().startswith(_LOCATION))
    return next(named, b"").decode("utf-8", "replace") or None


def _secured(link: socket, parts: SplitResult) -> socket:
    """Return the link, encrypted where the address says so.

    Cameras sign their own certificates, and FFmpeg takes those as well: nothing secret is told here.
    """
    if parts.scheme not in _SECURE:
        return link
    # Only here, as few cameras lead anywhere: brought in for all workers, it would take 2 MB for good.
    import ssl

    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(link, server_hostname=parts.hostname)
