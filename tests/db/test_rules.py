"""The city's own rules as they are kept: every version whole, told to every desk; the same on every database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from console.clocks import SystemClock
from console.commands import rules
from console.domain.errors import Refused
from console.domain.shift import Operator
from console.domain.ticket import Ticket, TicketId
from console.handlers import handle
from console.journal import Kind
from console.orders import Accept, TakeIn
from console.ports import Clock, Mark, Store
from console.replay import replay
from console.rulebook import SHIPPED, RuleFiles, shipped
from console.settings import Rules
from db.engine import open_store
from tests.builders import CITY, NOON, an_operator
from tests.console.commands.given import given

LATER = NOON + timedelta(days=1)
SHORT = "[limits]\nsign = { minutes = 3 }\n"
LONG = "[limits]\nsign = { minutes = 90 }\n"


def _calendar(version: str) -> str:
    return (
        f'version = "{version}"\nzone = "Asia/Shanghai"\nhours = [["09:00", "17:00"]]\n'
        "years = []\noff = []\nworking = []\n"
    )


def _put(store: Store, texts: dict[str, str], *, commit: bool = True) -> int:
    with store.unit_of_work() as uow:
        version = uow.put_rules(texts, NOON, "李四")
        if commit:
            uow.commit()
    return version


def _files(store: Store) -> RuleFiles:
    with store.unit_of_work() as uow:
        return uow.rule_files()


def test_that_an_empty_database_has_the_shipped_rules(store: Store) -> None:
    with store.unit_of_work() as uow:
        assert (uow.rule_files(), uow.rulebook()) == (SHIPPED, shipped())


def test_that_rules_come_back_with_who_and_when(store: Store) -> None:
    assert _put(store, {"lifecycle.toml": SHORT}) == 1
    assert _files(store) == RuleFiles(version=1, texts={"lifecycle.toml": SHORT}, at=NOON, by="李四")


def test_that_the_newest_rules_are_in_force(store: Store) -> None:
    limits = []
    for text in (SHORT, LONG):
        _put(store, {"lifecycle.toml": text})
        with store.unit_of_work() as uow:
            limits.append((uow.rulebook().version, round(uow.rulebook().lifecycle.limits["sign"].amount * 60)))
    assert limits == [(1, 3), (2, 90)]


def test_that_rules_that_were_undone_are_not_in_force(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.put_rules({"lifecycle.toml": SHORT}, LATER, "李四")
        assert uow.rulebook().version == 1
    _put(store, {"lifecycle.toml": LONG})
    with store.unit_of_work() as uow:
        assert round(uow.rulebook().lifecycle.limits["sign"].amount * 60) == 90


def test_that_every_calendar_that_ever_held_is_kept(store: Store) -> None:
    for version in ("2024", "2025", "2025"):
        _put(store, {"calendar.toml": _calendar(version)})
    assert _files(store).calendars == (_calendar("2024"), _calendar("2025"))
    with store.unit_of_work() as uow:
        assert set(uow.rulebook().calendars) == {"shipped", "2024", "2025"}


def test_that_the_situation_brings_the_rules_in_force(store: Store) -> None:
    _put(store, {"lifecycle.toml": SHORT})
    assert (store.archive().situation(CITY).rulebook.version, store.archive().rulebook().version) == (1, 1)


def test_that_a_desk_loads_its_situation_again_with_new_rules(store: Store) -> None:
    feed = store.feed(CITY)
    mark = feed.mark()
    _put(store, {"lifecycle.toml": SHORT})
    with pytest.raises(Refused) as refused:
        feed.since(mark)
    after: Mark = feed.mark()
    assert (refused.value.code, feed.since(after)[1]) == ("feed.mark_too_old", ())
    feed.close()


def test_that_files_which_this_product_cannot_read_are_refused_but_still_told(store: Store) -> None:
    _put(store, {"gate.toml": "= nonsense"})
    with store.unit_of_work() as uow:
        assert uow.rule_files().texts == {"gate.toml": "= nonsense"}
        with pytest.raises(Refused, match=r"rulebook\.bad"):
            uow.rulebook()


def test_that_two_desks_that_set_rules_at_once_make_two_versions(url: str) -> None:
    stores = [open_store(url), open_store(url)]
    begin, versions = Barrier(2), []

    def put(store: Store) -> None:
        begin.wait()
        versions.append(_put(store, {"lifecycle.toml": SHORT}))

    threads = [Thread(target=put, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(versions) == [1, 2]
    for store in stores:
        store.close()


def test_that_setting_rules_brings_open_tickets_to_them_and_no_others(store: Store, tmp_path: Path) -> None:
    by, clock = an_operator(), SystemClock()
    accepted, waiting = (_taken_in(store, TicketId(id_), by, clock) for id_ in (1, 2))
    with store.unit_of_work() as uow:
        handle(Accept(by=by, ticket=accepted.id, seen=1), uow, clock)
    (tmp_path / "lifecycle.toml").write_text("[limits]\naccept = { minutes = 45 }\n", "utf-8")
    command = given("rules set", tmp_path / "lifecycle.toml")
    assert isinstance(command, Rules)

    answer = rules.run(command, store)

    ticket, lines = store.archive().timeline(waiting.id)
    assert ticket is not None
    assert (answer["version"], answer["brought_up_to_date"]) == (1, 1)
    assert [line.kind for line in lines] == [Kind.TAKEN_IN, Kind.RECALENDARED]
    assert ticket.due_at == waiting.stage_since + timedelta(minutes=45)
    assert replay(lines) == ticket


def _taken_in(store: Store, id_: TicketId, by: Operator, clock: Clock) -> Ticket:
    order = TakeIn(by=by, id=id_, category="2101", title="窨井盖损坏", source="patrol", reported_at=clock.now())
    with store.unit_of_work() as uow:
        return handle(order, uow, clock).tickets[0]
