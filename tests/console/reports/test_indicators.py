"""The indicators as they are printed: formulas of the field, both counts, one rounding, and what they were before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import chain, repeat
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.domain.grid import RegionCode
from console.domain.period import Period
from console.domain.records import Answer, Records
from console.domain.ticket import Holder, TargetKind
from console.journal import Kind
from console.reports.indicators import INDICATORS, Figure, Report, half_up, report, told
from console.reports.labels import shipped
from console.tally import Dim
from tests.builders import (
    CITY,
    DISTRICT,
    FAR_GRID,
    GRID,
    NEXT_GRID,
    NOON,
    OTHER_DISTRICT,
    VILLAGE,
    a_crew,
    a_region_tree,
)
from tests.fakes import FakeStore
from tests.histories import Step, a_history, until

MAY = Period(date(2024, 5, 1), date(2024, 5, 31), ZoneInfo("UTC"))
MONTH_H = 31 * 24
REPORTED: tuple[Step, ...] = ()
FILED: tuple[Step, ...] = ((Kind.FILED, 0.2, 0.5),)
IN_HAND = until(Kind.SIGNED, 10, 24)
IN_TIME = until(Kind.CLOSED, 10, 24)
BRIEF: tuple[Step, ...] = ((Kind.SIGNED, 0.5, 24), (Kind.CLOSED, 10))
"""What past data tell of a ticket; for the large numbers."""
LATE = until(Kind.CLOSED, 30, 24)
REWORKED = (*until(Kind.FED_BACK, 4, 24), (Kind.CHECK_FAILED, 5, 24), *IN_TIME[-3:])
EXTENDED = (*IN_HAND, (Kind.EXTENDED, 2, 30), *IN_TIME[-3:])
Many = tuple[tuple[Step, ...], int]


def a_store(*many: Many, **changes: Any) -> FakeStore:
    """Return a database into which so many tickets of each history were taken."""
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    take_in(store, *many, **changes)
    return store


def take_in(store: FakeStore, *many: Many, **changes: Any) -> None:
    histories: Iterator[tuple[Step, ...]] = chain.from_iterable(repeat(steps, count) for steps, count in many)
    store.registry().add_past([a_history(*steps, **changes) for steps in histories])


def asked(store: FakeStore, dim: Dim = Dim.SOURCE, period: Period = MAY, centre: str = CITY) -> Report:
    return report(store.archive(), dim, period, RegionCode(centre), shipped("zh_CN"))


def figure(store: FakeStore, name: str) -> Figure:
    return next(one for one in asked(store).total.figures if one.indicator.name == name)


def printed(store: FakeStore, *names: str) -> list[tuple[int, int, str]]:
    figures = {one.indicator.name: one for one in asked(store).total.figures}
    return [(figures[name].numerator, figures[name].denominator, told(figures[name].value)) for name in names]


def test_that_wenjiang_prints_97_21() -> None:
    store = a_store((BRIEF, 25_470), (REPORTED, 731))
    assert printed(store, "handled_rate") == [(25_470, 26_201, "97.21")]


def test_that_xishui_prints_93_39() -> None:
    assert printed(a_store((IN_TIME, 2_261), (IN_HAND, 160)), "handled_rate") == [(2_261, 2_421, "93.39")]


@pytest.mark.parametrize(
    ("name", "expected"), [("closing_rate", (911, 972, "93.72")), ("closing_in_time_rate", (737, 972, "75.82"))]
)
def test_that_tianmen_prints_93_72_and_75_82(name: str, expected: tuple[int, int, str]) -> None:
    void = (*IN_HAND, (Kind.VOIDED, 3))
    due_later = until(Kind.SIGNED, 10, 2 * MONTH_H)
    store = a_store((IN_TIME, 737), (LATE, 174), (IN_HAND, 61), (void, 9), (due_later, 50), (REPORTED, 7))
    assert printed(store, name) == [expected]


def test_that_51229_of_51571_filed_print_99_34() -> None:
    assert printed(a_store((FILED, 51_229), (REPORTED, 342)), "filing_rate") == [(51_229, 51_571, "99.34")]


def test_that_276_reworked_and_104_extended_of_52434_print_0_53_and_0_20() -> None:
    store = a_store((BRIEF, 52_434 - 276 - 104), (REWORKED, 276), (EXTENDED, 104))
    assert printed(store, "rework_rate", "extension_rate") == [
        (276, 52_434, "0.53"),
        (104, 52_434, "0.20"),
    ]


def test_that_signing_handling_and_satisfaction_have_both_counts() -> None:
    late_to_sign = (*until(Kind.DISPATCHED, 10, 24), (Kind.SIGNED, 2, 24))
    store = a_store((IN_TIME, 2), (LATE, 1), (late_to_sign, 1))
    content, not_content = (Records(answer=Answer(satisfied=yes, by="李四", at=NOON)) for yes in (True, False))
    take_in(store, (IN_TIME, 2), noted=content)
    take_in(store, (IN_TIME, 1), noted=not_content)
    assert printed(store, "signing_in_time_rate", "handling_in_time_rate", "handling_time", "satisfaction_rate") == [
        (6, 7, "85.71"),
        (5, 7, "71.43"),
        (int((5 * 9.5 + 29.5) * 3600), 6, "12.83"),
        (2, 3, "66.67"),
    ]  # fmt: skip


def test_that_over_nothing_a_dash_is_printed() -> None:
    assert {told(one.value) for one in asked(a_store()).total.figures} == {"—"}


def test_that_closed_after_the_period_is_not_closed_in_it() -> None:
    store = a_store((until(Kind.CLOSED, MONTH_H, 24), 1), (IN_TIME, 1))
    assert printed(store, "closing_rate") == [(1, 2, "50.00")]


def test_that_closed_in_the_period_counts_though_it_is_due_later() -> None:
    assert printed(a_store((until(Kind.CLOSED, 10, MONTH_H), 1)), "closing_in_time_rate") == [(1, 1, "100.00")]


@pytest.mark.parametrize(
    ("exact", "printed"),
    [
        (Fraction(1, 200), "0.01"), (Fraction(1, 201), "0.00"), (Fraction(1005, 1000), "1.01"), (Fraction(-1, 200), "-0.01"),
        (Fraction(2, 3), "0.67"), (Fraction(100), "100.00"), (Fraction(4_999_999, 1_000_000_000), "0.00"),
    ],
)  # fmt: skip
def test_that_halves_are_rounded_up_once(exact: Fraction, printed: str) -> None:
    assert told(half_up(*exact.as_integer_ratio())) == printed


def test_that_changes_compare_exact_values_with_the_period_before_and_the_year_before() -> None:
    store = a_store((IN_TIME, 2), (REPORTED, 1))
    take_in(store, (IN_TIME, 1), (REPORTED, 2), reported_at=NOON - timedelta(days=30))
    take_in(store, (IN_TIME, 5), (REPORTED, 1), reported_at=NOON - timedelta(days=366))
    one = figure(store, "handled_rate")
    assert (one.on_previous, one.year_on_year) == (Decimal("100.00"), Decimal("-20.00"))


def test_that_without_anything_before_there_is_no_change() -> None:
    one = figure(a_store((IN_TIME, 1)), "handled_rate")
    assert (one.on_previous, one.year_on_year) == (None, None)


def test_that_a_change_from_nothing_at_all_is_no_number() -> None:
    store = a_store((IN_TIME, 1))
    take_in(store, (REPORTED, 1), reported_at=NOON - timedelta(days=30))
    assert figure(store, "handled_rate").on_previous is None


def test_that_regions_are_those_right_below_the_centre_in_the_order_of_their_codes() -> None:
    store = a_store((IN_TIME, 1), area=FAR_GRID)
    take_in(store, (IN_TIME, 3), area=GRID)
    take_in(store, (IN_TIME, 2), area=CITY)
    rows = asked(store, Dim.REGION).rows
    assert [(row.code, row.counts.reported) for row in rows] == [(DISTRICT, 3), (OTHER_DISTRICT, 1), (CITY, 2)]


def test_that_below_a_village_lie_its_grids() -> None:
    store = a_store((IN_TIME, 1), area=NEXT_GRID)
    rows = asked(store, Dim.REGION, centre=VILLAGE).rows
    assert [(row.code, row.counts.reported) for row in rows] == [(GRID, 0), (NEXT_GRID, 1)]


def test_that_a_centre_reports_its_own_ground_only() -> None:
    store = a_store((IN_TIME, 1), area=FAR_GRID)
    assert asked(store, centre=DISTRICT).total.counts.reported == 0


def test_that_crews_stand_by_name_and_the_total_knows_tickets_that_nobody_holds() -> None:
    store = a_store((REPORTED, 2))
    store.registry().add_crews([a_crew("C1", name="王五")])
    take_in(store, (IN_TIME, 1), holder=Holder(TargetKind.CREW, "C1", "王五"))
    told_ = asked(store, Dim.CREW)
    assert [(row.label, row.counts.reported) for row in told_.rows] == [("王五", 1)]
    assert told_.total.counts.reported == 3


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_that_every_indicator_has_a_name_a_formula_and_words_for_its_counts(lang: str) -> None:
    needed = {f"{part}.{one.name}" for one in INDICATORS for part in ("indicator", "formula")}
    needed |= {f"count.{name}" for one in INDICATORS for name in (one.numerator, one.denominator)}
    assert needed <= set(shipped(lang))
