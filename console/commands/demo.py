"""``demo``: makes the demo city in an empty database; one that holds a city already is left as it is."""

from __future__ import annotations

import gc
import sys
from time import perf_counter

from console.clocks import SystemClock
from console.commands.answering import Answer
from console.commands.progress import Bar
from console.demo import city
from console.demo.city_code import CITY_CODE
from console.domain.errors import Refused
from console.ports import Store
from console.settings import Demo


def run(command: Demo, store: Store) -> Answer:
    """Return what was made, or what is there already; tells progress on stderr.

    Raises:
        Refused: ``demo.half_made`` where an earlier run was broken off, or goes on still; ``demo.made_meanwhile``
            where another run began in the same moment and wrote first.
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
    bar = Bar("demo city")
    # Nothing that is made here is thrown away in circles: to look for those costs a sixth of the time.
    gc.disable()
    try:
        made = city.make(
            store, command.size, command.seed, now=SystemClock().now(), progress=lambda _part, share: bar(share)
        )
    except Refused as refused:
        if refused.code == "order.already_carried_out":
            raise Refused("demo.made_meanwhile") from refused
        raise
    finally:
        gc.enable()
        bar.stop()
    return {
        "city": made.name,
        "code": made.code,
        "already_there": False,
        "size": made.size,
        "seed": made.seed,
        "made": dict(made.made),
        "seconds": round(perf_counter() - began_s, 2),
    }
