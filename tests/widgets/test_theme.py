"""The tokens keep their contrast, both themes say the same names, and the style sheet has no hole."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QActionGroup, QColor, QFontMetricsF, QImage, QPalette, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from resources import path
from widgets import theme

THEMES: tuple[theme.ThemeName, ...] = ("night", "day")
GROUNDS = ("bg", "panel", "raised", "field")
CHIPS = ("p1", "p2", "p3", "p4", "normal", "offline")
TEXT_LEAST = 4.5
CONTROL_LEAST = 3.0


def _luminance(code: str) -> float:
    colour = QColor(code)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    style, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    yield qapp
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)
    qapp.setFont(font)
    theme.current.take(theme.load("night"))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("ink", "grounds", "least"),
    [
        ("text_1", (*GROUNDS, "hover", "pressed", "info_ground", "warn_ground", "error_ground"), TEXT_LEAST),
        ("text_2", ("bg", "panel", "raised", "hover"), TEXT_LEAST),
        ("text_3", ("bg", "panel", "raised"), TEXT_LEAST),
        ("link", ("bg", "panel", "raised"), TEXT_LEAST),
        ("selected_text", ("selected",), TEXT_LEAST),
        ("accent_text", ("accent", "accent_hover"), TEXT_LEAST),
        ("ink", CHIPS, TEXT_LEAST),
        ("card_black_text", ("card_black",), TEXT_LEAST),
        ("card_edge", ("panel", "selected"), CONTROL_LEAST),
        ("p1_text", ("panel",), TEXT_LEAST),
        ("p2_text", ("panel", "warn_ground"), TEXT_LEAST),
        ("p3_text", ("panel",), TEXT_LEAST),
        ("p4_text", ("panel",), TEXT_LEAST),
        ("normal_text", ("panel",), TEXT_LEAST),
        ("tile_text", ("tile_ground",), TEXT_LEAST),
        ("ink", ("tile_past",), TEXT_LEAST),
        ("tile_past", ("tile_ground",), CONTROL_LEAST),
        ("map_label", ("map_ground", "map_halo"), TEXT_LEAST),
        ("outline", ("bg", "panel", "raised"), CONTROL_LEAST),
        ("focus", (*GROUNDS, "selected"), CONTROL_LEAST),
        ("p1_text", ("error_ground",), CONTROL_LEAST),
        ("map_selection", ("map_ground",), CONTROL_LEAST),
        ("drop_target", ("map_ground",), CONTROL_LEAST),
        ("crew_on_duty", ("map_ground",), CONTROL_LEAST),
        ("crew_busy", ("map_ground",), CONTROL_LEAST),
        ("crew_off_duty", ("map_ground",), CONTROL_LEAST),
        ("camera", ("map_ground",), CONTROL_LEAST),
    ],
)
def test_that_what_is_read_stands_out_from_its_ground(
    name: theme.ThemeName, ink: str, grounds: tuple[str, ...], least: float
) -> None:
    colors = theme.load(name).colors
    weak = {ground: _contrast(colors[ink], colors[ground]) for ground in grounds}
    assert not {ground: round(ratio, 2) for ground, ratio in weak.items() if ratio < least}


def test_that_both_themes_know_the_same_names() -> None:
    assert set(theme.load("night").colors) == set(theme.load("day").colors)


def test_that_a_chip_keeps_its_fill_by_day_and_night() -> None:
    night, day = theme.load("night").colors, theme.load("day").colors
    assert {token: night[token] for token in CHIPS} == {token: day[token] for token in CHIPS}


def test_that_every_colour_can_be_read() -> None:
    unreadable = [
        (name, token)
        for name in THEMES
        for token, code in theme.load(name).colors.items()
        if not QColor(code).isValid()
    ]
    assert not unreadable


@pytest.mark.parametrize("name", THEMES)
def test_that_the_style_sheet_has_no_place_left_open(name: theme.ThemeName) -> None:
    assert "@" not in theme.style_sheet(theme.load(name))


def test_that_the_style_sheet_names_no_colour_of_its_own() -> None:
    own = re.compile(r":[^;{}]*#[0-9a-fA-F]{3,8}\b")
    assert not [layer.name for layer in path("qss").glob("*.qss") if own.search(layer.read_text("utf-8"))]


@pytest.mark.parametrize("name", THEMES)
def test_that_the_application_wears_the_theme(dressed: QApplication, qtbot: QtBot, name: theme.ThemeName) -> None:
    theme.apply(dressed, theme.load(name))
    label = QLabel("窨井盖")
    qtbot.addWidget(label)
    label.ensurePolished()
    worn = dressed.palette().color(QPalette.ColorRole.Window), label.font().family()
    assert worn == (QColor(theme.load(name).colors["bg"]), "Noto Sans SC")


@pytest.mark.parametrize("kind", [QPushButton, QToolButton, QLineEdit, QComboBox, QCheckBox, QRadioButton, QSpinBox])
def test_that_every_control_is_large_enough_to_hit(dressed: QApplication, qtbot: QtBot, kind: type[QWidget]) -> None:
    theme.apply(dressed, theme.load("night"))
    control = kind()
    qtbot.addWidget(control)
    control.ensurePolished()
    assert min(control.sizeHint().height(), control.sizeHint().width()) >= theme.metric("target")


def test_that_the_button_one_wants_most_is_larger(dressed: QApplication, qtbot: QtBot) -> None:
    theme.apply(dressed, theme.load("night"))
    button = QPushButton("Dispatch")
    button.setProperty("role", "primary")
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.sizeHint().height() >= theme.metric("primary")


@pytest.mark.parametrize("is_chosen", [True, False])
def test_that_a_choice_of_one_does_not_look_like_a_tick(dressed: QApplication, qtbot: QtBot, is_chosen: bool) -> None:
    theme.apply(dressed, theme.load("night"))
    one_of, ticked = (_menu(qtbot, one_holds=one_holds, is_chosen=is_chosen) for one_holds in (True, False))
    assert one_of != ticked


def _menu(qtbot: QtBot, *, one_holds: bool, is_chosen: bool) -> QImage:
    """Return a menu's picture of one entry that can be chosen; with ``one_holds`` it stands for all of its group."""
    menu = QMenu()
    qtbot.addWidget(menu)
    entry = menu.addAction("500 m")
    entry.setCheckable(True)
    if one_holds:
        QActionGroup(menu).addAction(entry)
    entry.setChecked(is_chosen)
    return menu.grab().toImage()


