"""Auditing the journal: every chain followed, every seal compared, and the seals themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, LargeBinary, func, insert, literal_column, select, union_all

from console.chain import NO_HASH, Anchor, Fault, Finding, Link, Rooting, Verdict, faults, sealed, spans, spans_of
from db import tables
from db.door import tables as door
from db.door.told import told
from db.moved.tables import moved_line
from db.moving import checking

ROWS_AT_ONCE = 5_000
MOST_FINDINGS = 10_000
EVERY = timedelta(minutes=5)
"""So old the last seal is before there is another."""

_line, _ticket, _seal, _head = tables.journal.c, tables.ticket.c, door.audit_anchor.c, door.centre_chain.c
_SEAL = tuple(_seal[name] for name in ("n", "snap", "events", "lines", "root", "prev", "hash", "at"))
_LAST_SEAL = select(*_SEAL).order_by(_seal.n.desc()).limit(1)


class SqlAuditor:
    """Answers on any thread; one look at a database is one transaction, which sees it at one moment."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def verify(
        self,
        witnessed: Iterable[Anchor] = (),
        heard: Callable[[int], None] = lambda _: None,
        archive: Path | None = None,
    ) -> Verdict:
        """Follow every chain and compare every seal; ``heard`` is told, now and then, how many lines were looked at."""
        options = {"isolation_level": "REPEATABLE READ"} if self._on_server else {}
        with self._engine.connect().execution_options(**options) as connection:
            look = _Look(connection, heard)
            look.at_tickets()
            look.at_centres()
            look.at_moved(archive)
            look.at_seals(witnessed)
        return look.verdict()

    def anchors(self, after: int = 0) -> Sequence[Anchor]:
        with self._engine.connect() as connection:
            return _seals(connection, after)

    def anchor(self, now: datetime, every: timedelta = EVERY) -> Anchor | None:
        """Seal what is new since the last seal, unless that is younger than ``every`` or there is nothing new."""
        if self._on_server:
            with self._engine.begin() as connection:
                n = connection.execute(select(func.anchor_now(every))).scalar()
                return None if n is None else _seals(connection, n - 1)[0]
        with self._engine.execution_options(begin="IMMEDIATE").begin() as connection:
            return _sealed_in_file(connection, now, every)

    @property
    def _on_server(self) -> bool:
        return self._engine.dialect.name == "postgresql"


