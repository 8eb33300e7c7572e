"""Every order that there is, made up by chance: for what must hold of all of them."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_args

from hypothesis import strategies as st

from console.domain.shift import Operator, Role
from console.orders import AnyOrder

KINDS: tuple[type[Any], ...] = get_args(AnyOrder)

TEXTS = st.text(st.characters(exclude_categories=()), max_size=20)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)

st.register_type_strategy(str, TEXTS)
st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(float, NUMBERS)
st.register_type_strategy(
    Operator, st.builds(Operator, roles=st.frozensets(st.sampled_from(Role), max_size=3), desk=TEXTS)
)


def orders() -> st.SearchStrategy[Any]:
    """Return orders of every kind, every field of each filled by chance."""
    return st.sampled_from(KINDS).flatmap(orders_of)


def orders_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{one.name: ... for one in fields(kind)})
