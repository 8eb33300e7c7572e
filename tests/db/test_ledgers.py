"""What is kept beside tickets, the same on the fake, SQLite and PostgreSQL: answers, follow-up checks, campaigns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from console.domain.aftercare import Patrol, SourceAnswer
from console.domain.campaign import Campaign, GridProgress, Progress, Site
from console.domain.grid import RegionCode
from console.domain.ticket import State, Ticket, TicketId
from console.ports import Store
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, NEXT_GRID, NOON, OTHER_DISTRICT, VILLAGE, a_ticket, an_entry

DAY = timedelta(days=1)


def kept(store: Store, **changes: Any) -> Ticket:
    ticket = a_ticket(**changes)
    with store.unit_of_work() as uow:
        uow.record(ticket, [an_entry(ticket)])
        uow.commit()
    return ticket


def an_answer(ticket: TicketId, **changes: Any) -> SourceAnswer:
    fresh = SourceAnswer(
        ticket=ticket, source="public", outside_number="A-1", outcome=State.CLOSED, text="已清理", made_at=NOON
    )
    return replace(fresh, **changes)


def queue(store: Store, *answers: SourceAnswer) -> None:
    with store.unit_of_work() as uow:
        for answer in answers:
            uow.ledgers.queue_answer(answer)
        uow.commit()


def waiting(store: Store, centre: str) -> list[tuple[str, str]]:
    found = store.archive().ledgers.waiting_answers(RegionCode(centre))
    return [(ticket.number, answer.text) for ticket, answer in found]


def test_that_an_answer_waits_as_it_was_queued(store: Store) -> None:
    ticket = kept(store)
    queue(store, an_answer(ticket.id))
    ((of, answer),) = store.archive().ledgers.waiting_answers(CITY)
    assert (of, replace(answer, id=0)) == (ticket, an_answer(ticket.id))


def test_that_answers_wait_in_the_order_they_were_queued_each_for_its_centre(store: Store) -> None:
    here, there = kept(store, number="T1"), kept(store, number="T2", area=FAR_GRID)
    queue(store, an_answer(here.id, text="一"), an_answer(there.id, text="二"), an_answer(here.id, text="三"))
    assert waiting(store, CITY) == [("T1", "一"), ("T2", "二"), ("T1", "三")]
    assert waiting(store, OTHER_DISTRICT) == [("T2", "二")]


def test_that_what_was_taken_waits_no_more(store: Store) -> None:
    ticket = kept(store)
    queue(store, an_answer(ticket.id, taken_at=NOON))
    assert waiting(store, CITY) == []


def test_that_an_answer_of_a_transaction_that_was_undone_does_not_wait(store: Store) -> None:
    ticket = kept(store)
    with store.unit_of_work() as uow:
        uow.ledgers.queue_answer(an_answer(ticket.id))
    assert waiting(store, CITY) == []


def ids(store: Store) -> list[int]:
    return [answer.id for _, answer in store.archive().ledgers.waiting_answers(CITY)]


def take(store: Store, *answers: int, at: datetime = NOON) -> int:
    with store.unit_of_work() as uow:
        taken = uow.ledgers.take_answers(answers, at)
        uow.commit()
    return taken


def test_that_only_what_is_named_is_taken_and_at_that_moment(store: Store) -> None:
    ticket = kept(store)
    queue(store, *(an_answer(ticket.id, text=text) for text in "一二"))
    assert take(store, ids(store)[0], at=NOON + DAY) == 1
    told = [(answer.text, answer.taken_at) for answer in store.archive().ledgers.answers_of(ticket.id)]
    assert told == [("一", NOON + DAY), ("二", None)]


def test_that_what_was_taken_is_not_taken_again(store: Store) -> None:
    ticket = kept(store)
    queue(store, an_answer(ticket.id))
    (first,) = ids(store)
    take(store, first)
    assert take(store, first, at=NOON + DAY) == 0
    assert store.archive().ledgers.answers_of(ticket.id)[0].taken_at == NOON


def test_that_a_ticket_knows_its_own_answers_and_no_others(store: Store) -> None:
    one, other = kept(store), kept(store)
    queue(store, an_answer(one.id), an_answer(other.id))
    assert [answer.ticket for answer in store.archive().ledgers.answers_of(one.id)] == [one.id]


def test_that_answers_are_brought_from_a_moment_on(store: Store) -> None:
    ticket = kept(store)
    queue(store, *(an_answer(ticket.id, made_at=NOON + days * DAY) for days in range(3)))
    made = [answer.made_at for _, answer in store.archive().ledgers.waiting_answers(CITY, NOON + DAY)]
    assert made == [NOON + DAY, NOON + 2 * DAY]


def a_patrol(ticket: TicketId, **changes: Any) -> Patrol:
    fresh = Patrol(ticket=ticket, centre=VILLAGE, every_days=7, left=3, next_at=NOON, text="看垃圾", by="李四")
    return replace(fresh, **changes)


def plant(store: Store, patrol: Patrol) -> None:
    with store.unit_of_work() as uow:
        uow.ledgers.plant(patrol)
        uow.commit()


def move_on(store: Store, patrol: Patrol) -> bool:
    with store.unit_of_work() as uow:
        moved = uow.ledgers.move_on(patrol.after(NOON), patrol.next_at)
        uow.commit()
    return moved


def test_that_checks_come_back_as_they_were_planted(store: Store) -> None:
    patrol = a_patrol(kept(store).id)
    plant(store, patrol)
    with store.unit_of_work() as uow:
        assert uow.ledgers.patrol(patrol.ticket) == patrol


def test_that_checks_planted_anew_take_the_place_of_the_old_ones(store: Store) -> None:
    patrol = a_patrol(kept(store).id, left=0)
    plant(store, patrol)
    plant(store, replace(patrol, left=5))
    with store.unit_of_work() as uow:
        assert uow.ledgers.patrol(patrol.ticket) == replace(patrol, left=5)


def test_that_only_one_of_two_moves_a_due_check_on(store: Store) -> None:
    patrol = a_patrol(kept(store).id)
    plant(store, patrol)
    assert [move_on(store, patrol), move_on(store, patrol)] == [True, False]
    with store.unit_of_work() as uow:
        assert uow.ledgers.patrol(patrol.ticket) == replace(patrol, left=2, next_at=NOON + 7 * DAY)


@pytest.mark.parametrize(
    ("changes", "is_due"),
    [({}, True), ({"next_at": NOON + DAY}, False), ({"left": 0}, False), ({"centre": DISTRICT}, False)],
    ids=["due", "later", "none left", "another centre"],
)
def test_that_a_centre_finds_its_own_checks_that_are_due(store: Store, changes: dict[str, Any], is_due: bool) -> None:
    patrol = a_patrol(kept(store).id, **changes)
    plant(store, patrol)
    assert store.archive().ledgers.due_patrols(VILLAGE, NOON) == ((patrol,) if is_due else ())


def test_that_checks_that_were_ended_are_due_no_more(store: Store) -> None:
    patrol = a_patrol(kept(store).id)
    plant(store, patrol)
    with store.unit_of_work() as uow:
        uow.ledgers.end_patrol(patrol.ticket)
        uow.commit()
    assert store.archive().ledgers.due_patrols(VILLAGE, NOON) == ()
    assert not move_on(store, patrol)


def a_campaign(**changes: Any) -> Campaign:
    fresh = Campaign(
        id=uuid4(),
        name="清明防火",
        items=("灭火器", "通道"),
        centre=CITY,
        by="李四",
        begun_at=NOON,
        due_at=NOON + 7 * DAY,
    )
    return replace(fresh, **changes)


def begin(store: Store, *grids: RegionCode, **changes: Any) -> Campaign:
    campaign = a_campaign(**changes)
    with store.unit_of_work() as uow:
        uow.ledgers.begin(campaign, grids)
        uow.commit()
    return campaign


def keep_site(store: Store, campaign: UUID, label: str, **changes: Any) -> bool:
    said: dict[str, Any] = {
        "grid": GRID,
        "version": 1,
        "done": frozenset({0, 1}),
        "note": "",
        "by": "李四",
        "at": NOON,
    } | changes
    site = Site(campaign=campaign, label=label, **said)
    with store.unit_of_work() as uow:
        is_kept = uow.ledgers.keep_site(site, site.is_done(2))
        uow.commit()
    return is_kept


def test_that_a_campaign_comes_back_as_it_was_begun(store: Store) -> None:
    campaign = begin(store, GRID, NEXT_GRID)
    with store.unit_of_work() as uow:
        assert uow.ledgers.campaign(campaign.id) == campaign
        assert [uow.ledgers.has_grid(campaign.id, grid) for grid in (GRID, FAR_GRID)] == [True, False]
        assert uow.ledgers.campaign(uuid4()) is None


def test_that_only_grids_are_told_from_among_codes(store: Store) -> None:
    with store.unit_of_work() as uow:
        assert uow.ledgers.grids_among({GRID, VILLAGE, RegionCode("999")}) == {GRID}


def test_that_progress_counts_grids_lines_and_finished_lines(store: Store) -> None:
    campaign = begin(store, GRID, NEXT_GRID, FAR_GRID)
    keep_site(store, campaign.id, "1栋")
    keep_site(store, campaign.id, "2栋", done=frozenset({1}))
    ledgers = store.archive().ledgers
    assert list(ledgers.campaigns(CITY)) == [(campaign, Progress(grids=3, visited=1, sites=2, done=1))]
    assert list(ledgers.campaigns(OTHER_DISTRICT)) == [(campaign, Progress(grids=1, visited=0, sites=0, done=0))]
    assert list(ledgers.campaign_grids(campaign.id, DISTRICT)) == [
        GridProgress(grid=GRID, name=f"区域{GRID}", sites=2, done=1),
        GridProgress(grid=NEXT_GRID, name=f"区域{NEXT_GRID}", sites=0, done=0),
    ]


def test_that_campaigns_are_told_the_newest_first_and_only_to_whom_they_concern(store: Store) -> None:
    old = begin(store, GRID)
    new = begin(store, GRID, FAR_GRID, begun_at=NOON + DAY)
    ledgers = store.archive().ledgers
    assert [campaign for campaign, _ in ledgers.campaigns(VILLAGE)] == [new, old]
    assert [campaign for campaign, _ in ledgers.campaigns(OTHER_DISTRICT)] == [new]


def test_that_sites_come_back_by_label_as_they_were_ticked(store: Store) -> None:
    campaign = begin(store, GRID, NEXT_GRID)
    keep_site(store, campaign.id, "B", note="锁着", done=frozenset({1}))
    keep_site(store, campaign.id, "A")
    keep_site(store, campaign.id, "C", grid=NEXT_GRID)
    sites = store.archive().ledgers.campaign_sites(campaign.id, GRID)
    assert [(site.label, site.done, site.note, site.version) for site in sites] == [
        ("A", frozenset({0, 1}), "", 1),
        ("B", frozenset({1}), "锁着", 1),
    ]


def test_that_a_line_is_kept_only_after_the_one_that_was_seen(store: Store) -> None:
    campaign = begin(store, GRID)
    came = [keep_site(store, campaign.id, "A", version=version) for version in (1, 1, 2, 2, 4)]
    assert came == [True, False, True, False, False]
    with store.unit_of_work() as uow:
        site = uow.ledgers.site(campaign.id, GRID, "A")
    assert site is not None
    assert site.version == 2


def test_that_an_ended_campaign_says_when(store: Store) -> None:
    campaign = begin(store, GRID)
    with store.unit_of_work() as uow:
        uow.ledgers.end(campaign.id, NOON + DAY)
        uow.commit()
    assert [one.ended_at for one, _ in store.archive().ledgers.campaigns(CITY)] == [NOON + DAY]
