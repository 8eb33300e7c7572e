"""What was taken in here and waits for the database, as tickets for the board, each under a stand-in for its number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from uuid import UUID

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.board import Board
from console.domain.ticket import Ticket
from console.kept import Kept
from console.rulebook import Rulebook
from console.taken_here import GridAt, taken_here

_STAND_IN = QT_TRANSLATE_NOOP("taken_here", "new {time}")


class TakenHere:
    """Makes each ticket once, as long as its order and the rules stay the same. Belongs to the GUI thread.

    ``grid_at`` says in which grid a place lies, which without it nobody can; times are those of ``zone``.
    """

    def __init__(self, board: Board, grid_at: GridAt = lambda _: None, zone: tzinfo = UTC) -> None:
        self._board = board
        self._grid_at = grid_at
        self._zone = zone
        self._made: dict[UUID, tuple[Kept, Rulebook, Ticket | None]] = {}

    def tickets(self, queued: Sequence[Kept]) -> list[Ticket]:
        """Return the tickets that the queued orders take in."""
        self._made = {one.key: self._made_of(one) for one in queued}
        return [ticket for *_, ticket in self._made.values() if ticket is not None]

    def _made_of(self, one: Kept) -> tuple[Kept, Rulebook, Ticket | None]:
        known, rules = self._made.get(one.key), self._board.rulebook
        if known is not None and known[0] == one and known[1] is rules:
            return known
        time = f"{one.given_at.astimezone(self._zone):%H:%M:%S}"
        stand_in = QCoreApplication.translate("taken_here", str(_STAND_IN)).format(time=time)
        return one, rules, taken_here(one, self._board, self._grid_at, stand_in)