class _Look:
    """One look at the whole journal."""

    def __init__(self, connection: Connection, heard: Callable[[int], None]) -> None:
        self._connection = connection
        self._heard = heard
        self._text = told(connection.dialect.name)
        self.lines = self.chains = self.anchors = 0
        self.moved = self.in_files = 0
        self.findings: list[Finding] = []

    def verdict(self) -> Verdict:
        return Verdict(
            lines=self.lines,
            chains=self.chains,
            anchors=self.anchors,
            moved=self.moved,
            in_files=self.in_files,
            findings=tuple(self.findings),
        )

    def at_tickets(self) -> None:
        """Follow the chain of each ticket to its head."""
        columns = (_ticket.id, _ticket.last_hash, _ticket.version, *self._link(_line.version))
        question = (
            select(*columns)
            .select_from(tables.ticket.outerjoin(tables.journal, _line.ticket == _ticket.id))
            .order_by(_ticket.id, _line.version)
        )
        for id_, rows in groupby(self._streamed(question), itemgetter(0)):
            some = list(rows)
            self._follow(f"ticket {id_}", some, some[0][1], some[0][2])
        lost = select(_line.ticket, *self._link(_line.version)).where(
            _line.ticket.is_not(None), ~select(_ticket.id).where(_ticket.id == _line.ticket).exists()
        )
        for id_, rows in groupby(self._streamed(lost.order_by(_line.ticket, _line.version)), itemgetter(0)):
            self._follow(f"ticket {id_}", [(id_, None, 0, *row[1:]) for row in rows], None, 0)

    def at_centres(self) -> None:
        """Follow the chain of each centre's lines that concern no ticket."""
        heads = {
            centre: (head, count)
            for centre, head, count in self._streamed(select(_head.centre, _head.last_hash, _head.lines))
        }
        question = select(_line.centre, *self._link(_line.seq)).where(_line.ticket.is_(None))
        for centre, rows in groupby(self._streamed(question.order_by(_line.centre, _line.seq)), itemgetter(0)):
            head, count = heads.pop(centre, (None, 0))
            self._follow(f"centre {centre}", [(centre, head, count, *row[1:]) for row in rows], head, count)
        for centre, (head, count) in sorted(heads.items()):
            self._tell(faults(f"centre {centre}", (), head, count, of_centre=True))

    def at_moved(self, archive: Path | None) -> None:
        """Look whether what stayed of moved tickets is of one piece; with the folder, at every line of its files too."""
        self.moved = self._connection.execute(_MOVED).scalar_one()
        self._tell(tuple(checking.what_stayed(self._connection, self._streamed)))
        if archive is not None:
            self._tell(tuple(checking.in_files(self._connection, self._streamed, archive, self._hear_file)))

    def _hear_file(self, lines: int) -> None:
        self.in_files += lines
        if self.in_files // ROWS_AT_ONCE != (self.in_files - lines) // ROWS_AT_ONCE:
            self._heard(self.lines + self.in_files)

    def at_seals(self, witnessed: Iterable[Anchor]) -> None:
        """Compare the seals with the lines that they are on, with one another, and with what was seen of them."""
        there = {seal.n: seal for seal in _seals(self._connection, 0)}
        self.anchors = len(there)
        roots = {n: Rooting() for n in there}
        spans_there = sorted((first, last, n) for n, seal in there.items() for first, last in spans_of(seal.lines))
        stayed = select(moved_line.c.seq, moved_line.c.hash)
        rows = self._streamed(union_all(select(_line.seq, _line.hash), stayed).order_by("seq"))
        for n, hash_ in _within(spans_there, rows):
            roots[n].take(hash_ or NO_HASH)
        last = NO_HASH
        for n, seal in sorted(there.items()):
            root = roots[n]
            if (root.events, root.root) != (seal.events, seal.root) or seal.prev != last or not seal.holds:
                self._tell([Finding(fault=Fault.ANCHOR, place=n)])
            last = seal.hash
        for seen in witnessed:
            if seen.n not in there or there[seen.n].hash != seen.hash:
                self._tell([Finding(fault=Fault.WITNESS, place=seen.n)])

    def _follow(self, chain: str, rows: Sequence[Sequence[Any]], head: bytes | None, count: int) -> None:
        links = [
            Link(seq, place, text, prev, hash_ or NO_HASH)
            for _, _, _, seq, place, text, prev, hash_ in rows
            if seq is not None
        ]
        self.chains += 1
        self.lines += len(links)
        self._tell(faults(chain, links, head or NO_HASH, count, of_centre=chain.startswith("centre")))

    def _tell(self, found: Sequence[Finding]) -> None:
        self.findings += found[: MOST_FINDINGS - len(self.findings)]

    def _link(self, place: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
        return _line.seq, place, self._text, func.coalesce(_line.prev_hash, _EMPTY), _line.hash

    def _streamed(self, question: Any) -> Iterator[Sequence[Any]]:
        rows = self._connection.execution_options(yield_per=ROWS_AT_ONCE).execute(question)
        for some in rows.partitions():
            yield from some
            self._heard(self.lines)


_MOVED = select(func.count()).select_from(moved_line)
_EMPTY = literal_column("''", LargeBinary)


def _within(there: Sequence[tuple[int, int, int]], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, bytes | None]]:
    """Yield the seal and the hash of each line that is sealed; both come by number."""
    coming = iter(there)
    first, last, n = next(coming, (0, 0, 0))
    for seq, hash_ in rows:
        while n and seq > last:
            first, last, n = next(coming, (0, 0, 0))
        if n and first <= seq:
            yield n, hash_


def _seals(connection: Connection, after: int) -> tuple[Anchor, ...]:
    rows = connection.execute(select(*_SEAL).where(_seal.n > after).order_by(_seal.n)).mappings()
    return tuple(Anchor(**row) for row in rows)


def _sealed_in_file(connection: Connection, now: datetime, every: timedelta) -> Anchor | None:
    """Seal a file's new lines; one writer at a time makes ``seq`` tell which those are."""
    row = connection.execute(_LAST_SEAL).mappings().first()
    last = None if row is None else Anchor(**row)
    if last is not None and timedelta() <= now - last.at < every:
        return None
    upto = int(last.snap) if last is not None else 0
    new = connection.execute(select(_line.seq, _line.hash).where(_line.seq > upto).order_by(_line.seq))
    root, numbers = Rooting(), []
    for seq, hash_ in new:
        root.take(hash_ or NO_HASH)
        numbers.append(seq)
    if not numbers:
        return None
    n, prev = (last.n + 1, last.hash) if last else (1, NO_HASH)
    snap, lines = str(numbers[-1]), spans(numbers)
    seal = Anchor(
        n=n,
        snap=snap,
        events=root.events,
        lines=lines,
        root=root.root,
        prev=prev,
        hash=sealed(n, snap, root.events, lines, root.root, prev, now),
        at=now,
    )
    connection.execute(insert(door.audit_anchor), {column.name: getattr(seal, column.name) for column in _SEAL})
    return seal
