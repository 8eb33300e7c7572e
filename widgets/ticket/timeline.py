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
from console.domain import playback
from console.domain.evidence import Cut, Evidence, told_by
from console.domain.records import Outcome, Step
from console.journal import EVIDENCE_KINDS, PLAYBACK_KINDS, Entry, Kind
from widgets import theme, words
from widgets.kit import target_words
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.ticket.changes import Change, Changes
from widgets.ticket.evidence_bar import EvidenceBar

Key = tuple[object, int]
"""What tells a journal line from all others."""


class Timeline(QWidget):
    """Shows journal lines; times in the centre's zone. What was opened stays open while news come in."""

    def __init__(self, board: Board, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._board = board
        self._changes = Changes(board, zone)
        self._open: set[Key] = set()
        self._rows: list[_Row] = []
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
        self._lines = QWidget(self)
        self._lines.hide()
        column.addWidget(self._lines)
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.metric("space_2"))
        self._grid.setVerticalSpacing(theme.metric("space_1"))
        self._grid.setColumnStretch(2, 1)
        self._show_all_button()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace what is shown; ``entries`` come oldest first."""
        if not entries:
            # What comes next is told while nobody sees it: Qt lays the whole window out anew for each part that appears.
            self._lines.hide()
            self._all.hide()
            return
        told = list(zip(entries, self._changes.of(entries), strict=True))
        keyboard = next((row.key for row in self._rows if row.opened.hasFocus()), None)
        for place in range(len(self._rows), len(told)):
            self._rows.append(self._row(place))
        for row in self._rows[len(told) :]:
            row.clear()
        for row, (entry, changes) in zip(self._rows, reversed(told), strict=False):
            key = entry.key, entry.part
            row.tell(key, entry.at.astimezone(self._zone), self.words_of(entry), changes)
            row.evidence.show_evidence(told_by(entry.detail) if entry.kind in EVIDENCE_KINDS else None)
            row.open(key in self._open)
            row.opened.setAccessibleName(self.tr("What changed: {line}").format(line=words.kind(entry.kind)))
            if key == keyboard:
                row.opened.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines.show()
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
        evidence = told_by(detail) if entry.kind in EVIDENCE_KINDS else None
        if evidence is not None:
            parts.extend(self._said_of_evidence(evidence))
        return [*parts, *self._said_of_what_was_looked_at(entry), *self._said_of_what_follows(entry)]

    def _said_of_what_was_looked_at(self, entry: Entry) -> list[str]:
        """Return of which camera a recording was looked at, from when to when."""
        stretch = playback.told_by(entry.detail) if entry.kind in PLAYBACK_KINDS else None
        if stretch is None:
            return []
        begins, ends = (at.astimezone(self._zone) for at in (stretch.begins_at, stretch.ends_at))
        until = f"{ends:%H:%M:%S}" if ends.date() == begins.date() else f"{ends:%m-%d %H:%M:%S}"
        return [f"{stretch.camera_number:03d} {stretch.camera_name}", f"{begins:%m-%d %H:%M:%S} – {until}"]

    def _said_of_evidence(self, evidence: Evidence) -> list[str]:
        """Return which camera a file shows, when, and how long."""
        begins = evidence.begins_at.astimezone(self._zone)
        parts = [f"{evidence.camera_number:03d} {evidence.camera_name}", f"{begins:%m-%d %H:%M:%S}"]
        if evidence.ends_at is not None:
            length_s = round((evidence.ends_at - evidence.begins_at).total_seconds())
            parts.append(self.tr("· {s} s").format(s=length_s))
        if evidence.cut is Cut.LOST:
            parts.append(self.tr("· ends early, the camera was lost"))
        elif evidence.cut is Cut.STOPPED:
            parts.append(self.tr("· ended by hand"))
        return parts

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

    def _row(self, place: int) -> _Row:
        row = _Row(self._lines)
        row.opened.setToolTip(self.tr("What changed"))
        row.opened.clicked.connect(lambda: self._on_opened(row))
        self._grid.addWidget(row.opened, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row.when, place, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row.line, place, 2)
        return row

    def _on_opened(self, row: _Row) -> None:
        row.open(not row.is_open)
        if row.key is not None:
            self._open ^= {row.key}
        self._show_all_button()

    def open_all(self) -> None:
        """Open every line, or close them all."""
        wanted = not all(row.is_open for row in self._rows if row.has_changes)
        for row in self._rows:
            if row.has_changes and row.is_open is not wanted:
                row.opened.click()

    def _show_all_button(self) -> None:
        told = [row for row in self._rows if row.has_changes]
        is_open = bool(told) and all(row.is_open for row in told)
        self._all.setText(self.tr("Hide what changed") if is_open else self.tr("Show what changed"))
        self._all.setVisible(bool(told))


class _Row:
    """What one line is told with: its time, its words with what it changed beneath them, and the button that opens it.

    Kept, and told the next line, or the next ticket's: to make and dress them takes far longer than to tell them.
    """

    def __init__(self, parent: QWidget) -> None:
        self.key: Key | None = None
        self.has_changes = False
        self.is_open = False
        self.when = QLabel(parent)
        self.when.setProperty("tone", "third")
        self.line = QWidget(parent)
        self.opened = QToolButton(parent)
        self.opened.setProperty("role", "fold")
        wear(self.opened, "chevron_right", "text_2")
        self._text, self._changes = _plain(self.line), _plain(self.line)
        self._changes.setProperty("tone", "second")
        self._changes.setProperty("type", "small")
        column = QVBoxLayout(self.line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.evidence = EvidenceBar(self.line)
        column.addWidget(self._text)
        column.addWidget(self.evidence)
        column.addWidget(self._changes)
        column.addStretch(1)

    def tell(self, key: Key, at: datetime, text: str, changes: Sequence[Change]) -> None:
        """Show a line; ``at`` in the zone that is shown."""
        self.key, self.has_changes = key, bool(changes)
        self.when.setText(f"{at:%m-%d %H:%M:%S}")
        self._text.setText(text)
        self._changes.setText("\n".join(f"{change.name}: {change.before} → {change.after}" for change in changes))
        self.opened.setVisible(self.has_changes)
        # At once, not when the layout gets to it: news must not make the history blink.
        self.when.show()
        self.line.show()

    def clear(self) -> None:
        """Show nothing."""
        self.key, self.has_changes = None, False
        self.evidence.show_evidence(None)
        for part in (self.when, self.line, self.opened):
            part.hide()

    def open(self, is_open: bool) -> None:
        """Show what the line changed, or the line alone."""
        was_open, self.is_open = self.is_open, is_open and self.has_changes
        self._changes.setVisible(self.is_open)
        if self.is_open is not was_open:
            wear(self.opened, "chevron_down" if self.is_open else "chevron_right", "text_2")


def _plain(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label
