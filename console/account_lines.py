"""The journal lines about accounts: who gave whom which seat or a password; never the password, nor its hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID, uuid4

from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.journal import Entry, Kind

ROLES_BETWEEN = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Whose hand changes accounts, and when; what one hand does in one go stands under one key."""

    by: Operator
    at: datetime
    key: UUID = field(default_factory=uuid4)


def seat_given(before: Operator | None, seat: Operator, hand: Hand) -> tuple[Entry, ...]:
    """Return the line of a new seat, or of other roles there; none where nothing is other than it was."""
    roles = ROLES_BETWEEN.join(sorted(seat.roles))
    if before is None:
        return (_line(Kind.OPERATOR_ADDED, seat.centre, hand, {"whom": seat.name, "roles": roles}),)
    if before.roles == seat.roles:
        return ()
    had = ROLES_BETWEEN.join(sorted(before.roles))
    return (_line(Kind.ROLES_CHANGED, seat.centre, hand, {"whom": seat.name, "roles": roles, "before": had}),)


def password_given(name: str, centres: Iterable[RegionCode], hand: Hand, part: int = 0) -> tuple[Entry, ...]:
    """Return one line at each centre where the operator has a seat."""
    return tuple(
        _line(Kind.PASSWORD_SET, centre, hand, {"whom": name}, place) for place, centre in enumerate(centres, part)
    )


def seats_taken(name: str, centres: Iterable[RegionCode], hand: Hand) -> tuple[Entry, ...]:
    """Return one line at each centre where the operator had a seat."""
    return tuple(
        _line(Kind.OPERATOR_REMOVED, centre, hand, {"whom": name}, place) for place, centre in enumerate(centres)
    )


def _line(kind: Kind, centre: RegionCode, hand: Hand, detail: Mapping[str, str], part: int = 0) -> Entry:
    """Return a line at the centre of the seat that it is about, wherever the hand was."""
    return Entry(
        key=hand.key,
        part=part,
        kind=kind,
        ticket=None,
        version=0,
        at=hand.at,
        by=hand.by.name,
        desk=hand.by.desk,
        centre=centre,
        detail=MappingProxyType(dict(detail)),
    )
