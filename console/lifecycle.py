"""The one table of states, verbs, roles and guards: read by the rule, the buttons and the database."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from console import guards
from console.domain.category import handle_limit
from console.domain.errors import Refused
from console.domain.limit import DAY_S, Limit
from console.domain.rows import Row, shipped_text
from console.domain.shift import Operator, Role
from console.domain.ticket import Priority, State, Ticket

FILE = "lifecycle.toml"
ARCHIVE = "archive"
CLOSED_LONG = "closed_long"
"""The limit of how long a ticket stays closed, and the guard that asks for it."""
Word = TypeVar("Word", bound=Enum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a city calls a state, a verb or a role, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One row of the table; ``leads_to`` is None where the state stays or is the one before."""

    name: str
    leaves: frozenset[State]
    leads_to: State | None
    roles: frozenset[Role]
    asks: frozenset[Role]
    needs_reason: bool
    guards: tuple[str, ...]
    records: str
    names: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Who must act in a state, and which clock runs there ("" for none)."""

    acts: str
    clock: str
    names: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The whole table, checked when it is read; ``names`` and ``roles`` hold what a city calls by words of its own."""

    verbs: Mapping[str, Verb]
    stages: Mapping[State, Stage]
    limits: Mapping[str, Limit]
    roles: Mapping[Role, Name] = field(default_factory=lambda: MappingProxyType({}))

    def verb(self, name: str) -> Verb:
        return self.verbs[name]

    def limit_of(self, clock: str, priority: Priority, category: str) -> Limit:
        """Return the limit of a stage's clock ("accept", "handle")."""
        if clock == "handle":
            return handle_limit(category)
        return self.limits.get(f"{clock}_p{priority:d}") or self.limits[clock]


def parse(text: str, over: Lifecycle | None = None, file: str = FILE) -> Lifecycle:
    """Read the table from TOML; with ``over``, what a city's file tells of that table, the rest of which stays.

    A city changes names, roles, reasons and limits. States, verbs, ways and guards are the product's: its code stands
    on them, and what keeps duties apart is not for sale.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there.
    """
    whole = Row.of_text(file, text)
    whole.whole("version", 1, least=1)
    named = whole.table("roles")
    roles = {_word(named, name, Role): _names(named.table(name)) for name in named.left}
    told = whole.table("states")
    before: Mapping[str, Stage] = {state.value: stage for state, stage in over.stages.items()} if over else {}
    stages = {_word(told, name, State): _stage(told.table(name), before.get(name)) for name in told.left}
    verbs = {}
    for row in whole.tables("verbs"):
        name = row.text("name")
        if name in verbs:
            raise row.bad(f"the verb {name} stands here twice", "name")
        if over is not None and name not in over.verbs:
            raise row.bad(f"there is no verb {name}, and a city cannot add one", "name")
        verbs[name] = _verb(row, name, over.verbs.get(name) if over else None)
    if over is not None:
        stages, verbs = {**over.stages, **stages}, {**over.verbs, **verbs}
    if missing := sorted(set(State) - set(stages)):
        raise told.bad(f"there is no row for {', '.join(missing)}")
    clocks = {stage.clock for stage in stages.values()} - {"", "handle"}
    limits = {**(over.limits if over else {}), **_limits(whole.table("limits"), clocks | {ARCHIVE})}
    if without := sorted((clocks | {ARCHIVE}) - set(limits)):
        raise whole.bad(f"there is none for {', '.join(without)}", "limits")
    whole.end()
    return Lifecycle(
        verbs=MappingProxyType(verbs),
        stages=MappingProxyType(stages),
        limits=MappingProxyType(limits),
        roles=MappingProxyType(roles),
    )


@cache
def shipped() -> Lifecycle:
    """Return the table that the product ships."""
    return parse(shipped_text(FILE))


def check(
    name: str,
    ticket: Ticket,
    by: Operator,
    reason: str = "",
    table: Lifecycle | None = None,
    now: datetime | None = None,
) -> Verb:
    """Return the verb if the table and its guards let ``by`` do it to ``ticket`` now.

    Guards that need more than the ticket (the gate, the tree, the text of a result) are the handler's; without ``now``
    those that depend on the hour let pass.

    Raises:
        Refused: the state, the role, the holder, a guard or a missing reason is against it.
    """
    verb = (table or shipped()).verb(name)
    if ticket.state not in verb.leaves:
        raise Refused("ticket.wrong_state", verb=name, state=ticket.state.value, number=ticket.number)
    if not verb.roles & by.roles:
        raise Refused("operator.role_missing", verb=name, roles=sorted(role.value for role in verb.roles))
    if "holds" in verb.guards and ticket.centre != by.centre:
        raise Refused("ticket.held_elsewhere", centre=ticket.centre, number=ticket.number)
    if verb.needs_reason and not reason.strip():
        raise Refused("order.no_reason", verb=name)
    guards.check(verb.name, verb.guards, ticket, by, now)
    if CLOSED_LONG in verb.guards and now is not None:
        _check_closed_long(ticket, now, table or shipped())
    return verb


