"""What the shell is told: one object on stdout, one sentence on stderr, one exit code."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from console.commands.answering import Answer, BrokenOff, answered, told
from console.commands.sentences import SENTENCES, sentence
from console.domain.errors import Refused
from console.gateways.files.unusable import Unusable
from console.ports import Outage

ROOMS = Path(__file__).resolve().parents[3]


def _raise(wrong: BaseException) -> Answer:
    raise wrong


def test_that_what_was_done_is_told_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(lambda: {"read": 1, "名": "一"}) == 0
    told = capsys.readouterr()
    assert (json.loads(told.out), told.err) == ({"read": 1, "名": "一"}, "")


def test_that_a_silent_command_leaves_stdout_alone(capsys: pytest.CaptureFixture[str]) -> None:
    answered(dict, silent=True)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        (Unusable("The file is empty."), 2, "The file is empty."),
        (Refused("file.disk_full", path="log.csv"), 2, "The disk is full"),
        (Refused("database.bad_url", url="x://"), 2, "x:// names no database"),
        (Refused("rulebook.bad", file="gate.toml", place="load", why="no table"), 2, "gate.toml cannot be used. load"),
        (Refused("rulebook.no_such_file", file="a.toml", files="gate.toml"), 2, "a.toml is no file of rules"),
        (Refused("centre.unknown", centre="99"), 3, "no centre 99"),
        (Refused("ticket.unknown", ticket=7), 3, "ticket.unknown (ticket=7)"),
        (Refused("database.newer"), 4, "newer GridDesk"),
        (Refused("database.read_only", path="city.db"), 4, "city.db cannot be written"),
        (Outage("no link\n\tIs it on?"), 4, "out of reach: no link Is it on"),
        (KeyboardInterrupt(), 130, "Stopped"),
    ],
)
def test_that_each_failure_has_its_code_and_its_sentence(
    wrong: BaseException, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(lambda: _raise(wrong)) == code
    said = capsys.readouterr()
    assert told in said.err
    assert said.err.count("\n") == 1
    assert json.loads(said.out) == {"error": said.err.rstrip()}


def test_that_what_was_done_before_it_broke_off_is_told_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(lambda: _raise(BrokenOff(Outage("no link"), {"taken_in": 7}))) == 4
    assert json.loads(capsys.readouterr().out)["taken_in"] == 7


def test_that_every_code_of_a_database_or_a_file_has_its_sentence() -> None:
    codes = {
        code
        for room in ("console", "db")
        for module in (ROOMS / room).rglob("*.py")
        for code in re.findall(r"\"((?:database|file|regions|centre)\.[a-z_]+)\"", module.read_text("utf-8"))
        if not code.endswith((".db", ".toml"))
    }
    # An outage of a file brings its own words for the shell along; its code is for the desk.
    said = re.findall(r", \"(file\.[a-z_]+)\", path=", (ROOMS / "db" / "connecting.py").read_text("utf-8"))
    assert codes - set(said) <= set(SENTENCES)


def test_that_a_fact_that_is_missing_does_not_hide_the_sentence() -> None:
    assert sentence(Refused("database.missing")).startswith("There is no database path;")


def test_that_what_tells_its_own_story_fails_with_a_sentence_too(capsys: pytest.CaptureFixture[str]) -> None:
    def newer() -> int:
        raise Refused("database.newer")

    assert told(newer) == 4
    assert "newer GridDesk" in capsys.readouterr().err


def test_that_an_answer_that_nobody_takes_does_not_undo_the_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setattr("sys.stdout.write", broken)
    assert answered(dict) == 0
    assert "Broken pipe" in capsys.readouterr().err
