"""A demo city goes on through orders that the rules accept, and never touches what an operator works on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
import shapely

from console.demo import wishes
from console.demo.city_code import CITY_CODE
from console.demo.life import CITY, SMALL, Life, Pace, pace_of
from console.demo.motion import Motion
from console.domain.crew import CrewKind, Duty
from console.domain.place import LatLng, distance_m
from console.domain.ticket import Holder, State, TargetKind, Ticket, TicketId
from console.handlers import handle
from console.journal import News
from console.numbering import TicketIds
from console.orders import AnyOrder, FeedBack, ReportFixes, Sign, TakeIn
from tests.builders import NOON
from tests.fakes import FakeClock, FakeStore

STEP = timedelta(seconds=2)
QUICK = replace(SMALL, settled_per_min=300.0)
QUIET = Pace(arrivals_per_min=0.001, settled_per_min=0.001, fixes=10_000)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def live(living: FakeStore, clock: FakeClock) -> Callable[..., Life]:
    """Starts the life of the small city at a pace."""

    def start(pace: Pace | None = None) -> Life:
        situation = living.archive().situation(CITY_CODE)
        return Life(situation, seed=1, now=clock.now(), next_id=TicketIds("demo", clock).next, pace=pace)

    return start


def _do(order: AnyOrder, store: FakeStore, clock: FakeClock) -> News:
    with store.unit_of_work() as uow:
        return handle(order, uow, clock)


def _run(life: Life, store: FakeStore, clock: FakeClock, steps: int) -> Counter[type[AnyOrder]]:
    """Let the city go on and do every order; a refused one fails the test."""
    given: Counter[type[AnyOrder]] = Counter()
    for _ in range(steps):
        clock.advance(STEP)
        for order in life.step(clock.now()):
            given[type(order)] += 1
            life.hear(_do(order, store, clock), clock.now())
    return given


def _dispatched(store: FakeStore, kind: TargetKind = TargetKind.CREW) -> Ticket:
    """Return a fresh ticket on its way to a crew on duty, or to another holder, as an operator left it."""
    crew = next(crew for crew in store.rows.crews.values() if crew.duty is Duty.ON_DUTY)
    old = next(ticket for ticket in store.rows.tickets.values() if ticket.state is State.REPORTED)
    holder = Holder(kind, crew.id, crew.name)
    ticket = replace(old, id=TicketId(1), state=State.DISPATCHED, version=4, holder=holder)
    store.rows.tickets[ticket.id] = ticket
    return ticket


def test_that_the_rules_accept_everything_that_happens(living: FakeStore, clock: FakeClock, live) -> None:
    given = _run(live(QUICK), living, clock, steps=60)

    assert min(given[kind] for kind in (TakeIn, Sign, FeedBack, ReportFixes)) > 0


def test_that_a_step_only_tells_and_changes_nothing_by_itself(living: FakeStore, clock: FakeClock, live) -> None:
    before = living.rows.copy()

    live(QUICK).step(clock.now() + STEP)

    assert living.rows == before


def test_that_the_same_seed_lives_the_same_life(clock: FakeClock, live) -> None:
    one, other = live(QUICK), live(QUICK)
    told = [[replace(order, key=None, **_no_id(order)) for order in life.step(NOON + STEP)] for life in (one, other)]

    assert told[0] == told[1]


def _no_id(order: AnyOrder) -> dict[str, object]:
    return {"id": None} if isinstance(order, TakeIn) else {}


def test_that_matters_come_in_every_few_seconds_in_the_small_city(living: FakeStore, clock: FakeClock, live) -> None:
    given = _run(live(), living, clock, steps=90)

    assert 15 <= given[TakeIn] <= 30


def test_that_what_comes_in_has_a_grid_and_a_centre_on_its_line(living: FakeStore, clock: FakeClock, live) -> None:
    before = set(living.rows.tickets)
    _run(live(), living, clock, steps=60)
    fresh = [ticket for ticket in living.rows.tickets.values() if ticket.id not in before]

    assert fresh
    assert all(ticket.grid and ticket.grid.startswith(ticket.centre) for ticket in fresh)


def test_that_a_crew_signs_what_it_is_sent_and_then_tells_what_it_did(
    living: FakeStore, clock: FakeClock, live
) -> None:
    life = live(QUIET)
    sent = _dispatched(living)
    life.hear(News(tickets=(sent,)), clock.now())

    _run(life, living, clock, steps=160)

    after = living.rows.tickets[sent.id]
    assert after.state is State.FEEDBACK
    assert sent.holder
    assert after.handled_by == sent.holder.id
    assert after.result


def test_that_nothing_is_signed_at_once(living: FakeStore, clock: FakeClock, live) -> None:
    life = live(QUIET)
    life.hear(News(tickets=(_dispatched(living),)), clock.now())

    assert not any(isinstance(order, Sign) for order in life.step(clock.now() + STEP))


def test_that_a_recalled_ticket_is_let_alone(living: FakeStore, clock: FakeClock, live) -> None:
    life = live(QUIET)
    sent = _dispatched(living)
    recalled = replace(sent, state=State.FILED, version=5, holder=None)
    life.hear(News(tickets=(sent,)), clock.now())
    life.hear(News(tickets=(recalled,)), clock.now())

    assert not _told_of(sent.id, life, clock)


def test_that_older_news_heard_late_changes_nothing(living: FakeStore, clock: FakeClock, live) -> None:
    life = live(QUIET)
    sent = _dispatched(living)
    life.hear(News(tickets=(replace(sent, state=State.FILED, version=5, holder=None),)), clock.now())
    life.hear(News(tickets=(sent,)), clock.now())

    assert not _told_of(sent.id, life, clock)


@pytest.mark.parametrize("kind", [TargetKind.DEPARTMENT, TargetKind.GRID])
def test_that_what_no_crew_holds_is_let_alone(living: FakeStore, clock: FakeClock, live, kind: TargetKind) -> None:
    life = live(QUIET)
    sent = _dispatched(living, kind)
    life.hear(News(tickets=(sent,)), clock.now())

    assert not _told_of(sent.id, life, clock)


def test_that_only_what_waits_for_a_crew_is_ever_touched(living: FakeStore, clock: FakeClock, live) -> None:
    life = live(QUICK)
    waiting = {
        ticket.id
        for ticket in living.rows.tickets.values()
        if ticket.state in {State.DISPATCHED, State.IN_PROGRESS}
        and ticket.holder
        and ticket.holder.kind is TargetKind.CREW
    }
    touched = set()
    for _ in range(60):
        clock.advance(STEP)
        touched |= {order.ticket for order in life.step(clock.now()) if isinstance(order, Sign | FeedBack)}

    assert touched
    assert touched <= waiting


def test_that_an_order_without_an_echo_is_given_again_later(living: FakeStore, clock: FakeClock, live) -> None:
    life = live(QUIET)
    sent = _dispatched(living)
    life.hear(News(tickets=(sent,)), clock.now())

    assert len(_told_of(sent.id, life, clock)) >= 2


def _told_of(ticket: TicketId, life: Life, clock: FakeClock) -> list[AnyOrder]:
    """Return the orders about a ticket in the next minutes, none of which gets through."""
    told: list[AnyOrder] = []
    for _ in range(90):
        clock.advance(STEP)
        told += [o for o in life.step(clock.now()) if isinstance(o, Sign | FeedBack) and o.ticket == ticket]
    return told


def test_that_crews_go_at_the_speed_of_people_and_cars(living: FakeStore, clock: FakeClock, live) -> None:
    life = live(QUIET)
    kinds = {crew.id: crew.kind for crew in living.rows.crews.values()}
    last: dict[str, tuple[LatLng, float]] = {}
    fastest = {True: 0.0, False: 0.0}
    for _ in range(60):
        clock.advance(STEP)
        for order in life.step(clock.now()):
            for fix in order.fixes if isinstance(order, ReportFixes) else ():
                if fix.crew in last:
                    place, at_s = last[fix.crew]
                    mps = distance_m(place, fix.place) / (fix.at.timestamp() - at_s)
                    drives = kinds[fix.crew] is CrewKind.UNIT
                    fastest[drives] = max(fastest[drives], mps)
                last[fix.crew] = fix.place, fix.at.timestamp()

    assert 1.0 < fastest[False] < 1.6
    assert 6.0 < fastest[True] < 8.1


def test_that_walkers_without_a_ticket_keep_to_their_grid(living: FakeStore) -> None:
    walkers = [crew for crew in living.rows.crews.values() if crew.kind is CrewKind.GRID_WORKER]
    shapes = {code: shapely.from_wkb(region.shape_wkb) for code, region in living.rows.regions.items()}
    motion = Motion(walkers, list(living.rows.regions.values()), 1, NOON)
    home = {crew.id: crew.region for crew in walkers}
    inside = []
    for step in range(1, 200):
        motion.advance(NOON + step * timedelta(seconds=5))
        fixes = motion.fixes(NOON + step * timedelta(seconds=5), 10_000)
        inside += [shapes[home[f.crew]].covers(shapely.Point(f.place.lng_deg, f.place.lat_deg)) for f in fixes]

    assert np.mean(inside) > 0.99


def test_that_a_crew_sent_somewhere_arrives_and_stays(living: FakeStore) -> None:
    crew, here = next((crew, crew.place) for crew in living.rows.crews.values() if crew.place)
    motion = Motion([crew], list(living.rows.regions.values()), 1, NOON)
    there = LatLng(here.lat_deg + 0.001, here.lng_deg)
    motion.send(crew.id, there)
    at = NOON
    for _ in range(60):
        at += timedelta(seconds=5)
        motion.advance(at)

    late = motion.fixes(at + timedelta(minutes=2), 10)
    assert distance_m(late[0].place, there) < 0.1


def test_that_fixes_take_turns_when_not_all_fit(living: FakeStore) -> None:
    on_duty = [crew for crew in living.rows.crews.values() if crew.place]
    motion = Motion(on_duty, list(living.rows.regions.values()), 1, NOON)
    late = NOON + timedelta(minutes=2)
    turns = len(on_duty) // 100 + 1

    heard = [fix.crew for _ in range(turns) for fix in motion.fixes(late, 100)]

    assert len(heard) == len(set(heard)) == len(on_duty) == len(motion)


def test_that_nobody_off_duty_has_a_fix(living: FakeStore) -> None:
    asleep = [replace(crew, duty=Duty.OFF_DUTY) for crew in living.rows.crews.values()]
    motion = Motion(asleep, list(living.rows.regions.values()), 1, NOON)
    motion.advance(NOON + timedelta(minutes=2))

    assert motion.fixes(NOON + timedelta(minutes=2), 10) == ()


def test_that_a_city_without_grids_lies_still(living: FakeStore) -> None:
    motion = Motion(list(living.rows.crews.values()), [], 1, NOON)
    motion.advance(NOON + STEP)

    assert motion.fixes(NOON + STEP, 10) == ()


def test_that_a_large_city_goes_at_its_own_pace(living: FakeStore) -> None:
    situation = living.archive().situation(CITY_CODE)

    assert pace_of(situation) is SMALL
    assert pace_of(replace(situation, regions=situation.regions * 4)) is CITY


def test_that_a_crew_asks_for_more_time_or_to_be_relieved_now_and_then(
    living: FakeStore, clock: FakeClock, live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wishes, "ASKED_PART", 1.0)
    life = live(QUIET)
    sent = replace(_dispatched(living), due_at=NOON + timedelta(hours=9))
    living.rows.tickets[sent.id] = sent
    life.hear(News(tickets=(sent,)), clock.now())

    _run(life, living, clock, steps=160)

    request = living.rows.tickets[sent.id].noted.request
    assert sent.holder
    assert request
    assert (request.by, request.verb in {"return", "extend", "suspend"}) == (sent.holder.name, True)
