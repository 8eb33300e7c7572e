"""Every desk keeps the seals that it sees, whoever made them, and the first that comes by makes the next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from console.chain import Fault
from console.sealing import Sealer
from console.witness import Witness
from tests.builders import an_entry
from tests.fakes import FakeClock, FakeStore

URL = "postgresql://city/griddesk"


def noted(store: FakeStore) -> None:
    with store.unit_of_work() as uow:
        uow.note(an_entry())
        uow.commit()


def test_that_what_was_seen_is_there_after_a_restart(tmp_path: Path) -> None:
    store = FakeStore()
    noted(store)
    Sealer(store.auditor(), Witness(tmp_path, URL), FakeClock()).look()
    assert Witness(tmp_path, URL).seen() == tuple(store.auditor().anchors())


def test_that_one_seal_is_made_and_both_desks_keep_it(tmp_path: Path) -> None:
    store, clock = FakeStore(), FakeClock()
    noted(store)
    witnesses = [Witness(tmp_path / name, URL) for name in ("one", "other")]
    for witness in witnesses:
        Sealer(store.auditor(), witness, clock).look()
    assert [len(witness.seen()) for witness in witnesses] == [1, 1]


def test_that_a_seal_is_kept_once(tmp_path: Path) -> None:
    store, clock, witness = FakeStore(), FakeClock(), Witness(tmp_path, URL)
    noted(store)
    Sealer(store.auditor(), witness, clock).look()
    clock.advance(timedelta(minutes=6))
    noted(store)
    again = Sealer(store.auditor(), witness, clock)
    again.look()
    again.look()
    assert [seal.n for seal in witness.seen()] == [1, 2]


def test_that_a_seal_that_is_gone_from_the_database_is_told(tmp_path: Path) -> None:
    store, witness = FakeStore(), Witness(tmp_path, URL)
    noted(store)
    Sealer(store.auditor(), witness, FakeClock()).look()
    store.rows.anchors.clear()
    found = store.auditor().verify(witness.seen()).findings
    assert [(one.fault, one.place) for one in found] == [(Fault.WITNESS, 1)]


def test_that_a_line_cut_off_by_a_power_cut_spoils_no_other(tmp_path: Path) -> None:
    store, clock, witness = FakeStore(), FakeClock(), Witness(tmp_path, URL)
    noted(store)
    Sealer(store.auditor(), witness, clock).look()
    file = next(tmp_path.rglob("*.jsonl"))
    with file.open("a", encoding="utf-8") as end:
        end.write('\n{"n": 2, "snap"')
    clock.advance(timedelta(minutes=6))
    noted(store)
    Sealer(store.auditor(), witness, clock).look()
    assert [seal.n for seal in witness.seen()] == [1, 2]


def test_that_two_databases_have_two_witnesses_whoever_signs_in(tmp_path: Path) -> None:
    store = FakeStore()
    noted(store)
    Sealer(store.auditor(), Witness(tmp_path, "postgresql://desk@city/griddesk"), FakeClock()).look()
    assert len(Witness(tmp_path, "postgresql://owner@city/griddesk").seen()) == 1
    assert Witness(tmp_path, "postgresql://owner@other/griddesk").seen() == ()


def test_that_it_looks_until_it_is_stopped(tmp_path: Path) -> None:
    store, witness = FakeStore(), Witness(tmp_path, URL)
    noted(store)
    sealer = Sealer(store.auditor(), witness, FakeClock(), period_s=0.001)
    sealer.start()
    while not witness.seen():
        pass
    sealer.stop()
    assert len(witness.seen()) == 1
