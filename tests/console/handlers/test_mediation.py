"""Disputes: masked parties, one mediator, an outcome before the ticket goes on."""

from __future__ import annotations

from typing import Any

import pytest

from console.domain.errors import Refused
from console.domain.records import Mediation, Outcome
from console.domain.ticket import State, Ticket
from console.orders import FeedBack, Mediate
from tests.console.conftest import City

DISPUTE = "0701"


def mediate(city: City, ticket: Ticket, **said: Any) -> Ticket:
    told: dict[str, Any] = {"parties": ("张三丰", "李四光"), "mediator": "王五"} | said
    order = Mediate(by=city.by, ticket=ticket.id, seen=city.stored(ticket).version, mediation=Mediation(**told))
    return city.give(order).tickets[0]


def code_of(city: City, ticket: Ticket, **said: Any) -> str:
    with pytest.raises(Refused) as refused:
        mediate(city, ticket, **said)
    return refused.value.code


def test_that_of_the_parties_only_masked_names_are_kept(city: City) -> None:
    ticket = mediate(city, city.at(State.IN_PROGRESS, category=DISPUTE))
    assert ticket.noted.mediation is not None
    assert ticket.noted.mediation.parties == ("张**", "李**")
    _, entries = city.store.archive().timeline(ticket.id)
    assert "张三丰" not in str(entries)


def test_that_a_masked_name_stays_as_it_is_when_it_comes_again(city: City) -> None:
    ticket = mediate(city, city.at(State.IN_PROGRESS, category=DISPUTE), parties=("张**", "李**"))
    assert ticket.noted.mediation is not None
    assert ticket.noted.mediation.parties == ("张**", "李**")


def test_that_a_dispute_goes_on_only_with_an_outcome(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS, category=DISPUTE)
    mediate(city, ticket)
    back = FeedBack(by=city.by, ticket=ticket.id, seen=city.stored(ticket).version, result="已调解")
    with pytest.raises(Refused, match=r"mediate\.no_outcome"):
        city.give(back)
    agreed = mediate(city, ticket, outcome=Outcome.AGREED, amount="12,000")
    assert agreed.noted.mediation is not None
    assert agreed.noted.mediation.amount == "12000.00"
    back = FeedBack(by=city.by, ticket=ticket.id, seen=agreed.version, result="已调解")
    assert city.give(back).tickets[0].state is State.FEEDBACK


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"parties": ("张三丰",)}, "mediate.two_parties"),
        ({"mediator": " "}, "mediate.no_mediator"),
        ({"amount": "很多", "outcome": Outcome.AGREED}, "mediate.bad_amount"),
        ({"amount": "-5", "outcome": Outcome.AGREED}, "mediate.bad_amount"),
        ({"amount": "100", "outcome": Outcome.FAILED}, "mediate.amount_without_agreement"),
    ],
)
def test_that_what_cannot_be_is_refused(city: City, said: dict[str, Any], code: str) -> None:
    assert code_of(city, city.at(State.IN_PROGRESS, category=DISPUTE), **said) == code


def test_that_other_classes_are_not_mediated(city: City) -> None:
    assert code_of(city, city.at(State.IN_PROGRESS)) == "mediate.no_dispute"
