"""Operators who follow one another at one desk, without a restart: nothing of the one before becomes the next one's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.shift import Operator
from console.domain.ticket import State, Target, TargetKind, Ticket
from console.following import Link
from console.journal import SHIFT_KINDS, Kind
from console.orders import Dispatch
from console.settings import Console, parse
from tests.builders import CITY, DISTRICT, GRID, a_hand, a_ticket, an_entry, an_operator
from tests.fakes import FakeClock, FakeStore
from widgets import app, starting, theme
from widgets.app import Start, Workstation
from widgets.map.scheme import register_scheme
from widgets.sign_in import SignInDialog

register_scheme()

pytestmark = pytest.mark.webengine


@pytest.fixture
def in_place(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a workstation run in the application of the tests, and put everything back afterwards."""
    sheet, palette, locale, now = qapp.styleSheet(), qapp.palette(), QLocale(), theme.current.theme
    monkeypatch.setattr(app, "make_app", lambda argv: qapp)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    yield
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    QLocale.setDefault(locale)
    theme.current.take(now)


def a_start(store: FakeStore, name: str, folder: Path, *, signed_in: bool = True) -> Start:
    return Start(
        store=store,
        operator=Operator(name=name, centre=CITY, desk="desk"),
        clock=FakeClock(),
        zone=ZoneInfo("Asia/Shanghai"),
        folder=folder,
        language="en",
        theme="night",
        resolve=str,
        signed_in=signed_in,
    )


class Evening:
    """Runs workstations for the starts in turn; at each, does what was asked for, once its operator can change."""

    def __init__(self, *starts: Start, each: Callable[[Workstation], object]) -> None:
        self.sat: list[str] = []
        self.stopped = 0
        self._coming = iter(starts)
        self._each = each

    def run(self) -> int:
        return app.run(lambda _app: next(self._coming, None), self._on_started, self._on_stopping)

    def _on_started(self, station: Workstation) -> None:
        self.sat.append(station.relay.operator.name)
        QTimer.singleShot(0, station, lambda: self._each(station))

    def _on_stopping(self) -> None:
        self.stopped += 1


def shifts(store: FakeStore) -> list[tuple[Kind, str]]:
    return [(line.entry.kind, line.entry.by) for line in store.rows.lines if line.entry.kind in SHIFT_KINDS]


def change(station: Workstation) -> None:
    station.window.actions_by_id["change_operator"].trigger()


def test_that_another_operator_follows_without_a_restart(in_place: None, store: FakeStore, tmp_path: Path) -> None:
    evening = Evening(a_start(store, "李四", tmp_path), a_start(store, "赵六", tmp_path), each=change)
    assert evening.run() == 0
    assert (evening.sat, evening.stopped) == (["李四", "赵六"], 2)


def test_that_who_signs_in_is_on_shift(in_place: None, store: FakeStore, tmp_path: Path) -> None:
    Evening(a_start(store, "李四", tmp_path), each=change).run()
    assert shifts(store)[0] == (Kind.SHIFT_BEGAN, "李四")


@pytest.mark.parametrize("leave", [change, lambda station: station.window.close()])
def test_that_leaving_the_seat_ends_the_shift(
    in_place: None, store: FakeStore, tmp_path: Path, leave: Callable[[Workstation], object]
) -> None:
    Evening(a_start(store, "李四", tmp_path), each=leave).run()
    assert shifts(store) == [(Kind.SHIFT_BEGAN, "李四"), (Kind.SHIFT_ENDED, "李四")]


def test_that_the_shifts_of_those_who_follow_one_another_do_not_overlap(
    in_place: None, store: FakeStore, tmp_path: Path
) -> None:
    Evening(a_start(store, "李四", tmp_path), a_start(store, "赵六", tmp_path), each=change).run()
    assert shifts(store) == [
        (Kind.SHIFT_BEGAN, "李四"),
        (Kind.SHIFT_ENDED, "李四"),
        (Kind.SHIFT_BEGAN, "赵六"),
        (Kind.SHIFT_ENDED, "赵六"),
    ]


def test_that_what_was_held_is_sent_while_its_operator_is_on_shift(
    in_place: None, store: FakeStore, tmp_path: Path
) -> None:
    ticket = a_ticket(state=State.FILED, centre=CITY)
    with store.unit_of_work() as uow:
        uow.record(ticket, [an_entry(ticket)])
        uow.commit()

    def dispatch_and_leave(station: Workstation) -> None:
        target = Target(TargetKind.GRID, GRID)
        order = Dispatch(by=station.relay.operator, ticket=ticket.id, seen=ticket.version, target=target)
        assert station.relay.hold([order]) is not None
        change(station)

    Evening(a_start(store, "李四", tmp_path), each=dispatch_and_leave).run()
    kinds = [line.entry.kind for line in store.rows.lines]
    assert kinds.index(Kind.DISPATCHED) < kinds.index(Kind.SHIFT_ENDED)


def test_that_the_next_operator_finds_nothing_of_what_the_one_before_typed(
    in_place: None, store: FakeStore, tmp_path: Path
) -> None:
    seen: list[str] = []

    def look_type_and_leave(station: Workstation) -> None:
        seen.append(station.drafts.text("intake/caller_name"))
        station.drafts.keep("intake/caller_name", f"来电人 of {station.relay.operator.name}")
        change(station)

    starts = (a_start(store, name, tmp_path) for name in ("李四", "赵六", "李四"))
    Evening(*starts, each=look_type_and_leave).run()
    assert seen == ["", "", "来电人 of 李四"]


