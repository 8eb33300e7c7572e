"""The bar above the queue: words to search for, chips to press, and how much of the queue is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar, cast

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from console.domain.grid import Tier
from console.domain.ticket import ENDED, Priority, State
from widgets import theme, words
from widgets.kit.chip import paint_priority_chip
from widgets.kit.icon import icon
from widgets.kit.inside import inside
from widgets.kit.tally import Tally
from widgets.queue.filter import EVERYTHING, Wanted

Choice = TypeVar("Choice", State, Tier)

ONE_LINE_FROM_PX = 980
"""From this width on, the words and the chips stand in one line (at scale 1)."""
FIELD_LEAST_PX = 150
"""The words need so much beside the chips, where those have no room beside the quick questions (at scale 1)."""
QUESTIONS_KEPT = 4
"""So many quick questions stay in a line of their own; what else has no room in it goes beside the words."""


class FilterBar(QWidget):
    """Tells what the operator wants to see.

    Signals (GUI thread):
        changed(Wanted): after every key and every press.
        left_downwards(): the operator goes on to the list, by Enter or the down arrow.
    """

    changed = Signal(object)
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = EVERYTHING
        self.text = _Field(self)
        self.text.setPlaceholderText(self.tr("Number, matter, place, grid, holder, or pinyin initials"))
        self.text.setAccessibleName(self.tr("Filter the queue by words"))
        self.text.textChanged.connect(self._on_any_change)
        self.text.left_downwards.connect(self.left_downwards)
        self._find = QAction(self.text)
        self.text.addAction(self._find, QLineEdit.ActionPosition.LeadingPosition)
        self.count = QLabel(self)
        self.count.setProperty("tone", "second")
        self.clear = QPushButton(self.tr("Clear"), self)
        self.clear.setProperty("role", "link")
        self.clear.setToolTip(self.tr("Show every ticket (Esc)"))
        self.clear.clicked.connect(self.want_everything)
        self._priorities = {priority: PriorityToggle(priority, self) for priority in Priority}
        self._states = Choices(self.tr("State"), [state for state in State if state not in ENDED], words.state, self)
        self._tiers = Choices(self.tr("Tier"), [tier for tier in Tier if tier is not Tier.GRID], words.tier, self)
        self._mine = _toggle(self.tr("Mine"), self.tr("Tickets whose turn is at this centre"), self)
        self._unsigned = _toggle(self.tr("Unsigned"), self.tr("Dispatched, not signed yet"), self)
        self._nearly = _toggle(self.tr("Nearly due"), self.tr("Most of the time of their stage is used"), self)
        self._overdue = _toggle(self.tr("Overdue"), self.tr("Past the limit of the stage they are in"), self)
        self._supervised = _toggle(self.tr("Supervised"), self.tr("Urged, or a card waits for a reply"), self)
        self._approve = _toggle(self.tr("To approve"), self.tr("Asked for, and waiting for another's yes or no"), self)
        self._toggles = (self._mine, self._unsigned, self._nearly, self._overdue, self._supervised, self._approve)
        for button in (*self._priorities.values(), *self._toggles):
            button.toggled.connect(self._on_any_change)
        for choices in (self._states, self._tiers):
            choices.chosen.connect(self._on_any_change)
        self._lay_out()
        theme.current.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.clear.setVisible(False)

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    def want(self, wanted: Wanted) -> None:
        """Show another filter, and tell it."""
        self.blockSignals(True)
        self.text.setText(wanted.text)
        for priority, button in self._priorities.items():
            button.setChecked(priority in wanted.priorities)
        self._states.choose(wanted.states)
        self._tiers.choose(wanted.tiers)
        self._mine.setChecked(wanted.mine)
        self._unsigned.setChecked(wanted.unsigned)
        self._nearly.setChecked(wanted.nearly_due)
        self._overdue.setChecked(wanted.overdue)
        self._supervised.setChecked(wanted.supervised)
        self._approve.setChecked(wanted.to_approve)
        self.blockSignals(False)
        self._on_any_change()

    def want_everything(self) -> None:
        self.want(EVERYTHING)

    def learn(self) -> None:
        """Call the states as the city now calls them."""
        self._states.say(words.state)

    def tell(self, shown: int, total: int) -> None:
        """Say how much of the queue is shown."""
        if self._wanted.is_everything:
            self.count.setText(self.tr("%n tickets", "", total))
        else:
            self.count.setText(self.tr("{shown} of {total}").format(shown=shown, total=total))

    def tally(self, tally: Tally, now: datetime) -> None:
        """Say how many tickets each quick question would show."""
        for button, title, count in (
            (self._mine, self.tr("Mine"), tally.mine),
            (self._unsigned, self.tr("Unsigned"), tally.unsigned),
            (self._nearly, self.tr("Nearly due"), tally.nearly_due(now)),
            (self._overdue, self.tr("Overdue"), tally.overdue(now)),
            (self._supervised, self.tr("Supervised"), tally.supervised),
            (self._approve, self.tr("To approve"), tally.to_approve),
        ):
            button.setText(f"{title} {count}")
        self._approve.setVisible(tally.to_approve > 0 or self._approve.isChecked())
        self._find_room()

    def _lay_out(self) -> None:
        self._order: tuple[object, ...] = ()
        gap = theme.metric("space_2")
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._rows.setContentsMargins(gap, theme.metric("space_1"), gap, theme.metric("space_1"))
        self._first = inside(self._rows, QHBoxLayout(), 1)
        self._second = inside(self._rows, QBoxLayout(QBoxLayout.Direction.LeftToRight))
        self._chips = QWidget(self)
        self._second.addWidget(self._chips)
        self._questions = inside(self._second, QHBoxLayout(), 1)
        chips = QHBoxLayout(self._chips)
        chips.setContentsMargins(0, 0, 0, 0)
        for row in (self._rows, self._first, self._second, chips, self._questions):
            row.setSpacing(theme.metric("space_1"))
        self._first.addWidget(self.text, 1)
        self._first.addSpacing(theme.metric("space_1"))
        self._first.addWidget(self.count)
        self._first.addWidget(self.clear)
        for widget in (*self._priorities.values(), self._states, self._tiers):
            chips.addWidget(widget)
        chips.addStretch(1)
        for widget in self._toggles:
            self._questions.addWidget(widget)
        self._questions.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """Return what is needed where only the first questions stand in their line: the others find room above."""
        kept = sum(button.sizeHint().width() + theme.metric("space_1") for button in self._toggles[:QUESTIONS_KEPT])
        least = max(kept, self._chips.sizeHint().width()) + 2 * theme.metric("space_2")
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._find_room()

    def _find_room(self) -> None:
        """Put all into one line, two or three, as the width allows."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        scale, width = theme.current.theme.scale, self.width() - 2 * theme.metric("space_2")
        chips, gap = self._chips.sizeHint().width(), theme.metric("space_1")
        shown = [button for button in self._toggles if not button.isHidden()]
        needs = [button.sizeHint().width() + gap for button in shown]
        wide = self.width() >= ONE_LINE_FROM_PX * scale
        together = wide or chips + sum(needs) + theme.metric("space_4") <= width
        kept = next((n for n in range(len(shown), QUESTIONS_KEPT, -1) if sum(needs[:n]) <= width), QUESTIONS_KEPT)
        kept = len(shown) if together else kept
        beside = chips + self.count.sizeHint().width() + self.clear.sizeHint().width() + FIELD_LEAST_PX * scale
        beside += sum(needs[kept:])
        order = wide, together, together or beside > width, kept, len(shown)
        if order == self._order:
            return
        self._order = order
        self._rows.setDirection(across if wide else down)
        self._second.setDirection(across if together else down)
        if order[2]:
            self._second.insertWidget(0, self._chips)
        else:
            self._first.insertWidget(1, self._chips)
        for place, button in enumerate(shown):
            if place < kept:
                self._questions.insertWidget(place, button)
            else:
                self._first.removeWidget(button)
                self._first.insertWidget(self._first.indexOf(self.count), button)

    def _on_any_change(self) -> None:
        if self.signalsBlocked():
            return
        wanted = Wanted(
            text=self.text.text(),
            states=self._states.chosen_ones(),
            priorities=frozenset(priority for priority, button in self._priorities.items() if button.isChecked()),
            tiers=self._tiers.chosen_ones(),
            mine=self._mine.isChecked(),
            unsigned=self._unsigned.isChecked(),
            nearly_due=self._nearly.isChecked(),
            overdue=self._overdue.isChecked(),
            supervised=self._supervised.isChecked(),
            to_approve=self._approve.isChecked(),
        )
        if wanted != self._wanted:
            self._wanted = wanted
            self.clear.setVisible(not wanted.is_everything)
            self.changed.emit(wanted)

    def _on_theme_changed(self) -> None:
        self._find.setIcon(icon("search", "text_3"))


