"""The wall: which camera or ticket hangs in which tile of its layout."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from console.domain.camera import CameraId
from console.domain.layout import FIRST_LAYOUT, Layout, layout_of
from console.domain.ticket import TicketId

Stream = Literal["sub", "main"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    """What hangs in one tile: a camera, a pinned ticket, both or nothing."""

    camera: CameraId | None = None
    ticket: TicketId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wall:
    """What hangs where. Tiles that the layout has no place for are kept for when it has."""

    layout_name: str = FIRST_LAYOUT
    tiles: Mapping[int, Tile] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        """The layout in force."""
        layout = layout_of(self.layout_name)
        if layout is None:
            raise ValueError(f"there is no layout {self.layout_name!r}")
        return layout

    @property
    def places(self) -> range:
        """The numbers of the tiles that are seen."""
        return range(len(self.layout.cells))

    def tile(self, place: int) -> Tile:
        """Return what hangs in a tile."""
        return self.tiles.get(place, Tile())

    def laid_out(self, name: str) -> Wall:
        """Return the wall in another layout; an unknown name changes nothing."""
        return replace(self, layout_name=name) if layout_of(name) is not None else self

    def spanned(self, place: int, span: int) -> Wall:
        """Return the wall with a tile over ``span`` × ``span`` cells; what hangs stays at its cell.

        What lost its cell is kept behind the last tile, and comes into the cells that are free again when a tile
        shrinks.
        """
        before, after = self.layout, self.layout.spanned(place, span)
        if after is before:
            return self
        here = before.cells[place]
        was = {(cell.column, cell.row): number for number, cell in enumerate(before.cells)}
        tiles: dict[int, Tile] = {}
        free: list[int] = []
        grown = after.at(here.column, here.row)
        for number, cell in enumerate(after.cells):
            old = place if number == grown else was.get((cell.column, cell.row))
            if old is None:
                free.append(number)
            elif (tile := self.tiles.get(old)) is not None:
                tiles[number] = tile
            was = {spot: number for spot, number in was.items() if number != old}
        homeless = [self.tiles[number] for number in sorted(was.values()) if number in self.tiles]
        beyond = [tile for number, tile in sorted(self.tiles.items()) if number >= len(before.cells)]
        behind = range(len(after.cells), len(after.cells) + len(homeless) + len(beyond))
        tiles |= zip([*free, *behind], [*homeless, *beyond], strict=False)
        return Wall(layout_name=after.name, tiles=tiles)

    def hung(self, place: int, camera: CameraId) -> Wall:
        """Return the wall with a camera in a tile; its ticket stays."""
        return self._with(place, replace(self.tile(place), camera=camera))

    def pinned(self, place: int, ticket: TicketId | None) -> Wall:
        """Return the wall with a ticket pinned to a tile, or with none."""
        return self._with(place, replace(self.tile(place), ticket=ticket))

    def cleared(self, place: int) -> Wall:
        """Return the wall with nothing in a tile."""
        return self._with(place, Tile())

    def exchanged(self, one: int, other: int) -> Wall:
        """Return the wall with two tiles exchanged."""
        return self._with(one, self.tile(other))._with(other, self.tile(one))

    def place_of(self, camera: CameraId) -> int | None:
        """Return where a camera is seen."""
        return next((place for place in self.places if self.tile(place).camera == camera), None)

    def places_for(
        self, cameras: Sequence[CameraId], first: int = 0, kept: Collection[int] = ()
    ) -> dict[CameraId, int]:
        """Return a tile for each camera that is not seen yet, as far as there are tiles.

        Free tiles are taken first, then those without a ticket, from ``first`` on; a tile with a ticket is never taken,
        nor one that shows one of the cameras, nor one of ``kept``.
        """
        wanted = [camera for camera in dict.fromkeys(cameras) if self.place_of(camera) is None]
        around = [(first + step) % len(self.places) for step in self.places]
        open_to_all = [
            place
            for place in around
            if place not in kept and self.tile(place).ticket is None and self.tile(place).camera not in cameras
        ]
        free_first = sorted(open_to_all, key=lambda place: self.tile(place).camera is not None)
        return dict(zip(wanted, free_first, strict=False))

    def saved(self) -> dict[str, Any]:
        """Return the wall as plain data."""
        tiles = {str(place): [tile.camera, tile.ticket] for place, tile in sorted(self.tiles.items())}
        return {"layout": self.layout_name, "tiles": tiles}

    @staticmethod
    def from_saved(saved: Mapping[str, Any]) -> Wall:
        """Return the wall of ``saved``; what cannot be read is left out."""
        tiles: dict[int, Tile] = {}
        kept = saved.get("tiles")
        for place, parts in (kept if isinstance(kept, Mapping) else {}).items():
            if str(place).isdigit() and isinstance(parts, Iterable) and len(pair := list(parts)) == 2:
                camera, ticket = pair
                tiles[int(place)] = Tile(
                    camera=CameraId(camera) if isinstance(camera, str) else None,
                    ticket=TicketId(ticket) if isinstance(ticket, int) else None,
                )
        return Wall(tiles=tiles).laid_out(str(saved.get("layout")))

    def _with(self, place: int, tile: Tile) -> Wall:
        tiles = {**self.tiles, place: tile}
        if tile == Tile():
            del tiles[place]
        return replace(self, tiles=tiles)
