"""The order about answers to sources: somebody carried them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAnswers(Order):
    """Mark queued answers, by their ids, as taken at a moment; those that somebody took before stay as they are."""

    answers: tuple[int, ...]
    what: str
    reason: str
    at: datetime
