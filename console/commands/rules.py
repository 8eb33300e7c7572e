"""``rules``: shows which rules hold, tells whether files could be set, and puts them in force for the whole database."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

from console import rulebook, timing
from console.clocks import SystemClock
from console.commands.answering import Answer, BrokenOff
from console.commands.centres import centre_of
from console.commands.progress import Bar
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.rows import shipped_text
from console.domain.shift import Operator, system_at
from console.domain.ticket import ENDED, State, TicketId
from console.gateways.files.unusable import Unusable
from console.handlers import handle
from console.ports import Outage, Store
from console.rule_orders import Recalendar, SetRules
from console.rulebook import FILES, RuleFiles
from console.settings import Rules

EVERYWHERE = RegionCode("")
OPEN = tuple(state for state in State if state not in ENDED)
TICKETS_AT_ONCE = 500
"""So many tickets are brought to new rules in one transaction: other desks come in between."""
LARGEST = 1 << 20


def run(command: Rules, store: Store) -> Answer:
    """Return which version holds, whose it is, and what was done.

    Raises:
        Unusable: a file that cannot be read, or written.
        Refused: ``rulebook.…``, what is wrong with the rules and where; nothing was changed.
        BrokenOff: the database went out of reach after the rules were set; doing it again does the rest.
        Outage: the database is out of reach.
    """
    match command.what:
        case "show":
            return _show(command, store)
        case "check":
            kept, texts = _kept(store), _texts(command.files)
            rulebook.following(kept, {**kept.texts, **texts})
            return {"version": kept.version, "files": sorted(texts), "usable": True}
        case _:
            return _set(command, store)


def _show(command: Rules, store: Store) -> Answer:
    kept = _kept(store)
    answer: dict[str, object] = {
        "version": kept.version,
        "by": kept.by,
        "at": kept.at.isoformat() if kept.at else None,
        "files": {file: "own" if file in kept.texts else "shipped" for file in FILES},
    }
    if not command.file:
        return answer
    if command.file not in FILES:
        raise Refused("rulebook.no_such_file", file=command.file, files=", ".join(FILES))
    text = kept.texts.get(command.file) or shipped_text(command.file)
    if command.out is None:
        return {**answer, "text": text}
    try:
        command.out.write_text(text, "utf-8")
    except OSError as wrong:
        raise Unusable(f"{command.out} cannot be written: {wrong.strerror or wrong}.") from wrong
    return {**answer, "out": str(command.out)}


def _set(command: Rules, store: Store) -> Answer:
    texts = _texts(command.files)
    centre = centre_of(store, command.settings.centre)
    by = Operator(
        name=command.settings.operator, centre=centre.code if centre else EVERYWHERE, desk=socket.gethostname()
    )
    clock = SystemClock()
    with store.unit_of_work() as uow:
        changed = bool(handle(SetRules(by=by, files=texts), uow, clock).entries)
    answer: dict[str, object] = {
        "version": _kept(store).version,
        "changed": changed,
        "files": sorted(texts),
        "brought_up_to_date": 0,
    }
    try:
        for done in _brought_up_to_date(store, clock, by):
            answer["brought_up_to_date"] = done
    except Outage as why:
        raise BrokenOff(why, answer) from why
    return answer


def _brought_up_to_date(store: Store, clock: SystemClock, by: Operator) -> Iterator[int]:
    """Bring every open ticket's clocks to the rules in force, some at a time; yield how many that were so far."""
    system = system_at(by.centre, by.desk)
    waiting = _behind(store, clock)
    bar, done = Bar("rules"), 0
    try:
        for begin in range(0, len(waiting), TICKETS_AT_ONCE):
            some = tuple(waiting[begin : begin + TICKETS_AT_ONCE])
            with store.unit_of_work() as uow:
                done += len(handle(Recalendar(by=system, tickets=some), uow, clock).tickets)
            bar((begin + len(some)) / len(waiting))
            yield done
    finally:
        bar.stop()


def _behind(store: Store, clock: SystemClock) -> list[TicketId]:
    """Return the open tickets whose clocks run by other rules than those in force."""
    with store.unit_of_work() as uow:
        rules = uow.rulebook()
    at = clock.now()
    tickets = store.archive().tickets(EVERYWHERE, states=OPEN)
    return [ticket.id for ticket in tickets if timing.brought_up_to_date(ticket, at, rules) is not None]


def _kept(store: Store) -> RuleFiles:
    with store.unit_of_work() as uow:
        return uow.rule_files()


def _texts(files: Iterable[Path]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in files:
        if file.name in texts:
            raise Unusable(f"There are two files named {file.name}.")
        try:
            with file.open(encoding="utf-8") as opened:
                texts[file.name] = opened.read(LARGEST + 1)
        except (OSError, UnicodeDecodeError) as wrong:
            raise Unusable(f"{file} cannot be read: {getattr(wrong, 'strerror', None) or wrong}.") from wrong
        if len(texts[file.name]) > LARGEST:
            raise Unusable(f"{file} is too large for rules.")
    return texts
