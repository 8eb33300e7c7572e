"""``export kpi``: the file in each form, what is told, and that the journal knows of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from console.commands import export
from console.domain.errors import Refused
from console.journal import Kind
from console.ports import Outage
from console.reports.indicators import INDICATORS
from console.settings import ExportKpi
from console.tally import Dim
from tests.builders import CITY, DISTRICT, FAR_GRID
from tests.console.commands.given import given
from tests.console.gateways.city_files import a_store
from tests.fakes import FakeStore
from tests.histories import a_history, until

KPI = "export kpi --from 2024-05-01 --to 2024-05-31 --zone Asia/Shanghai"


@pytest.fixture
def store() -> FakeStore:
    """Return a database with three tickets of one district, two of them closed, and one of the other."""
    store = a_store()
    closed = until(Kind.CLOSED, 10, 24)
    histories = [a_history(*closed), a_history(*closed), a_history(), a_history(*closed, area=FAR_GRID)]
    store.registry().add_past(histories)
    return store


def _export(store: FakeStore, line: str, out: Path) -> dict[str, Any]:
    command = given(f"{line} --out", out)
    assert isinstance(command, ExportKpi)
    return dict(export.run(command, store))


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_that_a_table_prints_period_formula_and_both_counts_beside_every_value(
    tmp_path: Path, store: FakeStore
) -> None:
    _export(store, f"{KPI} --by region --format csv --lang en", tmp_path / "kpi.csv")
    line = next(
        line for line in _lines(tmp_path / "kpi.csv") if (line["Code"], line["Figure"]) == (DISTRICT, "Handled")
    )
    assert line == {
        "Span": "2024-05-01 – 2024-05-31",
        "Code": DISTRICT,
        "Name": f"区域{DISTRICT}",
        "Figure": "Handled",
        "Value": "66.67",
        "Unit": "%",
        "Numerator": "2",
        "Denominator": "3",
        "On the year before (%)": "—",
        "On the period before (%)": "—",
        "Formula": "handled ÷ reported, of those reported in the period",
    }


def test_that_a_table_has_a_dash_where_there_is_nothing_to_divide_by(tmp_path: Path, store: FakeStore) -> None:
    _export(store, f"{KPI} --by source --format csv --lang en", tmp_path / "kpi.csv")
    values = {line["Value"] for line in _lines(tmp_path / "kpi.csv") if line["Figure"] == "Satisfied on follow-up"}
    assert values == {"—"}


@pytest.mark.parametrize("dim", Dim)
def test_that_machines_get_every_breakdown_with_all_indicators(tmp_path: Path, store: FakeStore, dim: Dim) -> None:
    answer = _export(store, f"{KPI} --by {dim.value} --format json", tmp_path / "kpi.json")
    told = json.loads((tmp_path / "kpi.json").read_text("utf-8"))
    assert (told["by"], len(told["rows"])) == (dim.value, answer["rows"])
    assert set(told["total"]["indicators"]) == {one.name for one in INDICATORS}
    assert told["total"]["indicators"]["handled_rate"]["value"] == 75.0


def test_that_machines_are_told_what_it_is_compared_with(tmp_path: Path, store: FakeStore) -> None:
    _export(store, f"{KPI} --by source --format json", tmp_path / "kpi.json")
    told = json.loads((tmp_path / "kpi.json").read_text("utf-8"))
    assert (told["previous"], told["year_before"]) == (
        {"from": "2024-04-01", "to": "2024-04-30"},
        {"from": "2023-05-01", "to": "2023-05-31"},
    )


def test_that_a_workbook_holds_numbers_beside_their_formulas(tmp_path: Path, store: FakeStore) -> None:
    _export(store, f"{KPI} --by region --format xlsx", tmp_path / "kpi.xlsx")
    book = openpyxl.load_workbook(tmp_path / "kpi.xlsx")
    first = [cell.value for cell in book["指标"][2]]
    assert first == [
        CITY, "合计", "办结率", 75, "%", 3, 4, "—", "—", "期内上报中已办结数 ÷ 期内上报数",
    ]  # fmt: skip
    assert [cell.value for cell in book["件数"][2]][:3] == [CITY, "合计", 4]


def test_that_a_centre_reports_its_own_ground(tmp_path: Path, store: FakeStore) -> None:
    answer = _export(store, f"{KPI} --by category --format json --centre {DISTRICT}", tmp_path / "kpi.json")
    assert (answer["centre"], answer["total"]["counts"]["reported"]) == (DISTRICT, 3)


def test_that_an_export_of_indicators_stands_in_the_journal(tmp_path: Path, store: FakeStore) -> None:
    _export(store, f"{KPI} --by source --format csv --reason audit", tmp_path / "kpi.csv")
    noted = [line.entry for line in store.rows.lines if line.entry.kind is Kind.EXPORTED]
    assert [(entry.reason, entry.detail["what"]) for entry in noted] == [
        ("audit", "kpi 2024-05-01 2024-05-31 source csv")
    ]


def test_that_nothing_is_written_where_there_is_no_folder(tmp_path: Path, store: FakeStore) -> None:
    with pytest.raises(Refused, match=r"file\.no_folder"):
        _export(store, f"{KPI} --by source --format csv", tmp_path / "none" / "kpi.csv")


def test_that_an_outage_leaves_no_file(tmp_path: Path, store: FakeStore) -> None:
    store.cut()
    with pytest.raises(Outage):
        _export(store, f"{KPI} --by source --format csv", tmp_path / "kpi.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        "export kpi --from 2024-05-02 --to 2024-05-01 --by region --format csv --out k.csv",
        "export kpi --from 2024-05-01 --to 2024-05-02 --by volume --format csv --out k.csv",
        "export kpi --from 2024-05-01 --by region --format csv --out k.csv",
        "export kpi --from 2024-05-01 --to 2024-05-02 --by region --format pdf --out k.csv",
    ],
)
def test_that_what_cannot_be_understood_ends_with_exit_code_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        given(line)
    assert ended.value.code == 2
