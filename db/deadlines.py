"""How long a call to a server may take, by what it is for; who passes its deadline is cut off by the watchdog.

A statement, connection or engine says what it is for by its execution option ``call``; one that says nothing but
begins a change at once (``begin="IMMEDIATE"``) is a change, and anything else a read. Files have no deadlines.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

CONNECT_S = 3
"""For each of the servers that an address names, one after the other."""

STATEMENT_S = 30
"""The server gives up a statement by itself after so long: a read that is slow, on a good link, ends in its words."""


class Call(Enum):
    """Seconds from a question to its answer."""

    PROBE = 1.5
    """Is the link alive, and is there news? A desk tells within two seconds that it hears nothing."""

    WRITE = 5.0
    NEWS = 10.0
    """What a desk missed during a long outage, all at once."""

    READ = STATEMENT_S + 1.0
    BULK = 120.0
    """Tickets, crews and regions taken in by the thousand."""

    SCHEMA = 3600.0
    """Tables of a whole city made over."""


def deadline_s(options: Mapping[str, Any]) -> float:
    """Return the deadline that belongs to execution options."""
    call = options.get("call")
    if call is None:
        call = Call.WRITE if options.get("begin") == "IMMEDIATE" else Call.READ
    return float(call.value)
