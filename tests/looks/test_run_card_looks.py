"""What a run card looks like in the ticket's card, with all that it names, and where no card fits."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.crew import CrewKind
from console.domain.place import LatLng
from console.domain.ticket import Priority, State, TicketId
from console.ports import Snapshot
from tests.builders import CITY, DISTRICT, IN_GRID, NOON, a_camera, a_crew, a_department, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.kit.drafts import Drafts
from widgets.ticket.card import TicketCard

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
SIZE = (560, 420)


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    made = Seat(FakeStore())
    fire = a_ticket(
        id=TicketId(1), number="1024", title="振兴街79号院内冒浓烟，疑似起火", category="0401", centre=CITY,
        priority=Priority.P1, state=State.FILED,
    )  # fmt: skip
    plain = a_ticket(id=TicketId(2), number="1025", title="占道经营", category="0201", centre=CITY, state=State.FILED)
    crews = (
        a_crew("U1", name="消防救援站", kind=CrewKind.UNIT, skills=frozenset({"rescue"}), place=IN_GRID, fixed_at=NOON),
        a_crew("W1", name="王五", place=LatLng(31.309, 120.606), fixed_at=NOON),
        a_crew("W2", name="赵六", place=LatLng(31.325, 120.606), fixed_at=NOON),
    )
    made.board.load(
        Snapshot(
            tickets=(fire, plain),
            crews=crews,
            departments=(a_department("D1", name="区消防大队", region=DISTRICT),),
            cameras=tuple(a_camera(str(n), number=n, place=LatLng(31.305 + n / 1000, 120.605)) for n in range(1, 5)),
            regions=a_region_tree(),
        )
    )
    return made


def opened(seat: Seat, tmp_path: Path, id_: int) -> QWidget:
    """Return the card of the ticket with its run card open."""
    seat.focus.look_at_ticket(TicketId(id_))
    card = TicketCard(seat.relay, seat.focus, Drafts(tmp_path / "drafts.json"), UTC)
    card._run_card_button.click()
    return card


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_run_card_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, tmp_path: Path, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: opened(seat, tmp_path, 1), "run-card", size=SIZE, look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS[:1])
def test_that_a_matter_without_a_run_card_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, tmp_path: Path, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: opened(seat, tmp_path, 2), "no-run-card", size=SIZE, look=look, language=language)