def test_that_a_change_of_theme_is_told_once(dressed: QApplication, qtbot: QtBot) -> None:
    theme.apply(dressed, theme.load("night"))
    told: list[str] = []
    told_to = theme.current.changed.connect(lambda: told.append(theme.current.theme.name))
    theme.apply(dressed, theme.load("day"))
    theme.apply(dressed, theme.load("day"))
    theme.current.changed.disconnect(told_to)
    assert told == ["day"]


def test_that_the_users_scale_reaches_sizes_and_faces(dressed: QApplication) -> None:
    theme.apply(dressed, theme.load("night"), 1.5)
    assert (theme.metric("row_desk"), theme.font("body").pixelSize(), dressed.font().pixelSize()) == (42, 21, 21)


def test_that_a_colour_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme.color("mauve")


def test_that_digits_are_of_one_width(dressed: QApplication) -> None:
    theme.register_fonts()
    metrics = QFontMetricsF(theme.font("queue"))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("file", sorted(path("fonts").glob("*.ttf")), ids=lambda file: file.stem)
def test_that_the_shipped_face_knows_rare_characters_of_names(qapp: QApplication, file: Path) -> None:
    face = QRawFont(str(file), 14)
    assert not [sign for sign in "窨鑫淼喆堃祎犇嬲龑璟熤翀赟彧" if not face.supportsCharacter(ord(sign))]


def test_that_every_icon_is_drawn_on_the_same_grid_in_one_colour() -> None:
    odd = [
        drawing.name
        for drawing in path("icons").glob("*.svg")
        if 'viewBox="0 0 24 24"' not in (text := drawing.read_text("utf-8"))
        or set(re.findall(r'(?:stroke|fill)="([^"]+)"', text)) - {"none", "currentColor"}
    ]
    assert not odd


def _literals(names: set[str], position: int) -> Iterator[tuple[str, str]]:
    """Every text written out as the argument at ``position`` of a call to one of ``names`` in the widgets."""
    for module in sorted(Path(theme.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments) if name in names:
                    match arguments[position : position + 1]:
                        case [ast.Constant(value=str(text))]:
                            yield text, f"{module.name}:{node.lineno}"


def test_that_every_colour_that_is_asked_for_exists() -> None:
    known = theme.load("night").colors
    assert not [(token, place) for token, place in _literals({"color"}, 0) if token not in known]


def test_that_every_size_that_is_asked_for_exists() -> None:
    known = theme.load("night").metrics
    assert not [(token, place) for token, place in _literals({"metric"}, 0) if token not in known]


def test_that_every_icon_that_is_asked_for_is_drawn() -> None:
    drawn = {drawing.stem for drawing in path("icons").glob("*.svg")}
    asked = [*_literals({"icon"}, 0), *_literals({"wear"}, 1)]
    assert not [(name, place) for name, place in asked if name not in drawn]
