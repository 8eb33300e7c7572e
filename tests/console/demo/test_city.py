"""A demo city as it is written: the counts it promises, its codes and names, the same for the same seed."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import shapely

from console.demo import city, crews, ground, places, regions
from console.demo.plan import SIZES
from console.domain.errors import Refused
from console.domain.grid import RegionCode, Tier, check_parent
from console.domain.shift import SEAT_ROLES
from tests.builders import NOON
from tests.console.demo.conftest import Made, make_small
from tests.fakes import FakeStore

CODE_WIDTH = {Tier.CITY: 4, Tier.DISTRICT: 6, Tier.TOWNSHIP: 9, Tier.VILLAGE: 12, Tier.GRID: 15}


def test_that_the_small_city_holds_what_it_promises(small: Made) -> None:
    tiers = Counter(region.tier for region in small.store.rows.regions.values())
    rows = small.store.rows

    assert tiers == {Tier.CITY: 1, Tier.DISTRICT: 3, Tier.TOWNSHIP: 15, Tier.VILLAGE: 75, Tier.GRID: 600}
    assert (len(rows.cameras), len(rows.crews)) == (400, 800)
    assert (len(rows.sites), len(rows.sensors)) == (160, 200)
    assert sum(ticket.is_open for ticket in rows.tickets.values()) == 300


def test_that_the_large_city_holds_what_it_promises() -> None:
    plan = SIZES["city"]
    land = ground.make(plan, np.random.default_rng(1))
    realm = regions.realm(land, np.random.default_rng(2))

    made = crews.crews(plan, realm, land, np.random.default_rng(3), NOON)
    cameras = crews.cameras(plan, realm, land, np.random.default_rng(4), lambda number, name: "", NOON)

    sites = places.sites(plan, realm, land, np.random.default_rng(5))
    sensors = places.sensors(plan, realm, land, sites, np.random.default_rng(6), NOON)

    assert (len(realm.grids), len(made), len(cameras)) == (6_895, 18_599, 10_766)
    assert (len(sites), len(sensors), len({site.name for site in sites})) == (1_798, 2_000, 1_798)
    assert (plan.open_tickets, plan.past_days) == (5_000, 30)
    assert plan.past_tickets >= 100_000


def test_that_what_was_made_is_told(small: Made) -> None:
    rows = small.store.rows

    assert small.facts.made == {
        "regions": len(rows.regions),
        "crews": len(rows.crews),
        "departments": len(rows.departments),
        "cameras": len(rows.cameras),
        "sites": len(rows.sites),
        "sensors": len(rows.sensors),
        "cells": len(rows.cells),
        "operators": len(rows.operators),
        "tickets": len(rows.tickets),
        "journal": len(rows.lines),
    }


def test_that_progress_only_rises_and_ends_full(small: Made) -> None:
    shares = [share for _, share in small.progress]

    assert shares == sorted(shares)
    assert small.progress[-1] == ("ready", 1.0)


def test_that_the_same_seed_makes_the_same_city(small: Made) -> None:
    again = make_small()

    assert again.store.rows.regions == small.store.rows.regions
    assert again.store.rows.crews == small.store.rows.crews
    assert again.store.rows.cameras == small.store.rows.cameras
    assert again.store.rows.sites == small.store.rows.sites
    assert again.store.rows.sensors == small.store.rows.sensors
    assert again.store.rows.cells == small.store.rows.cells
    assert again.store.rows.operators == small.store.rows.operators
    assert again.store.rows.tickets == small.store.rows.tickets
    assert again.store.rows.lines == small.store.rows.lines


def test_that_another_seed_makes_another_city(small: Made) -> None:
    other = make_small(seed=8)
    names = {region.name for region in small.store.rows.regions.values()}
    other_names = {region.name for region in other.store.rows.regions.values()}

    assert len(names & other_names) < len(names) / 2
    assert other.store.rows.regions["3489"].shape_wkb != small.store.rows.regions["3489"].shape_wkb


def test_that_an_unknown_size_is_refused() -> None:
    with pytest.raises(Refused, match="size_unknown"):
        city.make(FakeStore(), "huge", 1, now=NOON, progress=lambda part, share: None)


def test_that_codes_are_as_long_as_their_tier_and_extend_their_parents(small: Made) -> None:
    for region in small.store.rows.regions.values():
        check_parent(region.code, region.parent)
        assert len(region.code) == CODE_WIDTH[region.tier]
        assert region.parent is None or small.store.rows.regions[region.parent].tier == region.tier - 1


def test_that_street_town_and_country_codes_are_those_of_the_standard(small: Made) -> None:
    kinds = {"街道": range(1, 100), "镇": range(100, 200), "乡": range(200, 400)}
    townships = [region for region in small.store.rows.regions.values() if region.tier is Tier.TOWNSHIP]

    for township in townships:
        suffix = next(suffix for suffix in kinds if township.name.endswith(suffix))
        assert int(township.code[6:]) in kinds[suffix]


def test_that_no_two_children_of_a_region_share_a_name(small: Made) -> None:
    names = Counter((region.parent, region.name) for region in small.store.rows.regions.values())

    assert names.most_common(1)[0][1] == 1


def test_that_a_region_is_exactly_its_grids_together(small: Made) -> None:
    rows = small.store.rows
    shapes = {code: shapely.from_wkb(region.shape_wkb) for code, region in rows.regions.items()}
    grids = [code for code, region in rows.regions.items() if region.tier is Tier.GRID]
    for region in rows.regions.values():
        below = [shapes[grid] for grid in grids if grid.startswith(region.code)]
        assert shapely.coverage_union_all(below).equals(shapes[region.code])


def test_that_crews_on_duty_stand_in_their_own_region_and_others_nowhere(small: Made) -> None:
    rows = small.store.rows
    for crew in rows.crews.values():
        if crew.place is None:
            assert crew.duty == "off_duty"
            assert crew.fixed_at is None
        else:
            home = shapely.from_wkb(rows.regions[crew.region].shape_wkb)
            assert home.covers(shapely.Point(crew.place.lng_deg, crew.place.lat_deg))


def test_that_a_fire_station_can_rescue(small: Made) -> None:
    stations = [crew for crew in small.store.rows.crews.values() if crew.name.endswith("消防救援站")]
    assert {"rescue" in crew.skills for crew in stations} == {True}


def test_that_cameras_work_and_some_stand_where_it_floods(small: Made) -> None:
    cameras = small.store.rows.cameras.values()

    assert all(camera.is_on and camera.told_at for camera in cameras)
    assert {"易涝点", "学校"} <= {tag for camera in cameras for tag in camera.tags}


def test_that_cameras_are_numbered_from_one_without_gaps_and_bear_ids_of_the_standard(small: Made) -> None:
    cameras = sorted(small.store.rows.cameras.values(), key=lambda camera: camera.number)

    assert [camera.number for camera in cameras] == list(range(1, 401))
    assert all(len(c.id) == 20 and c.id.isdigit() and c.id[10:13] in {"131", "132"} for c in cameras)
    assert len({(camera.region[:12], camera.name) for camera in cameras}) == len(cameras)


def test_that_every_centre_has_an_operator_for_all_its_seats(small: Made) -> None:
    rows = small.store.rows
    able = {operator.centre for operator in rows.operators.values() if operator.roles >= SEAT_ROLES}

    assert able == {RegionCode(code) for code, region in rows.regions.items() if region.tier is not Tier.GRID}


def test_that_no_telephone_could_be_anybodys(small: Made) -> None:
    rows = small.store.rows
    numbers = [crew.phone for crew in rows.crews.values()]
    numbers += [ticket.caller.phone for ticket in rows.tickets.values() if ticket.caller.phone]

    assert all(len(number) == 11 and number.startswith("100") for number in numbers)
