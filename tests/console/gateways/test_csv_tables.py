"""Reading CSV of any bytes: rows, refusals, or one sentence; never anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.gateways.files.tables import Table
from console.gateways.files.unusable import Tally, Unusable


def _read(path: Path, content: bytes, **options: str) -> tuple[list[tuple[int, dict[str, str]]], Tally]:
    path.write_bytes(content)
    tally = Tally()
    return list(Table(path, tally, **options)), tally


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "rows.csv"


@given(content=st.binary(max_size=400))
def test_that_any_bytes_give_rows_or_one_sentence(file: Path, content: bytes) -> None:
    try:
        rows, tally = _read(file, content)
    except Unusable as why:
        kept = bool(str(why).strip())
    else:
        kept = tally.read == len(rows) + len(tally.refused)
    assert kept


@given(
    content=st.text(alphabet='a,"\n\r;\t 1\0', max_size=80), encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"])
)
def test_that_any_text_gives_rows_or_one_sentence(file: Path, content: str, encoding: str) -> None:
    try:
        rows, tally = _read(file, content.encode(encoding), encoding=encoding)
    except Unusable as why:
        kept = bool(str(why).strip())
    else:
        kept = tally.read == len(rows) + len(tally.refused)
    assert kept


@given(rows=st.lists(st.lists(st.text(alphabet="ab", max_size=3), min_size=2, max_size=2), max_size=20))
def test_that_every_row_that_fits_the_header_comes_through(file: Path, rows: list[list[str]]) -> None:
    content = "".join(f'"{a}","{b}"\n' for a, b in [["x", "y"], *rows])

    read, tally = _read(file, content.encode())

    assert [list(fields.values()) for _number, fields in read] == rows
    assert tally.refused == []


def test_that_rows_are_numbered_as_in_a_spreadsheet(file: Path) -> None:
    read, _tally = _read(file, b"a,b\n1,2\n3,4\n")
    assert [number for number, _fields in read] == [2, 3]


def test_that_a_byte_order_mark_is_no_part_of_the_first_column(file: Path) -> None:
    read, _tally = _read(file, "a,b\n1,2\n".encode("utf-8-sig"))
    assert read == [(2, {"a": "1", "b": "2"})]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_that_the_likeliest_delimiter_is_taken(file: Path, delimiter: str) -> None:
    read, _tally = _read(file, f"a{delimiter}b\n1{delimiter}2\n".encode())
    assert read == [(2, {"a": "1", "b": "2"})]


def test_that_a_row_with_too_few_fields_is_refused_and_the_rest_goes_on(file: Path) -> None:
    read, tally = _read(file, b"a,b\n1,2\n3\n5,6\n")

    assert [number for number, _fields in read] == [2, 4]
    assert [(one.row, one.why) for one in tally.refused] == [(3, "1 fields where the header has 2")]


def test_that_a_misplaced_quotation_mark_costs_one_row_only(file: Path) -> None:
    read, tally = _read(file, b'a,b\n1,2\n"3"x,4\n5,6\n')

    assert [number for number, _fields in read] == [2, 4]
    assert [one.row for one in tally.refused] == [3]


@pytest.mark.parametrize("tail", [b"3", b'3,"4'])
def test_that_a_file_cut_off_within_a_row_is_told_after_the_rows_before_it(file: Path, tail: bytes) -> None:
    file.write_bytes(b"a,b\n1,2\n" + tail)
    rows = iter(Table(file, Tally()))

    assert next(rows) == (2, {"a": "1", "b": "2"})
    with pytest.raises(Unusable, match=r"cut off.*within row 3"):
        next(rows)


def test_that_another_encoding_is_told_with_what_to_do(file: Path) -> None:
    with pytest.raises(Unusable, match=r'is not UTF-8.*encoding = "gb18030"'):
        _read(file, "编号,地点\n1,人民路\n".encode("gb18030"))


def test_that_an_unknown_encoding_is_told(file: Path) -> None:
    with pytest.raises(Unusable, match="There is no encoding"):
        _read(file, b"a\n1\n", encoding="klingon")


@pytest.mark.parametrize("content", [b"", b"\n", b" , \n1,2\n"])
def test_that_an_empty_file_is_told(file: Path, content: bytes) -> None:
    with pytest.raises(Unusable, match="is empty"):
        _read(file, content)


def test_that_a_folder_is_told_to_be_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="is not a file"):
        Table(tmp_path, Tally())


def test_that_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="There is no file"):
        Table(tmp_path / "nowhere.csv", Tally())


def test_that_a_missing_column_is_told_with_the_likeliest_one(file: Path) -> None:
    file.write_bytes(b"Status,Number\n1,2\n")
    table = Table(file, Tally())
    list(table)

    with pytest.raises(Unusable, match=r'no column "Statsu" \(did you mean "Status"\?\)'):
        table.need("Statsu")


def test_that_refusals_beyond_what_is_kept_are_only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.files.unusable.REFUSED_KEPT", 1)
    tally = Tally()
    tally.refuse(2, "why")
    tally.refuse(3, "why")
    assert tally.answer()["refused_more"] == 1


def test_that_one_row_in_another_encoding_is_refused_and_the_rest_goes_on(file: Path) -> None:
    read, tally = _read(file, b"a,b\n1,2\n\xb5\xd8,4\n5,6\n")

    assert [number for number, _fields in read] == [2, 4]
    assert [(one.row, one.why) for one in tally.refused] == [(3, "it is not UTF-8: byte 0xb5")]


@pytest.mark.parametrize("rows", [3, 300])
def test_that_a_file_in_another_encoding_under_a_plain_header_is_told(file: Path, rows: int) -> None:
    with pytest.raises(Unusable, match=r'is not UTF-8.*encoding = "gb18030"'):
        _read(file, b"a,b\n" + "1,人民路\n".encode("gb18030") * rows)


def test_that_a_file_in_utf_16_is_told_to_be_one(file: Path) -> None:
    with pytest.raises(Unusable, match='encoding = "utf-16"'):
        _read(file, "a,b\n1,2\n".encode("utf-16"))


def test_that_a_line_without_an_end_is_refused_and_the_rest_goes_on(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.gateways.files.tables.LINE_MOST", 10)
    read, tally = _read(file, b"a,b\n1,2\n" + b"3" * 95 + b",4\n5,6\n")

    assert [number for number, _fields in read] == [2, 4]
    assert [one.row for one in tally.refused] == [3]


def test_that_a_header_without_an_end_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.files.tables.LINE_MOST", 10)
    with pytest.raises(Unusable, match="its first row is broken"):
        _read(file, b"a" * 100)


def test_that_a_field_too_long_costs_its_own_row_only(file: Path) -> None:
    read, tally = _read(file, b"a,b\n" + b"3" * 200_000 + b",4\n5,6\n")

    assert [number for number, _fields in read] == [3]
    assert [one.row for one in tally.refused] == [2]


def test_that_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file(file: Path) -> None:
    with pytest.raises(Unusable, match="a quotation mark is not closed"):
        _read(file, b'a,b\n1,"2\n' + b"3,4\n" * 100_000)


def test_that_zeros_are_no_header(file: Path) -> None:
    with pytest.raises(Unusable, match="holds zero bytes"):
        _read(file, b"\0\0\0")
