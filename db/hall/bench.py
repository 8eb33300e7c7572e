"""``bench hall`` and ``bench feed``: the figures of a hall, and an exit code that says whether every desk agreed with the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.commands.answering import BrokenOff
from console.domain.errors import Refused
from console.settings import Bench
from db.hall import polling
from db.hall.breaks import outages_within
from db.hall.figures import WRONG
from db.hall.plan import Plan
from db.hall.polling import Load
from db.hall.run import measure

FEED_RATE, FEED_S = 500.0, 10.0


def measures(command: Bench) -> Mapping[str, Callable[[], Mapping[str, object]]]:
    """Return the benches by name; they are left out of "all", since they keep a machine busy for minutes."""
    if command.name == "all":
        return {}
    return {"hall": lambda: _hall(command), "feed": lambda: polling.measure(Load(FEED_RATE, FEED_S, command.desks))}


def _hall(command: Bench) -> Mapping[str, object]:
    """Return the figures of a hall.

    Raises:
        BrokenOff: boards were other than the database, or orders or news not there exactly once; it holds the figures.
        Refused: ``hall.no_server``.
    """
    if command.outages and command.settings.db is not None:
        raise Refused("hall.no_server")
    plan = Plan(
        desks=command.desks,
        rate=command.rate,
        seconds=command.seconds,
        outages=outages_within(command.seconds) if command.outages else None,
    )
    figures = measure(plan, command.settings.db)
    if not figures["agree"]:
        wrong = {name: figures[name] for name in WRONG if figures[name]}
        told = ", ".join(f"{name} {len(found) if isinstance(found, list) else found}" for name, found in wrong.items())
        raise BrokenOff(Refused("hall.disagrees", wrong=told), {"hall": figures})
    return figures
