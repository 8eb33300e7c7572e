"""Whatever is ordered by whomever: the table is kept, and the journal tells the whole story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from console import lifecycle
from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Role
from console.domain.ticket import State
from console.journal import Entry
from console.orders import (
    Accept,
    AnyTicketOrder,
    CheckFail,
    CheckPass,
    Close,
    Delegate,
    Escalate,
    FeedBack,
    File,
    Recall,
    Return,
    Sign,
)
from tests.builders import CITY, DISTRICT, TOWNSHIP, VILLAGE, an_operator
from tests.console.conftest import City

VERBS = (
    "accept", "file", "dispatch", "recall", "sign", "feed_back", "check_pass", "check_fail",
    "close", "return", "escalate", "delegate",
)  # fmt: skip


def order_of(city: City, verb: str, said: str) -> AnyTicketOrder:
    ticket = city.store.archive().situation(CITY).tickets
    stored, _ = city.store.archive().timeline(ticket[0].id if ticket else 1)  # type: ignore[arg-type]
    assert stored is not None
    by, id_, seen = city.by, stored.id, stored.version
    match verb:
        case "dispatch":
            return city.dispatch_of(stored)
        case "feed_back":
            return FeedBack(by=by, ticket=id_, seen=seen, result=said)
        case "check_fail":
            return CheckFail(by=by, ticket=id_, seen=seen, reason=said)
        case "return":
            return Return(by=by, ticket=id_, seen=seen, reason=said)
        case "escalate":
            return Escalate(by=by, ticket=id_, seen=seen, reason=said)
        case _:
            plain: dict[str, Callable[..., AnyTicketOrder]] = {
                "accept": Accept, "file": File, "recall": Recall, "sign": Sign, "check_pass": CheckPass,
                "close": Close, "delegate": Delegate,
            }  # fmt: skip
            return plain[verb](by=by, ticket=id_, seen=seen)


def allowed_by_table(entry: Entry) -> bool:
    verb = next(verb for verb in lifecycle.shipped().verbs.values() if verb.records == entry.kind.value)
    return (entry.from_state in verb.leaves) and verb.leads_to in {entry.to_state, None}


steps = st.lists(
    st.tuples(
        st.sampled_from(VERBS),
        st.sampled_from([CITY, DISTRICT, TOWNSHIP, VILLAGE]),
        st.one_of(st.just(SEAT_ROLES), st.frozensets(st.sampled_from(sorted(SEAT_ROLES)), max_size=2)),
        st.sampled_from(["", "情况属实"]),
    ),
    max_size=40,
)


@settings(max_examples=150)
@given(steps)
def test_that_no_sequence_of_orders_leaves_the_table_or_loses_a_line(
    orders: list[tuple[str, str, frozenset[Role], str]],
) -> None:
    city = City()
    ticket = city.take_in()
    done = 0
    for verb, centre, roles, said in orders:
        city.by = replace(an_operator(), centre=centre, roles=roles)  # type: ignore[arg-type]
        try:
            done += len(city.give(order_of(city, verb, said)).entries)
        except Refused:
            continue

    stored, entries = city.store.archive().timeline(ticket.id)
    assert stored is not None
    assert len(entries) == done + 1
    assert [entry.version for entry in entries] == list(range(1, done + 2))
    assert all(allowed_by_table(entry) for entry in entries[1:])
    assert (stored.state, stored.version) == (entries[-1].to_state, entries[-1].version)
    assert stored.state in State
