"""What the panels look like, by night and day, in both languages, and with every text twice as long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.domain.grid import Tier
from console.domain.place import LatLng
from console.domain.records import Card, Records, Request, Step
from console.domain.ticket import Caller, Holder, Priority, State, TargetKind, Ticket, TicketId
from console.ladder import Why
from console.numbering import TicketIds
from console.ports import Snapshot
from tests.builders import CITY, NOON, a_camera, a_crew, a_department, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets import actions, theme
from widgets.crew.panel import CrewPanel
from widgets.intake.form import IntakeForm
from widgets.key_card import KeyCard
from widgets.kit.drafts import Drafts
from widgets.map.controls import ToolBar
from widgets.map.layer_panel import LayerBar, LayerPanel
from widgets.map.legends import Legend
from widgets.map.stack import LAYERS, Shown
from widgets.queue.panel import QueuePanel
from widgets.status import StatusStrip
from widgets.ticket.card import TicketCard
from widgets.ticket.card_bar import CardBar

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
MATTERS = (("2101", "人民路井盖破损"), ("0302", "夜间施工扰民"), ("0201", "占道经营"), ("0401", "楼道冒烟"))
STATES = (State.REPORTED, State.FILED, State.DISPATCHED, State.IN_PROGRESS, State.FEEDBACK)


CARDS = {11: Step.RED, 16: Step.YELLOW, 17: Step.URGE, 19: Step.BLACK, 22: Step.BLACK}


ASKED = {12, 17}
WISH = Request(verb="extend", by="王五", at=NOON, reason="配件未到", hours=4.0)


def _card(step: Step, stage: datetime) -> Card:
    return Card(step=step, at=NOON, stage=stage, responsible="王五", reason=Why.OVERDUE.value, copied_to=CITY)


def _ticket(number: int) -> Ticket:
    category, title = MATTERS[number % 4]
    state = STATES[number % 5]
    since = NOON - timedelta(minutes=7 * number)
    held = state in (State.DISPATCHED, State.IN_PROGRESS, State.FEEDBACK)
    return a_ticket(
        id=TicketId(number),
        number=str(1000 + number),
        state=state,
        priority=Priority(1 + number % 4),
        category=category,
        title=title,
        centre=CITY,
        tier=Tier.CITY,
        reported_at=since,
        stage_since=since,
        due_at=since + timedelta(minutes=(30, 90, 600, 6000)[number % 4]),
        holder=Holder(TargetKind.CREW, "C1", "王五") if held else None,
        noted=Records(
            cards=(_card(CARDS[number], since),) if number in CARDS else (), request=WISH if number in ASKED else None
        ),
        caller=Caller("钟娜", "10000000240"),
        description="市民来电反映，占用了半个过道，请相关单位答复来电人。",
    )


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    made = Seat(FakeStore())
    made.board.load(
        Snapshot(
            tickets=tuple(_ticket(number) for number in range(1, 25)),
            crews=tuple(
                a_crew(f"C{n}", name=f"王{'一二三四'[n]}", place=LatLng(31.305 + n / 1000, 120.606), fixed_at=NOON)
                for n in range(4)
            ),
            departments=(a_department(),),
            cameras=tuple(a_camera(str(n), number=n, place=LatLng(31.305 + n / 1000, 120.605)) for n in range(1, 5)),
            regions=a_region_tree(),
        )
    )
    return made


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts.json")


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_queue_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(
        lambda: QueuePanel(seat.relay, seat.focus), "queue", size=(720, 480), look=look, language=language
    )


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_ticket_card_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, drafts: Drafts, look: theme.ThemeName, language: str
) -> None:
    seat.focus.look_at_ticket(TicketId(6))
    studio.assert_looks(
        lambda: TicketCard(seat.relay, seat.focus, drafts, UTC),
        "ticket-card",
        size=(560, 640),
        look=look,
        language=language,
    )


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_card_of_supervision_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, look: theme.ThemeName, language: str
) -> None:
    def bar() -> QWidget:
        made = CardBar(seat.relay, UTC)
        made.show_ticket(_ticket(11))
        return made

    studio.assert_looks(bar, "card-bar", size=(560, 44), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_intake_form_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, drafts: Drafts, look: theme.ThemeName, language: str
) -> None:
    ids = TicketIds(seat.operator.desk, seat.clock)
    studio.assert_looks(
        lambda: IntakeForm(seat.relay, ids, drafts), "intake", size=(520, 480), look=look, language=language
    )


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_status_strip_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: StatusStrip(seat.relay, UTC), "status", size=(1100, 44), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_maps_controls_look_as_they_were_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(_map_controls, "map-controls", size=(560, 400), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_crews_look_as_they_were_accepted(
    studio: Studio, seat: Seat, look: theme.ThemeName, language: str
) -> None:
    seat.focus.look_at_ticket(TicketId(6))
    studio.assert_looks(
        lambda: CrewPanel(seat.relay, seat.focus), "crews", size=(620, 320), look=look, language=language
    )


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_key_card_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    studio.assert_looks(lambda: KeyCard(actions.make(owner)), "key-card", size=(860, 520), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_panel_of_layers_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(_layer_panel, "map-layers", size=(720, 470), look=look, language=language)


def _layer_panel() -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    zooms = {layer.name: float(layer.from_zoom or (layer.from_side_px and 12)) for layer in LAYERS}
    panel = LayerPanel(Shown(heat=True, sites=True), zooms, whole)
    panel.setWindowFlags(Qt.WindowType.Widget)
    panel.show_empty(frozenset({"other_cells"}))
    panel.show_zoom(12)
    column.addWidget(panel)
    return whole


def _map_controls() -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    legend = Legend(whole)
    legend.show()
    for part in (LayerBar(Shown(), whole), ToolBar(whole), legend):
        column.addWidget(part)
    return whole
