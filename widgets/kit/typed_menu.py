"""Menus in which typing finds an entry: by the first letters of its name, or of the name's pinyin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidgetAction

from widgets import theme
from widgets.kit.search_text import initials, plain

FORGET_MS: Final = 2000
"""Whoever types after so long a rest begins another name."""
_WITH: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def add_heading(menu: QMenu, text: str) -> QLabel:
    """Add a line that cannot be chosen and must not look like an entry that may not be; return it."""
    label = QLabel(text, menu)
    label.setProperty("tone", "third")
    label.setProperty("type", "small")
    side, above = theme.metric("space_3"), theme.metric("space_1")
    label.setContentsMargins(side, above, side, 0)
    heading = QWidgetAction(menu)
    heading.setDefaultWidget(label)
    heading.setText(text)
    heading.setSeparator(True)
    heading.setEnabled(False)
    menu.addAction(heading)
    return label


def find_by_typing(menu: QMenu) -> None:
    """Let letters typed into ``menu``, or a menu in it, go to the entry that begins so; Enter chooses it as ever.

    A line added here and now says so, and shows what is typed. An entry is found by its data where that is a text, else by
    its own text.
    """
    known: list[_Typing] = menu.findChildren(_Typing)
    (known[0] if known else _Typing(menu)).begin()


class _Typing(QObject):
    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        self._typed = ""
        self._line: QLabel | None = None
        self._rest = QTimer(self, interval=FORGET_MS, singleShot=True)
        self._rest.timeout.connect(lambda: self._take(""))
        menu.installEventFilter(self)

    def begin(self) -> None:
        self._typed = ""
        self._line = add_heading(self._menu, self.tr("Type the first letters to choose"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Show if watched is self._menu:
                for inner in _menus_in(self._menu):
                    inner.installEventFilter(self)
            case QEvent.Type.Hide if watched is self._menu:
                self._rest.stop()
                self._take("")
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and isinstance(watched, QMenu):
                return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, at: QMenu, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Backspace:
            self._take(self._typed[:-1])
        elif _is_letter(event):
            self._take(self._typed + plain(event.text()))
        else:
            return False
        self._rest.start()
        found = self._found()
        if found is not None:
            self._go_to(at, *found)
        return True

    def _take(self, typed: str) -> None:
        self._typed = typed
        if self._line is not None:
            self._line.setText(typed or self.tr("Type the first letters to choose"))
            # In the colour of an entry while it is the operator's own words, else in that of a heading.
            self._line.setEnabled(bool(typed))
            self._line.setProperty("tone", "" if typed else "third")
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)

    def _found(self) -> tuple[QMenu, QAction] | None:
        """Return the entry that what is typed fits best, those that can be chosen before those that cannot."""
        if not self._typed:
            return None
        ranked = (
            (rank, not entry.isEnabled(), menu is not self._menu, place, menu, entry)
            for place, (menu, entry) in enumerate(_entries_of(self._menu))
            if (rank := _rank(_name_of(entry), self._typed)) is not None
        )
        best = min(ranked, key=lambda one: one[:4], default=None)
        return None if best is None else best[4:]

    def _go_to(self, at: QMenu, menu: QMenu, entry: QAction) -> None:
        if menu is not at and at is not self._menu:
            at.hide()
        if menu is not self._menu and not menu.isVisible():
            self._menu.setActiveAction(menu.menuAction())
            opens = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self._menu, opens)
        menu.setActiveAction(entry)


def _is_letter(event: QKeyEvent) -> bool:
    """Tell whether the key writes what a name can begin with; digits and the space bar choose entries already."""
    text = event.text()
    is_one = len(text) == 1 and text.isprintable() and not (text.isspace() or text.isdigit())
    return is_one and not event.modifiers() & _WITH


def _menus_in(menu: QMenu) -> Iterator[QMenu]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield inner


def _entries_of(menu: QMenu) -> Iterator[tuple[QMenu, QAction]]:
    for action in menu.actions():
        if action.isSeparator():
            continue
        yield menu, action
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _entries_of(inner)


def _name_of(entry: QAction) -> str:
    said = entry.data()
    return said if isinstance(said, str) else entry.text().replace("&", "").lstrip("0123456789 ")


def _rank(name: str, typed: str) -> int | None:
    """Return how well a name fits, 0 the best; None where it does not."""
    if plain(name).startswith(typed):
        return 0
    if initials(name).startswith(typed):
        return 1
    return 2 if any(word.startswith(typed) for word in plain(name).split()[1:]) else None
