"""A shelf in memory for what desks know; each memory opens with the password with which it was begun."""

from __future__ import annotations

from datetime import datetime

from console.domain.errors import Refused
from console.known import NOT_KNOWN, Known
from console.rulebook import RuleFiles


class FakeMemory:
    """``kept`` is what was kept last; ``with_ground`` tells of each time whether the ground was kept as well."""

    def __init__(self, password: str) -> None:
        self.password = password
        self.kept: Known | None = None
        self.with_ground: list[bool] = []

    @property
    def holds_ground(self) -> bool:
        return self.kept is not None

    def keep(self, known: Known, rules: RuleFiles | None) -> None:
        self.kept = known
        self.with_ground.append(rules is not None)

    def seal_with(self, password: str) -> None:
        self.password, self.kept = password, None


class FakeShelf:
    def __init__(self) -> None:
        self.memories: dict[str, FakeMemory] = {}

    def begin(self, name: str, password: str) -> FakeMemory:
        there = self.memories.get(name)
        if there is None or there.password != password:
            self.memories[name] = FakeMemory(password)
        return self.memories[name]

    def recall(self, name: str, password: str, now: datetime) -> Known | None:
        there = self.memories.get(name)
        if there is None or there.kept is None:
            return None
        if there.password != password:
            raise Refused(NOT_KNOWN)
        return there.kept

    def holds_any(self) -> bool:
        return any(memory.kept is not None for memory in self.memories.values())

    def forget(self, name: str) -> None:
        self.memories.pop(name, None)
