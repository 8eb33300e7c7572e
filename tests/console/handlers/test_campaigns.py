"""Campaigns: begun for grids, ticked off site by site, ended; and nobody's name or number in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from console.campaign_orders import BeginCampaign, EndCampaign, TickSite
from console.domain.campaign import Progress
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Role
from console.journal import Kind
from tests.builders import CITY, FAR_GRID, GRID, NEXT_GRID, NOON, VILLAGE
from tests.console.conftest import City

ITEMS = ("灭火器", "通道", "电线")


def begin(city: City, **said: Any) -> UUID:
    id_ = uuid4()
    told: dict[str, Any] = {
        "by": city.by,
        "id": id_,
        "name": "清明防火",
        "items": ITEMS,
        "grids": (GRID, NEXT_GRID),
        "due_at": NOON + timedelta(days=7),
    } | said
    city.give(BeginCampaign(**told))
    return id_


def tick(city: City, campaign: UUID, **said: Any) -> None:
    told: dict[str, Any] = {"by": city.by, "grid": GRID, "site": "1栋101", "seen": 0, "done": frozenset({0})} | said
    city.give(TickSite(campaign=campaign, **told))


def progress(city: City) -> Progress:
    ((_, counted),) = city.store.archive().ledgers.campaigns(VILLAGE)
    return counted


def refusal(call: Any, *args: Any, **said: Any) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **said)
    return refused.value.code


def test_that_a_site_counts_as_done_with_the_whole_list(city: City) -> None:
    campaign = begin(city)
    tick(city, campaign)
    assert progress(city) == Progress(grids=2, visited=1, sites=1, done=0)
    tick(city, campaign, seen=1, done=frozenset({0, 1, 2}))
    assert progress(city) == Progress(grids=2, visited=1, sites=1, done=1)


def test_that_every_step_stands_in_the_journal_without_a_ticket(city: City) -> None:
    campaign = begin(city)
    tick(city, campaign)
    city.give(EndCampaign(by=city.by, campaign=campaign))
    entries = [line.entry for line in city.store.rows.lines]
    assert [entry.kind for entry in entries] == [Kind.CAMPAIGN_BEGAN, Kind.SITE_TICKED, Kind.CAMPAIGN_ENDED]
    assert {entry.ticket for entry in entries} == {None}


def test_that_the_second_of_two_that_tick_one_site_is_told_who_was_first(city: City) -> None:
    campaign = begin(city)
    tick(city, campaign, by=replace(city.by, name="王五"))
    with pytest.raises(Refused, match=r"campaign\.site_stale.*王五"):
        tick(city, campaign)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "  "}, "campaign.no_name"),
        ({"items": (" ",)}, "campaign.bad_list"),
        ({"items": tuple(map(str, range(61)))}, "campaign.bad_list"),
        ({"grids": ()}, "campaign.no_grid"),
        ({"grids": (FAR_GRID,)}, "grid.outside"),
        ({"grids": (VILLAGE,)}, "grid.unknown"),
        ({"due_at": NOON}, "campaign.due_past"),
        ({"items": ("问 320501199001011234",)}, "campaign.identity_number"),
    ],
)
def test_that_a_campaign_that_cannot_be_is_refused(city: City, said: dict[str, Any], code: str) -> None:
    assert refusal(begin, city, **said) == code
    assert city.store.archive().ledgers.campaigns(CITY) == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"site": " "}, "campaign.no_site"),
        ({"grid": FAR_GRID}, "grid.outside"),
        ({"grid": RegionCode(f"{VILLAGE}009")}, "grid.outside"),
        ({"done": frozenset({3})}, "campaign.bad_list"),
        ({"site": "32050119900101123X"}, "campaign.identity_number"),
        ({"note": "身份证３２０５０１１９９００１０１１２３４"}, "campaign.identity_number"),
        ({"note": "320501 19900101 1234"}, "campaign.identity_number"),
        ({"note": "电话13912345678"}, "campaign.phone_number"),
        ({"note": "139-1234-5678"}, "campaign.phone_number"),
        ({"note": "+86 139 1234 5678"}, "campaign.phone_number"),
        ({"site": "0512-65123456"}, "campaign.phone_number"),
    ],
)
def test_that_a_line_that_cannot_be_is_refused(city: City, said: dict[str, Any], code: str) -> None:
    campaign = begin(city)
    assert refusal(tick, city, campaign, **said) == code
    assert progress(city).sites == 0


@pytest.mark.parametrize("label", ["3栋2单元501室", "人民路10号-12号", "商铺 A-1208", "门牌 2024-05-06"])
def test_that_places_with_numbers_are_taken(city: City, label: str) -> None:
    tick(city, begin(city), site=label)
    assert progress(city).sites == 1


def test_that_an_ended_campaign_takes_no_more_ticks(city: City) -> None:
    campaign = begin(city)
    city.give(EndCampaign(by=city.by, campaign=campaign))
    assert refusal(tick, city, campaign) == "campaign.ended"


def test_that_only_the_centre_that_began_it_ends_it(city: City) -> None:
    campaign = begin(city, by=replace(city.by, centre=CITY))
    assert refusal(city.give, EndCampaign(by=city.by, campaign=campaign)) == "campaign.of_another"


def test_that_crews_tick_but_begin_nothing(city: City) -> None:
    crew = replace(city.by, roles=frozenset({Role.GRID_WORKER}))
    tick(city, begin(city), by=crew)
    assert refusal(begin, city, by=crew) == "campaign.role_missing"
