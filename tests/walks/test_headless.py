"""The commands that scripts rely on run on a machine without Qt, and say on stdout one thing only."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db.engine import open_store

HOUSE = Path(__file__).resolve().parent.parent.parent
QT = re.compile(r"^(PySide6|PySide6QtAds|shiboken6|pyqtgraph|folium|widgets)\b")
LAST_WORD = "modules brought in:"

# Runs main.py as a script would, and tells on its last line of stderr which modules that has brought in.
PROBE = f"""
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print("{LAST_WORD}", *sys.modules, file=sys.stderr)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """What one run of main.py came to."""

    exit_code: int
    stdout: str
    modules: frozenset[str]

    def answer(self) -> dict[str, Any]:
        answer = json.loads(self.stdout)
        assert isinstance(answer, dict)
        return answer


def _run(*arguments: str, cwd: Path) -> Ran:
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, str(HOUSE / "main.py"), *arguments],
        cwd=cwd, env=os.environ | {"PYTHONPATH": str(HOUSE)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said, _, modules = ran.stderr.rpartition(LAST_WORD)
    assert "Traceback" not in said, said
    return Ran(exit_code=ran.returncode, stdout=ran.stdout, modules=frozenset(modules.split()))


def _grid(code: str) -> dict[str, Any]:
    ring = [[-118.30, 34.00], [-118.20, 34.00], [-118.20, 34.10], [-118.30, 34.10], [-118.30, 34.00]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": code, "parent": None, "tier": "district"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one small file of each kind that can be brought in, and a database that holds nothing yet."""
    open_store(str(tmp_path / "city.db")).close()
    (tmp_path / "grids.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [_grid("000000")]}), "utf-8"
    )
    (tmp_path / "cameras.csv").write_text(
        "number,name,direction,latitude,longitude,source_url\n1,North gate,S,34.05,-118.25,rtsp://127.0.0.1:9/1\n",
        "utf-8",
    )
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["import", "cameras", "cameras.csv"],
        ["import", "grids", "grids.geojson"],
        ["export", "log", "--day", "2024-01-01", "--format", "csv", "--out", "log.csv"],
        ["export", "tickets", "--format", "json", "--out", "tickets.json"],
        ["operator", "list"],
        ["demo", "--no-window", "--size", "small"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_that_a_headless_command_answers_without_qt(command: list[str], inbox: Path) -> None:
    ran = _run(*command, "--db", f"sqlite:///{inbox / 'city.db'}", cwd=inbox)

    assert ran.exit_code == 0
    assert ran.answer()
    assert not {name for name in ran.modules if QT.match(name)}


@pytest.mark.parametrize("command", ["console", "demo", "import", "export", "operator", "self-test", "bench"])
def test_that_asking_how_a_command_is_used_brings_in_no_qt(command: str, tmp_path: Path) -> None:
    ran = _run(command, "--help", cwd=tmp_path)

    assert ran.exit_code == 0
    assert not {name for name in ran.modules if QT.match(name)}


def test_that_a_file_that_is_not_there_is_unusable_input(tmp_path: Path) -> None:
    ran = _run("import", "grids", "nowhere.geojson", "--db", f"sqlite:///{tmp_path / 'city.db'}", cwd=tmp_path)

    assert ran.exit_code == 2


def test_that_the_readme_names_only_commands_that_there_are(tmp_path: Path) -> None:
    blocks = re.findall(
        r"^```(?:sh|bash|console)?\n(.*?)^```", (HOUSE / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    starters = {word for line in lines for word in re.findall(r"(?:^|\s)(\./[\w./-]+)", line)}
    asked = {
        (words[0], option)
        for line in lines
        if (words := re.findall(r"(?:\./run|main\.py)\s+(console|demo|import|export|operator|self-test|bench)\b", line))
        for option in re.findall(r"\s(--[\w-]+)", line)
    }

    assert starters, "the README names no way to start"
    assert not {starter for starter in starters if not (HOUSE / starter).exists()}
    helps = {command: _help_of(command, tmp_path) for command, _option in asked}
    assert not {(command, option) for command, option in asked if option not in helps[command]}


def _help_of(command: str, cwd: Path) -> str:
    kinds = {"export": ["log", "tickets", "kpi"], "import": ["tickets", "grids"], "operator": ["add", "remove"]}.get(
        command, []
    )
    return "".join(_run(command, *kind, "--help", cwd=cwd).stdout for kind in [[], *([kind] for kind in kinds)])
