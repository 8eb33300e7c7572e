"""Measures pages of the queue and counts of open tickets, among one year's tickets of a city and among those of many.

Both lie on one server, without the texts that searches use, and are asked in turns: by the owner of the tables, and by
operators whose roles see their own ground only. So all figures of a kind meet the same load of the machine, and what
they are to each other holds on a busy one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import product
from random import Random
from statistics import quantiles
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
    select,
    text,
    tuple_,
)

from console.domain.grid import Region, RegionCode, Tier
from console.domain.shift import SEAT_ROLES
from console.ports import Store
from db import administration, bench_year, engine, records, tables
from db.columns import below
from db.local_server import SETTINGS, LocalServer, running_server

PAGE = 100
TIERS = {"city": 4, "district": 6, "township": 9, "village": 12}
"""How long the code of each tier's centre is."""

ROUNDS, FEW = 200, 20
PERCENT = {"p10": 10, "p50": 50, "p99": 99}
"""A tenth is asked at least as quickly as p10, which what else a busy machine does delays least."""

SERVER = {**SETTINGS, "shared_buffers": "1GB", "max_wal_size": "2GB", "maintenance_work_mem": "512MB"}
OWNER, OPERATOR = "", ", as operator"
KINDS = FIRST, DEEP, COUNTS = "page", "deep page", "counts"
ROOM_ON_SERVER = text("SELECT pg_total_relation_size('ticket') + pg_total_relation_size('ticket_text')")
ROOM_IN_FILE = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
_ticket = tables.ticket.c

Figures = dict[str, Mapping[str, float]]
"""The milliseconds of ``PERCENT``, by what was asked and by whom."""

Asking = Mapping[str, Connection]
"""Who asks."""


def measure(rows: int) -> Mapping[str, object]:
    """Return the figures of ``rows`` tickets and of a year's among them, by tier, and what they are to each other.

    Raises:
        Outage: there is no server to start.
    """
    sizes = sorted({min(rows, bench_year.A_YEAR), rows})
    figures: dict[str, Figures] = {}
    with running_server(SERVER) as server, ExitStack() as open_ones:
        stores = {size: open_ones.enter_context(_filled(server, size)) for size in sizes}
        for tier in TIERS:
            with ExitStack() as of_tier:
                asking: dict[str, Connection] = {}
                for size, store in stores.items():
                    asking[_of(size)] = of_tier.enter_context(connected(store))
                    role = server.url(_name(size), f"bench_{tier}")
                    own_ground = of_tier.enter_context(operator(server.url(_name(size)), role, centre_of(tier)))
                    asking[_of(size, OPERATOR)] = of_tier.enter_context(connected(own_ground))
                figures[tier] = pages(centre_of(tier), asking)
        room = {f"bytes a ticket of {size}": bytes_a_ticket(store, size) for size, store in stores.items()}
    return {**room, **figures, "ratios": ratios(figures, sizes)}


@contextmanager
def _filled(server: LocalServer, size: int) -> Iterator[Store]:
    """Make a database of so many tickets."""
    create(server.url(_name(size)))
    store = engine.open_store(server.url(_name(size)))
    try:
        store.registry().add_regions(list(centres()))
        with connected(store) as connection:
            bench_year.fill(connection.engine, size, with_texts=False)
        yield store
    finally:
        store.close()


def bytes_a_ticket(store: Store, size: int) -> int:
    """Return what each of so many tickets takes with its indexes, and with its texts where it has any."""
    with connected(store) as connection:
        in_file = connection.dialect.name == "sqlite"
        room: int = connection.execute(ROOM_IN_FILE if in_file else ROOM_ON_SERVER).scalar_one()
    return room // size


def _name(size: int) -> str:
    return f"tickets_{size}"


def _of(size: int, who: str = OWNER) -> str:
    return f" of {size}{who}"


def create(url: str) -> None:
    """Make a city's database, with its rights."""
    owner = administration.Server(url)
    try:
        owner.create()
    finally:
        owner.close()


@contextmanager
def connected(store: Store) -> Iterator[Connection]:
    if not isinstance(store, engine.SqlStore):
        raise TypeError("only a database of this room is measured")
    with store.engine.connect() as connection:
        yield connection


@contextmanager
def operator(url: str, role: str, centre: RegionCode) -> Iterator[Store]:
    """Give the role of that address a seat at the centre, and open the database as that role."""
    owner = administration.Server(url)
    owner.grant(str(make_url(role).username), centre, SEAT_ROLES, None)
    owner.close()
    store = engine.open_store(role)
    try:
        yield store
    finally:
        store.close()


