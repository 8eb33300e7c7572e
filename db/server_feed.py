"""The feed on a PostgreSQL server: the difference of two snapshots, a doorbell, and a primary only."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from operator import itemgetter
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import (
    ARRAY,
    Boolean,
    Engine,
    Select,
    Text,
    TextClause,
    any_,
    bindparam,
    cast,
    func,
    select,
    text,
    union_all,
)

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.journal import News
from console.outages import ServerOutage
from console.ports import Mark
from db import tables
from db.columns import SnapshotText, TransactionNumber
from db.deadlines import Call
from db.feed import MOST_LINES, SqlFeed, fixes_asked, is_over, parts_of
from db.feed_pace import Pace
from db.ready_question import ReadyQuestion
from db.server_failures import on_the_way
from db.writing import doorbell

_IS_STANDBY = "SELECT pg_is_in_recovery()"
_SERVER = "SELECT system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system()"
"""Which server it is, and on which timeline. Asked once a connection, on which neither can change: a timeline begins when a
standby takes over, and no standby is followed; what was the primary is started anew before it is anything else."""

_NOW = text(
    "SELECT (SELECT coalesce(max(version), 0) FROM rulebook),"
    " CAST(date_part('epoch', clock_timestamp()) AS bigint), CAST(pg_current_snapshot() AS text)"
)

_SEEN = cast(bindparam("seen", type_=Text), SnapshotText())
_UNSEEN = (
    cast(bindparam("first_unseen", type_=Text), TransactionNumber()),
    cast(bindparam("in_progress", type_=Text), ARRAY(TransactionNumber())),
)
_UNSEEN_FIXES = (
    select(tables.fix).where(tables.fix.c.written >= _UNSEEN[0]),
    select(tables.fix).where(tables.fix.c.written == any_(_UNSEEN[1])),
)
"""What began after a snapshot, and what was in progress. Two questions, each by the index; of one with OR the planner would
only know that it is there somewhere."""

_NEWS = text(
    "SELECT * FROM news(:centre, CAST(:first_unseen AS xid8), CAST(:in_progress AS xid8[]), CAST(:most AS integer))"
)
_ABOUT_NOW, _MOVED, _SEQ = slice(3), 3, 4
"""What it answers: the version of the rules, the hour, the snapshot; whether a crew has moved; and a line, its number first."""

MOST_AT_ONCE = 500
"""Lines that a poll brings within its deadline; who is further behind asks again, and may wait longer for the answer."""

JUST_NOW_S = 5
"""Who heard the news so lately lacks little: that the link died is then told as soon as at any other question."""


class ServerFeed(SqlFeed):
    """PostgreSQL's numbers become visible out of order, so the mark is a snapshot, and the feed is a difference.

    The mark also names the server and its timeline: after a change of either, transactions may have been lost.
    A standby cannot be followed, because its snapshots leave out what is in progress; asking it is an Outage.

    A poll is one question: a desk that is woken costs the server, and itself, more than what it then reads. Which lines may
    concern a centre they tell themselves: looking at the ticket of every line of a city would cost each poll of each desk
    more than all else. The connection never goes back to the pool, since it listens to the doorbell and plans in its own
    way.
    """

    def __init__(self, engine: Engine, centre: RegionCode) -> None:
        super().__init__(engine, centre)
        self._link: Any = None
        self._cursor: Any = None
        self._server = ""
        self._line: int | None = None
        self._rung = False
        self._pace = Pace()
        self._waiter, self._waker = socket.socketpair()
        self._waker.setblocking(False)
        self._ears = selectors.DefaultSelector()
        self._ears.register(self._waiter, selectors.EVENT_READ)
        fixes = union_all(*_UNSEEN_FIXES).subquery("fix")
        seen_at = partial(func.pg_visible_in_snapshot, type_=Boolean)
        questions: dict[str, Select[Any] | TextClause] = {
            "now": _NOW,
            "news": _NEWS.bindparams(centre=centre),
            "fixes": fixes_asked(fixes).where(seen_at(fixes.c.written, _SEEN)),
        }
        self._questions = {name: ReadyQuestion(question, engine.dialect) for name, question in questions.items()}

    def wait(self, seconds: float) -> None:
        """Wait until the time is over, the doorbell rings, the link is seen to be lost, or somebody wakes it.

        Not at all where it rang during the question before, which may have been too early for what it rang for. While the
        whole city writes as in a storm, the wait is longer than asked for.
        """
        if self._rung:
            self._rung = False
            return
        ready = {key.fileobj for key, _ in self._ears.select(self._pace.rest_s(seconds))}
        if self._waiter in ready:
            self._waiter.recv(4096)
        if self._link is not None and self._line in ready:
            # What rang is taken off the line here, where it is known to be older than the question that follows.
            with suppress(psycopg.Error):
                self._link.pgconn.consume_input()
                while self._link.pgconn.notifies() is not None:
                    pass

    def wake(self) -> None:
        """End a wait, the next one where nobody waits; any thread."""
        with suppress(OSError):
            self._waker.send(b"!")

    def mark(self) -> Mark:
        """Return a mark of now.

        Raises:
            Outage: the server is a standby, or out of reach.
        """
        return self._mark_of(self._ask("now", Call.PROBE)[0])

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        """Return the news of transactions that the mark's snapshot did not see, and the new mark's does."""
        server, rules, at_s, snapshot = parts_of(mark, "server", 4)
        _xmin, first_unseen, in_progress = snapshot.split(":")
        unseen = {"first_unseen": first_unseen, "in_progress": f"{{{in_progress}}}"}
        rows = self._ask("news", Call.PROBE, **unseen, most=MOST_AT_ONCE + 1)
        if len(rows) > MOST_AT_ONCE:
            rows = self._ask("news", Call.NEWS, **unseen, most=MOST_LINES + 1)
        # Who has no seat is told nothing, and what the rules are by the policies alone.
        now = rows[0] if rows else self._ask("now", Call.PROBE)[0]
        now_rules, now_s, seen = now[_ABOUT_NOW]
        if (self._server, str(now_rules)) != (server, rules) or is_over(at_s, now_s):
            raise Refused("feed.mark_too_old")
        news = self._told([row[_SEQ + 1 :] for row in sorted(rows, key=itemgetter(_SEQ)) if row[_SEQ] is not None])
        if rows and rows[0][_MOVED]:
            call = Call.PROBE if now_s - int(at_s) <= JUST_NOW_S else Call.NEWS
            news += self._moved(self._ask("fixes", call, **unseen, seen=seen))
        self._pace.answered(int(seen.split(":")[1]), monotonic())
        return self._mark_of(now), news

    def close(self) -> None:
        self._drop()
        self._ears.close()
        self._waiter.close()
        self._waker.close()

    def _ask(self, name: str, call: Call, **facts: str | int) -> Sequence[Sequence[Any]]:
        try:
            if self._link is None:
                self._connect()
            self._link.deadline_s = call.value
            return self._questions[name].ask(self._cursor, facts)
        except BaseException as error:
            self._drop()
            outage = on_the_way(error)
            if outage is None:
                raise
            raise outage from error

    def _connect(self) -> None:
        opened = self._engine.raw_connection()
        opened.detach()
        self._link = opened.dbapi_connection
        self._link.autocommit = True
        # One for all questions: it keeps what it needs for reading the kinds of columns that there are.
        self._cursor = self._link.cursor(binary=True)
        if self._link.execute(_IS_STANDBY).fetchone()[0]:
            raise ServerOutage("server.standby", server=self._engine.url.host)
        self._server = self._link.execute(_SERVER).fetchone()[0]
        self._link.execute(f"LISTEN {doorbell(self._centre)}")
        for setting in OWN_SETTINGS:
            self._link.execute(setting)
        self._link.add_notify_handler(self._on_rung)
        self._line = self._link.fileno()
        self._ears.register(self._link.fileno(), selectors.EVENT_READ)

    def _mark_of(self, facts: Sequence[Any]) -> Mark:
        """Return the mark of the rules, the hour and the snapshot that were answered."""
        return Mark(" ".join(map(str, ("server", self._server, *facts[_ABOUT_NOW]))))

    def _on_rung(self, _notification: object) -> None:
        self._rung = True

    def _drop(self) -> None:
        """Give up the connection; the next question makes another. What was detached is closed by nobody else."""
        if self._line is not None:
            self._ears.unregister(self._line)
            self._line = None
        if self._link is not None:
            self._link.close()
            self._link = None


OWN_SETTINGS = (
    # Moments come as the console has them.
    "SET timezone = 'UTC'",
    # A poll is planned once: planned anew four times a second at every desk, that would cost more than the answer.
    "SET plan_cache_mode = force_generic_plan",
    # Of a plan that must fit every mark the planner thinks that it brings a third of the journal.
    "SET enable_seqscan = off",
    "SET enable_hashjoin = off",
    "SET enable_mergejoin = off",
    # Nor are a few lines worth other processes or a compiler.
    "SET max_parallel_workers_per_gather = 0",
    "SET jit = off",
)
