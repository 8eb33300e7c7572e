"""The table of the layers, and what is kept of it between two starts."""

from __future__ import annotations

from dataclasses import fields

import pytest

from resources import path
from widgets.map.layers import LIVE, SCRIPTS
from widgets.map.stack import BY_NAME, FILLS, LAYERS, Shown, shown_of, switched


def test_that_every_layer_has_a_switch_and_every_switch_a_layer():
    assert [field.name for field in fields(Shown)] == [layer.name for layer in LAYERS]


def test_that_every_layer_has_its_picture():
    assert not [layer.name for layer in LAYERS if not path(f"icons/{layer.icon}.svg").is_file()]


def test_that_every_script_of_the_page_is_shipped():
    assert not [name for name in SCRIPTS if not path(f"map/{name}.js").is_file()]


def test_that_symbols_begin_where_the_table_says():
    told = {layered.kind: layered.options["from"] for layered in LIVE if "cells" in layered.options}
    assert told == {kind: BY_NAME[kind].from_zoom for kind in told}


@pytest.mark.parametrize("name", FILLS)
def test_that_only_one_layer_colours_the_whole_ground(name: str):
    all_on = Shown(ratings=True, heat=True, shades=True)
    shown = switched(all_on, name, on=True)
    assert [fill for fill in FILLS if getattr(shown, fill)] == [name]


def test_that_what_was_kept_comes_back():
    shown = Shown(tickets=False, sites=True, water=True)
    assert shown_of(shown.kept()) == shown


@pytest.mark.parametrize("kept", [{"tickets": "no"}, {"tickets": 0}, {"trees": True}, {}])
def test_that_what_cannot_be_read_stands_as_at_the_first_start(kept: dict):
    assert shown_of(kept) == Shown()
