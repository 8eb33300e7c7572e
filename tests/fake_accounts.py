"""The fake database's operators: passwords in plain words, which nothing but a test may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from console.account_lines import Hand, password_given, seat_given, seats_taken
from console.domain.grid import RegionCode
from console.domain.shift import OnShift, Operator
from console.journal import SHIFT_KINDS, Entry, Kind
from console.ports import Account
from tests.fake_rows import Line, Rows

if TYPE_CHECKING:
    from tests.fakes import FakeStore


class FakeAccounts:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def is_guarded(self) -> bool:
        return any(account.has_password for account in self.listed())

    def listed(self) -> tuple[Account, ...]:
        rows = self._store.reached()
        return tuple(_account(rows, name) for name in sorted({name for name, _ in rows.operators}))

    def mine(self) -> Account | None:
        name = self._store.signed_in_as
        return None if name is None else _account(self._store.reached(), name)

    def check(self, name: str, password: str) -> Account | None:
        account = _account(self._store.reached(), name)
        known = account.has_password and self._store.rows.passwords[name][0] == password
        return account if known and account.seats else None

    def put(self, operator: Operator, hand: Hand, password: str | None = None, *, must_change: bool = False) -> bool:
        rows = self._store.reached()
        before = rows.operators.get((operator.name, operator.centre))
        rows.operators[operator.name, operator.centre] = replace(operator, desk="")
        lines = seat_given(before, operator, hand)
        if password is not None:
            rows.passwords[operator.name] = (password, must_change)
            lines += password_given(operator.name, _centres(rows, operator.name), hand, part=len(lines))
        _note(rows, lines)
        return before is None

    def set_password(self, name: str, password: str, hand: Hand, *, must_change: bool) -> None:
        rows = self._store.reached()
        rows.passwords[name] = (password, must_change)
        _note(rows, password_given(name, _centres(rows, name), hand))

    def remove(self, name: str, hand: Hand, centre: RegionCode | None = None) -> int:
        rows = self._store.reached()
        gone = [code for code in _centres(rows, name) if centre in {None, code}]
        for code in gone:
            del rows.operators[name, code]
        _note(rows, seats_taken(name, gone, hand))
        if not _account(rows, name).seats:
            rows.passwords.pop(name, None)
        return len(gone)

    def on_shift(self, centre: RegionCode) -> tuple[OnShift, ...]:
        return on_shift(self._store.reached(), centre)


def _centres(rows: Rows, name: str) -> list[RegionCode]:
    return sorted(seat.centre for key, seat in rows.operators.items() if key[0] == name)


def _note(rows: Rows, lines: Iterable[Entry]) -> None:
    for line in lines:
        rows.write(Line(line))


def seat_of(rows: Rows, by: Operator) -> Operator | None:
    if rows.passwords.keys().isdisjoint(name for name, _ in rows.operators):
        return by
    seat = rows.operators.get((by.name, by.centre))
    return None if seat is None else replace(by, roles=by.roles & seat.roles)


def on_shift(rows: Rows, centre: RegionCode) -> tuple[OnShift, ...]:
    newest: dict[str, Entry] = {}
    for line in rows.lines:
        if line.entry.kind in SHIFT_KINDS and line.entry.centre == centre:
            newest[line.entry.by] = line.entry
    began = [entry for entry in newest.values() if entry.kind is Kind.SHIFT_BEGAN]
    found = (OnShift(name=entry.by, since=entry.at, desk=entry.desk) for entry in began)
    return tuple(sorted(found, key=attrgetter("since", "name")))


def _account(rows: Rows, name: str) -> Account:
    seats = tuple(rows.operators[key] for key in sorted(rows.operators) if key[0] == name)
    _, must_change = rows.passwords.get(name, ("", False))
    return Account(name=name, seats=seats, has_password=name in rows.passwords, must_change=must_change)
