"""Whoever looks after the journal: follows its chains, seals them, and tells what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from console.chain import Anchor, Verdict


class Auditor(Protocol):
    """Looks whether the journal is what was written; any thread. May raise Outage."""

    def verify(
        self, witnessed: Iterable[Anchor] = (), heard: Callable[[int], None] = ..., archive: Path | None = None
    ) -> Verdict:
        """Follow every chain and compare every seal, also with those that were ``witnessed`` when they were made.

        ``heard`` is told, now and then, how many lines were looked at. Of months that were moved out, what stayed of them
        is looked at; with the folder ``archive``, every line of their files as well.
        """

    def anchor(self, now: datetime, every: timedelta = ...) -> Anchor | None:
        """Seal what is new since the last seal, unless that is younger than ``every`` or there is nothing new."""

    def anchors(self, after: int = 0) -> Sequence[Anchor]:
        """Return the seals after the one of this number, oldest first."""
