"""A catalogue is read as it is; what it does not know stays in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from widgets.kit.translator import Catalogue, Doubled, Language


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    worn = Language()
    yield worn
    worn.speak(qapp, "en")
    worn.leave(qapp)


def test_that_a_known_text_is_said_in_chinese(language: Language, qapp: QApplication) -> None:
    language.speak(qapp, "zh_CN")
    assert QCoreApplication.translate("words", "Dispatch") == "派遣"


def test_that_an_unknown_text_stays_in_english(language: Language, qapp: QApplication) -> None:
    language.speak(qapp, "zh_CN")
    assert QCoreApplication.translate("words", "Never said by anybody") == "Never said by anybody"


def test_that_english_comes_back(language: Language, qapp: QApplication) -> None:
    language.speak(qapp, "zh_CN")
    language.speak(qapp, "en")
    assert QCoreApplication.translate("words", "Dispatch") == "Dispatch"


@pytest.mark.parametrize(
    ("spoken", "count", "said"),
    [("en", 1, "1 ticket"), ("en", 0, "0 tickets"), ("en", 21, "21 tickets"), ("zh_CN", 1, "共 1 件")],
)
def test_that_one_thing_is_not_counted_as_many(
    language: Language, qapp: QApplication, spoken: str, count: int, said: str
) -> None:
    language.speak(qapp, spoken)
    assert QCoreApplication.translate("FilterBar", "%n tickets", "", count) == said


def test_that_qts_own_buttons_speak_chinese_too(language: Language, qapp: QApplication, qtbot: QtBot) -> None:
    language.speak(qapp, "zh_CN")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_that_dates_follow_the_language(language: Language, qapp: QApplication) -> None:
    language.speak(qapp, "zh_CN")
    assert QLocale().toString(QDate(2026, 11, 21), "dddd") == "星期六"


def test_that_a_doubled_text_can_still_be_filled_in() -> None:
    assert (Doubled().translate("words", "{n} open") or "").format(n=3) == "3 open 3 open"


def test_that_a_catalogue_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(OSError, match="griddesk_tlh"):
        Catalogue("tlh")
