"""Opens what a playlist names, piece by piece, after a look at where each piece lies.

FFmpeg would fetch whatever address a playlist names, also one on this very workstation, where nobody outside may
knock. So each address is looked at here, and fetched through FFmpeg with its own time-outs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import av
import av.error
from av.container import InputContainer

from console.video.address import Opening, masked
from console.video.recovery import StreamLost
from console.video.states import OPEN_TIMEOUT_S, Reason
from console.video.whereabouts import WEB, may_lead_to

PLAYLIST_BYTES_MAX = 1 << 20
PIECE_BYTES_MAX = 256 << 20
PLAYLISTS_MAX = 64
"""So many may be named by one, and by those that it names, for each size, language and sound that there is."""
LEAST_BYTES_PER_S = 1000
"""No film comes as slowly as that; what does is meant to keep us waiting."""
_MARK = b"#EXTM3U"
_READ_BYTES = 32768


class Pieces:
    """PyAV's ``io_open`` for one playlist. Belongs to the stream's thread.

    It raises nothing: what is refused, broken or too long simply ends, and ``refusal`` says why. FFmpeg asks for the next
    piece after each failure, and PyAV would write every exception that another follows to the process's stderr.
    """

    def __init__(self, opening: Opening) -> None:
        self.refusal: StreamLost | None = None
        self.failed: Exception | None = None
        self._playlists = 0
        self._opens_until_s: float | None = time.monotonic() + OPEN_TIMEOUT_S
        self._own = urlsplit(opening.url)
        self._whitelist = {"protocol_whitelist": opening.options["protocol_whitelist"]}
        self._timeout_s = opening.timeout_s

    def __call__(self, url: str, flags: int, options: dict[str, str]) -> Any:
        """Open one piece; what may not be opened is empty."""
        del flags
        if not may_lead_to(url.removeprefix("crypto+").removeprefix("crypto:"), self._own, WEB):
            self.refuse(Reason.BAD_ADDRESS, f"a playlist may not lead to {masked(url)}")
        elif self._opens_until_s is not None and time.monotonic() > self._opens_until_s:
            self.refuse(Reason.TIMEOUT, "the playlist comes to no film")
        if self.refusal is not None:
            return BytesIO()
        try:
            return _Piece(self, url, {**options, **self._whitelist}, self._timeout_s)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            self.failed = error
            return BytesIO()

    def opened(self) -> None:
        """Take in that FFmpeg has found its way to the film."""
        self._opens_until_s = None

    def name_playlist(self) -> None:
        """Count the playlists on the way to the film, which FFmpeg would follow for ever."""
        self._playlists += self._opens_until_s is not None
        if self._playlists > PLAYLISTS_MAX:
            self.refuse(Reason.TOO_LARGE, "there is no end of playlists that name playlists")

    def refuse(self, reason: Reason, text: str) -> None:
        """Note why a piece was refused."""
        self.refusal = self.refusal or StreamLost(reason, text)

    def cause_of(self, error: Exception) -> Exception:
        """Return what lies behind an error of the playlist."""
        return self.refusal or self.failed or error


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
        self._waited_s = 0.0
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
        if self._pieces.refusal is not None:
            return b""
        begun_s = time.monotonic()
        try:
            part = next(self._parts, b"")
        except (av.error.FFmpegError, OSError) as error:
            self._pieces.failed = error
            return b""
        if self._read_bytes == 0 and part.lstrip(b"\xef\xbb\xbf").startswith(_MARK):
            self._bound_bytes = PLAYLIST_BYTES_MAX
            self._pieces.name_playlist()
        self._read_bytes += len(part)
        if self._read_bytes > self._bound_bytes:
            self._pieces.refuse(Reason.TOO_LARGE, f"there is no end of {self.name}")
            return b""
        self._waited_s += time.monotonic() - begun_s
        if self._waited_s > max(OPEN_TIMEOUT_S, self._read_bytes / LEAST_BYTES_PER_S):
            self._pieces.refuse(Reason.TIMEOUT, f"too little comes from {self.name}")
            return b""
        return part
