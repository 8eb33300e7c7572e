"""Measures queue pages, counts and searches among a city's tickets of one or ten years, on both engines in one run.

On a server each is asked twice: by its owner, and by an operator whose role sees its own ground only. Beside the searches
stand two controls by LIKE with the same words. "like scan" asks how many tickets of the centre hold the word, and so
reads the table, as LIKE does anywhere: a search's median is to be a twentieth of it or less. "like" asks for what a
search answers, the newest fifty, and may walk the index on the time of reports: words that stand on every newest page
cost it next to nothing, and those that stand nowhere the whole table.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, text

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.ticket import TicketId
from console.finding import Spot
from console.settings import Bench
from db import bench_pages, bench_year, engine, records, tables
from db.bench_pages import (
    OPERATOR,
    OWNER,
    SERVER,
    TIERS,
    Asking,
    Figures,
    bytes_a_ticket,
    centre_of,
    centres,
    connected,
    create,
    operator,
    pages,
    took,
)
from db.bench_year import END, LANDMARKS, MATTERS, STREETS
from db.columns import below
from db.deadlines import Call
from db.finding import searched
from db.local_server import running_server

FOUND = 50
ROUNDS, LIKES, SCANS = 60, 10, 4
LONG_AGO = Spot(END - timedelta(days=180), TicketId(0))
_ticket = tables.ticket.c


def measures(command: Bench) -> Mapping[str, Callable[[], Mapping[str, object]]]:
    """Return the bench by its name; it is left out of "all", since it keeps a machine busy for minutes."""
    if command.name == "all":
        return {}
    if command.only == "pages":
        return {"store": lambda: bench_pages.measure(command.rows)}
    return {"store": lambda: measure(command.rows, command.settings.db)}


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
        create(server.url("store"))
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
        store.registry().add_regions(list(centres()))
        began_s = perf_counter()
        with connected(store) as connection:
            bench_year.fill(connection.engine, rows)
        figures: dict[str, object] = {
            "fill_s": round(perf_counter() - began_s, 1),
            "bytes a ticket": bytes_a_ticket(store, rows),
        }
        for tier in TIERS:
            centre = centre_of(tier)
            with ExitStack() as open_ones:
                asking = {OWNER: open_ones.enter_context(connected(store))}
                if roles:
                    own_ground = open_ones.enter_context(operator(url, roles[tier], centre))
                    asking[OPERATOR] = open_ones.enter_context(connected(own_ground))
                figures[tier] = {**pages(centre, asking), **_searches(centre, asking)}
    finally:
        store.close()
    return figures


def _searches(centre: RegionCode, asking: Asking) -> Figures:
    """Return the figures of searches at one centre, and of their controls."""
    for connection in asking.values():
        if connection.dialect.name == "postgresql":
            # The control may take as long as it wants.
            connection.execute(text("SET statement_timeout = 0"))
            connection.commit()
    of_word: dict[str, tuple[int, Callable[[Connection, str], object]]] = {
        "search": (ROUNDS, lambda connection, word: searched(connection, word, centre, None, FOUND)),
        "search before": (ROUNDS, lambda connection, word: searched(connection, word, centre, LONG_AGO, FOUND)),
        "like": (LIKES, lambda connection, word: _control(connection, like(word, centre))),
        "like scan": (SCANS, lambda connection, word: _control(connection, like_scan(word, centre))),
    }
    figures: Figures = {}
    for what, (count, ask) in of_word.items():
        turns = [[partial(ask, connection, word) for connection in asking.values()] for word in words(count)]
        figures |= took(what, asking, turns)
    for control, who in product(("like", "like scan"), asking):
        ratio = figures[control + who]["p50"] / figures["search" + who]["p50"]
        figures[f"{control} / search{who}"] = {"p50": round(ratio, 1)}
    return figures


def like(word: str, centre: RegionCode) -> Select[Any]:
    """Return what a search would be without an index on its words: the newest that hold the word."""
    newest_first = (_ticket.reported_at.desc(), _ticket.id.desc())
    return select(*records.TICKET).where(_holds(word, centre)).order_by(*newest_first).limit(FOUND)


def like_scan(word: str, centre: RegionCode) -> Select[Any]:
    """Return the question for how many hold the word, which no order and no full page ends early."""
    return select(func.count()).where(_holds(word, centre))


def _holds(word: str, centre: RegionCode) -> ColumnElement[bool]:
    holds = or_(*(column.like(f"%{word}%") for column in (_ticket.number, _ticket.title, _ticket.address)))
    return and_(holds, below(_ticket.area, centre))


def _control(connection: Connection, question: Select[Any]) -> object:
    return connection.execute(question, execution_options={"call": Call.SCHEMA}).all()


def words(count: int) -> Iterator[str]:
    """Yield words of two characters as a dispatcher types them, always the same, frequent and rare ones by turns.

    Of ten three are of streets, three of matters, from anywhere in their names; three of places that stand in few
    addresses; and one was never written.
    """
    chance = Random(1)
    kinds = (STREETS, MATTERS, LANDMARKS)
    for number in range(count):
        if number % 10 == 9:
            yield "龘" + chance.choice(MATTERS)[0]
        else:
            name = chance.choice(kinds[number % 3])
            at = chance.randrange(len(name) - 1)
            yield name[at : at + 2]
