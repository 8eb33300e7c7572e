"""Sentences as data: their facts stand in the English text, and words of the world keep their braces."""

from __future__ import annotations

from console.domain.sentence import Sentence


def test_that_the_facts_stand_in_their_places() -> None:
    assert str(Sentence("{file} is empty.", file="grids.geojson")) == "grids.geojson is empty."


def test_that_a_sentence_stands_in_another() -> None:
    assert str(Sentence("{path}: {why}", path="features[2]", why=Sentence("a grid needs a parent"))) == (
        "features[2]: a grid needs a parent"
    )


def test_that_a_sentence_without_facts_keeps_its_braces() -> None:
    assert str(Sentence('"{name}" is no code')) == '"{name}" is no code'


def test_that_a_fact_keeps_its_braces() -> None:
    assert str(Sentence("the code {code} is odd", code="{0}")) == "the code {0} is odd"
