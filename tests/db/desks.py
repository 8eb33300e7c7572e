"""A city on a server with operators' own roles: what each of them can do with a plain connection, and what that changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from types import MappingProxyType
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from console.domain.crew import Duty
from console.domain.grid import RegionCode
from console.domain.grid_layer import WATER
from console.domain.shift import SEAT_ROLES, Role
from console.domain.ticket import Caller, State, Ticket
from console.journal import Kind
from console.ports import Store
from db.administration import Server as Administration
from db.engine import open_store
from tests.builders import (
    DISTRICT,
    FAR_GRID,
    GRID,
    IN_FAR_GRID,
    NEXT_GRID,
    OTHER_DISTRICT,
    VILLAGE,
    a_camera,
    a_cell,
    a_crew,
    a_department,
    a_region_tree,
    a_sensor,
    a_site,
    a_ticket,
    an_entry,
)
from tests.db.postgres_server import OWNER, Server, installed, running_server

FAR_VILLAGE = RegionCode("320502001001")
PASSWORDS = "rtsp://admin:letmein@10.0.0.9:554/1"
CALLER = Caller("张晓明", "13912345678")

NOTHING: Mapping[str, object] = MappingProxyType({})

SEATS: dict[str, tuple[RegionCode, frozenset[Role]]] = {
    "taker": (VILLAGE, frozenset({Role.CALL_TAKER})),
    "李四": (VILLAGE, frozenset({Role.DISPATCHER})),
    "lead": (VILLAGE, frozenset({Role.SHIFT_LEAD})),
    "checker": (VILLAGE, frozenset({Role.CHECKER})),
    "王五": (VILLAGE, frozenset({Role.CREW})),
    "all": (VILLAGE, SEAT_ROLES),
    "boss": (DISTRICT, frozenset({Role.DUTY_COMMANDER, Role.SHIFT_LEAD})),
    "far": (FAR_VILLAGE, SEAT_ROLES),
    "gone": (VILLAGE, SEAT_ROLES),
}
"""By name, who is also the role of the server. "gone" is locked in the city, but may still reach the server."""

TABLES = (
    "answer", "audit_anchor", "caller", "camera", "camera_held", "campaign", "campaign_grid", "campaign_site", "centre_chain", "course",
    "crew", "department", "fix", "journal", "layer_cell", "meta", "moved_file", "moved_line", "moved_ticket", "operator", "password", "patrol", "region", "rulebook",
    "sensor", "server_account", "site", "ticket", "ticket_reader", "transition", "transition_field", "wall", "wall_layout",
)  # fmt: skip


@dataclass(slots=True)
class City:
    """The city's database; ``ours`` and ``theirs`` are tickets of the two districts."""

    server: Server
    database: str
    ours: Ticket
    theirs: Ticket
    _serials: Iterator[int] = field(default_factory=lambda: count(5001))

    @contextmanager
    def desk(self, name: str) -> Iterator[Connection[TupleRow]]:
        """Connect as an operator, by nothing but the driver."""
        with psycopg.connect(self.server.url(self.database, name), autocommit=True) as connection:
            yield connection

    def owner(self) -> Connection[TupleRow]:
        return psycopg.connect(self.server.url(self.database, OWNER), autocommit=True)

    def store(self, name: str = OWNER) -> Store:
        return open_store(self.server.url(self.database, name))

    def stands(self) -> str:
        """Return one text for all that is stored, roles of the server included."""
        each = sql.SQL(" UNION ALL ").join(
            sql.SQL(
                "SELECT {name} || md5(coalesce(string_agg(one::text, '|' ORDER BY one::text), '')) FROM {table} AS one"
            ).format(name=sql.Literal(table), table=sql.Identifier(table))
            for table in TABLES
        )
        roles = sql.SQL(
            " UNION ALL SELECT md5(string_agg(one::text, '|' ORDER BY one::text)) FROM pg_roles AS one"
            " UNION ALL SELECT md5(string_agg(one::text, '|' ORDER BY one::text)) FROM pg_auth_members AS one"
            " UNION ALL SELECT md5(string_agg(proname || coalesce(proacl::text, ''), '|' ORDER BY oid)) FROM pg_proc"
        )
        told = self.server.kept_open(self.database).execute(each + roles)
        return "\n".join(sorted(row[0] for row in told))

    def ask(self, name: str, question: LiteralString, *facts: object) -> list[TupleRow]:
        with self.desk(name) as connection:
            return connection.execute(question, facts).fetchall()

    def ticket(self, **facts: Any) -> Ticket:
        """Let an import bring another ticket of the village, as it stands."""
        fresh = next(self._serials)
        ticket = a_ticket(id=fresh, number=f"N{fresh}", **facts)
        store = self.store()
        store.registry().add_past([(ticket, [an_entry(ticket, kind=Kind.TAKEN_IN, version=1)])])
        store.close()
        self.server.kept_open(self.database).execute("UPDATE ticket SET version = 1 WHERE id = %s", (fresh,))
        return ticket

    def line(self, name: str, kind: Kind, ticket: Ticket | None, to: State | None = None, /, **facts: object) -> str:
        """Bring a line as an operator with a program of their own; return what was against it, "" for nothing.

        That is the server's SQLSTATE and its message. Without ``facts`` the line is as the console would write it.
        """
        now = datetime.now(UTC)
        row: dict[str, object] = {
            "key": uuid4(),
            "part": 0,
            "kind": kind.value,
            "ticket": ticket.id if ticket else None,
            "version": 2 if ticket else 0,
            "at": now,
            "by": name,
            "desk": "desk-1",
            "centre": SEATS[name][0],
            "from_state": ticket.state.value if ticket else None,
            "to_state": (to or ticket.state).value if ticket else None,
            "due_at": None,
            "reason": "",
            "detail": "",
            "changes": "",
        }
        changes = facts.pop("changes", {"stage_since": now.isoformat()} if to else {})
        row |= {"changes": changes if isinstance(changes, str) else json.dumps(changes) if changes else "", **facts}
        statement = sql.SQL("INSERT INTO journal ({}) VALUES ({})").format(
            sql.SQL(", ").join(map(sql.Identifier, row)), sql.SQL(", ").join(map(sql.Placeholder, row))
        )
        before = self.stands()
        try:
            with self.desk(name) as connection:
                connection.execute(statement, row)
        except psycopg.Error as error:
            assert self.stands() == before, "it was refused, and yet something changed"
            return f"{error.sqlstate} {error.diag.message_primary or ''}".strip()
        return ""

    def staged(self, name: str, kind: Kind, ticket: Ticket, to: State, /, **facts: Any) -> str:
        """Bring a line that begins a stage, at one moment in all places where it stands."""
        now = datetime.now(UTC)
        changes = {"stage_since": now.isoformat(), **facts.pop("changes", {})}
        return self.line(name, kind, ticket, to, at=now, changes=changes, **facts)

    def taken_in(self, line: Mapping[str, object] = NOTHING, /, **changes: object) -> tuple[int, str]:
        """Take a ticket in with a caller, as the door is asked to; return its id, and what was against it.

        ``line`` holds what the line says of itself otherwise than the console would.
        """
        now = datetime.now(UTC)
        number = str(self.ask("taker", "SELECT nextval('ticket_number')")[0][0])
        told = {
            "number": number, "priority": 3, "category": "0101", "title": "积水", "source": "phone", "centre": VILLAGE,
            "tier": 5, "reported_at": now.isoformat(), "stage_since": now.isoformat(), "area": GRID, "grid": GRID,
            "place": None, "caller": ["张晓明", "13912345678"], **changes,
        }  # fmt: skip
        id_ = 100_000 + int(number)
        refused = self.line(
            "taker",
            Kind.TAKEN_IN,
            self.ours,
            State.REPORTED,
            ticket=id_,
            version=1,
            from_state=None,
            at=now,
            changes=told,
            **line,
        )
        return id_, refused

    def refused(self, name: str, statement: str, *facts: object) -> str:
        """Do something as an operator that must not succeed, and return the server's SQLSTATE; nothing may change by it."""
        before = self.stands()
        state = ""
        with self.desk(name) as connection:
            try:
                connection.execute(statement.encode(), facts or None)
            except psycopg.Error as error:
                state = error.sqlstate or type(error).__name__
        assert self.stands() == before, "it was refused, and yet something changed"
        return state


