"""``db archive``: moves what ended before a month out of the database, and tells what lies where."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine, func, select, text

from console.clocks import SystemClock
from console.commands.answering import Answer, BrokenOff
from console.commands.standing import for_rules, tops
from console.domain.errors import Refused
from console.domain.shift import Operator
from console.ports import Outage, Store
from console.settings import Database, data_folder
from console.witness import Witness
from db.deadlines import Call
from db.engine import SqlStore
from db.migrate import HEAD
from db.moving.choosing import Choice, begin_of, choose, lines_of
from db.moving.moving import Done, Mover

EVERY = 100_000
"""So many verified lines lie between two words about how far it is."""
NEVER_TOLD = 0

_ME = text("SELECT session_user")


def run(command: Database, store: Store) -> Answer:
    """Return which files were written, and how many tickets stay and why; with ``dry_run``, what would be done.

    Raises:
        Refused: ``archive.not_over``, a month that is not over; ``server.not_owner`` or ``archive.not_governed``, whoever
            gives the command may not. Nothing was changed.
        BrokenOff: it came to an end before its time; with what was moved till then. The next run goes on from there.
        Outage: the database is out of reach; nothing was changed.
    """
    if not isinstance(store, SqlStore) or command.before is None or (command.archive is None and not command.dry_run):
        raise TypeError("db archive needs a database, a month and a folder")
    clock, zone = SystemClock(), command.settings.zone
    by, before = _hand(command, store), begin_of(command.before, zone)
    if before > clock.now():
        raise Refused("archive.not_over", month=f"{command.before:%Y-%m}")
    told: Answer = {"before": f"{command.before:%Y-%m}", "zone": zone.key}
    if command.archive is None or command.dry_run:
        choice = _chosen(store.engine, command, before)
        return {**told, "dry_run": True, **_planned(store.engine, choice), "held_back": dict(choice.held)}
    folder = _folder(command.archive)
    seal, began_s = _sealed(command, store, clock.now()), perf_counter()
    mover = Mover(store.engine, folder, zone, by, schema=HEAD, heard=_heard)
    moved: list[Done] = []
    try:
        for file in mover.unfinished():
            moved += filter(None, (mover.finish(file, seal, clock.now()),))
        choice = _chosen(store.engine, command, before)
        for month, families in choice.months.items():
            moved += filter(None, (_month(mover, month, families, before, seal),))
    except (Refused, Outage) as why:
        raise BrokenOff(why, {**told, **_told(folder, seal, moved, began_s), "whole": False}) from why
    return {**told, **_told(folder, seal, moved, began_s), "held_back": dict(choice.held), "whole": True}


def _month(mover: Mover, month: str, families: Sequence[tuple[int, ...]], before: datetime, seal: int) -> Done | None:
    file = mover.begin(month)
    try:
        mover.choose(file, families, before)
        return mover.finish(file, seal, SystemClock().now())
    except Refused as why:
        # What could not be written is everybody's again; what was written goes on leaving the next time.
        if why.code != "archive.another_runs":
            mover.release(file)
        raise


def _hand(command: Database, store: SqlStore) -> Operator:
    """Return whose hand it is: a server's owner, and on a file whoever may set the rules of the whole database."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            name = connection.execute(_ME).scalar_one()
            if not connection.execute(select(func.desk_is_owner())).scalar_one():
                raise Refused("server.not_owner", name=name)
            return Operator(name=name, centre=tops(store)[0], desk=socket.gethostname())
    try:
        return for_rules(command.settings, store).at(tops(store)[0])
    except Refused as why:
        if why.code != "rules.not_governed":
            raise
        raise Refused("archive.not_governed", **why.facts) from why


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise Refused("file.not_writable", path=str(folder), why=wrong.strerror or str(wrong)) from wrong
    return folder


def _sealed(command: Database, store: Store, now: datetime) -> int:
    """Seal every line there is, look whether all of them are as they were written, and return the number of the seal.

    Raises:
        Refused: ``journal.broken``; nothing leaves a database that is not whole.
    """
    auditor, told = store.auditor(), NEVER_TOLD
    auditor.anchor(now, timedelta())

    def heard(lines: int) -> None:
        nonlocal told
        if lines >= told + EVERY:
            told = lines
            sys.stderr.write(f"{lines} lines verified\n")

    verdict = auditor.verify(Witness(data_folder(), command.settings.db or "").seen(), heard)
    if verdict.findings:
        raise Refused("journal.broken", count=len(verdict.findings))
    return max((seal.n for seal in auditor.anchors()), default=0)


def _chosen(engine: Engine, command: Database, before: datetime) -> Choice:
    with engine.execution_options(call=Call.SCHEMA).connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        return choose(connection, before, command.settings.zone, is_plan=command.dry_run)


def _planned(engine: Engine, choice: Choice) -> Mapping[str, object]:
    with engine.execution_options(call=Call.SCHEMA).connect() as connection:
        return {
            "months": {
                month: {"tickets": sum(map(len, families)), "lines": lines_of(connection, families)}
                for month, families in choice.months.items()
            }
        }


def _told(folder: Path, seal: int, moved: Sequence[Done], began_s: float) -> Mapping[str, object]:
    lines, seconds = sum(one.lines for one in moved), perf_counter() - began_s
    return {
        "folder": str(folder),
        "seal": seal,
        "files": [asdict(one) for one in moved],
        "tickets": sum(one.tickets for one in moved),
        "lines": lines,
        "callers": "masked",
        "lines_per_s": round(lines / seconds) if lines else 0,
    }


def _heard(file: str, left: int) -> None:
    sys.stderr.write(f"{file}: {left} tickets moved\n")
