"""Names of operators: two that look alike would be two people to every rule that keeps duties apart."""

from __future__ import annotations

import io
import sys

import pytest

from console.commands import operators
from console.domain.errors import Refused
from console.settings import Operators
from tests.builders import a_hand, a_region_tree, an_operator
from tests.console.commands.given import given
from tests.fakes import FakeStore


def add(name: str, monkeypatch: pytest.MonkeyPatch) -> object:
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    store.accounts().put(an_operator("Anna2"), a_hand(), "green lamp 7")
    monkeypatch.setattr(sys, "stdin", io.StringIO("red lamp 88\n"))
    command = given(f"operator add {name} --roles checker")
    assert isinstance(command, Operators)
    return operators.run(command, store)["new"]


@pytest.mark.parametrize("name", ["anna2", "Ａnna2", "ANNA２"])
def test_that_a_name_which_differs_only_in_its_letters_form_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match=r"operator\.name_alike"):
        add(name, monkeypatch)


def test_that_a_name_which_is_another_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert add("Anna3", monkeypatch)


@pytest.mark.parametrize("name", ["ＳＹＳＴＥＭ", "ｓystem"])
def test_that_nobody_is_the_console_in_wide_letters(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match=r"operator\.reserved"):
        add(name, monkeypatch)
