"""For which centre a command works."""

from __future__ import annotations

from console.domain.errors import Refused
from console.domain.grid import Region
from console.ports import Store


def centre_of(store: Store, code: str | None) -> Region | None:
    """Return the region of ``code``; without a code the top of the tree, or None where there is no tree yet.

    Raises:
        Refused: ``centre.unknown``.
        Outage: the database is out of reach.
    """
    centres = store.archive().centres()
    if code is None:
        return centres[0] if centres else None
    for centre in centres:
        if centre.code == code:
            return centre
    raise Refused("centre.unknown", centre=code)
