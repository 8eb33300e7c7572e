"""New rules of the city: checked and kept as a version, and what runs by a limit brought to them, all at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from uuid import uuid5

from console import rulebook, timing
from console.domain.errors import Refused
from console.domain.shift import Role, system_at
from console.handlers.lines import noted
from console.handlers.moves import line
from console.journal import Kind, News
from console.ports import Clock, UnitOfWork
from console.rule_orders import SetRules


def set_rules(order: SetRules, uow: UnitOfWork, clock: Clock) -> News:
    """Keep the files with those that the city has already as the next version, and bring every open ticket to it.

    Nothing is written where the files say nothing new and every clock runs by them already. The news hold the line of
    the rules alone: each ticket has one of its own, and desks load their situation again.

    Raises:
        Refused: ``rules.not_governed``; ``rulebook.bad`` or ``rulebook.no_such_file``; nothing was written.
    """
    if Role.DUTY_COMMANDER not in order.by.roles:
        raise Refused("rules.not_governed", name=order.by.name)
    kept = uow.rule_files()
    texts = {**kept.texts, **order.files}
    rulebook.following(kept, texts)
    at, version = clock.now(), kept.version
    if texts != kept.texts:
        version = uow.put_rules(texts, at, order.by.name)
    brought = _bring_up_to_date(order, uow, at)
    if version == kept.version and not brought:
        return News()
    changed = sorted(file for file, text in order.files.items() if kept.texts.get(file) != text)
    told = {"version": str(version), "before": str(kept.version), "what": ", ".join(changed), "tickets": str(brought)}
    return noted(order, Kind.RULES_SET, uow, at, told)


def _bring_up_to_date(order: SetRules, uow: UnitOfWork, at: datetime) -> int:
    """Bring the clocks of open tickets to the rules in force, one line each; return how many ran by others."""
    rules, by, brought = uow.rulebook(), system_at(order.by.centre, order.by.desk), 0
    detail = MappingProxyType({"version": str(rules.version)})
    for ticket in uow.open_tickets():
        after = timing.brought_up_to_date(ticket, at, rules)
        if after is None:
            continue
        after = replace(after, version=ticket.version + 1, changed_at=at)
        # A key of its own: the parts of one order are numbered in a field that would not hold a city's tickets.
        own = replace(order, by=by, key=uuid5(order.key, str(ticket.id)))
        uow.record(after, (line(own, Kind.RECALENDARED, ticket, after, detail=detail),))
        brought += 1
    return brought
