"""How texts are compared when a ticket is looked for."""

from __future__ import annotations

import pytest

from console.finding import CAPITALS, MOST, SMALL, is_enough, pairs, plain, text_of, words


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("ＡＢ１２", "ab12"),
        ("Café É", "café é"),
        ("人民路\u300010\u2002号", "人民路 10 号"),
        ("一\t二\n三", "一 二 三"),
    ],
    ids=["full width", "capitals", "wide blanks", "other blanks"],
)
def test_that_texts_are_compared_in_one_width_and_small_letters(text: str, compared: str) -> None:
    assert plain(text) == compared


def test_that_every_capital_has_its_own_small_letter() -> None:
    assert CAPITALS.lower() == SMALL


def test_that_a_word_is_looked_for_once() -> None:
    assert words("人民路  Ａ座 a座 人民路") == ("人民路", "a座")


def test_that_what_is_too_long_is_cut() -> None:
    assert words("长" * 1000) == ("长" * MOST,)


def test_that_pairs_do_not_reach_from_one_word_into_the_next() -> None:
    assert pairs(("人民路", "10")) == ["人民", "民路", "10"]


@pytest.mark.parametrize(
    ("wanted", "enough"), [("路", False), ("1 2", False), ("", False), ("路 10", True), ("人民", True)]
)
def test_that_one_word_must_have_two_characters(wanted: str, enough: bool) -> None:
    assert is_enough(wanted) is enough


def test_that_a_ticket_is_found_by_its_numbers_its_title_and_its_address() -> None:
    assert text_of("T000001", "12345-7", "垃圾堆放", "人民路10号") == "t000001 12345-7 垃圾堆放 人民路10号"
