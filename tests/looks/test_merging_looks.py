"""What the intake form looks like when the call is likely a matter that is known already."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.domain.ticket import State, TicketId
from console.numbering import TicketIds
from console.ports import Snapshot
from tests.builders import CITY, DISTRICT, IN_GRID, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.intake.form import IntakeForm
from widgets.kit.category_box import CategoryBox
from widgets.kit.drafts import Drafts

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    made = Seat(FakeStore())
    here = a_ticket(id=TicketId(1), number="1024", title="振兴街79号院内冒浓烟", category="0401", centre=CITY)
    below = a_ticket(
        id=TicketId(2), number="1025", title="居民楼冒烟", category="0401", centre=DISTRICT, state=State.IN_PROGRESS
    )
    made.board.load(Snapshot(tickets=(here, below), crews=(), departments=(), cameras=(), regions=a_region_tree()))
    return made


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_likely_duplicate_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, tmp_path: Path, look: theme.ThemeName, language: str
) -> None:
    def typed() -> QWidget:
        form = IntakeForm(seat.relay, TicketIds("desk", seat.clock), Drafts(tmp_path / "drafts.json"))
        box, place = form.findChild(CategoryBox), form.findChild(QLineEdit, "place")
        assert isinstance(box, CategoryBox)
        assert isinstance(place, QLineEdit)
        box.type("0401")
        place.setText(f"{IN_GRID.lat_deg}, {IN_GRID.lng_deg}")
        return form

    studio.assert_looks(typed, "intake-alike", size=(520, 480), look=look, language=language)
