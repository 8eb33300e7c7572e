"""What is kept beside tickets: answers to their sources, the checks they planted, campaigns; written and read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from console.domain.aftercare import Patrol, SourceAnswer
from console.domain.camera import CameraId
from console.domain.campaign import Campaign, GridProgress, Progress, Site
from console.domain.grid import Region, RegionCode
from console.domain.held_camera import HeldCamera
from console.domain.salvo import SeenWall
from console.domain.saved_layout import SavedLayout, Scope
from console.domain.ticket import Caller, Ticket, TicketId
from console.journal import Entry


class Ledgers(Protocol):
    """Writes within the transaction of the unit of work that gave it. Every method may raise Outage."""

    def queue_answer(self, answer: SourceAnswer) -> None:
        """Let an answer wait for whoever carries it to its source."""

    def take_answers(self, answers: Collection[int], at: datetime) -> int:
        """Mark those of these ids that nobody took yet as taken; tells how many that were."""

    def patrol(self, ticket: TicketId) -> Patrol | None:
        """Return the checks that the ticket planted, also when none is left."""

    def plant(self, patrol: Patrol) -> None:
        """Keep new checks, instead of those that came to their end before."""

    def end_patrol(self, ticket: TicketId) -> None:
        """Leave no check to come."""

    def move_on(self, patrol: Patrol, due_at: datetime) -> bool:
        """Keep how the checks go on, if one is still due at that moment; tells whether it was."""

    def campaign(self, campaign: UUID) -> Campaign | None: ...
    def grids_among(self, codes: Collection[RegionCode]) -> frozenset[RegionCode]:
        """Return those that are grids and stand."""

    def begin(self, campaign: Campaign, grids: Collection[RegionCode]) -> None: ...
    def end(self, campaign: UUID, at: datetime) -> None: ...
    def has_grid(self, campaign: UUID, grid: RegionCode) -> bool: ...
    def site(self, campaign: UUID, grid: RegionCode, label: str) -> Site | None: ...
    def keep_site(self, site: Site, is_done: bool) -> bool:
        """Write the line if the one before it is there, or there is none before the first; tells whether it was so."""

    def ground(self, code: str) -> Region | None:
        """Return a region with its shape, also when it is retired."""

    def grids_reaching(self, west: float, south: float, east: float, north: float) -> Sequence[Region]:
        """Return the standing grids whose boxes touch this one, with their shapes."""

    def running_campaign(self, grid: RegionCode) -> str | None:
        """Return the name of a campaign that has the grid and has not ended, or None."""

    def layout(self, centre: RegionCode, scope: Scope, owner: str, number: int) -> SavedLayout | None:
        """Return what stands under a number, also when it was removed."""

    def keep_layout(self, layout: SavedLayout) -> bool:
        """Write it in the place of the version before, or where there was none; tells whether it was so."""

    def wall(self, centre: RegionCode, name: str) -> SeenWall | None: ...
    def keep_wall(self, wall: SeenWall) -> None:
        """Write what the wall tells of itself, instead of what it told before."""

    def held_camera(self, camera: CameraId) -> HeldCamera | None:
        """Return whose hand a camera is in, or was in last."""

    def keep_held(self, held: HeldCamera) -> bool:
        """Write it in the place of the version before, or where there was none; tells whether it was so."""


class LedgerReader(Protocol):
    """Read-only questions; any thread, each call with a connection of its own. May raise Outage."""

    def waiting_answers(
        self, centre: RegionCode, since: datetime | None = None
    ) -> Iterator[tuple[Ticket, SourceAnswer]]:
        """Yield the answers that nobody took yet, made at ``since`` or later, oldest first, streamed.

        They are of tickets in the centre's subtree.
        """

    def answers_of(self, ticket: TicketId) -> Sequence[SourceAnswer]:
        """Return the answers that the source of one ticket is owed or was given, oldest first."""

    def caller_shown(self, line: UUID) -> Caller:
        """Return who called, in full, to whoever wrote the line with this key that says so.

        A server tells it for some minutes, and to nobody else.

        Raises:
            Refused: ``caller.no_line``.
        """

    def due_patrols(self, centre: RegionCode, now: datetime) -> Sequence[Patrol]:
        """Return those of exactly this centre with a check due, the longest first."""

    def campaigns(self, centre: RegionCode) -> Sequence[tuple[Campaign, Progress]]:
        """Return those with a grid in the centre's subtree, the newest first; progress is of these grids only."""

    def campaign_grids(self, campaign: UUID, centre: RegionCode) -> Sequence[GridProgress]:
        """Return the campaign's grids in the centre's subtree, by code."""

    def ground_lines(self, grid: RegionCode) -> Sequence[Entry]:
        """Return the lines that tell of a grid: how it was drawn, from what it came and what became of it, newest first."""

    def layouts(self, centre: RegionCode, operator: str) -> Sequence[SavedLayout]:
        """Return those of exactly this centre that the operator may open: their own and everybody's."""

    def walls(self, centre: RegionCode) -> Sequence[SeenWall]:
        """Return those of exactly this centre that ever told of themselves, by name."""

    def held_cameras(self, now: datetime) -> Sequence[HeldCamera]:
        """Return the cameras that are in somebody's hand now, by id; a server tells those of the operator's ground."""

    def campaign_sites(self, campaign: UUID, grid: RegionCode) -> Sequence[Site]:
        """Return the lines of one grid, by label."""
