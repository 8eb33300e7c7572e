"""Signing in at a desk: who somebody is, by name and password, and slower each time for whoever guesses."""

from __future__ import annotations

import logging
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from math import ceil

from console.account_lines import Hand
from console.domain.errors import Refused
from console.ports import Account, Accounts, Clock

log = logging.getLogger(__name__)

FREE_TRIES = 2
"""So many slips of the finger cost nothing."""
LONGEST_WAIT_S = 60.0
LEAST_LETTERS = 8


class Tries:
    """Failed tries in a row at this desk, and the wait after them; any thread."""

    def __init__(self, clock: Clock) -> None:
        self.failed = 0
        self._clock = clock
        self._free_at_s = clock.passed_s()

    def wait_s(self) -> float:
        """Return how many seconds must pass before the next try; 0 for none."""
        return max(0.0, self._free_at_s - self._clock.passed_s())

    def check(self) -> None:
        """Raise Refused, ``sign_in.wait``, while the next try must wait."""
        waits_s = self.wait_s()
        if waits_s:
            raise Refused("sign_in.wait", seconds=ceil(waits_s))

    def fail(self) -> None:
        self.failed += 1
        self._free_at_s = self._clock.passed_s() + wait_after(self.failed)

    def succeed(self) -> None:
        self.failed = 0


class SignIn:
    """Compares passwords on a thread of its own; any thread may call.

    The wait after failed tries is the desk's, whatever names were tried: it gives no name away. It is kept in memory
    only; each comparison costs 0.1 s besides.

    The futures raise Refused: ``sign_in.wrong``, one and the same for a wrong name and a wrong password,
    ``sign_in.wait``; Outage.
    """

    def __init__(self, accounts: Accounts, clock: Clock, worker: Executor | None = None, *, desk: str = "") -> None:
        self._accounts = accounts
        self._clock = clock
        self._desk = desk
        self._worker = worker or ThreadPoolExecutor(1, "sign-in")
        self._tries = Tries(clock)

    def wait_s(self) -> float:
        """Return how many seconds must pass before the next try; 0 for none."""
        return self._tries.wait_s()

    def submit(self, name: str, password: str) -> Future[Account]:
        """Try to sign in; the future brings the account, with at least one seat."""
        return self._worker.submit(self._sign_in, name, password)

    def change(self, name: str, old: str, new: str) -> Future[Account]:
        """Give oneself another password, and sign in; besides, raises Refused as ``check_new`` does."""
        return self._worker.submit(self._change, name, old, new)

    def close(self) -> None:
        """Finish what was begun, then stop."""
        self._worker.shutdown(wait=True)

    def _sign_in(self, name: str, password: str) -> Account:
        self._tries.check()
        account = self._accounts.check(name, password)
        if account is None:
            self._tries.fail()
            log.info("A sign-in failed, the %d. in a row at this desk", self._tries.failed)
            raise Refused("sign_in.wrong")
        self._tries.succeed()
        return account

    def _change(self, name: str, old: str, new: str) -> Account:
        check_new(name, new)
        if new == old:
            raise Refused("password.same")
        seat = self._sign_in(name, old).seats[0]
        hand = Hand(by=replace(seat, desk=self._desk), at=self._clock.now())
        self._accounts.set_password(name, new, hand, must_change=False)
        return self._sign_in(name, new)


def wait_after(failures: int) -> float:
    """Return how many seconds a desk waits after so many failed tries in a row: 2, 4, 8 … 60."""
    return 0.0 if failures <= FREE_TRIES else min(LONGEST_WAIT_S, 2.0 ** (failures - FREE_TRIES))


def check_new(name: str, password: str) -> None:
    """Raise Refused where a password is none that could keep anybody out.

    Raises:
        Refused: ``password.too_short``, ``password.is_name``.
    """
    if len(password.strip()) < LEAST_LETTERS:
        raise Refused("password.too_short", least=LEAST_LETTERS)
    if password.casefold() == name.casefold():
        raise Refused("password.is_name")
