"""An outbox in memory that keeps the real one's contract; ``fill_the_disk`` plays a disk without room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from console.domain.errors import Refused
from console.kept import End, Ended, Kept, Stand
from console.orders import AnyOrder
from console.ports import Outage


class KeepsOutboxes:
    """A store's side of it: each operator has one, whatever the folder, and finds it again."""

    def outbox(self, folder: Path, operator: str) -> FakeOutbox:
        made: dict[str, FakeOutbox] = vars(self).setdefault("outboxes", {})
        return made.setdefault(operator, FakeOutbox(operator))


class FakeOutbox:
    def __init__(self, operator: str = "李四") -> None:
        self.operator = operator
        self.kept: dict[UUID, Kept] = {}
        self.lines: list[Ended] = []
        self.is_full = False

    def fill_the_disk(self) -> None:
        self.is_full = True

    def all(self) -> tuple[Kept, ...]:
        return tuple(sorted(self.kept.values(), key=lambda one: one.n))

    def put(self, orders: Sequence[AnyOrder], stand: Stand, at: datetime) -> None:
        self._write()
        last = max((one.n for one in self.kept.values()), default=0)
        for n, order in enumerate(orders, last + 1):
            known = self.kept.get(order.key)
            given_at = known.given_at if known is not None else at
            self.kept[order.key] = Kept(n=n, order=order, stand=stand, given_at=given_at)

    def park(self, why: Mapping[UUID, Refused]) -> None:
        self._write()
        for key in why.keys() & self.kept.keys():
            self.kept[key] = replace(self.kept[key], stand=Stand.REVIEW, why=why[key])

    def end(self, keys: Iterable[UUID], how: End, at: datetime) -> None:
        self._write()
        for key in keys:
            one = self.kept.pop(key, None)
            if one is not None:
                self.lines.append(Ended(order=one.order, how=how, at=at))
        self.lines = [line for line in self.lines if line.how is End.GIVEN_UP or line.at >= at - timedelta(days=1)]

    def ended(self, since: datetime) -> tuple[Ended, ...]:
        return tuple(line for line in self.lines if line.at >= since)

    def close(self) -> None:
        """Nothing is held open."""

    def _write(self) -> None:
        if self.is_full:
            raise Outage("the outbox cannot be written (disk is full)")
