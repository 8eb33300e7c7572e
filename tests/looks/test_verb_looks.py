"""What giving verbs looks like: a request that waits, what is asked beside the ticket, the menu, what a line changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.domain.records import CoHandler, Request
from console.domain.ticket import Holder, State, TargetKind, Ticket, TicketId
from console.journal import Kind, News
from console.ports import Snapshot
from tests.builders import CITY, IN_GRID, NOON, a_crew, a_department, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from tests.widgets.ticket.test_timeline import lines
from widgets import theme, verb_menu, words
from widgets.kit.drafts import Drafts
from widgets.ticket.card import TicketCard
from widgets.ticket.timeline import Timeline

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
REPORTED = a_ticket(id=TicketId(1), number="1024", title="人民路井盖破损", category="2101", centre=CITY)
HANDLED = replace(
    REPORTED,
    state=State.IN_PROGRESS,
    holder=Holder(TargetKind.CREW, "C1", "王五"),
    noted=replace(
        REPORTED.noted,
        co_handlers=(
            CoHandler(kind="crew", id="C2", name="赵六"),
            CoHandler(kind="department", id="D1", name="城管局", done=True, result="已清运两车"),
        ),
        request=Request(verb="extend", by="王五", at=NOON, reason="配件未到，需等仓库调拨", hours=4.0),
    ),
)


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    made = Seat(FakeStore())
    crews = tuple(
        a_crew(id_, name=name, place=IN_GRID, fixed_at=NOON) for id_, name in (("C1", "王五"), ("C2", "赵六"))
    )
    snapshot = Snapshot(
        tickets=(HANDLED,), crews=crews, departments=(a_department(),), cameras=(), regions=a_region_tree()
    )
    made.board.load(snapshot)
    return made


@pytest.fixture
def card(seat: Seat, tmp_path: Path) -> Callable[[], TicketCard]:
    seat.focus.look_at_ticket(HANDLED.id)
    return lambda: TicketCard(seat.relay, seat.focus, Drafts(tmp_path / "drafts.json"), UTC)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_request_looks_as_it_was_accepted(
    studio: Studio, card: Callable[[], TicketCard], look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(card, "request", size=(560, 420), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_refused_verb_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, card: Callable[[], TicketCard], look: theme.ThemeName, language: str
) -> None:
    checked_by_none = replace(HANDLED, state=State.FEEDBACK, handled_by=seat.operator.name, noted=REPORTED.noted)
    seat.board.hear(News(tickets=(replace(checked_by_none, version=HANDLED.version + 1),)))
    studio.assert_looks(card, "refused", size=(560, 420), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_question_looks_as_it_was_accepted(
    studio: Studio, card: Callable[[], TicketCard], look: theme.ThemeName, language: str
) -> None:
    def asked() -> QWidget:
        shown = card()
        shown.ask_words("suspend", [HANDLED])
        return shown

    studio.assert_looks(asked, "question", size=(560, 420), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_menu_of_verbs_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, look: theme.ThemeName, language: str
) -> None:
    def menu() -> QWidget:
        made = QMenu()
        verb_menu.fill(made, [HANDLED], seat.operator, NOON, why=_why, do=lambda _name: None)
        return made

    studio.assert_looks(menu, "verb-menu", size=(300, 560), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_history_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, look: theme.ThemeName, language: str
) -> None:
    def history() -> QWidget:
        shown = Timeline(seat.board, UTC)
        shown.setProperty("surface", "panel")
        steps: list[Ticket] = [REPORTED, replace(REPORTED, state=State.ACCEPTED), replace(HANDLED, due_at=NOON)]
        shown.show_entries(lines(*steps, kinds=(Kind.ACCEPTED, Kind.SIGNED)))
        shown.open_all()
        return shown

    studio.assert_looks(history, "history", size=(520, 240), look=look, language=language)


def _why(refused: Refused | None) -> str:
    return words.refusal(refused) if refused is not None else ""
