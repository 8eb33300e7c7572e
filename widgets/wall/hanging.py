"""What hangs on the wall and what the pool therefore plays: the wall's state without a pixel of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal

from console.domain.camera import Camera, CameraId
from console.domain.picture_part import WHOLE, Part
from console.domain.quality import BALANCE_EVERY_S, Choice
from console.domain.ticket import Ticket, TicketId
from console.domain.wall import Stream, Tile, Wall
from console.video.pool import TileView
from widgets.kit.focus import Focus
from widgets.relay import Relay
from widgets.wall.holders import Holders
from widgets.wall.pool import Pool as Pool
from widgets.wall.streams import Streams
from widgets.wall.warm_page import WarmPage

_SHARP = QSize(1920, 1080)


class Hanging(QObject):
    """Keeps the wall, the pool and the focus of one mind. Belongs to the GUI thread.

    ``measure`` tells how large those tiles of a layout would be that would be seen, device px.

    Signals:
        changed: frozenset of the places whose camera, ticket or selection changed.
        laid_out: nothing; the layout changed.
        uncovered: int, the place of an alarm that a hand has taken for something else.
    """

    changed = Signal(object)
    laid_out = Signal()
    uncovered = Signal(int)

    def __init__(
        self,
        relay: Relay,
        focus: Focus,
        pool: Pool,
        resolve: Callable[[str], str],
        zone: tzinfo | None = None,
        parent: QObject | None = None,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.relay = relay
        self.holders = Holders(relay, zone, self)
        self.wall = Wall()
        self.over: Mapping[int, Tile] = {}
        self.reserved: frozenset[int] = frozenset()
        self.selected = 0
        self._focus = focus
        self._pool = pool
        self._resolve = resolve
        self._zone = zone
        self._sizes: dict[int, QSize] = {}
        self._parts: dict[CameraId, Part] = {}
        self._streams: dict[int, tuple[CameraId, Stream]] = {}
        # The addresses of a tile's camera and of the one still seen: a picture must never stand under another's name.
        self._addresses: dict[int, dict[str, CameraId]] = {}
        self.streams = Streams(pool.budget.share(), seconds)
        self._warm = WarmPage(pool, self.streams, resolve)
        self.measure: Callable[[str], Mapping[int, QSize]] = lambda _layout: {}
        self._balance = QTimer(self, interval=round(1000 * BALANCE_EVERY_S))
        self._balance.timeout.connect(self._play_all)
        self._seen = False
        self._tickets: dict[TicketId, Ticket] = {}
        relay.tickets_changed.connect(self._on_tickets_changed)
        relay.reloaded.connect(self._on_reloaded)
        focus.camera_changed.connect(self._on_camera_looked_at)

    def tile(self, place: int) -> Tile:
        """Return what is seen in a tile: what an alarm has put over it, else what hangs there."""
        return self.over.get(place) or self.wall.tile(place)

    def cover(self, tiles: Mapping[int, Tile]) -> None:
        """Show these over what hangs, at once and without a soft change; what is covered no more is seen again."""
        before, self.over = self.over, dict(tiles)
        touched = {place for place in {*before, *tiles} if before.get(place) != tiles.get(place)}
        for place in touched:
            self.streams.begin(place)
        chosen = self._chosen()
        for place in touched.intersection(self.wall.places):
            self._play(place, chosen)
        if touched:
            self.changed.emit(frozenset(touched))

    def camera(self, place: int) -> Camera | None:
        """Return the camera in a tile, if the board knows it."""
        id_ = self.tile(place).camera
        return None if id_ is None else self.relay.board.cameras.get(id_)

    def ticket(self, place: int) -> Ticket | None:
        """Return the ticket pinned to a tile as last seen, also when it has left the board since."""
        id_ = self.tile(place).ticket
        if id_ is None:
            return None
        if (ticket := self.relay.board.tickets.get(id_)) is not None:
            self._tickets[id_] = ticket
        return self._tickets.get(id_)

    def camera_seen(self, place: int, view: TileView) -> Camera | None:
        """Return whose picture the tile shows: until the next camera's first picture comes, that is the one before."""
        id_ = self._addresses.get(place, {}).get(view.url)
        return self.camera(place) if id_ is None else self.relay.board.cameras.get(id_)

    @property
    def plays(self) -> bool:
        """Whether anything is decoded, so that pictures may move."""
        return self._seen and bool(self._streams)

    def view(self, place: int) -> TileView:
        """Return what the pool shows in a tile."""
        return self._pool.latest(place)

    def mark(self, place: int) -> tuple[int, int]:
        """Return (generation, sequence): cheap, for every tick."""
        return self._pool.mark(place)

    def picture_time(self, view: TileView) -> datetime:
        """Return when the picture was taken, centre's time: it runs while pictures come, and stands still with them."""
        return (self.relay.clock.now() - timedelta(seconds=view.age_s or 0.0)).astimezone(self._zone)

    def set_layout(self, name: str) -> None:
        """Lay the wall out anew; what has no place any more is not decoded."""
        before = self.wall
        self.wall = before.laid_out(name)
        if self.wall is before or self.wall.layout_name == before.layout_name:
            return
        self.selected = min(self.selected, len(self.wall.places) - 1)
        for place in self._streams.keys() - set(self.wall.places):
            self._stop(place)
        self._sizes.clear()
        self.laid_out.emit()

    def take(self, wall: Wall) -> None:
        """Show another wall instead of this one; each tile keeps its picture until its new camera's first one comes."""
        before, self.wall = self.wall, wall
        if wall == before:
            return
        self.selected = min(self.selected, len(wall.places) - 1)
        for place in self._streams.keys() - set(wall.places):
            self._stop(place)
        for place in wall.places:
            if wall.tile(place).camera != before.tile(place).camera:
                self.streams.begin(place)
        if wall.layout_name != before.layout_name:
            self._sizes.clear()
            self.laid_out.emit()
        else:
            self._play_all()
            self.changed.emit(frozenset(wall.places))

    def span(self, place: int, span: int) -> None:
        """Let a tile lie over ``span`` × ``span`` cells of the layout's grid, and select it."""
        if place in self.wall.places:
            here = self.wall.layout.cells[place]
            self.take(self.wall.spanned(place, span))
            grown = self.wall.layout.at(here.column, here.row)
            self.select(place if grown is None else grown)

    def prepare(self, wall: Wall) -> None:
        """Open what hangs on ``wall``, up to the first picture and as large as it will be; ``take`` then shows it at once."""
        known, sizes = self.relay.board.cameras, self.measure(wall.layout_name) if self._seen else {}
        tiles = {
            place: (known[camera], sizes[place])
            for place in wall.places
            if (camera := wall.tile(place).camera) in known and place in sizes and place not in self.over
        }
        playing = {place: stream[0] for place, stream in self._streams.items()}
        self._warm.open(tiles, playing, min(self.selected, len(wall.places) - 1))

    def forgo(self) -> None:
        """End what was prepared and is not shown."""
        self._warm.forgo()

    def set_sizes(self, sizes: Mapping[int, QSize]) -> None:
        """Take the sizes of the tiles that are seen, device px; tiles without a size are not decoded."""
        self._sizes = {place: size for place, size in sizes.items() if not size.isEmpty()}
        self._play_all()

    def set_seen(self, seen: bool) -> None:
        """Tell whether anybody can see the wall; what nobody sees is not decoded."""
        self._seen = seen
        self._play_all()
        if seen:
            self.holders.ask()
            self._balance.start()
        else:
            self._balance.stop()
            self.forgo()

    def select(self, place: int) -> None:
        """Select a tile and let the focus look at what hangs there."""
        if place not in self.wall.places:
            return
        before, self.selected = self.selected, place
        self.changed.emit(frozenset({before, place}))
        tile = self.tile(place)
        if tile.ticket is not None and tile.ticket in self.relay.board.tickets:
            self._focus.look_at_ticket(tile.ticket)
        if tile.camera is not None:
            self._focus.look_at_camera(tile.camera)

    def hang(self, camera: CameraId, place: int | None = None, *, smoothly: bool = False) -> None:
        """Hang a camera in a tile, by default the selected; ``smoothly``: the old picture stays until the new comes."""
        where = self.selected if place is None else place
        if where not in self.wall.places or camera not in self.relay.board.cameras:
            return
        self._uncover(where)
        self.wall = self.wall.hung(where, camera)
        self.streams.begin(where)
        self._play(where, self._chosen(), smoothly=smoothly)
        self.changed.emit(frozenset({where}))

    def hang_all(self, cameras: Sequence[CameraId]) -> None:
        """Hang cameras, one a tile: free tiles first, never over a ticket or an alarm; the first of them is selected."""
        for camera, place in self.wall.places_for(cameras, self.selected, self.reserved).items():
            self.hang(camera, place)
        seen = [place for place in map(self.place_of, cameras) if place is not None]
        if seen:
            self.select(seen[0])

    def pin(self, ticket: TicketId | None, place: int) -> None:
        """Pin a ticket to a tile, or none; on an alarm's tile the alarm's camera stays with it."""
        if place in self.wall.places:
            covered = self.over.get(place)
            if covered is not None and covered.camera is not None and ticket is not None:
                self.hang(covered.camera, place)
            self._uncover(place)
            self.wall = self.wall.pinned(place, ticket)
            self.changed.emit(frozenset({place}))

    def clear(self, place: int) -> None:
        """Take everything from a tile; from an alarm's tile the alarm."""
        if self._uncover(place):
            return
        self.wall = self.wall.cleared(place)
        self._stop(place)
        self.changed.emit(frozenset({place}))

    def exchange(self, one: int, other: int) -> None:
        """Exchange two tiles; an alarm stays where it is."""
        if one in self.over or other in self.over:
            return
        if one != other and one in self.wall.places and other in self.wall.places:
            self.wall = self.wall.exchanged(one, other)
            chosen = self._chosen()
            self._play(one, chosen)
            self._play(other, chosen)
            self.changed.emit(frozenset({one, other}))

    def hold(self, place: int, stream: Stream | None) -> None:
        """Let the camera of a tile play one stream whatever the tile's size; None: size and load decide again."""
        camera = self.camera(place)
        if camera is not None and camera.main_url:
            self.streams.hold(camera.id, stream)
            self._play_all()
            self.changed.emit(frozenset({place}))

    def hold_next(self, place: int) -> None:
        """Hold the main stream, then the sub-stream, then none: what one key goes through."""
        camera = self.camera(place)
        if camera is not None:
            held = self.streams.held(camera.id)
            self.hold(place, "main" if held is None else "sub" if held == "main" else None)

    def part(self, place: int) -> Part:
        """Return which part of the picture a tile shows."""
        camera = self.tile(place).camera
        return WHOLE if camera is None else self._parts.get(camera, WHOLE)

    def show_part(self, place: int, part: Part) -> None:
        """Show a part of the picture, for as long as its camera hangs; the main stream is played then."""
        camera = self.camera(place)
        if camera is None or part == self.part(place):
            return
        before = self.part(place)
        self._parts = {id_: old for id_, old in self._parts.items() if self.place_of(id_) is not None}
        self._parts[camera.id] = part
        if before.is_whole or part.is_whole:
            self._play_all()
        self.changed.emit(frozenset({place}))

    def place_of(self, camera: CameraId) -> int | None:
        """Return where a camera is seen."""
        return next((place for place in self.wall.places if self.tile(place).camera == camera), None)

    def retry(self, place: int) -> None:
        """Try an offline camera at once."""
        self._pool.retry_now(place)

    def saved(self) -> dict[str, Any]:
        """Return the wall as plain data."""
        return self.wall.saved() | {"streams": self.streams.saved()}

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Take a saved wall back; on the first day, hang the first cameras, so that the wall is alive."""
        for place in list(self._streams):
            self._stop(place)
        self.wall = Wall.from_saved(saved)
        self.streams.restore(saved.get("streams"))
        self.selected = 0
        self._sizes.clear()
        if not saved:
            by_number = sorted(self.relay.board.cameras.values(), key=lambda camera: camera.number)
            for place, camera in zip(self.wall.places, by_number, strict=False):
                self.wall = self.wall.hung(place, camera.id)
        self.laid_out.emit()

    def _play_all(self) -> None:
        chosen = self._chosen()
        for place in self.wall.places:
            self._play(place, chosen, smoothly=True)

    def _chosen(self) -> Mapping[int, Choice]:
        """Return what every tile that is seen is to play."""
        if not self._seen:
            self.streams.rest()
            return {}
        tiles = {
            place: (camera, self._sizes[place])
            for place in self.wall.places
            if place in self._sizes and (camera := self.camera(place)) is not None
        }
        views = {place: self._pool.latest(place) for place in tiles}
        own = {place: view for place, view in views.items() if self.camera_seen(place, view) == self.camera(place)}
        alone = len(self._sizes) == 1 < len(self.wall.places)
        whole = frozenset(place for place in tiles if alone or not self.part(place).is_whole)
        return self.streams.choose(tiles, own, self.selected, whole)

    def _play(self, place: int, chosen: Mapping[int, Choice], *, smoothly: bool = False) -> None:
        """Let the pool do for one tile what the wall, its size and its being seen ask for."""
        camera, size = self.camera(place), self._sizes.get(place)
        if size is not None and not self.part(place).is_whole:
            # As many px as there are: the part is to be seen, not its squares.
            size = size.expandedTo(size.scaled(_SHARP, Qt.AspectRatioMode.KeepAspectRatio))
        playing = self._streams.get(place)
        if camera is None:
            self._stop(place)
            return
        if not self._seen or size is None:
            if playing is not None and playing[0] == camera.id:
                self._pool.hide(place)
            else:
                self._stop(place)
            return
        wanted = (camera.id, chosen[place].stream)
        url = self._resolve(camera.main_url if wanted[1] == "main" else camera.sub_url)
        if playing == wanted and url in self._addresses[place]:
            self._pool.reveal(place)
            self._pool.resize(place, size.width(), size.height())
            return
        known, seen = self._addresses.get(place, {}), self._pool.latest(place).url
        self._addresses[place] = ({seen: known[seen]} if seen in known else {}) | {url: camera.id}
        begin = self._pool.show_next if smoothly and playing is not None else self._pool.show
        begin(place, url, size.width(), size.height(), wanted[1])
        if playing is not None:
            self._pool.reveal(place)
        self._streams[place] = wanted

    def _uncover(self, place: int) -> bool:
        """Take an alarm from a tile because a hand wants it for something else."""
        if place not in self.over:
            return False
        # In hand from now on: the next alarm must not come between the hand and what it does.
        self.select(place)
        self.uncovered.emit(place)
        return True

    def _stop(self, place: int) -> None:
        if self._streams.pop(place, None) is not None:
            self._addresses.pop(place, None)
            self._pool.clear(place)

    def _on_tickets_changed(self, ids: frozenset[TicketId]) -> None:
        touched = frozenset(place for place in self.wall.places if self.tile(place).ticket in ids)
        if touched:
            self.changed.emit(touched)

    def _on_reloaded(self) -> None:
        self._play_all()
        self.changed.emit(frozenset(self.wall.places))

    def _on_camera_looked_at(self, camera: CameraId | None) -> None:
        place = None if camera is None else self.place_of(camera)
        if place is not None and place != self.selected:
            before, self.selected = self.selected, place
            self.changed.emit(frozenset({before, place}))
