"""What the menu of the selected tickets offers: every verb, each with what is against it, and whom to send."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from console.domain.ticket import TicketId
from tests.builders import CITY, VILLAGE, a_ticket
from tests.widgets.queue.conftest import OpenQueue
from tests.widgets.ticket.conftest import entries_of


def test_that_every_verb_is_in_the_menu_and_the_impossible_say_why(open_queue: OpenQueue) -> None:
    panel = open_queue([a_ticket(id=TicketId(1), centre=CITY)])
    panel.select([TicketId(1)])
    actions = {action.text(): action for action in entries_of(panel.menu_for(panel.selected()))}
    assert actions["Accept"].isEnabled()
    assert not actions["Sign"].isEnabled()
    assert "To be accepted" in actions["Sign"].toolTip()


def test_that_the_menu_says_once_what_is_against_every_verb(open_queue: OpenQueue) -> None:
    panel = open_queue([a_ticket(centre=VILLAGE)])
    panel.select([panel.model.id_at(0)])
    first, second = panel.menu_for(panel.selected()).actions()[:2]
    assert f"区域{VILLAGE}" in first.text()
    assert not first.isEnabled()
    assert second.isSeparator()


def test_that_the_menu_dispatches_to_the_nearest_crew(open_queue: OpenQueue, qtbot) -> None:
    panel = open_queue([a_ticket(id=TicketId(1), centre=CITY)])
    panel.select([TicketId(1)])
    dispatch_to = panel.menu_for(panel.selected()).findChildren(QMenu)[0]
    with qtbot.waitSignal(panel.dispatch_asked) as asked:
        dispatch_to.actions()[0].trigger()
    assert asked.args[0] == [1]
    assert asked.args[1].code == "C1"
