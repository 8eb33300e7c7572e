"""Bad input and bad surroundings, from the command line to the disk: told in a sentence, and nothing lost.

Each run is a process of its own, as a script or an operator starts it; the disk is made full by the limit that the
system sets on the size of a file.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from console.clocks import SystemClock
from console.domain.ticket import State, TicketId
from console.handlers import handle
from console.journal import News
from console.orders import Accept, TakeIn
from console.ports import Outage, Store
from db.engine import open_store
from tests.builders import NOON, VILLAGE, a_region_tree, an_operator
from tests.console.gateways.city_files import MAP, a_row, csv_text

HOUSE = Path(__file__).resolve().parent.parent.parent
UNUSABLE, OUT_OF_REACH = 2, 4

# The limit answers a write beyond it with "file too large", which is told as a full disk; its signal would end us.
# Python keeps byte code that was cut off there, and every later run would stumble over it.
ON_A_SMALL_DISK = """
import resource, runpy, signal, sys
sys.dont_write_bytecode = True
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""

# Begins an order, writes the ticket and its line, and is killed before the transaction ends.
KILLED_IN_AN_ORDER = """
import os, signal, sys
from console.clocks import SystemClock
from console.handlers import moves
from console.orders import Accept
from console.domain.ticket import TicketId
from db.engine import open_store
from tests.builders import an_operator

store = open_store(sys.argv[1])
with store.unit_of_work() as uow:
    moves.move(Accept(by=an_operator(), ticket=TicketId(1), seen=1), uow, SystemClock())
    os.kill(os.getpid(), signal.SIGKILL)
"""

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither such limits nor such signals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run of main.py came to; ``said`` is stderr without its lines of progress."""

    code: int
    answer: dict[str, Any]
    said: str


def run(*words: object, cwd: Path, disk_bytes: int | None = None) -> Ran:
    start = ["-c", ON_A_SMALL_DISK, str(disk_bytes)] if disk_bytes is not None else []
    ran = subprocess.run(
        [sys.executable, *start, str(HOUSE / "main.py"), *map(str, words)],
        cwd=cwd, env=os.environ | {"PYTHONPATH": str(HOUSE)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr, ran.stderr
    said = [line for line in ran.stderr.splitlines() if "%, " not in line]
    return Ran(code=ran.returncode, answer=json.loads(ran.stdout or "{}"), said="\n".join(said))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with regions, made once."""
    file = tmp_path_factory.mktemp("made") / "city.db"
    with closing(open_store(str(file))) as store:
        store.registry().add_regions(a_region_tree())
    return file


@pytest.fixture
def desk(tmp_path: Path, made: Path) -> Path:
    """A folder with that database, a map, and a file of 2,000 tickets."""
    shutil.copy(made, tmp_path / "city.db")
    (tmp_path / "map.toml").write_text(MAP, "utf-8")
    (tmp_path / "tickets.csv").write_text(csv_text(*(a_row(f"A-{number}") for number in range(2000))), "utf-8")
    return tmp_path


def take_in(desk: Path, **how: Any) -> Ran:
    return run("import", "tickets", "tickets.csv", "--map", "map.toml", "--db", "city.db", cwd=desk, **how)


