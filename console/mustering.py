"""A run card carried out on the board: which crews, departments and cameras it means for one ticket, here and now."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from console import targets
from console.board import Board
from console.domain.camera import Camera, nearest
from console.domain.crew import Crew
from console.domain.grid import GridKind, RegionCode
from console.domain.ticket import Ticket
from console.gate import Gate
from console.ranking import Weights
from console.run_cards import RunCard, RunCards, Wanted
from console.targets import TargetCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Muster:
    """What a card asks for, found: crews best first for each wish, departments by name, the nearest cameras.

    ``short`` are the wishes that could not be fulfilled, with how many are lacking.
    """

    card: RunCard
    crews: tuple[TargetCheck, ...]
    short: tuple[Wanted, ...]
    departments: tuple[TargetCheck, ...]
    cameras: tuple[Camera, ...]


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
        meant = partial(_is_meant, wanted=wanted, taken=frozenset(found))
        new = targets.candidates(board, ticket, wanted.count, now, gate, weights, meant)
        found |= {check.target.code: check for check in new}
        if len(new) < wanted.count:
            short.append(replace(wanted, count=wanted.count - len(new)))
    return Muster(
        card=card,
        crews=tuple(found.values()),
        short=tuple(short),
        departments=tuple(
            check for check in targets.departments(board) if any(word in check.name for word in card.departments)
        ),
        cameras=_nearest(board, ticket, card.cameras),
    )


def _is_meant(crew: Crew, wanted: Wanted, taken: Container[str]) -> bool:
    return crew.id not in taken and wanted.kind in {None, crew.kind} and wanted.skills <= crew.skills


def _nearest(board: Board, ticket: Ticket, count: int) -> tuple[Camera, ...]:
    if ticket.place is None:
        return ()
    return tuple(camera for camera, _ in nearest(board.cameras.values(), ticket.place, count))


def _choosiness(wanted: Wanted) -> tuple[int, bool]:
    """Return how hard a wish is to fulfil: the choosiest chooses first."""
    return len(wanted.skills), wanted.kind is not None
