"""The sign-in dialog: one sentence for everything wrong, a wait that is shown, a password of one's own, one centre."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.shift import Role
from console.ports import Account
from console.sign_in import SignIn
from tests.builders import CITY, DISTRICT, a_hand, an_operator
from tests.fakes import FakeClock, FakeStore
from tests.widgets.conftest import Inline
from widgets.kit.banner import Banner
from widgets.sign_in import SignInDialog

RIGHT = "green lamp 7"
IN_CITY = an_operator("李四", centre=CITY, desk="", roles=frozenset({Role.SHIFT_LEAD, Role.CHECKER}))
IN_DISTRICT = an_operator("李四", centre=DISTRICT, desk="", roles=frozenset({Role.DISPATCHER}))


class Door:
    """A dialog on accounts of a test, and the hands that use it."""

    def __init__(
        self, qtbot: QtBot, *seats, must_change: bool = False, name: str = "", wished: str | None = None
    ) -> None:
        self.qtbot, self.clock, self.store = qtbot, FakeClock(), FakeStore()
        for seat in seats or (IN_CITY,):
            self.store.accounts().put(seat, a_hand())
        self.store.accounts().set_password("李四", RIGHT, a_hand(), must_change=must_change)
        sign_in = SignIn(self.store.accounts(), self.clock, Inline())
        self.dialog = SignInDialog(sign_in, {CITY: "云澜市", DISTRICT: "东区"}, name, wished)
        qtbot.addWidget(self.dialog)
        self.dialog.show()

    def field(self, name: str) -> QLineEdit:
        return next(line for line in self.dialog.findChildren(QLineEdit) if line.accessibleName() == name)

    @property
    def go(self) -> QPushButton:
        return next(button for button in self.dialog.findChildren(QPushButton) if button.isDefault())

    @property
    def told(self) -> str:
        (banner,) = self.dialog.findChildren(Banner)
        return banner.text()

    @property
    def centre(self) -> QComboBox:
        (box,) = self.dialog.findChildren(QComboBox)
        return box

    def types(self, **words: str) -> None:
        """Type into fields, each named by its label with an underscore for a blank, and press Enter in the last."""
        line = None
        for label, text in words.items():
            line = self.field(label.replace("_", " "))
            line.setText(text)
        assert line is not None
        self.qtbot.keyClick(line, Qt.Key.Key_Return)

    def tries(self, password: str = RIGHT, name: str = "李四") -> None:
        self.types(Name=name, Password=password)
        self.qtbot.waitUntil(lambda: bool(self.told) or self.go.isEnabled())


@pytest.fixture
def door(qtbot: QtBot) -> Door:
    return Door(qtbot)


def test_that_the_right_password_and_enter_give_the_seat(door: Door) -> None:
    door.types(Name="李四", Password=RIGHT)
    door.qtbot.waitUntil(lambda: door.dialog.seat == IN_CITY)
    assert not door.dialog.isVisible()


def test_that_a_name_typed_with_blanks_around_it_is_the_name(door: Door) -> None:
    door.types(Name=" 李四 ", Password=RIGHT)
    door.qtbot.waitUntil(lambda: door.dialog.seat == IN_CITY)


@pytest.mark.parametrize(("name", "password"), [("李四", "wrong"), ("赵六", RIGHT)])
def test_that_everything_wrong_is_told_in_one_sentence(door: Door, name: str, password: str) -> None:
    door.types(Name=name, Password=password)
    door.qtbot.waitUntil(lambda: door.told == "Name or password is wrong.")


def test_that_after_a_wrong_password_the_next_one_can_be_typed_at_once(door: Door) -> None:
    door.types(Name="李四", Password="wrong")
    door.qtbot.waitUntil(lambda: bool(door.told))
    assert door.field("Password").selectedText() != ""


def test_that_a_field_left_empty_takes_the_keyboard_and_nothing_is_asked(door: Door) -> None:
    door.types(Password=RIGHT)
    assert (door.told, door.dialog.focusWidget()) == ("", door.field("Name"))


def test_that_no_password_can_be_read_over_a_shoulder(door: Door) -> None:
    secret = ("Password", "New password", "Once more")
    assert {door.field(name).echoMode() for name in secret} == {QLineEdit.EchoMode.Password}


def test_that_the_button_counts_the_wait_down_and_then_lets_go(door: Door) -> None:
    for _ in range(3):
        door.types(Name="李四", Password="wrong")
        door.qtbot.waitUntil(lambda: bool(door.told))
    assert (door.go.text(), door.go.isEnabled()) == ("Wait 2 s", False)
    door.clock.advance(timedelta(seconds=2))
    door.qtbot.waitUntil(lambda: (door.go.text(), door.go.isEnabled()) == ("Sign in", True))


def test_that_a_name_given_at_the_start_leaves_only_the_password_to_type(qtbot: QtBot) -> None:
    door = Door(qtbot, name="李四")
    assert door.dialog.focusWidget() is door.field("Password")


def test_that_an_outage_is_told_and_can_be_tried_again(door: Door) -> None:
    door.store.cut()
    door.types(Name="李四", Password=RIGHT)
    door.qtbot.waitUntil(lambda: "out of reach" in door.told)
    door.store.mend()
    door.types(Password=RIGHT)
    door.qtbot.waitUntil(lambda: door.dialog.seat is not None)


def test_that_a_password_of_somebody_elses_choice_must_be_changed_first(qtbot: QtBot) -> None:
    door = Door(qtbot, must_change=True)
    door.types(Name="李四", Password=RIGHT)
    qtbot.waitUntil(door.field("New password").isVisible)
    assert door.dialog.seat is None
    door.types(New_password="red lamp 88", Once_more="red lamp 88")
    qtbot.waitUntil(lambda: door.dialog.seat == IN_CITY)
    assert door.store.accounts().check("李四", "red lamp 88") is not None


@pytest.mark.parametrize(
    ("first", "again", "told"),
    [
        ("red lamp 88", "red lamp 89", "The two passwords differ."),
        ("red", "red", "A password has at least 8 letters."),
        (RIGHT, RIGHT, "That is the old password: choose another."),
    ],
)
def test_that_a_new_password_that_will_not_do_is_told(qtbot: QtBot, first: str, again: str, told: str) -> None:
    door = Door(qtbot, must_change=True)
    door.types(Name="李四", Password=RIGHT)
    qtbot.waitUntil(door.field("New password").isVisible)
    door.types(New_password=first, Once_more=again)
    qtbot.waitUntil(lambda: door.told == told)


def test_that_who_has_seats_at_two_centres_chooses_one(qtbot: QtBot) -> None:
    door = Door(qtbot, IN_CITY, IN_DISTRICT)
    door.types(Name="李四", Password=RIGHT)
    qtbot.waitUntil(door.centre.isVisible)
    assert [door.centre.itemText(place) for place in range(door.centre.count())] == ["云澜市", "东区"]
    door.centre.setCurrentText("东区")
    door.go.click()
    assert door.dialog.seat == IN_DISTRICT


def test_that_the_roles_at_the_chosen_centre_are_named(qtbot: QtBot) -> None:
    door = Door(qtbot, IN_CITY, IN_DISTRICT)
    door.types(Name="李四", Password=RIGHT)
    qtbot.waitUntil(door.centre.isVisible)
    assert "checker, shift lead" in [label.text() for label in door.dialog.findChildren(QLabel)]


def test_that_the_centre_wished_for_at_the_start_is_proposed(qtbot: QtBot) -> None:
    door = Door(qtbot, IN_CITY, IN_DISTRICT, wished=DISTRICT)
    door.types(Name="李四", Password=RIGHT)
    qtbot.waitUntil(lambda: door.centre.currentText() == "东区")


def test_that_closing_the_dialog_gives_no_seat(door: Door) -> None:
    door.qtbot.keyClick(door.dialog, Qt.Key.Key_Escape)
    assert (door.dialog.isVisible(), door.dialog.seat) == (False, None)


def test_that_nothing_is_asked_twice_while_a_password_is_compared(qtbot: QtBot) -> None:
    class Slow(SignIn):
        """Never answers."""

        asked = 0

        def submit(self, name: str, password: str) -> Future[Account]:
            self.asked += 1
            return Future()

    slow = Slow(FakeStore().accounts(), FakeClock(), Inline())
    dialog = SignInDialog(slow, {}, "李四")
    qtbot.addWidget(dialog)
    dialog.show()
    line = next(line for line in dialog.findChildren(QLineEdit) if line.accessibleName() == "Password")
    line.setText(RIGHT)
    for _ in range(2):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert slow.asked == 1


def test_that_every_field_has_a_name_for_who_cannot_see_it(door: Door) -> None:
    fields = [*door.dialog.findChildren(QLineEdit), *door.dialog.findChildren(QComboBox)]
    assert all(field.accessibleName() for field in fields)
