"""What a desk knows, on this machine's disk: two sealed files for each operator and server, which only their password opens.

Nothing of the password is kept: the key comes of it by scrypt, with a salt of the desk's own, and a file that another
key should open does not open. The ground changes seldom and is large; what is open on it is written again and again.
"""

from __future__ import annotations

import json
import logging
import os
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import scrypt, sha256
from pathlib import Path
from secrets import token_bytes
from threading import Lock
from time import sleep
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from console import rulebook
from console.domain.camera import Camera
from console.domain.crew import Crew, Department
from console.domain.errors import Refused
from console.domain.grid import Region
from console.domain.grid_layer import LayerCell
from console.domain.sensor import Sensor
from console.domain.shift import Operator
from console.domain.site import Site
from console.domain.ticket import Ticket
from console.known import KEPT_FOR, Known, as_kept
from console.order_forms import read_as, written
from console.ports import Snapshot
from console.rulebook import RuleFiles

log = logging.getLogger(__name__)

FOLDER = "known"
GROUND, OPEN = "ground", "open"
MAGIC: Final = b"griddesk known 1\n"
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
COST, BLOCK = 1 << 15, 8
"""Of scrypt: 32 MB and a tenth of a second for each guess."""
AT_ONCE, REST_S = 16, 0.0005
KINDS: Final = {
    "tickets": Ticket,
    "crews": Crew,
    "regions": Region,
    "above": Region,
    "departments": Department,
    "cameras": Camera,
    "sites": Site,
    "sensors": Sensor,
    "cells": LayerCell,
}
OF_GROUND: Final = ("regions", "above", "departments", "cameras", "sites", "sensors", "cells")
OF_OPEN: Final = ("tickets", "crews")

Line = tuple[str, Any]


class SituationShelf:
    """The files of one server's operators in a folder of this machine; any thread."""

    def __init__(self, folder: Path, place: str) -> None:
        self._folder = folder / FOLDER
        self._place = place

    def begin(self, name: str, password: str) -> SituationMemory:
        """Return the memory of an operator whom the server let in; what another password would open is thrown away."""
        memory = SituationMemory(self._file(name))
        memory.begin(password)
        return memory

    def recall(self, name: str, password: str, now: datetime) -> Known | None:
        self._throw_away_old(now)
        try:
            known = SituationMemory(self._file(name)).read(password)
        except FileNotFoundError:
            return None
        except InvalidTag as error:
            raise Refused("sign_in.not_known_here") from error
        except (OSError, ValueError, KeyError, TypeError, zlib.error, Refused) as error:
            log.warning("What this desk knew cannot be read: %s", error)
            return None
        return known if abs(now - known.at) <= KEPT_FOR else None

    def holds_any(self) -> bool:
        return any(self._folder.glob(f"*.{OPEN}"))

    def forget(self, name: str) -> None:
        SituationMemory(self._file(name)).throw_away()

    def _file(self, name: str) -> Path:
        return self._folder / sha256(f"{self._place}\n{name}".encode()).hexdigest()[:16]

    def _throw_away_old(self, now: datetime) -> None:
        for path in self._folder.glob(f"*.{OPEN}"):
            try:
                is_old = now.timestamp() - path.stat().st_mtime > KEPT_FOR.total_seconds()
            except OSError:
                continue
            if is_old:
                SituationMemory(path.with_suffix("")).throw_away()


