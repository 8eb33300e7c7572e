"""What the page may load: only what lies in the house."""

from __future__ import annotations

import re

import pytest
from folium.elements import JSCSSMixin

from console.domain.place import LatLng
from resources import path
from widgets.map import page
from widgets.map.layers import VENDORED, keep_at_home
from widgets.map.scheme import Handler


@pytest.fixture
def handler(qapp) -> Handler:
    return Handler(lambda: "<html></html>")


@pytest.mark.parametrize(
    "asked", ["map/../__init__.py", "map/../../main.py", "map//etc/passwd", "fonts/../qss/dark.toml"]
)
def test_that_no_path_leads_out_of_its_folder(handler, asked):
    assert handler.serve(asked) is None


@pytest.mark.parametrize("asked", ["map/none.js", "state/tickets", "map", ""])
def test_that_what_is_not_there_is_not_served(handler, asked):
    assert handler.serve(asked) is None


def test_that_a_provider_answers_for_its_folder(handler):
    handler.provide("state", lambda rest: (rest.encode(), "text/plain"))
    assert handler.serve("state/tickets") == (b"tickets", "text/plain")


def test_that_every_file_the_page_names_is_served(handler):
    html = page.write(LatLng(31, 120), 11)
    named = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert named
    assert [name for name in named if handler.serve(name) is None] == []


def test_that_the_page_names_nothing_outside():
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", page.write(LatLng(31, 120), 11)) == []


def test_that_no_class_of_folium_names_anything_outside():
    keep_at_home()

    def below(class_):
        return [class_, *(deeper for child in class_.__subclasses__() for deeper in below(child))]

    outside = [address for class_ in below(JSCSSMixin) for _, address in class_.default_js if "://" in address]
    outside += [address for class_ in below(JSCSSMixin) for _, address in class_.default_css if "://" in address]
    assert outside == []


@pytest.mark.parametrize("file", sorted(VENDORED.values()))
def test_that_every_vendored_file_has_its_licence_beside_it(file):
    name = path(file)
    assert name.is_file()
    assert (name.parent / f"{re.sub(r'-[0-9.]+[.](js|css)$', '', name.name)}-LICENSE.txt").is_file()


def test_that_the_pages_own_script_is_let_in_and_no_other():
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page.write(LatLng(31, 120), 11))
    assert policy is not None
    script = policy[1].partition("script-src ")[2]
    assert "unsafe" not in script
    assert script.count("sha256-") == 2


def test_that_clear_colours_reach_the_page_in_its_own_order():
    tokens = {"chip_edge": "#00000000", "map_halo": "#101112", "text_2": "#aabbcc", "tile_scrim": "#B0101418"}
    assert page.colors(tokens)["tile_scrim"] == "#101418B0"
