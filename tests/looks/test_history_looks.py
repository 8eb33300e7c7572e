"""What the bar over a board of the past looks like: nobody may take it for the present."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from tests.builders import NOON
from tests.looks.looks import Studio
from widgets import theme
from widgets.history.bar import HistoryBar

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_bar_of_the_past_looks_as_it_was_accepted(
    studio: Studio, look: theme.ThemeName, language: str
) -> None:
    def bar() -> HistoryBar:
        made = HistoryBar(ZoneInfo("Asia/Shanghai"))
        made.show_moment(NOON, is_present=False)
        made.show_playing(True, possible=True)
        made.show_speed(300)
        made.show_event("100606 桂花大道36号院内因楼道堆物发生口角：结案 · 值班长汪倩")
        return made

    studio.assert_looks(bar, "history-bar", size=(1240, 92), look=look, language=language)
