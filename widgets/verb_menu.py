"""The verbs of tickets as a menu: what their state lets be by group, the rest in one more list; each with why not."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from console.domain.errors import Refused
from console.domain.shift import Operator
from console.domain.ticket import Ticket
from widgets import verbs, words
from widgets.kit.icon import wear
from widgets.kit.reading_menu import stop_everywhere
from widgets.kit.typed_menu import add_heading

ICONS: Final = {
    "accept": "accept",
    "ask_verify": "verify",
    "verified": "verify",
    "self_handle": "home",
    "file": "file",
    "sign": "sign",
    "mediate": "person",
    "feed_back": "feedback",
    "check_pass": "check",
    "close": "closed",
    "dispatch": "dispatch",
    "transfer": "transfer",
    "co_handle": "crew",
    "co_done": "check",
    "delegate": "delegate",
    "escalate": "escalate",
    "skip_level": "escalate",
    "extend": "clock",
    "suspend": "pause",
    "resume": "play",
    "reclassify": "filter",
    "supervise": "warning",
    "reply": "feedback",
    "recall": "undo",
    "refuse": "reject",
    "return": "return",
    "check_fail": "reject",
    "decline": "return",
    "reject": "reject",
    "void": "clear",
    "reopen": "retry",
    "merge": "layers",
    "unmerge": "copy",
    "show_caller": "eye",
    "follow_up": "phone",
    "plant_patrol": "tour",
    "end_patrol": "stop",
}
_NOT_NOW: Final = QT_TRANSLATE_NOOP("verb_menu", "Not in this state")
_ASK_FOR: Final = QT_TRANSLATE_NOOP("verb_menu", "Ask: {verb}")
_APPROVE: Final = QT_TRANSLATE_NOOP("verb_menu", "Approve: {verb}")


def fill(
    menu: QMenu,
    tickets: Sequence[Ticket],
    by: Operator,
    now: datetime,
    *,
    why: Callable[[Refused | None], str],
    do: Callable[[str], None],
    but: Container[str] = (),
) -> None:
    """Add every verb but those in ``but``; an entry is allowed if it is for all of the tickets, which are at least one.

    ``why`` says in words what is against a verb, "" for nothing; ``do`` is told the name under which the verb is given.
    """
    menu.setToolTipsVisible(True)
    stop_everywhere(menu)
    later: list[str] = []
    for name, members in verbs.GROUPS:
        here = [verb for verb in members if verb not in but]
        now_possible = [verb for verb in here if any(verbs.in_turn(verb, ticket) for ticket in tickets)]
        later.extend(verb for verb in here if verb not in now_possible)
        if now_possible:
            add_heading(menu, verbs.group(name))
        for verb in now_possible:
            _add(menu, verb, tickets, by, now, why, do)
    if later:
        menu.addSeparator()
        rest = menu.addMenu(_say(_NOT_NOW))
        rest.setToolTipsVisible(True)
        stop_everywhere(rest)
        for verb in later:
            _add(rest, verb, tickets, by, now, why, do)


def name_of(name: str, tickets: Sequence[Ticket] = ()) -> str:
    """Return the words for a verb, or for asking for it; of ``tickets``, for approving what was asked for of them."""
    wanted = verbs.asked_for(name)
    if verbs.approves(name, tickets):
        return _say(_APPROVE).format(verb=words.verb(name))
    return _say(_ASK_FOR).format(verb=words.verb(wanted)) if wanted else words.verb(name)


def tell_why_not(action: QAction, why_not: str) -> None:
    """Let an entry be chosen, or say in its tool tip and to the window's status what is against it."""
    action.setEnabled(not why_not)
    action.setToolTip(why_not)
    action.setStatusTip(why_not)


def _add(
    menu: QMenu,
    verb: str,
    tickets: Sequence[Ticket],
    by: Operator,
    now: datetime,
    why: Callable[[Refused | None], str],
    do: Callable[[str], None],
) -> None:
    name, against = verbs.offered(verb, tickets, by, now)
    action = menu.addAction(name_of(name, tickets))
    # Found under the verb itself, where it is offered to be asked for too.
    action.setData(words.verb(verb))
    wear(action, ICONS[verb], "text_2")
    tell_why_not(action, why(against))
    action.triggered.connect(lambda _checked=False: do(name))


def _say(text: object) -> str:
    return QCoreApplication.translate("verb_menu", str(text))
