"""Runs the hall: finds or starts a database, lets the desks work while things break, and adds the figures up."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic
from typing import cast

from console.clocks import SystemClock
from console.demo import city
from console.demo.city_code import holds_demo
from console.domain.errors import Refused
from console.domain.grid import Region, Tier
from console.ports import Outage, Store
from db.address import is_server
from db.administration import Server
from db.engine import SqlStore, open_store
from db.hall.breaks import Break, play, staged
from db.hall.figures import figures
from db.hall.plan import Place, Plan, Told, places
from db.hall.reckoning import last_line, reckon
from db.hall.seating import let_in, nameless
from db.hall.worker import Ways, work
from db.local_server import SETTINGS, LocalServer, running_server

SERVER = {
    **SETTINGS,
    # What is acknowledged must outlive a killed server; a power cut is not played.
    "synchronous_commit": "on",
    # Each desk has one for its feed, one for its orders and one for its questions.
    "max_connections": "700",
    "shared_buffers": "128MB",
}
DATABASE = "hall"


@dataclass(frozen=True, slots=True)
class Database:
    """Where the hall's data lies; ``server`` where it was started for it."""

    url: str
    server: LocalServer | None


def measure(plan: Plan, url: str | None, breaks: Sequence[Break] = ()) -> Mapping[str, object]:
    """Return the figures of a hall; without ``url`` on a server started on this machine.

    At a server each desk signs in with a role of its own; ``url`` must be the owner's address, who lets them in.
    ``breaks`` is what is done to the database of ``url`` meanwhile; a server started here has the plan's outages.

    Raises:
        Refused: ``hall.other_city``: the database holds another city than the demo one, and the hall writes tickets;
            ``server.not_owner``, ``server.may_not``: whoever signed in may not let the desks in.
        Outage: there is no server to start, the database is out of reach, or a process of the hall has died.
    """
    with ExitStack() as stack:
        database = stack.enter_context(_database(url))
        owner = _owner(database.url, stack)
        store = cast("SqlStore", open_store(database.url))
        stack.callback(store.close)
        seats = places(plan, demo_city(store))
        # Nobody signs in at a file.
        passwords: Mapping[str, str] = {}
        urls = [database.url]
        if owner is not None:
            passwords, urls = stack.enter_context(let_in(owner, seats, plan.seconds)), [nameless(database.url)]
        if database.server is not None and plan.outages is not None:
            urls, breaks = stack.enter_context(staged(database.server, urls[0], plan.outages))
        return _worked(plan, database, Ways(database.url, urls, passwords), breaks, seats, store)


def _worked(
    plan: Plan,
    database: Database,
    ways: Ways,
    breaks: Sequence[Break],
    seats: Sequence[Place],
    store: SqlStore,
) -> Mapping[str, object]:
    with _processes(plan, ways, seats) as talking:
        _hear_all(talking)
        after, server_s, began_s = last_line(store), _cpu_s(database), monotonic()
        _tell_all(talking, "go")
        play(breaks, began_s)
        _hear_all(talking)
        took_s, now_s = monotonic() - began_s, _cpu_s(database)
        _tell_all(talking, after)
        told = [answer for answer in _hear_all(talking) if isinstance(answer, Told)]
    # A server that was killed takes with it what it used.
    used_s = now_s - server_s if server_s is not None and now_s is not None and not breaks else None
    reckoning = reckon(store, after, [order for one in told for order in one.done])
    return figures(plan, told, reckoning, took_s=took_s, server_cpu_s=used_s)


@contextmanager
def _database(url: str | None) -> Iterator[Database]:
    """Yield the database of ``url``; without one, a server's that is thrown away afterwards."""
    if url is not None:
        yield Database(url, None)
        return
    with running_server(SERVER) as server:
        yield Database(server.url(DATABASE), server)


def _owner(url: str, stack: ExitStack) -> Server | None:
    """Return the server of an address, with the city's tables and rights on it; None for a file."""
    if not is_server(url):
        return None
    server = Server(url)
    stack.callback(server.close)
    server.create()
    return server


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
def _processes(plan: Plan, ways: Ways, seats: Sequence[Place]) -> Iterator[list[Connection]]:
    """Start the processes of the hall, and see that they come to an end."""
    context = multiprocessing.get_context("spawn")
    talking: list[Connection] = []
    running = []
    try:
        for number in range(min(plan.processes, len(seats))):
            here, there = context.Pipe()
            process = context.Process(target=work, args=(plan, ways, seats[number :: plan.processes], there))
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


def _tell_all(talking: Sequence[Connection], word: object) -> None:
    for here in talking:
        here.send(word)


def _cpu_s(database: Database) -> float | None:
    return None if database.server is None else database.server.cpu_s()
