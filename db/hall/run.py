"""Runs the hall: finds or starts a database, lets the desks work, breaks what the plan says, and adds the figures up."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Event
from time import monotonic
from typing import cast

from sqlalchemy import select

from console.clocks import SystemClock
from console.demo import city
from console.demo.life_thread import holds_demo
from console.domain.errors import Refused
from console.domain.grid import Region, Tier
from console.ports import Outage, Store
from db import tables
from db.engine import SqlStore, open_store
from db.hall.figures import figures
from db.hall.line import Line
from db.hall.plan import Outages, Place, Plan, Told, places
from db.hall.script import TITLE
from db.hall.worker import work
from db.local_server import SETTINGS, LocalServer, running_server

SERVER = {
    **SETTINGS,
    # What is acknowledged must outlive a killed server; a power cut is not played.
    "synchronous_commit": "on",
    "max_connections": "400",
    "shared_buffers": "128MB",
}
TURNS = 3
"""The plan's outages begin after a third of the time, so that the hall works before, between and after them."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where the hall's data lies; ``server`` where it was started for it."""

    url: str
    server: LocalServer | None


def measure(plan: Plan, url: str | None) -> Mapping[str, object]:
    """Return the figures of a hall; without ``url`` on a server started on this machine.

    Raises:
        Refused: ``hall.other_city``: the database holds another city than the demo one, and the hall writes tickets.
        Outage: there is no server to start, the database is out of reach, or a process of the hall has died.
    """
    with _database(url) as database:
        store = cast("SqlStore", open_store(database.url))
        try:
            centres = demo_city(store)
            seats = places(plan, centres)
            with ExitStack() as stack:
                line = stack.enter_context(_line(plan, database))
                return {**_worked(plan, database, line, seats, store)}
        finally:
            store.close()


def _worked(
    plan: Plan, database: Database, line: Line | None, seats: Sequence[Place], store: SqlStore
) -> Mapping[str, object]:
    urls = [database.url]
    if line is not None and database.server is not None:
        urls.append(database.url.replace(f":{database.server.port}/", f":{line.port}/"))
    with _processes(plan, urls, seats) as talking:
        _hear_all(talking)
        server_s, began_s = _cpu_s(database), monotonic()
        _tell_all(talking, "go")
        down_s = _break(plan, database, line)
        _hear_all(talking)
        took_s, now_s = monotonic() - began_s, _cpu_s(database)
        _tell_all(talking, "compare")
        told = [answer for answer in _hear_all(talking) if isinstance(answer, Told)]
    # A server that was killed takes with it what it used.
    used_s = now_s - server_s if server_s is not None and now_s is not None and plan.outages is None else None
    return figures(plan, told, took_s=took_s, server_cpu_s=used_s, lost=_lost(store, told), down_s=down_s)


@contextmanager
def _database(url: str | None) -> Iterator[Database]:
    """Yield the database of ``url``; without one, a server's that is thrown away afterwards."""
    if url is not None:
        yield Database(url, None)
        return
    with running_server(SERVER) as server:
        yield Database(server.url(), server)


@contextmanager
def _line(plan: Plan, database: Database) -> Iterator[Line | None]:
    if plan.outages is None or database.server is None:
        yield None
        return
    line = Line(database.server.port)
    try:
        yield line
    finally:
        line.close()


def demo_city(store: Store) -> tuple[Region, ...]:
    """Return the centres of the demo city, which is made where the database is empty."""
    centres = store.archive().centres()
    if not centres:
        city.make(store, "small", 1, now=SystemClock().now(), progress=lambda _part, _share: None)
        centres = store.archive().centres()
    elif not holds_demo(store):
        raise Refused("hall.other_city", city=centres[0].name)
    return tuple(region for region in centres if region.tier is not Tier.GRID)


@contextmanager
def _processes(plan: Plan, urls: Sequence[str], seats: Sequence[Place]) -> Iterator[list[Connection]]:
    """Start the processes of the hall, and see that they come to an end."""
    context = multiprocessing.get_context("spawn")
    talking: list[Connection] = []
    running = []
    try:
        for number in range(min(plan.processes, len(seats))):
            here, there = context.Pipe()
            process = context.Process(target=work, args=(plan, urls, seats[number :: plan.processes], there))
            process.start()
            there.close()
            talking.append(here)
            running.append(process)
        yield talking
    finally:
        for here in talking:
            here.close()
        for process in running:
            process.join()


def _hear_all(talking: Sequence[Connection]) -> list[object]:
    try:
        return [here.recv() for here in talking]
    except EOFError:
        raise Outage("a process of the hall has died; what it said stands above") from None


def _tell_all(talking: Sequence[Connection], word: str) -> None:
    for here in talking:
        here.send(word)


def _break(plan: Plan, database: Database, line: Line | None) -> float:
    """Cut the line and kill the server as the plan says; returns how long the server was away."""
    if plan.outages is None or database.server is None or line is None:
        return 0.0
    server, outages, pause, began_s = database.server, plan.outages, Event(), monotonic()
    down_s = 0.0

    def kill() -> None:
        nonlocal down_s
        gone_s = monotonic()
        server.kill()
        pause.wait(outages.down_s)
        server.start()
        down_s = monotonic() - gone_s

    steps = [(outages.cut_at_s, line.cut), (outages.cut_at_s + outages.cut_s, line.mend), (outages.kill_at_s, kill)]
    for at_s, step in sorted(steps, key=lambda one: one[0]):
        pause.wait(max(0.0, began_s + at_s - monotonic()))
        step()
    return down_s


def outages_within(seconds: float) -> Outages:
    """Return outages for a hall that works so long: half of the desks cut off for a third of it, but at most for 30 s,
    and the server killed after that.
    """
    third_s = seconds / TURNS
    return Outages(
        cut_at_s=third_s / 2, cut_s=min(30.0, third_s), kill_at_s=2 * third_s, down_s=min(2.0, third_s / TURNS)
    )


def _cpu_s(database: Database) -> float | None:
    return None if database.server is None else database.server.cpu_s()


def _lost(store: SqlStore, told: Sequence[Told]) -> int:
    """Return how many acknowledged orders are not in the journal."""
    ours = select(tables.journal.c.key).join(tables.ticket).where(tables.ticket.c.title == TITLE)
    with store.engine.connect() as connection:
        kept = {str(key) for key in connection.execute(ours).scalars()}
    return len({key for one in told for key in one.keys} - kept)
