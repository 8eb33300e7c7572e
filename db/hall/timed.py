"""A store that notes when its transactions are committed: the acknowledgement may wait long for a busy interpreter."""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from time import monotonic
from types import TracebackType
from typing import Any, Self

from console.ports import Store, UnitOfWork


class TimedStore:
    """Stands for ``store`` in all but its units of work."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept = local()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def begun_s(self) -> float:
        """Return when this thread's last commit began, by the machine's steady clock, and forget it; else now."""
        return float(self._kept.__dict__.pop("at_s", monotonic()))

    def unit_of_work(self) -> TimedUnit:
        return TimedUnit(self._store.unit_of_work(), self._note)

    def _note(self) -> None:
        self._kept.at_s = monotonic()


class TimedUnit:
    """Stands for a unit of work; ``note`` is called before each commit."""

    def __init__(self, unit: UnitOfWork, note: Callable[[], None]) -> None:
        self._unit = unit
        self._note = note

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)

    def __enter__(self) -> Self:
        self._unit.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unit.__exit__(kind, error, trace)

    def commit(self) -> None:
        self._note()
        self._unit.commit()
