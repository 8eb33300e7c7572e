"""The catalogue says what the code says: nothing less, nothing more, and with the same places to fill in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.refresh_catalogue import CATALOGUE, ENGLISH, Message, extract, messages

PLACES = re.compile(r"\{[a-z_]+(?:![rs])?(?::[^}]*)?\}|%n")
REFRESH = "run `python tests/refresh_catalogue.py` and translate what it lists"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> set[Message]:
    fresh = tmp_path_factory.mktemp("catalogue") / CATALOGUE.name
    extract(fresh)
    return set(messages(fresh))


@pytest.fixture(scope="module")
def translated() -> dict[Message, str | None]:
    return messages(CATALOGUE)


def test_that_every_text_of_the_code_is_translated(said: set[Message], translated: dict[Message, str | None]) -> None:
    assert not [message for message in sorted(said) if not translated.get(message)], REFRESH


def test_that_the_catalogue_keeps_nothing_that_nobody_says(
    said: set[Message], translated: dict[Message, str | None]
) -> None:
    assert not sorted(set(translated) - said), REFRESH


def test_that_english_has_one_and_many_for_all_that_is_counted(tmp_path: Path) -> None:
    fresh = tmp_path / ENGLISH.name
    extract(fresh)
    forms = {message: (said or "").splitlines() for message, said in messages(ENGLISH).items()}
    assert sorted(forms) == sorted(messages(fresh)), REFRESH
    assert not [message for message, said in forms.items() if len(set(said)) != 2 or message[1] not in said]


def test_that_a_translation_fills_in_the_same_facts(translated: dict[Message, str | None]) -> None:
    wrong = [
        (source, translation)
        for (_, source), translation in translated.items()
        if translation and set(PLACES.findall(source)) != set(PLACES.findall(translation))
    ]
    assert not wrong


def test_that_the_refresh_keeps_what_was_translated(tmp_path: Path, translated: dict[Message, str | None]) -> None:
    copy = tmp_path / CATALOGUE.name
    shutil.copy(CATALOGUE, copy)
    extract(copy)
    kept = messages(copy)
    assert {message: text for message, text in translated.items() if message in kept} == {
        message: kept[message] for message in translated if message in kept
    }
