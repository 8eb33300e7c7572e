"""The command line as typed settings: every command of main.py, its options, and their defaults."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

LANGUAGES = ("zh_CN", "en")
THEMES = ("night", "day")
REFERENCE = ("grids", "cameras", "crew", "departments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What every command takes; ``db`` is empty for the user's own database."""

    db: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Console(Shared):
    """Open the console; ``demo`` says that the demo city lives beside it."""

    centre: str = ""
    operator: str = ""
    theme: str = "night"
    window: bool = True
    zone: str = ""
    base_map: Path | None = None
    verbose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo(Console):
    """Make the demo city, then open the console on it."""

    size: str = "small"
    seed: int = 1
    clips: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import(Shared):
    """Take reference data or past tickets in; ``map`` tells how to read a city's own tickets."""

    what: str
    file: Path
    map: Path | None = None
    centre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLog(Shared):
    """Write a day's log; ``zone`` is empty for the workstation's."""

    day: date
    format: str
    out: Path
    zone: str = ""
    centre: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTickets(Shared):
    """Write tickets by state and the time they were reported."""

    format: str
    out: Path
    states: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    centre: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest(Shared):
    """Do the main job once, offscreen, with real widgets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench(Shared):
    """Measure; ``name`` is one bench or ``all``."""

    name: str
    json: bool = False


Command = Console | Demo | Import | ExportLog | ExportTickets | SelfTest | Bench


def parse(argv: Sequence[str]) -> Command:
    """Read the command line; without a command it is ``console``.

    Raises:
        SystemExit: 2 with a sentence on stderr for options that cannot be used, 0 after ``--help``.
    """
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help"}):
        words.insert(0, "console")
    given = vars(_parser().parse_args(words))
    make = given.pop("make")
    given.pop("command", None)
    given.pop("which", None)
    made: Command = make(**{name: value for name, value in given.items() if value is not None})
    return made


def _parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="main.py", description="GridDesk, the console of a grid command centre.")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _console(commands.add_parser("console", help="open the console"), Console)
    demo = commands.add_parser("demo", help="make the demo city, then open the console on it")
    _console(demo, Demo)
    demo.add_argument("--size", choices=("small", "city"), help="how large the city is; small by default")
    demo.add_argument("--seed", type=int, help="another seed makes another city")
    demo.add_argument("--clips", type=_path, help="a folder of MP4 clips the cameras play instead of drawn scenes")
    _import(commands.add_parser("import", help="take a city's own data in"))
    _export(commands.add_parser("export", help="write the daily log or tickets to a file"))
    self_test = commands.add_parser("self-test", help="do the main job once, without a screen")
    _shared(self_test, SelfTest)
    bench = commands.add_parser("bench", help="measure")
    _shared(bench, Bench)
    bench.add_argument("name", help="the bench's name, or all")
    bench.add_argument("--json", action="store_true", help="figures as JSON only")
    return whole


def _shared(parser: argparse.ArgumentParser, make: Any) -> None:
    parser.set_defaults(make=make)
    parser.add_argument("--db", metavar="URL", help="sqlite:///FILE or postgresql://…; the user's own file by default")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of screen and files")


def _console(parser: argparse.ArgumentParser, make: Any) -> None:
    _shared(parser, make)
    parser.add_argument("--centre", metavar="CODE", help="code of the centre this desk belongs to; the top one by default")
    parser.add_argument("--operator", metavar="NAME", help="who works here")
    parser.add_argument("--theme", choices=THEMES, help="night by default")
    parser.add_argument("--zone", metavar="AREA/CITY", help="time zone of the centre; the workstation's by default")
    parser.add_argument("--base-map", type=_path, metavar="FILE", help="an MBTiles base map")
    parser.add_argument("--no-window", dest="window", action="store_const", const=False, help="offscreen")
    parser.add_argument("--verbose", action="store_const", const=True, help="the log on stderr too")


def _import(parser: argparse.ArgumentParser) -> None:
    _shared(parser, Import)
    parser.add_argument("what", choices=(*REFERENCE, "tickets"))
    parser.add_argument("file", type=_path, metavar="FILE")
    parser.add_argument("--map", type=_path, metavar="MAP.toml", help="how to read the columns")
    parser.add_argument("--centre", metavar="CODE", help="the centre that takes them in; the top one by default")


def _export(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="which", required=True, metavar="WHAT")
    log = kinds.add_parser("log", help="a day's log")
    _shared(log, ExportLog)
    log.add_argument("--day", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    log.add_argument("--zone", metavar="AREA/CITY", help="the day's time zone; the workstation's by default")
    log.add_argument("--format", choices=("xlsx", "csv", "json"), required=True)
    tickets = kinds.add_parser("tickets", help="tickets by state and time")
    _shared(tickets, ExportTickets)
    tickets.add_argument("--state", dest="states", type=_states, metavar="STATE[,STATE]")
    tickets.add_argument("--since", type=datetime.fromisoformat, metavar="TIME", help="reported at or after, ISO 8601")
    tickets.add_argument("--until", type=datetime.fromisoformat, metavar="TIME", help="reported before, ISO 8601")
    tickets.add_argument("--format", choices=("csv", "json", "geojson"), required=True)
    for kind in (log, tickets):
        kind.add_argument("--out", type=_path, required=True, metavar="FILE")
        kind.add_argument("--centre", metavar="CODE", help="the centre whose ground it is; the top one by default")
        kind.add_argument("--reason", help="why it is exported; stands in the journal")


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _states(text: str) -> tuple[str, ...]:
    return tuple(state.strip() for state in text.split(",") if state.strip())
