"""What is watched while a host is silent: which node takes changes, and how long our own calls wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic
from typing import Any, Self

import psycopg

from db import server_link, watchdog
from tests.outage.patroni_pair import Node, Pair

LOOK_EVERY_S = 0.1
ASKED = "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'"
DESKS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'griddesk'"


class Claims:
    """Asks each node over a socket of its own, which no silence of the net concerns, whether it takes changes."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._over = Event()
        self._takes: dict[str, list[tuple[float, bool]]] = {node.name: [] for node in pair.nodes}
        self._threads = [Thread(target=self._watch, args=(node,)) for node in pair.nodes]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def took_until_s(self, node: Node) -> float:
        """Return when the node was last seen to take changes."""
        return max((at_s for at_s, takes in self._takes[node.name] if takes), default=0.0)

    def took_from_s(self, node: Node, after_s: float) -> float:
        """Return when the node was first seen to take changes, after a moment."""
        return min((at_s for at_s, takes in self._takes[node.name] if takes and at_s > after_s), default=float("inf"))

    def _watch(self, node: Node) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            with suppress(psycopg.Error):
                takes = ask(node, ASKED)
                self._takes[node.name].append((monotonic(), bool(takes)))


def ask(node: Node, question: str) -> Any:
    """Ask a node over its own socket; a refused or broken connection is a psycopg.Error."""
    with psycopg.connect(
        host=str(node.sockets), port=node.host.port, user="postgres", dbname="griddesk", autocommit=True
    ) as link:
        found = link.execute(question).fetchone()
        return None if found is None else found[0]


class Overruns(watchdog.Watchdog):
    """The watchdog, which also notes by how much a call outlived its deadline, and how long a connection was made."""

    def __init__(self) -> None:
        super().__init__()
        self.calls_s = 0.0
        self.connects_s = 0.0
        self.connects = 0

    def end(self, call: watchdog._Watched) -> None:
        super().end(call)
        self.calls_s = max(self.calls_s, monotonic() - call.due_s)

    def timed(self, opens: Callable[..., Any]) -> Callable[..., Any]:
        def open_link(*args: Any, **kwargs: Any) -> Any:
            began_s = monotonic()
            self.connects += 1
            try:
                return opens(*args, **kwargs)
            finally:
                self.connects_s = max(self.connects_s, monotonic() - began_s)

        return open_link


@contextmanager
def overruns() -> Iterator[Overruns]:
    """Note them for all connections that this process makes from now on."""
    noting, before, opens = Overruns(), watchdog.WATCHDOG, server_link.open_link
    watchdog.WATCHDOG, server_link.open_link = noting, noting.timed(opens)
    try:
        yield noting
    finally:
        watchdog.WATCHDOG, server_link.open_link = before, opens
