"""The order about who called: their name and number in full, for a reason that the journal keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from console.order import TicketOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCaller(TicketOrder):
    """Write down that the caller is looked at, and why; the line's key then opens the answer to ``CallerShown``.

    It counts only while somebody waits for the answer, so that it is never kept for later.
    """

    verb: ClassVar[str] = "show_caller"
    reason: str
