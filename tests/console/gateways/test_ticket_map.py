"""The map of a ticket file: its keys are a contract, and what is wrong in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.domain import category as categories
from console.domain.ticket import Source, State
from console.gateways.files import ticket_map
from console.gateways.files.past import COMES_BY, LEADS_TO
from console.gateways.files.ticket_map import read_map
from console.gateways.files.unusable import Unusable
from tests.console.gateways.city_files import MAP, a_map

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "import" / "la311.toml"


def test_that_the_shipped_map_is_a_working_one() -> None:
    assert read_map(SHIPPED).number == "SRNumber"


def test_that_the_shipped_map_leads_to_shipped_categories() -> None:
    values = set(read_map(SHIPPED).category.values.values())
    assert values <= set(categories.shipped())


def test_that_the_shipped_map_leads_to_known_sources() -> None:
    values = set(read_map(SHIPPED).source.values.values())
    assert values <= {source.value for source in Source}


def test_that_no_two_types_of_the_shipped_map_fall_together() -> None:
    values = list(read_map(SHIPPED).category.values.values())
    assert len(values) == len(set(values)) == 12


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[nummer]\ncolumn = 'id'", r"no part \[nummer\] \(did you mean \"number\"\?\)"),
        ("[rows]\nper_tickets = 'one'", r"\[rows\] has no key \"per_tickets\" \(did you mean \"per_ticket\"\?\)"),
        ("[rows]\nper_ticket = 'some'", r"per_ticket cannot be \"some\""),
        ("[rows]\nwindow = 0", "window must be a whole number"),
        ("[file]\nencoding = 'klingon'", "encoding \"klingon\" is not known"),
        ("[file]\nencoding = 'rot13'", "is not one of texts"),
        ("[file]\ndelimiter = ';;'", "delimiter must be one character"),
        ("[priority]\ndefault = 9", "\"9\" is no priority"),
        ("[source]\ncolumn = 3", r"\[source\] column must be a text"),
        ("rows = 3", r"\[rows\] must be a table"),
    ],
)  # fmt: skip
def test_that_a_fault_is_named_where_it_is(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(Unusable, match=told):
        a_map(tmp_path, line + "\n" + MAP)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('column = "id"', "", r"\[number\] needs \"column\""),
        ('taken_in = "reported"', "", 'needs "taken_in"'),
        ('dispatched = "sent"', 'dispatch = "sent"', r"no line \"dispatch\" \(did you mean \"dispatched\"\?\)"),
        ("Asia/Shanghai", "Asia/Atlantis", "is no time zone"),
        ('done = "closed"', 'done = "finished"', '"finished" is no state'),
        ('lat = "lat"', "", r"\[place\] needs \"lat\""),
        ('["%Y-%m-%d %H:%M:%S", "iso"]', "[]", "formats must be a list of texts"),
        ('"iso"]', '"%Q"]', 'format "%Q" is none'),
        ('"iso"]', '"iso8601"]', 'format "iso8601" is none'),
        ("[number]", "[number", "is no TOML"),
    ],
)
def test_that_what_is_needed_is_asked_for(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(Unusable, match=told):
        a_map(tmp_path, MAP.replace(old, new, 1))


def test_that_every_part_of_the_contract_is_explained() -> None:
    explained = ticket_map.__doc__ or ""
    assert not [part for part in ticket_map.KEYS if f"[{part}]" not in explained]


def test_that_every_line_that_a_time_may_become_leads_to_a_state() -> None:
    assert {kind.value for kind in LEADS_TO} >= ticket_map.KINDS - {ticket_map.ENDED}


def test_that_every_state_but_a_draft_can_be_reached() -> None:
    assert set(COMES_BY) == set(State) - {State.DRAFT}
