"""What a recording in a tile looks like, and the form that asks why: nothing that could be taken for now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QWidget

from console.video.past import PastState, PastView
from tests.builders import NOON, a_camera, a_stretch
from tests.fakes import FakeClock
from tests.looks.looks import Studio
from tests.video_fakes import pixels_of
from widgets import theme
from widgets.wall.playback_form import Offer, PlaybackForm
from widgets.wall.playback_pane import LEAST, PlaybackPane

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
FORM = (480, 310)


def _street() -> np.ndarray:
    rows, columns = np.linspace(200, 60, 180)[:, None], np.linspace(0, 40, 320)[None, :]
    pixels = np.zeros((180, 320, 4), np.uint8)
    for channel, weight in enumerate((1.1, 0.95, 0.8)):
        pixels[:, :, channel] = np.clip((rows + columns) * weight, 0, 255)
    return pixels


def _pane() -> QWidget:
    """Return a pane that has come to its 75th second and is paused."""
    ground = QWidget()
    ground.resize(LEAST)
    pane = PlaybackPane(ground)
    pane.begin(a_stretch(camera_name="人民路与解放路口"), goes_faster=True)
    view = PastView(state=PastState.PAUSED, at_s=75.0, pixels=pixels_of(_street()), sequence=(1, 1))
    ground.show()
    pane.lie_over(QRect(0, 0, 120, 80), ground.rect())
    pane.show_view(view, datetime(2024, 5, 6, 11, 59, 15, tzinfo=UTC))
    return ground


def _form() -> QWidget:
    form = PlaybackForm(FakeClock(), UTC)
    offer = Offer(QCoreApplication.translate("Playback", "Since the report"), NOON - timedelta(minutes=9), NOON)
    form.ask(a_camera(name="人民路与解放路口"), "1024", [offer])
    return form


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_recording_looks_like_nothing_live(studio: Studio, look: theme.ThemeName, language: str) -> None:
    studio.assert_looks(_pane, "playback", size=(LEAST.width(), LEAST.height()), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_form_says_where_the_reason_will_stand(studio: Studio, look: theme.ThemeName, language: str) -> None:
    studio.assert_looks(_form, "playback-form", size=FORM, look=look, language=language)
