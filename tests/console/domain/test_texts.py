"""Texts that can be kept: whatever was pasted, every database and every list bears it."""

from __future__ import annotations

import pytest

from console.domain.texts import one_line, storable, without_phones


@pytest.mark.parametrize(
    ("typed", "kept"), [("井盖\0", "井盖"), ("a\ud800b", "a?b"), ("two\nlines", "two\nlines"), ("🚨 é", "🚨 é")]
)
def test_that_only_what_no_database_keeps_is_taken_out(typed: str, kept: str) -> None:
    assert storable(typed) == kept


def test_that_a_title_of_several_lines_stands_in_one() -> None:
    assert one_line(" 路灯\r\n不亮\u2028\x0b三盏\t ") == "路灯 不亮 三盏"


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("电话13812345678，北门", "电话*********78，北门"),
        ("+86 138-1234-5678", "***************78"),
        ("0516-83712345", "***********45"),
        ("call 83712345 first", "call ******45 first"),
    ],
)
def test_that_telephone_numbers_keep_their_last_two_digits(typed: str, masked: str):
    assert without_phones(typed) == masked


@pytest.mark.parametrize(
    "typed", ["2026-11-22 19:30", "20261122", "117.1842345, 34.2610123", "C3203050012", "25 000 m"]
)
def test_that_dates_coordinates_and_codes_are_no_telephone_numbers(typed: str):
    assert without_phones(typed) == typed
