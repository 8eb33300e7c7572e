"""Likely duplicates: same class, near, and close in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console import duplicates
from console.board import Board
from console.domain.errors import Refused
from console.domain.place import LatLng
from console.domain.rows import shipped_text
from console.domain.ticket import State, Ticket
from console.duplicates import Alike
from console.journal import News
from tests.builders import CITY, IN_GRID, NOON, a_ticket

RULES = duplicates.parse(
    """
version = 1
radius_m = 250
hours = 24
[[categories]]
category = "04"
radius_m = 1000
hours = 6
[[categories]]
category = "0404"
radius_m = 500
hours = 6
"""
)


def north(metres: float) -> LatLng:
    return LatLng(IN_GRID.lat_deg + metres / 111_195, IN_GRID.lng_deg)


def found(*tickets: Ticket, category: str = "0101") -> list[int]:
    alike = Alike()
    for ticket in tickets:
        alike.take(ticket)
    return [each.ticket.id for each in alike.like(category, IN_GRID, NOON, RULES)]


@pytest.mark.parametrize(("away_m", "told"), [(249, True), (251, False)])
def test_that_a_duplicate_is_within_the_radius(away_m: float, told: bool) -> None:
    assert bool(found(a_ticket(place=north(away_m)))) is told


@pytest.mark.parametrize(("hours", "told"), [(-24, True), (24, True), (-24.1, False), (24.1, False)])
def test_that_a_duplicate_was_reported_close_in_time(hours: float, told: bool) -> None:
    assert bool(found(a_ticket(reported_at=NOON + timedelta(hours=hours)))) is told


def test_that_another_class_is_another_matter() -> None:
    assert found(a_ticket(category="0102")) == []


@pytest.mark.parametrize(("category", "told"), [("0404", False), ("0401", True), ("0101", False)])
def test_that_the_closest_rule_of_the_class_counts(category: str, told: bool) -> None:
    assert bool(found(a_ticket(category=category, place=north(700)), category=category)) is told


def test_that_a_ticket_without_a_place_is_like_no_other() -> None:
    assert found(a_ticket(place=None)) == []


def test_that_the_nearest_comes_first() -> None:
    far, near = a_ticket(place=north(200)), a_ticket(place=north(20))
    assert found(far, near) == [near.id, far.id]


def test_that_a_ticket_is_no_duplicate_of_itself() -> None:
    alike = Alike()
    alike.take(ticket := a_ticket())
    assert alike.like_ticket(ticket, RULES) == ()


def test_that_a_duplicate_tells_how_far_and_how_long_apart_it_is() -> None:
    alike = Alike()
    alike.take(a_ticket(place=north(100), reported_at=NOON - timedelta(hours=2)))
    told = alike.like("0101", IN_GRID, NOON, RULES)[0]
    assert (round(told.distance_m), told.apart) == (100, timedelta(hours=2))


@pytest.mark.parametrize(
    "changes", [{"category": "0102"}, {"place": None}, {"place": north(900)}, {"state": State.CLOSED}]
)
def test_that_the_board_forgets_what_is_no_longer_alike(changes: dict[str, object]) -> None:
    board = Board(CITY)
    ticket = a_ticket()
    board.hear(News(tickets=(ticket,)))
    board.hear(News(tickets=(a_ticket(id=ticket.id, version=2, **changes),)))
    assert board.alike.like("0101", IN_GRID, NOON, RULES) == ()


@pytest.mark.parametrize(
    ("before", "after"), [("radius_m = 250", "radius_m = 0"), ('"0404"', '"04"'), ("hours = 24", "hours = true")]
)
def test_that_a_bad_rule_is_refused(before: str, after: str) -> None:
    good = shipped_text(duplicates.FILE)
    bad = (
        good.replace(before, after, 1)
        if after != '"04"'
        else good + '[[categories]]\ncategory = "03"\nradius_m = 1\nhours = 1\n'
    )
    with pytest.raises(Refused, match=r"rulebook\.bad"):
        duplicates.parse(bad)
