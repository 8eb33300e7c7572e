"""The simulated hall: every desk ends with the database's own picture, whatever broke on the way; and its figures are true."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from console.commands.answering import BrokenOff
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier
from console.settings import Bench, Settings
from db.engine import open_store
from db.hall import bench, polling
from db.hall.breaks import outages_within
from db.hall.figures import WRONG, figures
from db.hall.line import Line
from db.hall.plan import Acknowledged, Commit, Outages, Plan, Seen, Told, places
from db.hall.polling import Load
from db.hall.reckoning import Reckoning
from db.hall.run import measure
from tests.builders import a_region_tree

PATIENCE_S = 20.0
SETTINGS = Settings(db=None, centre=None, operator="", lang="en", theme="night", zone=ZoneInfo("UTC"))


@pytest.mark.timeout(240)
def test_that_desks_on_one_file_end_with_its_picture(tmp_path: Path) -> None:
    found = measure(Plan(desks=6, rate=12.0, seconds=3.0), f"sqlite:///{(tmp_path / 'hall.db').as_posix()}")
    assert (found["agree"], found["refused"]) == (True, {})
    assert found["heard"]


@pytest.mark.postgres
@pytest.mark.timeout(240)
def test_that_desks_agree_though_the_server_was_killed_and_half_of_them_were_cut_off() -> None:
    outages = Outages(cut_at_s=1.0, cut_s=2.0, kill_at_s=4.0, down_s=0.5)
    found = measure(Plan(desks=8, rate=12.0, seconds=6.0, outages=outages), None)
    assert (found["agree"], [found[name] for name in WRONG]) == (True, [[], 0, 0, 0, 0, 0, 0, 0])
    assert found["sent_again"], "nothing was in the way of the outages"


def test_that_a_hall_writes_into_no_city_but_the_demo_one(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'hall.db').as_posix()}"
    store = open_store(url)
    store.registry().add_regions(a_region_tree())
    store.close()
    with pytest.raises(Refused) as refused:
        measure(Plan(desks=1, seconds=1.0), url)
    assert refused.value.code == "hall.other_city"


def test_that_outages_lie_within_the_time_and_apart() -> None:
    for seconds in (6.0, 60.0, 300.0):
        one = outages_within(seconds)
        assert 0 < one.cut_at_s < one.cut_at_s + one.cut_s < one.kill_at_s < one.kill_at_s + one.down_s < seconds


def a_region(code: str, tier: Tier) -> Region:
    return Region(code=RegionCode(code), name=code, tier=tier, parent=None)


def test_that_each_step_of_a_ticket_is_one_desks_at_its_centre() -> None:
    centres = [a_region("32", Tier.CITY), a_region("3201", Tier.DISTRICT), a_region("3202", Tier.DISTRICT)]
    seats = places(Plan(desks=20), centres)
    at_one = [seat for seat in seats if seat.centre == "3201"]
    assert len(seats) == 20
    assert {seat.centre for seat in seats} == {"32", "3201", "3202"}
    assert [sum(seat.is_mine(7, version) for seat in at_one) for version in range(9)] == [1] * 9


def told(commits: list[Commit], seen: list[Seen], **more: object) -> Told:
    facts = {"refused": {}, "failed": 0, "unanswered": 0, "done": (), "differ": (), "missed": 0, "repeated": 0}
    facts |= {"reloads": 0, "cpu_s": 1.0}
    return Told(commits=tuple(commits), seen={"hall-1": tuple(seen)}, **{**facts, **more})  # type: ignore[arg-type]


def figures_of(*each: Told, **wrong: int) -> dict[str, object]:
    reckoning = Reckoning(**{"lost": 0, "uneven": 0, "unasked": 0, "faults": 0, **wrong})
    return dict(figures(Plan(desks=2), each, reckoning, took_s=10.0, server_cpu_s=5.0))


def test_that_a_board_that_heard_two_commits_at_once_waited_for_both() -> None:
    commits = [Commit(1, 2, 10.0, False), Commit(1, 3, 10.2, False)]
    found = figures_of(told(commits, [Seen(1, 1, 3, 10.3)]))
    assert (found["heard"], found["commit_to_board_p50_ms"], found["commit_to_board_max_ms"]) == (2, 300, 300)


def test_that_a_board_that_knew_nothing_of_a_ticket_waited_for_the_last_commit_only() -> None:
    commits = [Commit(1, 2, 10.0, False), Commit(1, 3, 10.2, True)]
    found = figures_of(told(commits, [Seen(1, 0, 3, 10.3)]))
    assert (found["heard"], found["urgent_p99_ms"]) == (1, 100)


def test_that_the_commits_of_one_process_are_found_on_the_boards_of_another() -> None:
    found = figures_of(told([Commit(1, 1, 10.0, False)], []), told([], [Seen(1, 0, 1, 10.1)]))
    assert found["heard"] == 1


def test_that_the_longest_silence_is_between_two_orders_of_whichever_process() -> None:
    first, second = ([Acknowledged(uuid4(), 1, at_s) for at_s in times] for times in ((10.0, 14.0), (11.0, 14.5)))
    found = figures_of(told([], [], done=tuple(first)), told([], [], done=tuple(second)))
    assert found["longest_silence_s"] == 3.0


@pytest.mark.parametrize("wrong", WRONG)
def test_that_a_hall_that_does_not_agree_is_no_success(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    of_desks: dict[str, object] = {"differ": ("hall-1",), "unanswered": 1, "missed": 1, "repeated": 1}
    found = (
        figures_of(told([], [], **{wrong: of_desks[wrong]}))
        if wrong in of_desks
        else figures_of(told([], []), **{wrong: 1})
    )
    monkeypatch.setattr(bench, "measure", lambda plan, url: found)
    with pytest.raises(BrokenOff) as broken:
        bench.measures(Bench(settings=SETTINGS, name="hall"))["hall"]()
    assert isinstance(broken.value.why, Refused)
    assert (broken.value.why.code, broken.value.why.facts["wrong"]) == ("hall.disagrees", f"{wrong} 1")


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(PATIENCE_S)
        yield listening


def is_over(connection: socket.socket) -> bool:
    """Wait until the other end says something, and tell whether that was the end."""
    try:
        return not connection.recv(16)
    except ConnectionError:
        return True


def is_refused_or_over(port: int) -> bool:
    """Tell whether who connects hears of a reset: while connecting already, or right after."""
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as here:
            return is_over(here)
    except ConnectionResetError:
        return True


def test_that_a_cut_line_is_silent_and_a_mended_one_has_lost_what_was_on_it(server: socket.socket) -> None:
    line = Line(server.getsockname()[1])
    with socket.create_connection(("127.0.0.1", line.port), PATIENCE_S) as here:
        there, _ = server.accept()
        with there:
            there.settimeout(PATIENCE_S)
            here.sendall(b"before")
            assert there.recv(16) == b"before"
            line.cut()
            here.sendall(b"during")
            there.settimeout(0.2)
            with pytest.raises(TimeoutError):
                there.recv(16)
            there.settimeout(PATIENCE_S)
            line.mend()
            assert is_over(here)
    line.close()


def test_that_a_cut_line_that_resets_says_so_at_once(server: socket.socket) -> None:
    line = Line(server.getsockname()[1], resets=True)
    with socket.create_connection(("127.0.0.1", line.port), PATIENCE_S) as here:
        there, _ = server.accept()
        with there:
            line.cut()
            assert is_over(here)
    assert is_refused_or_over(line.port)
    line.close()


@pytest.mark.postgres
@pytest.mark.timeout(240)
def test_that_writes_are_measured_without_desks_with_desks_and_with_the_control() -> None:
    found = polling.measure(Load(rate=20.0, seconds=1.0, desks=3))
    assert all(found[f"{case}_per_s"] for case in ("no_desks", "polling", "notified"))
