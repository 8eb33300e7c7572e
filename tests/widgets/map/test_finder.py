"""Finding a place: by name, code, number, first letters, address and coordinates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.gcj02 import from_gcj02
from console.domain.grid import Region
from console.domain.place import LatLng
from console.domain.sensor import SensorKind
from tests.builders import CITY, GRID, IN_GRID, NEXT_GRID, a_camera, a_region_tree, a_sensor, a_site, a_ticket
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets.map.gazetteer import Gazetteer
from widgets.map.hand import Hand
from widgets.map.typed_place import System, places_in

MakeHand = Callable[..., Hand]


def named(region: Region) -> Region:
    return replace(region, name={GRID: "石湖社区第2网格", NEXT_GRID: "瑞岗社区第1网格"}.get(region.code, region.name))


@pytest.fixture
def gazetteer(seat: Seat) -> Gazetteer:
    seat.board.cameras = {
        each.id: each for each in (a_camera("c1", number=41, name="人民路口"), a_camera("c2", number=7))
    }
    seat.board.sites = {each.id: each for each in (a_site("s1", name="实验小学"),)}
    seat.board.sensors = {each.id: each for each in (a_sensor("d1", name="石湖水位计", kind=SensorKind.WATER_LEVEL),)}
    return Gazetteer(seat.board, Atlas(tuple(named(region) for region in a_region_tree())))


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("瑞岗社区第1网格", ("grid", NEXT_GRID)),
        ("石湖", ("sensor", "d1")),
        ("社区 第2", ("grid", GRID)),
        ("shsq", ("grid", GRID)),
        (GRID, ("grid", GRID)),
        ("41", ("camera", "c1")),
        ("rmlk", ("camera", "c1")),
        ("syxx", ("site", "s1")),
        ("ＳＹＸＸ", ("site", "s1")),
    ],
)
def test_that_a_place_is_found(gazetteer: Gazetteer, wanted: str, first: tuple[str, str]):
    assert gazetteer.find(wanted)[0] == first


def test_that_every_word_must_fit(gazetteer: Gazetteer):
    assert gazetteer.find("石湖 瑞岗") == []


def test_that_nothing_typed_finds_nothing(gazetteer: Gazetteer):
    assert gazetteer.find("  ") == []


def test_that_a_region_is_where_its_middle_is(gazetteer: Gazetteer):
    place = gazetteer.place_of(("grid", GRID))
    assert place is not None
    assert (place.lat_deg, place.lng_deg) == pytest.approx((31.305, 120.605))


@pytest.mark.parametrize(
    "text",
    [
        "120.6050, 31.3050",
        "31.3050 120.6050",
        "120.6050，31.3050",
        "31°18'18\"N 120°36'18\"E",
        "120度36分18秒东 31度18分18秒北",
    ],
)
def test_that_degrees_are_read_in_either_order(text: str):
    place = dict(places_in(text))[System.WGS84]
    assert (place.lat_deg, place.lng_deg) == pytest.approx((31.305, 120.605))


def test_that_a_system_that_is_named_is_the_only_one_offered():
    assert places_in("gcj02 120.6050,31.3050") == [(System.GCJ02, from_gcj02(LatLng(31.305, 120.605)))]


@pytest.mark.parametrize("text", ["", "人民路", "0,0", "200, 95", "120.6", "1 2 3", "120度36分东", "31°18'N 32°18'N"])
def test_that_what_is_no_place_is_none(text: str):
    assert places_in(text) == []


def test_that_enter_flies_to_coordinates_and_pins_them(make_hand: MakeHand, qtbot: QtBot):
    hand = make_hand()
    hand.finder.begin("wgs84 120.605,31.305")
    with qtbot.waitSignal(hand.finder.place_found) as found:
        qtbot.keyClick(hand.finder.field, Qt.Key.Key_Return)
    assert found.args == [IN_GRID]


def test_that_the_down_arrow_goes_down_the_list_while_the_cursor_stays_in_the_field(make_hand: MakeHand, qtbot: QtBot):
    hand = make_hand()
    hand.finder.begin("120.605,31.305")
    qtbot.keyClick(hand.finder.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(hand.finder.place_found) as found:
        qtbot.keyClick(hand.finder.field, Qt.Key.Key_Return)
    assert found.args == [from_gcj02(IN_GRID)]


def test_that_a_camera_that_is_found_is_looked_at(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    hand = make_hand()
    hand.finder.begin("人民路口")
    qtbot.keyClick(hand.finder.field, Qt.Key.Key_Return)
    assert seat.focus.camera == "1"


def test_that_addresses_of_past_tickets_are_found(make_hand: MakeHand, store: FakeStore, seat: Seat, qtbot: QtBot):
    ticket = a_ticket(address="解放路88号", centre=CITY)
    store.rows.tickets[ticket.id] = ticket
    hand = make_hand()
    hand.finder.begin("解放路")
    qtbot.waitUntil(lambda: [row.text for row in hand.finder.list.found.rows] == ["解放路88号"])
    with qtbot.waitSignal(hand.finder.place_found) as found:
        qtbot.keyClick(hand.finder.field, Qt.Key.Key_Return)
    assert found.args == [IN_GRID]


def test_that_a_name_that_nothing_bears_is_told(make_hand: MakeHand):
    hand = make_hand()
    hand.finder.begin("没有这个地方")
    assert hand.finder.words[1] == "Nothing is called so here."


def test_that_an_outage_is_told_and_names_are_found_all_the_same(make_hand: MakeHand, store: FakeStore, qtbot: QtBot):
    hand = make_hand()
    store.cut()
    hand.finder.begin("人民路")
    qtbot.waitUntil(lambda: "out of reach" in hand.finder.words[1])
    assert len(hand.finder.list.found.rows) == 4
