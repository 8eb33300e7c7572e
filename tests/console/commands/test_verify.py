"""``db verify``: what is whole is said to be, and what is not ends with what was found."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from platformdirs import user_data_path

from console.chain import NO_HASH, Anchor
from console.commands import verify
from console.commands.answering import BrokenOff
from console.settings import Database, Settings
from console.witness import Witness
from tests.builders import NOON, an_entry
from tests.fakes import FakeStore

URL = "postgresql://city/griddesk"
COMMAND = Database(
    settings=Settings(db=URL, centre=None, operator="", lang="en", theme="day", zone=ZoneInfo("UTC")), what="verify"
)


def a_store() -> FakeStore:
    store = FakeStore()
    with store.unit_of_work() as uow:
        uow.note(an_entry())
        uow.commit()
    return store


def test_that_a_whole_journal_is_told_with_its_figures() -> None:
    told = verify.run(COMMAND, a_store())
    assert (told["whole"], told["lines"], told["faults"]) == (True, 1, {})


def test_that_a_seal_seen_here_and_gone_there_ends_it(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = Anchor(n=7, snap="1", events=1, lines="1", root=NO_HASH, prev=NO_HASH, hash=b"seen", at=NOON)
    Witness(user_data_path("GridDesk", appauthor=False), URL).keep((lost,))
    with pytest.raises(BrokenOff) as broken:
        verify.run(COMMAND, a_store())
    assert broken.value.done["faults"] == {"witness": 1}
    assert broken.value.done["findings"] == [{"fault": "witness", "place": 7}]
    assert "witness: seal 7." in capsys.readouterr().err
