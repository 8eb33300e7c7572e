"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from console.domain.errors import Refused
from console.ports import Outage
from console.reports.whole import whole
from console.reports.writers import write_log
from console.reports.xlsx import Made
from tests.builders import NOON
from tests.console.reports.day_lines import a_line, a_log

MADE = Made(by="李四", at=NOON)


def _fail(number: int, target: Path) -> None:
    with whole(target) as fresh:
        fresh.write_text("half", "utf-8")
        raise OSError(number, os.strerror(number))


def test_that_the_file_is_there_afterwards_and_nothing_beside_it(tmp_path: Path) -> None:
    with whole(tmp_path / "out.txt") as fresh:
        fresh.write_text("new", "utf-8")

    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("out.txt", "new")]


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "file.disk_full"), (errno.EACCES, "file.not_writable"), (errno.EIO, "file.failed")],
)
def test_that_a_failure_is_told_by_what_it_was(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        _fail(number, tmp_path / "out.txt")
    assert refused.value.code == code


def test_that_an_older_file_stays_as_it_was_when_the_disk_is_full(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")

    with pytest.raises(Refused):
        _fail(errno.ENOSPC, target)

    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("out.txt", "old")]


def test_that_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"file\.no_folder"), whole(tmp_path / "none" / "out.txt"):
        pass


def test_that_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"file\.is_a_folder"), whole(tmp_path):
        pass


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_that_a_log_that_cannot_be_noted_in_the_journal_is_not_written(tmp_path: Path, form: str) -> None:
    def note() -> None:
        raise Outage("no link")

    with pytest.raises(Outage):
        write_log(a_log(a_line()), form, MADE, tmp_path / f"log.{form}", note)
    assert list(tmp_path.iterdir()) == []


def test_that_a_workbook_on_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile.write", full)
    with pytest.raises(Refused, match=r"file\.disk_full"):
        write_log(a_log(a_line()), "xlsx", MADE, tmp_path / "log.xlsx", lambda: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="there are no such files there")
def test_that_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match=r"file\.not_writable.*device"), whole(tmp_path / "pipe"):
        pass
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right of its own there")
def test_that_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "today.txt").symlink_to(tmp_path / "out.txt")
    with whole(tmp_path / "today.txt") as fresh:
        fresh.write_text("new", "utf-8")
    assert ((tmp_path / "today.txt").is_symlink(), (tmp_path / "out.txt").read_text("utf-8")) == (True, "new")


def test_that_a_name_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"file\.failed"), whole(tmp_path / ("a" * 300)):
        pass
