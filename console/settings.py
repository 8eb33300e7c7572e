"""What a start of the program was asked to do: the command line, read over the environment and the settings file.

The command line is a contract that scripts rely on. Three places are asked, the nearest first: the arguments, the
environment (``GRIDDESK_DB``, ``GRIDDESK_CENTRE``, ``GRIDDESK_OPERATOR``, ``GRIDDESK_LANG``, ``GRIDDESK_THEME``,
``GRIDDESK_ZONE``), and ``settings.toml`` in the user's configuration folder, with the same names in small letters.
"""

from __future__ import annotations

import argparse
import getpass
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from platformdirs import user_config_path

LANGUAGES = ("zh_CN", "en")
THEMES = ("night", "day")
NAMES = ("db", "centre", "operator", "lang", "theme", "zone")
DEFAULTS = {"lang": "zh_CN", "theme": "night", "zone": "Asia/Shanghai"}
YEARS = (1900, 9000)
"""Days that a command is asked about: a zone's offset must not lead out of the calendar, nor a workbook before 1900."""
KPI_BY = ("region", "department", "category", "source", "crew")
COMMANDS = ("console", "demo", "import", "export", "operator", "self-test", "bench")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every command shares; ``db`` and ``centre`` are None where nobody named one."""

    db: str | None
    centre: str | None
    operator: str
    lang: str
    theme: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Open the console; ``base_map`` is an MBTiles file or a folder of tiles."""

    settings: Settings
    no_window: bool = False
    base_map: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """Make the demo city and open the console on it; ``clips`` is a folder of MP4 files its cameras play instead."""

    settings: Settings
    size: str = "small"
    seed: int = 1
    no_window: bool = False
    base_map: Path | None = None
    clips: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Take a file in: ``what`` is grids, cameras, crew, departments or tickets."""

    settings: Settings
    what: str
    file: Path
    map: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file that leaves the house; ``reason`` stands in the journal."""

    settings: Settings
    format: str
    out: Path
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLog(Export):
    """A day's log; the day begins at ``starts`` in the settings' zone."""

    day: date
    starts: time = time(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTickets(Export):
    """Tickets reported at or after ``since`` and before ``until``; states by their codes, none for all."""

    states: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAnswers(Export):
    """The answers to outside sources that wait for somebody who carries them there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportKpi(Export):
    """The indicators of the days from ``first`` to ``last`` in the settings' zone; ``by`` names what a row is."""

    first: date
    last: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """Say who may sit at a desk: ``what`` is add, passwd, list or remove; ``roles`` are codes with commas between."""

    settings: Settings
    what: str
    name: str = ""
    roles: str = ""
    must_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Measure one thing by name, or all; ``json`` gives figures to machines instead of lines to people."""

    settings: Settings
    name: str
    json: bool = False


Command = Console | Demo | Import | Export | Operators | SelfTest | Bench


def parse(argv: Sequence[str], environment: Mapping[str, str] | None = None, file: Path | None = None) -> Command:
    """Read the arguments after the program's name; without a subcommand, the console.

    Args:
        argv: the arguments.
        environment: the process's own where None.
        file: the settings file; the user's own where None.

    Raises:
        SystemExit: 2 with a usage line on stderr for what cannot be understood, 0 for ``--help`` and ``--version``.
    """
    parser = _parser()
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "console")
    told = parser.parse_args(words)
    settings = _settings(parser, told, os.environ if environment is None else environment, file)
    match told.command:
        case "demo":
            return Demo(
                settings=settings,
                size=told.size,
                seed=told.seed,
                no_window=told.no_window,
                base_map=told.base_map,
                clips=told.clips,
            )
        case "import":
            return Import(settings=settings, what=told.what, file=told.file, map=told.map)
        case "export":
            return _export(parser, told, settings)
        case "operator":
            return Operators(
                settings=settings, what=told.what, name=told.name, roles=told.roles, must_change=told.must_change
            )
        case "self-test":
            return SelfTest(settings=settings)
        case "bench":
            return Bench(settings=settings, name=told.name, json=told.json)
        case _:
            return Console(settings=settings, no_window=told.no_window, base_map=told.base_map)


def _export(parser: argparse.ArgumentParser, told: argparse.Namespace, settings: Settings) -> Export:
    about: dict[str, Any] = {"settings": settings, "format": told.format, "out": told.out, "reason": told.reason}
    match told.what:
        case "log":
            return ExportLog(day=told.day, starts=told.starts, **about)
        case "answers":
            return ExportAnswers(**about)
        case "kpi":
            if told.last < told.first:
                parser.error(f"--to: {told.last} lies before {told.first}")
            return ExportKpi(first=told.first, last=told.last, by=told.by, **about)
        case _:
            return ExportTickets(
                states=tuple(state for states in told.state for state in states.split(",") if state),
                since=_moment(parser, "--since", told.since, settings.zone, end=False),
                until=_moment(parser, "--until", told.until, settings.zone, end=True),
                **about,
            )


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--db", metavar="URL", help="sqlite:///FILE, a plain path, or postgresql://…")
    shared.add_argument("--centre", metavar="CODE", help="the region whose centre this is; the top one otherwise")
    shared.add_argument("--operator", metavar="NAME", help="who sits here; stands in the journal")
    shared.add_argument("--lang", choices=LANGUAGES)
    screen = argparse.ArgumentParser(add_help=False, parents=[shared])
    screen.add_argument("--theme", choices=THEMES)
    screen.add_argument("--no-window", action="store_true", help="without a screen")
    screen.add_argument("--base-map", type=Path, metavar="FILE", help="an MBTiles file or a folder of tiles")

    parser = argparse.ArgumentParser(prog="main.py", description="GridDesk: video wall, grid map and ticket queue.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", required=True, metavar="{" + ",".join(COMMANDS) + "}")
    commands.add_parser("console", parents=[screen], help="open the console (also without any word)")
    demo = commands.add_parser("demo", parents=[screen], help="make the demo city and open the console on it")
    demo.add_argument("--size", choices=("small", "city"), default="small")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed makes the same city")
    demo.add_argument(
        "--clips", type=Path, metavar="FOLDER", help="MP4 clips that its cameras play instead of drawn ones"
    )

    taking = commands.add_parser("import", parents=[shared], help="take a city's own files in")
    taking.add_argument("what", choices=("grids", "cameras", "crew", "departments", "tickets"))
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--map", type=Path, metavar="MAP.toml", help="which column means what; needed for tickets")

    giving = commands.add_parser("export", help="write a day's log, a list of tickets or the indicators into a file")
    kinds = giving.add_subparsers(dest="what", required=True, metavar="{log,tickets,answers,kpi}")
    out = argparse.ArgumentParser(add_help=False, parents=[shared])
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    out.add_argument("--zone", metavar="AREA/CITY", help="where a day begins and ends")
    out.add_argument("--reason", default="", help="why; stands in the journal")
    log = kinds.add_parser("log", parents=[out], help="a day's journal with its totals")
    log.add_argument("--day", type=_day, required=True, metavar="YYYY-MM-DD")
    log.add_argument(
        "--starts", type=_hour, default=time(0, 0), metavar="HH:MM", help="when the day's first shift begins"
    )
    log.add_argument("--format", choices=("xlsx", "csv", "json"), required=True)
    tickets = kinds.add_parser("tickets", parents=[out], help="tickets by state and time of report")
    tickets.add_argument("--state", action="append", default=[], metavar="STATE[,STATE…]")
    tickets.add_argument("--since", metavar="DATE[TIME]", help="reported at this time or later")
    tickets.add_argument(
        "--until", metavar="DATE[TIME]", help="reported before this time; a date counts as a whole day"
    )
    tickets.add_argument("--format", choices=("csv", "json", "geojson"), required=True)

    answers = kinds.add_parser("answers", parents=[out], help="what outside sources are still to be told")
    answers.add_argument("--format", choices=("json", "csv"), required=True)

    kpi = kinds.add_parser("kpi", parents=[out], help="the indicators of a period, with formulas and both counts")
    kpi.add_argument("--from", dest="first", type=_day, required=True, metavar="YYYY-MM-DD", help="the first day")
    kpi.add_argument("--to", dest="last", type=_day, required=True, metavar="YYYY-MM-DD", help="the last day, included")
    kpi.add_argument("--by", choices=KPI_BY, required=True, help="what a row is")
    kpi.add_argument("--format", choices=("json", "csv", "xlsx"), required=True)

    _add_operator_words(
        commands.add_parser("operator", help="say who may sit at a desk, and by which password"), shared
    )
    commands.add_parser("self-test", parents=[shared], help="go through the main job once, without a screen")
    bench = commands.add_parser("bench", parents=[shared], help="measure one thing, or all")
    bench.add_argument("name", metavar="NAME|all")
    bench.add_argument("--json", action="store_true", help="figures for machines")
    return parser


def _add_operator_words(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    parser.set_defaults(name="", roles="", must_change=False)
    kinds = parser.add_subparsers(dest="what", required=True, metavar="{add,passwd,list,remove}")
    kinds.add_parser("list", parents=[shared], help="all operators with their centres and roles")
    named = argparse.ArgumentParser(add_help=False, parents=[shared])
    named.add_argument("name", type=_plain, metavar="NAME")
    kinds.add_parser("remove", parents=[named], help="take the seat at --centre away, or all")
    asking = argparse.ArgumentParser(add_help=False, parents=[named])
    asking.add_argument("--must-change", action="store_true", help="ask for another password at the next sign-in")
    kinds.add_parser("passwd", parents=[asking], help="give another password, asked for here or read from stdin")
    add = kinds.add_parser("add", parents=[asking], help="give a seat at --centre, or other roles there")
    add.add_argument("--roles", required=True, metavar="ROLE[,ROLE…]", help="as call_taker,dispatcher")


def _settings(
    parser: argparse.ArgumentParser, told: argparse.Namespace, environment: Mapping[str, str], file: Path | None
) -> Settings:
    kept = _kept(parser, file or user_config_path("GridDesk", appauthor=False) / "settings.toml")
    found: dict[str, str] = {}
    for name in NAMES:
        value = getattr(told, name, None) or environment.get(f"GRIDDESK_{name.upper()}") or kept.get(name)
        if value:
            found[name] = value
    lang, theme = found.get("lang", DEFAULTS["lang"]), found.get("theme", DEFAULTS["theme"])
    if lang not in LANGUAGES:
        parser.error(f"there is no language {lang!r}; there are {' and '.join(LANGUAGES)}")
    if theme not in THEMES:
        parser.error(f"there is no theme {theme!r}; there are {' and '.join(THEMES)}")
    return Settings(
        db=found.get("db"),
        centre=found.get("centre"),
        operator=_plain(found.get("operator", "")) or user_name(),
        lang=lang,
        theme=theme,
        zone=_zone(parser, found.get("zone", DEFAULTS["zone"])),
    )


def _plain(text: str) -> str:
    """Return a name as one line of letters that can be kept and shown; bytes of another encoding become marks."""
    return " ".join(text.replace("\0", "").encode("utf-8", "replace").decode("utf-8").split())


def _kept(parser: argparse.ArgumentParser, file: Path) -> dict[str, str]:
    """Return what the settings file says; a file that is not there says nothing."""
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        parser.error(f"the settings file {file} cannot be read: {wrong}")
    strange = sorted(name for name, value in raw.items() if name not in NAMES or not isinstance(value, str))
    if strange:
        parser.error(f"the settings file {file} may hold {', '.join(NAMES)} as texts, not {', '.join(strange)}")
    return dict(raw)


def _zone(parser: argparse.ArgumentParser, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        parser.error(f"there is no time zone {name!r}; zones are named like Asia/Shanghai")


def _moment(
    parser: argparse.ArgumentParser, option: str, text: str | None, zone: ZoneInfo, *, end: bool
) -> datetime | None:
    """Read a date or a time; one without an offset is of the zone, a date alone ends with its last moment."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        parser.error(f"{option}: {text!r} is no date like 2026-01-31 and no time like 2026-01-31T08:00")
    if not YEARS[0] <= moment.year <= YEARS[1]:
        parser.error(f"{option}: {text!r} lies outside the years {YEARS[0]} to {YEARS[1]}")
    if end and len(text) <= len("2026-01-31"):
        moment += timedelta(days=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day like 2026-01-31") from None
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise argparse.ArgumentTypeError(f"{text!r} lies outside the years {YEARS[0]} to {YEARS[1]}")
    return day


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time of day like 08:00") from None


def user_name() -> str:
    """Return what the system calls whoever started the program; some systems, as containers, do not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "operator"


def _version() -> str:
    try:
        return version("griddesk")
    except PackageNotFoundError:
        return _version_of_checkout()


def _version_of_checkout() -> str:
    """Return what the project's own file says: the product runs from its checkout, not as an installed package."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"]) if project.exists() else "unknown"
