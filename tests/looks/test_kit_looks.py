"""What the small parts look like, by night and day, in both languages, and with every text twice as long."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.clocks import Lamp
from console.domain.errors import Refused
from console.domain.records import Step
from console.domain.ticket import ENDED, Priority, State
from tests.looks.looks import Studio
from widgets import theme, words
from widgets.kit import clock_text
from widgets.kit.banner import Banner
from widgets.kit.chip import Chip
from widgets.kit.icon import icon
from widgets.kit.inside import inside
from widgets.kit.toast import Toast

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]

# One of each kind of drawing: open and closed lines, discs, fills, fine parts.
ICONS = (
    "queue", "map", "wall", "ticket", "new", "accept", "file", "dispatch", "sign", "feedback", "verify", "closed",
    "return", "escalate", "delegate", "undo", "search", "filter", "camera", "camera_off", "crew", "department", "grid",
    "layers", "tour", "layout_1p5", "layout_4x4", "warning",
)  # fmt: skip


def _panel() -> tuple[QWidget, QVBoxLayout]:
    panel = QWidget()
    panel.setProperty("surface", "panel")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return panel, QVBoxLayout(panel)


def _chips() -> QWidget:
    panel, column = _panel()
    rows = [inside(column, QHBoxLayout()) for _ in range(4)]
    for priority in Priority:
        chip = Chip()
        chip.show_priority(priority, words.priority(priority))
        rows[0].addWidget(chip)
    for lamp, seconds in ((Lamp.GREEN, 252), (Lamp.YELLOW, 1563), (Lamp.RED, -7500)):
        chip = Chip()
        chip.show_lamp(lamp, clock_text.left(seconds))
        rows[1].addWidget(chip)
    for number, state in enumerate(State):
        chip = Chip()
        chip.show_state(words.state(state), ended=state in ENDED)
        rows[2 + number // 8].addWidget(chip)
    for step in (Step.URGE, Step.YELLOW, Step.RED, Step.BLACK):
        chip = Chip()
        chip.show_card(step, words.step(step))
        rows[1].addWidget(chip)
    for row in rows:
        row.addStretch(1)
    return panel


def _controls() -> QWidget:
    panel, column = _panel()
    for tone in ("info", "warn", "error"):
        banner = Banner()
        banner.tell(words.refusal(_refused()), tone, action=words.verb("dispatch"))
        column.addWidget(banner)
    column.addWidget(Toast(words.verb("dispatch") + " 1024", 8.0, seconds=lambda: 0.0))
    buttons = inside(column, QHBoxLayout())
    for role in ("primary", "", "flat", "danger", "link"):
        button = QPushButton(words.verb("sign"))
        button.setProperty("role", role)
        buttons.addWidget(button)
    disabled = QPushButton(words.verb("close"))
    disabled.setEnabled(False)
    buttons.addWidget(disabled)
    fields = inside(column, QHBoxLayout())
    fields.addWidget(QLineEdit("窨井盖"))
    choice = QComboBox()
    choice.addItems([words.state(state) for state in State])
    fields.addWidget(choice)
    ticked = QCheckBox(words.lamp(Lamp.RED))
    ticked.setChecked(True)
    fields.addWidget(ticked)
    return panel


def _icons() -> QWidget:
    panel = QWidget()
    grid = QGridLayout(panel)
    for number, name in enumerate(ICONS):
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(QSize(24, 24))
        grid.addWidget(button, number // 14, number % 14)
    return panel


def _refused() -> Refused:
    return Refused("ticket.wrong_state", verb="dispatch", state="closed", number="1024")


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_chips_look_as_they_were_accepted(studio: Studio, look: theme.ThemeName, language: str) -> None:
    studio.assert_looks(_chips, "chips", size=(760, 150), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_controls_look_as_they_were_accepted(studio: Studio, look: theme.ThemeName, language: str) -> None:
    studio.assert_looks(_controls, "controls", size=(760, 320), look=look, language=language)


@pytest.mark.parametrize("look", ["night", "day"])
def test_that_icons_look_as_they_were_accepted(studio: Studio, look: theme.ThemeName) -> None:
    studio.assert_looks(_icons, "icons", size=(600, 110), look=look)
