"""The export dialog: stays until the file is there, says in a sentence why it is not, and keeps what was chosen."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.health import Health
from console.questions import VideoSeen
from console.reports import whole
from tests.builders import CITY
from tests.console.reports.day_lines import Kept
from tests.widgets.conftest import Seat
from widgets.journal.export_dialog import ExportDialog

DISK_FULL = 28


class Dialog:
    """The dialog as an operator sees it."""

    def __init__(self, seat: Seat, qtbot: QtBot, folder: Path) -> None:
        self.seat, self.qtbot, self.folder = seat, qtbot, folder
        self.widget = ExportDialog(seat.relay, ZoneInfo("Asia/Shanghai"), "en")
        qtbot.addWidget(self.widget)
        self.widget.open()
        self.out.setText(str(folder / Path(self.out.text()).name))

    @property
    def out(self) -> QLineEdit:
        return next(line for line in self.widget.findChildren(QLineEdit) if line.accessibleName() == "File")

    @property
    def form(self) -> QComboBox:
        found = self.widget.findChild(QComboBox)
        assert isinstance(found, QComboBox)
        return found

    @property
    def day(self) -> QDateEdit:
        found = self.widget.findChild(QDateEdit)
        assert isinstance(found, QDateEdit)
        return found

    @property
    def button(self) -> QPushButton:
        return next(button for button in self.widget.findChildren(QPushButton) if button.text() == "Write the file")

    def said(self) -> str:
        return self.widget._banner.text()

    def write(self, wanted: str) -> None:
        """Press the button and wait until ``wanted`` is said."""
        self.button.click()
        self.qtbot.waitUntil(lambda: wanted in self.said())


@pytest.fixture
def dialog(seat: Seat, qtbot: QtBot, tmp_path: Path) -> Dialog:
    return Dialog(seat, qtbot, tmp_path)


def test_that_the_file_is_named_after_region_and_day(dialog: Dialog) -> None:
    assert Path(dialog.out.text()).name == f"{CITY}_daily-log_20240506.xlsx"


def test_that_the_day_is_today_in_the_zone(dialog: Dialog) -> None:
    shown = dialog.day.date()
    assert date(shown.year(), shown.month(), shown.day()) == date(2024, 5, 6)


def test_that_a_written_file_is_told_with_its_lines(dialog: Dialog) -> None:
    dialog.write("Written: 0 lines")
    assert Path(dialog.out.text()).exists()


@pytest.mark.parametrize(("row", "suffix"), [(0, ".xlsx"), (1, ".csv"), (2, ".json")])
def test_that_the_name_follows_the_form(dialog: Dialog, row: int, suffix: str) -> None:
    dialog.form.setCurrentIndex(row)
    assert Path(dialog.out.text()).suffix == suffix


def test_that_another_day_keeps_the_folder(dialog: Dialog) -> None:
    dialog.day.setDate(QDate(2024, 5, 5))
    assert Path(dialog.out.text()) == dialog.folder / f"{CITY}_daily-log_20240505.xlsx"


def test_that_a_name_chosen_by_hand_stays(dialog: Dialog) -> None:
    dialog.out.setText(str(dialog.folder / "my log.xlsx"))
    dialog.day.setDate(QDate(2024, 5, 5))
    dialog.form.setCurrentIndex(1)
    assert Path(dialog.out.text()) == dialog.folder / "my log.csv"


def test_that_a_machine_without_a_folder_of_documents_writes_at_home(
    seat: Seat, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    widget = ExportDialog(seat.relay, ZoneInfo("Asia/Shanghai"), "en")
    qtbot.addWidget(widget)
    assert Path(widget._out.text()).parent == tmp_path


def test_that_a_folder_that_is_not_there_is_a_sentence(dialog: Dialog) -> None:
    dialog.out.setText(str(dialog.folder / "nowhere" / "log.xlsx"))
    dialog.write("There is no folder")
    assert dialog.widget.isVisible()


def test_that_a_full_disk_is_a_sentence_and_can_be_tried_again(
    dialog: Dialog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_path: Path) -> None:
        raise OSError(DISK_FULL, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(whole, "_settle", full)
        dialog.write("The disk is full")
    assert (dialog.widget.isVisible(), dialog.button.isEnabled()) == (True, True)
    assert not Path(dialog.out.text()).exists()
    dialog.write("Written")


def test_that_an_outage_is_a_sentence(dialog: Dialog) -> None:
    dialog.seat.store.cut()
    dialog.write("The database is out of reach.")
    assert dialog.button.isEnabled()


def test_that_a_bug_is_a_sentence_and_not_for_ever_writing(
    dialog: Dialog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("console.desk.sheet", lambda *_: 1 / 0)
    dialog.write("Something went wrong inside the console.")
    assert dialog.button.isEnabled()


def test_that_a_file_without_a_name_is_asked_for(dialog: Dialog) -> None:
    dialog.out.setText("  ")
    dialog.write("Name a file")


def test_that_every_field_has_a_name_for_a_screen_reader(dialog: Dialog) -> None:
    fields: list[QWidget] = [dialog.day, dialog.form, *dialog.widget.findChildren(QPushButton)]
    fields += [line for line in dialog.widget.findChildren(QLineEdit) if line.parentWidget() is dialog.widget]
    for field in (field for field in fields if field.isVisible()):
        told = QAccessible.queryAccessibleInterface(field)
        assert told is not None
        assert told.text(QAccessible.Text.Name), field


def test_that_the_log_tells_how_the_streams_did_up_to_the_moment_of_writing(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    today = seat.clock.now().astimezone(ZoneInfo("Asia/Shanghai")).date()

    def seen() -> VideoSeen:
        kept = Kept({(today, CameraId("1")): Health(live_s=90, out_s=10)})
        return VideoSeen(kept=kept, cameras=seat.board.cameras, regions=seat.board.regions)

    widget = ExportDialog(seat.relay, ZoneInfo("Asia/Shanghai"), "en", seen=seen)
    qtbot.addWidget(widget)
    widget._form.setCurrentIndex(widget._form.findData("json"))
    widget._out.setText(str(tmp_path / "log.json"))
    widget._write.click()
    told = json.loads((tmp_path / "log.json").read_text("utf-8"))
    assert told["video_health"][0]["online"] == 0.9
