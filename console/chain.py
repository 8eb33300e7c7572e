"""The chain of hashes through the journal: what a hash is made of, and what is wrong where a chain does not hold.

Each line's hash is of the hash before it in its chain and of what the line tells. A chain is walked back from its head,
so that what is on the way is genuine, and what is not was brought in. Seals on all chains together, which others keep
as well, tell when a chain was rewritten with its head.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

BETWEEN, NOTHING = "\x1f", "\x1e"
"""What stands between two fields, and for a field without a value."""
NO_HASH = b""
"""What comes before the first line of a chain."""
AT_ONCE = 10_000
"""So many hashes of lines are hashed together before the root is made of those."""
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class Fault(StrEnum):
    """What was done to a line, to the head of a chain, or to a seal."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    HEAD = "head"
    ANCHOR = "anchor"
    WITNESS = "witness"


class Link(NamedTuple):
    """A line in its chain; ``place`` is the version of its ticket, or the line's own number where it concerns none."""

    seq: int
    place: int
    text: str
    prev: bytes
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What does not hold.

    ``chain`` is "ticket 17" or "centre 3205", with "file 2026-03.jsonl.gz, " before it where it lies in an archive, empty
    for seals; ``place`` is the version of the ticket, the place in the
    centre's chain, or the number of the seal; ``seq`` and ``key`` name the line where it is there.
    """

    fault: Fault
    chain: str = ""
    place: int = 0
    seq: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was looked at, and everything that does not hold.

    Of ``moved`` lines, which lie in an archive, the database knows the hashes; ``in_files`` were read there.
    """

    lines: int
    chains: int
    anchors: int
    findings: tuple[Finding, ...]
    moved: int = 0
    in_files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A seal on every line that became visible since the one before; ``lines`` are their numbers, as "1-5 7"."""

    n: int
    snap: str
    events: int
    lines: str
    root: bytes
    prev: bytes
    hash: bytes
    at: datetime

    @property
    def holds(self) -> bool:
        """Tell whether the seal's own hash is right."""
        return self.hash == sealed(self.n, self.snap, self.events, self.lines, self.root, self.prev, self.at)


def hashed(prev: bytes, text: str) -> bytes:
    return sha256(prev + text.encode()).digest()


def sealed(n: int, snap: str, events: int, lines: str, root: bytes, prev: bytes, at: datetime) -> bytes:
    """Return the hash of a seal."""
    told = (str(n), snap, str(events), lines, root.hex(), str((at - EPOCH) // MICROSECOND))
    return hashed(prev, BETWEEN.join(told))


@dataclass(slots=True)
class Rooting:
    """The root of a seal while the hashes of its lines come in, by their numbers."""

    events: int = 0
    _some: list[bytes] = field(default_factory=list)
    _root: list[bytes] = field(default_factory=list)

    def take(self, hash_: bytes) -> None:
        self.events += 1
        self._some.append(hash_)
        if len(self._some) == AT_ONCE:
            self._close()

    @property
    def root(self) -> bytes:
        some = [sha256(b"".join(self._some)).digest()] if self._some else []
        return sha256(b"".join((*self._root, *some))).digest()

    def _close(self) -> None:
        self._root.append(sha256(b"".join(self._some)).digest())
        self._some.clear()


def spans(numbers: Iterable[int]) -> str:
    """Return ascending numbers as "1-5 7"."""
    told: list[str] = []
    first = last = None
    for number in numbers:
        if first is not None and last is not None:
            if number == last + 1:
                last = number
                continue
            told.append(_span(first, last))
        first = last = number
    if first is not None and last is not None:
        told.append(_span(first, last))
    return " ".join(told)


def spans_of(lines: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last number of each span."""
    for told in lines.split():
        first, _, last = told.partition("-")
        yield int(first), int(last or first)


def faults(chain: str, links: Sequence[Link], head: bytes, count: int, *, of_centre: bool = False) -> list[Finding]:
    """Return what is wrong with a chain.

    Args:
        chain: its name, as a finding tells it.
        links: its lines by place.
        head: the hash at which it should end.
        count: how many lines it should have; the places of a ticket's lines run from 1 to that.
        of_centre: places are numbers of lines, between which others may lie.
    """
    last = NO_HASH
    for link in links:
        if link.prev != last or hashed(last, link.text) != link.hash:
            break
        last = link.hash
    else:
        if last == head and len(links) == count:
            return []
    walk = _Walk(chain, links, of_centre=of_centre, missing=max(count - len(links), 0))
    return walk.findings(head, count) or [Finding(fault=Fault.HEAD, chain=chain, place=count)]


class _Walk:
    """A chain that does not hold, walked back from its head."""

    def __init__(self, chain: str, links: Sequence[Link], *, of_centre: bool, missing: int) -> None:
        self._chain = chain
        self._links = links
        self._of_centre = of_centre
        self._missing = missing
        self._found: list[Finding] = []

    def findings(self, head: bytes, count: int) -> list[Finding]:
        if not self._of_centre:
            there = {link.place for link in self._links}
            gone = (place for place in range(1, count + 1) if place not in there)
            self._found += [Finding(fault=Fault.REMOVED, chain=self._chain, place=place) for place in gone]
        genuine = self._genuine(head, count)
        rank_of = {link.seq: rank for rank, link in enumerate(sorted(genuine, key=lambda link: link.place))}
        for rank, link in enumerate(genuine):
            if rank_of[link.seq] != rank:
                self._tell(Fault.REORDERED, link)
            elif hashed(link.prev, link.text) != link.hash:
                self._tell(Fault.CHANGED, link)
        for link in self._links:
            if link.seq not in rank_of:
                self._tell(Fault.INSERTED, link)
        return self._found

    def _genuine(self, head: bytes, count: int) -> list[Link]:
        """Return the lines on the way back from the head, oldest first.

        Where the way breaks off, it goes on with the line before: a line between is gone, or that one is another.
        """
        by_hash = {link.hash: link for link in self._links}
        left = {link.seq: link for link in self._links}
        way: list[Link] = []
        wanted, place = head, self._links[-1].place + 1 if self._of_centre and self._links else count + 1
        while wanted != NO_HASH:
            link = by_hash.get(wanted)
            if link is None or link.seq not in left:
                earlier = (one for one in left.values() if one.place < place)
                link = max(earlier, key=lambda one: one.place, default=None)
                self._tell_break(link, place)
            if link is None:
                break
            way.append(left.pop(link.seq))
            wanted, place = link.prev, link.place
        return way[::-1]

    def _tell_break(self, link: Link | None, place: int) -> None:
        if self._of_centre and self._missing:
            self._missing -= 1
            self._found.append(Finding(fault=Fault.REMOVED, chain=self._chain, place=place))
        elif link is not None and (self._of_centre or link.place == place - 1):
            self._tell(Fault.CHANGED, link)

    def _tell(self, fault: Fault, link: Link) -> None:
        key, part = link.text.split(BETWEEN, 2)[:2]
        told = Finding(fault=fault, chain=self._chain, place=link.place, seq=link.seq, key=f"{key}/{part}")
        if told not in self._found:
            self._found.append(told)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
