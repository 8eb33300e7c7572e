"""The menu of whom tickets could be sent to, each with what the gate says; those who may not are dimmed with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.domain.ticket import Target, TargetKind, Ticket, TicketId
from console.targets import candidates, staffed_grids
from widgets.map.drag import DescribeTarget
from widgets.relay import Relay

CREWS: Final = 6
GRIDS: Final = 3


def send_menu(
    parent: QWidget,
    relay: Relay,
    tickets: Sequence[TicketId],
    describe: DescribeTarget,
    send: Callable[[Target], None],
    choose: Callable[[], None],
    *,
    among: Sequence[CrewId] = (),
    grids: Sequence[RegionCode] = (),
) -> QMenu:
    """Return a menu, not shown yet, of the best crews (of ``among``, else of all), then grids with somebody on duty.

    ``send`` is called with what was chosen, ``choose`` where the operator wants to look through all crews.
    """
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    ticket = _reckoned_from(relay, tickets)
    checks = []
    if ticket is not None:
        few = frozenset(among) if among else None
        checks = candidates(relay.board, ticket, CREWS, relay.clock.now(), among=few)
    staffed = staffed_grids(relay.board)
    targets = [check.target for check in checks]
    targets += [Target(TargetKind.GRID, grid) for grid in [code for code in grids if code in staffed][:GRIDS]]
    for number, target in enumerate(targets, 1):
        text, allowed, why = describe(target, tickets)
        action = menu.addAction(f"&{number}  {(text if allowed else why or text).replace('&', '&&')}")
        action.setEnabled(allowed)
        action.setStatusTip(why)
        action.triggered.connect(lambda _=False, to=target: send(to))
    if targets:
        menu.addSeparator()
    menu.addAction(QCoreApplication.translate("SendMenu", "&0  Choose among all crews …"), choose)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _reckoned_from(relay: Relay, tickets: Sequence[TicketId]) -> Ticket | None:
    """Return the ticket that distances are reckoned from: the first with a place, else the first."""
    known = [relay.board.tickets[id_] for id_ in tickets if id_ in relay.board.tickets]
    return next((ticket for ticket in known if ticket.place is not None), known[0] if known else None)
