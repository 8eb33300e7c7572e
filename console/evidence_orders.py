"""Orders that lay what a camera showed beside a ticket: a picture or a clip, as a file that lies there already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from console.domain.evidence import Evidence
from console.order import TicketOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachSnapshot(TicketOrder):
    """Name a picture on the ticket. It was taken whatever became of the ticket meanwhile, so ``seen`` may be older."""

    verb: ClassVar[str] = "attach_snapshot"
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachClip(TicketOrder):
    """Name a clip on the ticket; as for a picture."""

    verb: ClassVar[str] = "attach_clip"
    evidence: Evidence


AnyEvidenceOrder = AttachSnapshot | AttachClip
