"""``bench``: the frame in which benches are named, run and told."""

from __future__ import annotations

from typing import Any

import pytest

from console.commands import bench, bench_candidates, bench_sweep
from console.gateways.files.unusable import Unusable
from console.settings import Bench
from tests.console.commands.given import given
from tests.fakes import FakeStore


def _open(_url: str | None) -> Any:
    return FakeStore()


def _bench(line: str) -> dict[str, Any]:
    command = given(f"bench {line}")
    assert isinstance(command, Bench)
    return dict(bench.run(command, _open, {"queue": lambda: {"p95_ms": 7}}))


def test_that_a_bench_with_a_screen_is_run_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert _bench("queue") == {"queue": {"p95_ms": 7}}
    assert capsys.readouterr().err == "queue: p95_ms 7\n"


def test_that_machines_get_figures_only(capsys: pytest.CaptureFixture[str]) -> None:
    _bench("queue --json")
    assert capsys.readouterr().err == ""


def test_that_an_unknown_bench_is_told_with_the_likeliest() -> None:
    with pytest.raises(Unusable, match=r'no bench "queu".*did you mean "queue"'):
        _bench("queu")


def test_that_all_means_all(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, small in {"ROWS": 20, "LOG_LINES": 20, "STORED": 20, "ORDERS": 20}.items():
        monkeypatch.setattr(bench, name, small)
    monkeypatch.setattr(bench, "SIZES", ("small",))
    for name, small in {"CREWS": 50, "OPEN": 50, "ASKED": 20}.items():
        monkeypatch.setattr(bench_candidates, name, small)
    monkeypatch.setattr(bench_sweep, "OPEN", 50)
    assert set(_bench("all --json")) == {"demo", "import", "export", "intake", "candidates", "sweep", "queue"}


def test_that_the_import_bench_takes_in_what_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "ROWS", 20)
    assert _bench("import --json")["import"]["rows"] == 20
