"""A password that changed in the middle of a shift: the same operator signs in anew, and nothing at the desk is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.ticket import State, TicketId
from console.following import Link
from console.outages import ServerOutage
from console.server_sign_in import SignInAnew
from tests.builders import CITY, an_operator
from tests.builders import a_hand as by_hand
from tests.fake_keyring import FakeKeyring
from tests.fake_server_door import RIGHT, FakeServer
from tests.fakes import FakeClock
from tests.widgets.conftest import Inline, Seat
from tests.widgets.hands import Hand, a_hand
from widgets.kit.banner import Banner
from widgets.link_band import LinkBand
from widgets.sign_in import SignInDialog
from widgets.signing_anew import SigningAnew

ONE = TicketId(1)
OUT = ServerOutage("server.wrong_sign_in", server="db1", name="李四", database="griddesk")


class Shift:
    """李四 at a desk whose server takes the old password no more."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.seat = hand, hand.seat
        for name in ("李四", "赵六"):
            self.seat.store.accounts().put(an_operator(name, centre=CITY), by_hand())
        self.server = FakeServer(self.seat.store, "李四", "赵六")
        self.band = LinkBand(self.seat.relay, UTC)
        hand.qtbot.addWidget(self.band)
        self.let_in: list[bool] = []
        self.anew = SigningAnew(self._begin, self.seat.operator, lambda: self.let_in.append(True), self.band)
        self.band.sign_in_asked.connect(self.anew.ask)
        self.band.let_sign_in()

    def _begin(self) -> SignInAnew:
        return SignInAnew(self.server.server, FakeKeyring(), FakeClock(), self.seat.operator, Inline())

    def lose(self, why: Exception = OUT) -> None:
        self.seat.store.cut()
        self.seat.relay.tell_failed(why)
        with self.hand.qtbot.waitSignal(self.seat.relay.link_changed):
            self.seat.relay.tell_link(Link.LOST)

    def press(self) -> SignInDialog:
        button = next(each for each in self.band.findChildren(QPushButton) if each.text() == "Sign in …")
        self.hand.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert self.anew.dialog is not None
        return self.anew.dialog

    def types(self, dialog: SignInDialog, password: str) -> None:
        line = field(dialog, "Password")
        line.setText(password)
        self.hand.qtbot.keyClick(line, Qt.Key.Key_Return)


def field(dialog: SignInDialog, name: str) -> QLineEdit:
    return next(line for line in dialog.findChildren(QLineEdit) if line.accessibleName() == name)


@pytest.fixture
def shift(seat: Seat, qtbot: QtBot) -> Iterator[Shift]:
    hand = a_hand(seat, qtbot)
    hand.ticket()
    made = Shift(hand)
    yield made
    made.anew.stop()


def test_that_the_band_says_calmly_what_is_the_matter(shift: Shift) -> None:
    shift.lose()
    assert shift.band.text().endswith("The server takes your password no more: sign in anew, all that is here stays.")


def test_that_another_loss_offers_no_signing_in(shift: Shift) -> None:
    shift.lose(ServerOutage("server.lost"))
    assert "sign in" not in shift.band.text()


def test_that_an_order_that_the_server_took_not_offers_it_as_well(shift: Shift, caplog: object) -> None:
    """The feed may live on an old connection when a new one is refused."""
    shift.seat.store.cut()
    shift.seat.store._outage = OUT
    shift.hand.giving.give("accept", [ONE])
    shift.hand.qtbot.waitUntil(lambda: "sign in anew" in shift.band.text())


def test_that_the_dialog_asks_the_same_operator_and_nobody_else(shift: Shift) -> None:
    shift.lose()
    name = field(shift.press(), "Name")
    assert (name.text(), name.isReadOnly()) == ("李四", True)


def test_that_the_dialog_is_open_once(shift: Shift) -> None:
    shift.lose()
    assert shift.press() is shift.press()


def test_that_a_wrong_password_is_told_and_the_dialog_stays(shift: Shift) -> None:
    shift.lose()
    dialog = shift.press()
    shift.types(dialog, "old one")
    (banner,) = dialog.findChildren(Banner)
    shift.hand.qtbot.waitUntil(lambda: banner.text() == "Name or password is wrong.")
    assert (dialog.isVisible(), shift.let_in) == (True, [])


def test_that_who_closes_the_dialog_goes_on_without_a_link_and_can_ask_again(shift: Shift) -> None:
    shift.lose()
    first = shift.press()
    first.reject()
    assert shift.press() is not first


def test_that_all_at_the_desk_stays_and_the_queue_is_sent_in_the_same_name(
    shift: Shift, caplog: pytest.LogCaptureFixture
) -> None:
    seat, qtbot = shift.seat, shift.hand.qtbot
    seat.focus.open_ticket(ONE)
    shift.lose()
    shift.hand.giving.give("accept", [ONE])
    qtbot.waitUntil(lambda: seat.relay.is_queued(ONE))
    board = dict(seat.board.tickets)
    shift.types(shift.press(), RIGHT)
    qtbot.waitUntil(lambda: bool(shift.let_in))
    assert (seat.focus.ticket, dict(seat.board.tickets), len(seat.relay.waiting.queued)) == (ONE, board, 1)
    seat.store.mend()
    seat.relay.tell_link(Link.UP)
    shift.hand.wait_for(State.ACCEPTED)
    assert (seat.store.rows.lines[-1].entry.by, shift.band.text()) == ("李四", "")
