"""The folder of pictures and clips: where a file lies, how it gets there whole, and whether it still is what a line says."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path

from console.domain.errors import Refused
from console.domain.evidence import Evidence
from console.reports.whole import whole
from console.settings import data_folder

_STRANGE = re.compile(r"[^0-9A-Za-z]+")


class Fit(StrEnum):
    """What was found where a line names a file."""

    FITS = "fits"
    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file in its place: its SHA-256 in small letters, and its size in bytes, as they were read back."""

    sha256: str
    size: int


class EvidenceFiles:
    """Files by month under one folder, which in a hall all desks share. No method is for the GUI thread: shares may hang."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, name: str, at: datetime) -> Path:
        """Return where a file lies that shows what was at a moment."""
        return self.folder / f"{at.astimezone(UTC):%Y-%m}" / name

    def seal(self, written: Path, name: str, at: datetime) -> Sealed:
        """Put a file that was written elsewhere into its place: when this returns, the disk has it.

        Raises:
            Refused: ``file.disk_full``, ``file.not_writable``, ``file.no_folder``, ``file.failed``.
        """
        target = self.place(name, at)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as wrong:
            raise Refused("file.not_writable", path=str(target.parent), why=wrong.strerror or "") from wrong
        with whole(target) as fresh:
            shutil.copyfile(written, fresh)
            return Sealed(_sha256(fresh), fresh.stat().st_size)

    def fit(self, evidence: Evidence) -> Fit:
        """Read the file again, and tell whether it still is what the line says."""
        path = self.place(evidence.file, evidence.begins_at)
        try:
            return Fit.FITS if _sha256(path) == evidence.sha256 else Fit.CHANGED
        except FileNotFoundError:
            return Fit.GONE
        except OSError:
            return Fit.UNREADABLE


def name_of(ticket: str, camera: int, at: datetime, mark: str, suffix: str) -> str:
    """Return the name of a new file; ``at`` in the zone in which people will look for it, ``mark`` makes it the only one."""
    return f"{_STRANGE.sub('', ticket) or 'ticket'}-{camera:03d}-{at:%Y%m%d-%H%M%S}-{mark}{suffix}"


def staging() -> Path:
    """Return a new folder on this machine's own disk, where a worker may write without waiting for a share."""
    return Path(tempfile.mkdtemp(prefix="griddesk-kept-"))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


class _Current:
    """Where this console keeps its evidence."""

    def __init__(self) -> None:
        self.files = EvidenceFiles(data_folder() / "evidence")


_current = _Current()


def keep_in(folder: Path) -> None:
    """Keep evidence in this folder from now on."""
    _current.files = EvidenceFiles(folder)


def files() -> EvidenceFiles:
    """Return the files of evidence of this console."""
    return _current.files