class PriorityToggle(QToolButton):
    """A chip that is pressed to see its priority only."""

    def __init__(self, priority: Priority, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._priority = priority
        word = words.priority(priority)
        self.setCheckable(True)
        self.setAccessibleName(self.tr("Show {priority}").format(priority=f"P{priority} {word}"))
        self.setToolTip(f"P{priority} {word}")
        theme.current.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        side = theme.metric("icon")
        self.setIconSize(QSize(side + 2, side))
        made = QIcon()
        for ratio in (1.0, 1.5, 2.0):
            picture = QPixmap(round((side + 2) * ratio), round(side * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            paint_priority_chip(painter, QRectF(0, 0, side + 2, side), int(self._priority))
            painter.end()
            made.addPixmap(picture)
        self.setIcon(made)


class Choices(QToolButton):
    """A button with a menu of things to choose several from; none chosen means all.

    Signals (GUI thread):
        chosen(): another choice was made.
    """

    chosen = Signal()

    def __init__(
        self, title: str, choices: Sequence[Choice], word: Callable[[Choice], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = title
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = _StayingMenu(self)
        self._actions: dict[object, QAction] = {}
        for choice in choices:
            action = menu.addAction(word(choice))
            action.setCheckable(True)
            action.toggled.connect(self._on_toggled)
            self._actions[choice] = action
        self.setMenu(menu)
        self._tell()

    def say(self, word: Callable[[Choice], str]) -> None:
        """Call what can be chosen by other words; what is chosen stays."""
        for choice, action in self._actions.items():
            action.setText(word(choice))  # type: ignore[arg-type]
        self._tell()

    def chosen_ones(self) -> frozenset[Choice]:
        return frozenset(choice for choice, action in self._actions.items() if action.isChecked())  # type: ignore[misc]

    def choose(self, wanted: frozenset[Choice]) -> None:
        """Choose these and no others; tells once."""
        self.blockSignals(True)
        for choice, action in self._actions.items():
            action.setChecked(choice in wanted)
        self.blockSignals(False)
        self._on_toggled()

    def _on_toggled(self) -> None:
        self._tell()
        self.chosen.emit()

    def _tell(self) -> None:
        named = [action.text() for action in self._actions.values() if action.isChecked()]
        match named:
            case []:
                said = self._title
            case [only]:
                said = only
            case _:
                said = f"{self._title} {len(named)}"
        self.setText(f"{said} ▾")
        self.setAccessibleName(f"{self._title}: {words.listed(named)}" if named else self._title)
        self.setToolTip(words.listed(named))


class _StayingMenu(QMenu):
    """Stays open while several things are chosen."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Qt's stubs do not know that there may be none.
        action = cast("QAction | None", self.activeAction())
        if action is not None and action.isCheckable():
            action.trigger()
            return
        super().mouseReleaseEvent(event)


class _Field(QLineEdit):
    """The words to search for. Esc empties it, Enter and the down arrow go on to the list."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.left_downwards.emit()
            case _:
                super().keyPressEvent(event)


def _toggle(text: str, hint: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setToolTip(hint)
    button.setAccessibleName(hint)
    button.setCheckable(True)
    return button
