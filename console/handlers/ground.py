"""The ground changes: grids redrawn, split, merged and added; heads named, crews stationed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from console.domain.crew import Crew, CrewId, CrewKind
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier, within
from console.domain.shift import Role
from console.domain.texts import one_line
from console.ground import CrewMove, GroundChange, detail_of
from console.ground_orders import (
    AddGrids,
    AnyGroundOrder,
    MergeGrids,
    NameHead,
    RedrawGrid,
    ShapeOrder,
    SplitGrid,
    StationCrew,
)
from console.handlers.lines import check_role, noted
from console.journal import Kind, News
from console.ports import Clock, UnitOfWork

if TYPE_CHECKING:
    from console.atlas import Box

DRAWS: Final = frozenset({Role.SHIFT_LEAD, Role.DUTY_COMMANDER})
"""Who says where a grid ends, and whose it is."""

PERSONS: Final = frozenset({CrewKind.GRID_HEAD, CrewKind.GRID_WORKER, CrewKind.VOLUNTEER})
"""Of whom one can be the head of a grid."""

MOST_NAMED: Final = 6

LINES: Final = {
    RedrawGrid: Kind.GRID_REDRAWN,
    SplitGrid: Kind.GRID_SPLIT,
    MergeGrids: Kind.GRIDS_MERGED,
    AddGrids: Kind.GRIDS_ADDED,
    NameHead: Kind.HEAD_NAMED,
    StationCrew: Kind.CREW_STATIONED,
}
"""The line that each order writes."""


class _Ground:
    """The ground as the database has it."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._ledgers = uow.ledgers

    def region(self, code: str) -> Region | None:
        return self._ledgers.ground(code)

    def reaching_into(self, box: Box) -> Sequence[Region]:
        return self._ledgers.grids_reaching(box.west, box.south, box.east, box.north)


def draw(order: ShapeOrder, uow: UnitOfWork, clock: Clock) -> News:
    """Draw grids anew. Tickets keep the grid that they have; what is taken in from now on lies in the new ones.

    Raises:
        Refused: the role or the reason is missing, a grid stands in a running campaign, crews of a part are not of the
            old grid, or whatever ``console.redrawing`` has against it.
    """
    # What measures the ground takes long to be read in, and a wall of its own never draws.
    from console.redrawing import planned

    _check_hand(order)
    change = planned(order, _Ground(uow))
    for code, _ in change.retired:
        campaign = uow.ledgers.running_campaign(code)
        if campaign is not None:
            raise Refused("grid.open_campaign", grid=code, name=_name(code, uow), campaign=campaign)
    moves = _moves(order, uow)
    whole = GroundChange(grids=change.grids, retired=change.retired, crews=tuple(moves))
    return _noted(order, whole, _words(order, change, uow), uow, clock)


def name_head(order: NameHead, uow: UnitOfWork, clock: Clock) -> News:
    """Make a crew the head of a grid; who was it before goes on as a worker of it.

    Raises:
        Refused: the role or the reason is missing, no such grid or crew here, it was changed meanwhile, it is no person,
            or it is the head already.
    """
    _check_hand(order)
    grid = _grid(order.grid, order.by.centre, uow)
    crew = _crew(order.crew, order.seen, order.by.centre, uow)
    if crew.kind not in PERSONS:
        raise Refused("crew.no_person", crew=crew.id, name=crew.name)
    if (crew.kind, crew.region) == (CrewKind.GRID_HEAD, grid.code):
        raise Refused("crew.already_there", crew=crew.name, grid=grid.name)
    before = [one for one in uow.crews_of(grid.code) if one.kind is CrewKind.GRID_HEAD]
    moves = [_move(crew, grid.code, CrewKind.GRID_HEAD)]
    moves += [_move(one, grid.code, CrewKind.GRID_WORKER) for one in before if one.id != crew.id]
    change = GroundChange(crews=tuple(moves))
    return _noted(order, change, f"{crew.name} · {grid.name} {grid.code}", uow, clock)


