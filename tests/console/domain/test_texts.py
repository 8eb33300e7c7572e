"""Texts that can be kept: whatever was pasted, every database and every list bears it."""

from __future__ import annotations

import pytest

from console.domain.texts import one_line, storable


@pytest.mark.parametrize(
    ("typed", "kept"), [("井盖\0", "井盖"), ("a\ud800b", "a?b"), ("two\nlines", "two\nlines"), ("🚨 é", "🚨 é")]
)
def test_that_only_what_no_database_keeps_is_taken_out(typed: str, kept: str) -> None:
    assert storable(typed) == kept


def test_that_a_title_of_several_lines_stands_in_one() -> None:
    assert one_line(" 路灯\r\n不亮\u2028\x0b三盏\t ") == "路灯 不亮 三盏"
