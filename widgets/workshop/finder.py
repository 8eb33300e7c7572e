"""Which grids match what was typed: words of name or code, or first letters of pinyin."""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.grid import Region
from widgets.kit.search_text import initials, plain


def matching(grids: Iterable[Region], wanted: str) -> list[Region]:
    """Return the grids that hold every word, in the order given; all of them for no words."""
    words = plain(wanted).split()
    if not words:
        return list(grids)
    return [grid for grid in grids if _holds(grid, words)]


def _holds(grid: Region, words: list[str]) -> bool:
    name = plain(grid.name)
    return all(word in name or word in grid.code or word in initials(grid.name) for word in words)