def set_up(server: Server, database: str) -> City:
    """Make a city with its operators as an engineer would, and fill it as an import does."""
    url = server.url(database)
    administration = Administration(url)
    administration.create()
    store = open_store(url)
    registry = store.registry()
    registry.add_regions(a_region_tree())
    registry.add_crews([a_crew(), a_crew("C2", region=NEXT_GRID), a_crew("C9", region=FAR_GRID)])
    registry.add_crews([a_crew("OFF", duty=Duty.OFF_DUTY)])
    registry.add_departments([a_department(), a_department("D9", region=OTHER_DISTRICT)])
    registry.add_sites([a_site(), a_site("S9", region=FAR_GRID)])
    registry.add_sensors([a_sensor(), a_sensor("SM-9", region=FAR_GRID)])
    registry.add_cells([a_cell(), a_cell("R1", west=120.6, east=120.71, layer=WATER)])
    registry.add_cameras([a_camera(sub_url=PASSWORDS), a_camera("9", number=9, region=FAR_GRID, sub_url=PASSWORDS)])
    ours = a_ticket(id=1001, number="N1001", caller=CALLER, version=1)
    theirs = a_ticket(
        id=2001, number="N2001", area=FAR_GRID, grid=FAR_GRID, centre=FAR_VILLAGE, place=IN_FAR_GRID, version=1
    )
    registry.add_past([(one, [an_entry(one)]) for one in (ours, theirs)])
    for name, (centre, roles) in SEATS.items():
        administration.grant(name, centre, roles, None)
    administration.close()
    store.close()
    city = City(server, database, ours, theirs)
    with city.owner() as owner:
        owner.execute("UPDATE server_account SET active = false WHERE role = 'gone'")
    return city


class Cities:
    """A city on each PostgreSQL of this machine, set up when first asked for, and copied for whoever asks."""

    def __init__(self, until_then: ExitStack) -> None:
        self._until_then = until_then
        self._set_up: dict[str, City] = {}

    @contextmanager
    def on(self, version: str) -> Iterator[City]:
        """Yield a city on this version, and throw it away."""
        if version not in self._set_up:
            server = self._until_then.enter_context(running_server(installed()[version]))
            self._set_up[version] = set_up(server, "city")
        first = self._set_up[version]
        with first.server.database(first.database) as url:
            # What is granted of a database itself is not copied with it.
            administration = Administration(url)
            administration.upgrade()
            administration.close()
            yield City(first.server, url.rpartition("/")[2], first.ours, first.theirs)
