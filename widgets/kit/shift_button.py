"""Who is on shift, since when: the button in the strip, and the two commands that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from console.domain.shift import OnShift
from console.following import Link
from console.orders import BeginShift, EndShift
from console.questions import WhoIsOnShift
from widgets.kit.icon import wear
from widgets.relay import Relay


class ShiftButton(QToolButton):
    """Says whether the operator is on shift; as long as that is not known, nothing can be begun or ended.

    Signals (GUI thread):
        change_asked(): somebody else wants to sit down.
    """

    change_asked = Signal()

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shift")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        wear(self, "person")
        self._relay = relay
        self._zone = zone
        self._since: datetime | None = None
        self._shift: QAction | None = None
        self._change: QAction | None = None
        self._begins_late = False
        self._asked = WhoIsOnShift(centre=relay.operator.centre)
        relay.answered.connect(self._on_answered)
        relay.done.connect(self._on_done)
        relay.reloaded.connect(self._ask)
        relay.link_changed.connect(self._on_link)
        self._say(self.tr("Shift …"), "")
        self._ask()

    def take(self, actions: Mapping[str, QAction]) -> None:
        """Let the commands ``shift`` and ``change_operator`` be given, by their keys and in the button's menu."""
        self._shift, self._change = actions["shift"], actions["change_operator"]
        self._shift.triggered.connect(self._on_shift)
        self._shift.setEnabled(False)
        self._change.triggered.connect(self.change_asked)
        self._change.setToolTip(self.tr("Nobody signs in here: no operator of this database has a password."))
        self._change.setEnabled(False)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addActions([self._shift, self._change])
        self.setMenu(menu)

    def let_change(self) -> None:
        """Let another operator be asked for: operators sign in here."""
        if self._change is not None:
            self._change.setToolTip(_with_key(self._change))
            self._change.setEnabled(True)

    def begin(self) -> None:
        """Go on shift at this desk: somebody signed in. Without a link, as soon as it is there."""
        self._begins_late = self._relay.link is Link.LOST
        if not self._begins_late:
            self._relay.submit(BeginShift(by=self._relay.operator, anew=True))

    def end(self) -> None:
        """Go off the shift that began at this desk: the seat is left."""
        # Nobody waits at a closed door: without a link the journal cannot be told now, and the next sign-in does it.
        if self._relay.link is not Link.LOST:
            self._relay.submit(EndShift(by=self._relay.operator, leaving=True))

    def minimumSizeHint(self) -> QSize:
        """Return room for the picture: where the strip is narrow, the tool tip says the rest."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), whole.height()), whole.height())

    def _on_link(self, _link: Link) -> None:
        if self._begins_late:
            self.begin()

    def _ask(self) -> None:
        self._relay.ask(self._asked)

    def _on_shift(self) -> None:
        order = EndShift if self._since is not None else BeginShift
        self._relay.submit(order(by=self._relay.operator))

    def _on_done(self, order: object, _news: object) -> None:
        if isinstance(order, BeginShift | EndShift):
            self._ask()

    def _on_answered(self, question: object, answer: object) -> None:
        if question is not self._asked or not isinstance(answer, tuple):
            return
        name = self._relay.operator.name
        self._since = next((one.since for one in answer if isinstance(one, OnShift) and one.name == name), None)
        if self._since is None:
            self._say(self.tr("Off shift"), self.tr("{name} is not on shift.").format(name=name))
        else:
            since = self._moment(self._since)
            told = self.tr("{name} is on shift since {time}.").format(name=name, time=since)
            self._say(self.tr("On shift since {time}").format(time=since), told)
        if self._shift is not None:
            self._shift.setEnabled(True)
            self._shift.setText(self.tr("Begin the shift") if self._since is None else self.tr("End the shift"))
            self._shift.setToolTip(_with_key(self._shift))

    def _say(self, text: str, told: str) -> None:
        self.setText(text)
        self.setToolTip(told or text)
        self.setAccessibleName(told or text)

    def _moment(self, since: datetime) -> str:
        """Return the time of day, with its date where that is not today's."""
        here, now = since.astimezone(self._zone), self._relay.clock.now().astimezone(self._zone)
        return here.strftime("%H:%M" if here.date() == now.date() else "%m-%d %H:%M")


def _with_key(action: QAction) -> str:
    return f"{action.text()} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
