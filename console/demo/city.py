"""Making a demo city: draws its parts and writes them through the registry."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from console.demo import crews, ground, layers, past, places, regions
from console.demo.cameras import address
from console.demo.course import Told
from console.demo.plan import SIZES
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.ports import Store

PAST_BATCH = 2_000
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCity:
    """What was made: the city's code and name, and how many of everything, by the tables' words."""

    code: RegionCode
    name: str
    size: str
    seed: int
    made: Mapping[str, int]


def make(
    store: Store,
    size: str,
    seed: int,
    *,
    now: datetime,
    progress: Progress,
    camera_url: Callable[[int, str], str] = address,
) -> DemoCity:
    """Draw the city of this size and seed, and write it; the same seed draws the same city.

    ``progress`` hears the name of the part and the share done, 0 to 1. ``camera_url`` gives the address of a
    camera's sub-stream by its number and name; the main stream's is the same with ``/main``. Times are relative
    to ``now``, aware.

    Raises:
        Refused: ``demo.size_unknown``.
        Outage: the database is out of reach.
    """
    plan = SIZES.get(size)
    if plan is None:
        raise Refused("demo.size_unknown", size=size, sizes=sorted(SIZES))
    registry = store.registry()
    progress("ground", 0.0)
    land = ground.make(plan, np.random.default_rng([seed, 1]))
    realm = regions.realm(land, np.random.default_rng([seed, 2]))
    made = {"regions": registry.add_regions(realm.all)}
    progress("people", 0.1)
    all_crews = crews.crews(plan, realm, land, np.random.default_rng([seed, 3]), now)
    departments = places.seated(crews.departments(realm), realm, land, np.random.default_rng([seed, 7]))
    operators = crews.operators(realm, np.random.default_rng([seed, 5]))
    made["crews"] = registry.add_crews(all_crews)
    made["departments"] = registry.add_departments(departments)
    sites = places.sites(plan, realm, land, np.random.default_rng([seed, 8]))
    sensors = places.sensors(plan, realm, land, sites, np.random.default_rng([seed, 9]), now)
    made["sites"], made["sensors"] = registry.add_sites(sites), registry.add_sensors(sensors)
    made["cells"] = registry.add_cells(layers.cells(realm, land))
    progress("cameras", 0.2)
    made["cameras"] = registry.add_cameras(
        crews.cameras(plan, realm, land, np.random.default_rng([seed, 4]), camera_url, now)
    )
    progress("tickets", 0.25)
    folk = past.folk(all_crews, departments, operators)
    rules = store.archive().rulebook()
    chronicle = past.Chronicle(plan, realm, land, folk, rules, sensors=sensors, seed=seed, now=now).told()
    total = plan.past_tickets + plan.open_tickets
    made["tickets"] = made["journal"] = 0
    while batch := list[Told](itertools.islice(chronicle, PAST_BATCH)):
        made["tickets"] += registry.add_past(batch)
        made["journal"] += sum(len(entries) for _, entries in batch)
        progress("tickets", 0.25 + 0.75 * made["tickets"] / total)
    # Last, so that a city broken off in the making is told from a whole one.
    made["operators"] = registry.add_operators(operators)
    progress("ready", 1.0)
    return DemoCity(code=realm.city.code, name=realm.city.name, size=size, seed=seed, made=made)
