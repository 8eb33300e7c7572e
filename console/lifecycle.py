"""The one table of states, verbs, roles and guards: read by the rule, the buttons and the database."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from console import guards
from console.domain.category import handle_limit
from console.domain.errors import Refused
from console.domain.limit import DAY_S, Limit
from console.domain.limit import parse as parse_limit
from console.domain.shift import Operator, Role
from console.domain.ticket import Priority, State, Ticket


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Who must act in a state, and which clock runs there ("" for none)."""

    acts: str
    clock: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The whole table, checked when it is read."""

    verbs: Mapping[str, Verb]
    stages: Mapping[State, Stage]
    limits: Mapping[str, Limit]

    def verb(self, name: str) -> Verb:
        return self.verbs[name]

    def limit_of(self, clock: str, priority: Priority, category: str) -> Limit:
        """Return the limit of a stage's clock ("accept", "handle")."""
        if clock == "handle":
            return handle_limit(category)
        return self.limits.get(f"{clock}_p{priority:d}") or self.limits[clock]

    def due_at(self, state: State, since: datetime, priority: Priority, category: str) -> datetime | None:
        """Return when the stage that ``state`` begins is due, counted round the clock; None where no clock runs."""
        clock = self.stages[state].clock
        if not clock:
            return None
        return since + timedelta(seconds=self.limit_of(clock, priority, category).counted_s(DAY_S))


def parse(text: str) -> Lifecycle:
    """Read the table from TOML.

    Raises:
        Refused: ``lifecycle.bad_table`` with the place and what is wrong there.
    """
    try:
        raw = tomllib.loads(text)
        stages = {State(name): Stage(acts=row["acts"], clock=row["clock"]) for name, row in raw["states"].items()}
        verbs = {row["name"]: _verb(row) for row in raw["verbs"]}
        limits = _limits(raw["limits"], {stage.clock for stage in stages.values()} - {"", "handle"})
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as wrong:
        raise Refused("lifecycle.bad_table", why=str(wrong)) from wrong
    missing = set(State) - set(stages)
    if missing:
        raise Refused("lifecycle.bad_table", why=f"no row for the states {', '.join(sorted(missing))}")
    return Lifecycle(verbs=MappingProxyType(verbs), stages=MappingProxyType(stages), limits=MappingProxyType(limits))


@cache
def shipped() -> Lifecycle:
    """Return the table that the product ships."""
    return parse(files("console.domain").joinpath("lifecycle.toml").read_text("utf-8"))


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
    return verb


def way_to(name: str, state: State) -> tuple[str, ...]:
    """Return the verbs to take first where ``name`` leaves ``filed`` and the ticket is only on its way there."""
    leaves = shipped().verb(name).leaves
    if State.FILED not in leaves or state in leaves:
        return ()
    return {State.REPORTED: ("accept", "file"), State.ACCEPTED: ("file",)}.get(state, ())


def why_not(name: str, ticket: Ticket, by: Operator, now: datetime | None = None) -> Refused | None:
    """Return why ``by`` may not do this now, on the way it would be done; None if allowed. For buttons and menus."""
    try:
        for first in way_to(name, ticket.state):
            ticket = replace(ticket, state=check(first, ticket, by).leads_to or ticket.state)
        check(name, ticket, by, reason="…", now=now)
    except Refused as refused:
        return refused
    return None


def asked_first(name: str, ticket: Ticket, by: Operator) -> bool:
    """Tell whether ``by`` asks for this verb and another approves, in the state that the ticket is in."""
    verb = shipped().verb(name)
    return ticket.state in verb.leaves and bool(verb.asks & by.roles)


def _verb(row: Mapping[str, object]) -> Verb:
    to = str(row["to"])
    return Verb(
        name=str(row["name"]),
        leaves=frozenset(State(state) for state in _words(row, "from")),
        leads_to=State(to) if to not in {"", "before"} else None,
        roles=frozenset(Role(role) for role in _words(row, "roles")),
        asks=frozenset(Role(role) for role in _words(row, "asks")),
        needs_reason=bool(row.get("reason", False)),
        guards=_words(row, "guards"),
        records=str(row["records"]),
    )


def _limits(rows: Mapping[str, object], clocks: set[str]) -> dict[str, Limit]:
    limits = {}
    for name, row in rows.items():
        if name not in clocks and name not in {f"{clock}_p{priority:d}" for clock in clocks for priority in Priority}:
            raise ValueError(f"limits.{name} is the limit of no stage")
        try:
            limits[name] = parse_limit(row)
        except ValueError as wrong:
            raise ValueError(f"limits.{name}: {wrong}") from wrong
    if clocks - set(limits):
        raise ValueError(f"limits has none for {', '.join(sorted(clocks - set(limits)))}")
    return limits


def _words(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    words = row.get(name, [])
    if not isinstance(words, list):
        raise ValueError(f"{row['name']}.{name} must be a list")
    return tuple(str(word) for word in words)
