"""Orders about campaigns: one checklist for many grids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from console.domain.grid import RegionCode
from console.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginCampaign(Order):
    """Push a checklist to grids; the id is made at the desk, so that it may be sent again after an outage."""

    id: UUID
    name: str
    items: tuple[str, ...]
    grids: tuple[RegionCode, ...]
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TickSite(Order):
    """Write down which lines of the checklist are done at one household or site of a grid.

    ``seen`` is the version of the line that the operator saw, 0 for a new one; ``done`` are places in the checklist,
    from 0.
    """

    campaign: UUID
    grid: RegionCode
    site: str
    seen: int
    done: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCampaign(Order):
    """Let nothing more be ticked."""

    campaign: UUID


AnyCampaignOrder = BeginCampaign | TickSite | EndCampaign
