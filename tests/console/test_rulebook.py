"""The rulebook: a city's files over the shipped ones, checked each and together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console import rulebook
from console.domain.errors import Refused
from console.domain.limit import Limit, Unit
from console.domain.rows import shipped_text
from console.domain.ticket import Priority
from console.rulebook import FILES, RuleFiles

CALENDAR = """version = "{version}"
zone = "Asia/Shanghai"
hours = [["09:00", "{until}"]]
years = []
off = []
working = []
"""
CATEGORY = """[[categories]]
code = "9901"
major = { zh = "本市", en = "Of this city" }
name = { zh = "共享单车", en = "Shared bicycles" }
priority = 4
handle = { amount = 6, unit = "work_hour" }
"""


def _calendar(version: str, until: str = "17:00") -> str:
    return CALENDAR.format(version=version, until=until)


@pytest.mark.parametrize("file", FILES)
def test_that_every_shipped_file_does_as_a_city_s_own(file: str) -> None:
    own, shipped = rulebook.parse({file: shipped_text(file)}, 1), rulebook.shipped()
    assert (own.lifecycle.stages, own.categories, own.gate, own.run_cards) == (
        shipped.lifecycle.stages,
        shipped.categories,
        shipped.gate,
        shipped.run_cards,
    )


def test_that_what_a_city_does_not_write_is_as_shipped() -> None:
    own = rulebook.parse({"calendar.toml": _calendar("2024")}, 3)

    assert own.version == 3
    assert own.lifecycle is rulebook.shipped().lifecycle


def test_that_handling_is_limited_by_the_city_s_own_categories() -> None:
    own = rulebook.parse({"categories.toml": CATEGORY}, 1)

    assert own.limit_of("handle", Priority.P4, "9901") == Limit(6, Unit.WORK_HOUR)


def test_that_a_class_that_a_city_gave_up_still_has_a_limit() -> None:
    own = rulebook.parse({"categories.toml": CATEGORY}, 1)

    assert own.limit_of("handle", Priority.P1, "0401") == Limit(3, Unit.WORK_DAY)


def test_that_every_calendar_that_a_clock_may_count_by_is_at_hand() -> None:
    own = rulebook.parse({"calendar.toml": _calendar("2025")}, 2, [_calendar("2024"), _calendar("2025")])

    assert set(own.calendars) == {"shipped", "2024", "2025"}


def test_that_files_that_are_kept_make_the_rulebook_of_their_version() -> None:
    assert rulebook.read(RuleFiles(version=7, texts={"categories.toml": CATEGORY})).version == 7
    assert rulebook.read(RuleFiles()) is rulebook.shipped()


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("categories.toml", CATEGORY.replace('"9901"', '"99"'), "categories[1].code"),
        ("categories.toml", CATEGORY + CATEGORY, "categories[2].code"),
        ("categories.toml", CATEGORY.replace("handle", "handles"), "categories[1].handle"),
        ("categories.toml", CATEGORY.replace("amount = 6", "amount = 0"), "categories[1].handle"),
        ("categories.toml", CATEGORY.replace(', en = "Shared bicycles"', ""), "categories[1].name.en"),
        ("categories.toml", "", "categories"),
        ("gate.toml", shipped_text("gate.toml").replace('"0401"', '"0499"'), "needs of 0499"),
        ("duplicates.toml", shipped_text("duplicates.toml").replace('"0401"', '"0499"'), "categories, 0499"),
        ("run_cards.toml", shipped_text("run_cards.toml").replace('"0402"', '"0499"'), "cards, gas_leak"),
        ("run_cards.toml", shipped_text("run_cards.toml").replace('["gas"]', '["magic"]'), "cards, gas_leak"),
        ("lifecycle.toml", '[[verbs]]\nname = "sign"\nreason = true\n', "verbs, sign"),
        ("lifecycle.toml", "[limits]\nnap = { minutes = 3 }\n", "limits.nap"),
        ("calendar.toml", _calendar("2024", until="08:00"), "hours, span 1"),
    ],
)
def test_that_wrong_rules_are_refused_with_file_and_place(file: str, text: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        rulebook.parse({file: text}, 1)
    assert (refused.value.code, refused.value.facts["file"], refused.value.facts["place"]) == (
        "rulebook.bad",
        file,
        place,
    )


def test_that_a_city_may_ask_for_a_reason_where_an_order_carries_one() -> None:
    own = rulebook.parse({"lifecycle.toml": '[[verbs]]\nname = "recall"\nreason = true\n'}, 1)

    assert own.lifecycle.verb("recall").needs_reason


def test_that_a_file_of_another_name_is_refused() -> None:
    with pytest.raises(Refused, match=r"rulebook\.no_such_file"):
        rulebook.parse({"weather.toml": ""}, 1)


def test_that_a_changed_calendar_needs_another_version() -> None:
    kept = RuleFiles(version=1, calendars=(_calendar("2024"),))

    with pytest.raises(Refused, match="another version"):
        rulebook.following(kept, {"calendar.toml": _calendar("2024", until="18:00")})


def test_that_the_same_calendar_may_be_told_again() -> None:
    kept = RuleFiles(version=1, calendars=(_calendar("2024"),))

    assert rulebook.following(kept, {"calendar.toml": _calendar("2024")}).version == 2


def test_that_the_example_of_the_manual_does() -> None:
    manual = Path(__file__).resolve().parent.parent.parent / "README.md"
    examples = re.findall(r"```toml\n(\[states\..*?)```", manual.read_text("utf-8"), re.DOTALL)

    assert [rulebook.parse({"lifecycle.toml": text}, 1).version for text in examples] == [1]


def test_that_the_manual_names_every_file() -> None:
    manual = (Path(__file__).resolve().parent.parent.parent / "README.md").read_text("utf-8")

    assert [file for file in FILES if f"| `{file}` |" not in manual] == []
