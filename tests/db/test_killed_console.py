"""A console that is killed anywhere on the send path: the next one has done every order once, or shows it to be looked at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from console.clocks import SystemClock
from console.desk import Desk
from console.kept import End, Stand
from console.orders import Accept
from console.ports import Store
from db.engine import open_store
from tests.builders import NOON, a_crew, a_region_tree
from tests.db.conftest import DATABASES
from tests.db.forking import CONTEXT, all_with
from tests.db.killed_console import BEATEN, BY, FIRST, ORDERS, OTHER, SECOND, THIRD, take_in, work
from tests.db.postgres_server import Server

KILLED = -9
PATIENCE_S = 60.0
OF_DATABASE = (
    "before the transaction",
    "within the transaction",
    "key asked for",
    "before the lines are written",
    "after the lines are written",
    "before the commit",
    "after the commit",
    "after the transaction",
)
KEPT = ("before keep", "within keep", "after keep")
STRUCK_OFF = ("before strike off", "within strike off", "after strike off")
PARKED = ("before park", "within park", "after park")
POINTS = {
    "online": (*KEPT, *OF_DATABASE, *STRUCK_OFF),
    "held": KEPT,
    "taken back": STRUCK_OFF,
    "refused": ("before strike off", "after strike off"),
    "answer lost": ("after the commit",),
    "asked again": ("key asked for", "after the transaction", "before strike off"),
    "queued": ("no link", *KEPT),
    "sent late": ("within the transaction", "after the commit", "before strike off", *PARKED),
    "sent anew": (*KEPT, "after the commit"),
    "given up": STRUCK_OFF,
}
"""Points by what the operator is at: nearly all that a shift passes, each kind of place at least once."""
PLACES = [f"{part}: {point}" for part, points in POINTS.items() for point in points]
KEYS = {order.key for order in ORDERS}
TICKETS = (FIRST, SECOND, THIRD, BEATEN)


@dataclass(frozen=True)
class Found:
    """What the next console finds, once it has sent what it could."""

    applied: dict[UUID, int]
    stands: dict[UUID, Stand]
    ended: dict[UUID, End]


@pytest.fixture(scope="module", autouse=True)
def begun_quickly() -> Iterator[None]:
    with all_with("tests.db.killed_console"):
        yield


@pytest.fixture(scope="module")
def file_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "city.db"
    store = open_store(str(path))
    _people(store)
    store.close()
    return path


@pytest.fixture(scope="module")
def server_city(server: Server) -> str:
    server.run("CREATE DATABASE {}", "killed_console_city")
    store = open_store(server.url("killed_console_city"))
    _people(store)
    store.close()
    return "killed_console_city"


@pytest.fixture(params=DATABASES)
def city(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a city in which somebody else was first with one ticket."""
    with ExitStack() as until_then:
        if request.param == "sqlite":
            shutil.copy(request.getfixturevalue("file_city"), tmp_path / "city.db")
            yield f"sqlite:///{tmp_path / 'city.db'}"
        else:
            server: Server = request.getfixturevalue("server")
            yield until_then.enter_context(server.database(request.getfixturevalue("server_city")))


def _people(store: Store) -> None:
    store.registry().add_regions(a_region_tree())
    store.registry().add_crews([a_crew()])
    desk = Desk(store, SystemClock())
    desk.submit(take_in(101, BEATEN, OTHER)).result()
    desk.submit(Accept(by=OTHER, key=UUID(int=102), ticket=BEATEN, seen=1)).result()
    desk.close()


def _killed(city: str, folder: Path, point: str, *, on_disk: bool = True) -> int | None:
    """Let a console work until the point, and return how its process ended."""
    folder.mkdir()
    console = CONTEXT.Process(target=work, args=(city, folder, point), kwargs={"on_disk": on_disk})
    console.start()
    console.join(PATIENCE_S)
    ended: int | None = console.exitcode
    console.kill()
    console.join()
    console.close()
    return ended


def _next_console(city: str, folder: Path) -> Found:
    store = open_store(city)
    desk = Desk(store, SystemClock(), outbox=store.outbox(folder, BY.name))
    assert desk.sending is not None
    desk.sending.try_again()
    desk.close()
    outbox = store.outbox(folder, BY.name)
    lines = [entry for ticket in TICKETS for entry in store.archive().timeline(ticket)[1]]
    found = Found(
        applied={key: sum(entry.key == key and entry.part == 0 for entry in lines) for key in KEYS},
        stands={one.key: one.stand for one in outbox.all()},
        ended={line.order.key: line.how for line in outbox.ended(NOON)},
    )
    outbox.close()
    store.close()
    return found


def _told(folder: Path, what: str) -> set[UUID]:
    lines = (folder / "told").read_text("utf-8").splitlines() if (folder / "told").exists() else []
    return {UUID(line.split()[1]) for line in lines if line.startswith(f"{what} ")}


def _wrong(found: Found, folder: Path) -> list[str]:
    """Return what is wrong with what the next console found; nothing where every order is done once or can be seen."""
    kept, unwanted = _told(folder, "kept"), _told(folder, "unwanted")
    places = {key: found.applied[key] + (found.stands.get(key) is Stand.REVIEW) for key in KEYS}
    wrong = [f"{key} was kept, and is in {places[key]} places" for key in kept - unwanted if places[key] != 1]
    # Nobody was told that these are safe: they may be lost, but they are nowhere twice.
    wrong += [f"{key} is in {places[key]} places" for key in KEYS - kept if places[key] > 1]
    wrong += [f"{key} was done though it was taken back" for key in unwanted if found.applied[key]]
    gone = (key for key in unwanted if key not in found.stands and key not in found.ended)
    wrong += [f"{key} went without a line in the record" for key in gone]
    wrong += [f"{key} could be sent and was not" for key, stand in found.stands.items() if stand is Stand.QUEUED]
    return wrong


@pytest.mark.parametrize("point", PLACES)
def test_that_every_order_is_done_once_or_waits_to_be_looked_at(
    city: str, tmp_path: Path, point: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert _killed(city, tmp_path / "outbox", point) == KILLED, f"the console never came to {point}"
    found = _next_console(city, tmp_path / "outbox")
    assert _wrong(found, tmp_path / "outbox") == []


def test_that_an_outbox_that_is_only_remembered_loses_orders(file_city: Path, tmp_path: Path) -> None:
    shutil.copy(file_city, tmp_path / "city.db")
    city = f"sqlite:///{tmp_path / 'city.db'}"
    killed = _killed(city, tmp_path / "outbox", "sent late: before the transaction", on_disk=False)
    found = _next_console(city, tmp_path / "outbox")
    lost = [wrong for wrong in _wrong(found, tmp_path / "outbox") if "is in 0 places" in wrong]
    assert (killed, len(lost)) == (KILLED, 5)


def test_that_a_console_that_is_not_killed_has_done_all_that_can_be_done(city: str, tmp_path: Path) -> None:
    assert _killed(city, tmp_path / "outbox", "nowhere") == 0
    found = _next_console(city, tmp_path / "outbox")
    assert (sum(found.applied.values()), found.stands) == (7, {})


def test_that_there_are_more_than_twenty_points() -> None:
    least = 20
    assert len(set(PLACES)) >= least
