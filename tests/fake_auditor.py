"""Seals on a journal in memory, which nobody can get at behind its back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from console.chain import NO_HASH, Anchor, Fault, Finding, Rooting, Verdict, hashed, sealed

if TYPE_CHECKING:
    from tests.fakes import FakeStore


class FakeAuditor:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def verify(
        self,
        witnessed: Iterable[Anchor] = (),
        heard: Callable[[int], None] = lambda _: None,
        archive: Path | None = None,
    ) -> Verdict:
        rows = self._store.reached()
        heard(len(rows.lines))
        there = set(rows.anchors)
        lost = tuple(Finding(fault=Fault.WITNESS, place=seen.n) for seen in witnessed if seen not in there)
        return Verdict(lines=len(rows.lines), chains=len(rows.tickets), anchors=len(there), findings=lost)

    def anchors(self, after: int = 0) -> Sequence[Anchor]:
        return tuple(seal for seal in self._store.reached().anchors if seal.n > after)

    def anchor(self, now: datetime, every: timedelta = timedelta(minutes=5)) -> Anchor | None:
        rows = self._store.reached()
        last = rows.anchors[-1] if rows.anchors else None
        sealed_lines = int(last.snap) if last else 0
        if len(rows.lines) == sealed_lines or (last is not None and now - last.at < every):
            return None
        root = Rooting()
        for line in rows.lines[sealed_lines:]:
            root.take(hashed(NO_HASH, f"{line.entry.key}/{line.entry.part}"))
        n, snap, prev = (last.n if last else 0) + 1, str(len(rows.lines)), last.hash if last else NO_HASH
        told = f"{sealed_lines + 1}-{snap}"
        hash_ = sealed(n, snap, root.events, told, root.root, prev, now)
        seal = Anchor(n=n, snap=snap, events=root.events, lines=told, root=root.root, prev=prev, hash=hash_, at=now)
        rows.anchors.append(seal)
        return seal
