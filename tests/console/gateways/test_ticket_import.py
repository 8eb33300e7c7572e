"""Taking past tickets in: everything once, what cannot be read refused, the rest in."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from console.gateways.files.ticket_map import TicketMap
from console.gateways.files.unusable import Unusable
from console.ports import Outage
from tests.builders import CITY, GRID
from tests.console.gateways.city_files import MAP, a_map, a_row, a_store, an_import, csv_text, heard
from tests.fakes import FakeStore

MANY = "[rows]\nper_ticket = 'many'\nwindow = 2\n" + MAP


@pytest.fixture
def store() -> FakeStore:
    return a_store()


@pytest.fixture
def ticket_map(tmp_path: Path) -> TicketMap:
    return a_map(tmp_path)


def _run(folder: Path, ticket_map: TicketMap, store: FakeStore, *rows: dict[str, str]) -> dict[str, object]:
    file = folder / "tickets.csv"
    file.write_text(csv_text(*rows), "utf-8")
    return an_import(file, ticket_map, store).run(heard).answer()


def _answer(**changes: object) -> dict[str, object]:
    none = {"read": 0, "taken_in": 0, "already_there": 0, "no_place": 0, "no_grid": 0, "refused": []}
    return none | changes


def test_that_what_the_file_holds_is_taken_in(tmp_path: Path, ticket_map: TicketMap, store: FakeStore) -> None:
    answer = _run(tmp_path, ticket_map, store, a_row("A-1"), a_row("A-2"))
    assert answer == _answer(read=2, taken_in=2)


def test_that_a_second_run_takes_nothing_in(tmp_path: Path, ticket_map: TicketMap, store: FakeStore) -> None:
    _run(tmp_path, ticket_map, store, a_row("A-1", lat="0", lng="0"))
    assert _run(tmp_path, ticket_map, store, a_row("A-1", lat="0", lng="0")) == _answer(read=1, already_there=1)


def test_that_a_number_that_stands_twice_is_taken_in_once(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    assert _run(tmp_path, ticket_map, store, a_row(), a_row()) == _answer(read=2, taken_in=1, already_there=1)


def test_that_a_ticket_lies_in_the_grid_that_holds_its_place(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    _run(tmp_path, ticket_map, store, a_row())
    ticket = store.archive().find("A-1")
    assert ticket is not None
    assert (ticket.grid, ticket.area, ticket.centre) == (GRID, GRID, CITY)


def test_that_a_ticket_without_a_place_lies_at_the_importing_centre(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    answer = _run(tmp_path, ticket_map, store, a_row(lat="0", lng="0"))
    ticket = store.archive().find("A-1")
    assert ticket is not None
    assert (answer["no_place"], ticket.area, ticket.place) == (1, CITY, None)


def test_that_a_place_in_no_grid_is_counted_and_kept(tmp_path: Path, ticket_map: TicketMap, store: FakeStore) -> None:
    answer = _run(tmp_path, ticket_map, store, a_row(lat="10", lng="10"))
    ticket = store.archive().find("A-1")
    assert ticket is not None
    assert (answer["no_grid"], ticket.grid, ticket.place is not None) == (1, None, True)


def test_that_a_bad_row_is_refused_with_its_number_and_the_rest_goes_in(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    answer = _run(tmp_path, ticket_map, store, a_row("A-1", status="odd"), a_row("A-2"), a_row(""))
    assert answer["taken_in"] == 1
    assert answer["refused"] == [
        {"row": 2, "why": 'status "odd" stands in no value table'},
        {"row": 4, "why": "id is empty: a ticket needs its number"},
    ]


def test_that_rows_of_one_ticket_are_gathered_although_others_lie_between(tmp_path: Path, store: FakeStore) -> None:
    answer = _run(tmp_path, a_map(tmp_path, MANY), store, a_row("A-1"), a_row("A-2"), a_row("A-1", crew="队二"))
    assert answer == _answer(read=3, taken_in=2, joined=1)


def test_that_rows_beyond_the_window_meet_their_ticket_in_the_database(tmp_path: Path, store: FakeStore) -> None:
    rows = [a_row(f"A-{number}") for number in (1, 2, 3, 4, 1)]
    assert _run(tmp_path, a_map(tmp_path, MANY), store, *rows) == _answer(read=5, taken_in=4, already_there=1)


def test_that_a_missing_column_is_told_before_anything_is_taken_in(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text(csv_text(a_row()).replace("status", "Status", 1), "utf-8")

    with pytest.raises(Unusable, match=r'no column "status" \(did you mean "Status"\?\)'):
        an_import(file, ticket_map, store).run(heard)


def test_that_what_came_before_the_cut_is_in_when_a_file_is_cut_off(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text(csv_text(a_row("A-1"), a_row("A-2"))[:-30], "utf-8")
    coming = an_import(file, ticket_map, store)

    with pytest.raises(Unusable, match="cut off"):
        coming.run(heard)

    assert coming.tally.answer() == _answer(read=1, taken_in=1)
    assert store.archive().find("A-1") is not None


def test_that_an_outage_is_told_and_nothing_is_counted_that_was_not_written(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text(csv_text(a_row()), "utf-8")
    coming = an_import(file, ticket_map, store)
    store.cut()

    with pytest.raises(Outage):
        coming.run(heard)
    assert coming.tally.taken_in == 0


def test_that_a_json_list_is_taken_in_by_the_same_map(tmp_path: Path, ticket_map: TicketMap, store: FakeStore) -> None:
    file = tmp_path / "tickets.json"
    file.write_text(json.dumps([a_row("A-1"), a_row("A-2")]), "utf-8")
    assert an_import(file, ticket_map, store).run(heard).answer() == _answer(read=2, taken_in=2)


def test_that_objects_of_another_shape_are_told(tmp_path: Path, ticket_map: TicketMap, store: FakeStore) -> None:
    file = tmp_path / "tickets.json"
    file.write_text('[{"ID": 1}]', "utf-8")
    with pytest.raises(Unusable, match=r'have no "id"'):
        an_import(file, ticket_map, store).run(heard)


class _Forgetful:
    """A registry that counts and keeps nothing, so that what grows is the import's own."""

    def add_past(self, tickets: list[object]) -> int:
        return len(tickets)

    def known_outside_numbers(self, numbers: list[str]) -> frozenset[str]:
        return frozenset()