def centre_of(tier: str) -> RegionCode:
    """Return the first centre of a tier."""
    return RegionCode(bench_year.grounds()[0][: TIERS[tier]])


def centres() -> Iterator[Region]:
    """Yield the centres that are asked about: the city, and the first of every tier below it."""
    parent: RegionCode | None = None
    for name, tier in zip(TIERS, Tier, strict=False):
        code = centre_of(name)
        yield Region(code=code, name=code, tier=tier, parent=parent)
        parent = code


def pages(centre: RegionCode, asking: Asking) -> Figures:
    """Return the figures of first pages, of pages from the middle of the queue, and of counts, at one centre."""
    first, deep, count = [], [], []
    for connection in asking.values():
        in_file = connection.dialect.name == "sqlite"
        middle = _in_the_middle(connection, centre)
        first.append(partial(rows_of, connection, page(centre, in_file=in_file)))
        deep.append(partial(rows_of, connection, page(centre, middle, in_file=in_file)))
        count.append(partial(rows_of, connection, counts(centre)))
        connection.rollback()
    return {
        **took(FIRST, asking, [first] * ROUNDS),
        **took(DEEP, asking, [deep] * ROUNDS),
        **took(COUNTS, asking, [count] * FEW),
    }


def took(what: str, asking: Asking, turns: Sequence[Sequence[Callable[[], object]]]) -> Figures:
    """Ask by turns, in each of which everybody asks once, in any order, and return the figures of each."""
    connections = list(asking.values())
    times_ms: list[list[float]] = [[] for _ in connections]
    chance = Random(1)
    for turn in turns:
        # Who asks after another finds warm what both of them read.
        for whose in chance.sample(range(len(turn)), len(turn)):
            began_s = perf_counter()
            turn[whose]()
            times_ms[whose].append((perf_counter() - began_s) * 1000)
            # As a desk does; a server cuts off whoever waits for others inside a transaction.
            connections[whose].rollback()
    return {what + who: _figures(times) for who, times in zip(asking, times_ms, strict=True)}


def _figures(times_ms: Sequence[float]) -> dict[str, float]:
    percent = quantiles(times_ms, n=100, method="inclusive")
    return {name: round(percent[at - 1], 2) for name, at in PERCENT.items()}


def ratios(figures: Mapping[str, Figures], sizes: Sequence[int]) -> Mapping[str, Figures]:
    """Return what they are to each other: many to few tickets, city to district, deep to first, operator to owner."""

    def to_each_other(one: tuple[str, str, str], other: tuple[str, str, str]) -> dict[str, float]:
        (of_one, of_other) = (figures[tier][kind + who] for kind, tier, who in (one, other))
        return {name: round(of_one[name] / of_other[name], 2) for name in ("p10", "p50")}

    few, many = sizes[0], sizes[-1]
    everybody = [_of(size, who) for size, who in product(sizes, (OWNER, OPERATOR))]
    growth: Figures = {
        f"{kind}, {tier}{who}": to_each_other((kind, tier, _of(many, who)), (kind, tier, _of(few, who)))
        for kind, tier, who in product(KINDS, TIERS, (OWNER, OPERATOR))
    }
    return {
        f"{many} / {few}": growth if few != many else {},
        "city / district": {
            FIRST + who: to_each_other((FIRST, "city", who), (FIRST, "district", who)) for who in everybody
        },
        "deep / first": {
            tier + who: to_each_other((DEEP, tier, who), (FIRST, tier, who)) for tier, who in product(TIERS, everybody)
        },
        "operator / owner": {
            tier + _of(size): to_each_other((FIRST, tier, _of(size, OPERATOR)), (FIRST, tier, _of(size)))
            for tier, size in product(TIERS, sizes)
        },
    }


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


def _in_the_middle(connection: Connection, centre: RegionCode) -> Sequence[Any]:
    """Return the place of the ticket in the middle of a centre's queue."""
    place = (_ticket.priority, _ticket.due_at, _ticket.id)
    of_centre = select(*place).where(tables.OPEN, below(_ticket.area, centre))
    count = connection.execute(select(func.count()).select_from(of_centre.subquery())).scalar_one()
    return connection.execute(of_centre.order_by(*place).offset(count // 2).limit(1)).one()


def rows_of(connection: Connection, question: Select[Any]) -> object:
    return connection.execute(question).all()
