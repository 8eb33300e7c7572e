"""What is wrong with a chain is told, and a chain that holds is left in peace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.chain import (
    AT_ONCE,
    BETWEEN,
    NO_HASH,
    Anchor,
    Fault,
    Link,
    Rooting,
    faults,
    hashed,
    sealed,
    spans,
    spans_of,
)
from tests.builders import NOON

LINES = 6


def a_chain(count: int = LINES, step: int = 1) -> list[Link]:
    links: list[Link] = []
    for place in range(1, count + 1):
        prev = links[-1].hash if links else NO_HASH
        text = BETWEEN.join((f"key{place}", "0", "accepted", str(place)))
        links.append(Link(100 + place * step, place, text, prev, hashed(prev, text)))
    return links


def of_centre(links: Sequence[Link]) -> list[Link]:
    return [link._replace(place=link.seq) for link in links]


def told(links: Sequence[Link], whole: Sequence[Link], *, centre: bool = False) -> list[tuple[Fault, int]]:
    found = faults("ticket 1", links, whole[-1].hash, len(whole), of_centre=centre)
    return [(one.fault, one.place) for one in found]


def other(link: Link, *, rehashed: bool = False) -> Link:
    text = link.text + "!"
    return link._replace(text=text, hash=hashed(link.prev, text) if rehashed else link.hash)


def test_that_a_whole_chain_is_left_in_peace() -> None:
    assert told(a_chain(), a_chain()) == []


@pytest.mark.parametrize("at", range(LINES))
@pytest.mark.parametrize("rehashed", [False, True])
@pytest.mark.parametrize("centre", [False, True])
def test_that_a_changed_line_is_named(at: int, rehashed: bool, centre: bool) -> None:
    whole = of_centre(a_chain(step=7)) if centre else a_chain()
    links = [other(link, rehashed=rehashed) if place == at else link for place, link in enumerate(whole)]
    assert told(links, whole, centre=centre) == [(Fault.CHANGED, whole[at].place)]


@pytest.mark.parametrize("at", range(LINES))
def test_that_a_line_that_is_gone_is_named_by_its_version(at: int) -> None:
    whole = a_chain()
    assert told(whole[:at] + whole[at + 1 :], whole) == [(Fault.REMOVED, at + 1)]


def test_that_a_row_of_lines_that_are_gone_is_named_one_by_one() -> None:
    whole = a_chain()
    assert told(whole[:2] + whole[5:], whole) == [(Fault.REMOVED, 3), (Fault.REMOVED, 4), (Fault.REMOVED, 5)]


def test_that_a_chain_without_any_line_tells_that_all_are_gone() -> None:
    assert told([], a_chain(2)) == [(Fault.REMOVED, 1), (Fault.REMOVED, 2)]


@pytest.mark.parametrize("at", range(LINES))
def test_that_a_centre_s_line_that_is_gone_is_told_by_the_line_after_it(at: int) -> None:
    whole = of_centre(a_chain(step=7))
    after = whole[at + 1].place if at + 1 < LINES else whole[at - 1].place + 1
    assert told(whole[:at] + whole[at + 1 :], whole, centre=True) == [(Fault.REMOVED, after)]


@pytest.mark.parametrize("at", range(LINES + 1))
def test_that_a_line_that_was_brought_in_is_named(at: int) -> None:
    whole = of_centre(a_chain(step=7))
    prev = whole[at - 1].hash if at else NO_HASH
    text = BETWEEN.join(("forged", "0", "accepted"))
    seq = whole[at - 1].seq + 1 if at else 1
    forged = Link(seq, seq, text, prev, hashed(prev, text))
    assert told([*whole[:at], forged, *whole[at:]], whole, centre=True) == [(Fault.INSERTED, seq)]


def test_that_lines_in_another_order_are_named() -> None:
    whole = of_centre(a_chain(step=7))
    links = [*whole[:2], whole[3]._replace(place=whole[2].place), whole[2]._replace(place=whole[3].place), *whole[4:]]
    assert {fault for fault, _ in told(links, whole, centre=True)} == {Fault.REORDERED}


def test_that_a_head_of_nothing_is_told() -> None:
    whole = a_chain()
    assert [one.fault for one in faults("ticket 1", whole, whole[-1].hash, LINES - 1)] == [Fault.HEAD]


def test_that_a_finding_names_the_line() -> None:
    whole = a_chain()
    found = faults("ticket 1", [*whole[:3], other(whole[3]), *whole[4:]], whole[-1].hash, LINES)
    assert (found[0].chain, found[0].seq, found[0].key) == ("ticket 1", 104, "key4/0")


@given(st.sets(st.integers(1, 300)).map(sorted))
def test_that_spans_tell_exactly_these_numbers(numbers: list[int]) -> None:
    assert [n for first, last in spans_of(spans(numbers)) for n in range(first, last + 1)] == numbers


def test_that_a_root_depends_on_every_hash_and_their_order() -> None:
    def root(*hashes: int) -> bytes:
        rooting = Rooting()
        for one in hashes:
            rooting.take(one.to_bytes(4, "big"))
        return rooting.root

    many = list(range(AT_ONCE + 5))
    assert len({root(), root(1), root(1, 2), root(2, 1), root(*many), root(*reversed(many))}) == 6


def test_that_a_seal_of_another_hour_does_not_hold() -> None:
    facts: dict[str, Any] = {"n": 1, "snap": "3", "events": 3, "lines": "1-3", "root": b"root", "prev": NO_HASH}
    hash_ = sealed(**facts, at=NOON)
    assert Anchor(**facts, hash=hash_, at=NOON).holds
    assert not Anchor(**facts, hash=hash_, at=NOON + timedelta(seconds=1)).holds
