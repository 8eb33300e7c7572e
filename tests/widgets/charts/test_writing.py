"""The report as a file: written whole with a reason, or a sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import CITY
from tests.fakes import FakeStore
from widgets.charts.window import IndicatorsWindow
from widgets.charts.writing import WriteReport


@pytest.fixture
def dialog(window: IndicatorsWindow, qtbot: QtBot, tmp_path: Path) -> WriteReport:
    made = WriteReport(window._relay, window._asked)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.open()
    made.out.setText(str(tmp_path / Path(made.out.text()).name))
    return made


def written(dialog: WriteReport, qtbot: QtBot) -> str:
    dialog.write.click()
    qtbot.waitUntil(lambda: not dialog.banner.text().startswith("Writing"))
    return dialog.banner.text()


def test_that_the_file_is_named_after_centre_and_days(dialog: WriteReport) -> None:
    assert Path(dialog.out.text()).name == f"{CITY}_indicators_20240501-20240506.xlsx"


def test_that_the_name_follows_the_form(dialog: WriteReport) -> None:
    dialog.form.setCurrentIndex(2)
    assert Path(dialog.out.text()).suffix == ".json"


@pytest.mark.parametrize("form", range(3))
def test_that_each_form_is_written_and_its_rows_told(dialog: WriteReport, qtbot: QtBot, form: int) -> None:
    dialog.form.setCurrentIndex(form)
    assert written(dialog, qtbot) == "Written: 2 rows"
    assert Path(dialog.out.text()).exists()


def test_that_the_reason_goes_into_the_journal(dialog: WriteReport, qtbot: QtBot, counted_store: FakeStore) -> None:
    dialog.reason.setText("asked for by the mayor")
    written(dialog, qtbot)
    assert counted_store.rows.lines[-1].entry.reason == "asked for by the mayor"


def test_that_a_folder_that_is_not_there_is_a_sentence(dialog: WriteReport, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.out.setText(str(tmp_path / "nowhere" / "kpi.xlsx"))
    assert written(dialog, qtbot).startswith("There is no folder")


def test_that_a_database_out_of_reach_leaves_no_file(
    dialog: WriteReport, qtbot: QtBot, counted_store: FakeStore
) -> None:
    counted_store.cut()
    assert written(dialog, qtbot).startswith("The database is out of reach.")
    assert not Path(dialog.out.text()).exists()


def test_that_a_file_without_a_name_is_asked_for(dialog: WriteReport, qtbot: QtBot) -> None:
    dialog.out.setText(" ")
    assert written(dialog, qtbot) == "Name a file to write to."


def test_that_in_chinese_the_file_is_a_paper_not_the_filing_of_a_case(chinese: None, dialog: WriteReport) -> None:
    assert (dialog.out.accessibleName(), dialog.windowTitle()) == ("文件", "导出考核指标")
    assert Path(dialog.out.text()).name == f"{CITY}_考核指标_20240501-20240506.xlsx"
