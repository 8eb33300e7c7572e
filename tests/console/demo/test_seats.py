"""The other desks of a demo city keep it a well-run one, by orders that the rules accept, and leave the operator his turn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from console.demo.city_code import CITY_CODE
from console.demo.life import Life
from console.demo.seats import OWN_SHARE, Seats
from console.domain.errors import Refused
from console.domain.records import Card, Request, Step
from console.domain.shift import system_at
from console.domain.ticket import Holder, State, TargetKind, Ticket
from console.handlers import handle
from console.journal import News
from console.numbering import TicketIds
from console.orders import AnyOrder, AnyTicketOrder, ReportFixes
from console.rulebook import shipped
from console.sweep import overdue
from tests.builders import NOON
from tests.console.demo.conftest import Made
from tests.fakes import FakeClock, FakeStore

STEP = timedelta(seconds=10)
HOUR = timedelta(hours=1)
NO_KEY = UUID(int=0)


class Hall:
    """A living city with its sweep, run without waiting."""

    def __init__(self, store: FakeStore) -> None:
        self.store, self.clock = store, FakeClock()
        situation, now = store.archive().situation(CITY_CODE), self.clock.now()
        self.life = Life(situation, seed=1, now=now, next_id=TicketIds("demo", self.clock).next)
        self.seats = Seats(situation, seed=1, now=now)
        self.given: list[AnyOrder] = []
        self.refused: Counter[str] = Counter()

    def run(self, span: timedelta) -> None:
        for number in range(span // STEP):
            self.clock.advance(STEP)
            now = self.clock.now()
            for order in self.life.step(now) + self.seats.step(now):
                self._give(order)
            if number % 3 == 0:
                for card in overdue(self.open_tickets(), now, shipped(), system_at(CITY_CODE, "desk")):
                    self._give(card)

    def open_tickets(self) -> list[Ticket]:
        return [ticket for ticket in self.store.rows.tickets.values() if ticket.is_open]

    def _give(self, order: AnyOrder) -> None:
        if isinstance(order, ReportFixes):
            return
        try:
            with self.store.unit_of_work() as uow:
                news = handle(order, uow, self.clock)
        except Refused as why:
            self.refused[why.code] += 1
            return
        self.given.append(order)
        for part in (self.life, self.seats):
            part.hear(news, self.clock.now())


@pytest.fixture(scope="module")
def after_an_hour(small: Made) -> Hall:
    """The hall after an hour of its life; nobody may change it."""
    store = FakeStore()
    store.rows = small.store.rows.copy()
    hall = Hall(store)
    hall.run(HOUR)
    return hall


def test_that_after_an_hour_the_hall_is_still_well_run(after_an_hour: Hall) -> None:
    tickets = after_an_hour.open_tickets()
    cards = [ticket for ticket in tickets if ticket.card is not None and ticket.card.step >= Step.RED]
    late = [ticket for ticket in tickets if ticket.overdue(after_an_hour.clock.now())]

    assert len(late) < len(tickets) / 10
    assert len(cards) < len(tickets) / 20


def test_that_some_things_were_late_and_got_their_cards(after_an_hour: Hall) -> None:
    given = Counter(type(order).__name__ for order in after_an_hour.given)

    assert given["Supervise"] > 20
    assert given["Reply"] > 20


def test_that_the_rules_accept_nearly_all_that_is_done(after_an_hour: Hall) -> None:
    # A sweep and a seat may both move in the same moment, as two desks may.
    assert after_an_hour.refused.total() <= 3
    assert set(after_an_hour.refused) <= {"ticket.stale"}


def test_that_tickets_come_to_their_end(after_an_hour: Hall) -> None:
    given = Counter(type(order).__name__ for order in after_an_hour.given)
    assert given["Close"] > 100


def test_that_the_queue_neither_runs_dry_nor_runs_over(after_an_hour: Hall) -> None:
    assert 150 < len(after_an_hour.open_tickets()) < 450


def test_that_the_same_seed_does_the_same(living: FakeStore) -> None:
    situation = living.archive().situation(CITY_CODE)
    one, other = (Seats(situation, seed=1, now=NOON).step(NOON + HOUR) for _ in range(2))
    assert [replace(order, key=NO_KEY) for order in one] == [replace(order, key=NO_KEY) for order in other]


def a_fresh(living: FakeStore, state: State = State.REPORTED) -> Ticket:
    """Return a ticket that came to the city's own desks this moment, with ten minutes to its limit."""
    old = next(t for t in living.rows.tickets.values() if t.state is State.REPORTED and t.centre == CITY_CODE)
    return replace(
        old, version=old.version + 1, state=state, stage_since=NOON, due_at=NOON + timedelta(minutes=10), warn_at=None
    )


def done_with(ticket: Ticket, seats: Seats, until: timedelta) -> list[AnyOrder]:
    seats.hear(News(tickets=(ticket,)), NOON)
    told: list[AnyOrder] = []
    for number in range(1, until // STEP + 1):
        told += [order for order in seats.step(NOON + number * STEP) if getattr(order, "ticket", None) == ticket.id]
    return told


def test_that_the_operator_is_first_wherever_he_wants(living: FakeStore) -> None:
    seats = Seats(living.archive().situation(CITY_CODE), seed=1, now=NOON)
    patient = timedelta(minutes=10) * OWN_SHARE[0] - STEP
    assert done_with(a_fresh(living), seats, min(patient, timedelta(minutes=3))) == []


def test_that_what_waits_for_an_approval_is_left_to_the_operator(living: FakeStore) -> None:
    seats = Seats(living.archive().situation(CITY_CODE), seed=1, now=NOON)
    held = replace(a_fresh(living, State.IN_PROGRESS), holder=Holder(TargetKind.CREW, "C1", "王五"))
    asked = Request(verb="return", by="王五", at=NOON, reason="不属本网格")
    assert done_with(replace(held, noted=replace(held.noted, request=asked)), seats, HOUR / 2) == []


@pytest.mark.parametrize("verb", ["void", "reject", "return", "extend", "suspend"])
def test_that_what_a_desk_asked_for_is_answered_by_another(living: FakeStore, verb: str) -> None:
    seats = Seats(living.archive().situation(CITY_CODE), seed=1, now=NOON)
    request = Request(verb=verb, by="受理员甲", at=NOON, reason="重复上报", hours=2.0, review_at=NOON + HOUR)
    fresh = a_fresh(living)
    (first, *_) = done_with(replace(fresh, noted=replace(fresh.noted, request=request)), seats, HOUR / 12)
    assert isinstance(first, AnyTicketOrder)
    assert first.verb in {verb, "refuse"}
    assert first.by.name != request.by


def test_that_a_card_is_answered_first(living: FakeStore) -> None:
    seats = Seats(living.archive().situation(CITY_CODE), seed=1, now=NOON)
    fresh = a_fresh(living)
    card = Card(step=Step.YELLOW, at=NOON, stage=NOON, responsible="值班长")
    told = done_with(replace(fresh, noted=replace(fresh.noted, cards=(card,))), seats, HOUR / 4)
    assert [type(order).__name__ for order in told][:1] == ["Reply"]
