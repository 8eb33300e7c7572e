"""Who lets the desks of a hall in at a server: each has a role of its own for this run, as operators have in a city.

A run that is killed locks nobody out. Then nobody knows a password any more, the server takes none of them soon after the
run would have ended, and the next run locks out whoever it does not seat itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlencode

from console.domain.shift import SEAT_ROLES
from db.administration import Server
from db.hall.plan import DESK, Place

TAKES_S = 900.0
"""So much longer than its desks work may a run take: the city is made first, hundreds of desks begin, all is reckoned up."""
_OF_A_HALL = re.compile(rf"{DESK}\d+")


@contextmanager
def let_in(server: Server, seats: Sequence[Place], seconds: float) -> Iterator[Mapping[str, str]]:
    """Give every desk a seat at its centre, yield the passwords by name, and lock all of them out at the end.

    ``seconds`` is for how long the desks work. Those of another run that was killed are locked out first.

    One desk may take in, dispatch, write down for its crews, check and close: none of that takes two people.

    Raises:
        Refused: ``server.not_owner``, ``server.may_not``, ``server.foreign_role``: whoever signed in may not let
            anybody in, or the name of a desk is another's.
    """
    passwords: dict[str, str] = {}
    try:
        seated = {seat.name for seat in seats}
        for left in server.names():
            if _OF_A_HALL.fullmatch(left) and left not in seated:
                server.revoke(left, None)
        for seat in seats:
            password = server.generated()
            server.grant(seat.name, seat.centre, SEAT_ROLES, password, valid_s=seconds + TAKES_S)
            passwords[seat.name] = password
        yield passwords
    finally:
        for name in passwords:
            server.revoke(name, None)


def nameless(url: str) -> str:
    """Return a server's address without the role that it names, and that role's password: a desk brings its own."""
    place, _, asked = url.partition("?")
    scheme, _, place = place.partition("://")
    settings = urlencode([(name, text) for name, text in parse_qsl(asked) if name not in {"user", "password"}])
    return f"{scheme}://{place.rpartition('@')[2]}{'?' if settings else ''}{settings}"
