"""Tickets of which the order that takes them in still waits here: each as the database will make it, but for its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import cast

from console.board import Board
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.domain.place import LatLng
from console.domain.ticket import Ticket
from console.foreseeing import Supposed
from console.handlers import handle
from console.kept import Kept
from console.orders import TakeIn
from console.ports import UnitOfWork

GridAt = Callable[[LatLng], RegionCode | None]


def taken_here(one: Kept, board: Board, grid_at: GridAt, number: str) -> Ticket | None:
    """Return the ticket that a kept order takes in, at version 0, as of when it was kept, under a stand-in for its number.

    None where the order takes nothing in, or would be refused by what is known here.
    """
    if not isinstance(one.order, TakeIn):
        return None
    at = one.order.taken_at or one.given_at
    try:
        news = handle(one.order, cast(UnitOfWork, _Intake(board, grid_at, number)), _Stopped(at))
    except Refused:
        return None
    (ticket,) = news.tickets
    return replace(ticket, version=0)


class _Intake(Supposed):
    """What taking in asks for besides what the board tells."""

    def __init__(self, board: Board, grid_at: GridAt, number: str) -> None:
        super().__init__(board)
        self._grid_at = grid_at
        self._number = number

    def grid_at(self, place: LatLng) -> Region | None:
        code = self._grid_at(place)
        return None if code is None else self.region(code)

    def next_number(self) -> str:
        return self._number


class _Stopped:
    """A clock that stands at one moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def passed_s(self) -> float:
        return 0.0