def halves(file: Path) -> tuple[str, int, int]:
    """Return the database's own check, its tickets whose journal does not lead to them, and its lines without one."""
    with closing(sqlite3.connect(file)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        unled = connection.execute(
            "SELECT count(*) FROM ticket WHERE version IS NOT (SELECT max(version) FROM journal WHERE ticket = ticket.id)"
        ).fetchone()[0]
        lone = connection.execute(
            "SELECT count(*) FROM journal WHERE ticket IS NOT NULL AND ticket NOT IN (SELECT id FROM ticket)"
        ).fetchone()[0]
    return sound, unled, lone


WHOLE = ("ok", 0, 0)
SMALL_BYTES = 36_000
"""Enough for what SQLite shares between processes while it reads, 32 KiB, and for nothing more."""
ENDLESS_BYTES = 300_000_000
# Tells on stderr, last of all, the most memory in kB that the program ever held.
TELL_PEAK = """
import re, runpy, sys
from pathlib import Path
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1], file=sys.stderr)
"""


def test_that_a_file_cut_off_keeps_what_came_before_and_the_whole_file_brings_the_rest(desk: Path) -> None:
    whole = (desk / "tickets.csv").read_bytes()
    (desk / "tickets.csv").write_bytes(whole[: len(whole) // 2])
    first = take_in(desk)
    (desk / "tickets.csv").write_bytes(whole)
    second = take_in(desk)

    assert (first.code, "is cut off" in first.said) == (UNUSABLE, True)
    assert (first.answer["taken_in"] + second.answer["taken_in"], second.answer["already_there"]) == (
        2000,
        first.answer["taken_in"],
    )


def test_that_a_file_in_another_encoding_is_told_with_what_to_do(desk: Path) -> None:
    (desk / "tickets.csv").write_bytes("编号,状态\n".encode("gb18030"))
    ran = take_in(desk)
    assert (ran.code, 'encoding = "gb18030"' in ran.said) == (UNUSABLE, True)


@on_posix
def test_that_a_line_without_an_end_does_not_fill_the_memory(desk: Path) -> None:
    with (desk / "tickets.csv").open("r+b") as file:
        file.seek(ENDLESS_BYTES, os.SEEK_END)
        file.write(b"\n")
    words = ["import", "tickets", "tickets.csv", "--map", "map.toml", "--db", "city.db"]
    with (desk / "answer.json").open("wb") as out:
        ran = subprocess.run(
            [sys.executable, "-c", TELL_PEAK, str(HOUSE / "main.py"), *words],
            cwd=desk, env=os.environ | {"PYTHONPATH": str(HOUSE)}, stdout=out, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    peak_kb = int(ran.stderr.split()[-1])
    answer = json.loads((desk / "answer.json").read_text("utf-8"))

    assert (answer["taken_in"], [refused["row"] for refused in answer["refused"]]) == (2000, [2002])
    assert peak_kb * 1024 < ENDLESS_BYTES


@on_posix
def test_that_a_full_disk_on_the_way_in_keeps_what_was_told_as_taken_in(desk: Path) -> None:
    ran = take_in(desk, disk_bytes=2_400_000)
    told = ran.answer["taken_in"]
    sound = halves(desk / "city.db")
    again = take_in(desk)

    assert (ran.code, 0 < told < 2000, sound) == (OUT_OF_REACH, True, WHOLE)
    assert (again.answer["already_there"], again.answer["taken_in"]) == (told, 2000 - told)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, made: Path) -> Path:
    """A database whose log of today is longer than SMALL_BYTES, made once."""
    file = Path(shutil.copy(made, tmp_path_factory.mktemp("filled")))
    with closing(open_store(str(file))) as store:
        for number in range(1, 300):
            give(store, an_intake(number))
    return file


@on_posix
@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_that_a_full_disk_at_export_leaves_the_older_file(filled: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / f"log.{form}").write_text("older", "utf-8")
    log = ("export", "log", "--day", SystemClock().now().date(), "--zone", "UTC", "--format", form)
    ran = run(*log, "--out", f"log.{form}", "--db", filled, cwd=tmp_path, disk_bytes=SMALL_BYTES)

    assert (ran.code, "The disk is full" in ran.said) == (UNUSABLE, True)
    assert [(left.name, left.read_text("utf-8")) for left in tmp_path.iterdir()] == [(f"log.{form}", "older")]


def test_that_nothing_is_read_out_of_a_database_that_is_not_there(tmp_path: Path) -> None:
    ran = run("export", "tickets", "--format", "csv", "--out", "all.csv", "--db", "typo.db", cwd=tmp_path)

    assert (ran.code, "There is no database" in ran.said) == (OUT_OF_REACH, True)
    assert not list(tmp_path.iterdir())


def test_that_a_database_of_a_newer_program_is_told_and_left_alone(desk: Path) -> None:
    with closing(sqlite3.connect(desk / "city.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = (desk / "city.db").read_bytes()
    ran = run("console", "--db", "city.db", cwd=desk)

    assert (ran.code, "made by a newer GridDesk" in ran.said) == (OUT_OF_REACH, True)
    assert (desk / "city.db").read_bytes() == before


def test_that_two_imports_at_once_take_everything_in_once(desk: Path) -> None:
    words = ["import", "tickets", "tickets.csv", "--map", "map.toml", "--db", "city.db"]
    both = [
        subprocess.Popen(
            [sys.executable, str(HOUSE / "main.py"), *words],
            cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    answers = [json.loads(one.communicate()[0]) for one in both]

    assert sum(answer["taken_in"] for answer in answers) == 2000
    assert halves(desk / "city.db") == WHOLE


@on_posix
def test_that_an_import_that_is_killed_leaves_no_half_ticket(desk: Path) -> None:
    words = ["import", "tickets", "tickets.csv", "--map", "map.toml", "--db", "city.db"]
    with subprocess.Popen(
        [sys.executable, "-u", str(HOUSE / "main.py"), *words],
        cwd=desk,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as one:
        assert one.stderr is not None
        one.stderr.readline()  # The first line of progress comes with the first batch.
        one.kill()
    sound = halves(desk / "city.db")
    again = take_in(desk)

    assert sound == WHOLE
    assert again.answer["already_there"] + again.answer["taken_in"] == 2000


# What follows happens to a desk that is at work.


def an_intake(number: int) -> TakeIn:
    return TakeIn(
        by=an_operator(),
        id=TicketId(number),
        category="2101",
        title=f"窨井盖损坏 {number}",
        source="public",
        reported_at=NOON,
    )


@pytest.fixture
def file(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "city.db"))


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with closing(open_store(str(file))) as store:
        yield store


def give(store: Store, order: TakeIn | Accept) -> News:
    with store.unit_of_work() as uow:
        return handle(order, uow, SystemClock())


@on_posix
def test_that_an_order_that_is_killed_half_way_has_not_happened(file: Path, store: Store) -> None:
    give(store, an_intake(1))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_IN_AN_ORDER, str(file)],
        cwd=HOUSE, env=os.environ | {"PYTHONPATH": str(HOUSE)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    sound = halves(file)
    news = give(store, Accept(by=an_operator(), ticket=TicketId(1), seen=1))

    assert (killed.returncode, sound) == (-signal.SIGKILL, WHOLE)
    assert (news.tickets[0].version, news.tickets[0].state) == (2, State.ACCEPTED)


@on_posix
def test_that_an_order_on_a_full_disk_goes_through_when_there_is_room(file: Path, store: Store) -> None:
    import resource

    order = an_intake(1)
    store.archive().counts()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        with pytest.raises(Outage):
            give(store, order)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)

    assert give(store, order).tickets[0].id == order.id
    assert halves(file) == WHOLE


@on_posix
def test_that_no_order_goes_into_a_file_that_was_taken_away(file: Path, store: Store) -> None:
    order = an_intake(1)
    away = file.rename(file.with_name("away.db"))
    with pytest.raises(Outage, match="put it back"):
        give(store, order)
    made_anew = file.exists()
    away.rename(file)

    assert not made_anew
    assert give(store, order).tickets[0].id == order.id


@on_posix
def test_that_a_desk_works_on_with_a_copy_that_was_put_back(file: Path, store: Store) -> None:
    give(store, an_intake(1))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(file.with_name("copy.db")),))
    for part in ("-wal", "-shm"):
        file.with_name(file.name + part).unlink(missing_ok=True)
    file.with_name("copy.db").replace(file)
    with pytest.raises(Outage, match="exchanged"):
        give(store, an_intake(2))
    give(store, an_intake(2))

    with closing(open_store(str(file))) as fresh:
        assert fresh.archive().counts()["ticket"] == 2


def test_that_a_locked_database_is_told_in_a_sentence(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.connecting.BUSY_S", 0.1)
    with closing(open_store(str(file))) as store, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Outage, match="another program has kept"):
            give(store, an_intake(1))
        other.execute("ROLLBACK")
        assert give(store, an_intake(1)).tickets[0].centre == VILLAGE