class SituationMemory:
    """The two files of one operator; any thread."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._salt = b""
        self._key = b""

    def begin(self, password: str) -> None:
        """Take a password; files that it does not open are thrown away."""
        with self._lock:
            try:
                self._salt = _salt_of(self._path(OPEN).read_bytes())
                self._key = _key(password, self._salt)
                self._opened(OPEN, self._key)
            except (OSError, ValueError, InvalidTag):
                self._throw_away()
                self._take(password)

    def seal_with(self, password: str) -> None:
        with self._lock:
            self._throw_away()
            self._take(password)

    @property
    def holds_ground(self) -> bool:
        return self._path(GROUND).exists()

    def keep(self, known: Known, rules: RuleFiles | None) -> None:
        kept = as_kept(known.snapshot)
        with self._lock:
            if rules is not None:
                self._write(GROUND, (("rules", _rules_form(rules)), *_lines(kept, OF_GROUND)))
            seat = ("seat", written(known.seat)), ("at", known.at.isoformat())
            self._write(OPEN, (*seat, *_lines(kept, OF_OPEN)))

    def read(self, password: str) -> Known:
        """Return what is kept.

        Raises:
            FileNotFoundError: nothing is.
            InvalidTag: it is not this password.
            OSError, ValueError, KeyError, TypeError, zlib.error: it cannot be read.
        """
        with self._lock:
            key = _key(password, _salt_of(self._path(OPEN).read_bytes()))
            found: dict[str, list[Any]] = {}
            for part in (OPEN, GROUND):
                for text in self._opened(part, key).splitlines():
                    name, form = json.loads(text)
                    found.setdefault(name, []).append(form)
        parts = {name: tuple(read_as(kind, form) for form in found.get(name, ())) for name, kind in KINDS.items()}
        snapshot = Snapshot(**parts, rulebook=rulebook.read(_rules(found["rules"][0])))
        at = datetime.fromisoformat(found["at"][0])
        return Known(seat=read_as(Operator, found["seat"][0]), at=at, snapshot=snapshot)

    def throw_away(self) -> None:
        with self._lock:
            self._throw_away()

    def _take(self, password: str) -> None:
        self._salt = token_bytes(SALT_BYTES)
        self._key = _key(password, self._salt)

    def _throw_away(self) -> None:
        for part in (OPEN, GROUND):
            try:
                self._path(part).unlink(missing_ok=True)
            except OSError as error:
                log.warning("What this desk knew cannot be thrown away: %s", error)

    def _path(self, part: str) -> Path:
        return self._file.with_suffix(f".{part}")

    def _opened(self, part: str, key: bytes) -> bytes:
        raw = self._path(part).read_bytes()
        _salt_of(raw)
        sealed = raw[len(MAGIC) + SALT_BYTES :]
        return zlib.decompress(AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._told(part)))

    def _write(self, part: str, lines: Iterable[Line]) -> None:
        """Write a part whole or not at all; nobody but the user may read it."""
        packed = zlib.compressobj(1)
        pieces = []
        for n, line in enumerate(lines, 1):
            pieces.append(packed.compress(json.dumps(line, ensure_ascii=False).encode() + b"\n"))
            if n % AT_ONCE == 0:
                # A window that wants to be painted must not wait for a whole city to be written down.
                sleep(REST_S)
        nonce = token_bytes(NONCE_BYTES)
        sealed = AESGCM(self._key).encrypt(nonce, b"".join((*pieces, packed.flush())), self._told(part))
        path = self._path(part)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(MAGIC + self._salt + nonce + sealed)
        fresh.replace(path)

    def _told(self, part: str) -> bytes:
        """Return what a sealed part is bound to: one operator's must not do for another's, nor the ground for the rest."""
        return MAGIC + f"{self._file.name} {part}".encode()


def _lines(snapshot: Snapshot, names: Iterable[str]) -> Iterator[Line]:
    for name in names:
        for one in getattr(snapshot, name):
            yield name, written(one)


def _salt_of(raw: bytes) -> bytes:
    if not raw.startswith(MAGIC):
        raise ValueError("no file of this version")
    return raw[len(MAGIC) : len(MAGIC) + SALT_BYTES]


def _key(password: str, salt: bytes) -> bytes:
    return scrypt(password.encode(), salt=salt, n=COST, r=BLOCK, p=1, maxmem=256 * COST * BLOCK, dklen=KEY_BYTES)


def _rules_form(rules: RuleFiles) -> dict[str, object]:
    at = rules.at.isoformat() if rules.at is not None else None
    return {
        "version": rules.version,
        "texts": dict(rules.texts),
        "at": at,
        "by": rules.by,
        "calendars": list(rules.calendars),
    }


def _rules(form: dict[str, Any]) -> RuleFiles:
    at = datetime.fromisoformat(form["at"]) if form["at"] is not None else None
    return RuleFiles(**{**form, "at": at, "calendars": tuple(form["calendars"])})
