"""Lines of recordings brought with a plain connection: none without a reason, a role, or a stretch that is told and over."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from console.journal import Kind
from tests.builders import a_stretch
from tests.db.desks import City

pytestmark = pytest.mark.postgres

NOW = datetime.now(UTC)
TOLD = a_stretch().told()
WHY = "核对经过"


@pytest.fixture(params=[Kind.PLAYED_BACK, Kind.CAMERA_PLAYED_BACK])
def kind(request: pytest.FixtureRequest) -> Kind:
    return Kind(request.param)


def against(city: City, kind: Kind, detail: str = json.dumps(TOLD), name: str = "李四", reason: str = WHY) -> str:
    ticket = city.ticket() if kind is Kind.PLAYED_BACK else None
    return city.line(name, kind, ticket, detail=detail, reason=reason)


def test_that_a_line_as_the_console_writes_it_is_let_in(city: City, kind: Kind) -> None:
    assert against(city, kind) == ""


@pytest.mark.parametrize("reason", ["", "   "])
def test_that_a_line_without_a_reason_is_refused(city: City, kind: Kind, reason: str) -> None:
    assert against(city, kind, reason=reason) != ""


@pytest.mark.parametrize("name", ["taker", "checker", "王五"])
def test_that_a_line_of_a_role_that_may_not_look_is_refused(city: City, kind: Kind, name: str) -> None:
    assert against(city, kind, name=name) != ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"camera": ""},
        {"camera_number": "one"},
        {"begins_at": "yesterday"},
        {"ends_at": TOLD["begins_at"]},
        {"begins_at": (datetime.fromisoformat(TOLD["ends_at"]) - timedelta(hours=25)).isoformat()},
        {"begins_at": NOW.isoformat(), "ends_at": (NOW + timedelta(hours=1)).isoformat()},
    ],
)
def test_that_a_line_that_does_not_say_which_stretch_is_refused(city: City, kind: Kind, wrong: dict[str, str]) -> None:
    assert against(city, kind, json.dumps(TOLD | wrong)) != ""


@pytest.mark.parametrize("detail", ["", "{}", json.dumps({name: TOLD[name] for name in TOLD if name != "camera"})])
def test_that_a_line_without_a_camera_is_refused(city: City, kind: Kind, detail: str) -> None:
    assert against(city, kind, detail) != ""
