"""Drafts: what is typed outlives a crash, a broken file, a folder that cannot be written, and a second console."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from widgets.kit.drafts import Drafts


@pytest.fixture
def path(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "drafts.json"


def test_that_what_is_typed_is_on_the_disk_shortly_after(path: Path, qtbot: QtBot) -> None:
    drafts = Drafts(path)
    drafts.keep("return/1", "地址不对")
    qtbot.waitUntil(lambda: path.exists() and "地址不对" in path.read_text("utf-8"))


def test_that_texts_are_found_again_by_name(path: Path) -> None:
    drafts = Drafts(path)
    drafts.keep("return/1", "地址不对")
    drafts.save()
    assert Drafts(path).text("return/1") == "地址不对"


def test_that_an_empty_text_is_forgotten(path: Path) -> None:
    drafts = Drafts(path)
    drafts.keep("return/1", "地址不对")
    drafts.keep("return/1", "")
    drafts.save()
    assert Drafts(path).under("") == {}


@pytest.mark.parametrize("broken", ["{", "[1, 2]", "\ufffd", "[" * 100_000])
def test_that_a_file_that_cannot_be_read_is_put_aside_and_not_overwritten(
    path: Path, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    path.write_text(broken, "utf-8")
    drafts = Drafts(path)
    drafts.keep("return/1", "x")
    drafts.save()
    assert path.with_suffix(".unreadable").read_text("utf-8") == broken
    assert "put aside" in caplog.text


def test_that_a_folder_that_cannot_be_written_is_told_once(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (path.parent / "in the way").write_text("", "utf-8")
    drafts = Drafts(path.parent / "in the way" / "drafts.json")
    for text in ("a", "b"):
        drafts.keep("return/1", text)
        drafts.save()
    assert len(caplog.records) == 1
    assert drafts.text("return/1") == "b"


def test_that_two_consoles_do_not_overwrite_what_the_other_keeps(path: Path) -> None:
    first, second = Drafts.claimed(path.parent), Drafts.claimed(path.parent)
    first.keep("return/1", "one")
    second.keep("return/1", "two")
    first.release()
    second.release()
    assert Drafts(path).text("return/1") == "one"


def test_that_a_console_that_ended_leaves_its_drafts_to_the_next(path: Path) -> None:
    first = Drafts.claimed(path.parent)
    first.keep("return/1", "one")
    first.release()
    second = Drafts.claimed(path.parent)
    second.release()
    assert second.text("return/1") == "one"


def test_that_a_folder_that_is_not_there_yet_is_made(path: Path) -> None:
    drafts = Drafts.claimed(path.parent / "new" / "folder")
    drafts.keep("return/1", "x")
    drafts.release()
    assert (path.parent / "new" / "folder" / "drafts.json").exists()


@pytest.mark.skipif(os.name != "posix", reason="only there a file has an owner's mode")
def test_that_nobody_else_on_the_machine_reads_what_was_typed(path: Path) -> None:
    drafts = Drafts(path)
    drafts.keep("intake/phone", "13912345678")
    drafts.save()
    assert path.stat().st_mode & 0o077 == 0
