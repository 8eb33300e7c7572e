"""In whose name a file leaves the house: of those who sign in, nobody's but their own."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from console.commands import export
from console.domain.errors import Refused
from console.journal import Kind
from console.settings import ExportTickets
from tests.builders import CITY, a_hand, an_operator
from tests.console.commands.given import given
from tests.console.gateways.city_files import a_store
from tests.fakes import FakeStore


@pytest.fixture
def store() -> FakeStore:
    made = a_store()
    made.accounts().put(an_operator("王敏", centre=CITY), a_hand(), "green lamp 7")
    return made


def exported_by(store: FakeStore, name: str, out: Path) -> str:
    """Export the tickets under a name and return whose the journal says it was."""
    command = given(f"export tickets --format csv --operator {name} --out", out)
    assert isinstance(command, ExportTickets)
    export.run(command, store)
    return next(line.entry.by for line in store.rows.lines if line.entry.kind is Kind.EXPORTED)


def test_that_nobody_exports_in_the_name_of_who_signs_in(
    tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("lamp of nobody\n"))
    with pytest.raises(Refused, match=r"sign_in\.wrong"):
        exported_by(store, "王敏", tmp_path / "t.csv")
    assert not (tmp_path / "t.csv").exists()


def test_that_who_signs_in_exports_in_their_own_name(
    tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("green lamp 7\n"))
    assert exported_by(store, "王敏", tmp_path / "t.csv") == "王敏"


def test_that_a_name_without_a_password_is_taken_at_its_word(tmp_path: Path, store: FakeStore) -> None:
    assert exported_by(store, "nightly", tmp_path / "t.csv") == "nightly"
