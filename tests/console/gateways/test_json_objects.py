"""Reading JSON of any bytes: objects, refusals, or one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.gateways.files.objects import Objects
from console.gateways.files.unusable import Tally, Unusable


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("objects")


def _read(path: Path, content: bytes, **options: Any) -> tuple[list[dict[str, object]], Tally]:
    path.write_bytes(content)
    tally = Tally()
    return [fields for _number, fields in Objects(path, tally, **options)], tally


@given(content=st.one_of(st.binary(max_size=200), st.text(alphabet='[]{},:"ab1 \n', max_size=60).map(str.encode)))
def test_that_any_bytes_give_objects_or_one_sentence(folder: Path, content: bytes) -> None:
    try:
        read, tally = _read(folder / "any.json", content)
    except Unusable as why:
        kept = bool(str(why).strip())
    else:
        kept = tally.read == len(read) + len(tally.refused)
    assert kept


@given(numbers=st.lists(st.integers(), max_size=30), indent=st.sampled_from([None, 1]))
def test_that_a_list_is_read_whole_however_small_the_pieces(
    folder: Path, numbers: list[int], indent: int | None
) -> None:
    read, _tally = _read(folder / "list.json", json.dumps([{"n": n} for n in numbers], indent=indent).encode())
    assert [fields["n"] for fields in read] == numbers


def test_that_an_object_longer_than_a_piece_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.files.objects.CHUNK", 7)
    read, _tally = _read(folder / "long.json", json.dumps([{"n": "x" * 50}, {"n": 123456}]).encode())
    assert [fields["n"] for fields in read] == ["x" * 50, 123456]


def test_that_fields_of_inner_objects_have_dotted_names(folder: Path) -> None:
    read, _tally = _read(folder / "inner.json", b'[{"a": {"b": " 1 "}, "c": [1, 2]}]')
    assert read == [{"a.b": "1", "c": [1, 2]}]


def test_that_the_features_of_geojson_are_found(folder: Path) -> None:
    text = b'{"type": "FeatureCollection", "features": [{"properties": {"id": 1}}]}'
    assert _read(folder / "a.geojson", text)[0] == [{"properties.id": 1}]


def test_that_a_named_list_inside_an_object_is_found(folder: Path) -> None:
    assert _read(folder / "a.json", b'{"result": {"items": [{"id": 1}]}}', records="result.items")[0] == [{"id": 1}]


def test_that_a_missing_list_is_told(folder: Path) -> None:
    with pytest.raises(Unusable, match=r'its "result\.rows" is no list'):
        _read(folder / "a.json", b'{"result": {}}', records="result.rows")


def test_that_one_object_a_line_is_read(folder: Path) -> None:
    assert _read(folder / "a.jsonl", b'{"id": 1}\n\n{"id": 2}\n')[0] == [{"id": 1}, {"id": 2}]


def test_that_a_list_cut_off_gives_what_came_before_it(folder: Path) -> None:
    path = folder / "cut.json"
    path.write_bytes(b'[{"id": 1}, {"id"')
    objects = iter(Objects(path, Tally()))

    assert next(objects) == (1, {"id": 1})
    with pytest.raises(Unusable, match=r"cut off, after object 1"):
        next(objects)


def test_that_what_is_no_object_is_refused(folder: Path) -> None:
    read, tally = _read(folder / "a.json", b'[{"id": 1}, 7]')
    assert (read, [one.row for one in tally.refused]) == ([{"id": 1}], [2])


def test_that_an_object_without_an_end_does_not_fill_the_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.files.objects.CHUNK", 100)
    monkeypatch.setattr("console.gateways.files.objects.OBJECT_MOST", 1000)
    with pytest.raises(Unusable, match="after object 1: an object of more than 1000 characters"):
        _read(folder / "endless.json", b'[{"n": 1}, {"n": "' + b"x" * 5000)


def test_that_a_line_without_an_end_does_not_fill_the_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.files.objects.OBJECT_MOST", 1000)
    with pytest.raises(Unusable, match="a line of more than 1000 characters"):
        _read(folder / "endless.jsonl", b'{"n": 1}\n{"n": "' + b"x" * 5000)


def test_that_a_list_inside_a_file_too_large_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.files.objects.WHOLE_MOST", 10)
    with pytest.raises(Unusable, match="give the list alone"):
        _read(folder / "large.json", b'{"result": [{"n": 1}]}', records="result")
