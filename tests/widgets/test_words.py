"""Every code of the console has its words, and a refusal's sentence asks only for facts that the rule gives."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from console import lifecycle
from console.clocks import Lamp
from console.domain.crew import CrewKind
from console.domain.errors import Refused, Stale
from console.domain.grid import Tier
from console.domain.records import Outcome, Step
from console.domain.shift import Role
from console.domain.ticket import Priority, Source, State
from console.journal import Kind
from console.ladder import Why
from console.video.states import Reason, TileState
from widgets import words
from widgets.kinds import KINDS
from widgets.kit.translator import Language
from widgets.refusals import REFUSALS

HOUSE = Path(words.__file__).parent.parent
# Refusals of headless commands are told by the commands themselves, which know no Qt.
HEADLESS = ("commands", "demo", "gateways", "hall", "moving", "rights", "administration.py", "archiving.py", "trial.py")
# Heard by the follower alone, which loads everything anew.
UNHEARD = {"feed.mark_too_old"}
# A file's name looks like a code, and is none.
CODE = re.compile(r"(?!\w+\.toml)[a-z]+\.[a-z_]+")


# What a server's door refuses: the code in a statement of its own.
AT_THE_DOOR = re.compile(r"(?:door_refuse\(|MESSAGE = |EXCEPTION )'([a-z_]+\.[a-z_]+)'")


def _raised() -> Iterator[tuple[str, set[str] | None, str]]:
    """Each ``Refused("code", fact=…)``: code, facts (None: any), place.

    Where the code is looked up instead of written out, every code that stands in the module may be meant.
    """
    for module in sorted([*(HOUSE / "console").rglob("*.py"), *(HOUSE / "db").rglob("*.py")]):
        if module.relative_to(HOUSE).parts[1] in HEADLESS:
            continue
        tree = ast.parse(module.read_text("utf-8"))
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="Refused"), args=[first, *_], keywords=facts):
                    known = {fact.arg for fact in facts if fact.arg}
                    given = known if all(fact.arg for fact in facts) else None
                    codes = [first.value] if isinstance(first, ast.Constant) else filter(CODE.fullmatch, texts)
                    for code in codes:
                        yield str(code), given, f"{module.name}:{node.lineno}"
    for file in sorted((HOUSE / "db").rglob("*.sql")):
        for code in AT_THE_DOOR.findall(file.read_text("utf-8")):
            yield code, None, file.name


RAISED = [(code, facts, place) for code, facts, place in _raised() if code not in UNHEARD]


@pytest.mark.parametrize(
    ("codes", "table"),
    [
        (State, words.STATES),
        (Priority, words.PRIORITIES),
        (Tier, words.TIERS),
        (Role, words.ROLES),
        (Source, words.SOURCES),
        (Kind, KINDS),
        (CrewKind, words.CREW_KINDS),
        (Step, words.STEPS),
        (Outcome, words.OUTCOMES),
        (Why, words.WHYS),
        (Lamp, words.LAMPS),
        (TileState, words.TILE_STATES),
        (Reason, words.TILE_REASONS),
    ],
)
def test_that_every_code_has_its_word(codes: type[Enum], table: Mapping[Enum, str]) -> None:
    assert set(table) == set(codes)


def test_that_every_verb_of_the_table_has_its_word() -> None:
    assert set(words.VERBS) == set(lifecycle.shipped().verbs)


def test_that_every_refusal_has_a_sentence() -> None:
    assert not {f"{code} ({place})" for code, _, place in RAISED if code not in REFUSALS}


def test_that_no_sentence_waits_for_a_refusal_that_nobody_raises() -> None:
    assert not set(REFUSALS) - {code for code, _, _ in RAISED}


def test_that_a_sentence_asks_only_for_facts_that_the_rule_gives() -> None:
    asked = {
        code: {name for _, name, _, _ in string.Formatter().parse(str(sentence)) if name}
        for code, sentence in REFUSALS.items()
    }
    missing = [
        (code, asked[code] - facts, place)
        for code, facts, place in RAISED
        if facts is not None and code in asked and not asked[code] <= facts
    ]
    assert not missing


def test_that_the_second_desk_is_told_in_chinese_who_was_first(
    qtbot: QtBot, qapp: QCoreApplication, speaking_chinese: None
) -> None:
    stale = Stale(ticket=7, version=4, by="李明", kind="dispatched", at=datetime(2026, 3, 1, 9, 15, 2, tzinfo=UTC))
    told = words.refusal(stale, UTC)
    assert "李明" in told
    assert "派遣" in told
    assert "09:15:02" in told


def test_that_verbs_and_roles_in_a_refusal_are_words_not_codes(qapp: QCoreApplication) -> None:
    told = words.refusal(Refused("operator.role_missing", verb="check_pass", roles=["checker", "shift_lead"]))
    assert told == "“Pass the check” is for: checker, shift lead."


def test_that_a_code_without_a_sentence_is_shown_rather_than_hidden(qapp: QCoreApplication) -> None:
    assert words.refusal(Refused("grid.on_strike", grid="A-07")) == "Refused: grid.on_strike (grid=A-07)"


def test_that_a_category_is_named_in_the_language_in_force(qapp: QCoreApplication, speaking_chinese: None) -> None:
    assert words.category_path("2101") == "公用设施 / 窨井盖损坏"


def test_that_a_category_of_a_citys_own_stays_as_it_is() -> None:
    assert words.category("LA-Bulky") == "LA-Bulky"


@pytest.fixture
def speaking_chinese(qapp: QCoreApplication) -> Iterator[None]:
    language = Language()
    language.speak(qapp, "zh_CN")
    yield
    language.speak(qapp, "en")
    language.leave(qapp)
