"""Cells of other cell maps, as police cells and water cells, from every kind of file that holds areas.

Properties: ``code``, ``name`` and ``layer``: police 警格, water 水格, or what the city calls another cell map of its own. A
file of one layer may leave that to its map: ``[file] layer = "police"``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from console.cell_map import sound
from console.domain.grid_layer import POLICE, WATER, CellCode, GridLayer, LayerCell
from console.domain.sentence import Sentence
from console.domain.texts import one_line
from console.gateways.files.areas import features_of
from console.gateways.files.datum import WGS84, on_earth
from console.gateways.files.geojson import Feature, area_of, sound_of, text_of
from console.gateways.files.headed import Names
from console.gateways.files.place_map import PlaceMap, read_place_map
from console.gateways.files.unusable import BadRow, RefusedRow, Tally

NAMES: Final[Names] = MappingProxyType(
    {
        "layer": ("layer", "图层", "网格类型"),
        "code": ("code", "id", "编码", "编号"),
        "name": ("name", "名称"),
    }
)
LAYERS: Final[Mapping[str, GridLayer]] = MappingProxyType(
    {"police": POLICE, "警格": POLICE, "警务网格": POLICE, "water": WATER, "水格": WATER, "水务网格": WATER}
)
LAYER_LONGEST: Final = 20


def read_cells(
    path: Path, columns: Path | None, *, datum: str = WGS84, encoding: str = "", layer: str = ""
) -> tuple[list[LayerCell], Tally]:
    """Return the cells of the file, each with an area that is sound, and what became of the rest.

    Args:
        path: a file of ``console.gateways.files.areas``.
        columns: its map, or None.
        datum: where the map does not say which places these are.
        encoding: how the words of a Shapefile are written, where it does not say so.
        layer: the layer of the file to read, of several; which cell map it is, its features or the map say.

    Raises:
        Unusable: the file or the map of its columns cannot be used.
    """
    tally = Tally()
    cells: dict[tuple[str, str], LayerCell] = {}
    rows: dict[tuple[str, str], int] = {}
    said = read_place_map(columns, NAMES, "layer", datum=datum)
    for row, feature in enumerate(features_of(path, tally, encoding=encoding, layer=layer), 1):
        tally.read += 1
        try:
            cell = _cell(sound_of(feature), said, tally)
            key = (cell.layer, cell.code)
            if key in cells:
                raise BadRow(f"the code {cell.code} of {cell.layer} stands in row {rows[key]} already")
        except BadRow as why:
            tally.refuse(row, str(why))
            continue
        cells[key], rows[key] = cell, row
    return list(cells.values()), tally


def _cell(feature: Feature, said: PlaceMap, tally: Tally) -> LayerCell:
    layer, code, name = (one_line(text_of(feature.properties, [n.lower() for n in said.names[of]])) for of in NAMES)
    layer = layer or one_line(said.layer)
    if not layer or len(layer) > LAYER_LONGEST:
        raise BadRow(
            f"{feature.path}.properties.layer must say which cell map it belongs to, in at most {LAYER_LONGEST} characters:"
            ' police, water, or a name of its own; or say so for the whole file in its map: [file] layer = "police"'
        )
    if not code:
        raise BadRow(f"{feature.path}.properties.code is empty")
    shape, mended = area_of(feature)
    if not shape:
        raise BadRow(f"{feature.path}.geometry is empty; a cell needs its area")
    whole, why = sound(on_earth(shape, said.datum))
    if not whole:
        raise BadRow(f"{feature.path}.geometry covers no ground: {why}")
    if why:
        mended.append(Sentence("{path}.geometry: {why}; its area was made valid", path=feature.path, why=why))
    tally.repaired += [RefusedRow(feature.row, what) for what in mended]
    return LayerCell(
        layer=LAYERS.get(layer.lower(), GridLayer(layer)), code=CellCode(code), name=name or code, shape_wkb=whole
    )
