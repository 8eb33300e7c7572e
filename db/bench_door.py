"""Measures the door: lines that the server applies itself, beside a read and a compare-and-set UPDATE in the same run.

Both are driven by the server's own pgbench, each client on tickets of its own, so that what is compared is the server's
work. Ratios hold where milliseconds do not: rounds of both follow one another, and the median of their ratios is told.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import process_time, sleep
from uuid import uuid4

import psycopg

from console.domain.grid import Region, RegionCode, Tier
from console.domain.shift import SEAT_ROLES
from console.domain.ticket import Priority, State, Ticket, TicketId
from console.journal import Entry, Kind
from db.administration import Server
from db.engine import open_store
from db.local_server import OWNER, SETTINGS, LocalServer, binaries, running_server

DATABASE, DESK = "griddesk", "bench"
DISTRICT, TOWNSHIP, VILLAGE = RegionCode("320801"), RegionCode("320801001"), RegionCode("320801001001")
FEW, MANY = 4, 32
EACH = 60
"""So many tickets each client goes through in turn."""
SECONDS, ROUNDS = 10, 3
AT_ONCE = 960

BEGIN = """\\set id :first + :client_id * {each} + :n % {each} + 1
\\set version :n / {each} + 2
\\set n :n + 1
"""
DOOR = (
    BEGIN
    + """\\if :version % 2 = 0
INSERT INTO journal (key, part, kind, ticket, version, at, "by", desk, centre, to_state, reason, detail, changes)
VALUES (gen_random_uuid(), 0, 'accepted', :id, :version, now(), '{desk}', 'desk-1', '{centre}', 'accepted', '', '', {changes});
\\else
INSERT INTO journal (key, part, kind, ticket, version, at, "by", desk, centre, to_state, reason, detail, changes)
VALUES (gen_random_uuid(), 0, 'declined', :id, :version, now(), '{desk}', 'desk-1', '{centre}', 'reported', 'bench', '', {changes});
\\endif
"""
)
CHANGES = """json_build_object('stage_since', now(), 'warn_at', now() + interval '480 s', 'clocks', json_build_object('running',
  json_build_object('kind', 'accept', 'unit', 'urgent_hour', 'limit_s', 600.0, 'since', now(), 'began', now(), 'calendar', 'bench')))::text"""
PLAIN = (
    BEGIN
    + """BEGIN;
SELECT * FROM ticket WHERE id = :id;
UPDATE ticket SET version = :version, state = CASE state WHEN 'reported' THEN 'accepted' ELSE 'reported' END, stage_since = now(),
  changed_at = now(), warn_at = now() + interval '480 s', clocks = {changes} WHERE id = :id AND version = :version::integer - 1;
