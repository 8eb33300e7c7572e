"""Orders that concern no single ticket: who may give them, and their line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from console.domain.errors import Refused
from console.domain.shift import Operator, Role
from console.journal import Entry, Kind, News
from console.ports import UnitOfWork


class Signed(Protocol):
    """What a line takes from its order."""

    @property
    def key(self) -> UUID: ...
    @property
    def by(self) -> Operator: ...


def check_role(by: Operator, roles: frozenset[Role]) -> None:
    """Raise Refused, ``campaign.role_missing``, for who has none of these roles."""
    if not roles & by.roles:
        raise Refused("campaign.role_missing", roles=sorted(role.value for role in roles))


def noted(
    order: Signed, kind: Kind, uow: UnitOfWork, at: datetime, detail: Mapping[str, str], reason: str = ""
) -> News:
    """Write the line, at the centre of who gave the order."""
    by = order.by
    entry = Entry(
        key=order.key,
        kind=kind,
        ticket=None,
        version=0,
        at=at,
        by=by.name,
        desk=by.desk,
        centre=by.centre,
        reason=reason,
        detail=MappingProxyType(dict(detail)),
    )
    uow.note(entry)
    return News(entries=(entry,), desk=by.desk)
