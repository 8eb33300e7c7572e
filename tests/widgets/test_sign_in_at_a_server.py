"""The sign-in dialog at a city's server: what is wrong is said where it can be mended, and nothing is kept unasked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.domain.shift import Role
from console.outages import ServerOutage
from console.server_sign_in import ServerSignIn
from tests.builders import CITY, DISTRICT, a_hand, a_region_tree, an_operator
from tests.fake_keyring import FakeKeyring
from tests.fake_server_door import RIGHT, FakeServer
from tests.fakes import FakeClock, FakeStore
from tests.widgets.conftest import Inline
from widgets.kit.banner import Banner
from widgets.sign_in import SignInDialog

IN_CITY = an_operator("李四", centre=CITY, desk="", roles=frozenset({Role.SHIFT_LEAD}))
IN_DISTRICT = an_operator("李四", centre=DISTRICT, desk="", roles=frozenset({Role.DISPATCHER}))


class Door:
    """A dialog on a server of a test, and the hands that use it."""

    def __init__(self, qtbot: QtBot, *seats, role: str = "", keyring: FakeKeyring | None = None) -> None:
        self.qtbot, self.store = qtbot, FakeStore()
        self.store.registry().add_regions(a_region_tree())
        for seat in seats or (IN_CITY,):
            self.store.accounts().put(seat, a_hand())
        self.server = FakeServer(self.store, "李四", role=role)
        self.keyring = keyring or FakeKeyring()
        self.sign_in = ServerSignIn(self.server.server, self.keyring, FakeClock(), Inline())
        self.dialog = SignInDialog(self.sign_in, self.sign_in.centres)
        qtbot.addWidget(self.dialog)
        self.dialog.show()

    def field(self, name: str) -> QLineEdit:
        return next(line for line in self.dialog.findChildren(QLineEdit) if line.accessibleName() == name)

    @property
    def keep(self) -> QCheckBox:
        (box,) = self.dialog.findChildren(QCheckBox)
        return box

    @property
    def told(self) -> str:
        (banner,) = self.dialog.findChildren(Banner)
        return banner.text()

    @property
    def go(self) -> QPushButton:
        return next(button for button in self.dialog.findChildren(QPushButton) if button.isDefault())

    def tries(self, password: str = RIGHT, name: str = "李四") -> None:
        self.field("Name").setText(name)
        self.field("Password").setText(password)
        self.qtbot.keyClick(self.field("Password"), Qt.Key.Key_Return)


@pytest.fixture
def door(qtbot: QtBot) -> Door:
    return Door(qtbot)


def test_that_the_right_password_gives_the_seat_and_the_open_database(door: Door) -> None:
    door.tries()
    door.qtbot.waitUntil(lambda: door.dialog.seat == IN_CITY)
    assert door.sign_in.store is not None


def test_that_the_server_is_named(door: Door) -> None:
    assert "Server: db1, db2/griddesk" in [label.text() for label in door.dialog.findChildren(QLabel)]


def test_that_a_wrong_password_can_be_typed_again_at_once(door: Door) -> None:
    door.tries("wrong")
    door.qtbot.waitUntil(lambda: door.told == "Name or password is wrong.")
    assert door.field("Password").selectedText() != ""


@pytest.mark.parametrize(
    ("against", "told"),
    [
        (ServerOutage("server.silent", server="db1, db2"), "db1, db2 does not answer"),
        (ServerOutage("server.certificate_host", server="db1, db2"), "made out to another machine"),
        (ServerOutage("server.too_old", server="db1", found=14, least=15), "db1 runs PostgreSQL 14"),
        (Refused("database.no_schema", database="griddesk"), "griddesk holds no tables of GridDesk"),
        (Refused("database.newer", found="0009", known="0007"), "made by a newer GridDesk"),
    ],
    ids=lambda found: getattr(found, "code", ""),
)
def test_that_what_is_wrong_is_told_and_can_be_tried_again(door: Door, against, told: str) -> None:
    door.server.against = against
    door.tries()
    door.qtbot.waitUntil(lambda: told in door.told)
    door.server.against = None
    door.tries()
    door.qtbot.waitUntil(lambda: door.dialog.seat == IN_CITY)


def test_that_a_reason_of_many_lines_is_read_whole(door: Door) -> None:
    before_px = door.dialog.height()
    door.server.against = ServerOutage("server.certificate_unknown", server="db1.city.example, " * 12)
    door.tries()
    door.qtbot.waitUntil(lambda: door.dialog.height() > before_px)


def test_that_the_switch_is_off_and_nothing_is_kept(door: Door) -> None:
    off = not door.keep.isChecked()
    door.tries()
    door.qtbot.waitUntil(lambda: door.dialog.seat is not None)
    assert (off, door.keyring.kept) == (True, {})


def test_that_with_the_switch_the_keyring_keeps_the_password(door: Door) -> None:
    door.keep.setChecked(True)
    door.tries()
    door.qtbot.waitUntil(lambda: door.dialog.seat is not None)
    assert list(door.keyring.kept.values()) == [RIGHT]


def test_that_a_computer_without_a_keyring_says_so(qtbot: QtBot) -> None:
    door = Door(qtbot, keyring=FakeKeyring(is_there=False))
    assert (door.keep.isEnabled(), door.keep.text()) == (False, "No keyring here: typed each time")


def test_that_who_has_seats_at_two_centres_chooses_one_by_its_name(qtbot: QtBot) -> None:
    door = Door(qtbot, IN_CITY, IN_DISTRICT)
    door.tries()
    qtbot.waitUntil(lambda: door.go.text() == "Take the seat")
    door.dialog._centre.setCurrentIndex(1)
    door.go.click()
    assert door.dialog.seat == IN_DISTRICT


def test_that_a_role_in_the_address_cannot_be_changed(qtbot: QtBot) -> None:
    door = Door(qtbot, role="owner")
    assert (door.field("Name").text(), door.field("Name").isReadOnly()) == ("owner", True)


def test_that_name_password_and_switch_follow_one_another_at_the_tab_key(door: Door) -> None:
    door.field("Name").setFocus()
    order = []
    for _ in range(3):
        door.qtbot.keyClick(door.dialog.focusWidget(), Qt.Key.Key_Tab)
        order.append(door.dialog.focusWidget())
    assert order[:2] == [door.field("Password"), door.keep]


def test_that_no_password_can_be_read_over_a_shoulder(door: Door) -> None:
    assert door.field("Password").echoMode() == QLineEdit.EchoMode.Password
