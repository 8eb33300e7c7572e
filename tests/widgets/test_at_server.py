"""Who comes in at a server's console: by the keyring unasked, by the dialog otherwise, one after another."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Operator, Role
from console.known import Known
from console.outages import ServerOutage
from console.ports import Account, Snapshot
from console.settings import Console, parse
from tests.builders import CITY, DISTRICT, NOON, a_hand, a_region_tree, an_operator
from tests.fake_keyring import FakeKeyring
from tests.fake_server_door import RIGHT, FakeServer
from tests.fakes import FakeStore
from widgets import theme
from widgets.at_server import NAMES_FILE, Door, check_sits, last_name, remember_name
from widgets.kit.banner import Banner
from widgets.sign_in import SignInDialog

IN_CITY = an_operator("李四", centre=CITY, roles=SEAT_ROLES, desk="")
KNOWS = FakeKeyring(李四=RIGHT)
KNOWN = Known(
    seat=IN_CITY,
    at=NOON,
    snapshot=Snapshot(tickets=(), crews=(), departments=(), cameras=(), regions=a_region_tree()),
)


@pytest.fixture(autouse=True)
def in_place(qapp: QApplication):
    """Put the application's look back, which a dialog before there is a workstation dresses."""
    sheet, palette, locale, now = qapp.styleSheet(), qapp.palette(), QLocale(), theme.current.theme
    yield
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    QLocale.setDefault(locale)
    theme.current.take(now)


@pytest.fixture
def server() -> FakeServer:
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    store.accounts().put(IN_CITY, a_hand())
    return FakeServer(store, "李四")


def a_door(server: FakeServer, folder: Path, *arguments: str, keyring: FakeKeyring | None = None) -> Door:
    command = parse(["console", "--lang", "en", *arguments])
    assert isinstance(command, Console)
    return Door(command, server.server, keyring or FakeKeyring(), folder)


def when_asked(qapp: QApplication, do: Callable[[SignInDialog], None]) -> list[SignInDialog]:
    """Do something with the dialog once it is open; returns the dialogs that were."""
    seen: list[SignInDialog] = []

    def look() -> None:
        for window in qapp.topLevelWidgets():
            if isinstance(window, SignInDialog) and window.isVisible():
                seen.append(window)
                do(window)
                return
        QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    return seen


def sign_in(dialog: SignInDialog, name: str = "李四", password: str = RIGHT) -> None:
    for line in dialog.findChildren(QLineEdit):
        if line.accessibleName() in {"Name", "Password"} and line.isVisible():
            line.setText(name if line.accessibleName() == "Name" else password)
    dialog._go.click()


def test_that_whom_the_keyring_knows_nobody_asks(qapp: QApplication, server: FakeServer, tmp_path: Path) -> None:
    door = a_door(server, tmp_path, "--operator", "李四", keyring=KNOWS)
    entered = door.enter(qapp)
    door.leave()
    assert entered
    assert entered[1] == IN_CITY


