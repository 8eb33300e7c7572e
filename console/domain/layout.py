"""How a wall is divided: the layouts that have a button, and those that a hand makes by widening a tile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A tile's place in its layout, in cells of the layout's grid."""

    column: int
    row: int
    span: int = 1

    def covers(self, column: int, row: int) -> bool:
        """Tell whether the tile lies over a cell of the grid."""
        return self.column <= column < self.column + self.span and self.row <= row < self.row + self.span


@dataclass(frozen=True, kw_only=True, slots=True)
class Rectangle:
    """A tile's place on the screen, px."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A grid of ``side`` × ``side`` cells of 16:9, and the tiles on it: a fixed one's largest first, a free one's as one reads."""

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
        found = self.at(column, row)
        return place if found is None else found

    def at(self, column: int, row: int) -> int | None:
        """Return the tile that lies over a cell of the grid."""
        return next((place for place, cell in enumerate(self.cells) if cell.covers(column, row)), None)

    def spanned(self, place: int, span: int) -> Layout:
        """Return the layout with a tile over ``span`` × ``span`` cells, kept within 1 and the whole side.

        It grows to the right and downwards, and is moved back where it would leave the grid. A tile that lies wholly
        under it goes; one that lies partly under it falls apart into single cells.
        """
        span = min(max(1, span), self.side)
        here = self.cells[place]
        grown = Cell(column=min(here.column, self.side - span), row=min(here.row, self.side - span), span=span)
        if grown == here:
            return self
        large = [grown] if span > 1 else []
        large += [cell for number, cell in enumerate(self.cells) if number != place and _stays(cell, grown)]
        return _free(self.side, tuple(large))


def _stays(cell: Cell, beside: Cell) -> bool:
    """Tell whether a large tile has nothing of itself under another."""
    apart = (
        cell.column + cell.span <= beside.column
        or beside.column + beside.span <= cell.column
        or cell.row + cell.span <= beside.row
        or beside.row + beside.span <= cell.row
    )
    return cell.span > 1 and apart


def _even(side: int) -> Layout:
    cells = tuple(Cell(column=column, row=row) for row in range(side) for column in range(side))
    return Layout(name="1" if side == 1 else f"{side}x{side}", side=side, cells=cells)


def _one_large(side: int, large: Cell) -> Layout:
    """Return the layout of one large tile and the single cells around it, as one reads."""
    around = tuple(
        Cell(column=column, row=row)
        for row, column in product(range(side), range(side))
        if not large.covers(column, row)
    )
    return Layout(name=f"1+{len(around)}", side=side, cells=(large, *around))


def _corner(side: int) -> Layout:
    """Return the layout of one large tile in the corner: then what stands beside it, then what lies below."""
    large = Cell(column=0, row=0, span=side - 1)
    right = tuple(Cell(column=side - 1, row=row) for row in range(side))
    below = tuple(Cell(column=column, row=side - 1) for column in range(side - 1))
    return Layout(name=f"1+{2 * side - 1}", side=side, cells=(large, *right, *below))


LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (
        _even(1),
        _even(2),
        _corner(3),
        _even(3),
        _corner(4),
        _even(4),
        _one_large(4, Cell(column=1, row=1, span=2)),
        _even(5),
        _even(6),
        _even(8),
    )
}
"""Those that have a button, a key (Alt+1 to Alt+9, Alt+0) and a picture, in this order."""

FIRST_LAYOUT = "2x2"

_FREE_NAME = re.compile(r"([2-8])x\1:(\d\.\d\.\d(?:,\d\.\d\.\d)*)")


@lru_cache(256)
def layout_of(name: str) -> Layout | None:
    """Return the layout of a name, also of a free one, ``4x4:0.0.2,2.2.2``: its tiles of more than one cell.

    The three numbers are column, row and span. None where the name is none, or tells of tiles that do not fit.
    """
    if (fixed := LAYOUTS.get(name)) is not None:
        return fixed
    if (told := _FREE_NAME.fullmatch(name)) is None:
        return None
    side = int(told[1])
    large = [tuple(map(int, one.split("."))) for one in told[2].split(",")]
    cells = tuple(Cell(column=column, row=row, span=span) for column, row, span in large)
    fits = all(cell.span > 1 and max(cell.column, cell.row) + cell.span <= side for cell in cells)
    apart = all(_stays(one, other) for n, one in enumerate(cells) for other in cells[:n])
    return _free(side, cells) if fits and apart else None


def _free(side: int, large: tuple[Cell, ...]) -> Layout:
    """Return the layout of these large tiles with single cells between; the fixed one where it is one of those."""
    for fixed in LAYOUTS.values():
        if fixed.side == side and {cell for cell in fixed.cells if cell.span > 1} == set(large):
            return fixed
    by_place = {(cell.row, cell.column): cell for cell in large}
    for row, column in product(range(side), range(side)):
        if not any(cell.covers(column, row) for cell in large):
            by_place[row, column] = Cell(column=column, row=row)
    cells = tuple(cell for _, cell in sorted(by_place.items()))
    named = ",".join(f"{cell.column}.{cell.row}.{cell.span}" for cell in cells if cell.span > 1)
    return Layout(name=f"{side}x{side}:{named}", side=side, cells=cells)
