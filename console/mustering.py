"""A run card carried out on the board: which crews, departments and cameras it means for one ticket, here and now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from console import targets
from console.board import Board
from console.domain.camera import Camera, nearest
from console.domain.crew import Crew, Duty
from console.domain.grid import GridKind, RegionCode, within
from console.domain.ticket import Target, TargetKind, Ticket
from console.gate import Gate
from console.ranking import Weights
from console.run_cards import RunCard, RunCards, Wanted
from console.targets import TargetCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Muster:
    """What a card asks for, found: crews best first for each wish, a department for each word, the nearest cameras.

    ``short`` are the wishes that could not be fulfilled, with how many are lacking; ``absent`` the words that no department
    of the ticket's ground answers to.
    """

    card: RunCard
    crews: tuple[TargetCheck, ...]
    short: tuple[Wanted, ...]
    departments: tuple[TargetCheck, ...]
    absent: tuple[str, ...]
    cameras: tuple[Camera, ...]

    @property
    def named(self) -> tuple[TargetCheck, ...]:
        """Whom the card sends: the first leads, a crew where there is one."""
        return (*self.crews, *self.departments)


def muster(
    board: Board,
    ticket: Ticket,
    cards: RunCards | None = None,
    now: datetime | None = None,
    gate: Gate | None = None,
    weights: Weights | None = None,
) -> Muster | None:
    """Return what the most specific card means for the ticket; None where no card fits. Nobody is meant twice."""
    grid = board.regions.get(RegionCode(ticket.grid)) if ticket.grid is not None else None
    kind = grid.kind if grid is not None else GridKind.BASE
    card = (cards or board.rulebook.run_cards).card(ticket.category, ticket.priority, kind)
    if card is None:
        return None
    found: dict[str, TargetCheck] = {}
    short: list[Wanted] = []
    for wanted in sorted(card.crews, key=_choosiness, reverse=True):
        meant = frozenset(crew.id for crew in board.crews.values() if _is_meant(crew, wanted)) - found.keys()
        new = targets.candidates(board, ticket, wanted.count, now, gate, weights, meant)
        found |= {check.target.code: check for check in new}
        if len(new) < wanted.count:
            short.append(replace(wanted, count=wanted.count - len(new)))
    meant_by = {word: _department(board, ticket, word) for word in card.departments}
    return Muster(
        card=card,
        crews=tuple(found.values()),
        short=tuple(short),
        departments=tuple({check.target.code: check for check in meant_by.values() if check is not None}.values()),
        absent=tuple(word for word, check in meant_by.items() if check is None),
        cameras=_nearest(board, ticket, card.cameras),
    )


def _department(board: Board, ticket: Ticket, word: str) -> TargetCheck | None:
    """Return the department of that word that is nearest above the matter: a city has one in each of its districts."""
    called = (department for department in board.departments.values() if word in department.name)
    over = [department for department in called if within(ticket.area, department.region)]
    nearest_over = min(over, key=lambda each: (-len(each.region), each.name, each.id), default=None)
    if nearest_over is None:
        return None
    check = targets.describe(board, Target(TargetKind.DEPARTMENT, nearest_over.id), (ticket,))
    return check if check.allowed else None


def _is_meant(crew: Crew, wanted: Wanted) -> bool:
    is_kind = wanted.kind is None or crew.kind is wanted.kind
    return is_kind and crew.duty is Duty.ON_DUTY and wanted.skills <= crew.skills


def _nearest(board: Board, ticket: Ticket, count: int) -> tuple[Camera, ...]:
    if ticket.place is None:
        return ()
    return tuple(camera for camera, _ in nearest(board.cameras.values(), ticket.place, count))


def _choosiness(wanted: Wanted) -> tuple[int, bool]:
    """Return how hard a wish is to fulfil: the choosiest chooses first."""
    return len(wanted.skills), wanted.kind is not None
