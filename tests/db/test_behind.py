"""The tickets behind a number are exactly those that it counts: on the fake, in a file and on the server."""

from __future__ import annotations

from itertools import product

import pytest

from console.behind import Counted, Number
from console.ports import Store
from console.reports.indicators import INDICATORS, Indicator, Report, report
from console.reports.labels import shipped
from console.tally import Dim
from tests.builders import CITY
from tests.db.test_counting import PERIODS, a_plain_store, live_through

PERIOD = PERIODS[1]
LABELS = shipped("en")
ALL = 10_000


def asked(told: Report, indicator: Indicator, code: str | None) -> Number:
    codes = [row.code for row in told.rows]
    under = tuple(one for one in codes if code is not None and one != code and one.startswith(code))
    return Number(
        dim=told.dim,
        code=code,
        period=told.period,
        centre=told.centre,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        besides=under if told.dim is Dim.REGION else (),
    )


@pytest.fixture
def lived(store: Store) -> Store:
    live_through((store,), seed=3)
    return store


@pytest.mark.parametrize("dim", Dim)
def test_that_as_many_tickets_stand_behind_a_number_as_it_says(lived: Store, dim: Dim) -> None:
    archive = lived.archive()
    told = report(archive, dim, PERIOD, CITY, LABELS)
    for row, figure in ((one, figure) for one in told.rows for figure in one.figures):
        found = archive.behind(asked(told, figure.indicator, row.code), ALL, only_above=False)
        assert len(found) == figure.denominator, (row.code, figure.indicator.name)


def test_that_the_tickets_of_the_numerator_are_marked(lived: Store) -> None:
    archive = lived.archive()
    told = report(archive, Dim.REGION, PERIOD, CITY, LABELS)
    for figure in told.total.figures:
        if figure.indicator.numerator == "handling_s":
            continue
        found = archive.behind(asked(told, figure.indicator, None), ALL, only_above=False)
        assert sum(one.is_above for one in found) == figure.numerator, figure.indicator.name


def test_that_only_those_of_the_numerator_come_when_only_they_are_asked_for(lived: Store) -> None:
    number = asked(report(lived.archive(), Dim.SOURCE, PERIOD, CITY, LABELS), INDICATORS[1], None)
    every = lived.archive().behind(number, ALL, only_above=False)
    above = lived.archive().behind(number, ALL, only_above=True)
    assert above == tuple(one for one in every if one.is_above)


def test_that_no_more_tickets_come_than_were_asked_for(lived: Store) -> None:
    number = asked(report(lived.archive(), Dim.SOURCE, PERIOD, CITY, LABELS), INDICATORS[0], None)
    every = lived.archive().behind(number, ALL, only_above=False)
    assert lived.archive().behind(number, 2, only_above=False) == every[:2]


def test_that_every_database_tells_of_the_same_tickets(lived: Store) -> None:
    plain = a_plain_store()
    live_through((plain,), seed=3)
    told = report(plain.archive(), Dim.CATEGORY, PERIOD, CITY, LABELS)
    for row, indicator in product((None, told.rows[0].code), INDICATORS):
        number = asked(told, indicator, row)
        theirs, ours = (
            [_facts(one) for one in sorted(one.archive().behind(number, ALL, only_above=False), key=_facts)]
            for one in (plain, lived)
        )
        assert ours == theirs


def _facts(one: Counted) -> tuple[object, ...]:
    """Return what does not differ from one run to the next, as ids and numbers do."""
    return one.reported_at, one.category, one.state, one.is_above, str(one.due_at), str(one.closed_at)
