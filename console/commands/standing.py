"""Who gives a command from the shell, and how far that reaches: by a password, once there is an administrator."""

from __future__ import annotations

import getpass
import logging
import socket
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.errors import Refused
from console.domain.grid import RegionCode, within
from console.domain.shift import Operator, governs
from console.ports import Account, Store
from console.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who gives a command. ``account`` is None where nobody has to sign in yet: a local file is local trust."""

    name: str
    account: Account | None = None

    def reaches(self, ground: RegionCode) -> bool:
        """Tell whether who sits there, and by which rules, is theirs to say."""
        return self.account is None or any(governs(seat, ground) for seat in self.account.seats)

    def is_of(self, name: str) -> bool:
        """Tell whether they have shown that they are the one of this name."""
        return self.account is not None and self.account.name == name

    def check(self, grounds: Iterable[RegionCode]) -> None:
        """Raise Refused where one of the grounds is not theirs.

        Raises:
            Refused: ``operator.not_governed``; ``sign_in.must_change``, somebody else knows the password.
        """
        for ground in grounds:
            if not self.reaches(ground):
                raise Refused("operator.not_governed", name=self.name, centre=ground)
        if self.account is not None and self.account.must_change:
            raise Refused("sign_in.must_change", name=self.name)

    def at(self, centre: RegionCode) -> Operator:
        """Return them as they give an order at this centre: in the roles that they have there, or above it."""
        desk = socket.gethostname()
        if self.account is None:
            return Operator(name=self.name, centre=centre, desk=desk)
        roles = (seat.roles for seat in self.account.seats if within(centre, seat.centre))
        return Operator(name=self.name, centre=centre, roles=frozenset().union(*roles), desk=desk)


def for_accounts(settings: Settings, store: Store) -> Standing:
    """Return who changes accounts: signed in once there is an administrator, taken at their word before.

    Raises:
        Refused: ``sign_in.wrong``.
        Outage: the database is out of reach.
    """
    highest = tops(store)
    has_one = any(is_administrator(account, highest) for account in store.accounts().listed())
    return _signed_in(settings, store) if has_one else Standing(name=settings.operator)


def for_rules(settings: Settings, store: Store) -> Standing:
    """Return who sets the rules of the whole database: an administrator, once anybody signs in.

    Raises:
        Refused: ``sign_in.wrong``, ``rules.not_governed``, ``sign_in.must_change``.
        Outage: the database is out of reach.
    """
    if not store.accounts().is_guarded():
        return Standing(name=settings.operator)
    standing = _signed_in(settings, store)
    if standing.account is None or not is_administrator(standing.account, tops(store)):
        raise Refused("rules.not_governed", name=standing.name)
    standing.check(())
    return standing


def for_answers(settings: Settings, store: Store) -> Standing:
    """Return who says that answers were carried to their sources: by password, where operators sign in.

    Raises:
        Refused: ``sign_in.wrong``, ``sign_in.must_change``.
        Outage: the database is out of reach.
    """
    if not store.accounts().is_guarded():
        return Standing(name=settings.operator)
    standing = _signed_in(settings, store)
    standing.check(())
    return standing


def for_export(settings: Settings, store: Store) -> Standing:
    """Return in whose name a file leaves the house: nobody bears the name of somebody who signs in, without doing so.

    Raises:
        Refused: ``sign_in.wrong``.
        Outage: the database is out of reach.
    """
    accounts = store.accounts()
    signs_in = accounts.mine() is not None or any(
        account.has_password and account.name == settings.operator for account in accounts.listed()
    )
    return _signed_in(settings, store) if signs_in else Standing(name=settings.operator)


def is_administrator(account: Account, highest: Iterable[RegionCode]) -> bool:
    """Tell whether the account has a password, and a seat that governs one of the highest centres."""
    return account.has_password and any(governs(seat, top) for top in highest for seat in account.seats)


def tops(store: Store) -> tuple[RegionCode, ...]:
    """Return the centres that have none above them; of a database without regions, what every centre lies below."""
    codes = [centre.code for centre in store.archive().centres()]
    highest = (code for code in codes if not any(code != other and within(code, other) for other in codes))
    return tuple(highest) or (RegionCode(""),)


def password_of(name: str) -> str:
    """Return a password from the terminal, unseen; from a pipe, its next line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass(f"Password of {name}: ")


def _signed_in(settings: Settings, store: Store) -> Standing:
    mine = store.accounts().mine()
    if mine is not None:
        return Standing(name=mine.name, account=mine)
    account = store.accounts().check(settings.operator, password_of(settings.operator))
    if account is None:
        log.info("A sign-in from the shell failed")
        raise Refused("sign_in.wrong")
    return Standing(name=account.name, account=account)
