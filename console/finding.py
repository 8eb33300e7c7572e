"""What finds a ticket by words: how texts are compared, and what pairs of neighbouring characters an index holds.

The same rule holds on a server, where it is written in SQL: texts in one width, Latin capitals as small letters, words
parted by blanks; every word must stand somewhere in the number, the number outside, the title or the address.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.domain.ticket import Ticket, TicketId

MOST = 100
"""So many characters of what is wanted count; more is nobody's question."""

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
SMALL = "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"
BLANKS = "\t\n\r\f\v"
_PLAIN = str.maketrans(CAPITALS + BLANKS, SMALL + " " * len(BLANKS))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a list of tickets, those reported last first: everything after it was reported before."""

    reported_at: datetime
    ticket: TicketId

    @classmethod
    def of(cls, ticket: Ticket) -> Spot:
        return cls(ticket.reported_at, ticket.id)


def plain(text: str) -> str:
    """Return the text as it is compared. A fixed list of capitals, because a server's own depends on its locale."""
    return unicodedata.normalize("NFKC", text).translate(_PLAIN)


def words(wanted: str) -> tuple[str, ...]:
    """Return the words that are looked for, each once, as they are compared."""
    return tuple(dict.fromkeys(filter(None, plain(wanted)[:MOST].split(" "))))


def pairs(words: Iterable[str]) -> list[str]:
    """Return every pair of neighbouring characters in the words; a word of one character has none."""
    return list(dict.fromkeys(word[at : at + 2] for word in words for at in range(len(word) - 1)))


def is_enough(wanted: str) -> bool:
    """Tell whether this can be looked for: one word must have two characters, the others narrow it down."""
    return bool(pairs(words(wanted)))


def text_of(number: str, outside_number: str, title: str, address: str) -> str:
    """Return what a ticket is found by; no word reaches from one part into the next."""
    return plain(f"{number} {outside_number} {title} {address}")