def test_that_where_nobody_sits_the_door_waits_for_the_server_and_asks_nobody(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    waited: list[str] = []

    def waits(attempt: Callable[[], Future[Account]], why: ServerOutage) -> Account:
        waited.append(why.code)
        server.against = None
        return attempt().result()

    server.against = ServerOutage("server.silent", server="db1")
    command = parse(["console", "--operator", "李四"])
    assert isinstance(command, Console)
    door = Door(command, server.server, KNOWS, tmp_path, waits)
    entered = door.enter(qapp)
    door.leave()
    assert (waited, entered is not None and entered[1]) == (["server.silent"], IN_CITY)


def test_that_a_server_that_trusts_whoever_comes_asks_nobody_and_names_nobody(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    server.trusts = True
    door = a_door(server, tmp_path)
    entered = door.enter(qapp)
    door.leave()
    assert entered
    assert entered[1] is None


def test_that_whoever_signs_in_comes_in_and_is_proposed_the_next_time(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    door = a_door(server, tmp_path)
    when_asked(qapp, sign_in)
    entered = door.enter(qapp)
    door.leave()
    assert (entered is not None, last_name(tmp_path / NAMES_FILE, "db1, db2/griddesk")) == (True, "李四")


def test_that_only_the_server_and_the_name_are_kept(qapp: QApplication, server: FakeServer, tmp_path: Path) -> None:
    door = a_door(server, tmp_path)
    when_asked(qapp, sign_in)
    door.enter(qapp)
    door.leave()
    kept = {path.name: path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert {name: json.loads(text) for name, text in kept.items()} == {NAMES_FILE: {"db1, db2/griddesk": "李四"}}


def test_that_who_closes_the_dialog_does_not_come_in(qapp: QApplication, server: FakeServer, tmp_path: Path) -> None:
    when_asked(qapp, lambda dialog: dialog.reject())
    assert a_door(server, tmp_path).enter(qapp) is None


def test_that_a_server_out_of_reach_is_told_before_anybody_types(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    server.against = ServerOutage("server.refused", server="db1, db2")
    told: list[str] = []

    def read(dialog: SignInDialog) -> None:
        told.extend(banner.text() for banner in dialog.findChildren(Banner))
        dialog.reject()

    when_asked(qapp, read)
    a_door(server, tmp_path).enter(qapp)
    assert told == ["The machine of db1, db2 is there, but no server listens at that port."]


def test_that_the_next_operator_is_always_asked(qapp: QApplication, server: FakeServer, tmp_path: Path) -> None:
    door = a_door(server, tmp_path, "--operator", "李四", keyring=KNOWS)
    door.enter(qapp)
    asked = when_asked(qapp, lambda dialog: dialog.reject())
    assert (door.enter(qapp), len(asked)) == (None, 1)


def test_that_the_database_of_whoever_leaves_is_closed(qapp: QApplication, server: FakeServer, tmp_path: Path) -> None:
    door = a_door(server, tmp_path, "--operator", "李四", keyring=KNOWS)
    door.enter(qapp)
    door.leave()
    assert (server.opened, server.closed) == (1, 1)


def test_that_the_wished_centre_is_taken_without_a_question(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    server.store.accounts().put(an_operator("李四", centre=DISTRICT, roles=SEAT_ROLES), a_hand())
    door = a_door(server, tmp_path, "--operator", "李四", "--centre", DISTRICT, keyring=KNOWS)
    entered = door.enter(qapp)
    door.leave()
    assert entered
    assert entered[1] == replace(IN_CITY, centre=DISTRICT)


def test_that_without_a_window_a_password_that_nobody_keeps_is_told(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        a_door(server, tmp_path, "--operator", "李四", "--no-window").enter(qapp)
    assert refused.value.code == "operator.sign_in_needed"


def test_that_without_a_window_a_server_out_of_reach_is_told(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    server.against = ServerOutage("server.refused", server="db1, db2")
    with pytest.raises(ServerOutage):
        a_door(server, tmp_path, "--no-window").enter(qapp)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"db": 3}'])
def test_that_a_spoilt_file_of_names_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAMES_FILE).write_text(text, "utf-8")
    assert last_name(tmp_path / NAMES_FILE, "db1/griddesk") == ""


def test_that_names_of_other_servers_stay(tmp_path: Path) -> None:
    remember_name(tmp_path / NAMES_FILE, "db1/griddesk", "李四")
    remember_name(tmp_path / NAMES_FILE, "db2/griddesk", "赵六")
    assert last_name(tmp_path / NAMES_FILE, "db1/griddesk") == "李四"


def test_that_whom_the_desk_knows_comes_in_while_the_server_is_away(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    server.shelf.begin("李四", RIGHT).keep(KNOWN, None)
    server.against = ServerOutage("server.refused", server="db1, db2")
    door = a_door(server, tmp_path, "--operator", "李四", keyring=KNOWS)
    entered = door.enter(qapp)
    assert (entered and entered[1], door.known, door.memory) == (IN_CITY, KNOWN, server.shelf.memories["李四"])


def test_that_who_comes_in_by_the_servers_word_is_shown_the_servers_situation(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    server.shelf.begin("李四", RIGHT).keep(KNOWN, None)
    door = a_door(server, tmp_path, "--operator", "李四", keyring=KNOWS)
    door.enter(qapp)
    assert door.known is None


def test_that_the_dialog_says_that_one_may_sign_in_all_the_same(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    server.shelf.begin("李四", RIGHT).keep(KNOWN, None)
    server.against = ServerOutage("server.refused", server="db1, db2")
    told: list[str] = []

    def read(dialog: SignInDialog) -> None:
        told.extend(banner.text() for banner in dialog.findChildren(Banner))
        dialog.reject()

    when_asked(qapp, read)
    a_door(server, tmp_path).enter(qapp)
    assert [text for text in told if "may sign in all the same" in text]


def test_that_a_password_given_anew_seals_what_is_kept_from_then_on(
    qapp: QApplication, server: FakeServer, tmp_path: Path
) -> None:
    door = a_door(server, tmp_path, "--operator", "李四", keyring=KNOWS)
    door.enter(qapp)
    server.right = "blue lamp 8"
    anew = door.anew(IN_CITY)
    anew.submit("李四", "blue lamp 8").result()
    anew.close()
    assert server.shelf.memories["李四"].password == "blue lamp 8"


def test_that_no_console_opens_with_a_walls_name() -> None:
    with pytest.raises(Refused, match=r"wall\.no_desk"):
        check_sits(Operator(name="大屏", centre=CITY, roles=frozenset({Role.WALL})))


def test_that_a_console_opens_for_an_operator_and_for_the_servers_owner() -> None:
    check_sits(Operator(name="李四", centre=CITY))
    check_sits(None)
