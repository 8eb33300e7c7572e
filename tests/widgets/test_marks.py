"""The marks of the style sheet: drawn once for all starts, and drawn all the same where nothing can be kept."""

from __future__ import annotations

import logging
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from platformdirs import user_cache_path
from PySide6.QtCore import QFile
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from widgets import marks

CACHE = partial(user_cache_path, "GridDesk", appauthor=False)
_colours = count(0x100000)


@pytest.fixture
def inks() -> dict[str, str]:
    """Return two marks in inks that no other test has asked for: what is drawn once is found by all of a process."""
    return {mark: f"#{next(_colours):06x}" for mark in ("check", "dot")}


def kept() -> dict[str, int]:
    """Return when each file in the user's cache was written."""
    return {file.name: file.stat().st_mtime_ns for file in CACHE().rglob("*") if file.is_file()}


def colours_of(address: str) -> set[str]:
    picture = QIcon(address).pixmap(32, 32).toImage()
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_that_each_mark_is_painted_in_its_ink(qapp: QApplication, inks: dict[str, str]) -> None:
    assert {mark: colours_of(address) for mark, address in marks.addresses(inks).items()} == {
        mark: {ink} for mark, ink in inks.items()
    }


def test_that_the_next_start_finds_the_marks_and_writes_nothing(inks: dict[str, str]) -> None:
    before = marks.addresses(inks)
    written = kept()
    assert len(written) == len(inks)
    assert marks.addresses(inks) == before
    assert kept() == written


def test_that_marks_of_another_ink_lie_beside_the_old_ones(inks: dict[str, str]) -> None:
    before = marks.addresses(inks)
    after = marks.addresses({mark: f"#{next(_colours):06x}" for mark in inks})
    assert all(QFile.exists(address) for address in (*before.values(), *after.values()))


def test_that_a_mark_that_somebody_removed_is_drawn_again(inks: dict[str, str]) -> None:
    (address, _) = marks.addresses(inks).values()
    QFile.remove(address)
    assert not QFile.exists(address)
    marks.addresses(inks)
    assert QFile.exists(address)


def test_that_where_nothing_can_be_kept_the_marks_are_there_for_this_start(
    inks: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    CACHE().parent.mkdir(parents=True, exist_ok=True)
    CACHE().touch()
    with caplog.at_level(logging.WARNING):
        found = marks.addresses(inks)
    assert all(QFile.exists(address) for address in found.values())
    assert str(CACHE()) in caplog.text


def test_that_marks_drawn_before_are_found_after_the_cache_has_moved(
    inks: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = marks.addresses(inks)
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    marks.addresses({mark: f"#{next(_colours):06x}" for mark in inks})
    assert all(QFile.exists(address) for address in before.values())
