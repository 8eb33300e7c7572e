"""Who lets the desks of a hall in at a server: each has a role of its own for this run, as operators have in a city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlencode

from console.domain.shift import SEAT_ROLES
from db.administration import Server
from db.hall.plan import Place


@contextmanager
def let_in(server: Server, seats: Sequence[Place]) -> Iterator[Mapping[str, str]]:
    """Give every desk a seat at its centre, yield the passwords by name, and lock all of them out at the end.

    One desk may take in, dispatch, write down for its crews, check and close: none of that takes two people.

    Raises:
        Refused: ``server.not_owner``, ``server.may_not``, ``server.foreign_role``: whoever signed in may not let
            anybody in, or the name of a desk is another's.
    """
    passwords: dict[str, str] = {}
    try:
        for seat in seats:
            password = server.generated()
            server.grant(seat.name, seat.centre, SEAT_ROLES, password)
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
