"""Where crews are: kept and told while they are on duty, and never otherwise."""

from __future__ import annotations

from console.orders import ReportFixes
from tests.builders import IN_GRID, IN_NEXT_GRID, a_fix
from tests.console.conftest import City


def test_that_only_crews_on_duty_are_told_of(city: City) -> None:
    news = city.give(ReportFixes(by=city.by, fixes=(a_fix("C1"), a_fix("C3", IN_NEXT_GRID))))

    assert news.fixes == (a_fix("C1"),)


def test_that_a_crews_place_is_known_from_its_fix(city: City) -> None:
    city.give(ReportFixes(by=city.by, fixes=(a_fix("C1"), a_fix("C3", IN_NEXT_GRID))))

    crews = {str(crew.id): crew.place for crew in city.store.archive().situation(city.by.centre).crews}
    assert (crews["C1"], crews["C3"]) == (IN_GRID, None)
