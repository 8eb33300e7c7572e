"""Campaigns: begun by a centre for its grids, ticked off site by site, ended."""

from __future__ import annotations

from uuid import UUID

from console.campaign_orders import BeginCampaign, EndCampaign, TickSite
from console.domain.campaign import Campaign, Site, check_impersonal
from console.domain.errors import Refused
from console.domain.grid import within
from console.domain.shift import Role
from console.domain.texts import one_line
from console.handlers.lines import check_role, noted
from console.journal import Kind, News
from console.ports import Clock, UnitOfWork

LEADS = frozenset({Role.DISPATCHER, Role.SHIFT_LEAD, Role.DUTY_COMMANDER})
TICKS = LEADS | {Role.CALL_TAKER, Role.CHECKER, Role.GRID_WORKER, Role.CREW}
MOST_ITEMS = 60


def begin(order: BeginCampaign, uow: UnitOfWork, clock: Clock) -> News:
    """Push the checklist to the grids, each of which lies in the operator's centre.

    Raises:
        Refused: no name, no line on the list or too many, no grid, one that is none or lies elsewhere, a due time that
            is past, numbers that name a person, or the role is missing.
    """
    check_role(order.by, LEADS)
    now = clock.now()
    name, items = one_line(order.name), tuple(filter(None, map(one_line, order.items)))
    if not name:
        raise Refused("campaign.no_name")
    if not 1 <= len(items) <= MOST_ITEMS:
        raise Refused("campaign.bad_list", most=MOST_ITEMS)
    for text in (name, *items):
        check_impersonal(text)
    grids = frozenset(order.grids)
    if not grids:
        raise Refused("campaign.no_grid")
    if order.due_at <= now:
        raise Refused("campaign.due_past")
    for code in sorted(grids):
        if not within(code, order.by.centre):
            raise Refused("grid.outside", grid=code)
    unknown = grids - uow.ledgers.grids_among(grids)
    if unknown:
        raise Refused("grid.unknown", grid=min(unknown))
    uow.ledgers.begin(
        Campaign(
            id=order.id,
            name=name,
            items=items,
            centre=order.by.centre,
            by=order.by.name,
            begun_at=now,
            due_at=order.due_at,
        ),
        grids,
    )
    return noted(order, Kind.CAMPAIGN_BEGAN, uow, clock.now(), {"campaign": name, "grids": str(len(grids))})


def tick(order: TickSite, uow: UnitOfWork, clock: Clock) -> News:
    """Write down what is done at one household or site.

    Raises:
        Refused: the campaign has ended or does not hold the grid, the grid lies elsewhere, no label, a line that the
            checklist has not, numbers that name a person, somebody else was first, or the role is missing.
    """
    check_role(order.by, TICKS)
    campaign = _running(order.campaign, uow)
    if not within(order.grid, order.by.centre) or not uow.ledgers.has_grid(order.campaign, order.grid):
        raise Refused("grid.outside", grid=order.grid)
    label, note = one_line(order.site), one_line(order.note)
    if not label:
        raise Refused("campaign.no_site")
    for text in (label, note):
        check_impersonal(text)
    if not order.done <= frozenset(range(len(campaign.items))):
        raise Refused("campaign.bad_list", most=len(campaign.items))
    site = Site(
        campaign=campaign.id,
        grid=order.grid,
        label=label,
        version=order.seen + 1,
        done=order.done,
        note=note,
        by=order.by.name,
        at=clock.now(),
    )
    is_done = site.is_done(len(campaign.items))
    if not uow.ledgers.keep_site(site, is_done):
        known = uow.ledgers.site(campaign.id, order.grid, label)
        raise Refused("campaign.site_stale", site=label, by=known.by if known else "")
    detail = {"campaign": campaign.name, "grid": order.grid, "site": label, "done": str(len(site.done))}
    return noted(order, Kind.SITE_TICKED, uow, clock.now(), detail)


def end(order: EndCampaign, uow: UnitOfWork, clock: Clock) -> News:
    """End a campaign of the operator's centre; what was ticked stays to be read.

    Raises:
        Refused: it has ended or is another centre's, or the role is missing.
    """
    check_role(order.by, LEADS)
    campaign = _running(order.campaign, uow)
    if campaign.centre != order.by.centre:
        raise Refused("campaign.of_another", centre=campaign.centre)
    uow.ledgers.end(campaign.id, clock.now())
    return noted(order, Kind.CAMPAIGN_ENDED, uow, clock.now(), {"campaign": campaign.name})


def _running(id_: UUID, uow: UnitOfWork) -> Campaign:
    campaign = uow.ledgers.campaign(id_)
    if campaign is None or campaign.ended_at is not None:
        raise Refused("campaign.ended")
    return campaign
