"""Whatever a reader of the workshop says of a file can be said in every language of the product."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.domain.errors import Refused
from console.domain.sentence import Sentence
from console.gateways.files.regions import read_grids
from console.ground_questions import ReadGrids
from tests.refresh_catalogue import CATALOGUE, messages
from widgets import row_words, words

HOUSE = Path(__file__).resolve().parents[2]
READER = HOUSE / "console" / "gateways" / "files" / "regions.py"
SAYING = frozenset({"BadRow", "Unusable", "Sentence"})
BOW_TIE = [[120.0, 31.0], [121.0, 32.0], [121.0, 31.0], [120.0, 32.0], [120.0, 31.0]]


def readers() -> dict[Path, ast.Module]:
    """Return what the reader of grids stands on, by following what each module of the console imports."""
    found: dict[Path, ast.Module] = {}
    waiting = [READER]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found[module] = ast.parse(module.read_text("utf-8"))
            waiting += imported(found[module])
    return found


def imported(tree: ast.Module) -> Iterator[Path]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("console"):
            package = HOUSE.joinpath(*str(node.module).split("."))
            each = [package.with_suffix(".py"), *(package / f"{one.name}.py" for one in node.names)]
            yield from (path for path in each if path.is_file())


def first_words() -> Iterator[tuple[Path, ast.expr]]:
    """Yield the first argument of all that is said: a template, unless a sentence was filled in by the reader."""
    for module, tree in readers().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                yield module, node.args[0]


def templates() -> frozenset[str]:
    return frozenset(
        said.value for _, said in first_words() if isinstance(said, ast.Constant) and isinstance(said.value, str)
    ) - {""}


def test_that_the_reader_of_areas_and_the_atlas_are_listened_to() -> None:
    assert {"geojson.py", "vector.py", "rfc7946.py", "on_disk.py", "unusable.py", "atlas.py"} <= {
        module.name for module in readers()
    }


def test_that_no_reader_fills_in_a_sentence_before_it_can_be_translated() -> None:
    wrong = [
        f"{module.name}:{said.lineno}"
        for module, said in first_words()
        if not isinstance(said, ast.Constant) and module.name != "unusable.py"
    ]
    assert not wrong, "give the template and its facts"


def test_that_no_reader_refuses_a_row_in_english_alone() -> None:
    wrong = [
        f"{module.name}:{node.lineno}"
        for module, tree in readers().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "refuse"
        if not isinstance(node.args[1], ast.Attribute | ast.Call) or ast.unparse(node.args[1]).startswith("str(")
    ]
    assert not wrong, "refuse it with the sentence, as in tally.refuse(row, why.said)"


def test_that_the_table_has_what_the_readers_say_and_no_more() -> None:
    assert templates() == row_words.TEMPLATES


def test_that_all_that_the_readers_say_is_translated_into_chinese() -> None:
    known = messages(CATALOGUE)
    assert not [template for template in sorted(templates()) if not known.get(("row_words", template))]


def read(folder: Path, *features: object) -> list[Sentence]:
    """Return all that is told of the rows of a file."""
    file = folder / "grids.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    found = read_grids(ReadGrids(file=file), ())
    return [*(said for _, said in (*found.refused, *found.mended)), *found.notes]


def a_region(code: str, ring: object = None, parent: str | None = None) -> dict[str, object]:
    geometry = None if ring is None else {"type": "Polygon", "coordinates": [ring]}
    return {
        "type": "Feature",
        "properties": {"code": code, "level": "grid" if parent else "city", "parent": parent},
        "geometry": geometry,
    }


@pytest.mark.parametrize(
    ("feature", "told"),
    [
        (a_region(""), "features[0].properties.code 为空"),
        (a_region("320501", parent="3205"), "features[0]：其上级 3205 不存在，或已被拒绝"),
        (a_region("3205", BOW_TIE), "features[0].geometry：自相交叉 [120.5 31.5]；已修正为有效区域"),
        (a_region("3205", BOW_TIE[:-1]), "features[0].geometry.coordinates[0] 未闭合，已用首个坐标点闭合"),
        ({**a_region("3205"), "bbox": [1]}, "features[0].bbox 不是由 4 个或 6 个数组成的范围框，已忽略。"),
        (7, "features[0] 不是要素：其“type”应为 Feature"),
    ],
)
def test_that_what_became_of_a_row_is_said_in_chinese(
    tmp_path: Path, chinese: None, feature: object, told: str
) -> None:
    assert told in [row_words.said(said) for said in read(tmp_path, feature)]


def test_that_a_file_that_cannot_be_used_is_told_in_chinese(tmp_path: Path, chinese: None) -> None:
    file = tmp_path / "grids.geojson"
    file.touch()
    with pytest.raises(Refused) as refused:
        read_grids(ReadGrids(file=file), ())
    assert words.refusal(refused.value) == "文件无法使用：文件 grids.geojson 是空的。"


def test_that_a_sentence_that_nobody_has_translated_is_said_in_english(chinese: None) -> None:
    assert row_words.said(Sentence("{path} is odd", path="features[1]")) == "features[1] is odd"


def test_that_a_fact_with_braces_is_said_as_it_stands_in_the_file(chinese: None) -> None:
    assert row_words.said(Sentence("{path}.properties.code is empty", path="{x}")) == "{x}.properties.code 为空"
