"""What a lost link and the orders that wait for it look like, by night and day, in both languages."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused, Stale
from console.domain.ticket import State, Target, TargetKind
from console.following import Link
from console.journal import Entry, Kind, News
from console.kept import Kept, Stand
from console.orders import Accept, AnyOrder, Dispatch, Sign, TakeIn
from console.outages import ServerOutage
from console.outbox import BEHIND, NOT_SENT
from console.questions import Timeline
from tests.builders import CITY, GRID, IN_GRID, NOON, a_ticket, an_entry
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat, store
from widgets import theme
from widgets.kit.drafts import Drafts
from widgets.link_band import LinkBand
from widgets.outbox.window import OutboxWindow
from widgets.ticket.card import TicketCard

__all__ = ["store"]
pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
MINUTE = timedelta(minutes=1)


def _seat(store) -> Seat:
    seat = Seat(store)
    first = a_ticket(
        number="241104", title="东井路与槐荫街交叉口井盖缺失", centre=CITY, version=3, state=State.ACCEPTED
    )
    second = a_ticket(number="241119", title="青年街13号院内广告牌松动", centre=CITY)
    seat.board.hear(News(tickets=(first, second)))
    by, to_grid = seat.operator, Target(TargetKind.GRID, GRID)
    orders: tuple[tuple[AnyOrder, Stand, Refused | None], ...] = (
        (
            Dispatch(by=by, ticket=first.id, seen=1, target=to_grid, note="到场先拍照"),
            Stand.REVIEW,
            Stale(ticket=first.id, version=3, by="王敏", kind="accepted", at=NOON + 2 * MINUTE),
        ),
        (Accept(by=by, ticket=first.id, seen=1), Stand.REVIEW, Refused(BEHIND)),
        (Accept(by=by, ticket=second.id, seen=1), Stand.REVIEW, Refused(NOT_SENT)),
        (
            TakeIn(
                by=by,
                id=second.id,
                category="2101",
                title="路灯不亮",
                source="public",
                reported_at=NOON,
                place=IN_GRID,
            ),
            Stand.QUEUED,
            None,
        ),
    )
    seat.relay.waiting.kept = tuple(
        Kept(n=n, order=order, stand=stand, given_at=NOON + n * MINUTE, why=why)
        for n, (order, stand, why) in enumerate(orders, 1)
    )
    return seat


def _on_a_shelf(widget: QWidget) -> QWidget:
    shelf = QWidget()
    QVBoxLayout(shelf).addWidget(widget)
    return shelf


def _lines(seat: Seat) -> tuple[Entry, ...]:
    (ticket, *_) = seat.board.tickets.values()
    return (
        an_entry(ticket, kind=Kind.SUPERVISED, version=2, at=NOON + MINUTE, by="system", desk="seat-5"),
        an_entry(ticket, kind=Kind.ACCEPTED, version=3, at=NOON + 2 * MINUTE, by="王敏", desk="seat-5"),
    )


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_orders_that_wait_look_as_they_were_accepted(
    studio: Studio, store, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    seat = _seat(store)

    def build() -> QWidget:
        window = OutboxWindow(seat.relay, seat.focus, UTC)
        assert isinstance(window._asked, Timeline)
        (ticket, *_) = seat.board.tickets.values()
        window._on_answered(window._asked, (ticket, _lines(seat)))
        return window

    studio.assert_looks(build, "outbox", size=(860, 560), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_lost_link_looks_as_it_was_accepted(
    studio: Studio, store, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    seat = _seat(store)
    seat.relay._on_link(Link.LOST)
    seat.clock.advance(42 * MINUTE / 60)

    def build() -> QWidget:
        return _on_a_shelf(LinkBand(seat.relay, UTC))

    studio.assert_looks(build, "link-lost", size=(1366, 56), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_being_shut_out_looks_as_it_was_accepted(
    studio: Studio, store, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    seat = _seat(store)
    seat.relay.tell_failed(ServerOutage("server.wrong_sign_in", server="db1", name="李四", database="griddesk"))
    seat.relay._on_link(Link.LOST)

    def build() -> QWidget:
        band = LinkBand(seat.relay, UTC)
        band.let_sign_in()
        return _on_a_shelf(band)

    studio.assert_looks(build, "link-shut-out", size=(1366, 72), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_card_with_queued_orders_looks_as_it_was_accepted(
    studio: Studio, store, tmp_path: Path, look: theme.ThemeName, language: str
) -> None:
    seat = Seat(store)
    ticket = a_ticket(number="241119", title="青年街13号院内广告牌松动", centre=CITY)
    seat.board.hear(News(tickets=(ticket,)))
    dispatch = Dispatch(by=seat.operator, ticket=ticket.id, seen=1, target=Target(TargetKind.GRID, GRID))
    sign = Sign(by=seat.operator, ticket=ticket.id, seen=1, after=(dispatch.key,))
    orders: tuple[AnyOrder, ...] = (dispatch, sign)
    seat.relay.waiting.kept = tuple(
        Kept(n=n, order=order, stand=Stand.QUEUED, given_at=NOON) for n, order in enumerate(orders, 1)
    )
    seat.relay.waiting.queued_tickets = frozenset({ticket.id})
    seat.focus.look_at_ticket(ticket.id)
    drafts = Drafts(tmp_path / "drafts.json")
    studio.assert_looks(
        lambda: TicketCard(seat.relay, seat.focus, drafts, UTC),
        "ticket-card-queued",
        size=(560, 420),
        look=look,
        language=language,
    )
