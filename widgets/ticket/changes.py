"""What the lines of a journal changed, in words: a field's name, and what it was before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.board import Board
from console.domain.ticket import Priority
from console.journal import Entry
from console.replay import FORMS
from widgets import words

FIELDS: Final = {
    "title": QT_TRANSLATE_NOOP("changes", "Title"),
    "description": QT_TRANSLATE_NOOP("changes", "Description"),
    "category": QT_TRANSLATE_NOOP("changes", "Category"),
    "priority": QT_TRANSLATE_NOOP("changes", "Priority"),
    "address": QT_TRANSLATE_NOOP("changes", "Address"),
    "place": QT_TRANSLATE_NOOP("changes", "Place"),
    "grid": QT_TRANSLATE_NOOP("changes", "Grid"),
    "centre": QT_TRANSLATE_NOOP("changes", "Centre"),
    "holder": QT_TRANSLATE_NOOP("changes", "Handler"),
    "result": QT_TRANSLATE_NOOP("changes", "Result"),
}
"""The fields of a ticket that are told, in this order; the rest follows from these or is told by the line itself."""
COUNTS: Final = {
    "reworks": QT_TRANSLATE_NOOP("changes", "Reworks"),
    "returns": QT_TRANSLATE_NOOP("changes", "Returns"),
    "transfers": QT_TRANSLATE_NOOP("changes", "Transfers"),
    "extensions": QT_TRANSLATE_NOOP("changes", "Extensions"),
    "reopens": QT_TRANSLATE_NOOP("changes", "Reopened"),
}
_STATE: Final = QT_TRANSLATE_NOOP("changes", "State")
_DUE: Final = QT_TRANSLATE_NOOP("changes", "Due")
_NOTHING: Final = QT_TRANSLATE_NOOP("changes", "none")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a line changed; both in words."""

    name: str
    before: str
    after: str


class Changes:
    """Reads the lines of one ticket, oldest first; who called is never among them."""

    def __init__(self, board: Board, zone: tzinfo) -> None:
        self._zone = zone
        self._say: Mapping[str, Callable[[Any], str]] = {
            "category": words.category_path,
            "priority": lambda code: words.priority(Priority(code)),
            "place": lambda at: f"{at.lat_deg:.5f}, {at.lng_deg:.5f}",
            "grid": board.region_name,
            "centre": board.region_name,
            "holder": lambda holder: str(holder.name),
        }

    def of(self, entries: Sequence[Entry]) -> list[tuple[Change, ...]]:
        """Return for each line what it changed; nothing for the first, which tells of everything."""
        told: list[tuple[Change, ...]] = []
        known: dict[str, object] = {}
        due: datetime | None = None
        for at, entry in enumerate(entries):
            now, is_new_due = {**known, **entry.changes}, entry.due_at is not None or "due_at" in entry.changes
            told.append((*self._states(entry), *self._fields(known, now), *self._due(entry, due)) if at else ())
            known, due = now, entry.due_at if is_new_due or entry.from_state is not entry.to_state else due
        return told

    def _states(self, entry: Entry) -> list[Change]:
        before, after = entry.from_state, entry.to_state
        if before is None or after is None or before is after:
            return []
        return [Change(_word(_STATE), words.state(before), words.state(after))]

    def _fields(self, before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
        changed = [name for name in FIELDS if name in after and before.get(name) != after[name]]
        told = [
            Change(_word(FIELDS[name]), self._in_words(name, before), self._in_words(name, after)) for name in changed
        ]
        was, now = _noted(before), _noted(after)
        return told + [
            Change(_word(name), str(was.get(count, 0)), str(now.get(count, 0)))
            for count, name in COUNTS.items()
            if was.get(count, 0) != now.get(count, 0)
        ]

    def _due(self, entry: Entry, before: datetime | None) -> list[Change]:
        if entry.due_at is None or entry.due_at == before:
            return []
        return [Change(_word(_DUE), self._moment(before), self._moment(entry.due_at))]

    def _moment(self, at: datetime | None) -> str:
        return f"{at.astimezone(self._zone):%m-%d %H:%M}" if at is not None else _word(_NOTHING)

    def _in_words(self, name: str, known: Mapping[str, object]) -> str:
        value = FORMS[name].read(known[name]) if known.get(name) is not None else None
        return self._say.get(name, str)(value) if value not in (None, "") else _word(_NOTHING)


def _noted(known: Mapping[str, object]) -> Mapping[str, object]:
    noted = known.get("noted")
    return noted if isinstance(noted, Mapping) else {}


def _word(text: object) -> str:
    return QCoreApplication.translate("changes", str(text))
