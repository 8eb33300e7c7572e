"""What can be done with the selected tickets: every verb, the ones that may not be shown with their reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from console import targets
from console.board import Board
from console.domain.errors import Refused
from console.domain.shift import Operator
from console.domain.ticket import Target, Ticket
from console.targets import TargetCheck, sent_by
from widgets import verb_menu, verbs, words
from widgets.kit import target_words
from widgets.kit.icon import wear
from widgets.kit.typed_menu import find_by_typing

CANDIDATES = 5
_SEND_TO = {
    "dispatch": QT_TRANSLATE_NOOP("QueueMenu", "Dispatch to"),
    "transfer": QT_TRANSLATE_NOOP("QueueMenu", "Transfer to"),
}
_NOBODY = QT_TRANSLATE_NOOP("QueueMenu", "Nobody on duty")


def fill(
    menu: QMenu,
    board: Board,
    by: Operator,
    tickets: Sequence[Ticket],
    *,
    now: datetime,
    do: Callable[[str], None],
    dispatch: Callable[[Target], None],
) -> None:
    """Fill ``menu`` for the tickets, which are at least one; an entry is allowed if it is for all of them.

    Where it is another centre's turn, which is against every verb, it is said once at the top.
    """
    menu.setToolTipsVisible(True)
    elsewhere = next((ticket for ticket in tickets if ticket.centre != by.centre), None)
    if elsewhere is not None:
        held = Refused("ticket.held_elsewhere", centre=elsewhere.centre, number=elsewhere.number)
        menu.addAction(words.refusal(held, region_name=board.region_name)).setEnabled(False)
        menu.addSeparator()
    find_by_typing(menu)

    def why(refused: Refused | None) -> str:
        return words.refusal(refused, region_name=board.region_name) if refused is not None else ""

    _add_send_to(menu, board, by, tickets, now, why, dispatch)
    verb_menu.fill(menu, tickets, by, now, why=why, do=do, but={"dispatch", "transfer", "show_caller"})


def _add_send_to(
    menu: QMenu,
    board: Board,
    by: Operator,
    tickets: Sequence[Ticket],
    now: datetime,
    why: Callable[[Refused | None], str],
    dispatch: Callable[[Target], None],
) -> None:
    verb = sent_by(tickets[0])
    submenu = menu.addMenu(_say(_SEND_TO[verb]))
    submenu.setToolTipsVisible(True)
    wear(submenu.menuAction(), verb_menu.ICONS[verb], "text_2")
    _name, against = verbs.offered(verb, tickets, by, now)
    verb_menu.tell_why_not(submenu.menuAction(), why(against))
    if against is not None:
        return
    near = targets.candidates(board, _with_place(tickets), CANDIDATES, now)
    for number, check in enumerate(near, start=1):
        _add_target(submenu, f"&{number}  {target_words.line(check)}", "crew", check, dispatch)
    if not near:
        submenu.addAction(_say(_NOBODY)).setEnabled(False)
    submenu.addSeparator()
    for check in targets.departments(board):
        _add_target(submenu, target_words.line(check), "department", check, dispatch)


def _add_target(menu: QMenu, text: str, icon_name: str, check: TargetCheck, dispatch: Callable[[Target], None]) -> None:
    action = menu.addAction(text)
    action.setToolTip(target_words.why(check))
    wear(action, icon_name, "text_2")
    action.triggered.connect(lambda: dispatch(check.target))


def _with_place(tickets: Sequence[Ticket]) -> Ticket:
    return next((ticket for ticket in tickets if ticket.place is not None), tickets[0])


def _say(text: object) -> str:
    return QCoreApplication.translate("QueueMenu", str(text))


def forbid(menu: QMenu, why: str) -> None:
    """Let nothing of a filled menu be done, and say why at its top and on every entry."""
    for action in menu.actions():
        action.setEnabled(False)
        action.setToolTip(why)
    said = QAction(why, menu)
    said.setEnabled(False)
    menu.insertAction(menu.actions()[0], said)
