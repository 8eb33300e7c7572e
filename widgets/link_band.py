"""The band below the strip: that the link is lost, since when, how old the board is, and what waits here for it."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from console.following import Link
from console.outages import ServerOutage
from console.server_sign_in import ASKS, WRONG
from widgets import outages
from widgets.kit.banner import Banner
from widgets.kit.clock_text import span
from widgets.relay import Relay


class LinkBand(Banner):
    """Says calmly how things stand between this desk and the database; hidden where there is nothing to say.

    Signals (GUI thread):
        show_asked(): what waits here is to be seen.
        sign_in_asked(): the operator gives the password that the server takes by now.
    """

    show_asked = Signal()
    sign_in_asked = Signal()

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._relay = relay
        self._zone = zone
        self._lets_sign_in = False
        self.acted.connect(self._on_acted)
        self._grows_old = QTimer(self, interval=1000)
        self._grows_old.timeout.connect(self._show)
        relay.link_changed.connect(self._on_link_changed)
        relay.waiting.changed.connect(self._show)
        self._show()

    def let_sign_in(self) -> None:
        """Offer from now on to sign in anew, where the server takes the operator's password no more."""
        self._lets_sign_in = True
        self._show()

    @property
    def _is_shut_out(self) -> bool:
        """Tell whether another password is all that is missing."""
        why = self._relay.lost_why if self._relay.lost_at is not None else self._relay.waiting.trouble
        return self._lets_sign_in and isinstance(why, ServerOutage) and why.code in {ASKS, WRONG}

    def _on_acted(self) -> None:
        if self._is_shut_out:
            self.sign_in_asked.emit()
        else:
            self.show_asked.emit()

    def _on_link_changed(self, link: Link) -> None:
        if link is Link.LOST:
            self._grows_old.start()
        else:
            self._grows_old.stop()
        self._show()

    def _show(self) -> None:
        waiting = self._relay.waiting
        queued, in_review = len(waiting.queued), len(waiting.in_review)
        told = []
        lost_at = self._relay.lost_at
        if lost_at is not None:
            told.append(self._say_lost(lost_at))
        if self._is_shut_out:
            told.append(self.tr("The server takes your password no more: sign in anew, all that is here stays."))
        if queued:
            told.append(self.tr("%n orders are queued here, not done.", "", queued))
        if waiting.trouble is not None and lost_at is None and not self._is_shut_out:
            why = outages.sentence(waiting.trouble)
            text = self.tr("The database did not take them, and they are tried again by themselves: {why}")
            told.append(text.format(why=why))
        if in_review:
            told.append(self.tr("%n orders were not sent: look at them.", "", in_review))
        if not told:
            self.clear()
            return
        action = self.tr("Show them") if queued or in_review else ""
        action = self.tr("Sign in …") if self._is_shut_out else action
        self.tell(" ".join(told), "warn", action=action, closable=False)

    def _say_lost(self, lost_at: datetime) -> str:
        age = span((self._relay.clock.now() - lost_at).total_seconds())
        text = self.tr(
            "No link to the database since {time}: the board is {age} old. Go on working, orders are kept here."
        )
        said = text.format(time=f"{lost_at.astimezone(self._zone):%H:%M:%S}", age=age)
        why = self._relay.lost_why
        is_told = why is None or outages.is_passing(why) or self._is_shut_out
        return said if why is None or is_told else f"{said} {outages.sentence(why)}"
