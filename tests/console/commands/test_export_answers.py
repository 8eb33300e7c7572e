"""``export answers``: what waits for the sources outside, with callers masked, and a line in the journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.commands import export
from console.domain.aftercare import SourceAnswer
from console.domain.ticket import Caller, State
from console.journal import Kind
from console.settings import ExportAnswers
from tests.builders import NOON, OTHER_DISTRICT, a_ticket, an_entry
from tests.console.commands.given import given
from tests.console.gateways.city_files import a_store
from tests.fakes import FakeStore


@pytest.fixture
def store() -> FakeStore:
    store = a_store()
    ticket = a_ticket(number="T1", state=State.CLOSED, caller=Caller("王女士", "13912345678"), outside_number="A-1")
    answer = SourceAnswer(
        ticket=ticket.id, source="public", outside_number="A-1", outcome=State.CLOSED, text="=已清理", made_at=NOON
    )
    with store.unit_of_work() as uow:
        uow.record(ticket, [an_entry(ticket)])
        uow.ledgers.queue_answer(answer)
        uow.commit()
    return store


def run(store: FakeStore, line: str, out: Path) -> int:
    command = given(f"export answers {line} --out", out)
    assert isinstance(command, ExportAnswers)
    count = export.run(command, store)["answers"]
    assert isinstance(count, int)
    return count


def test_that_the_waiting_answers_are_written_for_machines(tmp_path: Path, store: FakeStore) -> None:
    assert run(store, "--format json", tmp_path / "a.json") == 1
    (told,) = json.loads((tmp_path / "a.json").read_text("utf-8"))["answers"]
    assert (told["number"], told["outside_number"], told["source"]) == ("T1", "A-1", "public")
    assert (told["outcome"], told["answer"], told["made_at"]) == ("closed", "=已清理", "2024-05-06T20:00:00+08:00")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_that_callers_are_masked(tmp_path: Path, store: FakeStore, form: str) -> None:
    run(store, f"--format {form}", tmp_path / "a")
    text = (tmp_path / "a").read_text("utf-8")
    assert "王**" in text
    assert "王女士" not in text
    assert "139123456" not in text


def test_that_a_table_has_words_and_no_formula(tmp_path: Path, store: FakeStore) -> None:
    run(store, "--format csv", tmp_path / "a.csv")
    header, row = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert header.startswith("工单号,外部编号,来源")
    assert row.startswith("T1,A-1,公众举报")
    assert "已结案,'=已清理" in row


def test_that_another_centre_has_none(tmp_path: Path, store: FakeStore) -> None:
    assert run(store, f"--centre {OTHER_DISTRICT} --format json", tmp_path / "a.json") == 0


def test_that_the_journal_knows_of_it(tmp_path: Path, store: FakeStore) -> None:
    run(store, "--format csv --reason 交12345", tmp_path / "a.csv")
    (noted,) = [line.entry for line in store.rows.lines if line.entry.kind is Kind.EXPORTED]
    assert (noted.detail["what"], noted.reason) == ("answers csv", "交12345")
