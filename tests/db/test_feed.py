"""The news of all desks: each at least once, none lost behind a long transaction, and only what a centre may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Thread
from time import perf_counter
from typing import Any

import pytest

from console.board import Board
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.ticket import State, Ticket
from console.journal import TOLD_BELOW, Entry, Kind, News
from console.ports import Feed, Mark, Store, UnitOfWork
from db.engine import open_store
from db.feed import MARK_LIFE, MOST_LINES, FileFeed
from tests.builders import (
    CITY,
    DISTRICT,
    FAR_GRID,
    IN_FAR_GRID,
    OTHER_DISTRICT,
    VILLAGE,
    a_crew,
    a_fix,
    a_ticket,
    an_entry,
)

PATIENCE_S = 20.0


def write(uow: UnitOfWork, ticket: Ticket) -> Entry:
    entry = an_entry(ticket)
    uow.record(ticket, (entry,))
    return entry


def committed(store: Store, ticket: Ticket) -> Entry:
    with store.unit_of_work() as uow:
        entry = write(uow, ticket)
        uow.commit()
    return entry


def lines(news: tuple[News, ...]) -> list[Entry]:
    return [entry for one in news for entry in one.entries]


class Ear:
    """A desk of a centre that follows the feed from now on."""

    def __init__(self, store: Store, centre: RegionCode) -> None:
        self._feed: Feed = store.feed(centre)
        self._mark: Mark = self._feed.mark()

    def hear(self) -> tuple[News, ...]:
        self._mark, news = self._feed.since(self._mark)
        return news

    def close(self) -> None:
        self._feed.close()


@pytest.fixture
def city(store: Store):
    ear = Ear(store, CITY)
    yield ear
    ear.close()


@pytest.fixture
def district(store: Store):
    ear = Ear(store, DISTRICT)
    yield ear
    ear.close()


def test_that_what_was_before_the_mark_is_not_told(store: Store) -> None:
    committed(store, a_ticket())
    ear = Ear(store, CITY)
    assert ear.hear() == ()
    ear.close()


def test_that_another_desks_change_is_told_with_the_ticket(store: Store, city: Ear) -> None:
    ticket = a_ticket()
    entry = committed(store, ticket)
    assert city.hear() == (News(entries=(entry,), tickets=(ticket,), desk="desk-1"),)


def test_that_what_was_told_is_not_told_for_ever(store: Store, city: Ear) -> None:
    committed(store, a_ticket())
    city.hear()
    assert city.hear() == ()


def test_that_what_comes_into_a_file_during_the_question_is_told_once(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = open_store(file_url), open_store(file_url)
    feed = store.feed(CITY)
    mark, written = feed.mark(), [committed(other, a_ticket())]
    marks = FileFeed._mark

    def and_then(self: FileFeed) -> tuple[Mark, Sequence[Any]]:
        found = marks(self)
        written.append(committed(other, a_ticket()))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(FileFeed, "_mark", and_then)
        mark, news = feed.since(mark)
    told = lines(news) + lines(feed.since(mark)[1])
    for one in (feed, store, other):
        one.close()
    assert told == written


def test_that_what_was_undone_is_never_told(store: Store, city: Ear) -> None:
    with store.unit_of_work() as uow:
        write(uow, a_ticket())
    assert city.hear() == ()


def test_that_the_news_hold_the_ticket_as_it_now_stands(store: Store, city: Ear) -> None:
    ticket = a_ticket()
    committed(store, ticket)
    later = replace(ticket, version=2, state=State.ACCEPTED)
    committed(store, later)
    assert [one.tickets for one in city.hear()] == [(later,), (later,)]


def test_that_the_steps_of_one_order_are_one_news(store: Store, city: Ear) -> None:
    ticket = a_ticket(version=2)
    second = an_entry(ticket, part=1)
    first = replace(second, part=0, version=1)
    with store.unit_of_work() as uow:
        uow.record(ticket, (first, second))
        uow.commit()
    assert [one.entries for one in city.hear()] == [(first, second)]


def test_that_a_centre_does_not_hear_of_another_centres_ground(store: Store, district: Ear) -> None:
    committed(store, a_ticket(area=FAR_GRID, centre=OTHER_DISTRICT, place=IN_FAR_GRID))
    assert district.hear() == ()


def test_that_a_centre_hears_of_a_ticket_passed_on_to_it(store: Store, district: Ear) -> None:
    entry = committed(store, a_ticket(area=FAR_GRID, centre=DISTRICT))
    assert lines(district.hear()) == [entry]


def test_that_a_centre_keeps_hearing_of_a_ticket_it_reads(store: Store, district: Ear) -> None:
    entry = committed(store, a_ticket(area=FAR_GRID, centre=OTHER_DISTRICT, readers=(DISTRICT,)))
    assert lines(district.hear()) == [entry]


@pytest.mark.parametrize(
    "seen",
    [
        a_ticket(centre=OTHER_DISTRICT),
        a_ticket(area=FAR_GRID, centre=DISTRICT),
        a_ticket(area=FAR_GRID, centre=OTHER_DISTRICT, readers=(CITY, DISTRICT)),
    ],
    ids=["by its area", "by its centre", "as a reader"],
)
def test_that_a_centre_is_told_when_a_ticket_leaves_its_sight(store: Store, district: Ear, seen: Ticket) -> None:
    committed(store, seen)
    district.hear()
    gone = replace(seen, version=2, area=FAR_GRID, centre=OTHER_DISTRICT, readers=(CITY,))
    committed(store, gone)
    board = Board(DISTRICT)
    board.load(board.around((seen,)))
    assert [board.hear(one).tickets for one in district.hear()] == [{seen.id}]
    assert not board.tickets


def test_that_a_ticket_out_of_sight_is_not_told_of_again(store: Store, district: Ear) -> None:
    seen = a_ticket(centre=OTHER_DISTRICT)
    committed(store, seen)
    gone = replace(seen, version=2, area=FAR_GRID)
    committed(store, gone)
    district.hear()
    committed(store, replace(gone, version=3))
    assert district.hear() == ()


def test_that_a_line_without_a_ticket_is_told_where_it_was_written(store: Store, city: Ear) -> None:
    here, elsewhere = an_entry(centre=VILLAGE), an_entry(centre=RegionCode("9900"))
    with store.unit_of_work() as uow:
        uow.note(here)
        uow.note(elsewhere)
        uow.commit()
    assert lines(city.hear()) == [here]


def test_that_crews_on_the_move_are_told_once_with_their_latest_fix(store: Store, district: Ear) -> None:
    store.registry().add_crews((a_crew("C1"), a_crew("C2", region=FAR_GRID)))
    district.hear()
    with store.unit_of_work() as uow:
        uow.place_crews((a_fix("C1"), a_fix("C2", IN_FAR_GRID)))
        uow.commit()
    assert [one.fixes for one in district.hear()] == [(a_fix("C1"),)]


def test_that_past_tickets_that_have_ended_are_not_told(store: Store, city: Ear) -> None:
    ended, running = a_ticket(state=State.CLOSED), a_ticket()
    past = [(ticket, (an_entry(ticket, imported=True),)) for ticket in (ended, running)]
    store.registry().add_past(past)
    assert [one.tickets for one in city.hear()] == [(running,)]


@pytest.mark.parametrize("text", ["", "file", "file other 0 0", "server other 1:1:", "nonsense 1 2 3"])
def test_that_a_mark_of_another_database_is_refused(store: Store, text: str) -> None:
    feed = store.feed(CITY)
    with pytest.raises(Refused) as refused:
        feed.since(Mark(text))
    feed.close()
    assert refused.value.code == "feed.mark_too_old"


def test_that_two_stores_on_one_database_hear_each_other(url: str) -> None:
    first, second = open_store(url), open_store(url)
    ear = Ear(second, CITY)
    entry = committed(first, a_ticket())
    assert lines(ear.hear()) == [entry]
    ear.close()
    first.close()
    second.close()


@pytest.mark.postgres
def test_that_a_line_is_not_lost_behind_a_longer_transaction(server_url: str) -> None:
    store = open_store(server_url)
    ear = Ear(store, CITY)
    with store.unit_of_work() as slow:
        early = write(slow, a_ticket())
        late = committed(store, a_ticket())
        assert lines(ear.hear()) == [late]
        slow.commit()
    assert lines(ear.hear()) == [early]
    ear.close()
    store.close()


def test_that_a_desk_far_behind_loads_the_situation_again(url: str) -> None:
    store = open_store(url)
    ear = Ear(store, CITY)
    ticket = a_ticket(version=MOST_LINES + 1)
    last = an_entry(ticket)
    store.registry().add_past(
        [(ticket, [replace(last, part=part, version=part + 1) for part in range(MOST_LINES + 1)])]
    )
    with pytest.raises(Refused) as refused:
        ear.hear()
    ear.close()
    store.close()
    assert refused.value.code == "feed.mark_too_old"


def noted(store: Store, kind: Kind, centre: RegionCode) -> Entry:
    entry = an_entry(kind=kind, ticket=None, version=0, centre=centre)
    with store.unit_of_work() as uow:
        uow.note(entry)
        uow.commit()
    return entry


@pytest.mark.parametrize("kind", sorted(TOLD_BELOW))
def test_that_a_centre_hears_from_above_what_is_done_about_its_ground(store: Store, district: Ear, kind: Kind) -> None:
    entry = noted(store, kind, CITY)
    assert lines(district.hear()) == [entry]


@pytest.mark.parametrize(("kind", "centre"), [(Kind.SITE_TICKED, OTHER_DISTRICT), (Kind.SHIFT_BEGAN, CITY)])
def test_that_a_centre_hears_no_other_lines_of_other_centres(
    store: Store, district: Ear, kind: Kind, centre: RegionCode
) -> None:
    noted(store, kind, centre)
    assert district.hear() == ()


def test_that_a_mark_older_than_the_journal_is_kept_for_is_refused(url: str) -> None:
    store = open_store(url)
    feed = store.feed(CITY)
    kind, *facts = feed.mark().text.split(" ")
    facts[2] = str(int(facts[2]) - int(MARK_LIFE.total_seconds()) - 60)
    with pytest.raises(Refused) as refused:
        feed.since(Mark(" ".join((kind, *facts))))
    feed.close()
    store.close()
    assert refused.value.code == "feed.mark_too_old"


def test_that_an_old_line_that_is_committed_only_now_is_told(store: Store, city: Ear) -> None:
    """The age of a mark counts, not that of a line: an order that a desk kept for weeks is news when it is carried out."""
    ticket = a_ticket()
    entry = replace(an_entry(ticket), at=ticket.reported_at - 5 * MARK_LIFE)
    with store.unit_of_work() as uow:
        uow.record(ticket, (entry,))
        uow.commit()
    assert lines(city.hear()) == [entry]


def test_that_a_wait_for_news_is_over_when_it_is_ended_from_elsewhere(store: Store) -> None:
    feed = store.feed(CITY)
    feed.mark()
    waiting = Thread(target=feed.wait, args=(PATIENCE_S,))
    began_s = perf_counter()
    waiting.start()
    feed.wake()
    waiting.join()
    feed.close()
    assert perf_counter() - began_s < PATIENCE_S / 2
