"""Run cards: the most specific one that fits is the one that counts, and a bad one says what is wrong."""

from __future__ import annotations

import pytest

from console import gate, run_cards
from console.domain import category
from console.domain.errors import Refused
from console.domain.grid import GridKind
from console.domain.ticket import Priority

CARDS = run_cards.parse(
    """
version = 1
[[cards]]
id = "urgent"
zh = "特急"
en = "Most urgent"
priorities = [1]
cameras = 4
[[cards]]
id = "emergency"
zh = "突发"
en = "Emergency"
category = "04"
cameras = 3
[[cards]]
id = "fire"
zh = "火情"
en = "Fire"
category = "0401"
crews = [{ kind = "unit", count = 2, skills = ["rescue"] }]
[[cards]]
id = "fire_school"
zh = "学校火情"
en = "Fire in a school"
category = "0401"
grids = ["special"]
departments = ["消防"]
[[cards]]
id = "fire_urgent"
zh = "特急火情"
en = "Most urgent fire"
category = "0401"
priorities = [1]
checklist = [{ zh = "疏散", en = "Move people away" }]
"""
)


@pytest.mark.parametrize(
    ("code", "priority", "grid", "card"),
    [
        ("0101", Priority.P3, GridKind.BASE, None),
        ("0101", Priority.P1, GridKind.BASE, "urgent"),
        ("0402", Priority.P1, GridKind.BASE, "emergency"),
        ("0401", Priority.P2, GridKind.BASE, "fire"),
        ("0401", Priority.P2, GridKind.SPECIAL, "fire_school"),
        ("0401", Priority.P1, GridKind.SPECIAL, "fire_urgent"),
    ],
)
def test_that_the_most_specific_card_wins(code: str, priority: Priority, grid: GridKind, card: str | None) -> None:
    chosen = CARDS.card(code, priority, grid)
    assert (chosen.id if chosen else None) == card


ONE = """
version = 1
[[cards]]
id = "fire"
zh = "火情"
en = "Fire"
category = "0401"
priorities = [1, 2]
cameras = 2
crews = [{ kind = "unit" }]
"""


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('en = "Fire"', "", "cards[1].en"),
        ('kind = "unit"', 'kind = "robot"', "cards[1].crews[1].kind"),
        ("priorities = [1, 2]", "priorities = [5]", "cards[1].priorities"),
        ("cameras = 2", "cameras = 2.5", "cards[1].cameras"),
        ("cameras = 2", "camera = 2", "cards[1].camera"),
        ('category = "0401"', 'category = "040"', "cards[1].category"),
        ("cameras = 2\ncrews", "cameras = 0\n# crews", "cards[1]"),
        ("version = 1", "version", ""),
    ],
)
def test_that_a_bad_card_is_refused_with_its_place(before: str, after: str, place: str) -> None:
    with pytest.raises(Refused) as told:
        run_cards.parse(ONE.replace(before, after, 1))
    assert told.value.facts["place"] == place


def test_that_two_cards_for_the_same_matter_are_refused() -> None:
    other = ONE.partition("version = 1")[2].replace('"fire"', '"blaze"').replace("[1, 2]", "[2, 3]")
    with pytest.raises(Refused, match="neither is more specific"):
        run_cards.parse(ONE + other)


def test_that_cards_for_different_priorities_stand_side_by_side() -> None:
    other = ONE.partition("version = 1")[2].replace('"fire"', '"blaze"').replace("[1, 2]", "[3, 4]")
    assert len(run_cards.parse(ONE + other).cards) == 2


def test_that_the_shipped_cards_name_only_classes_that_are_known() -> None:
    known = {""} | set(category.shipped()) | {code[:2] for code in category.shipped()}
    assert {card.category for card in run_cards.shipped().cards} <= known


def test_that_the_shipped_cards_name_only_skills_that_are_known() -> None:
    cards = run_cards.shipped().cards
    skills = {skill for card in cards for wanted in card.crews for skill in wanted.skills}
    assert skills <= gate.shipped().skills.keys()
