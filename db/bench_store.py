"""Measures queue pages, counts and searches among a city's tickets of one or ten years, on both engines in one run.

On a server each is asked twice: by its owner, and by an operator whose role sees its own ground only. Beside every
search stands the same question by LIKE.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    make_url,
    or_,
    select,
    tuple_,
)

from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier
from console.domain.shift import SEAT_ROLES
from console.domain.ticket import TicketId
from console.finding import Spot
from console.ports import Store
from console.settings import Bench
from db import administration, bench_year, engine, records, tables
from db.bench_year import END, MATTERS, STREETS
from db.columns import below
from db.finding import searched
from db.local_server import SETTINGS, running_server

PAGE, FOUND = 100, 50
TIERS = {"city": 4, "district": 6, "township": 9, "village": 12}
"""How long the code of each tier's centre is."""

ROUNDS, LIKES = 60, 8
SERVER = {**SETTINGS, "shared_buffers": "1GB", "max_wal_size": "8GB", "maintenance_work_mem": "512MB"}
_ticket = tables.ticket.c

Question = Callable[[Connection], object]


def measures(command: Bench) -> Mapping[str, Callable[[], Mapping[str, object]]]:
    """Return the bench by its name; it is left out of "all", since it keeps a machine busy for minutes."""
    return {} if command.name == "all" else {"store": lambda: measure(command.rows, command.settings.db)}


def measure(rows: int = bench_year.A_YEAR, url: str | None = None) -> Mapping[str, object]:
    """Return the figures, in milliseconds, of SQLite and of a server: the one of ``url``, which must be empty, or one of its own.

    Raises:
        Refused: ``database.not_a_database``, there are tickets in the database of ``url``.
        Outage: there is no server to start.
    """
    figures: dict[str, object] = {"rows": rows}
    with tempfile.TemporaryDirectory(prefix="griddesk-bench-", ignore_cleanup_errors=True) as folder:
        figures["sqlite"] = _measured(f"sqlite:///{(Path(folder) / 'store.db').as_posix()}", rows)
    if url is not None:
        figures["postgresql"] = _measured(url, rows)
        return figures
    with running_server(SERVER) as server:
        administration.Server(server.url("store")).create()
        roles = {tier: server.url("store", f"bench_{tier}") for tier in TIERS}
        figures["postgresql"] = _measured(server.url("store"), rows, roles)
    return figures


def _measured(url: str, rows: int, roles: Mapping[str, str] | None = None) -> dict[str, object]:
    """Return the figures by centre; ``roles`` are addresses with the operator's role, by tier."""
    store = engine.open_store(url)
    try:
        if store.archive().counts()["ticket"]:
            why = "it holds tickets, and a bench wants an empty one"
            raise Refused("database.not_a_database", path=url, why=why)
        store.registry().add_regions(list(_centres()))
        began_s = perf_counter()
        with _connected(store) as connection:
            bench_year.fill(connection.engine, rows)
        figures: dict[str, object] = {"fill_s": round(perf_counter() - began_s, 1)}
        for tier, length in TIERS.items():
            centre = RegionCode(bench_year.grounds()[0][:length])
            with ExitStack() as open_ones:
                asking = {"": open_ones.enter_context(_connected(store))}
                if roles:
                    operator = open_ones.enter_context(_operator(url, roles[tier], centre))
                    asking[", as operator"] = open_ones.enter_context(_connected(operator))
                figures[tier] = _asked(centre, asking)
    finally:
        store.close()
    return figures


@contextmanager
def _connected(store: Store) -> Iterator[Connection]:
    if not isinstance(store, engine.SqlStore):
        raise TypeError("only a database of this room is measured")
    with store.engine.connect() as connection:
        yield connection


@contextmanager
def _operator(url: str, role: str, centre: RegionCode) -> Iterator[Store]:
    """Give the role a seat at the centre, and open the database as that role."""
    owner = administration.Server(url)
    owner.grant(str(make_url(role).username), centre, SEAT_ROLES, None)
    owner.close()
    store = engine.open_store(role)
    try:
        yield store
    finally:
        store.close()


def _centres() -> Iterator[Region]:
    """Yield the centres that are asked about: the city, and the first of every tier below it."""
    parent: RegionCode | None = None
    for tier, length in zip(list(Tier), TIERS.values(), strict=False):
        code = RegionCode(bench_year.grounds()[0][:length])
        yield Region(code=code, name=code, tier=tier, parent=parent)
        parent = code


