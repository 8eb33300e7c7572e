"""What this machine has seen of a journal's seals: whoever rewrites a journal cannot rewrite what others keep."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from console.chain import Anchor

FOLDER = "seals"


class Witness:
    """The seals seen of one database, in a file of JSON lines that is only added to; one thread."""

    def __init__(self, folder: Path, url: str) -> None:
        """Take the user's data folder and the database's address; who signs in there makes no difference."""
        parts = urlsplit(url)
        place = f"{parts.netloc.rpartition('@')[2]}{parts.path}"
        self._path = folder / FOLDER / f"{sha256(place.encode()).hexdigest()[:16]}.jsonl"

    def seen(self) -> tuple[Anchor, ...]:
        """Return every seal that was seen, oldest first; a line that was cut off by a power cut tells nothing."""
        if not self._path.exists():
            return ()
        *lines, _rest = self._path.read_text("utf-8").split("\n")
        return tuple(_read(line) for line in lines if line.endswith("}"))

    def keep(self, seals: Iterable[Anchor]) -> None:
        """Add seals.

        Raises:
            OSError: the disk is full, or the folder may not be written.
        """
        told = "".join(f"\n{_written(seal)}\n" for seal in seals)
        if told:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(told)


def _written(seal: Anchor) -> str:
    told = {"n": seal.n, "snap": seal.snap, "events": seal.events, "lines": seal.lines, "at": seal.at.isoformat()}
    return json.dumps({**told, "root": seal.root.hex(), "prev": seal.prev.hex(), "hash": seal.hash.hex()})


def _read(line: str) -> Anchor:
    told = json.loads(line)
    hashes = {name: bytes.fromhex(told[name]) for name in ("root", "prev", "hash")}
    return Anchor(**{**told, **hashes, "at": datetime.fromisoformat(told["at"])})
