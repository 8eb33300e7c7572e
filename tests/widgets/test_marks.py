"""The marks of the style sheet: drawn once for all starts, and drawn all the same where nothing can be kept."""

from __future__ import annotations

import logging
from functools import partial

import pytest
from platformdirs import user_cache_path
from PySide6.QtCore import QFile
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from widgets import marks

CACHE = partial(user_cache_path, "GridDesk", appauthor=False)
INKS = {"check": "#ff0000", "dot": "#00ff00"}


def kept() -> dict[str, int]:
    """Return when each file in the user's cache was written."""
    return {file.name: file.stat().st_mtime_ns for file in CACHE().rglob("*") if file.is_file()}


def colours_of(address: str) -> set[str]:
    picture = QIcon(address).pixmap(32, 32).toImage()
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_that_each_mark_is_painted_in_its_ink(qapp: QApplication) -> None:
    assert {mark: colours_of(address) for mark, address in marks.addresses(INKS).items()} == {
        mark: {ink} for mark, ink in INKS.items()
    }


def test_that_the_next_start_finds_the_marks_and_writes_nothing() -> None:
    before = marks.addresses(INKS)
    written = kept()
    assert len(written) == len(INKS)
    assert marks.addresses(INKS) == before
    assert kept() == written


def test_that_marks_of_another_ink_lie_beside_the_old_ones() -> None:
    before = marks.addresses(INKS)
    after = marks.addresses(dict.fromkeys(INKS, "#0000ff"))
    assert all(QFile.exists(address) for address in (*before.values(), *after.values()))


def test_that_a_mark_that_somebody_removed_is_drawn_again() -> None:
    (address, _) = marks.addresses(INKS).values()
    QFile.remove(address)
    assert not QFile.exists(address)
    marks.addresses(INKS)
    assert QFile.exists(address)


def test_that_where_nothing_can_be_kept_the_marks_are_there_for_this_start(
    caplog: pytest.LogCaptureFixture,
) -> None:
    CACHE().parent.mkdir(parents=True, exist_ok=True)
    CACHE().touch()
    with caplog.at_level(logging.WARNING):
        found = marks.addresses(INKS)
    assert all(QFile.exists(address) for address in found.values())
    assert str(CACHE()) in caplog.text
