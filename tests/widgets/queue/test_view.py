"""The queue under the hand: nothing moves away, nothing is forgotten, nothing happens during a drag."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from console.domain.ticket import Priority, State, TicketId
from console.journal import News
from tests.builders import CITY, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.queue.conftest import Hear, OpenQueue, put, some_tickets, urgent, y_of
from widgets.kit.ticket_mime import tickets_of
from widgets.queue.filter import EVERYTHING, Wanted
from widgets.queue.model import MANY, QueueModel
from widgets.queue.panel import QueuePanel
from widgets.queue.wording import Column


def point_at(panel: QueuePanel, row: int) -> None:
    at = QPointF(100, panel.view.rowViewportPosition(row) + 5)
    globally = QPointF(panel.view.viewport().mapToGlobal(at.toPoint()))
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, globally, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(panel.view.viewport(), moved)


def send(panel: QueuePanel, kind: QEvent.Type, row: int, right_px: int) -> None:
    """Send a mouse event with the left button at a row, ``right_px`` to the right of its start."""
    at = QPointF(100 + right_px, panel.view.rowViewportPosition(row) + 5)
    globally = QPointF(panel.view.viewport().mapToGlobal(at.toPoint()))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else left
    QApplication.sendEvent(panel.view.viewport(), QMouseEvent(kind, at, globally, button, held, none))


def leave(panel: QueuePanel) -> None:
    QApplication.sendEvent(panel.view.viewport(), QEvent(QEvent.Type.Leave))


def ids(panel: QueuePanel) -> list[TicketId]:
    return [panel.model.id_at(row) for row in range(panel.visible_count)]


def test_that_the_row_the_keyboard_comes_to_first_is_seen_as_chosen(open_queue: OpenQueue, seat: Seat) -> None:
    panel = open_queue(some_tickets(3))
    panel.view.setFocus()
    assert [ticket.id for ticket in panel.selected()] == [seat.focus.ticket]


@pytest.mark.parametrize("count", [3, 200], ids=["a list that fits", "a list that scrolls"])
def test_that_the_row_under_the_pointer_stays_when_more_urgent_tickets_come(
    open_queue: OpenQueue, hear: Hear, count: int
) -> None:
    tickets = some_tickets(count)
    panel = open_queue(tickets)
    point_at(panel, 2)
    before = y_of(panel, tickets[2])
    hear(panel, urgent(901), urgent(902))
    assert y_of(panel, tickets[2]) == before


def test_that_the_row_under_the_pointer_stays_when_tickets_above_it_go(open_queue: OpenQueue, hear: Hear) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    point_at(panel, 3)
    before = y_of(panel, tickets[3])
    hear(panel, replace(tickets[0], version=2, state=State.CLOSED), replace(tickets[1], version=2, state=State.VOID))
    assert y_of(panel, tickets[3]) == before


def test_that_the_list_settles_when_the_pointer_leaves(open_queue: OpenQueue, hear: Hear) -> None:
    panel = open_queue(some_tickets(3))
    point_at(panel, 2)
    hear(panel, urgent(901))
    leave(panel)
    assert y_of(panel, TicketId(901)) == 0


def test_that_the_selected_row_stays_while_the_pointer_is_elsewhere(open_queue: OpenQueue, hear: Hear) -> None:
    tickets = some_tickets(200)
    panel = open_queue(tickets)
    panel.select([tickets[100].id])
    before = y_of(panel, tickets[100])
    hear(panel, urgent(901), urgent(902), urgent(903))
    assert y_of(panel, tickets[100]) == before


def test_that_a_list_that_stands_at_its_top_stays_there_whatever_is_selected(open_queue: OpenQueue, hear: Hear) -> None:
    tickets = some_tickets(200)
    panel = open_queue(tickets)
    panel.select([panel.model.at(2).id])
    hear(panel, *(urgent(id_) for id_ in range(901, 910)))
    assert (panel.view.top_row(), y_of(panel, panel.model.at(0))) == (0, 0)
    assert panel.news.isHidden()


def test_that_a_change_of_many_tickets_at_once_keeps_selection_and_place(open_queue: OpenQueue, hear: Hear) -> None:
    tickets = some_tickets(300)
    panel = open_queue(tickets)
    panel.select([tickets[150].id, tickets[152].id])
    before = y_of(panel, tickets[150])
    hear(panel, *(replace(ticket, version=2, priority=Priority.P1) for ticket in tickets[: MANY + 10]))
    assert [ticket.id for ticket in panel.selected()] == [tickets[150].id, tickets[152].id]
    assert y_of(panel, tickets[150]) == before


def test_that_sorting_keeps_the_selection(open_queue: OpenQueue) -> None:
    tickets = some_tickets(50)
    panel = open_queue(tickets)
    panel.select([tickets[7].id, tickets[9].id])
    panel.view.horizontalHeader().setSortIndicator(Column.NUMBER, Qt.SortOrder.DescendingOrder)
    assert ids(panel)[0] == tickets[-1].id
    assert {ticket.id for ticket in panel.selected()} == {tickets[7].id, tickets[9].id}


def test_that_what_a_filter_hid_is_selected_again_when_it_comes_back(open_queue: OpenQueue) -> None:
    tickets = some_tickets(20)
    panel = open_queue(tickets)
    panel.select([tickets[4].id])
    panel.filter_bar.text.setText("T007")
    panel.filter_bar.want_everything()
    assert [ticket.id for ticket in panel.selected()] == [tickets[4].id]


def test_that_the_focus_stays_on_a_ticket_that_another_desk_closed(
    open_queue: OpenQueue, hear: Hear, seat: Seat
) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    panel.select([tickets[2].id])
    seat.focus.look_at_ticket(tickets[2].id)
    hear(panel, replace(tickets[2], version=2, state=State.CLOSED))
    assert seat.focus.ticket == tickets[2].id


def test_that_enter_opens_nothing_that_was_not_chosen(open_queue: OpenQueue, hear: Hear, seat: Seat, qtbot) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    panel.select([tickets[2].id])
    hear(panel, replace(tickets[2], version=2, state=State.CLOSED))
    with qtbot.assertNotEmitted(seat.focus.ticket_opened):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)


def test_that_a_row_taken_out_of_the_selection_leaves_the_others_in(open_queue: OpenQueue, qtbot) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    panel.select([tickets[0].id, tickets[1].id, tickets[2].id])
    at = panel.view.visualRect(panel.model.index(1, Column.TITLE)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    assert [ticket.id for ticket in panel.selected()] == [tickets[0].id, tickets[2].id]


def test_that_what_is_looked_at_elsewhere_is_selected_here(open_queue: OpenQueue, seat: Seat) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    seat.focus.look_at_ticket(tickets[3].id)
    assert [ticket.id for ticket in panel.selected()] == [tickets[3].id]


def test_that_nothing_comes_or_goes_while_the_list_is_frozen(open_queue: OpenQueue, hear: Hear) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    before = ids(panel)
    panel.model.freeze()
    hear(panel, urgent(901), replace(tickets[0], version=2, state=State.CLOSED))
    assert ids(panel) == before
    assert panel.news.text().endswith("1 new")
    assert panel.news.property("role") == "primary"
    panel.model.thaw()
    assert ids(panel) == [TicketId(901), *before[1:]]


def test_that_a_drag_carries_every_selected_ticket_with_the_version_seen(open_queue: OpenQueue) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    panel.select([tickets[3].id, tickets[1].id])
    mime = panel.model.mimeData([panel.model.index(row, 0) for row in panel.view.selected_rows()])
    assert tickets_of(mime) == [(tickets[1].id, 1), (tickets[3].id, 1)]


def test_that_the_list_is_frozen_exactly_while_the_drag_runs(
    open_queue: OpenQueue, monkeypatch: pytest.MonkeyPatch, seat: Seat
) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    panel.select([tickets[1].id])
    during: list[list[TicketId]] = []

    def run(drag: object, *actions: object) -> Qt.DropAction:
        seat.board.hear(News(tickets=(urgent(901),)))
        seat.relay.tickets_changed.emit(frozenset({TicketId(901)}))
        panel.model.flush()
        during.append(ids(panel))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr("widgets.queue.view.QDrag.exec", run)
    panel.view.startDrag(Qt.DropAction.CopyAction)
    assert TicketId(901) not in during[0]
    assert TicketId(901) in ids(panel)


def test_that_a_row_is_pulled_by_the_mouse_without_being_selected_before(
    open_queue: OpenQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = open_queue(some_tickets(5))
    carried: list[list[tuple[TicketId, int]]] = []

    def run(drag: QDrag, *actions: object) -> Qt.DropAction:
        carried.append(tickets_of(drag.mimeData()))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr("widgets.queue.view.QDrag.exec", run)
    send(panel, QEvent.Type.MouseButtonPress, row=3, right_px=0)
    send(panel, QEvent.Type.MouseMove, row=3, right_px=4)
    send(panel, QEvent.Type.MouseMove, row=3, right_px=40)
    send(panel, QEvent.Type.MouseButtonRelease, row=3, right_px=40)
    assert carried == [[(TicketId(4), 1)]]


def test_that_a_ticket_of_another_desk_flashes_and_an_own_one_does_not(
    open_queue: OpenQueue, hear: Hear, seat: Seat
) -> None:
    tickets = some_tickets(5)
    panel = open_queue(tickets)
    own = replace(tickets[0], version=2)
    seat.board.hear(News(tickets=(own,)))
    seat.relay.tickets_changed.emit(frozenset({own.id}))
    seat.relay.done.emit(None, News(tickets=(own,)))
    hear(panel, replace(tickets[1], version=2))
    assert [panel.model.is_flashing(ticket.id) for ticket in tickets[:2]] == [False, True]
    seat.clock.advance(timedelta(seconds=2))
    panel.model.keep_up()
    assert not panel.model.is_flashing(tickets[1].id)


def test_that_time_alone_brings_a_ticket_into_the_overdue(open_queue: OpenQueue, seat: Seat) -> None:
    panel = open_queue(some_tickets(5))
    panel.filter_bar.want(Wanted(overdue=True))
    assert panel.visible_count == 0
    seat.clock.advance(timedelta(minutes=2, seconds=30))
    panel.model.sift_by_time()
    panel.model.flush()
    assert ids(panel) == [TicketId(1), TicketId(2)]


def test_that_the_next_unaccepted_is_gone_to_round_the_end(open_queue: OpenQueue) -> None:
    tickets = some_tickets(4)
    tickets[1] = replace(tickets[1], state=State.FILED)
    panel = open_queue(tickets)
    went = [panel.next_unaccepted(1) for _ in range(4)]
    assert went == [tickets[0].id, tickets[2].id, tickets[3].id, tickets[0].id]
    assert panel.next_unaccepted(-1) == tickets[3].id


def test_that_a_filter_that_lets_nothing_through_says_how_to_leave_it(open_queue: OpenQueue, qtbot) -> None:
    panel = open_queue(some_tickets(4))
    qtbot.keyClicks(panel.filter_bar.text, "zzz")
    assert panel.visible_count == 0
    assert "Esc" in panel.hint()
    qtbot.keyClick(panel.filter_bar.text, Qt.Key.Key_Escape)
    assert panel.visible_count == 4


def test_that_a_workspace_comes_back_as_it_was_left(open_queue: OpenQueue) -> None:
    first, second = open_queue(some_tickets(9)), open_queue(some_tickets(9))
    first.view.horizontalHeader().setSortIndicator(Column.TITLE, Qt.SortOrder.DescendingOrder)
    first.filter_bar.want(Wanted(text="T00", priorities=frozenset({Priority.P3}), mine=True))
    first.view.columns.want(Column.GRID, shown=False)
    first.view.horizontalHeader().moveSection(0, 2)
    second.restore(first.state())
    assert second.state() == first.state()
    assert second.model.wanted != EVERYTHING


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_that_selection_and_place_survive_any_news(seed: int, seat: Seat, qtbot) -> None:
    dice = random.Random(seed)
    tickets = {ticket.id: ticket for ticket in some_tickets(60)}
    put(seat, tickets.values())
    panel = QueuePanel(seat.relay, seat.focus)
    qtbot.addWidget(panel)
    panel.resize(700, 320)
    with qtbot.waitExposed(panel):
        panel.show()
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    chosen = dice.sample(sorted(tickets), 3)
    panel.select(chosen)
    pointed = panel.view.top_row() + dice.randrange(1, 6)
    point_at(panel, pointed)
    held = panel.model.id_at(pointed)
    before = y_of(panel, held)
    for _ in range(5):
        touched = dice.sample(sorted(set(tickets) - {held}), dice.choice([1, 3, 30]))
        for id_ in touched:
            ticket = tickets[id_]
            gone = State.CLOSED if id_ not in chosen and dice.random() < 0.2 else State.FILED
            tickets[id_] = replace(
                ticket, version=ticket.version + 1, state=gone, priority=Priority(dice.randint(1, 4))
            )
        came = 1000 + len(tickets)
        tickets[TicketId(came)] = urgent(came)
        seat.board.hear(News(tickets=(*(tickets[id_] for id_ in touched), tickets[TicketId(came)])))
        seat.relay.tickets_changed.emit(frozenset({*touched, TicketId(came)}))
        panel.model.flush()
        tickets = {id_: ticket for id_, ticket in tickets.items() if ticket.is_open}
        assert {ticket.id for ticket in panel.selected()} == set(chosen)
        assert y_of(panel, held) == before
    panel.close()


def test_that_the_model_keeps_qts_rules_through_filters_and_sorts(seat: Seat, qtbot) -> None:
    put(seat, some_tickets(30))
    model = QueueModel(seat.relay)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for text in ("1", "12", "", "T03"):
        model.sift(Wanted(text=text))
    for column in (-1, *Column):
        model.sort(column, Qt.SortOrder.DescendingOrder)
    assert tester.model() is model
    assert model.rowCount() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"columns": 7},
        {"columns": {"order": None, "unwanted": [["grid"]], "widths": {"grid": 1e308, "state": "wide", "holder": -1}}},
        {"filter": "x"},
        {"filter": {"text": None, "states": None, "priorities": 1, "tiers": "6"}},
    ],
)
def test_that_a_queue_keeps_its_first_state_over_a_spoilt_one(open_queue: OpenQueue, odd: dict[str, object]) -> None:
    panel = open_queue([])
    first = panel.state()
    panel.restore(odd)
    assert panel.state() == first


def test_that_a_number_that_is_longer_than_those_before_has_room(open_queue: OpenQueue, hear: Hear) -> None:
    panel = open_queue(some_tickets(3))
    before = panel.view.columnWidth(Column.NUMBER)
    hear(panel, a_ticket(id=TicketId(9), number="new 21:28:07", centre=CITY))
    assert panel.view.columnWidth(Column.NUMBER) > before
