"""The fake database's ledgers: answers to sources, checks that tickets planted, campaigns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import shapely

from console.domain.aftercare import Patrol, SourceAnswer
from console.domain.camera import CameraId
from console.domain.campaign import Campaign, GridProgress, Progress, Site
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier, within
from console.domain.held_camera import HeldCamera
from console.domain.salvo import SeenWall
from console.domain.saved_layout import SavedLayout, Scope
from console.domain.ticket import Caller, Ticket, TicketId
from console.ground import tells_of
from console.journal import Entry, Kind

if TYPE_CHECKING:
    from tests.fake_rows import Rows


@dataclass
class LedgerRows:
    """What is stored; a site stands with whether the whole list is done there."""

    answers: list[SourceAnswer] = field(default_factory=list)
    patrols: dict[TicketId, Patrol] = field(default_factory=dict)
    campaigns: dict[UUID, Campaign] = field(default_factory=dict)
    campaign_grids: dict[UUID, frozenset[RegionCode]] = field(default_factory=dict)
    sites: dict[tuple[UUID, RegionCode, str], tuple[Site, bool]] = field(default_factory=dict)
    layouts: dict[tuple[RegionCode, Scope, str, int], SavedLayout] = field(default_factory=dict)
    walls: dict[tuple[RegionCode, str], SeenWall] = field(default_factory=dict)
    held: dict[CameraId, HeldCamera] = field(default_factory=dict)

    def copy(self) -> LedgerRows:
        return LedgerRows(
            answers=list(self.answers),
            patrols=dict(self.patrols),
            campaigns=dict(self.campaigns),
            campaign_grids=dict(self.campaign_grids),
            sites=dict(self.sites),
            layouts=dict(self.layouts),
            walls=dict(self.walls),
            held=dict(self.held),
        )


class FakeLedgers:
    """Writes into the rows of one unit of work."""

    def __init__(self, rows: Rows) -> None:
        self._regions = rows.regions
        self._kept = rows.ledgers

    def queue_answer(self, answer: SourceAnswer) -> None:
        self._kept.answers.append(replace(answer, id=len(self._kept.answers) + 1))

    def take_answers(self, answers: Collection[int], at: datetime) -> int:
        before = self._kept.answers
        taken = [one for one in before if one.id in answers and one.taken_at is None]
        self._kept.answers = [replace(one, taken_at=at) if one in taken else one for one in before]
        return len(taken)

    def patrol(self, ticket: TicketId) -> Patrol | None:
        return self._kept.patrols.get(ticket)

    def plant(self, patrol: Patrol) -> None:
        self._kept.patrols[patrol.ticket] = patrol

    def end_patrol(self, ticket: TicketId) -> None:
        self._kept.patrols[ticket] = replace(self._kept.patrols[ticket], left=0)

    def move_on(self, patrol: Patrol, due_at: datetime) -> bool:
        known = self._kept.patrols.get(patrol.ticket)
        if known is None or known.next_at != due_at or not known.left:
            return False
        self._kept.patrols[patrol.ticket] = replace(known, left=patrol.left, next_at=patrol.next_at)
        return True

    def campaign(self, campaign: UUID) -> Campaign | None:
        return self._kept.campaigns.get(campaign)

    def grids_among(self, codes: Collection[RegionCode]) -> frozenset[RegionCode]:
        there = ((code, self._regions.get(code)) for code in codes)
        return frozenset(code for code, one in there if one and one.tier is Tier.GRID and one.is_standing)

    def begin(self, campaign: Campaign, grids: Collection[RegionCode]) -> None:
        self._kept.campaigns.setdefault(campaign.id, campaign)
        self._kept.campaign_grids.setdefault(campaign.id, frozenset(grids))

    def end(self, campaign: UUID, at: datetime) -> None:
        self._kept.campaigns[campaign] = replace(self._kept.campaigns[campaign], ended_at=at)

    def has_grid(self, campaign: UUID, grid: RegionCode) -> bool:
        return grid in self._kept.campaign_grids.get(campaign, frozenset())

    def site(self, campaign: UUID, grid: RegionCode, label: str) -> Site | None:
        known = self._kept.sites.get((campaign, grid, label))
        return known[0] if known else None

    def keep_site(self, site: Site, is_done: bool) -> bool:
        known = self.site(site.campaign, site.grid, site.label)
        if (known.version if known else 0) != site.version - 1:
            return False
        self._kept.sites[site.campaign, site.grid, site.label] = (site, is_done)
        return True

    def ground(self, code: str) -> Region | None:
        return self._regions.get(code)

    def grids_reaching(self, west: float, south: float, east: float, north: float) -> Sequence[Region]:
        grids = (one for one in self._regions.values() if one.tier is Tier.GRID and one.is_standing and one.shape_wkb)
        asked = shapely.box(west, south, east, north)
        near = (one for one in grids if shapely.box(*shapely.from_wkb(one.shape_wkb).bounds).intersects(asked))
        return sorted(near, key=lambda region: region.code)

    def running_campaign(self, grid: RegionCode) -> str | None:
        running = (one for one in self._kept.campaigns.values() if one.ended_at is None and self.has_grid(one.id, grid))
        return next((one.name for one in sorted(running, key=lambda one: one.begun_at)), None)

    def layout(self, centre: RegionCode, scope: Scope, owner: str, number: int) -> SavedLayout | None:
        return self._kept.layouts.get((centre, scope, owner, number))

    def keep_layout(self, layout: SavedLayout) -> bool:
        place = (layout.centre, layout.scope, layout.owner, layout.number)
        known = self._kept.layouts.get(place)
        if (known.version if known else 0) != layout.version - 1:
            return False
        self._kept.layouts[place] = layout
        return True

    def wall(self, centre: RegionCode, name: str) -> SeenWall | None:
        return self._kept.walls.get((centre, name))

    def keep_wall(self, wall: SeenWall) -> None:
        self._kept.walls[wall.centre, wall.name] = wall

    def held_camera(self, camera: CameraId) -> HeldCamera | None:
        return self._kept.held.get(camera)

    def keep_held(self, held: HeldCamera) -> bool:
        known = self._kept.held.get(held.camera)
        if (known.version if known else 0) != held.version - 1:
            return False
        self._kept.held[held.camera] = held
        return True


class FakeLedgerReader:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._kept = rows.ledgers

    def waiting_answers(
        self, centre: RegionCode, since: datetime | None = None
    ) -> Iterator[tuple[Ticket, SourceAnswer]]:
        for answer in self._kept.answers:
            ticket = self._rows.tickets[answer.ticket]
            is_asked = since is None or answer.made_at >= since
            if answer.taken_at is None and is_asked and within(ticket.area, centre):
                yield ticket, answer

    def answers_of(self, ticket: TicketId) -> Sequence[SourceAnswer]:
        return tuple(answer for answer in self._kept.answers if answer.ticket == ticket)

    def caller_shown(self, line: UUID) -> Caller:
        entries = (one.entry for one in self._rows.lines)
        shown = [e.ticket for e in entries if (e.key, e.kind) == (line, Kind.CALLER_SHOWN) and e.ticket is not None]
        if not shown:
            raise Refused("caller.no_line")
        return self._rows.tickets[shown[0]].caller

    def due_patrols(self, centre: RegionCode, now: datetime) -> Sequence[Patrol]:
        due = (one for one in self._kept.patrols.values() if one.centre == centre and one.left and one.next_at <= now)
        return tuple(sorted(due, key=lambda patrol: patrol.next_at))

    def campaigns(self, centre: RegionCode) -> Sequence[tuple[Campaign, Progress]]:
        shown = [(one, self.campaign_grids(one.id, centre)) for one in self._kept.campaigns.values()]
        newest = sorted(shown, key=lambda pair: pair[0].begun_at, reverse=True)
        return tuple((campaign, _together(grids)) for campaign, grids in newest if grids)

    def campaign_grids(self, campaign: UUID, centre: RegionCode) -> Sequence[GridProgress]:
        grids = sorted(grid for grid in self._kept.campaign_grids.get(campaign, frozenset()) if within(grid, centre))
        return tuple(self._grid(campaign, grid) for grid in grids)

    def ground_lines(self, grid: RegionCode) -> Sequence[Entry]:
        return tuple(one.entry for one in reversed(self._rows.lines) if tells_of(one.entry, grid))

    def campaign_sites(self, campaign: UUID, grid: RegionCode) -> Sequence[Site]:
        found = [site for (of, at, _), (site, _) in self._kept.sites.items() if (of, at) == (campaign, grid)]
        return tuple(sorted(found, key=lambda site: site.label))

    def layouts(self, centre: RegionCode, operator: str) -> Sequence[SavedLayout]:
        there = (one for one in self._kept.layouts.values() if one.centre == centre and not one.gone)
        return tuple(one for one in there if one.owner in ("", operator))

    def held_cameras(self, now: datetime) -> Sequence[HeldCamera]:
        return tuple(held for _, held in sorted(self._kept.held.items()) if held.is_live(now))

    def walls(self, centre: RegionCode) -> Sequence[SeenWall]:
        found = (one for one in self._kept.walls.values() if one.centre == centre)
        return tuple(sorted(found, key=lambda wall: wall.name))

    def _grid(self, campaign: UUID, grid: RegionCode) -> GridProgress:
        done = [is_done for (of, at, _), (_, is_done) in self._kept.sites.items() if (of, at) == (campaign, grid)]
        return GridProgress(grid=grid, name=self._rows.regions[grid].name, sites=len(done), done=sum(done))


def _together(grids: Sequence[GridProgress]) -> Progress:
    return Progress(
        grids=len(grids),
        visited=sum(1 for grid in grids if grid.sites),
        sites=sum(grid.sites for grid in grids),
        done=sum(grid.done for grid in grids),
    )
