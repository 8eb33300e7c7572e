"""``export answers``: what waits for the sources outside, with callers masked, and a line in the journal."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from console.commands import export
from console.commands.answering import BrokenOff
from console.domain.aftercare import SourceAnswer
from console.domain.errors import Refused
from console.domain.shift import Operator, Role
from console.domain.ticket import Caller, State
from console.journal import Kind
from console.ports import Outage
from console.settings import ExportAnswers
from tests.builders import CITY, NOON, OTHER_DISTRICT, a_hand, a_ticket, an_entry
from tests.console.commands.given import given
from tests.console.gateways.city_files import a_store
from tests.fake_ledgers import FakeLedgers
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


def taken(store: FakeStore) -> list[bool]:
    return [answer.taken_at is not None for answer in store.rows.ledgers.answers]


def test_that_an_export_alone_takes_nothing(tmp_path: Path, store: FakeStore) -> None:
    run(store, "--format json", tmp_path / "a.json")
    assert taken(store) == [False]


def test_that_what_is_marked_is_taken_and_waits_no_more(tmp_path: Path, store: FakeStore) -> None:
    run(store, "--format json --mark-taken", tmp_path / "a.json")
    assert taken(store) == [True]
    assert run(store, "--format json", tmp_path / "b.json") == 0


def test_that_the_journal_tells_who_took_how_many(tmp_path: Path, store: FakeStore) -> None:
    run(store, "--format csv --mark-taken --operator 12345平台 --reason 每日报送", tmp_path / "a.csv")
    (line,) = [line.entry for line in store.rows.lines if line.entry.kind is Kind.ANSWERS_TAKEN]
    assert (line.by, line.reason, line.detail) == ("12345平台", "每日报送", {"what": "answers csv", "count": "1"})
    assert store.rows.ledgers.answers[0].taken_at == line.at


def test_that_nothing_is_taken_where_the_file_cannot_be_written(tmp_path: Path, store: FakeStore) -> None:
    with pytest.raises(Refused, match=r"file\.no_folder"):
        run(store, "--format json --mark-taken", tmp_path / "nowhere" / "a.json")
    assert taken(store) == [False]


def test_that_a_link_lost_after_the_file_leaves_the_answers_waiting(
    tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeLedgers, "take_answers", _lost)
    with pytest.raises(BrokenOff):
        run(store, "--format json --mark-taken", tmp_path / "a.json")
    assert (taken(store), (tmp_path / "a.json").exists()) == ([False], True)


def _lost(*_: object) -> int:
    raise Outage("no link")


def test_that_only_answers_since_a_moment_are_taken(tmp_path: Path, store: FakeStore) -> None:
    assert run(store, "--format json --mark-taken --since 2024-05-07", tmp_path / "a.json") == 0
    assert taken(store) == [False]


def with_password(store: FakeStore, monkeypatch: pytest.MonkeyPatch, role: Role, typed: str = "green lamp 7") -> None:
    """Let one operator sign in, and type a password."""
    seat = Operator(name="12345平台", centre=CITY, roles=frozenset({role}))
    store.accounts().put(seat, a_hand(), "green lamp 7")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))


def test_that_where_operators_sign_in_an_outside_system_takes_by_password(
    tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_password(store, monkeypatch, Role.ADAPTER)
    run(store, "--format json --mark-taken --operator 12345平台", tmp_path / "a.json")
    assert taken(store) == [True]


@pytest.mark.parametrize(
    ("role", "typed", "why"),
    [
        (Role.DISPATCHER, "green lamp 7", r"answers\.role_missing"),
        (Role.ADAPTER, "green lamp 8", r"sign_in\.wrong"),
    ],
)
def test_that_nobody_else_takes_any(
    tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch, role: Role, typed: str, why: str
) -> None:
    with_password(store, monkeypatch, role, typed)
    with pytest.raises(Refused, match=why):
        run(store, "--format json --mark-taken --operator 12345平台", tmp_path / "a.json")
    assert (taken(store), (tmp_path / "a.json").exists()) == ([False], False)