def test_that_memory_does_not_grow_with_the_file(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.gateways.files.tickets.BATCH", 50)
    monkeypatch.setattr(store, "registry", _Forgetful)

    def peak_of(count: int) -> int:
        file = tmp_path / "tickets.csv"
        file.write_text(csv_text(*(a_row(f"A-{number}") for number in range(count))), "utf-8")
        coming = an_import(file, ticket_map, store)
        tracemalloc.start()
        try:
            coming.run(heard)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak_of(200)
    assert peak_of(4_000) < 1.5 * peak_of(400)


def test_that_an_outage_is_not_waited_for_twice(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def locked(numbers: list[str]) -> frozenset[str]:
        tries.append(len(numbers))
        raise Outage("locked")

    registry = store.registry()
    monkeypatch.setattr(registry, "known_outside_numbers", locked)
    monkeypatch.setattr(store, "registry", lambda: registry)
    with pytest.raises(Outage):
        _run(tmp_path, ticket_map, store, a_row("A-1"))
    assert tries == [1]


def test_that_a_missing_column_is_told_although_there_is_no_row(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text("nummer,status\n", "utf-8")
    with pytest.raises(Unusable, match='has no column "id"'):
        an_import(file, ticket_map, store).run(heard)


def test_that_an_address_of_several_lines_stands_in_one(
    tmp_path: Path, ticket_map: TicketMap, store: FakeStore
) -> None:
    _run(tmp_path, ticket_map, store, a_row("A-1", address="人民路\n10号"))
    ticket = store.archive().find("A-1")
    assert ticket is not None
    assert ticket.address == "人民路 10号"
