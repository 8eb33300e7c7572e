"""The layouts that are saved, as this desk knows them: opened, saved, renamed, removed; and whether the wall still is one."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import CancelledError

from PySide6.QtCore import QObject, Signal

from console.domain.errors import Refused
from console.domain.saved_layout import SCOPES, Hung, SavedLayout, Scope, key_of, numbered
from console.journal import LAYOUT_KINDS, News
from console.ports import Outage
from console.questions import SavedLayouts
from console.wall_orders import RemoveLayout, SaveLayout
from widgets import words
from widgets.relay import Relay
from widgets.wall.hanging import Hanging


class Shelf(QObject):
    """Asks for the layouts anew whenever a line tells that one changed. Belongs to the GUI thread.

    Signals:
        changed: nothing; other layouts, another one is open, or the open one is no more what hangs.
        said: (text, tone) what came of an order; an empty text where nothing is to be said any more.
    """

    changed = Signal()
    said = Signal(str, str)

    def __init__(self, relay: Relay, hanging: Hanging, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._hanging = hanging
        self._layouts: tuple[SavedLayout, ...] = ()
        self._open = ""
        self._was_changed = False
        relay.answered.connect(self._on_answered)
        relay.noted.connect(self._on_noted)
        relay.reloaded.connect(self.ask)
        relay.done.connect(self._on_done)
        relay.waits.connect(self._on_waits)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)
        hanging.changed.connect(self._look)
        hanging.laid_out.connect(self._look)

    @property
    def layouts(self) -> tuple[SavedLayout, ...]:
        """What this operator may open: their own, the shift's, the hall's, each by number."""
        return self._layouts

    @property
    def open(self) -> SavedLayout | None:
        """The layout that was opened or saved last, though the wall may have changed since."""
        return self.of(self._open)

    @property
    def is_changed(self) -> bool:
        """Whether the wall shows something else by now than the layout that is open."""
        layout = self.open
        return layout is not None and layout.differs(self._hanging.wall)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """For whom this operator may save."""
        return tuple(scope for scope in SCOPES if scope.saves & self._relay.operator.roles)

    def of(self, key: str) -> SavedLayout | None:
        """Return the layout of a key."""
        return next((one for one in self._layouts if one.key == key), None)

    def by_number(self, number: int) -> SavedLayout | None:
        """Return what a number opens: one's own first, the hall's last."""
        return numbered(self._layouts, number)

    def ask(self) -> None:
        """Ask for the layouts; ``changed`` follows."""
        self._relay.ask(SavedLayouts(by=self._relay.operator))

    def show(self, key: str) -> None:
        """Hang a layout; pinned tickets stay."""
        layout = self.of(key)
        if layout is not None:
            self._open = key
            self._hanging.take(layout.hung.on(self._hanging.wall))
            self._tell()

    def remember(self, key: str) -> None:
        """Take it that this layout was open when the console ended."""
        self._open = key

    def save(self, scope: Scope, number: int, name: str, hung: Hung | None = None) -> None:
        """Save what hangs, or what hung, under a number, over what is known to be there."""
        known = self.of(key_of(scope, number))
        self._relay.submit(
            SaveLayout(
                by=self._relay.operator,
                scope=scope,
                number=number,
                name=name,
                hung=hung or Hung.of(self._hanging.wall),
                seen=known.version if known is not None else 0,
            )
        )

    def remove(self, layout: SavedLayout) -> None:
        """Let a number open nothing any more."""
        self._relay.submit(
            RemoveLayout(by=self._relay.operator, scope=layout.scope, number=layout.number, seen=layout.version)
        )

    def _on_answered(self, question: object, layouts: Sequence[SavedLayout]) -> None:
        if isinstance(question, SavedLayouts):
            self._layouts = tuple(layouts)
            self._tell()

    def _on_noted(self, news: News) -> None:
        if LAYOUT_KINDS & {entry.kind for entry in news.entries if entry.centre == self._relay.operator.centre}:
            self.ask()

    def _on_done(self, order: object, _news: News) -> None:
        if isinstance(order, SaveLayout):
            self._open = key_of(order.scope, order.number)
        if isinstance(order, SaveLayout | RemoveLayout):
            self.said.emit("", "info")
            self.ask()

    def _on_waits(self, order: object) -> None:
        if isinstance(order, SaveLayout | RemoveLayout):
            self.said.emit(self.tr("Queued, not done: it is saved when the database answers."), "info")

    def _on_refused(self, order: object, why: Refused) -> None:
        if isinstance(order, SaveLayout | RemoveLayout):
            self.said.emit(words.refusal(why, region_name=self._relay.board.region_name), "warn")
            self.ask()

    def _on_failed(self, asked: object, why: Exception) -> None:
        if isinstance(asked, SaveLayout | RemoveLayout) and isinstance(why, Outage | CancelledError):
            self.said.emit(self.tr("The database is out of reach. Nothing was saved: try again."), "error")

    def _look(self) -> None:
        if self.is_changed != self._was_changed:
            self._tell()

    def _tell(self) -> None:
        self._was_changed = self.is_changed
        self.changed.emit()
