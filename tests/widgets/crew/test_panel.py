"""The crew panel: who is near, what a drop would do before it is done, and what it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.crew import CrewId, Fix
from console.domain.place import LatLng
from console.domain.ticket import State, Target, TargetKind
from console.journal import News
from tests.builders import CITY, GRID, IN_GRID, IN_NEXT_GRID, NOON, a_crew, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.crew.conftest import CREWS, FED_BACK, TICKET, Drag, OpenCrews
from widgets.crew.model import Column
from widgets.crew.panel import CrewPanel
from widgets.crew.roster import Page
from widgets.kit.ticket_mime import mime_of_cameras, mime_of_tickets


def names(panel: CrewPanel) -> list[str]:
    return [line.name for line in panel.model.lines]


def test_that_only_crews_on_duty_are_listed(open_crews: OpenCrews) -> None:
    assert set(names(open_crews(*CREWS))) == {"张三", "李四"}


def test_that_the_nearest_to_the_ticket_in_focus_comes_first(open_crews: OpenCrews, seat: Seat) -> None:
    panel = open_crews(*CREWS, tickets=(replace(TICKET, place=IN_NEXT_GRID),))
    seat.focus.look_at_ticket(TICKET.id)
    assert names(panel) == ["李四", "张三"]


@pytest.mark.parametrize("typed", ["张", "ZS", "ｎｅａｒ", f"区域{GRID}"])
def test_that_a_crew_is_found_by_name_initials_and_region(open_crews: OpenCrews, typed: str) -> None:
    panel = open_crews(*CREWS)
    panel.text.setText(typed)
    assert names(panel) == ["张三"]


def test_that_the_hovered_row_is_named_before_the_drop(open_crews: OpenCrews) -> None:
    panel = open_crews(*CREWS)
    drag = Drag(panel, mime_of_tickets([(TICKET.id, 1)]))
    assert drag.enter()
    assert drag.over(0)
    assert panel.view.hint() == "Dispatch to 张三 · 0 m · in hand 0"
    drag.leave()
    assert panel.view.hint() == ""


def test_that_a_drop_asks_for_the_dispatch_of_every_ticket_carried(open_crews: OpenCrews, qtbot: QtBot) -> None:
    other = a_ticket(centre=CITY)
    panel = open_crews(*CREWS, tickets=(TICKET, other))
    drag = Drag(panel, mime_of_tickets([(TICKET.id, 1), (other.id, 1)]))
    drag.enter()
    with qtbot.waitSignal(panel.dispatch_asked) as asked:
        assert drag.drop(0)
    assert asked.args == [[TICKET.id, other.id], Target(TargetKind.CREW, "near")]


def test_that_a_row_that_may_not_take_it_says_why_and_takes_nothing(open_crews: OpenCrews, qtbot: QtBot) -> None:
    panel = open_crews(*CREWS)
    drag = Drag(panel, mime_of_tickets([(FED_BACK.id, 1)]))
    drag.enter()
    assert not drag.over(0)
    assert "To be checked" in panel.view.hint()
    with qtbot.assertNotEmitted(panel.dispatch_asked):
        assert not drag.drop(0)


def test_that_what_is_no_ticket_is_not_taken(open_crews: OpenCrews) -> None:
    assert not Drag(open_crews(*CREWS), mime_of_cameras([])).enter()


def test_that_rows_stand_still_under_a_drag(open_crews: OpenCrews, seat: Seat) -> None:
    panel = open_crews(*CREWS)
    Drag(panel, mime_of_tickets([(TICKET.id, 1)])).enter()
    seat.board.hear(News(crews=(a_crew("new", name="阿一", version=2),)))
    panel.refresh()
    assert "阿一" not in names(panel)


def test_that_rows_keep_their_order_under_the_pointer_but_not_their_age(open_crews: OpenCrews, seat: Seat) -> None:
    panel = open_crews(*CREWS)
    seat.focus.look_at_ticket(TICKET.id)
    QApplication.sendEvent(panel.view.viewport(), QEvent(QEvent.Type.Enter))
    moved = Fix(CREWS[0].id, LatLng(IN_GRID.lat_deg + 1, IN_GRID.lng_deg), NOON + timedelta(seconds=9))
    seat.board.hear(News(fixes=(moved,)))
    panel.refresh()
    assert names(panel) == ["张三", "李四"]
    assert panel.model.lines[0].fixed_at == moved.at
    QApplication.sendEvent(panel.view.viewport(), QEvent(QEvent.Type.Leave))
    panel.refresh()
    assert names(panel) == ["李四", "张三"]


def test_that_a_drag_over_the_other_tab_turns_the_page(open_crews: OpenCrews) -> None:
    panel = open_crews(*CREWS)
    mime = mime_of_tickets([(TICKET.id, 1)])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(panel.tabs[Page.DEPARTMENTS], QDragEnterEvent(QPoint(3, 3), copy, mime, left, none))
    assert names(panel) == ["城管局"]


def test_that_departments_have_no_empty_columns_of_a_position(open_crews: OpenCrews) -> None:
    panel = open_crews(*CREWS)
    hidden = panel.view.isColumnHidden
    panel.tabs[Page.DEPARTMENTS].setChecked(True)
    assert panel.model.lines
    assert [hidden(column) for column in (Column.IN_HAND, Column.AWAY, Column.FIX)] == [False, True, True]
    panel.tabs[Page.CREWS].setChecked(True)
    assert not hidden(Column.AWAY)


def test_that_enter_dispatches_the_ticket_in_focus(open_crews: OpenCrews, seat: Seat, qtbot: QtBot) -> None:
    panel = open_crews(*CREWS)
    seat.focus.look_at_ticket(TICKET.id)
    panel.view.selectRow(1)
    with qtbot.waitSignal(panel.dispatch_asked) as asked:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert asked.args == [[TICKET.id], Target(TargetKind.CREW, "far")]


def test_that_the_button_is_dead_while_the_ticket_in_focus_cannot_be_sent(open_crews: OpenCrews, seat: Seat) -> None:
    panel = open_crews(*CREWS)
    seat.focus.look_at_ticket(FED_BACK.id)
    panel.view.selectRow(0)
    assert not panel.give.isEnabled()
    assert "To be checked" in panel.offer.text()


def test_that_the_chosen_row_is_kept_when_the_list_changes(open_crews: OpenCrews, seat: Seat) -> None:
    panel = open_crews(*CREWS)
    panel.view.selectRow(1)
    chosen = panel.current_target()
    seat.board.hear(News(crews=(a_crew("new", name="阿一", version=2),)))
    panel.refresh()
    assert "阿一" in names(panel)
    assert panel.current_target() == chosen


def test_that_the_model_keeps_qts_rules(open_crews: OpenCrews) -> None:
    panel = open_crews(*CREWS)
    tester = QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for typed in ("张", "", "nobody", ""):
        panel.text.setText(typed)
    assert tester.model() is panel.model


def test_that_a_crew_chosen_elsewhere_is_found_whatever_words_hide_it(open_crews: OpenCrews) -> None:
    panel = open_crews(*CREWS)
    panel.text.setText("李四")
    panel.choose(CrewId("near"))
    assert panel.current_target() == Target(TargetKind.CREW, "near")


def test_that_the_button_transfers_what_somebody_has_already(open_crews: OpenCrews, seat: Seat) -> None:
    panel = open_crews(*CREWS)
    held = replace(FED_BACK, version=9, state=State.IN_PROGRESS, holder=None)
    seat.board.hear(News(tickets=(held,)))
    seat.focus.look_at_ticket(held.id)
    panel.view.selectRow(0)
    assert (panel.give.text(), panel.give.isEnabled(), "Transfer to" in panel.offer.text()) == ("Transfer", True, True)
