"""Cell maps on the ground: which cell of each layer holds a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

import numpy as np
import shapely
from numpy.typing import NDArray

from console.domain.grid_layer import GridLayer, LayerCell
from console.domain.place import LatLng


class CellMap:
    """The cells of every layer; built once, never changed, safe to read from any thread.

    As with grids, a place on a shared border, or where cells overlap, belongs to the cell with the lowest code. A shape
    that is not sound is made valid; one that cannot be read holds nothing.
    """

    def __init__(self, cells: Iterable[LayerCell] = ()) -> None:
        ordered = sorted(cells, key=lambda cell: (cell.layer, cell.code))
        shapes = np.atleast_1d(shapely.from_wkb([cell.shape_wkb for cell in ordered], on_invalid="ignore"))
        known = np.flatnonzero(~shapely.is_missing(shapes))
        self._cells = tuple(ordered[number] for number in known.tolist())
        self._shapes = _valid(shapes[known])
        shapely.prepare(self._shapes)
        self._tree = shapely.STRtree(self._shapes)
        self.layers: tuple[GridLayer, ...] = tuple(dict.fromkeys(cell.layer for cell in ordered))

    def __len__(self) -> int:
        return len(self._cells)

    def at(self, place: LatLng) -> list[tuple[GridLayer, LayerCell]]:
        """Return the cell of each layer that holds the place, by layer; a layer without one there is left out."""
        near = np.sort(self._tree.query(shapely.Point(place.lng_deg, place.lat_deg)))
        held = shapely.intersects_xy(self._shapes[near], place.lng_deg, place.lat_deg)
        found: dict[GridLayer, LayerCell] = {}
        for number in near[held].tolist():
            cell = self._cells[number]
            found.setdefault(cell.layer, cell)
        return list(found.items())


class KeptCellMap:
    """The cell map of a board: made when it is first asked for, and anew once other cells were loaded. One thread."""

    def __init__(self) -> None:
        self._cells: Mapping[GridLayer, tuple[LayerCell, ...]] | None = None
        self._map = CellMap()

    def of(self, cells: Mapping[GridLayer, tuple[LayerCell, ...]]) -> CellMap:
        """Return the map of a board's ``cells``, which the board replaces when it is loaded and never changes."""
        if cells is not self._cells:
            self._cells, self._map = cells, CellMap(chain.from_iterable(cells.values()))
        return self._map


def sound(shape_wkb: bytes) -> tuple[bytes, str]:
    """Return an area made valid, and what was wrong with it; empty where nothing of it covers ground.

    ``shape_wkb`` is well-known binary that can be read.
    """
    shape = shapely.from_wkb(shape_wkb, on_invalid="ignore")
    why = "" if shapely.is_valid(shape) else shapely.is_valid_reason(shape)
    whole = _valid(np.array([shape]))[0] if why else shape
    return (b"", why or "it is empty") if shapely.is_empty(whole) else (shapely.to_wkb(whole), why)


def _valid(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the areas made valid; what covers no ground, as lines and points, is dropped."""
    return shapely.make_valid(shapes, method="structure", keep_collapsed=False)
