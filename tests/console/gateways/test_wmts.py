"""A tile server: what its capabilities offer, where a tile of it lies, and what is shown while it is away."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from console.gateways.tile_fetch import Answer, Asker, Away
from console.gateways.wmts import NoSuchLayer, TileServer, Wanted, capabilities_address, read_offer

AT_HALL = "http://tiles.hall/wmts"
LEVEL = """<TileMatrix><ows:Identifier>{zoom}</ows:Identifier><ScaleDenominator>{scale}</ScaleDenominator>
<TopLeftCorner>{corner}</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>
<MatrixWidth>{across}</MatrixWidth><MatrixHeight>{down}</MatrixHeight></TileMatrix>"""
METRES_0, DEGREES_1 = 559082264.0287178, 295829355.4545656
"""China's national map reckons its degrees with px of 96 dpi."""


def capabilities(
    *, resource: str = "", address: str = AT_HALL, corner: str = "-20037508.342789 20037508.342789"
) -> bytes:
    """What a server says that has one layer in metres (w), in degrees (c) and on a plane of its own (x)."""
    metres = "".join(
        LEVEL.format(zoom=zoom, scale=METRES_0 / 2**zoom, corner=corner, across=2**zoom, down=2**zoom)
        for zoom in range(4)
    )
    degrees = "".join(
        LEVEL.format(
            zoom=zoom, scale=DEGREES_1 / 2 ** (zoom - 1), corner="90.0 -180.0", across=2**zoom, down=2 ** (zoom - 1)
        )
        for zoom in range(1, 4)
    )
    sets = [("x", "urn:ogc:def:crs:EPSG::4547", metres), ("c", "urn:ogc:def:crs:EPSG::4490", degrees)]
    sets.append(("w", "urn:ogc:def:crs:EPSG::3857", metres))
    written = "".join(
        f"<TileMatrixSet><ows:Identifier>{name}</ows:Identifier><ows:SupportedCRS>{crs}</ows:SupportedCRS>{levels}</TileMatrixSet>"
        for name, crs, levels in sets
    )
    links = "".join(f"<TileMatrixSetLink><TileMatrixSet>{name}</TileMatrixSet></TileMatrixSetLink>" for name in "xcw")
    return f"""<?xml version="1.0"?><Capabilities xmlns="http://www.opengis.net/wmts/1.0"
    xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
    <ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP><ows:Get xlink:href="{address}?"/>
    </ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>
    <Contents><Layer><ows:Title>Streets</ows:Title><ows:Identifier>vec</ows:Identifier>
    <Style isDefault="true"><ows:Identifier>plain</ows:Identifier></Style><Format>image/png</Format>{links}{resource}</Layer>
    {written}</Contents></Capabilities>""".encode()


class _Hall(Asker):
    """A server in memory; ``answers`` by the beginning of what is asked, None while it is away."""

    def __init__(self, answers: dict[str, Answer] | None) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def ask(self, address: str) -> Answer | None:
        self.asked.append(address)
        if self.answers is None:
            raise Away("no answer")
        return next((answer for part, answer in self.answers.items() if part in address), None)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (AT_HALL, f"{AT_HALL}?SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0"),
        (f"{AT_HALL}?key=7", f"{AT_HALL}?key=7&SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0"),
        ("http://tiles.hall/1.0.0/WMTSCapabilities.xml", "http://tiles.hall/1.0.0/WMTSCapabilities.xml"),
        (f"{AT_HALL}?request=GetCapabilities", f"{AT_HALL}?request=GetCapabilities"),
    ],
)
def test_that_the_server_is_asked_what_it_offers(given: str, asked: str) -> None:
    assert capabilities_address(given) == asked


def test_that_the_first_levels_that_can_be_drawn_are_taken() -> None:
    offer = read_offer(capabilities(), Wanted(address=AT_HALL))
    assert (offer.title, offer.grid.in_degrees) == ("Streets", True)


def test_that_degrees_lie_where_their_corner_says_in_either_order_of_axes() -> None:
    first = read_offer(capabilities(), Wanted(address=AT_HALL, matrix_set="c")).grid.matrices[0]
    assert (first.left, first.top, first.across, first.down) == (-180.0, 90.0, 2, 1)
    assert first.unit == pytest.approx(360 / 512, rel=1e-6)


@pytest.mark.parametrize("corner", ["-20037508.342789 20037508.342789", "20037508.342789 -20037508.342789"])
def test_that_usual_levels_are_known_as_those_of_the_page(corner: str) -> None:
    grid = read_offer(capabilities(corner=corner), Wanted(address=AT_HALL, matrix_set="w")).grid
    matrix = grid.alike(3)
    assert matrix is not None
    assert matrix.name == "3"
    assert grid.alike(4) is None


