"""The base maps of this workstation: which there are, which are shown, and their tiles, brought off the GUI thread."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, QTimer, Signal

from console.gateways.basemap_list import Described, read_base_maps
from console.gateways.tile_fetch import Away, make_room
from console.gateways.wmts import TileServer, Wanted
from widgets.map import datum
from widgets.map.basemap import VECTOR_TYPE, NoBaseMap, ServedTiles, Tile, TileSource, open_tiles
from widgets.map.datum import Datum
from widgets.map.scheme import Served
from widgets.relay import Crossing

log = logging.getLogger(__name__)

THREADS: Final = 4
PROBE_MS: Final = 5_000
_DEEPEST: Final = 22
_CLEAR: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACXBIWXMAAA9hAAAPYQGoP6dpAAAAC0lEQVQImWNgAAIAAAUAAWJVMogAAAAASUVORK5CYII="
)
"""One px that lets everything through."""


@dataclass(slots=True)
class BaseMap:
    """A base map; ``source`` is None where it cannot be opened, ``trouble`` why it is not seen in full."""

    about: Described
    source: TileSource | None = None
    server: TileServer | None = None
    trouble: NoBaseMap | None = None

    @property
    def name(self) -> str:
        return self.about.name

    @property
    def datum(self) -> Datum:
        return Datum(self.about.crs)

    @property
    def credit(self) -> str:
        own = self.source.credit if self.source is not None else ""
        return " · ".join(filter(None, (self.about.credit, own)))


class BaseMaps(QObject):
    """The base maps that the settings name, for every map of this process. GUI thread; tiles are made on others.

    Signals (GUI thread):
        chosen(): others of them are shown.
        troubled(): something cannot be seen, or can be seen again.
        back(int): a server answers again; its tiles are to be asked for once more.
    """

    chosen = Signal()
    troubled = Signal()
    back = Signal(int)

    def __init__(self, described: Iterable[Described], cache: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._pool = ThreadPoolExecutor(THREADS, "map-tiles")
        self.maps: Sequence[BaseMap] = [self._opened(about) for about in described]
        first = next((number for number, one in enumerate(self.maps) if one.source is not None), None)
        self.on: tuple[int, ...] = () if first is None else (first,)
        self._probing = QTimer(self, interval=PROBE_MS)
        self._probing.timeout.connect(self.probe)
        self._crossing = Crossing(self)
        self._crossing.ended.connect(self._on_ended)
        self._waiting: dict[Future[Any], Callable[[Future[Any]], None]] = {}
        self._probed: set[int] = set()
        if any(one.server is not None for one in self.maps):
            self._pool.submit(make_room, cache)
        self._take_datum()

    def __len__(self) -> int:
        return len(self.maps)

    @property
    def usable(self) -> list[tuple[int, BaseMap]]:
        """The base maps that could be opened, with their numbers."""
        return [(number, one) for number, one in enumerate(self.maps) if one.source is not None]

    def turn(self, number: int, on: bool) -> None:
        """Show a base map or no longer; those of another datum than one that is turned on go out, for data has one place."""
        if on == (number in self.on):
            return
        if on:
            alike = self.maps[number].datum is Datum.GCJ02
            kept = {other for other in self.on if (self.maps[other].datum is Datum.GCJ02) == alike}
        else:
            kept = set(self.on) - {number}
        self.on = tuple(sorted(kept | {number} if on else kept))
        self._take_datum()
        self.chosen.emit()

    def take_names(self, names: Iterable[str]) -> None:
        """Show just the base maps of these names, as they were kept; where none of them is there any more, the first."""
        wanted = set(names)
        numbers = [number for number, one in self.usable if one.name in wanted]
        if wanted and not numbers:
            return
        for number in set(self.on) - set(numbers):
            self.turn(number, False)
        for number in numbers:
            self.turn(number, True)

    def names_on(self) -> list[str]:
        """Return the names of the base maps that are shown, to be kept."""
        return [self.maps[number].name for number in self.on]

    def serve(self, rest: str, answer: Callable[[Served | None], None]) -> None:
        """Bring the tile that number/z/x/y names; ``answer`` is called once, on the GUI thread."""
        parts = rest.split("/")
        numbers = [int(part) for part in parts if part.isdecimal()]
        if len(parts) != 4 or len(numbers) != 4 or numbers[0] >= len(self.maps) or numbers[1] > _DEEPEST:
            answer(None)
            return
        number, zoom, x, y = numbers
        source = self.maps[number].source
        if source is None:
            answer(None)
            return
        self._wait_for(self._pool.submit(source.tile, zoom, x, y), partial(self._on_tile, number, answer))

    def close(self) -> None:
        """Let nothing more be brought; what is on its way is waited for, as long as a server is asked. When all ends."""
        self._probing.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _opened(self, about: Described) -> BaseMap:
        if about.is_served:
            wanted = Wanted(address=about.place, layer=about.layer, matrix_set=about.matrix_set, hosts=about.hosts)
            server = TileServer(wanted, self._cache)
            return BaseMap(about, ServedTiles(server), server)
        try:
            return BaseMap(about, open_tiles(Path(about.place), in_degrees=about.in_degrees))
        except NoBaseMap as why:
            log.warning("The base map %s cannot be opened: %s %s", about.name, why.code, why.about)
            return BaseMap(about, trouble=why)

    def _take_datum(self) -> None:
        if self.on:
            datum.current.take(self.maps[self.on[0]].datum)

    def _wait_for(self, future: Future[Any], then: Callable[[Future[Any]], None]) -> None:
        self._waiting[future] = then
        self._crossing.wait_for(future)

    def _on_ended(self, future: Future[Any]) -> None:
        then = self._waiting.pop(future)
        if not future.cancelled():
            then(future)

    def _on_tile(self, number: int, answer: Callable[[Served | None], None], future: Future[Tile | None]) -> None:
        why, one = future.exception(), self.maps[number]
        if isinstance(why, NoBaseMap):
            self._note(number, why)
            answer(_nothing(one))
        else:
            answer(future.result() or _nothing(one))

    def _note(self, number: int, trouble: NoBaseMap | None) -> None:
        one = self.maps[number]
        before, one.trouble = one.trouble, trouble
        if (before and before.code) == (trouble and trouble.code):
            return
        if trouble is not None:
            log.warning("The base map %s: %s %s", one.name, trouble.code, trouble.about)
            if one.server is not None:
                self._probing.start()
        self.troubled.emit()

    def probe(self) -> None:
        """Ask servers that were away whether they are back; done by itself every PROBE_MS while one is."""
        away = [number for number, one in enumerate(self.maps) if one.server is not None and one.trouble is not None]
        if not away:
            self._probing.stop()
        for number in set(away) - self._probed:
            server = self.maps[number].server
            if server is not None:
                self._probed.add(number)
                self._wait_for(self._pool.submit(server.probe), partial(self._on_probed, number))

    def _on_probed(self, number: int, future: Future[None]) -> None:
        self._probed.discard(number)
        if not isinstance(future.exception(), Away):
            future.result()
            self._note(number, None)
            self.back.emit(number)


def _nothing(one: BaseMap) -> Served:
    """Return what stands for a tile that is not there: a clear picture, or vectors without a line."""
    is_vector = one.source is not None and one.source.layers is not None
    return (b"", VECTOR_TYPE) if is_vector else (_CLEAR, "image/png")


_SENTENCES: Final[Mapping[str, object]] = {
    "missing": QT_TRANSLATE_NOOP(
        "BaseMaps", "The base map {name} is not there: {place}. Look for the file, or name another one."
    ),
    "unreadable": QT_TRANSLATE_NOOP(
        "BaseMaps", "The base map {name} cannot be read: its file is damaged ({about}). Copy it anew."
    ),
    "no_tiles": QT_TRANSLATE_NOOP("BaseMaps", "The base map {name} holds no tiles that can be drawn ({about})."),
    "away": QT_TRANSLATE_NOOP(
        "BaseMaps", "The server of the base map {name} does not answer ({about}). What is kept here is shown."
    ),
    "layer": QT_TRANSLATE_NOOP("BaseMaps", "The server of the base map {name} has no such layer. It offers: {about}."),
}


def open_base_maps(named: Iterable[str]) -> BaseMaps | None:
    """Return the base maps that the settings name, None where they name none; what a server sent is kept for the user.

    Raises:
        Unusable: what is named cannot be meant; what is only not there, or broken, says so on the map.
    """
    described = read_base_maps(named)
    return BaseMaps(described, user_cache_path("GridDesk", appauthor=False) / "tiles") if described else None


def sentence_of(one: BaseMap) -> str:
    """Return in one sentence why a base map is not seen in full; empty where nothing is wrong with it."""
    if one.trouble is None:
        return ""
    said = QCoreApplication.translate("BaseMaps", str(_SENTENCES[one.trouble.code]))
    return said.format(name=one.name, place=one.about.place, about=one.trouble.about)
