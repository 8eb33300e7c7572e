"""Through the gate: whom a ticket goes to, judged by what the open transaction knows."""

from __future__ import annotations

from collections.abc import Sequence

from console import gate
from console.domain.crew import Crew, CrewId, DepartmentId
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
            return Known(region=uow.region(target.code), crews=crews, loads=_loads(crews, uow))
        case TargetKind.CREW:
            crew = uow.crew(CrewId(target.code))
            return Known(crews=(crew,), loads=_loads([crew], uow)) if crew is not None else Known()
        case TargetKind.DEPARTMENT:
            return Known(department=uow.department(DepartmentId(target.code)))


def _loads(crews: Sequence[Crew], uow: UnitOfWork) -> dict[str, int]:
    return {str(id_): count for id_, count in uow.in_hand(crew.id for crew in crews).items()}
