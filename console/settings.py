"""What a start of the program was asked to do: the command line, read over the environment and the settings file.

The command line is a contract that scripts rely on. Three places are asked, the nearest first: the arguments, the
environment (``GRIDDESK_DB``, ``GRIDDESK_CENTRE``, ``GRIDDESK_OPERATOR``, ``GRIDDESK_LANG``, ``GRIDDESK_THEME``,
``GRIDDESK_ZONE``, ``GRIDDESK_RTSP``, ``GRIDDESK_DECODER``, ``GRIDDESK_DECODE_BUDGET``, ``GRIDDESK_CLIP_MEMORY``, ``GRIDDESK_EVIDENCE``,
``GRIDDESK_DISTANCE``, ``GRIDDESK_PITCH``, ``GRIDDESK_BASE_MAP``), and ``settings.toml`` in the user's configuration folder, with the same names in small letters.
"""

from __future__ import annotations

import argparse
import getpass
import os
import socket
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from platformdirs import user_config_path, user_data_path

from console import command_words
from console.command_words import LANGUAGES, THEMES, YEARS, plain
from console.video.choices import AS_SHIPPED, Choices, choices_of

NAMES = (
    "db", "report_db", "centre", "operator", "lang", "theme", "zone", "rtsp", "decoder", "decode_budget", "clip_memory",
    "evidence", "distance", "pitch", "base_map",
)  # fmt: skip
DEFAULTS = {"lang": "zh_CN", "theme": "night", "zone": "Asia/Shanghai"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every command shares; ``db``, ``centre`` and ``report_db`` are None where nobody named one.

    ``report_db`` is where a standby of the server lies that answers reports; ``video`` is how this machine decodes.
    ``evidence`` is where pictures and clips of cameras are kept, in a hall on a share; None is the user's own folder.
    ``base_maps`` are those of the map, as ``gateways.basemap_list`` reads them.
    """

    db: str | None
    centre: str | None
    operator: str
    lang: str
    theme: str
    zone: ZoneInfo
    report_db: str | None = None
    video: Choices = AS_SHIPPED
    evidence: Path | None = None
    base_maps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    settings: Settings
    no_window: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWall:
    """Show a wall, and no desk, over the screen of a number from 1; ``keep_up``: again whenever it dies.

    ``layout`` is a saved one by number or name, a bare one, or "", what hung last; ``alarms`` are the tiles kept for them,
    ``distance_m`` is how far its farthest reader sits, ``pitch_mm`` how wide a pixel is, None for what the screen says.
    """

    settings: Settings
    screen: int
    layout: str = ""
    name: str = ""
    alarms: str = "none"
    band: str = "above"
    distance_m: float | None = None
    pitch_mm: float | None = None
    keep_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """Make the demo city and open the console on it; ``clips`` is a folder of MP4 files its cameras play instead."""

    settings: Settings
    size: str = "small"
    seed: int = 1
    no_window: bool = False
    clips: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Take in grids, cameras, crew, departments, sites, sensors, cells or tickets; the last three words are of areas."""

    settings: Settings
    what: str
    file: Path
    map: Path | None = None
    datum: str = "wgs84"
    encoding: str = ""
    layer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Look the grids over; ``out`` is where everything that was found is written, as GeoJSON."""

    settings: Settings
    out: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file that leaves the house; ``reason`` stands in the journal."""

    settings: Settings
    format: str
    out: Path
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLog(Export):
    """A day's log, from ``starts`` on in the settings' zone; ``archive`` is the folder of moved months, read as well."""

    day: date
    starts: time = time(0, 0)
    archive: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTickets(Export):
    """Tickets reported at or after ``since`` and before ``until``; states by their codes, none for all."""

    states: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAnswers(Export):
    """The answers to outside sources that wait for somebody who carries them there; made at ``since`` or later.

    ``mark_taken``: once the file is written, they wait no more.
    """

    since: datetime | None = None
    mark_taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportKpi(Export):
    """The indicators of the days from ``first`` to ``last`` in the settings' zone; ``by`` names what a row is."""

    first: date
    last: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportGrids(Export):
    """The regions of a centre with their boundaries, as ``import grids`` takes them in; or, as PDF, sheets of grids."""

    grids: tuple[str, ...] = ()
    fonts: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """Say who may sit at a desk: ``what`` is add, passwd, list or remove; ``roles`` are codes with commas between."""

    settings: Settings
    what: str
    name: str = ""
    roles: str = ""
    must_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The city's rules: ``what`` is show, check or set.

    ``file`` names the one to show, "" for none, and ``out`` is where it is written; ``files`` are checked or set.
    """

    settings: Settings
    what: str
    file: str = ""
    out: Path | None = None
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Look after a city's PostgreSQL: ``what`` is create, upgrade, check, grant, revoke, verify, archive or demo.

    What ended before the month of the day ``before`` is moved into the folder ``archive``, which verify reads as well.
    ``name``, ``roles``, ``generate`` and ``new_password`` are of grant, ``desks`` of check, ``size`` and ``seed`` of demo.
    """

    settings: Settings
    what: str
    name: str = ""
    roles: str = ""
    generate: bool = False
    new_password: bool = False
    desks: int = 0
    size: str = "small"
    seed: int = 1
    before: date | None = None
    archive: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Measure one thing by name, or all; ``json`` gives figures to machines instead of lines to people.

    ``rows`` are how many tickets the store is measured with, and ``only`` what of it, "" for all. The others are the
    hall's: how many desks, how many orders a second together, for how long, and whether things break; a wall's ``tiles``.
    """

    settings: Settings
    name: str
    json: bool = False
    rows: int = 3_500_000
    only: str = ""
    desks: int = 200
    rate: float = 50.0
    seconds: float = 60.0
    outages: bool = False
    tiles: int = 16


Command = Console | OwnWall | Demo | Import | Check | Export | Operators | Rules | Database | SelfTest | Bench


def parse(argv: Sequence[str], environment: Mapping[str, str] | None = None, file: Path | None = None) -> Command:
    """Read the arguments after the program's name; without a subcommand, the console.

    Args:
        argv: the arguments.
        environment: the process's own where None.
        file: the settings file; the user's own where None.

    Raises:
        SystemExit: 2 with a usage line on stderr for what cannot be understood, 0 for ``--help`` and ``--version``.
    """
    parser = command_words.parser()
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "console")
    told = parser.parse_args(words)
    settings = _settings(parser, told, os.environ if environment is None else environment, file)
    match told.command:
        case "wall":
            return OwnWall(settings=settings, **{name: getattr(told, name) for name in command_words.OF_WALL})
        case "demo":
            return Demo(settings=settings, **{name: getattr(told, name) for name in command_words.OF_DEMO})
        case "import":
            return Import(settings=settings, **{name: getattr(told, name) for name in command_words.OF_IMPORT})
        case "check":
            return Check(settings=settings, out=told.out)
        case "export":
            return _export(parser, told, settings)
        case "operator":
            return Operators(settings=settings, **{name: getattr(told, name) for name in command_words.OF_OPERATORS})
        case "rules":
            return Rules(settings=settings, what=told.what, file=told.file, out=told.out, files=tuple(told.files))
        case "db":
            return Database(settings=settings, **{name: getattr(told, name) for name in command_words.OF_DATABASE})
        case "self-test":
            return SelfTest(settings=settings)
        case "bench":
            command_words.check_bench(parser, told)
            return Bench(settings=settings, **{name: getattr(told, name) for name in command_words.OF_BENCH})
        case _:
            return Console(settings=settings, no_window=told.no_window)


def _export(parser: argparse.ArgumentParser, told: argparse.Namespace, settings: Settings) -> Export:
    about: dict[str, Any] = {"settings": settings, "format": told.format, "out": told.out, "reason": told.reason}
    match told.what:
        case "log":
            return ExportLog(day=told.day, starts=told.starts, archive=told.archive, **about)
        case "answers":
            since = _moment(parser, "--since", told.since, settings.zone, end=False)
            return ExportAnswers(since=since, mark_taken=told.mark_taken, **about)
        case "grids":
            return ExportGrids(grids=tuple(told.grid), **about)
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


def _settings(
    parser: argparse.ArgumentParser, told: argparse.Namespace, environment: Mapping[str, str], file: Path | None
) -> Settings:
    kept = _kept(parser, file or user_config_path("GridDesk", appauthor=False) / "settings.toml")
    found: dict[str, str] = {}
    if told.command == "wall":
        command_words.read_sizes(parser, told, environment, kept)
    named = getattr(told, "base_map", None) or [environment.get("GRIDDESK_BASE_MAP") or kept.get("base_map") or ""]
    told.base_map = None
    for name in NAMES:
        value = getattr(told, name, None) or environment.get(f"GRIDDESK_{name.upper()}") or kept.get(name)
        if value:
            found[name] = value
    lang, theme = found.get("lang", DEFAULTS["lang"]), found.get("theme", DEFAULTS["theme"])
    if lang not in LANGUAGES:
        parser.error(f"there is no language {lang!r}; there are {' and '.join(LANGUAGES)}")
    if theme not in THEMES:
        parser.error(f"there is no theme {theme!r}; there are {' and '.join(THEMES)}")
    try:
        video = choices_of(*(found.get(name, "") for name in ("rtsp", "decoder", "decode_budget", "clip_memory")))
    except ValueError as wrong:
        parser.error(str(wrong))
    return Settings(
        db=found.get("db"),
        report_db=found.get("report_db"),
        centre=found.get("centre"),
        operator=plain(found.get("operator", "")) or user_name(),
        lang=lang,
        theme=theme,
        zone=_zone(parser, found.get("zone", DEFAULTS["zone"])),
        video=video,
        evidence=Path(found["evidence"]) if "evidence" in found else None,
        base_maps=tuple(filter(None, named)),
    )


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


def user_name() -> str:
    """Return what the system calls whoever started the program; some systems, as containers, do not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "operator"


def desk_name() -> str:
    """Return what tells this desk from another on the same database: the machine and the process."""
    return f"{socket.gethostname()}-{os.getpid()}"


def data_folder() -> Path:
    """Return the user's data folder of the product."""
    return user_data_path("GridDesk", appauthor=False)