def station(order: StationCrew, uow: UnitOfWork, clock: Clock) -> News:
    """Let a crew be at home in a grid; a head that leaves a grid is the head of none.

    Raises:
        Refused: the role or the reason is missing, no such grid or crew here, it was changed meanwhile, or is there.
    """
    _check_hand(order)
    grid = _grid(order.grid, order.by.centre, uow)
    crew = _crew(order.crew, order.seen, order.by.centre, uow)
    if crew.region == grid.code:
        raise Refused("crew.already_there", crew=crew.name, grid=grid.name)
    kind = CrewKind.GRID_WORKER if crew.kind is CrewKind.GRID_HEAD else crew.kind
    change = GroundChange(crews=(_move(crew, grid.code, kind),))
    return _noted(order, change, f"{crew.name} · {grid.name} {grid.code}", uow, clock)


def _check_hand(order: AnyGroundOrder) -> None:
    check_role(order.by, DRAWS)
    if not one_line(order.reason):
        raise Refused("grid.no_reason")


def _grid(code: RegionCode, centre: RegionCode, uow: UnitOfWork) -> Region:
    region = uow.region(code)
    if region is None or region.tier is not Tier.GRID:
        raise Refused("grid.unknown", grid=code)
    if not within(code, centre):
        raise Refused("grid.outside", grid=code)
    if not region.is_standing:
        raise Refused("grid.retired", grid=code, name=region.name)
    return region


def _crew(id_: CrewId, seen: int, centre: RegionCode, uow: UnitOfWork) -> Crew:
    crew = uow.crew(id_)
    if crew is None or not within(crew.region, centre):
        raise Refused("crew.unknown", crew=id_)
    if crew.version != seen:
        raise Refused("crew.changed", crew=id_, name=crew.name)
    return crew


def _moves(order: ShapeOrder, uow: UnitOfWork) -> Iterable[CrewMove]:
    """Return where the crews of retired grids go: nobody is left at home where nothing is any more."""
    if isinstance(order, SplitGrid):
        return _to_parts(order, uow)
    if isinstance(order, MergeGrids):
        return _to_one(order, uow)
    return ()


def _to_parts(order: SplitGrid, uow: UnitOfWork) -> Iterable[CrewMove]:
    crews = {crew.id: crew for crew in uow.crews_of(order.grid)}
    homes = {id_: part.code for part in order.parts for id_ in part.crews}
    strange = sorted(homes.keys() - crews.keys())
    if strange:
        raise Refused("crew.unknown", crew=strange[0])
    return [_move(crew, homes.get(crew.id, order.parts[0].code), crew.kind) for crew in crews.values()]


def _to_one(order: MergeGrids, uow: UnitOfWork) -> Iterable[CrewMove]:
    """Of several heads, that of the grid which stays is the head, or else that of the first one named."""
    seen = [grid.code for grid in order.grids]
    ranked = sorted(seen, key=lambda code: (code != order.code, seen.index(code)))
    crews = [crew for code in ranked for crew in uow.crews_of(code)]
    heads = [crew.id for crew in crews if crew.kind is CrewKind.GRID_HEAD]
    for crew in crews:
        kind = CrewKind.GRID_WORKER if crew.id in heads[1:] else crew.kind
        if (crew.region, crew.kind) != (order.code, kind):
            yield _move(crew, order.code, kind)


def _move(crew: Crew, region: RegionCode, kind: CrewKind) -> CrewMove:
    return CrewMove(crew=crew.id, version=crew.version + 1, region=region, kind=kind)


def _words(order: ShapeOrder, change: GroundChange, uow: UnitOfWork) -> str:
    """Return what was done, as a log prints it: which grids became which."""
    after = _listed(", ", [f"{grid.name} {grid.code}" for grid in change.grids])
    match order:
        case SplitGrid():
            return f"{_name(order.grid, uow)} {order.grid} → {after}"
        case MergeGrids():
            before = _listed(" + ", [f"{_name(grid.code, uow)} {grid.code}" for grid in order.grids])
            return f"{before} → {after}"
        case _:
            return after


def _listed(between: str, names: Sequence[str]) -> str:
    """Return the first of the names, and how many more there are: a log has a line for them, not a page."""
    more = f" … +{len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else ""
    return between.join(names[:MOST_NAMED]) + more


def _name(code: RegionCode, uow: UnitOfWork) -> str:
    region = uow.region(code)
    return region.name if region is not None else code


def _noted(order: AnyGroundOrder, change: GroundChange, what: str, uow: UnitOfWork, clock: Clock) -> News:
    return noted(order, LINES[type(order)], uow, clock.now(), detail_of(change, what), one_line(order.reason))
