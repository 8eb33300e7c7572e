"""The drawings of this desk: kept between starts with what is typed, changed one step at a time, every step undone."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.domain.drawing import Drawing, as_told, from_told
from widgets.kit.drafts import Drafts

log = logging.getLogger(__name__)

PREFIX: Final = "map/drawing/"
STEPS_MAX: Final = 200
"""So many steps can be undone."""


class Sheet(QObject):
    """Drawings by key, the oldest first. GUI thread. What is measured is on it as well, but is not kept.

    Signals:
        changed(): something came, went or became another.
    """

    changed = Signal()

    def __init__(self, drafts: Drafts | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts or Drafts(None, self)
        self._drawings: dict[UUID, Drawing] = {}
        self._undone: list[dict[UUID, Drawing]] = []
        self._done: list[dict[UUID, Drawing]] = []
        self._typed: UUID | None = None
        self._read()

    @property
    def drawings(self) -> Mapping[UUID, Drawing]:
        return self._drawings

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    def put(self, drawing: Drawing) -> None:
        """Put a drawing on the sheet, in the place of the one with its key."""
        if self._drawings.get(drawing.key) != drawing:
            self._step({**self._drawings, drawing.key: drawing})

    def remove(self, *keys: UUID) -> None:
        """Take drawings off the sheet; undoing brings them back."""
        left = {key: drawing for key, drawing in self._drawings.items() if key not in keys}
        if len(left) < len(self._drawings):
            self._step(left)

    def write(self, key: UUID, text: str) -> None:
        """Give a drawing its words while they are typed: all typing is one step."""
        drawing = self._drawings.get(key)
        if drawing is None or drawing.text == text:
            return
        now = {**self._drawings, key: replace(drawing, text=text)}
        if self._done and self._typed == key:
            self._show(now)
        else:
            self._step(now)
            self._typed = key

    def undo(self) -> bool:
        """Take the last step back; tell whether there was one."""
        if not self._done:
            return False
        self._undone.append(self._drawings)
        self._show(self._done.pop())
        self._typed = None
        return True

    def redo(self) -> bool:
        """Do again what was undone last; tell whether there was something."""
        if not self._undone:
            return False
        self._done.append(self._drawings)
        self._show(self._undone.pop())
        self._typed = None
        return True

    def keep_unfinished(self, drawing: Drawing) -> None:
        """Keep what is still being drawn as if it were done: should the console end now, it is on the sheet next time."""
        if drawing.is_whole:
            self._keep(drawing.key, drawing)

    def forget_unfinished(self, key: UUID) -> None:
        """Let go of what was kept while it was drawn, and came to nothing."""
        self._keep(key, self._drawings.get(key))

    def _step(self, now: dict[UUID, Drawing]) -> None:
        self._done = [*self._done, self._drawings][-STEPS_MAX:]
        self._undone.clear()
        self._typed = None
        self._show(now)

    def _show(self, now: dict[UUID, Drawing]) -> None:
        before, self._drawings = self._drawings, now
        for key in before.keys() | now.keys():
            drawing = now.get(key)
            if drawing is not before.get(key):
                self._keep(key, drawing)
        self.changed.emit()

    def _keep(self, key: UUID, drawing: Drawing | None) -> None:
        is_kept = drawing is not None and not drawing.kind.is_measured
        told = json.dumps(as_told(drawing), ensure_ascii=False) if drawing is not None and is_kept else ""
        self._drafts.keep(f"{PREFIX}{key}", told)

    def _read(self) -> None:
        """Take what was kept; what is no drawing stays in the file as it is."""
        found = []
        for name, text in self._drafts.under(PREFIX).items():
            try:
                found.append(from_told(UUID(name.removeprefix(PREFIX)), json.loads(text)))
            except (ValueError, RecursionError) as why:
                log.warning("A kept drawing cannot be read: %s", why)
        self._drawings = {drawing.key: drawing for drawing in sorted(found, key=lambda one: one.at)}
