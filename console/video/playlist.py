"""Opens what a playlist names, piece by piece, after a look at where each piece lies.

FFmpeg would fetch whatever address a playlist names, also one on this very workstation, where nobody outside may
knock. So each address is looked at here, and fetched through FFmpeg with its own time-outs.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from io import BytesIO
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

import av
import av.error
from av.container import InputContainer

from console.video.address import Opening, masked
from console.video.recovery import StreamLost
from console.video.states import Reason

PLAYLIST_BYTES_MAX = 1 << 20
PIECE_BYTES_MAX = 256 << 20
_MARK = b"#EXTM3U"
_PORTS = {"http": 80, "https": 443}
_READ_BYTES = 32768


class Pieces:
    """PyAV's ``io_open`` for one playlist. Belongs to the stream's thread.

    It raises nothing: what is refused, broken or too long simply ends, and ``refusal`` says why. FFmpeg asks for the next
    piece after each failure, and PyAV would write every exception that another follows to the process's stderr.
    """

    def __init__(self, opening: Opening) -> None:
        self.refusal: StreamLost | None = None
        self.failed: Exception | None = None
        self._own = urlsplit(opening.url)
        self._whitelist = {"protocol_whitelist": opening.options["protocol_whitelist"]}
        self._timeout_s = opening.timeout_s

    def __call__(self, url: str, flags: int, options: dict[str, str]) -> Any:
        """Open one piece; what may not be opened is empty."""
        del flags
        if not self._is_allowed(url):
            self.refuse(Reason.BAD_ADDRESS, f"a playlist may not lead to {masked(url)}")
            return BytesIO()
        try:
            return _Piece(self, url, {**options, **self._whitelist}, self._timeout_s)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            self.failed = error
            return BytesIO()

    def refuse(self, reason: Reason, text: str) -> None:
        """Note why a piece was refused."""
        self.refusal = self.refusal or StreamLost(reason, text)

    def cause_of(self, error: Exception) -> Exception:
        """Return what lies behind an error of the playlist."""
        return self.refusal or self.failed or error

    def _is_allowed(self, url: str) -> bool:
        try:
            parts = urlsplit(url.removeprefix("crypto+").removeprefix("crypto:"))
            return parts.scheme in _PORTS and (_place(parts) == _place(self._own) or not _is_here(parts))
        except (ValueError, OSError):
            return False


class _Piece:
    """A playlist or a piece of film, read to its end and never beyond its bound."""

    def __init__(self, pieces: Pieces, url: str, options: dict[str, str], timeout_s: tuple[float, float]) -> None:
        self.name = masked(url)
        options = {**options, "probesize": "32", "raw_packet_size": str(_READ_BYTES), "max_redirects": "0"}
        self._pieces = pieces
        self._source: InputContainer = av.open(url, "r", format="data", options=options, timeout=timeout_s)
        self._parts: Iterator[bytes] = (bytes(packet) for packet in self._source.demux() if packet.size)
        self._left = b""
        self._read_bytes = 0
        self._bound_bytes = PIECE_BYTES_MAX

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes at most, none at the end."""
        if not self._left:
            self._left = self._next()
        part, self._left = self._left[:size], self._left[size:]
        return part

    def close(self) -> None:
        """Give the connection back."""
        self._source.close()

    def _next(self) -> bytes:
        try:
            part = next(self._parts, b"")
        except (av.error.FFmpegError, OSError) as error:
            self._pieces.failed = error
            return b""
        if self._read_bytes == 0 and part.lstrip(b"\xef\xbb\xbf").startswith(_MARK):
            self._bound_bytes = PLAYLIST_BYTES_MAX
        self._read_bytes += len(part)
        if self._read_bytes > self._bound_bytes:
            self._pieces.refuse(Reason.TOO_LARGE, f"there is no end of {self.name}")
            return b""
        return part


def _place(parts: SplitResult) -> tuple[str | None, int | None]:
    return parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _is_here(parts: SplitResult) -> bool:
    """Return whether the host is this very machine, whatever it is called."""
    found = socket.getaddrinfo(parts.hostname, parts.port or _PORTS[parts.scheme], type=socket.SOCK_STREAM)
    places = [ip_address(str(address[0]).partition("%")[0]) for *_, address in found]
    plain = [getattr(place, "ipv4_mapped", None) or place for place in places]
    return any(place.is_loopback or place.is_unspecified or place.is_link_local for place in plain)
