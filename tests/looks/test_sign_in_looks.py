"""What the sign-in dialog looks like, on each of its pages, by night and day, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Role
from console.outages import ServerOutage
from console.ports import Account
from console.server_sign_in import Server, ServerSignIn
from console.sign_in import SignIn
from tests.builders import CITY, DISTRICT, an_operator
from tests.fake_keyring import FakeKeyring
from tests.fakes import FakeClock, FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Inline
from widgets import theme
from widgets.sign_in import SignInDialog

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
SEATS = (
    an_operator("王敏", centre=CITY, roles=SEAT_ROLES),
    an_operator("王敏", centre=DISTRICT, roles=frozenset({Role.DISPATCHER})),
)


def _dialog() -> SignInDialog:
    sign_in = SignIn(FakeStore().accounts(), FakeClock(), Inline())
    return SignInDialog(sign_in, {CITY: "云澜市", DISTRICT: "云澜市东区"}, "王敏")


def _refused() -> QWidget:
    dialog = _dialog()
    dialog._password.setText("green lamp 7")
    dialog.tell_refused(Refused("sign_in.wrong"))
    return dialog


def _of_others() -> QWidget:
    dialog = _dialog()
    dialog.go_on(Account(name="王敏", seats=SEATS, has_password=True, must_change=True))
    return dialog


def _of_two_centres() -> QWidget:
    dialog = _dialog()
    dialog.go_on(Account(name="王敏", seats=SEATS, has_password=True))
    return dialog


def _at_server() -> SignInDialog:
    server = Server(
        machines="db1.yunlan.example, db2.yunlan.example", database="griddesk", open_as=lambda *_: FakeStore()
    )
    sign_in = ServerSignIn(server, FakeKeyring(), FakeClock(), Inline())
    dialog = SignInDialog(sign_in, {}, "王敏")
    dialog._password.setText("green lamp 7")
    return dialog


def _told_by_server() -> QWidget:
    dialog = _at_server()
    dialog.tell_outage(ServerOutage("server.certificate_unknown", server="db1.yunlan.example, db2.yunlan.example"))
    return dialog


@pytest.mark.parametrize(("page", "build"), [("server", _at_server), ("certificate", _told_by_server)])
@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_sign_in_at_a_server_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, page: str, build, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(
        build, f"sign-in-{page}", size=(440, 300 if page == "server" else 480), look=look, language=language
    )


@pytest.mark.parametrize(("page", "build"), [("refused", _refused), ("own", _of_others), ("centre", _of_two_centres)])
@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_sign_in_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, page: str, build, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(build, f"sign-in-{page}", size=(440, 300), look=look, language=language)
