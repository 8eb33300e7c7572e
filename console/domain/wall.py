"""The wall: its layouts, and which camera or ticket hangs in which tile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from console.domain.camera import CameraId
from console.domain.ticket import TicketId

Stream = Literal["sub", "main"]

# A tile changes to the main stream above the one height and back to the sub-stream below the other, so that it does
# not change to and fro at the border.
MAIN_FROM_PX = 230
SUB_UP_TO_PX = 171


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A tile's place in its layout, in cells of the layout's grid."""

    column: int
    row: int
    span: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Rectangle:
    """A tile's place on the screen, px."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A grid of ``side`` × ``side`` cells of 16:9, and the tiles on it, the largest first."""

    name: str
    side: int
    cells: tuple[Cell, ...]

    def rectangles(self, width_px: int, height_px: int, gap_px: int) -> tuple[Rectangle, ...]:
        """Return where the tiles lie on a surface: 16:9 each, never stretched, the whole in the middle."""
        between = gap_px * (self.side - 1)
        by_width = max(1, (width_px - between) // self.side)
        by_height = max(1, (height_px - between) // self.side)
        cell_w, cell_h = min((by_width, max(1, by_width * 9 // 16)), (max(1, by_height * 16 // 9), by_height))
        left = (width_px - cell_w * self.side - between) // 2
        top = (height_px - cell_h * self.side - between) // 2
        return tuple(
            Rectangle(
                left=left + cell.column * (cell_w + gap_px),
                top=top + cell.row * (cell_h + gap_px),
                width=cell_w * cell.span + gap_px * (cell.span - 1),
                height=cell_h * cell.span + gap_px * (cell.span - 1),
            )
            for cell in self.cells
        )

    def beside(self, place: int, columns: int, rows: int) -> int:
        """Return the tile next to ``place`` in a direction (one of the two is -1 or 1); itself at the edge."""
        here = self.cells[place]
        column = here.column + (here.span if columns > 0 else columns)
        row = here.row + (here.span if rows > 0 else rows)
        for other, cell in enumerate(self.cells):
            if cell.column <= column < cell.column + cell.span and cell.row <= row < cell.row + cell.span:
                return other
        return place


def _even(side: int) -> Layout:
    cells = tuple(Cell(column=column, row=row) for row in range(side) for column in range(side))
    return Layout(name="1" if side == 1 else f"{side}x{side}", side=side, cells=cells)


def _one_large(side: int) -> Layout:
    large = Cell(column=0, row=0, span=side - 1)
    right = tuple(Cell(column=side - 1, row=row) for row in range(side))
    below = tuple(Cell(column=column, row=side - 1) for column in range(side - 1))
    return Layout(name=f"1+{2 * side - 1}", side=side, cells=(large, *right, *below))


LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout for layout in (_even(1), _even(2), _one_large(3), _even(3), _one_large(4), _even(4))
}
FIRST_LAYOUT = "2x2"


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
        return LAYOUTS[self.layout_name]

    @property
    def places(self) -> range:
        """The numbers of the tiles that are seen."""
        return range(len(self.layout.cells))

    def tile(self, place: int) -> Tile:
        """Return what hangs in a tile."""
        return self.tiles.get(place, Tile())

    def laid_out(self, name: str) -> Wall:
        """Return the wall in another layout; an unknown name changes nothing."""
        return replace(self, layout_name=name) if name in LAYOUTS else self

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

    def places_for(self, cameras: Sequence[CameraId], first: int = 0) -> dict[CameraId, int]:
        """Return a tile for each camera that is not seen yet, as far as there are tiles.

        Free tiles are taken first, then those without a ticket, from ``first`` on; a tile with a ticket is never taken,
        nor one that shows one of the cameras.
        """
        wanted = [camera for camera in dict.fromkeys(cameras) if self.place_of(camera) is None]
        around = [(first + step) % len(self.places) for step in self.places]
        open_to_all = [
            place for place in around if self.tile(place).ticket is None and self.tile(place).camera not in cameras
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


def stream_for(height_px: int, now: Stream, has_main: bool) -> Stream:
    """Return which stream a tile of this height (device px) shows, given the one that it shows now."""
    if not has_main or height_px <= SUB_UP_TO_PX:
        return "sub"
    return "main" if height_px >= MAIN_FROM_PX else now
