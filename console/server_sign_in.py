"""Signing in at a city's server: with the operator's own role there, whose password the system's keyring may keep."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.known import NOT_KNOWN, Known, Memory, Shelf
from console.late_store import LateStore
from console.outages import ServerOutage
from console.ports import Account, Clock, Outbox, Store
from console.sign_in import Tries

log = logging.getLogger(__name__)

ASKS = "server.password_needed"
WRONG = "server.wrong_sign_in"
AWAY = frozenset(
    f"server.{why}" for why in ("deadline", "full", "lost", "refused", "silent", "standby", "starting", "unknown_host")
)
"""Why a server cannot even be asked who somebody is; whoever it knew here lately may go on with what this desk knew."""
NOBODY_ANY_MORE = frozenset({"server.locked_name", "server.unknown_name", "sign_in.no_account", "sign_in.no_seat"})


class Keyring(Protocol):
    """The system's own keeper of passwords; any thread. Where there is none, it keeps nothing."""

    @property
    def is_there(self) -> bool: ...
    def password(self, place: str, name: str) -> str:
        """Return what is kept, "" for nothing."""

    def keep(self, place: str, name: str, password: str) -> bool:
        """Keep a password, instead of an older one; tells whether that worked."""

    def forget(self, place: str, name: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to sign in; ``role`` is the server role that the address names, "" where everybody has their own.

    ``open_as`` opens the database with a name and a password; raises ServerOutage and Refused with the reason. What is
    open with that name already goes on with the password that the server has just taken. ``shelf_in`` is where a folder
    of this machine keeps what a desk knew, ``outbox_in`` opens an operator's outbox there; neither asks the server.
    """

    machines: str
    database: str
    open_as: Callable[[str, str], Store]
    role: str = ""
    shelf_in: Callable[[Path], Shelf] | None = None
    outbox_in: Callable[[Path, str], Outbox] | None = None

    @property
    def place(self) -> str:
        """What a keyring files passwords under, and people call it."""
        return f"{self.machines}/{self.database}"


class ServerSignIn:
    """Opens the server's database for one operator, on a thread of its own; any thread may call.

    Afterwards ``store`` is open, ``centres`` are the names of the centres, and it is for the caller to close the store.
    ``keeps``: the password is kept in the keyring once the server has taken it, and forgotten there otherwise.

    With a ``shelf``, whoever the server lets in has a ``memory`` there. While the server is away they come in with what
    was kept in it, ``known``: the store is one that signs in later.

    The futures bring the account, one without seats where the server trusts whoever comes with that role. They raise
    ServerOutage and Refused with the reason; ``sign_in.wait``, ``sign_in.no_account``, ``sign_in.no_seat``,
    ``sign_in.not_known_here``.
    """

    def __init__(
        self,
        server: Server,
        keyring: Keyring,
        clock: Clock,
        worker: Executor | None = None,
        *,
        shelf: Shelf | None = None,
    ) -> None:
        self.server = server
        self.keyring = keyring
        self.keeps = False
        self.store: Store | None = None
        self.memory: Memory | None = None
        self.known: Known | None = None
        self.centres: dict[RegionCode, str] = {}
        self._clock = clock
        self._shelf = shelf
        self._worker = worker or ThreadPoolExecutor(1, "sign-in")
        self._tries = Tries(clock)

    def wait_s(self) -> float:
        """Return how many seconds must pass before the next try; 0 for none."""
        return self._tries.wait_s()

    def may_know(self, outage: BaseException) -> bool:
        """Tell whether somebody may come in all the same, with what this desk knew."""
        is_away = isinstance(outage, ServerOutage) and outage.code in AWAY
        return is_away and self._shelf is not None and self._shelf.holds_any()

    def submit(self, name: str, password: str) -> Future[Account]:
        """Try to sign in with a password that was typed."""
        return self._worker.submit(self._sign_in, name, password)

    def submit_kept(self, name: str) -> Future[Account]:
        """Try to sign in with what the keyring holds, or without a password where it holds none."""
        return self._worker.submit(self._sign_in_kept, name)

    def close(self) -> None:
        """Finish what was begun, then stop; the store stays open."""
        self._worker.shutdown(wait=True)

    def _sign_in(self, name: str, password: str) -> Account:
        self._tries.check()
        try:
            account = self._open(name, password)
        except ServerOutage as outage:
            if outage.code == WRONG:
                self._tries.fail()
            raise
        except Refused as refused:
            if refused.code == NOT_KNOWN:
                self._tries.fail()
            raise
        self._tries.succeed()
        if not self.keeps:
            self.keyring.forget(self.server.place, name)
        elif not self.keyring.keep(self.server.place, name, password):
            log.warning("The system's keyring did not keep the password: it is asked for the next time")
        return account

    def _sign_in_kept(self, name: str) -> Account:
        return self._open(name, self.keyring.password(self.server.place, name))

    def _open(self, name: str, password: str) -> Account:
        try:
            store = self.server.open_as(name, password)
        except ServerOutage as outage:
            log.info("Nobody signed in at %s: %s", self.server.machines, outage)
            if outage.code in AWAY and (account := self._recall(name, password, outage)) is not None:
                return account
            self._forget_if_gone(name, outage.code)
            raise
        try:
            account = store.accounts().mine()
            if account is not None and not account.seats:
                raise Refused("sign_in.no_seat", name=account.name)
            self.centres.update(_names(store))
        except BaseException as why:
            store.close()
            self._forget_if_gone(name, getattr(why, "code", ""))
            raise
        self.store = store
        if self._shelf is not None and account is not None and password:
            self.memory = self._shelf.begin(name, password)
        return account or Account(name=name, seats=())

    def _recall(self, name: str, password: str, why: ServerOutage) -> Account | None:
        """Let somebody in with what this desk knew; None where it knows nothing that would do."""
        outbox = self.server.outbox_in
        if self._shelf is None or outbox is None or not password:
            return None
        known = self._shelf.recall(name, password, self._clock.now())
        if known is None:
            return None
        log.info("%s goes on with what was known here at %s", name, known.at)
        self.known, self.memory = known, self._shelf.begin(name, password)
        self.store = LateStore(partial(self.server.open_as, name), password, known.seat, outbox, why)
        return Account(name=known.seat.name, seats=(known.seat,))

    def _forget_if_gone(self, name: str, code: str) -> None:
        if self._shelf is not None and code in NOBODY_ANY_MORE:
            self._shelf.forget(name)


class SignInAnew(ServerSignIn):
    """Lets whoever sits here give the password that the server takes by now; nobody else sits down by it.

    The database that is open goes on with the new password: what waits at the desk stays that operator's. ``store`` is
    None afterwards: what was opened to try it is closed. ``taken`` is told the password, on the thread that tried it. The
    futures raise ``sign_in.another`` and ``operator.no_seat`` as well.
    """

    def __init__(
        self,
        server: Server,
        keyring: Keyring,
        clock: Clock,
        seat: Operator,
        worker: Executor | None = None,
        *,
        taken: Callable[[str], None] = lambda _password: None,
    ) -> None:
        super().__init__(replace(server, role=server.role or seat.name), keyring, clock, worker)
        self._seat = seat
        self._taken = taken

    def _open(self, name: str, password: str) -> Account:
        account = super()._open(name, password)
        tried, self.store = self.store, None
        if tried is not None:
            tried.close()
        seated = self._at_this_seat(account) if account.seats else account
        self._taken(password)
        return seated

    def _at_this_seat(self, account: Account) -> Account:
        if account.name != self._seat.name:
            raise Refused("sign_in.another", name=self._seat.name)
        seats = tuple(seat for seat in account.seats if seat.centre == self._seat.centre)
        if not seats:
            raise Refused("operator.no_seat", name=account.name, centre=self._seat.centre)
        return replace(account, seats=seats)


def open_for_command(server: Server, keyring: Keyring, name: str, ask: Callable[[str], str]) -> Store:
    """Open the database for a command of the shell: with the keyring's password where there is one, else with ``ask``.

    The first try goes without any: libpq has places of its own where a server's administrator may keep one.

    Raises:
        ServerOutage, Refused: with the reason.
    """
    try:
        return server.open_as(name, "")
    except ServerOutage as outage:
        if outage.code != ASKS:
            raise
    who = server.role or name
    kept = keyring.password(server.place, who)
    if kept:
        try:
            return server.open_as(name, kept)
        except ServerOutage as outage:
            if outage.code != WRONG:
                raise
    return server.open_as(name, ask(who))


def _names(store: Store) -> Mapping[RegionCode, str]:
    return {centre.code: centre.name for centre in store.archive().centres()}
