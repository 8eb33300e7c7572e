"""What a file's triggers ask Python for: SQLite knows neither one width for letters nor pairs of characters."""

from __future__ import annotations

import json
import sqlite3

from console.domain.grid import within
from console.finding import pairs, text_of

WEEK_US = 604_800_000_000
WEEKS = 1_000_000
"""More than any calendar has: what is left of a number below zero is one of its own."""

GROUNDS = (6, 9, 12)
"""The lengths of a district's, a township's and a village's code by the national standard; others are compared row by row."""


def register(connection: sqlite3.Connection) -> None:
    """Give the connection what the triggers call."""
    connection.create_function("search_text", 4, text_of, deterministic=True)
    connection.create_function("search_also", 3, also, deterministic=True)
    connection.create_function("search_tokens", 4, tokens, deterministic=True)


def also(area: str, centre: str, readers: str) -> str:
    """Return the centres that see a ticket which does not lie on their ground, parted by blanks."""
    codes = {centre, *(json.loads(readers) if readers else ())}
    return " ".join(sorted(code for code in codes if not within(area, code)))


def tokens(reported_at_us: int, area: str, also: str, text: str) -> str:
    """Return all that an index holds of a ticket, parted by blanks."""
    week = week_of(reported_at_us)
    grounds = [ground_token(week, area[:length]) for length in GROUNDS if len(area) >= length]
    return " ".join(
        [
            *(pair_token(week, pair) for pair in pairs(text.split(" "))),
            *grounds,
            *(also_token(week, code) for code in also.split()),
        ]
    )


def week_of(at_us: int) -> int:
    """Return the number of the week in which a moment lies, in microseconds since 1970; before, numbers are negative."""
    return at_us // WEEK_US


# Letters and digits only: SQLite's plainest way to part a text takes them as they are.


def pair_token(week: int, pair: str) -> str:
    return f"{week % WEEKS}p{ord(pair[0]):x}p{ord(pair[1]):x}"


def ground_token(week: int, ground: str) -> str:
    return f"{week % WEEKS}g{_spelled(ground)}"


def also_token(week: int, centre: str) -> str:
    return f"{week % WEEKS}s{_spelled(centre)}"


def ground_of(centre: str) -> str:
    """Return the longest ground with an entry of its own that holds the centre's, "" for none."""
    return next((centre[:length] for length in reversed(GROUNDS) if len(centre) >= length), "")


def _spelled(code: str) -> str:
    return code.encode().hex()