def test_that_closing_the_window_ends_it_for_everybody(in_place: None, store: FakeStore, tmp_path: Path) -> None:
    starts = (a_start(store, "李四", tmp_path), a_start(store, "赵六", tmp_path))
    evening = Evening(*starts, each=lambda station: station.window.close())
    evening.run()
    assert evening.sat == ["李四"]


def test_that_nobody_sits_down_where_the_dialog_is_closed(in_place: None) -> None:
    evening = Evening(each=change)
    assert (evening.run(), evening.sat) == (0, [])


def test_that_without_passwords_no_shift_begins_by_itself(in_place: None, store: FakeStore, tmp_path: Path) -> None:
    start = a_start(store, "李四", tmp_path, signed_in=False)
    Evening(start, each=lambda station: station.window.close()).run()
    assert not store.rows.lines


@pytest.fixture
def sit_down(in_place: None, store: FakeStore, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Return a way to start the console with these words, up to the moment where somebody sits down."""

    def sit(*words: str) -> Start | None:
        seated: list[Start | None] = []
        monkeypatch.setattr(starting, "run_app", lambda seat, started, stopping: seated.append(seat(qapp)))
        command = parse(["console", "--lang", "en", *words], {})
        assert isinstance(command, Console)
        starting.run(command, store, "desk-7", tmp_path, 0.0)
        return seated[0]

    return sit


def answer(password: str) -> None:
    """Type the password into the dialog that is open, and press its button; close it where there is none to type."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SignInDialog)
    if not password:
        dialog.reject()
        return
    next(line for line in dialog.findChildren(QLineEdit) if line.accessibleName() == "Password").setText(password)
    next(button for button in dialog.findChildren(QPushButton) if button.isDefault()).click()


def test_that_a_database_without_passwords_opens_without_asking(sit_down) -> None:
    start = sit_down("--operator", "新人")
    assert (start.operator.name, start.operator.desk, start.signed_in) == ("新人", "desk-7", False)


def test_that_the_operator_named_at_the_start_has_only_the_password_to_type(sit_down, store: FakeStore) -> None:
    store.accounts().put(an_operator("李四", centre=DISTRICT, desk=""), a_hand())
    store.accounts().set_password("李四", "green lamp 7", a_hand(), must_change=False)
    QTimer.singleShot(0, lambda: answer("green lamp 7"))
    start = sit_down("--operator", "李四")
    assert (start.operator, start.signed_in) == (an_operator("李四", centre=DISTRICT, desk="desk-7"), True)


def test_that_who_closes_the_dialog_opens_nothing(sit_down, store: FakeStore) -> None:
    store.accounts().put(an_operator("李四", centre=CITY, desk=""), a_hand())
    store.accounts().set_password("李四", "green lamp 7", a_hand(), must_change=False)
    QTimer.singleShot(0, lambda: answer(""))
    assert sit_down() is None


OPENED = ("indicators", "lead", "history", "help", "export_log")


def a_kept(store: FakeStore) -> Ticket:
    ticket = a_ticket(state=State.REPORTED, centre=CITY)
    with store.unit_of_work() as uow:
        uow.record(ticket, [an_entry(ticket)])
        uow.commit()
    return ticket


def in_turn(*each: Callable[[Workstation], object]) -> Callable[[Workstation], object]:
    """Return what does one thing at the first workstation, the next at the second, and so on."""
    left = iter(each)

    def do(station: Workstation) -> None:
        next(left)(station)

    return do


def others(station: Workstation) -> list[QWidget]:
    """Return what can be seen besides the window of this workstation."""
    return [window for window in QApplication.topLevelWidgets() if window.isVisible() and window is not station.window]


def test_that_no_window_of_the_one_before_is_open_for_the_next(
    in_place: None, store: FakeStore, tmp_path: Path
) -> None:
    seen: list[tuple[int, list[QWidget]]] = []

    def open_all_and_leave(station: Workstation) -> None:
        for id_ in OPENED:
            station.window.actions_by_id[id_].trigger()
        seen.append((len(others(station)), []))
        change(station)

    def look_and_leave(station: Workstation) -> None:
        seen.append((0, others(station)))
        change(station)

    starts = (a_start(store, name, tmp_path) for name in ("李四", "赵六"))
    Evening(*starts, each=in_turn(open_all_and_leave, look_and_leave)).run()
    assert seen == [(len(OPENED), []), (0, [])]


def test_that_orders_an_outage_kept_are_never_given_by_the_next(
    in_place: None, store: FakeStore, tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = a_kept(store)
    waiting: list[object] = []

    def give_in_an_outage_and_leave(station: Workstation) -> None:
        store.cut()
        station.window.giving.give("accept", [ticket.id])
        qtbot.waitUntil(lambda: station.relay.is_queued(ticket.id))
        change(station)
        store.mend()

    def try_again_and_leave(station: Workstation) -> None:
        station.relay.tell_link(Link.UP)
        waiting.append(station.relay.waiting.kept)
        change(station)

    starts = (a_start(store, name, tmp_path) for name in ("李四", "赵六"))
    Evening(*starts, each=in_turn(give_in_an_outage_and_leave, try_again_and_leave)).run()
    assert waiting == [()]
    assert Kind.ACCEPTED not in {line.entry.kind for line in store.rows.lines[1:]}
