"""The plain form of orders: every kind is read back as it was written, and what is not known is not read in part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from console.order_forms import KINDS, plain, read
from tests.orders_of_all_kinds import KINDS as ALL
from tests.orders_of_all_kinds import orders, orders_of

WRITTEN = Path(__file__).with_name("orders_written_by_the_first_version.json")


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_that_an_order_of_each_kind_is_read_back_as_it_was(kind: type[Any]) -> None:
    @settings(max_examples=25)
    @given(orders_of(kind))
    def holds(order: Any) -> None:
        assert read(json.loads(json.dumps(plain(order)))) == order

    holds()


@given(orders())
def test_that_the_key_comes_back_with_the_order(order: Any) -> None:
    assert read(plain(order)).key == order.key


def test_that_every_order_that_can_be_given_has_a_form() -> None:
    assert set(KINDS.values()) == set(ALL)


@pytest.mark.parametrize("form", json.loads(WRITTEN.read_text("utf-8")), ids=lambda form: form["order"])
def test_that_what_the_first_version_wrote_is_still_read(form: dict[str, Any]) -> None:
    written = plain(read(form))
    assert {name: written[name] for name in form} == form


def test_that_a_field_that_an_older_version_did_not_know_has_its_default() -> None:
    form = next(form for form in json.loads(WRITTEN.read_text("utf-8")) if form["order"] == "Dispatch")
    del form["helpers"]
    assert plain(read(form))["helpers"] == []


@pytest.mark.parametrize("change", [{"order": "Teleport"}, {"whither": "Mars"}])
def test_that_what_a_newer_version_wrote_is_not_read_in_part(change: dict[str, str]) -> None:
    form = json.loads(WRITTEN.read_text("utf-8"))[0] | change
    with pytest.raises(ValueError, match=r"Teleport|whither"):
        read(form)


def test_that_an_order_without_its_key_is_not_read() -> None:
    form = json.loads(WRITTEN.read_text("utf-8"))[0]
    del form["key"]
    with pytest.raises(ValueError, match="key"):
        read(form)
