"""``bench feed``: what it costs a server that desks follow it, beside no desks, and beside a notification for every row.

The same writes are offered three times, to a server without desks, with desks that poll, and with as many connections
that are notified of every row; the last is the control, which must fall behind.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle
from multiprocessing.connection import Connection
from threading import Event, Thread
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import select

from console.domain.shift import SEAT_ROLES
from console.following import Follower
from console.ports import Outage
from db import tables
from db.administration import Server
from db.engine import open_store
from db.hall.plan import Place, Plan, places
from db.hall.run import SERVER, demo_city
from db.local_server import LocalServer, running_server

WRITERS, PROCESSES = 8, 2
WARM_S = 3.0
CHANNEL = "griddesk_row"
WRITE = """
WITH changed AS (UPDATE ticket SET version = version + 1 WHERE id = %s RETURNING id, version, centre, area)
INSERT INTO journal (key, part, kind, ticket, version, at, by, desk, centre, reason, imported, detail, concerns, written)
SELECT gen_random_uuid(), 0, 'supervised', id, version, now(), 'bench', 'bench', centre, '', false, '',
  '>' || area || ' =' || centre, pg_current_xact_id()
FROM changed
"""
OPEN_TICKETS = str(select(tables.ticket.c.id).where(tables.OPEN).order_by(tables.ticket.c.id).compile())
NOTIFY = "SELECT pg_notify(%s, %s)"


@dataclass(frozen=True, slots=True)
class Load:
    """``rate`` writes a second are offered for ``seconds``, with so many ``desks`` listening."""

    rate: float
    seconds: float
    desks: int


def measure(load: Load) -> Mapping[str, object]:
    """Return what was reached and what the server used in each of the three cases; cores are seconds of work a second."""
    with running_server(SERVER) as server:
        owner = Server(server.url())
        owner.create()
        store = open_store(server.url())
        seats = places(Plan(desks=load.desks), demo_city(store))
        store.close()
        for seat in seats:
            owner.grant(seat.name, seat.centre, SEAT_ROLES, None)
        owner.close()
        found = {
            "no_desks": _case(server, load, [], polling, notify=False),
            "polling": _case(server, load, seats, polling, notify=False),
            "notified": _case(server, load, seats, notified, notify=True),
        }
    alone, with_desks, control = (found[name] for name in ("no_desks", "polling", "notified"))
    return {
        "desks": load.desks,
        "offered_per_s": load.rate,
        **{f"{name}_per_s": round(one.reached_per_s) for name, one in found.items()},
        **{f"{name}_server_cores": round(one.server_cores, 2) for name, one in found.items()},
        "polling_reached": round(with_desks.reached_per_s / load.rate, 2),
        "feed_cores": round(with_desks.server_cores - alone.server_cores, 2),
        "control_reached": round(control.reached_per_s / load.rate, 2),
    }


@dataclass(frozen=True, slots=True)
class Case:
    reached_per_s: float
    server_cores: float


Listen = Callable[[LocalServer, Sequence[Place], Connection], None]


def _case(server: LocalServer, load: Load, seats: Sequence[Place], listen: Listen, *, notify: bool) -> Case:
    with _listening(server, seats, listen):
        _write(server.url(), Load(load.rate, WARM_S, load.desks), notify=notify)
        cpu_s, began_s = server.cpu_s() or 0.0, monotonic()
        written = _write(server.url(), load, notify=notify)
        took_s = monotonic() - began_s
        return Case(written / took_s, ((server.cpu_s() or 0.0) - cpu_s) / took_s)


def _write(url: str, load: Load, *, notify: bool) -> int:
    """Offer writes at an even pace; return how many were done in time: what comes late is left out."""
    counts = [0] * WRITERS
    with psycopg.connect(url) as connection:
        ids = [row[0] for row in connection.execute(OPEN_TICKETS.encode())]

    def work(writer: int) -> None:
        # Each has tickets of its own: what is measured is not who waits for whose row.
        own, pause = cycle(ids[writer::WRITERS]), Event()
        with psycopg.connect(url, autocommit=True) as connection:
            began_s = monotonic()
            while (now_s := monotonic()) < began_s + load.seconds:
                due_s = began_s + counts[writer] * WRITERS / load.rate
                if now_s < due_s:
                    pause.wait(due_s - now_s)
                    continue
                with connection.transaction():
                    ticket = next(own)
                    connection.execute(WRITE, (ticket,), prepare=True)
                    if notify:
                        connection.execute(NOTIFY, (CHANNEL, str(ticket)), prepare=True)
                counts[writer] += 1

    threads = [Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


@contextmanager
def _listening(server: LocalServer, seats: Sequence[Place], listen: Listen) -> Iterator[None]:
    """Let a few processes listen for all desks."""
    context = multiprocessing.get_context("spawn")
    talking: list[tuple[Connection, Any]] = []
    try:
        for number in range(PROCESSES if seats else 0):
            here, there = context.Pipe()
            process = context.Process(target=listen, args=(server, seats[number::PROCESSES], there))
            process.start()
            there.close()
            talking.append((here, process))
        try:
            for here, _ in talking:
                here.recv()
        except EOFError:
            raise Outage("a process of the bench has died; what it said stands above") from None
        yield
    finally:
        for here, process in talking:
            here.close()
            process.join()


def polling(server: LocalServer, seats: Sequence[Place], told: Connection) -> None:
    """Follow the feed at each seat as a desk does, signed in as its operator, until the other end is closed."""
    stores = [open_store(server.url(user=seat.name)) for seat in seats]
    followers = [
        Follower(store.feed(seat.centre), heard=_forget, link_changed=_forget, marked=lambda: None)
        for store, seat in zip(stores, seats, strict=True)
    ]
    for follower in followers:
        follower.start()
    told.send("ready")
    with suppress(EOFError):
        told.recv()
    for follower in followers:
        follower.stop()
    for store in stores:
        store.close()


def notified(server: LocalServer, seats: Sequence[Place], told: Connection) -> None:
    """Listen to the notification of every row at each seat, until the other end is closed."""
    over = Event()

    def hear() -> None:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            while not over.is_set():
                for _ in connection.notifies(timeout=0.25):
                    pass

    threads = [Thread(target=hear) for _ in seats]
    for thread in threads:
        thread.start()
    told.send("ready")
    with suppress(EOFError):
        told.recv()
    over.set()
    for thread in threads:
        thread.join()


def _forget(_news: object) -> None:
    """Only the hearing is measured."""
