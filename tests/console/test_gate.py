"""The gate says allow, warn or block, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from console import gate
from console.domain.crew import Crew, CrewKind, Duty
from console.domain.errors import Refused
from console.domain.ticket import Holder, Target, TargetKind
from console.gate import Judgement, Known, Matter, Verdict
from tests.builders import CITY, DISTRICT, GRID, IN_GRID, NOON, OTHER_DISTRICT, a_crew, a_department, a_region_tree

RULES = gate.parse(
    """
version = 1
position.stale_s = 1800
load.grid_worker = { busy = 2, full = 4 }
load.grid_head = { busy = 2, full = 4 }
load.unit = { busy = 9, full = 9 }
load.volunteer = { busy = 1, full = 1 }
skills = [{ code = "gas", zh = "燃气抢修", en = "gas repair" }, { code = "law", zh = "法律", en = "law" }]
needs = [
    { category = "04", skills = ["law"], missing = "warn" },
    { category = "0402", skills = ["gas"], missing = "block" },
]
"""
)
MATTER = Matter(centre=CITY, category="0101", now=NOON)
REGIONS = {region.code: region for region in a_region_tree()}


def of_crew(crew: Crew, load: int = 0, helping: int = 0, promised: int = 0, **matter: Any) -> Judgement:
    known = Known(crews=(crew,), loads={crew.id: load}, helping={crew.id: helping}, promised={crew.id: promised})
    asked = replace(MATTER, **matter)
    return gate.judge(Target(TargetKind.CREW, crew.id), known, asked, RULES)


def of_grid(*crews: Crew, loads: dict[str, int] | None = None, **matter: Any) -> Judgement:
    known = Known(region=REGIONS[GRID], crews=crews, loads=loads or {})
    asked = replace(MATTER, **matter)
    return gate.judge(Target(TargetKind.GRID, GRID), known, asked, RULES)


def codes(judgement: Judgement) -> list[str]:
    return [reason.code for reason in judgement.reasons]


def test_that_a_crew_on_duty_with_little_in_hand_is_allowed() -> None:
    judged = of_crew(a_crew(fixed_at=NOON))
    assert (judged.verdict, judged.reasons) == (Verdict.ALLOW, ())


@pytest.mark.parametrize(
    ("load", "verdict", "code"),
    [
        (1, Verdict.ALLOW, []),
        (2, Verdict.WARN, ["crew.busy"]),
        (3, Verdict.WARN, ["crew.busy"]),
        (4, Verdict.BLOCK, ["crew.full"]),
    ],
)
def test_that_load_warns_at_the_limit_and_blocks_at_the_hard_one(load: int, verdict: Verdict, code: list[str]) -> None:
    judged = of_crew(a_crew(), load)
    assert (judged.verdict, codes(judged)) == (verdict, code)


@pytest.mark.parametrize("load", [(1, 3, 0), (1, 0, 3), (0, 4, 0), (2, 1, 1)])
def test_that_who_helps_or_is_about_to_be_sent_is_as_full_as_who_leads(load: tuple[int, int, int]) -> None:
    (reason,) = of_crew(a_crew(), *load).reasons
    assert (reason.code, reason.facts["load"], reason.facts["limit"]) == ("crew.full", load, 4)


def test_that_a_grid_sends_whom_helps_the_least() -> None:
    crews = (a_crew("C1"), a_crew("C2", name="赵六"))
    known = Known(region=REGIONS[GRID], crews=crews, loads={"C2": 1}, helping={"C1": 2})
    judged = gate.judge(Target(TargetKind.GRID, GRID), known, MATTER, RULES)
    assert judged.holder == Holder(TargetKind.CREW, "C2", "赵六")


def test_that_the_limits_of_load_are_those_of_the_kind_of_crew() -> None:
    assert of_crew(a_crew(kind=CrewKind.UNIT), 4).verdict is Verdict.ALLOW


def test_that_off_duty_blocks() -> None:
    assert codes(of_crew(a_crew(duty=Duty.OFF_DUTY))) == ["crew.off_duty"]


def test_that_a_crew_of_another_jurisdiction_is_blocked() -> None:
    judged = of_crew(a_crew(), centre=OTHER_DISTRICT)
    assert codes(judged) == ["crew.outside"]


def test_that_a_missing_skill_does_what_the_closest_rule_says() -> None:
    crew = a_crew()
    assert [of_crew(crew, category=code).verdict for code in ("0402", "0401", "0101")] == [
        Verdict.BLOCK,
        Verdict.WARN,
        Verdict.ALLOW,
    ]


def test_that_a_crew_with_the_skill_is_allowed() -> None:
    assert of_crew(a_crew(skills=frozenset({"gas"})), category="0402").verdict is Verdict.ALLOW


@pytest.mark.parametrize(("age_s", "told"), [(1800, []), (1801, ["crew.position_stale"])])
def test_that_a_position_older_than_half_an_hour_warns(age_s: int, told: list[str]) -> None:
    judged = of_crew(a_crew(place=IN_GRID, fixed_at=NOON - timedelta(seconds=age_s)))
    assert codes(judged) == told


def test_that_a_block_comes_before_the_warnings() -> None:
    judged = of_crew(a_crew(duty=Duty.OFF_DUTY), 3, category="0401")
    assert codes(judged) == ["crew.off_duty", "crew.busy", "crew.skill_missing"]


def test_that_the_journal_keeps_the_codes_of_the_warnings() -> None:
    assert of_crew(a_crew(), 3, category="0401").warned == "crew.busy crew.skill_missing"


def test_that_a_grid_sends_whom_nothing_speaks_against() -> None:
    crews = (a_crew("C1", fixed_at=NOON - timedelta(hours=2)), a_crew("C2", name="赵六"))
    judged = of_grid(*crews, loads={"C2": 1})
    assert judged.holder == Holder(TargetKind.CREW, "C2", "赵六")


def test_that_a_grid_whose_crews_are_all_full_is_blocked() -> None:
    assert codes(of_grid(a_crew(), loads={"C1": 4})) == ["crew.full"]


def test_that_a_grid_without_told_crews_takes_work_itself() -> None:
    judged = of_grid()
    assert judged.holder == Holder(TargetKind.GRID, GRID, REGIONS[GRID].name)


def test_that_a_department_of_the_line_above_is_allowed() -> None:
    known = Known(department=a_department(region=CITY))
    judged = gate.judge(Target(TargetKind.DEPARTMENT, "D1"), known, Matter(centre=DISTRICT), RULES)
    assert judged.verdict is Verdict.ALLOW


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("load.unit = { busy = 9, full = 9 }|load.unit = { busy = 9, full = 1 }", "load.unit.full"),
        ("load.unit = { busy = 9, full = 9 }|", "load.unit.busy"),
        ('skills = ["gas"], missing|skills = ["gsa"], missing', "needs[2].skills"),
        ('missing = "block"|missing = "stop"', "needs[2].missing"),
        ("stale_s = 1800|stale_s = -1", "position.stale_s"),
        ("version = 1|version = 1\nversoin = 2", "versoin"),
    ],
)
def test_that_a_bad_table_is_refused_with_the_place(wrong: str, place: str) -> None:
    good = """
version = 1
position.stale_s = 1800
load.grid_worker = { busy = 2, full = 4 }
load.grid_head = { busy = 2, full = 4 }
load.unit = { busy = 9, full = 9 }
load.volunteer = { busy = 1, full = 1 }
skills = [{ code = "gas", zh = "燃气抢修", en = "gas repair" }]
needs = [
    { category = "04", skills = [], missing = "warn" },
    { category = "0402", skills = ["gas"], missing = "block" },
]
"""
    before, _, after = wrong.partition("|")
    with pytest.raises(Refused) as told:
        gate.parse(good.replace(before, after), "ours.toml")
    assert (told.value.code, told.value.facts["file"], told.value.facts["place"]) == (
        "rulebook.bad",
        "ours.toml",
        place,
    )


def test_that_the_shipped_limits_can_be_read() -> None:
    assert gate.shipped().stale_s == 1800
