"""What can be done with the selected tickets: every verb, the ones that may not be shown with their reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from console import lifecycle, targets
from console.board import Board
from console.domain.errors import Refused
from console.domain.shift import Operator
from console.domain.ticket import Target, Ticket
from console.targets import TargetCheck
from widgets import words
from widgets.actions import GIVEN_HERE
from widgets.kit import target_words
from widgets.kit.icon import wear

CANDIDATES = 5
_ICONS = {
    "accept": "accept",
    "file": "file",
    "recall": "undo",
    "sign": "sign",
    "feed_back": "feedback",
    "check_pass": "check",
    "check_fail": "reject",
    "close": "closed",
    "return": "return",
    "escalate": "escalate",
    "delegate": "delegate",
}
_DISPATCH_TO = QT_TRANSLATE_NOOP("QueueMenu", "Dispatch to")
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
    _add_dispatch(menu, board, by, tickets, now, dispatch)
    for verb in GIVEN_HERE:
        if verb == "dispatch":
            continue
        action = menu.addAction(words.verb(verb))
        wear(action, _ICONS[verb], "text_2")
        _judge(action, board, _against(verb, tickets, by))
        action.triggered.connect(lambda _checked=False, verb=verb: do(verb))


def _add_dispatch(
    menu: QMenu,
    board: Board,
    by: Operator,
    tickets: Sequence[Ticket],
    now: datetime,
    dispatch: Callable[[Target], None],
) -> None:
    submenu = menu.addMenu(_say(_DISPATCH_TO))
    submenu.setToolTipsVisible(True)
    wear(submenu.menuAction(), "dispatch", "text_2")
    against = _against("dispatch", tickets, by)
    _judge(submenu.menuAction(), board, against)
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


def _against(verb: str, tickets: Sequence[Ticket], by: Operator) -> Refused | None:
    refusals = (lifecycle.why_not(verb, ticket, by) for ticket in tickets)
    return next((refused for refused in refusals if refused is not None), None)


def _judge(action: QAction, board: Board, against: Refused | None) -> None:
    action.setEnabled(against is None)
    action.setToolTip(words.refusal(against, region_name=board.region_name) if against else "")


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
