"""``operator``: who may sit at a desk, in which roles; passwords are asked for, and never stand on the command line."""

from __future__ import annotations

import getpass
import sys

from console.commands.answering import Answer
from console.commands.centres import centre_of
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import SYSTEM_NAME, Operator, Role
from console.gateways.files.unusable import Unusable
from console.ports import Account, Accounts, Store
from console.settings import Operators
from console.sign_in import check_new

OF_PEOPLE = tuple(role.value for role in Role if role is not Role.SYSTEM)


def run(command: Operators, store: Store) -> Answer:
    """Return what was done: the account as it stands now, or all of them.

    Raises:
        Unusable: a role that there is not.
        Refused: ``centre.unknown``, ``centre.none``, ``operator.unknown``, ``operator.no_name``; ``operator.reserved``: in
            the journal that name is the console itself; ``password.differ``; whatever ``check_new`` has against it.
        Outage: the database is out of reach.
    """
    accounts = store.accounts()
    match command.what:
        case "add":
            return _add(command, store)
        case "passwd":
            account = _account(accounts, command.name)
            _set_password(command, accounts)
            return _told(_account(accounts, account.name))
        case "remove":
            centre = _centre(command, store) if command.settings.centre else None
            if not accounts.remove(command.name, centre):
                raise Refused("operator.unknown", name=command.name)
            return {"name": command.name, "removed": True, "guarded": accounts.is_guarded()}
        case _:
            return {
                "operators": [_told(account) for account in accounts.listed()],
                "guarded": accounts.is_guarded(),
            }


def _add(command: Operators, store: Store) -> Answer:
    """Give a seat; a password is asked for only of a name that has none yet, and before anything is written."""
    _check_name(command.name)
    roles = _roles(command.roles)
    accounts, centre = store.accounts(), _centre(command, store)
    known = next((account for account in accounts.listed() if account.name == command.name), None)
    if known is None or not known.has_password:
        _set_password(command, accounts)
    is_new = accounts.put(Operator(name=command.name, centre=centre, roles=roles))
    return {**_told(_account(accounts, command.name)), "new": is_new}


def _check_name(name: str) -> None:
    if not name:
        raise Refused("operator.no_name")
    if name.casefold() == SYSTEM_NAME:
        raise Refused("operator.reserved", name=name)


def _roles(text: str) -> frozenset[Role]:
    named = {role.strip() for role in text.split(",")} - {""}
    strange = named - set(OF_PEOPLE)
    if strange or not named:
        what = ", ".join(sorted(strange)) or "nothing"
        raise Unusable(f"--roles: {what} is no role; there are {', '.join(OF_PEOPLE)}.")
    return frozenset(map(Role, named))


def _set_password(command: Operators, accounts: Accounts) -> None:
    password = _asked(command.name)
    check_new(command.name, password)
    accounts.set_password(command.name, password, must_change=command.must_change)


def _asked(name: str) -> str:
    """Return the password from the terminal, typed twice and unseen; from a pipe, its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(f"Password of {name}: ")
    if password != getpass.getpass("Once more: "):
        raise Refused("password.differ")
    return password


def _centre(command: Operators, store: Store) -> RegionCode:
    centre = centre_of(store, command.settings.centre)
    if centre is None:
        raise Refused("centre.none")
    return centre.code


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
