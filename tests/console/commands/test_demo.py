"""``demo`` makes the city once, says what it made, and leaves another city alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.commands import demo
from console.commands.sentences import sentence
from console.domain.errors import Refused
from console.settings import Demo, parse
from tests.builders import a_region_tree
from tests.fake_archive import FakeArchive
from tests.fakes import FakeStore


@pytest.fixture
def command() -> Demo:
    parsed = parse(["demo", "--no-window"], {})
    assert isinstance(parsed, Demo)
    return parsed


def test_that_the_answer_tells_what_was_made_and_can_be_written_as_json(command: Demo) -> None:
    answer = demo.run(command, FakeStore())

    assert not answer["already_there"]
    assert json.loads(json.dumps(answer))["made"]["cameras"] == 400


def test_that_progress_goes_to_stderr_and_nothing_to_stdout(command: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    demo.run(command, FakeStore())
    told = capsys.readouterr()

    assert "100%" in told.err
    assert told.out == ""


def test_that_a_second_run_makes_nothing_and_says_so(command: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    store = FakeStore()
    demo.run(command, store)
    before = store.rows.copy()

    answer = demo.run(command, store)

    assert answer["already_there"]
    assert "already holds a city" in capsys.readouterr().err
    assert store.rows == before


def test_that_another_city_is_left_as_it_is(command: Demo) -> None:
    store = FakeStore()
    store.registry().add_regions(a_region_tree())

    answer = demo.run(command, store)

    assert answer["already_there"]
    assert not store.rows.crews


class _BeforeTheOther(FakeStore):
    """A store as a run sees it that looked just before another began to write: empty."""

    def archive(self, _folder: Path | None = None) -> FakeArchive:
        return FakeStore().archive()


def test_that_a_run_that_meets_another_says_so(command: Demo) -> None:
    store = _BeforeTheOther()
    demo.run(command, store)

    with pytest.raises(Refused) as told:
        demo.run(command, store)

    assert "Another demo is making a city in this database" in sentence(told.value)


def test_that_a_city_broken_off_in_the_making_is_told_from_a_whole_one(command: Demo) -> None:
    store = FakeStore()
    demo.run(command, store)
    store.rows.operators.clear()

    with pytest.raises(Refused, match="half_made"):
        demo.run(command, store)
