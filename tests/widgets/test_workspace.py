"""The workspace: everything stands where it stood, and nothing that is broken is in the way of a start."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import PySide6QtAds as QtAds
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from widgets.kit import docks
from widgets.workspace import Workspace, fingerprint, on_screen

PLACE = QRect(40, 60, 500, 400)


class Desktop:
    """A window with two docks."""

    def __init__(self, qtbot: QtBot) -> None:
        docks.set_up()
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.docks = QtAds.CDockManager(self.window)
        self.left, self.right = self._dock("left"), self._dock("right")
        self.docks.addDockWidget(QtAds.LeftDockWidgetArea, self.left)
        self.docks.addDockWidget(QtAds.RightDockWidgetArea, self.right)
        self.window.setGeometry(PLACE)

    def _dock(self, name: str) -> Any:
        dock = QtAds.CDockWidget(self.docks, name)
        dock.setObjectName(name)
        dock.setWidget(QLabel(name))
        return dock

    def close(self) -> None:
        for floating in self.docks.floatingWidgets():
            floating.close()
        self.docks.deleteLater()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workspace.json"


@pytest.fixture
def desktop(qtbot: QtBot) -> Iterator[Desktop]:
    made = Desktop(qtbot)
    yield made
    made.close()


@pytest.fixture
def next_start(qtbot: QtBot) -> Iterator[Desktop]:
    made = Desktop(qtbot)
    made.window.setGeometry(QRect(0, 0, 300, 300))
    yield made
    made.close()


def kept(path: Path, desktop: Desktop) -> dict[str, Any]:
    """Keep the desktop; return what was written."""
    workspace = Workspace(path)
    workspace.keep(desktop.window, desktop.docks)
    workspace.save()
    told = json.loads(path.read_text("utf-8"))
    assert isinstance(told, dict)
    return told


def test_that_at_the_first_start_nothing_is_known(path: Path, desktop: Desktop) -> None:
    assert not Workspace(path).restore(desktop.window, desktop.docks)


def test_that_the_window_stands_where_it_stood(path: Path, desktop: Desktop, next_start: Desktop) -> None:
    kept(path, desktop)
    assert Workspace(path).restore(next_start.window, next_start.docks)
    assert next_start.window.geometry() == PLACE


def test_that_a_dock_that_floated_floats_again(path: Path, desktop: Desktop, next_start: Desktop) -> None:
    desktop.right.setFloating()
    kept(path, desktop)
    Workspace(path).restore(next_start.window, next_start.docks)
    assert next_start.right.isFloating()


def test_that_a_window_on_a_monitor_that_is_gone_comes_into_view(
    path: Path, desktop: Desktop, next_start: Desktop
) -> None:
    told = kept(path, desktop)
    told["sets"][fingerprint()]["geometry"] = [9000, 9000, 500, 400]
    path.write_text(json.dumps(told), "utf-8")
    Workspace(path).restore(next_start.window, next_start.docks)
    assert QGuiApplication.primaryScreen().availableGeometry().contains(next_start.window.geometry())


def test_that_a_floating_dock_on_a_monitor_that_is_gone_comes_into_view(
    path: Path, desktop: Desktop, next_start: Desktop
) -> None:
    desktop.right.setFloating()
    desktop.docks.floatingWidgets()[0].setGeometry(QRect(9000, 9000, 300, 200))
    kept(path, desktop)
    Workspace(path).restore(next_start.window, next_start.docks)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(next_start.docks.floatingWidgets()[0].geometry())


def test_that_other_monitors_have_a_workspace_of_their_own(path: Path, desktop: Desktop) -> None:
    told = kept(path, desktop)
    told["sets"] = {"the hall's wall": told["sets"][fingerprint()] | {"screens": 9}}
    path.write_text(json.dumps(told), "utf-8")
    assert not Workspace(path).restore(desktop.window, desktop.docks)


def test_that_as_many_other_monitors_take_the_newest_workspace(
    path: Path, desktop: Desktop, next_start: Desktop
) -> None:
    told = kept(path, desktop)
    here = told["sets"].pop(fingerprint())
    told["sets"] = {"one": here | {"geometry": [0, 0, 300, 300]}, "another": here}
    path.write_text(json.dumps(told), "utf-8")
    Workspace(path).restore(next_start.window, next_start.docks)
    assert next_start.window.geometry() == PLACE


def test_that_keeping_leaves_the_workspaces_of_other_monitors_alone(path: Path, desktop: Desktop) -> None:
    told = kept(path, desktop)
    told["sets"]["the hall's wall"] = {"screens": 9}
    path.write_text(json.dumps(told), "utf-8")
    assert "the hall's wall" in kept(path, desktop)["sets"]


def test_that_what_a_panel_kept_comes_back(path: Path) -> None:
    workspace = Workspace(path)
    workspace.keep_state("queue", {"sort": "age"})
    workspace.save()
    assert Workspace(path).state_of("queue") == {"sort": "age"}


@pytest.mark.parametrize("broken", ["", "{", "\x00", "[" * 100_000])
def test_that_a_file_that_cannot_be_read_is_put_aside(
    path: Path, desktop: Desktop, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    path.write_text(broken, "utf-8")
    assert not Workspace(path).restore(desktop.window, desktop.docks)
    assert path.with_suffix(".unreadable").read_text("utf-8") == broken


@pytest.mark.qt_log_ignore("qUncompress: .*")
@pytest.mark.parametrize(
    "change",
    [
        {"geometry": "wide"},
        {"geometry": [1, 2, 3]},
        {"geometry": [0, 0, -5, 7]},
        {"geometry": [0, 0, 10**30, 7]},
        {"docks": 7},
        {"docks": "not base64!"},
        {"docks": "bm90IGRvY2tz"},
    ],
)
def test_that_a_workspace_with_something_odd_in_it_is_none(
    path: Path, desktop: Desktop, change: dict[str, object]
) -> None:
    told = kept(path, desktop)
    told["sets"][fingerprint()] |= change
    path.write_text(json.dumps(told), "utf-8")
    assert not Workspace(path).restore(desktop.window, desktop.docks)


@pytest.mark.parametrize("odd", ["[]", '{"sets": 3, "panels": "x"}', '{"sets": {"a": 1}, "panels": {"queue": []}}'])
def test_that_a_file_of_another_shape_is_none_and_can_be_kept_anew(path: Path, desktop: Desktop, odd: str) -> None:
    path.write_text(odd, "utf-8")
    workspace = Workspace(path)
    assert not workspace.restore(desktop.window, desktop.docks)
    assert workspace.state_of("queue") == {}
    workspace.keep_state("queue", {"sort": "age"})
    workspace.keep(desktop.window, desktop.docks)
    workspace.save()
    assert Workspace(path).restore(desktop.window, desktop.docks)


def test_that_a_folder_that_cannot_be_written_is_a_warning_and_no_more(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_text("", "utf-8")
    Workspace(path / "workspace.json").save()
    assert "cannot be kept" in caplog.text


def test_that_a_window_seen_well_enough_is_left_where_it_is(qtbot: QtBot) -> None:
    assert on_screen(PLACE) == PLACE


def test_that_a_window_larger_than_the_screen_is_made_to_fit(qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(on_screen(QRect(5000, 0, screen.width() * 3, screen.height() * 3)))