def way_to(name: str, state: State, table: Lifecycle | None = None) -> tuple[str, ...]:
    """Return the verbs to take first where ``name`` leaves ``filed`` and the ticket is only on its way there."""
    leaves = (table or shipped()).verb(name).leaves
    if State.FILED not in leaves or state in leaves:
        return ()
    return {State.REPORTED: ("accept", "file"), State.ACCEPTED: ("file",)}.get(state, ())


def why_not(
    name: str, ticket: Ticket, by: Operator, now: datetime | None = None, table: Lifecycle | None = None
) -> Refused | None:
    """Return why ``by`` may not do this now, on the way it would be done; None if allowed. For buttons and menus."""
    try:
        for first in way_to(name, ticket.state):
            ticket = replace(ticket, state=check(first, ticket, by, table=table).leads_to or ticket.state)
        check(name, ticket, by, reason="…", table=table, now=now)
    except Refused as refused:
        return refused
    return None


def asked_first(name: str, ticket: Ticket, by: Operator, table: Lifecycle | None = None) -> bool:
    """Tell whether ``by`` asks for this verb and another approves, in the state that the ticket is in."""
    verb = (table or shipped()).verb(name)
    return ticket.state in verb.leaves and bool(verb.asks & by.roles)


def _check_closed_long(ticket: Ticket, now: datetime, table: Lifecycle) -> None:
    days = table.limits[ARCHIVE].counted_s(DAY_S) / DAY_S
    if now - ticket.stage_since < timedelta(days=days):
        raise Refused("ticket.closed_lately", number=ticket.number, days=math.ceil(days))


def _stage(row: Row, before: Stage | None) -> Stage:
    stage = Stage(
        acts=row.text("acts", before.acts if before else ""),
        clock=row.text("clock", before.clock if before else ""),
        names=_names(row.table("names")) if "names" in row.left else before.names if before else None,
    )
    if stage.acts and stage.acts not in set(Role):
        raise row.bad(f"there is no role {stage.acts}; there are {', '.join(Role)}", "acts")
    row.end()
    _check_kept(row, {"clock": (stage.clock, before.clock)} if before else {})
    return stage


def _verb(row: Row, name: str, before: Verb | None) -> Verb:
    to = row.text("to", (before.leads_to or "") if before else "")
    verb = Verb(
        name=name,
        leaves=frozenset(row.choices("from", State, tuple(before.leaves) if before else None)),
        leads_to=None if to in {"", "before"} else _word(row, to, State, "to"),
        roles=frozenset(row.choices("roles", Role, tuple(before.roles) if before else None)),
        asks=frozenset(row.choices("asks", Role, tuple(before.asks) if before else ())),
        needs_reason=row.flag("reason", before.needs_reason if before else False),
        guards=row.words("guards", before.guards if before else ()),
        records=row.text("records", before.records if before else None),
        names=_names(row.table("names")) if "names" in row.left else before.names if before else None,
    )
    row.end()
    if not verb.roles:
        raise row.bad("one role at least must be named", "roles")
    if before is not None:
        told = {"from": "leaves", "to": "leads_to", "guards": "guards", "records": "records"}
        _check_kept(row, {name: (getattr(verb, one), getattr(before, one)) for name, one in told.items()})
        _check_kept(row, {"asks": (bool(verb.asks), bool(before.asks))})
    return verb


def _check_kept(row: Row, told: Mapping[str, tuple[object, object]]) -> None:
    """Refuse what a city's file tells otherwise than the product does: by name, what is told and what must be."""
    for name, (own, shipped_) in told.items():
        if own != shipped_:
            raise row.bad(f"“{name}” is the product's here; a city cannot change it", name)


def _limits(row: Row, clocks: set[str]) -> dict[str, Limit]:
    known = clocks | {f"{clock}_p{priority:d}" for clock in clocks for priority in Priority}
    if strange := [name for name in row.left if name not in known]:
        raise row.bad("this is the limit of no stage", strange[0])
    return {name: row.limit(name) for name in row.left}


def _names(row: Row) -> Name:
    if "names" in row.left:
        inner = row.table("names")
        row.end()
        return _names(inner)
    name = Name(zh=row.text("zh"), en=row.text("en"))
    row.end()
    return name


def _word(row: Row, text: str, kind: type[Word], name: str = "") -> Word:
    try:
        return kind(text)
    except ValueError as wrong:
        said = f"there is no {kind.__name__.lower()} {text}, and a city cannot add one"
        raise row.bad(said, name or text) from wrong
