"""``db demo``: a server on this machine with the demo city, and three operators who may sign in; until it is stopped."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from threading import Event
from typing import Protocol

from console.clocks import SystemClock
from console.commands.answering import Answer, print_answer
from console.commands.database import Administration
from console.commands.progress import Bar
from console.demo import city
from console.domain.grid import Region, RegionCode, Tier
from console.domain.shift import SEAT_ROLES, Role
from console.ports import Store
from console.settings import Database

SITTING: tuple[tuple[str, Tier, frozenset[Role]], ...] = (
    ("指挥长", Tier.CITY, frozenset({Role.DUTY_COMMANDER, Role.SHIFT_LEAD})),
    ("派遣员", Tier.DISTRICT, SEAT_ROLES),
    ("受理员", Tier.VILLAGE, frozenset({Role.CALL_TAKER, Role.DISPATCHER})),
)
"""Who may sign in: by name, at the first centre of which tier, in which roles."""


LOOK_EVERY_S = 1.0
"""A wait without an end hears no signal on Windows."""


class Trial(Protocol):
    """A running server of this machine."""

    @property
    def url(self) -> str: ...
    def administration(self) -> Administration: ...
    def store(self) -> Store: ...


def run(
    command: Database,
    running: Callable[[], AbstractContextManager[Trial]],
    until: Callable[[], object] | None = None,
) -> Answer:
    """Make the server and its city, tell on stdout how to sign in, and keep it until it is told to stop, or ``until`` returns.

    Raises:
        Outage: there is no PostgreSQL to start here.
    """
    with running() as trial:
        administration = trial.administration()
        try:
            administration.create()
            centres = _filled(command, trial)
            told = {"url": trial.url, "sign_ins": _granted(administration, centres)}
        finally:
            administration.close()
        print_answer(told)
        sys.stderr.write(
            f"Sign in with: main.py --db {trial.url} --operator NAME. Ctrl+C ends the server and its city.\n"
        )
        (until or _told_to_stop)()
    sys.stderr.write("\nThe server and its city are gone.\n")
    return told


def _told_to_stop() -> None:
    """Wait for Ctrl+C, or for the end that a service is told."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    while not stop.wait(LOOK_EVERY_S):
        pass


def _filled(command: Database, trial: Trial) -> Mapping[Tier, Region]:
    """Make the demo city, and return the first centre of each tier."""
    store, bar = trial.store(), Bar("demo city")
    try:
        now = SystemClock().now()
        city.make(store, command.size, command.seed, now=now, progress=lambda _part, share: bar(share))
        return {centre.tier: centre for centre in reversed(store.archive().centres())}
    finally:
        bar.stop()
        store.close()


def _granted(administration: Administration, centres: Mapping[Tier, Region]) -> list[Mapping[str, object]]:
    told: list[Mapping[str, object]] = []
    for name, tier, roles in SITTING:
        centre, password = centres[tier], administration.generated()
        administration.grant(name, RegionCode(centre.code), roles, password)
        seat = {"centre": centre.code, "centre_name": centre.name, "roles": sorted(role.value for role in roles)}
        told.append({"name": name, "password": password, **seat})
    return told
