"""``bench hall``: the figures of a hall, and an exit code that says whether every desk agreed with the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.commands.answering import BrokenOff
from console.domain.errors import Refused
from console.settings import Bench
from db.hall.plan import Plan
from db.hall.run import measure, outages_within


def measures(command: Bench) -> Mapping[str, Callable[[], Mapping[str, object]]]:
    """Return the bench by its name; it is left out of "all", since it keeps a machine busy for minutes."""
    return {} if command.name == "all" else {"hall": lambda: _hall(command)}


def _hall(command: Bench) -> Mapping[str, object]:
    """Return the figures of a hall.

    Raises:
        BrokenOff: boards were other than the database, or orders lost; it holds the figures.
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
        differ = figures["differ"]
        desks = len(differ) if isinstance(differ, list) else 0
        raise BrokenOff(Refused("hall.boards_differ", desks=desks, lost=figures["lost"]), {"hall": figures})
    return figures
