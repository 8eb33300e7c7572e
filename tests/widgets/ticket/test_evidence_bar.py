"""A picture in the history: opened by the system's viewer, and checked against its line."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from tests.builders import an_evidence
from widgets.kit import evidence_files
from widgets.ticket.evidence_bar import EvidenceBar

SHOWN = b"picture"
KEPT = an_evidence(sha256=sha256(SHOWN).hexdigest())


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    before = evidence_files.files().folder
    evidence_files.keep_in(tmp_path)
    path = evidence_files.files().place(KEPT.file, KEPT.begins_at)
    path.parent.mkdir()
    path.write_bytes(SHOWN)
    yield path
    evidence_files.keep_in(before)


@pytest.fixture
def bar(qtbot: QtBot, file: Path) -> EvidenceBar:
    assert file.exists()
    made = EvidenceBar()
    qtbot.addWidget(made)
    made.show_evidence(KEPT)
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    paths: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: paths.append(url.toLocalFile()))
    return paths


def checked(bar: EvidenceBar, qtbot: QtBot) -> str:
    bar.checker.click()
    reading = bar.found.text()
    qtbot.waitUntil(lambda: bar.found.text() != reading)
    return str(bar.found.property("tone"))


def test_that_a_line_without_a_file_has_no_bar(bar: EvidenceBar) -> None:
    bar.show_evidence(None)
    assert bar.isHidden()


def test_that_a_file_that_fits_is_said_to(bar: EvidenceBar, qtbot: QtBot) -> None:
    assert checked(bar, qtbot) == "second"


def test_that_a_file_that_was_changed_is_said_to_be(bar: EvidenceBar, file: Path, qtbot: QtBot) -> None:
    file.write_bytes(b"other")
    assert checked(bar, qtbot) == "error"


def test_that_a_file_that_is_gone_is_said_to_be(bar: EvidenceBar, file: Path, qtbot: QtBot) -> None:
    file.unlink()
    assert checked(bar, qtbot) == "error"


def test_that_the_file_is_opened_by_the_systems_viewer(
    bar: EvidenceBar, file: Path, qtbot: QtBot, opened: list[str]
) -> None:
    bar.opener.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [str(file)]


def test_that_a_file_that_is_gone_is_not_opened(bar: EvidenceBar, file: Path, qtbot: QtBot, opened: list[str]) -> None:
    file.unlink()
    bar.opener.click()
    qtbot.waitUntil(lambda: bar.found.property("tone") == "error")
    assert opened == []