END;
"""
)


@dataclass(frozen=True, slots=True)
class Round:
    """What a server did in one round: transactions a second, and its processor time each, in milliseconds."""

    tps: float
    cpu_ms: float


def measure() -> Mapping[str, object]:
    """Return how the door compares with a plain update, at few clients and at many."""
    with running_server({**SETTINGS, "autovacuum": "off"}) as local:
        _furnish(local)
        verified = _verified(local)
        few = [_pair(local, FEW, number) for number in range(ROUNDS)]
        many = [_pair(local, MANY, ROUNDS + number) for number in range(ROUNDS)]
    scale = [lines.tps / fewer.tps for (lines, _), (fewer, _) in zip(many, few, strict=True)]
    return {
        **_told(few, FEW),
        **_told(many, MANY),
        f"door_{MANY}_to_{FEW}": round(median(scale), 2),
        **verified,
    }


def _verified(local: LocalServer) -> dict[str, object]:
    """Follow every chain, of which each has one line: more lines a chain are quicker.

    By the processor's time, here and at the server: whoever shares the machine takes none of that.
    """
    store = open_store(local.url(DATABASE))
    began_s, server_s = process_time(), local.cpu_s() or 0.0
    verdict = store.auditor().verify()
    took_s = process_time() - began_s + (local.cpu_s() or 0.0) - server_s
    store.close()
    return {"verify_lines_per_cpu_s": round(verdict.lines / took_s), "whole": not verdict.findings}


def _told(pairs: list[tuple[Round, Round]], clients: int) -> dict[str, object]:
    return {
        f"door_tps_{clients}": round(median(lines.tps for lines, _ in pairs)),
        f"update_tps_{clients}": round(median(plain.tps for _, plain in pairs)),
        f"tps_ratio_{clients}": round(median(lines.tps / plain.tps for lines, plain in pairs), 2),
        f"cpu_ratio_{clients}": round(median(lines.cpu_ms / plain.cpu_ms for lines, plain in pairs), 2),
        f"door_cpu_ms_{clients}": round(median(lines.cpu_ms for lines, _ in pairs), 3),
    }


def _pair(local: LocalServer, clients: int, number: int) -> tuple[Round, Round]:
    """Drive the door, then the plain update, each on tickets that nobody has touched."""
    first = number * 2 * MANY * EACH
    facts = {"each": EACH, "desk": DESK, "centre": VILLAGE, "changes": CHANGES}
    return (
        _driven(local, DOOR.format(**facts), DESK, clients, first),
        _driven(local, PLAIN.format(**facts), OWNER, clients, first + MANY * EACH),
    )


def _driven(local: LocalServer, script: str, role: str, clients: int, first: int) -> Round:
    path = local.folder / "bench.sql"
    path.write_text(script, "utf-8")
    began_s = local.cpu_s() or 0.0
    done = subprocess.run(
        [
            str(binaries() / "pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(SECONDS), "-f", str(path),
            "-D", "n=0", "-D", f"first={first}", "-h", "127.0.0.1", "-p", str(local.port), "-U", role, DATABASE,
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    _wait_for_the_end(local)
    cpu_s = (local.cpu_s() or 0.0) - began_s
    count = int(_number(done.stdout, r"transactions actually processed: (\d+)"))
    return Round(tps=_number(done.stdout, r"tps = ([\d.]+)"), cpu_ms=cpu_s * 1000 / count)


def _wait_for_the_end(local: LocalServer) -> None:
    """Return when pgbench's connections are gone: only then does the server know what they have cost."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    with psycopg.connect(local.url(), autocommit=True) as link:
        while link.execute(others).fetchone() != (0,):
            sleep(0.02)


def _number(told: str, words: str) -> float:
    found = re.search(words, told)
    if found is None:
        raise ValueError(f"pgbench told something else: {told}")
    return float(found[1])


def _furnish(local: LocalServer) -> None:
    server = Server(local.url(DATABASE))
    server.create()
    store = open_store(local.url(DATABASE))
    line = (
        (RegionCode("3208"), Tier.CITY),
        (DISTRICT, Tier.DISTRICT),
        (TOWNSHIP, Tier.TOWNSHIP),
        (VILLAGE, Tier.VILLAGE),
    )
    tree = [
        Region(code=code, name=code, tier=tier, parent=line[place - 1][0] if place else None)
        for place, (code, tier) in enumerate(line)
    ]
    store.registry().add_regions(tree)
    server.grant(DESK, VILLAGE, SEAT_ROLES, None)
    with psycopg.connect(local.url(DATABASE)) as owner:
        # One role plays many desks here, and a desk keeps few connections.
        owner.execute(f"ALTER ROLE {DESK} CONNECTION LIMIT {2 * MANY}")
    for begin in range(0, 4 * ROUNDS * MANY * EACH, AT_ONCE):
        store.registry().add_past([_taken_in(begin + number) for number in range(1, AT_ONCE + 1)])
    store.close()
    server.close()
    with psycopg.connect(local.url(DATABASE), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def _taken_in(number: int) -> tuple[Ticket, tuple[Entry, ...]]:
    at = datetime.now(UTC)
    ticket = Ticket(
        id=TicketId(number),
        number=f"B{number:07}",
        version=1,
        state=State.REPORTED,
        priority=Priority.P3,
        category="0101",
        title="Bench",
        source="patrol",
        centre=VILLAGE,
        tier=Tier.VILLAGE,
        reported_at=at,
        stage_since=at,
        changed_at=at,
        area=VILLAGE,
    )
    entry = Entry(
        key=uuid4(),
        kind=Kind.TAKEN_IN,
        ticket=ticket.id,
        version=1,
        at=at,
        by=DESK,
        desk="desk-1",
        centre=VILLAGE,
        to_state=State.REPORTED,
    )
    return ticket, (entry,)
