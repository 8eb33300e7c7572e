"""The indicators of a period: each with its formula, both of its counts, its value, and what it was before.

A value is rounded once, half up, when it is final; over nothing there is no value. Rows stand in the order of their
codes: how many tickets somebody has is shown, and nobody is ranked by it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from console.domain.grid import RegionCode
from console.domain.period import Period
from console.ports import Archive
from console.reports.labels import Labels, word
from console.tally import NOTHING, Counts, Dim

NO_VALUE = "—"
PERCENT = 100
HOUR_S = 3600
VALUES_KEPT = 50_000
"""Of thousands of crews many have the same values, and a number of this kind is slow to make."""


class Unit(StrEnum):
    PERCENT = "percent"
    HOURS = "hours"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: which count over which other, by their names in ``Counts``."""

    name: str
    numerator: str
    denominator: str
    unit: Unit = Unit.PERCENT

    @cached_property
    def places(self) -> tuple[int, int, int, int]:
        """Which places in ``Counts`` stand over which, and by what each is multiplied to give the unit."""
        names = Counts._fields
        times, parts = (PERCENT, 1) if self.unit is Unit.PERCENT else (1, HOUR_S)
        return names.index(self.numerator), names.index(self.denominator), times, parts


INDICATORS = (
    Indicator(name="handled_rate", numerator="handled", denominator="reported"),
    Indicator(name="closing_rate", numerator="closed", denominator="due"),
    Indicator(name="closing_in_time_rate", numerator="closed_in_time", denominator="limited"),
    Indicator(name="filing_rate", numerator="filed", denominator="reported"),
    Indicator(name="rework_rate", numerator="reworked", denominator="due"),
    Indicator(name="extension_rate", numerator="extended", denominator="due"),
    Indicator(name="signing_in_time_rate", numerator="signed_in_time", denominator="to_sign"),
    Indicator(name="handling_in_time_rate", numerator="handled_in_time", denominator="limited"),
    Indicator(name="handling_time", numerator="handling_s", denominator="timed", unit=Unit.HOURS),
    Indicator(name="satisfaction_rate", numerator="satisfied", denominator="asked"),
)