def _asked(centre: RegionCode, asking: Mapping[str, Connection]) -> dict[str, object]:
    """Return every figure of a centre; who asks takes turns, so that both meet the same load of the machine."""
    deep = _in_the_middle(asking[""], centre)
    in_file = asking[""].dialect.name == "sqlite"
    long_ago = Spot(END - timedelta(days=180), TicketId(0))
    questions: dict[str, Iterable[Question]] = {
        "page": [partial(_rows, question=page(centre, in_file=in_file))] * ROUNDS,
        "deep page": [partial(_rows, question=page(centre, deep, in_file=in_file))] * ROUNDS,
        "counts": [partial(_rows, question=counts(centre))] * LIKES,
        "search": [partial(_search, word=word, centre=centre) for word in _words(ROUNDS)],
        "search before": [partial(_search, word=word, centre=centre, after=long_ago) for word in _words(ROUNDS)],
        "like": [partial(_rows, question=like(word, centre)) for word in _words(LIKES)],
    }
    figures: dict[str, object] = {}
    for name, of_name in questions.items():
        took_ms: dict[str, list[float]] = {who: [] for who in asking}
        for question in of_name:
            for who, connection in asking.items():
                began_s = perf_counter()
                question(connection)
                took_ms[who].append((perf_counter() - began_s) * 1000)
        for who, times in took_ms.items():
            slowest = quantiles(times, n=100, method="inclusive")[98]
            figures[name + who] = {"p50": round(median(times), 2), "p99": round(slowest, 2)}
    return figures


def page(centre: RegionCode, after: Sequence[Any] | None = None, *, in_file: bool = False) -> Select[Any]:
    """Return the question for a page of the queue: the gravest first, then what is due first."""
    place = tuple_(_ticket.priority, _ticket.due_at, _ticket.id)
    # SQLite cannot tell how much of the city a range is, and would sort a whole district; a server's planner can.
    passes_over = in_file and len(centre) <= TIERS["district"]
    area: ColumnElement[str] = literal_column("+ticket.area", Text()) if passes_over else _ticket.area
    question = select(*records.TICKET).where(tables.OPEN, below(area, centre)).order_by(*place.clauses)
    if after is not None:
        priority, due_at, id_ = after
        question = question.where(place > tuple_(priority, bindparam("due", due_at, _ticket.due_at.type), id_))
    return question.limit(PAGE)


def counts(centre: RegionCode) -> Select[Any]:
    """Return the question for how many open tickets there are in each state."""
    return select(_ticket.state, func.count()).where(tables.OPEN, below(_ticket.area, centre)).group_by(_ticket.state)


def like(word: str, centre: RegionCode) -> Select[Any]:
    """Return what a search would be without an index on its words."""
    holds = or_(*(column.like(f"%{word}%") for column in (_ticket.number, _ticket.title, _ticket.address)))
    newest_first = (_ticket.reported_at.desc(), _ticket.id.desc())
    return select(*records.TICKET).where(holds, below(_ticket.area, centre)).order_by(*newest_first).limit(FOUND)


def _in_the_middle(connection: Connection, centre: RegionCode) -> Sequence[Any]:
    """Return the place of the ticket in the middle of a centre's queue."""
    place = (_ticket.priority, _ticket.due_at, _ticket.id)
    of_centre = select(*place).where(tables.OPEN, below(_ticket.area, centre))
    count = connection.execute(select(func.count()).select_from(of_centre.subquery())).scalar_one()
    return connection.execute(of_centre.order_by(*place).offset(count // 2).limit(1)).one()


def _words(count: int) -> Iterator[str]:
    """Yield words of two characters, always the same: of streets, of matters, and such as nobody wrote."""
    chance = Random(1)
    for number in range(count):
        match number % 5:
            case 0 | 1:
                yield chance.choice(STREETS)[:2]
            case 2 | 3:
                yield chance.choice(MATTERS)[:2]
            case _:
                yield "龘" + chance.choice(MATTERS)[0]


def _rows(connection: Connection, question: Select[Any]) -> object:
    return connection.execute(question).all()


def _search(connection: Connection, word: str, centre: RegionCode, after: Spot | None = None) -> object:
    return searched(connection, word, centre, after, FOUND)