def test_that_a_tile_is_asked_for_by_words_and_the_key_goes_along() -> None:
    offer = read_offer(capabilities(), Wanted(address=f"{AT_HALL}?tk=7", matrix_set="w"))
    address = offer.address(offer.grid.matrices[3], 5, 2)
    for said in (
        "tk=7",
        "REQUEST=GetTile",
        "LAYER=vec",
        "STYLE=plain",
        "TILEMATRIXSET=w",
        "TILEMATRIX=3",
        "TILEROW=2",
        "TILECOL=5",
    ):
        assert said in address


def test_that_a_template_is_filled_in() -> None:
    resource = '<ResourceURL format="image/png" resourceType="tile" template="http://tiles.hall/t/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png"/>'
    offer = read_offer(capabilities(resource=resource), Wanted(address=AT_HALL, matrix_set="w"))
    assert offer.address(offer.grid.matrices[2], 1, 3) == "http://tiles.hall/t/w/2/3/1.png"


def test_that_a_host_is_asked_only_if_the_settings_name_it() -> None:
    told = capabilities(address="http://outside.example/wmts")
    with pytest.raises(Away, match="outside"):
        read_offer(told, Wanted(address=AT_HALL))
    named = Wanted(address=AT_HALL, hosts=frozenset({"outside.example"}))
    assert "outside.example" in read_offer(told, named).template


@pytest.mark.parametrize("wanted", [Wanted(address=AT_HALL, layer="img"), Wanted(address=AT_HALL, matrix_set="x")])
def test_that_what_is_not_offered_or_cannot_be_drawn_is_named(wanted: Wanted) -> None:
    with pytest.raises(NoSuchLayer, match="vec"):
        read_offer(capabilities(), wanted)


@pytest.mark.parametrize("told", [b"", b"<html>busy</html>", capabilities()[:900]])
def test_that_an_answer_that_is_no_offer_counts_as_none(told: bytes) -> None:
    with pytest.raises((Away, NoSuchLayer)):
        read_offer(told, Wanted(address=AT_HALL))


def test_that_what_a_server_sent_is_shown_while_it_is_away(tmp_path: Path) -> None:
    wanted = Wanted(address=AT_HALL, matrix_set="w")
    answers = {"GetCapabilities": (capabilities(), "text/xml"), "TILEMATRIX=3": (b"picture", "image/png")}
    there = TileServer(wanted, tmp_path, _Hall(answers))
    level = there.offer().grid.matrices[3]
    assert there.tile(level, 5, 2) == (b"picture", "image/png")
    away = TileServer(wanted, tmp_path, _Hall(None))
    assert away.tile(away.offer().grid.matrices[3], 5, 2) == (b"picture", "image/png")
    with pytest.raises(Away):
        away.tile(level, 5, 3)


def test_that_a_tile_is_fetched_once(tmp_path: Path) -> None:
    hall = _Hall({"GetCapabilities": (capabilities(), "text/xml"), "TILEMATRIX": (b"picture", "image/png")})
    server = TileServer(Wanted(address=AT_HALL, matrix_set="w"), tmp_path, hall)
    level = server.offer().grid.matrices[3]
    for _ in range(3):
        server.tile(level, 5, 2)
    assert (server.fetched, len(hall.asked)) == (1, 2)


def test_that_nothing_is_asked_beyond_the_edge_of_the_world(tmp_path: Path) -> None:
    hall = _Hall({"GetCapabilities": (capabilities(), "text/xml")})
    server = TileServer(Wanted(address=AT_HALL, matrix_set="w"), tmp_path, hall)
    level = server.offer().grid.matrices[1]
    assert [server.tile(level, *at) for at in ((-1, 0), (2, 0), (0, 2))] == [None, None, None]
    assert len(hall.asked) == 1


def test_that_words_instead_of_a_picture_are_no_tile(tmp_path: Path) -> None:
    hall = _Hall({"GetCapabilities": (capabilities(), "text/xml"), "GetTile": (b"<busy/>", "text/xml")})
    server = TileServer(Wanted(address=AT_HALL, matrix_set="w"), tmp_path, hall)
    with pytest.raises(Away, match="text/xml"):
        server.tile(server.offer().grid.matrices[1], 0, 0)


def test_that_the_standard_px_makes_the_usual_scale() -> None:
    matrix = read_offer(capabilities(), Wanted(address=AT_HALL, matrix_set="w")).grid.matrices[0]
    assert matrix.unit == pytest.approx(2 * math.pi * 6378137 / 256, rel=1e-6)
