"""Lines that name a file, brought with a plain connection: none that could not be found again or checked."""

from __future__ import annotations

import json

import pytest

from console.journal import Kind
from tests.builders import an_evidence
from tests.db.desks import City

pytestmark = pytest.mark.postgres

TOLD = an_evidence().told()


def against(city: City, detail: str, kind: Kind = Kind.SNAPSHOT_ATTACHED, name: str = "taker", **facts: object) -> str:
    return city.line(name, kind, city.ticket(), detail=detail, **facts)


@pytest.mark.parametrize("kind", [Kind.SNAPSHOT_ATTACHED, Kind.CLIP_ATTACHED])
def test_that_a_line_as_the_console_writes_it_is_let_in(city: City, kind: Kind) -> None:
    assert against(city, json.dumps(TOLD), kind) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": "../x.jpg"},
        {"file": ""},
        {"sha256": "a" * 63},
        {"sha256": "A" * 64},
        {"bytes": "0"},
        {"bytes": "many"},
        {"begins_at": "yesterday"},
        {"ends_at": "tomorrow"},
    ],
)
def test_that_a_line_whose_file_could_not_be_found_or_checked_is_refused(city: City, wrong: dict[str, str]) -> None:
    assert against(city, json.dumps(TOLD | wrong)) != ""


@pytest.mark.parametrize("detail", ["", "{}", json.dumps({name: TOLD[name] for name in TOLD if name != "sha256"})])
def test_that_a_line_without_a_file_is_refused(city: City, detail: str) -> None:
    assert against(city, detail) != ""


def test_that_a_picture_changes_nothing_of_the_ticket(city: City) -> None:
    assert against(city, json.dumps(TOLD), changes={"title": "别的"}) != ""
