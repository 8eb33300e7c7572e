"""``db``: what the engineer of a city does with its PostgreSQL server; passwords never stand on the command line."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from console.commands.answering import Answer, BrokenOff
from console.commands.operators import check_name, new_password, roles_of
from console.commands.standing import password_of
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Role
from console.gateways.files.unusable import Unusable
from console.outages import ServerOutage
from console.settings import Database

ASKS = "server.password_needed"
GRAVE = ("broken", "unsafe")


class Finding(Protocol):
    """One thing that a look at a server found: how grave, its code, what, and what to do about it."""

    @property
    def gravity(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def do(self) -> str: ...


class Administration(Protocol):
    """A city's database on its server, in the hands of who owns it; ``db.administration`` tells what each may raise."""

    def greet(self) -> None:
        """Connect once, to the database or, where there is none yet, to its server."""

    def create(self) -> Mapping[str, object]: ...
    def upgrade(self) -> Mapping[str, object]: ...
    def check(self, desks: int) -> Sequence[Finding]: ...
    def facts(self) -> Mapping[str, object]: ...
    def names(self) -> Sequence[str]: ...
    def knows(self, name: str) -> bool: ...
    def generated(self) -> str: ...
    def grant(
        self, name: str, centre: RegionCode, roles: frozenset[Role], password: str | None
    ) -> Mapping[str, object]: ...
    def revoke(self, name: str, centre: RegionCode | None) -> Mapping[str, object]: ...
    def close(self) -> None: ...


Opening = Callable[[str, str], Administration]
"""Opens a server by its address and a password, "" for none."""


def run(command: Database, opened: Opening) -> Answer:
    """Return what was done.

    Raises:
        Unusable: no address of a server, a role that there is not.
        Refused: a rule is against it, or whoever signs in may not; BrokenOff with what was found, where a check found
            something grave.
        Outage: the server is out of reach.
    """
    if command.settings.db is None:
        raise Unusable("Name the city's server: --db postgresql://OWNER@HOST/DATABASE.")
    administration = _signed_in(command.settings.db, opened)
    try:
        return _done(command, administration)
    finally:
        administration.close()


def _signed_in(url: str, opened: Opening) -> Administration:
    """Open the server, with what libpq knows by itself (a password file, PGPASSWORD), else with what is asked for here."""
    administration = opened(url, "")
    try:
        administration.greet()
    except ServerOutage as outage:
        administration.close()
        if outage.code != ASKS:
            raise
        return opened(url, password_of(str(outage.facts.get("name") or "the owner")))
    except BaseException:
        administration.close()
        raise
    return administration


def _done(command: Database, administration: Administration) -> Answer:
    match command.what:
        case "create":
            return administration.create()
        case "upgrade":
            return administration.upgrade()
        case "check":
            return _checked(command, administration)
        case "grant":
            return _granted(command, administration)
        case _:
            centre = command.settings.centre
            return administration.revoke(command.name, RegionCode(centre) if centre else None)


def _checked(command: Database, administration: Administration) -> Answer:
    found = administration.check(command.desks)
    told = [{"gravity": one.gravity, "code": one.code, "found": one.found, "do": one.do} for one in found]
    answer = {**administration.facts(), "desks": command.desks, "findings": told}
    for one in found:
        sys.stderr.write(f"{one.gravity}: {one.found}; {one.do}.\n")
    counts = Counter(one.gravity for one in found)
    if any(counts[gravity] for gravity in GRAVE):
        raise BrokenOff(Refused("server.unfit", **{name: counts[name] for name in GRAVE}), {**answer, "fit": False})
    return {**answer, "fit": True}


def _granted(command: Database, administration: Administration) -> Answer:
    """Give a role and a seat; a new name gets a password, a known one another only where that is asked for."""
    if command.settings.centre is None:
        raise Unusable("Say at which centre: --centre CODE.")
    check_name(command.name, administration.names())
    roles = frozenset({Role.WALL}) if command.roles == Role.WALL else roles_of(command.roles)
    password, told = None, {}
    if command.generate:
        password = administration.generated()
        # The only time that anybody is told.
        told = {"password": password}
    elif command.new_password or not administration.knows(command.name):
        password = new_password(command.name)
    done = administration.grant(command.name, RegionCode(command.settings.centre), roles, password)
    return {**done, **told}
