"""``demo``: makes the demo city in an empty database; one that holds a city already is left as it is."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from console.demo import city
from console.demo.regions import CITY_CODE
from console.domain.errors import Refused
from console.ports import Store
from console.settings import Demo

PARTS = {
    "ground": "ground and regions",
    "people": "crews and departments",
    "cameras": "cameras",
    "tickets": "tickets and their history",
    "ready": "ready",
}
BAR = 30


def run(command: Demo, store: Store) -> dict[str, Any]:
    """Return what was made, or what is there already; tells progress on stderr.

    Raises:
        Refused: ``demo.half_made`` where an earlier run was broken off.
        Outage: the database is out of reach.
    """
    archive = store.archive()
    top = next(iter(archive.centres()), None)
    if top is not None:
        if top.code == CITY_CODE and not archive.operators(CITY_CODE):
            raise Refused("demo.half_made", city=top.name)
        sys.stderr.write(f"The database already holds a city, {top.name}: nothing was made.\n")
        return {"city": top.name, "code": top.code, "already_there": True, "made": {}}
    began_s = perf_counter()
    made = city.make(store, command.size, command.seed, now=datetime.now(UTC), progress=Bar())
    return {
        "city": made.name,
        "code": made.code,
        "already_there": False,
        "size": made.size,
        "seed": made.seed,
        "made": dict(made.made),
        "seconds": round(perf_counter() - began_s, 2),
    }


class Bar:
    """Tells progress on stderr: a bar on a terminal, a line for each part elsewhere."""

    def __init__(self) -> None:
        self._part = ""

    def __call__(self, part: str, share: float) -> None:
        if sys.stderr.isatty():
            full = round(BAR * share)
            end = "\n" if share >= 1 else ""
            sys.stderr.write(f"\r[{'█' * full}{'·' * (BAR - full)}] {share:4.0%} {PARTS[part]:<28}{end}")
        elif part != self._part:
            sys.stderr.write(f"{PARTS[part]}\n")
        self._part = part
        sys.stderr.flush()
