"""One workstation whole: it starts, tells a bug calmly and goes on, and leaves nothing behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import TracebackType
from zoneinfo import ZoneInfo

import pytest
import shapely
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.crew import CrewId
from console.domain.shift import Operator
from console.domain.ticket import State, Target, TargetKind, Ticket, TicketId
from console.following import Link
from console.journal import News
from console.kept import Stand
from console.orders import Dispatch, TakeIn
from console.outages import ServerOutage
from console.server_sign_in import SignInAnew
from tests.builders import CITY, GRID, IN_GRID, NOON, a_hand
from tests.fake_keyring import FakeKeyring
from tests.fake_server_door import RIGHT, FakeServer
from tests.fakes import FakeClock, FakeStore
from widgets import theme
from widgets.app import Hook, Start, Workstation
from widgets.charts.lead import LeadWindow
from widgets.charts.window import IndicatorsWindow
from widgets.history.window import HistoryWindow
from widgets.key_card import KeyCard
from widgets.kit.drafts import Drafts
from widgets.map.area import Held
from widgets.map.scheme import register_scheme
from widgets.outbox.window import OutboxWindow
from widgets.queue.filter import Wanted

# Schemes count only if they are known before the application is made, and that is when the first test asks for it.
register_scheme()

pytestmark = pytest.mark.webengine

TO_GRID = Target(TargetKind.GRID, GRID)


@dataclass
class Bug:
    """Something that nobody expected, as Python hands it to the hook."""

    kind: type[BaseException]
    error: BaseException
    trace: TracebackType | None


@pytest.fixture
def station(store: FakeStore, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Workstation]:
    sheet, palette, locale, now = qapp.styleSheet(), qapp.palette(), QLocale(), theme.current.theme
    operator = Operator(name="李四", centre=CITY, desk="desk")
    start = Start(
        store=store,
        operator=operator,
        clock=FakeClock(),
        anew=lambda: SignInAnew(FakeServer(store, "李四").server, FakeKeyring(), FakeClock(), operator),
        zone=ZoneInfo("Asia/Shanghai"),
        folder=tmp_path,
        language="en",
        theme="night",
        resolve=str,
        began_s=perf_counter(),
    )
    made = Workstation(qapp, start)
    made.open()
    qtbot.waitUntil(lambda: made.window.map.live.is_up, timeout=20_000)
    yield made
    made.window.close()
    made.close()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    QLocale.setDefault(locale)
    theme.current.take(now)


@pytest.fixture
def bug() -> Bug:
    try:
        raise ZeroDivisionError("a bug in a panel")
    except ZeroDivisionError as error:
        return Bug(type(error), error, error.__traceback__)


def test_that_a_bug_is_told_calmly_and_the_console_goes_on(
    station: Workstation, bug: Bug, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    Hook(station).catch(bug.kind, bug.error, bug.trace)
    banner = station.window.banner
    assert banner.text().startswith("Something went wrong inside the console")
    assert station.window.isVisible()


def test_that_the_report_of_a_bug_can_be_copied_whole(
    station: Workstation, bug: Bug, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    Hook(station).catch(bug.kind, bug.error, bug.trace)
    buttons = station.window.banner.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Copy report").click()
    assert "ZeroDivisionError: a bug in a panel" in qapp.clipboard().text()


def test_that_what_was_typed_is_on_the_disk_when_a_bug_is_told(
    station: Workstation, bug: Bug, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    station.drafts.keep("intake/title", "窨井盖")
    Hook(station).catch(bug.kind, bug.error, bug.trace)
    assert Drafts(tmp_path / "drafts.json").text("intake/title") == "窨井盖"


def test_that_grids_chosen_on_the_map_go_into_a_new_campaign(station: Workstation, qtbot: QtBot) -> None:
    station.window.actions_by_id["campaigns"].trigger()
    campaigns = station.window.campaigns
    qtbot.waitUntil(campaigns.isVisible)
    campaigns.new.click()
    station.window.map.grids_chosen.emit([GRID])
    assert campaigns.form.grids == {GRID}


def test_that_an_area_on_the_map_offers_the_wall_a_tour_of_its_cameras(station: Workstation) -> None:
    station.window.map.hand.area_taken.emit(Held(shape=shapely.box(-180, -90, 180, 90)))
    assert station.window.wall.bar.tour_box.isEnabled()


def test_that_the_same_bug_in_every_repaint_is_logged_once(
    station: Workstation, bug: Bug, caplog: pytest.LogCaptureFixture
) -> None:
    hook = Hook(station)
    for _ in range(5):
        hook.catch(bug.kind, bug.error, bug.trace)
    assert len([line for line in caplog.records if line.levelname == "CRITICAL"]) == 1


def test_that_a_bug_in_an_order_goes_to_the_hook(
    station: Workstation, bug: Bug, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", Hook(station).catch)
    station.relay.failed.emit("an order", bug.error)
    assert station.window.banner.text().startswith("Something went wrong")


def test_that_ctrl_c_closes_the_window_and_is_no_bug(station: Workstation, qtbot: QtBot) -> None:
    with qtbot.waitSignal(station.window.closing):
        Hook(station).catch(KeyboardInterrupt, KeyboardInterrupt(), None)


def test_that_help_asked_for_twice_is_one_card(station: Workstation) -> None:
    station.window.help_asked.emit()
    station.window.help_asked.emit()
    (card,) = station.window.findChildren(KeyCard)
    card.close()


def past_windows() -> list[HistoryWindow]:
    return [window for window in QApplication.topLevelWidgets() if isinstance(window, HistoryWindow)]


def test_that_the_past_asked_for_twice_is_one_window(station: Workstation, qtbot: QtBot) -> None:
    station.window.actions_by_id["history"].trigger()
    station.window.actions_by_id["history"].trigger()
    (window,) = past_windows()
    with qtbot.waitSignal(window.destroyed):
        window.bar.back.click()


def test_that_the_past_goes_with_the_console_and_can_be_opened_again_before(station: Workstation, qtbot: QtBot) -> None:
    history = station.window.actions_by_id["history"]
    history.trigger()
    (window,) = past_windows()
    with qtbot.waitSignal(window.destroyed):
        window.close()
    history.trigger()
    (window,) = past_windows()
    with qtbot.waitSignal(window.destroyed):
        station.window.close()


def test_that_the_theme_changes_at_once(station: Workstation) -> None:
    before = theme.color("bg")
    station.window.actions_by_id["theme"].trigger()
    assert theme.color("bg") != before


def test_that_a_crew_clicked_on_the_map_is_chosen_among_the_crews(station: Workstation) -> None:
    station.window.map.crew_clicked.emit(CrewId("C1"))
    assert station.window.crews.isVisible()
    assert station.window.crews.current_target() == Target(TargetKind.CREW, "C1")


def test_that_the_switch_for_motion_reaches_the_map(station: Workstation) -> None:
    station.window.actions_by_id["still"].trigger()
    assert station.window.map.live._marks["still"] is True


def test_that_motion_stays_reduced_the_next_time(station: Workstation) -> None:
    still = station.window.actions_by_id["still"]
    still.trigger()
    station.window.keep()
    still.setChecked(False)
    station.window.restore()
    assert still.isChecked()


def test_that_a_second_console_keeps_its_drafts_apart(station: Workstation, tmp_path: Path) -> None:
    second = Drafts.claimed(tmp_path)
    second.keep("intake/title", "噪声")
    second.release()
    assert station.drafts.text("intake/title") == ""
    assert (tmp_path / "drafts-2.json").exists()


def test_that_nothing_is_asked_of_the_operator_at_the_start(station: Workstation) -> None:
    assert QApplication.activeModalWidget() is None


def a_ticket_of(station: Workstation, qtbot: QtBot) -> Ticket:
    order = TakeIn(
        by=station.relay.operator, id=TicketId(1), category="2101", title="窨井盖损坏", source="public",
        reported_at=NOON, place=IN_GRID,
    )  # fmt: skip
    with qtbot.waitSignal(station.relay.done):
        station.relay.submit(order)
    return station.board.tickets[order.id]


def test_that_what_is_still_held_is_sent_when_the_workstation_stops(
    store: FakeStore, station: Workstation, qtbot: QtBot
) -> None:
    ticket = a_ticket_of(station, qtbot)
    station.relay.hold([Dispatch(by=station.relay.operator, ticket=ticket.id, seen=ticket.version, target=TO_GRID)])

    station.stop()

    stored, _ = store.archive().timeline(ticket.id)
    assert stored is not None
    assert stored.state is State.DISPATCHED


def test_that_orders_that_wait_are_there_again_at_the_next_start(
    store: FakeStore, station: Workstation, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = a_ticket_of(station, qtbot)
    store.cut()
    station.window.giving.give("accept", [ticket.id])
    qtbot.waitUntil(lambda: station.relay.is_queued(ticket.id))

    assert station.window.close()
    station.stop()
    store.mend()

    kept = store.outbox(Path(), station.relay.operator.name).all()
    assert [(one.order, one.stand) for one in kept] == [(station.relay.waiting.kept[0].order, Stand.QUEUED)]


def test_that_a_dispatch_held_without_a_link_is_kept_at_closing(
    store: FakeStore, station: Workstation, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = a_ticket_of(station, qtbot)
    store.cut()
    with qtbot.waitSignal(station.relay.link_changed):
        station.relay.tell_link(Link.LOST)
    station.window.giving.dispatch([ticket.id], TO_GRID)

    assert station.window.close()
    station.stop()
    store.mend()

    kept = store.outbox(Path(), station.relay.operator.name).all()
    assert [(type(one.order), one.stand) for one in kept] == [(Dispatch, Stand.QUEUED)]


def test_that_the_orders_that_wait_are_shown_once(station: Workstation, qtbot: QtBot) -> None:
    for _ in range(2):
        station.window.actions_by_id["outbox"].trigger()
    (shown,) = station.window.findChildren(OutboxWindow)
    with qtbot.waitSignal(shown.destroyed):
        shown.close()


def indicator_windows() -> list[IndicatorsWindow]:
    return [window for window in QApplication.topLevelWidgets() if isinstance(window, IndicatorsWindow)]


def test_that_the_indicators_asked_for_twice_are_one_window(station: Workstation, qtbot: QtBot) -> None:
    station.window.actions_by_id["indicators"].trigger()
    station.window.actions_by_id["indicators"].trigger()
    (window,) = indicator_windows()
    with qtbot.waitSignal(window.destroyed):
        window.close()


def test_that_a_number_of_the_shift_lead_s_board_filters_the_queue(station: Workstation, qtbot: QtBot) -> None:
    station.window.actions_by_id["lead"].trigger()
    (lead,) = (window for window in QApplication.topLevelWidgets() if isinstance(window, LeadWindow))
    lead.filter_wanted.emit({"unsigned": True}, [])
    assert station.window.queue.model.wanted == Wanted(unsigned=True)
    with qtbot.waitSignal(lead.destroyed):
        lead.close()


def changed(station: Workstation, store: FakeStore, name: str) -> News:
    """Let somebody else give and take the seat of an operator, and this desk hear of it."""
    accounts = store.accounts()
    accounts.put(Operator(name=name, centre=CITY), a_hand("周凯"))
    accounts.remove(name, a_hand("周凯"))
    news = News(entries=(store.rows.lines[-1].entry,), desk="desk-2")
    station.relay.hear(news)
    return news


def test_that_who_loses_the_seat_in_mid_shift_is_told_by_whom(
    station: Workstation, store: FakeStore, qtbot: QtBot
) -> None:
    changed(station, store, "李四")
    qtbot.waitUntil(lambda: "周凯" in station.window.banner.text())


def test_that_a_change_of_another_seat_is_nobody_s_business_here(
    station: Workstation, store: FakeStore, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(station.relay.noted):
        changed(station, store, "赵六")
    assert not station.window.banner.text()


def test_that_news_are_looked_for_less_often_while_nobody_works_here(station: Workstation, qapp: QApplication) -> None:
    states = (Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationActive)
    paces = []
    for state in states:
        qapp.applicationStateChanged.emit(state)
        paces.append(station.follower.period_s)
    assert paces == [1.0, 0.25]


def test_that_an_operator_whom_the_server_shut_out_signs_in_anew_and_finds_all_in_its_place(
    store: FakeStore, station: Workstation, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = a_ticket_of(station, qtbot)
    station.window.queue.select([ticket.id])
    station.drafts.keep("intake.title", "半句话")
    store._outage = ServerOutage("server.wrong_sign_in", server="db1", name="李四", database="griddesk")
    band = station.window.link_band
    qtbot.waitUntil(lambda: "sign in anew" in band.text())
    band.acted.emit()
    assert station.signing_anew is not None
    dialog = station.signing_anew.dialog
    assert dialog is not None
    store.mend()
    store.accounts().put(station.relay.operator, a_hand())
    dialog._password.setText(RIGHT)
    dialog._go.click()
    qtbot.waitUntil(lambda: station.relay.link is Link.UP)
    assert [each.id for each in station.window.queue.selected()] == [ticket.id]
    assert (station.drafts.text("intake.title"), band.text()) == ("半句话", "")
