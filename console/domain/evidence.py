"""What a camera showed, kept as a file that a ticket names: what is written of it, and when the file still fits that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.texts import storable

FILE_NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,119}")
"""The name of a file of evidence: a name alone, so that no line leads out of the folder."""
SHA256: Final = re.compile(r"[0-9a-f]{64}")
BYTES_MAX: Final = 10**13
NAME_MAX: Final = 200


class Cut(StrEnum):
    """Why a clip is shorter than was asked for."""

    NOT = ""
    LOST = "lost"
    """The camera's stream was lost meanwhile."""
    STOPPED = "stopped"
    """The operator ended it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One file: a picture has one moment, a clip begins and ends. ``sha256`` in 64 small letters, ``size`` in bytes."""

    file: str
    sha256: str
    size: int
    camera: CameraId
    camera_number: int
    camera_name: str
    begins_at: datetime
    ends_at: datetime | None = None
    cut: Cut = Cut.NOT

    def check(self) -> None:
        """Let nothing into the journal that could not be found again, or checked.

        Raises:
            Refused: ``evidence.unusable``.
        """
        fits = (
            FILE_NAME.fullmatch(self.file) and SHA256.fullmatch(self.sha256) and 0 < self.size < BYTES_MAX
            and self.begins_at.tzinfo is not None
            and (self.ends_at is None or (self.ends_at.tzinfo is not None and self.ends_at >= self.begins_at))
        )  # fmt: skip
        if not fits:
            raise Refused("evidence.unusable", file=self.file)

    def told(self) -> dict[str, str]:
        """Return what the journal line tells of it."""
        told = {
            "file": self.file,
            "sha256": self.sha256,
            "bytes": str(self.size),
            "camera": storable(self.camera),
            "camera_number": str(self.camera_number),
            "camera_name": storable(self.camera_name)[:NAME_MAX],
            "begins_at": self.begins_at.isoformat(),
        }
        if self.ends_at is not None:
            told["ends_at"] = self.ends_at.isoformat()
        if self.cut is not Cut.NOT:
            told["cut"] = self.cut.value
        return told


def told_by(detail: Mapping[str, str]) -> Evidence | None:
    """Return the evidence that a journal line tells of; None where it tells of none that could be looked for."""
    try:
        found = Evidence(
            file=detail["file"],
            sha256=detail["sha256"],
            size=int(detail["bytes"]),
            camera=CameraId(detail["camera"]),
            camera_number=int(detail["camera_number"]),
            camera_name=detail["camera_name"],
            begins_at=datetime.fromisoformat(detail["begins_at"]),
            ends_at=datetime.fromisoformat(detail["ends_at"]) if "ends_at" in detail else None,
            cut=Cut(detail.get("cut", "")),
        )
        found.check()
    except (KeyError, ValueError, Refused):
        return None
    return found
