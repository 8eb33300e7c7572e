"""Candidates come by distance, load, skill and fairness, and each says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import gate, ranking
from console.domain.crew import Duty
from console.domain.errors import Refused
from console.domain.rows import shipped_text
from console.gate import Matter, Verdict
from console.ranking import Part, Ranked, Ring, Standing
from tests.builders import CITY, FAR_GRID, GRID, IN_GRID, NEXT_GRID, NOON, a_crew

GATE = gate.shipped()
WEIGHTS = ranking.shipped()
MATTER = Matter(centre=CITY, category="0402", now=NOON)


def standing(id_: str, distance_m: float | None = 100.0, **changes: Any) -> Standing:
    told = {key: changes.pop(key) for key in ("in_hand", "helping", "promised", "turns", "last_at") if key in changes}
    crew = a_crew(id_, **{"place": IN_GRID if distance_m is not None else None, "skills": frozenset({"gas"})} | changes)
    return Standing(crew=crew, distance_m=distance_m, **told)


def ranked(*standings: Standing, n: int = 9, matter: Matter = MATTER) -> tuple[Ranked, ...]:
    return ranking.rank([(0.0, standings)], GRID, matter, GATE, WEIGHTS, n)


def order(*standings: Standing) -> list[str]:
    return [each.standing.crew.id for each in ranked(*standings)]


@pytest.mark.parametrize(
    ("second", "first"),
    [
        (standing("A", 500.0), standing("B", 400.0)),
        (standing("A", in_hand=1), standing("B")),
        (standing("A", helping=1), standing("B")),
        (standing("A", promised=1), standing("B")),
        (standing("A", skills=frozenset()), standing("B")),
        (standing("A", turns=1), standing("B")),
        (standing("A", last_at=NOON - timedelta(minutes=5)), standing("B", last_at=NOON - timedelta(minutes=50))),
        (standing("A", fixed_at=NOON - timedelta(hours=1)), standing("B", fixed_at=NOON)),
        (standing("A", None, region=FAR_GRID), standing("B", None, region=NEXT_GRID)),
        (standing("B"), standing("A")),
    ],
    ids=["distance", "load", "help", "promise", "skill", "turns", "idle", "stale", "home", "id"],
)
def test_that_one_thing_more_against_a_crew_puts_it_second(second: Standing, first: Standing) -> None:
    assert order(second, first) == [first.crew.id, second.crew.id]


def test_that_a_free_crew_a_little_farther_away_comes_first() -> None:
    assert order(standing("A", 100.0, in_hand=2), standing("B", 600.0)) == ["B", "A"]


def test_that_who_is_blocked_is_no_candidate() -> None:
    full = (standing("B", in_hand=20), standing("D", helping=20), standing("E", promised=20))
    assert order(standing("A", duty=Duty.OFF_DUTY), *full, standing("C")) == ["C"]


def test_that_a_candidate_tells_what_its_rank_is_made_of() -> None:
    best = ranked(standing("A", 150.0, in_hand=2, turns=3))[0]
    assert (best.parts[Part.DISTANCE], best.parts[Part.LOAD], best.parts[Part.TURNS]) == (150.0, 600.0, 180.0)


def test_that_a_candidate_tells_what_is_missing() -> None:
    best = ranked(standing("A", None, skills=frozenset()))[0]
    assert (best.missing, best.judgement.verdict) == (("gas", ranking.PLACE), Verdict.WARN)


def test_that_no_more_come_than_were_asked_for() -> None:
    assert len(ranked(*(standing(f"C{n}") for n in range(9)), n=3)) == 3


def test_that_rings_are_taken_no_further_than_one_could_be_better() -> None:
    taken: list[float] = []

    def rings() -> Iterator[Ring]:
        for least_m in (0.0, 1000.0, 2000.0, 3000.0):
            taken.append(least_m)
            yield least_m, [standing(f"C{least_m:.0f}", least_m + 500.0)]

    ranking.rank(rings(), GRID, MATTER, GATE, WEIGHTS, 1)
    assert taken == [0.0, 1000.0]


@given(
    st.lists(
        st.tuples(st.floats(0, 5000), st.integers(0, 25), st.integers(0, 9), st.booleans()), min_size=1, max_size=40
    )
)
def test_that_ring_by_ring_is_what_looking_at_all_at_once_is(drawn: list[tuple[float, int, int, bool]]) -> None:
    crews = [
        replace(
            standing(f"C{number:02d}", away_m, in_hand=load, turns=turns),
            crew=a_crew(f"C{number:02d}", place=IN_GRID, skills=frozenset({"gas"} if able else ())),
        )
        for number, (away_m, load, turns, able) in enumerate(drawn)
    ]
    rings = [
        (step * 500.0, [each for each in crews if int((each.distance_m or 0) // 500) == step]) for step in range(11)
    ]
    assert ranking.rank(rings, GRID, MATTER, GATE, WEIGHTS, 5) == ranked(*crews, n=5)


@pytest.mark.parametrize(
    ("before", "after"), [("load_m = 300", "load_m = -1"), ("idle_h = 2", ""), ("skill_m", "skil_m")]
)
def test_that_bad_weights_are_refused(before: str, after: str) -> None:
    good = shipped_text(ranking.FILE)
    with pytest.raises(Refused, match=r"rulebook\.bad"):
        ranking.parse(good.replace(before, after, 1))
