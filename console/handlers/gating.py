"""Through the gate: whom a ticket goes to, judged by what the open transaction knows."""

from __future__ import annotations

from dataclasses import replace

from console import gate
from console.domain.crew import CrewId, DepartmentId
from console.domain.grid import RegionCode
from console.domain.ticket import Holder, Target, TargetKind
from console.gate import Known, Matter
from console.handlers.moves import Walk
from console.ports import UnitOfWork


def through_gate(target: Target, walk: Walk, uow: UnitOfWork) -> tuple[Holder, dict[str, str]]:
    """Return who would handle the ticket of ``walk`` if it went to ``target`` now, and the warnings for its line.

    The warnings are their codes under ``warned``; nothing where there are none.

    Raises:
        Refused: the gate blocks it; a block is never bypassed.
    """
    matter = Matter(centre=walk.order.by.centre, category=walk.ticket.category, now=walk.at)
    judgement = gate.judge(target, _known(target, uow), matter, walk.rules.gate)
    if judgement.block is not None or judgement.holder is None:
        raise judgement.reasons[0].refused()
    return judgement.holder, {"warned": judgement.warned} if judgement.warned else {}


def _known(target: Target, uow: UnitOfWork) -> Known:
    match target.kind:
        case TargetKind.GRID:
            crews = uow.crews_of(RegionCode(target.code))
            return _loaded(Known(region=uow.region(target.code), crews=crews), uow)
        case TargetKind.CREW:
            crew = uow.crew(CrewId(target.code))
            return _loaded(Known(crews=(crew,)), uow) if crew is not None else Known()
        case TargetKind.DEPARTMENT:
            return Known(department=uow.department(DepartmentId(target.code)))


def _loaded(known: Known, uow: UnitOfWork) -> Known:
    counts = uow.in_hand(crew.id for crew in known.crews).items()
    loads, helping = ({str(id_): both[part] for id_, both in counts} for part in (0, 1))
    return replace(known, loads=loads, helping=helping)
