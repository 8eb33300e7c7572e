"""The ticket's history: every journal line in words, newest first; what each changed opens beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.board import Board
from console.domain.records import Outcome, Step
from console.journal import Entry, Kind
from widgets import theme, words
from widgets.kit import target_words
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.ticket.changes import Change, Changes


class Timeline(QWidget):
    """Shows journal lines; times in the centre's zone. What was opened stays open while news come in."""

    def __init__(self, board: Board, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._board = board
        self._changes = Changes(board, zone)
        self._open: set[tuple[object, int]] = set()
        self._rows: list[_Line] = []
        self._all = QPushButton(self)
        self._all.setProperty("role", "link")
        self._all.clicked.connect(self.open_all)
        heading = QLabel(self.tr("History"), self)
        heading.setProperty("tone", "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metric("space_1"))
        head = inside(column, QHBoxLayout())
        head.addWidget(heading)
        head.addWidget(self._all)
        head.addStretch(1)
        self._grid = inside(column, QGridLayout())
        self._grid.setHorizontalSpacing(theme.metric("space_2"))
        self._grid.setVerticalSpacing(theme.metric("space_1"))
        self._grid.setColumnStretch(2, 1)
        self._show_all_button()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace what is shown; ``entries`` come oldest first."""
        for line in self._rows:
            for part in (line.when, line.opened, line):
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._rows = []
        told = zip(entries, self._changes.of(entries), strict=True)
        for row, (entry, changes) in enumerate(reversed(list(told))):
            self._add(row, entry, changes)
        self._show_all_button()

    def words_of(self, entry: Entry) -> str:
        """Return one line in words: what, by whom, to whom, and the reason given."""
        parts = [words.kind(entry.kind), *self._said_by_detail(entry)]
        parts.append(f"· {words.person(entry.by)}")
        if entry.imported:
            parts.append(self.tr("(imported)"))
        said = entry.reason or entry.detail.get("result") or entry.detail.get("note") or entry.detail.get("text") or ""
        warned = entry.detail.get("warned", "")
        if warned:
            parts.append(self.tr("· in spite of: {warnings}").format(warnings=target_words.warned(warned)))
        return " ".join(parts) + (f"\n{said}" if said else "")

    def _said_by_detail(self, entry: Entry) -> list[str]:
        """Return what the line itself tells besides its word: which verb, whom, which ticket, how long, which step."""
        detail, parts = entry.detail, []
        if entry.kind in {Kind.REQUESTED, Kind.REQUEST_REFUSED} and detail.get("verb") in words.VERBS:
            parts.append(self.tr("“{verb}”").format(verb=words.verb(detail["verb"])))
        step = detail.get("step", "").upper()
        if step in Step.__members__:
            parts.append(words.step(Step[step]))
        to = detail.get("to") or detail.get("into")
        if "responsible" in detail:
            to = words.answers(detail["responsible"], self._board.region_name(entry.centre))
        if to:
            parts.append(f"→ {to}")
        if "because" in detail:
            parts.append(f"· {words.why(detail['because'])}")
        if "copied_to" in detail:
            parts.append(self.tr("· copied to {centre}").format(centre=detail["copied_to"]))
        if entry.kind in {Kind.DUPLICATE_TAKEN, Kind.DUPLICATE_GIVEN_BACK, Kind.UNMERGED} and detail.get("from"):
            parts.append(detail["from"])
        if "hours" in detail:
            parts.append(self.tr("{hours} h more").format(hours=detail["hours"]))
        if "review_at" in detail:
            review = datetime.fromisoformat(detail["review_at"]).astimezone(self._zone)
            parts.append(self.tr("until {time}").format(time=f"{review:%m-%d %H:%M}"))
        if entry.kind is Kind.FOLLOWED_UP:
            parts.append(self.tr("satisfied") if detail.get("satisfied") == "yes" else self.tr("not satisfied"))
        return [*parts, *self._said_of_what_follows(entry)]

    def _said_of_what_follows(self, entry: Entry) -> list[str]:
        """Return what is told of answers to the source, of follow-up checks, and of mediation."""
        detail, parts = entry.detail, []
        if detail.get("answer") == "queued":
            parts.append(self.tr("· answer to the source queued"))
        if "every_days" in detail:
            plan = self.tr("every {days} days, {times} times")
            parts.append(plan.format(days=detail["every_days"], times=detail["times"]))
        if "patrol_of" in detail:
            parts.append(self.tr("· follow-up of {number}").format(number=detail["patrol_of"]))
        if entry.kind is Kind.MEDIATED:
            parts.append(detail.get("mediator", ""))
        if entry.kind is Kind.MEDIATED and detail.get("outcome") in set(Outcome):
            parts.append(words.outcome(Outcome(detail["outcome"])))
        return parts

    def _add(self, row: int, entry: Entry, changes: Sequence[Change]) -> None:
        when = QLabel(entry.at.astimezone(self._zone).strftime("%m-%d %H:%M:%S"), self)
        when.setProperty("tone", "third")
        line = _Line(when, self.words_of(entry), changes, self)
        key = (entry.key, entry.part)
        line.opened.setAccessibleName(self.tr("What changed: {line}").format(line=words.kind(entry.kind)))
        line.opened.setToolTip(self.tr("What changed"))
        line.open(key in self._open)
        line.opened.clicked.connect(lambda: self._on_opened(line, key))
        self._grid.addWidget(line.opened, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(when, row, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(line, row, 2)
        # At once, not when the layout gets to it: news must not make the history blink.
        when.show()
        line.show()
        self._rows.append(line)

    def _on_opened(self, line: _Line, key: tuple[object, int]) -> None:
        line.open(not line.is_open)
        self._open ^= {key}
        self._show_all_button()

    def open_all(self) -> None:
        """Open every line, or close them all."""
        wanted = not all(line.is_open for line in self._rows if line.has_changes)
        for line in self._rows:
            if line.has_changes and line.is_open is not wanted:
                line.opened.click()

    def _show_all_button(self) -> None:
        told = [line for line in self._rows if line.has_changes]
        is_open = bool(told) and all(line.is_open for line in told)
        self._all.setText(self.tr("Hide what changed") if is_open else self.tr("Show what changed"))
        self._all.setVisible(bool(told))


class _Line(QWidget):
    """A line in words, and beneath it what it changed; beside it stand its time and the button that opens it."""

    def __init__(self, when: QLabel, text: str, changes: Sequence[Change], parent: QWidget) -> None:
        super().__init__(parent)
        self.has_changes = bool(changes)
        self.is_open = False
        self.when = when
        self.opened = QToolButton(parent)
        self.opened.setProperty("role", "fold")
        self.opened.setVisible(self.has_changes)
        self._text = _plain(text, self)
        told = "\n".join(f"{change.name}: {change.before} → {change.after}" for change in changes)
        self._changes = _plain(told, self)
        self._changes.setProperty("tone", "second")
        self._changes.setProperty("type", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._text)
        column.addWidget(self._changes)
        column.addStretch(1)

    def open(self, is_open: bool) -> None:
        """Show what the line changed, or the line alone."""
        self.is_open = is_open and self.has_changes
        self._changes.setVisible(self.is_open)
        wear(self.opened, "chevron_down" if self.is_open else "chevron_right", "text_2")


def _plain(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label
