"""New rules of the city: checked and kept as a version, and what runs by a limit brought to them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from console import rulebook, timing
from console.domain.ticket import Ticket
from console.handlers.moves import line
from console.journal import Entry, Kind, News
from console.ports import Clock, UnitOfWork
from console.rule_orders import Recalendar, SetRules


def set_rules(order: SetRules, uow: UnitOfWork, clock: Clock) -> News:
    """Keep the files with those that the city has already as the next version; nothing where they say nothing new.

    Raises:
        Refused: ``rulebook.bad`` or ``rulebook.no_such_file``; nothing was written.
    """
    kept = uow.rule_files()
    texts = {**kept.texts, **order.files}
    rulebook.following(kept, texts)
    if texts == kept.texts:
        return News()
    at = clock.now()
    version = uow.put_rules(texts, at, order.by.name)
    changed = sorted(file for file, text in order.files.items() if kept.texts.get(file) != text)
    entry = Entry(
        key=order.key,
        kind=Kind.RULES_SET,
        ticket=None,
        version=0,
        at=at,
        by=order.by.name,
        desk=order.by.desk,
        centre=order.by.centre,
        detail=MappingProxyType({"version": str(version), "what": ", ".join(changed)}),
    )
    uow.note(entry)
    return News(entries=(entry,), desk=order.by.desk)


def recalendar(order: Recalendar, uow: UnitOfWork, clock: Clock) -> News:
    """Bring each ticket's clocks to the rules in force, one line each; those that run by them already are left alone."""
    at, rules = clock.now(), uow.rulebook()
    entries: list[Entry] = []
    tickets: list[Ticket] = []
    for id_ in order.tickets:
        ticket = uow.ticket(id_)
        after = timing.brought_up_to_date(ticket, at, rules) if ticket is not None else None
        if ticket is None or after is None:
            continue
        after = replace(after, version=ticket.version + 1, changed_at=at)
        detail = MappingProxyType({"version": str(rules.version)})
        entry = line(order, Kind.RECALENDARED, ticket, after, part=len(entries), detail=detail)
        uow.record(after, (entry,))
        entries.append(entry)
        tickets.append(after)
    return News(entries=tuple(entries), tickets=tuple(tickets), desk=order.by.desk)
