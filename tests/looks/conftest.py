"""The studio in which the looks tests take their pictures, and the flag that accepts new ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.looks.looks import Studio
from widgets import theme
from widgets.kit.translator import Language


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-looks", action="store_true", help="take the pictures of the looks tests as references")


@pytest.fixture
def studio(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Studio]:
    """A studio; afterwards the application is undressed and speaks English again."""
    palette, font = qapp.palette(), qapp.font()
    language = Language()
    yield Studio(app=qapp, language=language, accept=bool(request.config.getoption("--accept-looks", default=False)))
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)
    language.speak(qapp, "en")
    language.leave(qapp)
    theme.current.take(theme.load("night"))
