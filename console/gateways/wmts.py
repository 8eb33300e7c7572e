"""A tile server of the hall's own network (OGC WMTS 1.0.0): what it offers, and a tile of it.

Source: OGC 07-057r7; its standardised px is 0.28 mm. Capabilities are read with OWSLib.
"""

from __future__ import annotations

import math
import threading
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from console.gateways.tile_fetch import Answer, Asker, Away, Shelf
from console.gateways.tile_grid import Matrix, TileGrid

PX_M: Final = 0.00028
_METRES_A_DEGREE: Final = math.pi * 6_378_137.0 / 180
_IN_METRES: Final = frozenset({"3857", "900913", "102100", "102113", "3785"})
_IN_DEGREES: Final = frozenset({"4326", "4490", "CRS84"})
_ALIKE: Final = 1e-3
_PX_DIFFERS: Final = 0.1
_OWN_WORDS: Final = frozenset({"SERVICE", "REQUEST", "VERSION"})


class NoSuchLayer(Exception):
    """The server has no such layer, or none whose levels can be drawn; the text names what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which tiles of which server; without a layer or a set of levels, the first that can be drawn."""

    address: str
    layer: str = ""
    matrix_set: str = ""
    hosts: frozenset[str] = frozenset()

    @property
    def may_ask(self) -> frozenset[str]:
        """The hosts that the settings name: the server's own, and others beside it."""
        return self.hosts | {urlsplit(self.address).netloc}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A layer as the server offers it; ``template`` is an address with names in braces."""

    title: str
    template: str
    grid: TileGrid

    def address(self, matrix: Matrix, column: int, row: int) -> str:
        said = {"TileMatrix": quote(matrix.name), "TileRow": str(row), "TileCol": str(column)}
        address = self.template
        for name, value in said.items():
            address = address.replace("{" + name + "}", value)
        return address


class TileServer:
    """Tiles of one layer. Any thread; every call may wait for the server.

    ``fetched`` counts the tiles that came from the server itself.
    """

    def __init__(self, wanted: Wanted, folder: Path, asker: Asker | None = None) -> None:
        self.fetched = 0
        self._wanted = wanted
        self._asker = asker or Asker(wanted.may_ask)
        self._shelf = Shelf(folder, f"{wanted.address} {wanted.layer} {wanted.matrix_set}")
        self._lock = threading.Lock()
        self._offer: Offer | None = None

    def offer(self) -> Offer:
        """Return what the server offers, asked once; what it said some other day does while it is away.

        Raises:
            Away: it does not answer, and never did.
            NoSuchLayer: it offers nothing of what is wanted.
        """
        with self._lock:
            if self._offer is None:
                self._offer = read_offer(self._capabilities(), self._wanted)
            return self._offer

    def tile(self, matrix: Matrix, column: int, row: int) -> Answer | None:
        """Return a tile, None where there is none.

        Raises:
            Away: the server does not answer, and the tile is not kept here.
            NoSuchLayer: it offers nothing of what is wanted.
        """
        if not matrix.holds(column, row):
            return None
        name = f"{quote(matrix.name, safe='')}/{row}-{column}"
        kept = self._shelf.look(name)
        if kept is not None and kept[1]:
            return kept[0]
        try:
            answer = self._asker.ask(self.offer().address(matrix, column, row))
        except Away:
            if kept is None:
                raise
            return kept[0]
        if answer is None:
            return None
        if not answer[1].startswith("image/"):
            raise Away(f"an answer of {answer[1]} instead of a picture")
        self.fetched += 1
        self._shelf.keep(name, answer)
        return answer

    def probe(self) -> None:
        """Ask the server for its offer anew; raises Away while it does not answer."""
        self._asker.ask(capabilities_address(self._wanted.address))

    def _capabilities(self) -> bytes:
        try:
            answer = self._asker.ask(capabilities_address(self._wanted.address))
        except Away:
            kept = self._shelf.look("capabilities")
            if kept is None:
                raise
            return kept[0][0]
        if answer is None:
            raise Away("there is no WMTS at this address")
        self._shelf.keep("capabilities", answer)
        return answer[0]


def capabilities_address(address: str) -> str:
    """Return where the server tells what it offers; an address that asks for it already is taken as it is."""
    parts = urlsplit(address)
    given = parse_qsl(parts.query, keep_blank_values=True)
    if parts.path.endswith(".xml") or any(name.upper() == "REQUEST" for name, _value in given):
        return address
    asked = [*given, ("SERVICE", "WMTS"), ("REQUEST", "GetCapabilities"), ("VERSION", "1.0.0")]
    return urlunsplit(parts._replace(query=urlencode(asked)))


def read_offer(told: bytes, wanted: Wanted) -> Offer:
    """Return the layer that is wanted, as the server's capabilities tell of it.

    Raises:
        Away: they cannot be read, or name a host that the settings do not.
        NoSuchLayer: they hold no such layer, or none whose levels can be drawn.
    """
    from owslib.util import ServiceException
    from owslib.wmts import WebMapTileService

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            service = WebMapTileService(wanted.address, xml=told)
    except (ServiceException, SyntaxError, ValueError, TypeError, AttributeError, LookupError) as wrong:
        raise Away(f"capabilities that cannot be read ({type(wrong).__name__})") from wrong
    layers = [wanted.layer] if wanted.layer else list(service.contents)
    drawable: list[str] = []
    for name in layers:
        layer = service.contents.get(name)
        for linked in layer.tilematrixsetlinks if layer is not None else ():
            grid = _grid_of(service.tilematrixsets.get(linked))
            if grid is None or (wanted.matrix_set and linked != wanted.matrix_set):
                continue
            template = _template(service, layer, linked, wanted)
            if urlsplit(template).netloc not in wanted.may_ask:
                raise Away(f"{urlsplit(template).netloc} is not named in the settings")
            return Offer(title=str(layer.title or name), template=template, grid=grid)
        drawable += [f"{name}/{linked}" for linked in (layer.tilematrixsetlinks if layer is not None else ())]
    raise NoSuchLayer(", ".join(drawable or service.contents))


def _grid_of(matrix_set: Any) -> TileGrid | None:
    code = str(matrix_set.crs or "").strip().upper().rpartition(":")[2] if matrix_set is not None else ""
    if code not in _IN_METRES | _IN_DEGREES:
        return None
    in_degrees = code in _IN_DEGREES
    told = list(matrix_set.tilematrix.values())
    px_m = _px_of(told, in_degrees)
    matrices = [_matrix(one, in_degrees, px_m) for one in told]
    return TileGrid(tuple(sorted(matrices, key=lambda matrix: -matrix.unit)), in_degrees) if matrices else None


def _px_of(told: Iterable[Any], in_degrees: bool) -> float:
    """Return how wide this server takes a px to be, in metres: some, China's national map among them, reckon with 96 dpi.

    A level that goes once around the world gives it away.
    """
    around = 360.0 * _METRES_A_DEGREE
    for one in told:
        px_m = around / (one.matrixwidth * one.tilewidth) / one.scaledenominator
        begins = abs(min(one.topleftcorner)) * (_METRES_A_DEGREE if in_degrees else 1.0)
        if abs(begins / around - 0.5) < _ALIKE and abs(px_m / PX_M - 1) < _PX_DIFFERS:
            return float(px_m)
    return PX_M


def _matrix(told: Any, in_degrees: bool, px_m: float) -> Matrix:
    """Read a level. Servers write its corner in either order of axes; a corner in the north-west tells which is which."""
    first, second = told.topleftcorner
    left, top = (second, first) if first > second else (first, second)
    return Matrix(
        name=str(told.identifier),
        left=left,
        top=top,
        unit=told.scaledenominator * px_m / (_METRES_A_DEGREE if in_degrees else 1.0),
        across=told.matrixwidth,
        down=told.matrixheight,
        width_px=told.tilewidth,
        height_px=told.tileheight,
    )


def _template(service: Any, layer: Any, matrix_set: str, wanted: Wanted) -> str:
    """Return where a tile lies; what the address carries beside WMTS's own words, as a key, goes along."""
    style = next((name for name, about in layer.styles.items() if about.get("isDefault")), next(iter(layer.styles), ""))
    pictures = [str(one) for one in layer.formats if str(one).startswith("image/")]
    extra = [pair for pair in parse_qsl(urlsplit(wanted.address).query) if pair[0].upper() not in _OWN_WORDS]
    for resource in layer.resourceURLs:
        if resource["resourceType"] == "tile" and str(resource["format"]).startswith("image/"):
            template = str(resource["template"])
            for name, value in (("Style", style), ("style", style), ("TileMatrixSet", matrix_set)):
                template = template.replace("{" + name + "}", quote(value or "default"))
            glue = "&" if "?" in template else "?"
            return template + (glue + urlencode(extra) if extra else "")
    parts = urlsplit(_get_tile_address(service) or wanted.address)
    asked = [*(pair for pair in parse_qsl(parts.query) if pair[0].upper() not in _OWN_WORDS), *extra]
    asked += [("SERVICE", "WMTS"), ("REQUEST", "GetTile"), ("VERSION", "1.0.0"), ("LAYER", str(layer.id))]
    asked += [("STYLE", style or "default"), ("TILEMATRIXSET", matrix_set)]
    asked += [("FORMAT", pictures[0] if pictures else "image/png")]
    places = "&TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}"
    return urlunsplit(parts._replace(query=urlencode(dict(asked)) + places))


def _get_tile_address(service: Any) -> str:
    for operation in service.operations:
        if operation.name == "GetTile":
            return next((str(way["url"]) for way in operation.methods if str(way.get("type")).lower() == "get"), "")
    return ""
