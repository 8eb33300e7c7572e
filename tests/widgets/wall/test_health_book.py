"""The file in which the streams' health is kept."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from console.domain.camera import CameraId
from console.domain.health import DAYS_KEPT, Health
from console.gateways.health_file import HealthFile
from widgets.wall.health_book import HealthBook

DAY = date(2026, 5, 4)
GATE = CameraId("gate")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "health.db"


def test_that_a_console_that_begins_again_goes_on_where_the_last_one_was(file: Path):
    HealthBook(file).add({(DAY, GATE): Health(live_s=60, frozen_s=3, frozen=1)})
    HealthBook(file).add({(DAY, GATE): Health(live_s=30, out_s=9, reconnects=2, longest_s=9, reason="timeout")})
    assert HealthFile(file).days(DAY, DAY) == {
        (DAY, GATE): Health(live_s=90, frozen_s=3, out_s=9, frozen=1, reconnects=2, longest_s=9, reason="timeout")
    }


def test_that_what_desk_and_wall_saw_of_a_camera_is_not_added_up(file: Path):
    HealthBook(file).add({(DAY, GATE): Health(live_s=600, out_s=60, reconnects=1, longest_s=60)})
    HealthBook(file, "screen-2").add({(DAY, GATE): Health(live_s=900, out_s=60, reconnects=1, longest_s=60)})
    longest = {(DAY, GATE): Health(live_s=900, out_s=60, reconnects=1, longest_s=60)}
    assert HealthFile(file).days(DAY, DAY) == longest


def test_that_the_longest_outage_keeps_its_reason(file: Path):
    book = HealthBook(file)
    book.add({(DAY, GATE): Health(longest_s=60, reason="refused")})
    book.add({(DAY, GATE): Health(longest_s=9, reason="timeout")})
    assert HealthFile(file).days(DAY, DAY)[DAY, GATE] == Health(longest_s=60, reason="refused")


def test_that_only_the_days_asked_for_are_told(file: Path):
    book = HealthBook(file)
    book.add({(DAY + timedelta(days=n), GATE): Health(live_s=n) for n in range(5)})
    days = HealthFile(file).days(DAY + timedelta(days=1), DAY + timedelta(days=3))
    assert sorted(one.live_s for one in days.values()) == [1, 2, 3]


def test_that_no_more_than_so_many_days_are_kept(file: Path):
    HealthBook(file).add({(DAY + timedelta(days=n), GATE): Health(live_s=1) for n in range(DAYS_KEPT + 10)})
    assert len(HealthFile(file).days(date.min, date.max)) == DAYS_KEPT


def test_that_nothing_is_kept_where_nothing_was_seen(file: Path):
    assert HealthFile(file).days(DAY, DAY) == {}
    assert not file.exists()


def test_that_a_file_that_is_no_database_is_put_aside_and_another_begun(file: Path, caplog: pytest.LogCaptureFixture):
    file.parent.mkdir()
    file.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    book = HealthBook(file)
    assert not book.add({(DAY, GATE): Health(live_s=1)})
    assert book.add({(DAY, GATE): Health(live_s=1)})
    assert file.with_suffix(".broken").is_file()
    assert "file is not a database" in caplog.text


def test_that_a_busy_file_is_told_and_stays(file: Path, caplog: pytest.LogCaptureFixture):
    book = HealthBook(file)
    book.add({(DAY, GATE): Health(live_s=1)})
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not book.add({(DAY, GATE): Health(live_s=1)})
    other.close()
    assert HealthFile(file).days(DAY, DAY)[DAY, GATE].live_s == 1
    assert "database is locked" in caplog.text


def test_that_any_thread_reads_what_another_keeps(file: Path):
    HealthBook(file).add({(DAY, GATE): Health(live_s=60)})
    with ThreadPoolExecutor(1) as other:
        assert other.submit(HealthFile(file).days, DAY, DAY).result() == {(DAY, GATE): Health(live_s=60)}
