"""``operator``: who may sit at a desk, in which roles; passwords are asked for, and never stand on the command line."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable

from console.account_lines import Hand
from console.clocks import SystemClock
from console.commands.answering import Answer
from console.commands.centres import centre_of
from console.commands.standing import Standing, for_accounts, is_administrator, password_of, tops
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import SYSTEM_NAME, Operator, Role
from console.gateways.files.unusable import Unusable
from console.ports import Account, Accounts, Store
from console.settings import Operators
from console.sign_in import check_new

OF_PEOPLE = tuple(role.value for role in Role if role not in {Role.WALL, Role.SYSTEM})


def run(command: Operators, store: Store) -> Answer:
    """Return what was done: the account as it stands now, or all of them.

    Raises:
        Unusable: a role that there is not.
        Refused: ``sign_in.wrong``, ``sign_in.must_change``, ``operator.not_governed``: whoever gives the command may not;
            ``operator.last_administrator``; ``centre.unknown``, ``centre.none``, ``operator.unknown``,
            ``operator.no_name``, ``operator.name_alike``; ``operator.reserved``: in the journal that name is the console itself;
            ``password.differ``; whatever ``check_new`` has against it.
        Outage: the database is out of reach.
    """
    standing = for_accounts(command.settings, store)
    match command.what:
        case "add":
            return _add(command, store, standing)
        case "passwd":
            return _give_password(command, store, standing)
        case "remove":
            return _remove(command, store, standing)
        case _:
            accounts = store.accounts()
            return {
                "operators": [_told(account) for account in accounts.listed()],
                "guarded": accounts.is_guarded(),
            }


def _add(command: Operators, store: Store, standing: Standing) -> Answer:
    """Give a seat; a password is asked for only of a name that has none yet, and before anything is written."""
    accounts, centre = store.accounts(), _centre(command, store)
    check_name(command.name, (known.name for known in accounts.listed()))
    roles = roles_of(command.roles)
    known = next((account for account in accounts.listed() if account.name == command.name), None)
    needs_password = known is None or not known.has_password
    # Who gives a password opens every seat that it fits.
    opened = _centres(known) if known is not None and needs_password else ()
    standing.check((centre, *opened))
    if known is not None and Role.DUTY_COMMANDER not in roles:
        _check_administered(store, known, [centre])
    password = new_password(command.name) if needs_password else None
    seat = Operator(name=command.name, centre=centre, roles=roles)
    is_new = accounts.put(seat, _hand(standing, centre), password, must_change=command.must_change)
    return {**_told(_account(accounts, command.name)), "new": is_new}


def _give_password(command: Operators, store: Store, standing: Standing) -> Answer:
    """Give another password: to those of one's own ground, and to oneself."""
    accounts = store.accounts()
    account = _account(accounts, command.name)
    if not standing.is_of(account.name):
        standing.check(_centres(account))
    password = new_password(account.name)
    hand = _hand(standing, account.seats[0].centre)
    accounts.set_password(account.name, password, hand, must_change=command.must_change)
    return _told(_account(accounts, account.name))


def _remove(command: Operators, store: Store, standing: Standing) -> Answer:
    accounts = store.accounts()
    account = _account(accounts, command.name)
    centre = _centre(command, store) if command.settings.centre else None
    gone = [code for code in _centres(account) if centre in {None, code}]
    if not gone:
        raise Refused("operator.unknown", name=command.name)
    standing.check(gone)
    _check_administered(store, account, gone)
    accounts.remove(account.name, _hand(standing, gone[0]), centre)
    return {"name": account.name, "removed": True, "guarded": accounts.is_guarded()}


def _check_administered(store: Store, account: Account, lost: Iterable[RegionCode]) -> None:
    """Refuse to take a seat of the last administrator as long as others sign in: nobody could give it back."""
    left = tuple(seat for seat in account.seats if seat.centre not in set(lost))
    after = Account(name=account.name, seats=left, has_password=account.has_password)
    others = [other for other in store.accounts().listed() if other.name != account.name and other.has_password]
    highest = tops(store)
    is_lost = is_administrator(account, highest) and not is_administrator(after, highest)
    if is_lost and others and not any(is_administrator(other, highest) for other in others):
        raise Refused("operator.last_administrator", name=account.name)


def check_name(name: str, known: Iterable[str]) -> None:
    """Let nobody be two: to every rule that keeps duties apart, a person is a name.

    Raises:
        Refused: ``operator.no_name``, ``operator.reserved``, ``operator.name_alike``.
    """
    if not name:
        raise Refused("operator.no_name")
    if _bare(name) == SYSTEM_NAME:
        raise Refused("operator.reserved", name=name)
    for other in known:
        if other != name and _bare(other) == _bare(name):
            raise Refused("operator.name_alike", name=name, known=other)


def _bare(name: str) -> str:
    """Return a name without what the form of its letters adds: wide or narrow, large or small."""
    return unicodedata.normalize("NFKC", name).casefold()


def roles_of(text: str) -> frozenset[Role]:
    """Return the roles that a command names, with commas between.

    Raises:
        Unusable: one that there is not, or none.
    """
    named = {role.strip() for role in text.split(",")} - {""}
    strange = named - set(OF_PEOPLE)
    if strange or not named:
        what = ", ".join(sorted(strange)) or "nothing"
        raise Unusable(f"--roles: {what} is no role; there are {', '.join(OF_PEOPLE)}.")
    return frozenset(map(Role, named))


def new_password(name: str) -> str:
    """Ask for a password, on a terminal twice.

    Raises:
        Refused: ``password.differ``; whatever ``check_new`` has against it.
    """
    password = password_of(name)
    if sys.stdin.isatty() and password != password_of(f"{name}, once more"):
        raise Refused("password.differ")
    check_new(name, password)
    return password


def _hand(standing: Standing, centre: RegionCode) -> Hand:
    return Hand(by=standing.at(centre), at=SystemClock().now())


def _centre(command: Operators, store: Store) -> RegionCode:
    centre = centre_of(store, command.settings.centre)
    if centre is None:
        raise Refused("centre.none")
    return centre.code


def _centres(account: Account) -> tuple[RegionCode, ...]:
    return tuple(seat.centre for seat in account.seats)


def _account(accounts: Accounts, name: str) -> Account:
    for account in accounts.listed():
        if account.name == name:
            return account
    raise Refused("operator.unknown", name=name)


def _told(account: Account) -> Answer:
    return {
        "name": account.name,
        "centres": {seat.centre: sorted(role.value for role in seat.roles) for seat in account.seats},
        "password": account.has_password,
        "must_change": account.must_change,
    }
