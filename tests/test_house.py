"""The rules of the house that a machine can check; the import contracts themselves stand in pyproject.toml."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
ROOMS = ("console", "db", "resources", "widgets")
LINES_MAX = 400
MAIN_LINES_MAX = 150

NAMES_OF_NOTHING = {"base", "common", "core", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}

# What the console may take beside the standard library, and where.
TAKEN_IN_CONSOLE = {
    "console/atlas.py": {"numpy", "shapely"},
    "console/calendar.py": {"chinese_calendar"},
    "console/cell_map.py": {"numpy", "shapely"},
    "console/coverage.py": {"numpy", "shapely"},
    "console/demo": {"numpy", "shapely"},
    "console/geodesic.py": {"geographiclib"},
    "console/gateways/files": {"lxml"},
    "console/gateways/files/antimeridian.py": {"shapely"},
    "console/gateways/files/datum.py": {"numpy", "shapely"},
    "console/gateways/files/vector.py": {"numpy", "pyogrio", "shapely"},
    # A file of this workstation, no part of the city's database: desks, walls and commands without a window read it.
    "console/gateways/health_file.py": {"sqlite3"},
    "console/gateways/onvif_cameras.py": {"aiohttp", "lxml", "onvif", "zeep"},
    "console/gateways/onvif_ptz.py": {"aiohttp", "lxml", "onvif", "zeep"},
    "console/gateways/ws_discovery.py": {"lxml"},
    "console/gateways/system_keyring.py": {"keyring"},
    "console/gateways/wmts.py": {"owslib"},
    "console/redrawing.py": {"numpy", "shapely"},
    "console/reports/ground_geojson.py": {"shapely"},
    "console/reports": {"fpdf", "xlsxwriter"},
    "console/reports/map_features.py": {"shapely"},
    "console/settings.py": {"platformdirs"},
    "console/video": {"av", "numpy"},
}

# Colours that are not the look of a widget.
COLOURS_OF_THEIR_OWN = {
    "widgets/theme.py": "turns tokens into colours",
}

# What is needed though no module of ours imports it.
LOADED_BY_OTHERS = {
    "tzdata": "zoneinfo reads it where the system brings no zones, as on Windows",
}

# Each makes Python objects that stand for places in a layout; widgets/kit/inside.py tells why there must be none.
REACHES_INTO_LAYOUTS = {"addLayout", "insertLayout", "itemAt", "itemAtPosition", "replaceWidget", "takeAt"}

FIXED_WAITS = {"msleep", "processEvents", "qSleep", "qWait", "sleep", "usleep"}
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgba?\(")
# The user of an example may be called "desk".
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:work|tmp|root|home/(?!desk/)\w+|Users/\w+)/|\b[A-Z]:\\Users\\")
READ_AS_TEXT = {
    ".cfg",
    ".cmd",
    ".css",
    ".html",
    ".ini",
    ".js",
    ".md",
    ".py",
    ".qss",
    ".sql",
    ".svg",
    ".toml",
    ".ts",
    "",
}
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "build",
    "dist",
}


def _files(*folders: str) -> Iterator[Path]:
    for start in folders:
        for folder, subfolders, names in os.walk(HOUSE / start):
            subfolders[:] = sorted(set(subfolders) - NOT_OURS)
            yield from (Path(folder, name) for name in sorted(names))


def _modules(*folders: str) -> list[Path]:
    found = [path for path in _files(*folders) if path.suffix == ".py"]
    return [HOUSE / "main.py", *found] if "widgets" in folders else found


def _name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the module, with the last part of the called thing's name."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name) | ast.Name(id=name):
                    yield name, node


def _allowed(name: str, rule: dict[str, Any]) -> bool:
    return any(name == place or name.startswith(f"{place}/") for place in rule)


@pytest.fixture(scope="module", autouse=True)
def trees_forgotten() -> Iterator[None]:
    """Keep all of this in one process, which reads each module once, and none of a gigabyte of trees behind it."""
    yield
    _tree.cache_clear()


ALL = _modules(*ROOMS, "tests")
OURS = _modules(*ROOMS)


def test_that_every_module_says_first_what_it_is_for() -> None:
    silent = [_name(path) for path in ALL if not (ast.get_docstring(_tree(path)) or "").partition("\n")[0].strip()]
    assert not silent


def test_that_no_module_is_longer_than_its_room_allows() -> None:
    lines = {_name(path): len(path.read_text("utf-8").splitlines()) for path in ALL}
    assert not {name: n for name, n in lines.items() if n > (MAIN_LINES_MAX if name == "main.py" else LINES_MAX)}


def test_that_nothing_is_named_after_nothing() -> None:
    parts = {part for path in ALL for part in path.relative_to(HOUSE).with_suffix("").parts}
    assert not {part for part in parts if NAMES_OF_NOTHING.intersection(part.split("_"))}


def test_that_texts_are_translated_before_they_are_filled_in() -> None:
    wrong = [
        f"{_name(path)}:{call.lineno}"
        for path in OURS
        for name, call in _calls(path)
        if name in {"tr", "translate"} and any(isinstance(argument, ast.JoinedStr) for argument in call.args)
    ]
    assert not wrong


def test_that_colours_come_from_the_theme() -> None:
    wrong = []
    for path in OURS:
        if _allowed(_name(path), COLOURS_OF_THEIR_OWN):
            continue
        for node in ast.walk(_tree(path)):
            match node:
                case ast.Constant(value=str(text)) if COLOUR.search(text):
                    wrong.append(f"{_name(path)}:{node.lineno} {text!r}")
                case ast.Call(func=ast.Name(id="QColor"), args=[ast.Constant(), *_]):
                    wrong.append(f"{_name(path)}:{node.lineno} QColor")
                case ast.Attribute(value=ast.Attribute(attr="GlobalColor"), attr=colour) if colour != "transparent":
                    wrong.append(f"{_name(path)}:{node.lineno} {colour}")
    assert not wrong


def test_that_nobody_waits_for_a_time() -> None:
    wrong = []
    for path in _modules("widgets", "tests"):
        for name, call in _calls(path):
            by_qtbot = isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "qtbot.wait"
            if name in FIXED_WAITS or by_qtbot:
                wrong.append(f"{_name(path)}:{call.lineno} {ast.unparse(call.func)}")
    assert not wrong


def test_that_layouts_are_put_into_each_other_in_one_place_only() -> None:
    reaching = {
        _name(path)
        for path in _modules("widgets", "tests")
        for name, _call in _calls(path)
        if name in REACHES_INTO_LAYOUTS
    }
    assert reaching == {"widgets/kit/inside.py"}


def test_that_no_import_is_hidden_from_the_contracts() -> None:
    wrong = [
        f"{_name(path)}:{call.lineno} {name}"
        for path in ALL
        if path.name != "main.py"
        for name, call in _calls(path)
        if name in {"__import__", "import_module"}
    ]
    assert not wrong


def test_that_the_console_takes_libraries_only_where_the_plan_says_so() -> None:
    wrong = []
    for path in _modules("console"):
        taken = {
            library
            for place, names in TAKEN_IN_CONSOLE.items()
            if _allowed(_name(path), {place: 1})
            for library in names
        }
        free = {*sys.stdlib_module_names, "console"} - {"sqlite3", "tkinter"} | taken
        for node in ast.walk(_tree(path)):
            strange = [name for name in _imported(node) if name.partition(".")[0] not in free]
            wrong += [f"{_name(path)}: {name}" for name in strange]
    assert not wrong


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=aliases):
            return [alias.name for alias in aliases]
        case ast.ImportFrom(module=str(module), level=0):
            return [module]
    return []


def test_that_the_program_asks_for_no_encoder_under_the_gpl() -> None:
    program = [path for path in ALL if not _name(path).startswith("tests/")]
    assert not [_name(path) for path in program if re.search(r"\b(libx26[45]|add_stream)\b", path.read_text("utf-8"))]


def test_that_every_library_that_is_asked_for_is_used() -> None:
    taken = {name.partition(".")[0] for path in OURS for node in ast.walk(_tree(path)) for name in _imported(node)}
    bearers = {_plain(name) for module, names in packages_distributions().items() if module in taken for name in names}
    asked = {_plain(re.split(r"[\[<>=]", wanted)[0]) for wanted in PROJECT["project"]["dependencies"]}
    assert asked - bearers - {_plain(module) for module in taken} == set(LOADED_BY_OTHERS)


def _plain(name: str) -> str:
    return re.sub(r"[-_]", "", name.lower())


def test_that_nothing_names_a_folder_of_one_machine() -> None:
    wrong = [
        f"{_name(path)}:{number}"
        for path in _files(".")
        if path.suffix in READ_AS_TEXT and path.name != "uv.lock"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert not wrong


def test_that_the_changelog_begins_with_the_version_of_the_project() -> None:
    versions = re.findall(r"^## \[([^\]]+)\]", (HOUSE / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == PROJECT["project"]["version"]


def test_that_the_lock_file_names_the_public_registry_only() -> None:
    lock = tomllib.loads((HOUSE / "uv.lock").read_text("utf-8"))
    assert {package["source"]["registry"] for package in lock["package"] if "registry" in package["source"]} == {
        "https://pypi.org/simple"
    }


def test_that_every_folder_of_modules_is_a_package_the_contracts_can_see() -> None:
    blind = {
        _name(path.parent)
        for path in _files(*ROOMS)
        if path.suffix == ".py" and not (path.parent / "__init__.py").exists()
    }
    assert not blind


def test_that_every_room_stands_in_a_contract() -> None:
    folders = {
        path.parent.relative_to(HOUSE).parts[0] for path in _files(".") if path.suffix == ".py" and path.parent != HOUSE
    }
    assert folders - {"tests"} == set(PROJECT["tool"]["importlinter"]["root_packages"])


def test_that_the_contracts_of_the_rooms_leave_no_module_out() -> None:
    exhaustive = {
        container
        for contract in PROJECT["tool"]["importlinter"]["contracts"]
        if contract.get("exhaustive")
        for container in contract["containers"]
    }
    assert exhaustive == {"console", "db", "widgets"}


def test_that_the_resources_hold_no_more_code_than_their_path() -> None:
    assert [_name(path) for path in _modules("resources")] == ["resources/__init__.py"]


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(HOUSE / room, copy / room, ignore=lambda folder, names: _not_code(Path(folder), names))
    shutil.copy(HOUSE / "pyproject.toml", copy)
    return copy


def _not_code(folder: Path, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not (folder / name).is_dir()]


def _keeps(house: Path, *contracts: str) -> bool:
    """Whether the modules in ``house`` keep the contracts with these ids, or all of them."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    arguments = ["--no-cache", "--no-logo", *(f"--contract={contract}" for contract in contracts)]
    ran = subprocess.run(
        [sys.executable, "-c", command, *arguments], cwd=house, capture_output=True, text=True, check=False
    )
    assert re.search(r"Contracts: \d+ kept, \d+ broken", ran.stdout), ran.stdout + ran.stderr
    return ran.returncode == 0


def test_that_the_house_keeps_its_contracts(copied_house: Path) -> None:
    assert _keeps(copied_house)


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("console/domain/ticket.py", "def _late():\n    import PySide6.QtCore\n", "qt"),
        ("console/board.py", "def _late():\n    import sqlalchemy\n", "sql"),
        ("db/feed.py", "import widgets.relay\n", "floors"),
        ("widgets/queue/model.py", "import widgets.map\n", "panels"),
        ("console/domain/ticket.py", "import console.orders\n", "console"),
        ("db/records.py", "import db.feed\n", "db"),
    ],
)
def test_that_a_planted_violation_is_caught(copied_house: Path, module: str, line: str, contract: str) -> None:
    planted = copied_house / module
    clean = planted.read_text("utf-8")
    planted.write_text(f"{clean}\n{line}", "utf-8")
    try:
        assert not _keeps(copied_house, contract)
    finally:
        planted.write_text(clean, "utf-8")
