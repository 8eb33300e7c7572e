"""Tiles from a server of the hall's own network: asked with patience, only where the settings say, and kept on disk."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

PATIENCE_S: Final = 5.0
ANSWER_MAX: Final = 16 << 20
KEPT_MAX: Final = 512 << 20
FRESH_S: Final = 30 * 86_400.0
AGAIN_FIRST_S: Final = 2.0
AGAIN_MAX_S: Final = 60.0
_NOTHING_THERE: Final = frozenset({204, 400, 404, 410})

Answer = tuple[bytes, str]
"""What a server answered: the bytes and their MIME type."""


class Away(Exception):
    """The server does not answer, or not with what was asked for; the text says how."""


class Asker:
    """Asks the hosts that it may. Any thread.

    Once a host did not answer it is left alone for a while, longer each time, so that nobody waits for it again and again.
    """

    def __init__(self, hosts: frozenset[str], clock_s: Callable[[], float] = time.monotonic) -> None:
        self._hosts = hosts
        self._clock_s = clock_s
        # Without a handler of redirects or proxies: another host may not be asked, and none is needed for tiles.
        self._opener = OpenerDirector()
        for handler in (HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor()):
            self._opener.add_handler(handler)
        self._lock = threading.Lock()
        self._silent_until_s = 0.0
        self._wait_s = AGAIN_FIRST_S

    def may_ask(self, address: str) -> bool:
        """Tell whether the settings name the host of an address."""
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and parts.netloc in self._hosts

    def ask(self, address: str) -> Answer | None:
        """Return what lies at an address; None where the server says that there is nothing.

        Raises:
            Away: it may not be asked, does not answer, or answers with a fault.
        """
        if not self.may_ask(address):
            raise Away(f"{urlsplit(address).netloc} is not named in the settings")
        with self._lock:
            if self._clock_s() < self._silent_until_s:
                raise Away("no answer")
        try:
            with self._opener.open(Request(address, headers={"User-Agent": "GridDesk"}), timeout=PATIENCE_S) as answer:
                body, mime = answer.read(ANSWER_MAX), answer.headers.get_content_type()
        except HTTPError as fault:
            if fault.code in _NOTHING_THERE:
                self._well()
                return None
            self._ill()
            raise Away(f"answer {fault.code}") from fault
        except (URLError, HTTPException, OSError, ValueError) as why:
            self._ill()
            raise Away(str(getattr(why, "reason", why)) or type(why).__name__) from why
        self._well()
        return body, str(mime)

    def _well(self) -> None:
        with self._lock:
            self._wait_s = AGAIN_FIRST_S

    def _ill(self) -> None:
        with self._lock:
            self._silent_until_s = self._clock_s() + self._wait_s
            self._wait_s = min(2 * self._wait_s, AGAIN_MAX_S)


class Shelf:
    """Keeps answers as files of a folder, by name; what is old is still there for when the server is away. Any thread."""

    def __init__(self, folder: Path, about: str) -> None:
        self._folder = folder / hashlib.sha256(about.encode()).hexdigest()[:24]

    def look(self, name: str) -> tuple[Answer, bool] | None:
        """Return what is kept under a name and whether it is still fresh."""
        file = self._folder / name
        with suppress(OSError, ValueError, UnicodeDecodeError):
            mime, _, body = file.read_bytes().partition(b"\n")
            return (body, mime.decode("ascii")), time.time() - file.stat().st_mtime < FRESH_S
        return None

    def keep(self, name: str, answer: Answer) -> None:
        """Keep an answer; a full disk or a folder that cannot be written keeps nothing and does no other harm."""
        body, mime = answer
        with suppress(OSError):
            place = self._folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            number, half = tempfile.mkstemp(dir=place.parent)
            with os.fdopen(number, "wb") as file:
                file.write(mime.encode("ascii", "replace") + b"\n" + body)
            Path(half).replace(place)


def make_room(folder: Path, most: int = KEPT_MAX) -> None:
    """Throw away what was kept longest ago, until no more than ``most`` bytes are left below a folder."""
    found: list[tuple[float, int, Path]] = []
    with suppress(OSError):
        for file in folder.rglob("*"):
            if file.is_file():
                about = file.stat()
                found.append((about.st_mtime, about.st_size, file))
    left = sum(size for _at, size, _file in found)
    for _at, size, file in sorted(found):
        if left <= most:
            return
        with suppress(OSError):
            file.unlink()
            left -= size
