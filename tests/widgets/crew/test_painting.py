"""The roster as it is painted, with the pictures of rows that it keeps: it looks as one painted without them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from console.domain.crew import CrewKind, Duty
from console.domain.ticket import Holder, State, TargetKind
from console.journal import News
from tests.builders import CITY, IN_NEXT_GRID, NEXT_GRID, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.crew.conftest import CREWS, FED_BACK, TICKET, Drag, OpenCrews
from widgets import theme
from widgets.crew.panel import CrewPanel
from widgets.crew.roster import Page
from widgets.kit.ticket_mime import mime_of_tickets

Deed = Callable[[CrewPanel, Seat], None]


def as_it_is(panel: CrewPanel) -> QImage:
    return panel.view.viewport().grab().toImage()


def painted_anew(panel: CrewPanel) -> QImage:
    """Return how the list looks once every kept picture is forgotten."""
    theme.current.changed.emit()
    return as_it_is(panel)


def hear_of(**others: Any) -> Deed:
    """Return the deed of another desk that makes the first crew another."""

    def done(panel: CrewPanel, seat: Seat) -> None:
        hear(panel, seat, News(crews=(replace(CREWS[0], version=2, **others),), desk="another"))

    return done


def hear(panel: CrewPanel, seat: Seat, news: News) -> None:
    seat.board.hear(news)
    panel.refresh()


def hand_over(count: int) -> Deed:
    """Return the deed of another desk that gives the first crew so many tickets."""
    holder = Holder(TargetKind.CREW, CREWS[0].id, CREWS[0].name)
    held = tuple(
        a_ticket(id=n, number=f"T{n}", centre=CITY, holder=holder, state=State.DISPATCHED)
        for n in range(11, 11 + count)
    )
    return lambda panel, seat: hear(panel, seat, News(tickets=held, desk="another"))


def wait(panel: CrewPanel, seat: Seat) -> None:
    seat.clock.advance(timedelta(minutes=3))
    panel.refresh()


def point_at_the_first(panel: CrewPanel, seat: Seat) -> None:
    at, none = QPointF(20, 5), Qt.MouseButton.NoButton
    globally = QPointF(panel.view.viewport().mapToGlobal(at.toPoint()))
    moved = QMouseEvent(QEvent.Type.MouseMove, at, globally, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(panel.view.viewport(), moved)


def drag_what_no_crew_may_have(panel: CrewPanel, seat: Seat) -> None:
    Drag(panel, mime_of_tickets([(FED_BACK.id, 1)])).enter()


DEEDS: dict[str, Deed] = {
    "another name": hear_of(name="赵六"),
    "another kind": hear_of(kind=CrewKind.UNIT),
    "at home elsewhere": hear_of(region=NEXT_GRID),
    "another place": hear_of(place=IN_NEXT_GRID),
    "one ticket in hand": hand_over(1),
    "three tickets in hand": hand_over(3),
    "off duty": hear_of(duty=Duty.OFF_DUTY),
    "three minutes later": wait,
    "selected": lambda panel, seat: panel.view.selectRow(1),
    "under the pointer": point_at_the_first,
    "under a drag that it may not have": drag_what_no_crew_may_have,
    "the departments": lambda panel, seat: panel.tabs[Page.DEPARTMENTS].click(),
    "wider": lambda panel, seat: panel.resize(900, 300),
    "narrower": lambda panel, seat: panel.resize(240, 300),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_that_a_roster_that_was_seen_before_shows_what_a_new_one_would(
    open_crews: OpenCrews, seat: Seat, deed: Deed
) -> None:
    panel = open_crews(*CREWS)
    panel.resize(800, 300)
    seat.focus.look_at_ticket(TICKET.id)
    before = as_it_is(panel)
    deed(panel, seat)
    QApplication.sendPostedEvents()
    after = as_it_is(panel)
    assert after != before
    assert after == painted_anew(panel)