class Figure(NamedTuple):
    """An indicator of one row; changes are now ÷ then − 1 in percent, None where there is nothing to compare with."""

    indicator: Indicator
    numerator: int
    denominator: int
    value: Decimal | None
    year_on_year: Decimal | None
    on_previous: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one region, department, category, source or crew; or of all."""

    code: str
    label: str
    counts: Counts
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The indicators of a centre's subtree in a period, beside the period before it and the same one a year before."""

    dim: Dim
    centre: RegionCode
    period: Period
    previous: Period
    year_before: Period
    rows: tuple[Row, ...]
    total: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Counts by code: of the period, of the one before it, and of the same one a year before."""

    now: Mapping[str, Counts]
    previous: Mapping[str, Counts]
    year_before: Mapping[str, Counts]

    def row(self, codes: Iterable[str], code: str, label: str) -> Row:
        """Return the figures of the codes together, under one code."""
        known = list(codes)
        now, previous, year_before = (
            Counts.together([counted[one] for one in known if one in counted])
            for counted in (self.now, self.previous, self.year_before)
        )
        figures = tuple(_figure(indicator, now, previous, year_before) for indicator in INDICATORS)
        return Row(code=code, label=label, counts=now, figures=figures)

    def codes(self) -> list[str]:
        return sorted(self.now.keys() | self.previous.keys() | self.year_before.keys())


def report(archive: Archive, dim: Dim, period: Period, centre: RegionCode, labels: Labels) -> Report:
    """Return the indicators of a centre's subtree; by region, a row for each region right below the centre.

    Raises:
        Outage: the database is out of reach.
    """
    with _uncollected():
        return _report(archive, dim, period, centre, labels)


def _report(archive: Archive, dim: Dim, period: Period, centre: RegionCode, labels: Labels) -> Report:
    previous, year_before = period.before(), period.year_before()
    spans = _spans(archive, dim, period, centre)
    names = archive.names(dim)
    groups = _by_children(archive, spans.codes(), names, centre) if dim is Dim.REGION else _each(spans.codes())
    rows = tuple(
        spans.row(codes, code, names.get(code) or word(labels, dim.value, code)) for code, codes in groups.items()
    )
    # Not every ticket has a department or a crew, but each has one source.
    whole = _spans(archive, Dim.SOURCE, period, centre) if dim in {Dim.DEPARTMENT, Dim.CREW} else spans
    return Report(
        dim=dim,
        centre=centre,
        period=period,
        previous=previous,
        year_before=year_before,
        rows=rows,
        total=whole.row(whole.codes(), centre, word(labels, "sheet", "totals")),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of circles from going through hundreds of thousands of figures, over and over as they grow."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def figure(indicator: Indicator, counts: Counts) -> Figure:
    """Return an indicator of these counts, compared with nothing."""
    return _figure(indicator, counts, NOTHING, NOTHING)


def by_span(archive: Archive, period: Period, centre: RegionCode) -> tuple[Row, ...]:
    """Return the indicators of all rows together day by day, or month by month; the code is the first day.

    Raises:
        Outage: the database is out of reach.
    """
    rows = []
    for one in period.spans():
        now = archive.counted(Dim.SOURCE, one, centre)
        spans = Spans(now=now, previous={}, year_before={})
        label = f"{one.first:%m-%d}" if one.first == one.last else f"{one.first:%Y-%m}"
        rows.append(spans.row(now, one.first.isoformat(), label))
    return tuple(rows)


def half_up(above: int, below: int) -> Decimal:
    """Divide and round to two decimals, halves away from zero; ``below`` is positive."""
    if above < 0:
        return _hundredths(-((below - 200 * above) // (2 * below)))
    return _hundredths((200 * above + below) // (2 * below))


@lru_cache(maxsize=VALUES_KEPT)
def _hundredths(count: int) -> Decimal:
    return Decimal(count).scaleb(-2)


def told(value: Decimal | None) -> str:
    """Return a value as it is printed."""
    return NO_VALUE if value is None else f"{value:.2f}"


def _spans(archive: Archive, dim: Dim, period: Period, centre: RegionCode) -> Spans:
    asked = {one: archive.counted(dim, one, centre) for one in {period, period.before(), period.year_before()}}
    return Spans(now=asked[period], previous=asked[period.before()], year_before=asked[period.year_before()])


def _figure(indicator: Indicator, now: Counts, previous: Counts, year_before: Counts) -> Figure:
    above, below, times, parts = indicator.places
    numerator, denominator = now[above], now[below]
    if not denominator:
        return Figure(indicator, numerator, denominator, None, None, None)
    return Figure(
        indicator,
        numerator,
        denominator,
        half_up(numerator * times, denominator * parts),
        _change(numerator, denominator, year_before[above], year_before[below]),
        _change(numerator, denominator, previous[above], previous[below]),
    )


def _change(above: int, below: int, above_then: int, below_then: int) -> Decimal | None:
    """Return now ÷ then − 1 in percent; the unit makes no difference to it."""
    if not above_then or not below_then:
        return None
    then = below * above_then
    return half_up((above * below_then - then) * PERCENT, then)


def _each(codes: Iterable[str]) -> Mapping[str, list[str]]:
    return {code: [code] for code in codes}


def _by_children(
    archive: Archive, areas: Iterable[str], names: Mapping[str, str], centre: RegionCode
) -> Mapping[str, list[str]]:
    """Return the areas under the region right below the centre that holds them, or under the centre itself.

    Below the lowest centres lie their grids.
    """
    below: set[str] = {region.code for region in archive.centres() if region.parent == centre}
    children = below or {code for code in names if code.startswith(centre) and code != centre}
    groups: dict[str, list[str]] = {code: [] for code in sorted(children)}
    for area in areas:
        held = next((area[:length] for length in range(len(area), 0, -1) if area[:length] in children), None)
        groups.setdefault(held or centre or area, []).append(area)
    return MappingProxyType(groups)
