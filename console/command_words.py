"""The words of the command line: what may be said, and how the shell is told about it."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from math import inf, nan
from pathlib import Path
from types import MappingProxyType
from typing import Any

LANGUAGES = ("zh_CN", "en")
THEMES = ("night", "day")
YEARS = (1900, 9000)
"""Days that a command is asked about: a zone's offset must not lead out of the calendar, nor a workbook before 1900."""
KPI_BY = ("region", "department", "category", "source", "crew")
COMMANDS = ("console", "wall", "demo", "import", "check", "export", "operator", "rules", "db", "self-test", "bench")


OF_DATABASE: Mapping[str, Any] = MappingProxyType(
    {
        "what": "", "name": "", "roles": "", "generate": False, "new_password": False, "desks": 0, "size": "small", "seed": 1,
        "before": None, "archive": None, "dry_run": False,
    }
)  # fmt: skip
"""What may be said after "db", and what it is where a command has no such word."""

OF_DEMO = ("size", "seed", "no_window", "clips")
OF_IMPORT = ("what", "file", "map", "datum", "encoding", "layer")
OF_OPERATORS = ("what", "name", "roles", "must_change")
OF_BENCH = ("name", "json", "rows", "only", "desks", "rate", "seconds", "outages", "tiles")
OF_WALL = ("screen", "layout", "name", "alarms", "band", "distance_m", "pitch_mm", "keep_up")
BANDS = ("above", "below", "none")
RESERVES = ("none", "one", "row", "column")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--db", metavar="URL", help="sqlite:///FILE, a plain path, or postgresql://…")
    standby = "a standby of the server, which answers reports while it keeps up"
    shared.add_argument("--report-db", metavar="URL", help=standby)
    shared.add_argument("--centre", metavar="CODE", help="the region whose centre this is; the top one otherwise")
    shared.add_argument("--operator", metavar="NAME", help="who sits here; stands in the journal")
    shared.add_argument("--lang", choices=LANGUAGES)
    screen = argparse.ArgumentParser(add_help=False, parents=[shared])
    screen.add_argument("--theme", choices=THEMES)
    screen.add_argument("--no-window", action="store_true", help="without a screen")
    maps = "MBTiles, PMTiles, a folder of tiles, a WMTS, or a TOML list of them; may be said more than once"
    screen.add_argument("--base-map", action="append", metavar="PLACE[;crs=…]", help=maps)

    made = argparse.ArgumentParser(prog="main.py", description="GridDesk: video wall, grid map and ticket queue.")
    made.add_argument("--version", action=_TellVersion, nargs=0, help="show the version and exit")
    commands = made.add_subparsers(dest="command", required=True, metavar="{" + ",".join(COMMANDS) + "}")
    commands.add_parser("console", parents=[screen], help="open the console (also without any word)")
    _add_wall_words(commands.add_parser("wall", parents=[shared], help="show a wall of its own over one screen"))
    demo = commands.add_parser("demo", parents=[screen], help="make the demo city and open the console on it")
    demo.add_argument("--size", choices=("small", "city"), default="small")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed makes the same city")
    demo.add_argument(
        "--clips", type=Path, metavar="FOLDER", help="MP4 clips that its cameras play instead of drawn ones"
    )

    taking = commands.add_parser("import", parents=[shared], help="take a city's own files in")
    taking.add_argument(
        "what", choices=("grids", "cameras", "crew", "departments", "sites", "sensors", "cells", "tickets")
    )
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--map", type=Path, metavar="MAP.toml", help="which column means what; needed for tickets")

    taking.add_argument(
        "--crs",
        dest="datum",
        choices=("wgs84", "gcj02", "bd09"),
        default="wgs84",
        help="of areas and places: how they are shifted",
    )
    taking.add_argument("--encoding", default="", metavar="NAME", help="of a Shapefile: how its words are written")
    taking.add_argument("--layer", default="", metavar="NAME", help="of grids and cells: the layer to read of several")

    looking = commands.add_parser("check", parents=[shared], help="look the grids over: gaps, overlaps, codes, parents")
    looking.add_argument("what", choices=("grids",))
    looking.add_argument("--out", type=Path, metavar="FILE", help="write everything that was found there, as GeoJSON")

    giving = commands.add_parser("export", help="write a day's log, a list of tickets or the indicators into a file")
    kinds = giving.add_subparsers(dest="what", required=True, metavar="{log,tickets,answers,kpi,grids}")
    out = argparse.ArgumentParser(add_help=False, parents=[shared])
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    out.add_argument("--zone", metavar="AREA/CITY", help="where a day begins and ends")
    out.add_argument("--reason", default="", help="why; stands in the journal")
    log = kinds.add_parser("log", parents=[out], help="a day's journal with its totals")
    log.add_argument("--day", type=_day, required=True, metavar="YYYY-MM-DD")
    log.add_argument(
        "--starts", type=_hour, default=time(0, 0), metavar="HH:MM", help="when the day's first shift begins"
    )
    log.add_argument(
        "--archive", type=Path, metavar="FOLDER", help="where months lie that were moved out, to be read too"
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
    answers.add_argument("--since", metavar="DATE[TIME]", help="made at this time or later")
    answers.add_argument(
        "--mark-taken", action="store_true", help="once the file is written: they are carried to their sources now"
    )
    answers.add_argument("--format", choices=("json", "csv"), required=True)

    grids = kinds.add_parser("grids", parents=[out], help="the regions with their boundaries, to be imported elsewhere")
    grids.add_argument("--format", choices=("geojson", "pdf"), default="geojson", help="PDF: a sheet to print for each")
    grids.add_argument("--grid", nargs="+", default=[], metavar="CODE", help="of a PDF: the grids, without it all")

    kpi = kinds.add_parser("kpi", parents=[out], help="the indicators of a period, with formulas and both counts")
    kpi.add_argument("--from", dest="first", type=_day, required=True, metavar="YYYY-MM-DD", help="the first day")
    kpi.add_argument("--to", dest="last", type=_day, required=True, metavar="YYYY-MM-DD", help="the last day, included")
    kpi.add_argument("--by", choices=KPI_BY, required=True, help="what a row is")
    kpi.add_argument("--format", choices=("json", "csv", "xlsx"), required=True)

    _add_rule_words(commands.add_parser("rules", help="show, check or set the rules that this city runs by"), shared)
    _add_operator_words(
        commands.add_parser("operator", help="say who may sit at a desk, and by which password"), shared
    )
    _add_database_words(commands.add_parser("db", help="look after a city's PostgreSQL server"), shared)
    commands.add_parser("self-test", parents=[shared], help="go through the main job once, without a screen")
    bench = commands.add_parser("bench", parents=[shared], help="measure one thing, or all")
    bench.add_argument("name", metavar="NAME|all")
    bench.add_argument("--json", action="store_true", help="figures for machines")
    rows = "how many tickets the store is measured with; 35000000 are ten years of a city"
    bench.add_argument("--rows", type=_at_least_one, default=3_500_000, metavar="N", help=rows)
    only = "queue pages and counts on a server alone, of --rows tickets beside a year's: without texts to be searched"
    bench.add_argument("--only", choices=("pages",), default="", help=only)
    hall = bench.add_argument_group(
        "hall", "desks without windows on one database, by default on a server started here"
    )
    hall.add_argument("--desks", type=_at_least_one, default=200, metavar="N")
    hall.add_argument("--rate", type=_above_nothing, default=50.0, metavar="N", help="orders a second of all desks")
    hall.add_argument("--seconds", type=_above_nothing, default=60.0, metavar="N", help="how long they work")
    hall.add_argument(
        "--outages", action="store_true", help="cut half of them off, in silence or with a reset, and kill the server"
    )
    wall = bench.add_argument_group("soak and tour", "a wall of --tiles that runs for --seconds")
    wall.add_argument("--tiles", type=int, choices=(4, 9, 16, 25), default=16)
    return made


def _add_wall_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--screen", type=_at_least_one, required=True, metavar="N", help="which screen, from 1")
    layout = "a saved layout by number or name, or a bare one as 3x3; without it, what hung last"
    parser.add_argument("--layout", type=plain, default="", metavar="NAME|NUMBER", help=layout)
    parser.add_argument("--name", type=plain, default="", metavar="WALL", help="what the wall is called at the centre")
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--zone", metavar="AREA/CITY", help="of the clocks")
    kept = "which tiles an alarm may fill with its nearest cameras: the last, the lowest row or the right column"
    parser.add_argument("--alarms", choices=RESERVES, default="none", help=kept)
    parser.add_argument("--band", choices=BANDS, default="above", help="where clock, counts and the last P1 stand")
    far = "how far away the farthest reader sits, in metres: letters are as large as that asks for"
    parser.add_argument("--distance", dest="distance_m", type=_above_nothing, metavar="M", help=far)
    pitch = "how wide a pixel is, in millimetres, where the screen tells it wrongly, as walls do"
    parser.add_argument("--pitch", dest="pitch_mm", type=_above_nothing, metavar="MM", help=pitch)
    parser.add_argument("--keep-up", action="store_true", help="start it again whenever it dies")


def read_sizes(
    parser: argparse.ArgumentParser, told: argparse.Namespace, environment: Mapping[str, str], kept: Mapping[str, str]
) -> None:
    """Take the distance and the pitch that were not said from the environment or the settings file."""
    for name, place in (("distance", "distance_m"), ("pitch", "pitch_mm")):
        text = environment.get(f"GRIDDESK_{name.upper()}") or kept.get(name)
        if getattr(told, place) is None and text:
            try:
                setattr(told, place, _above_nothing(text))
            except argparse.ArgumentTypeError as wrong:
                parser.error(f"{name}: {wrong}")


def check_bench(parser: argparse.ArgumentParser, told: argparse.Namespace) -> None:
    """Refuse what would be left out of a bench without a word."""
    if told.only and told.db:
        parser.error(f"--only {told.only}: is measured on a server of its own, so leave --db out")


def _add_operator_words(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    parser.set_defaults(name="", roles="", must_change=False)
    kinds = parser.add_subparsers(dest="what", required=True, metavar="{add,passwd,list,remove}")
    kinds.add_parser("list", parents=[shared], help="all operators with their centres and roles")
    named = argparse.ArgumentParser(add_help=False, parents=[shared])
    named.add_argument("name", type=plain, metavar="NAME")
    kinds.add_parser("remove", parents=[named], help="take the seat at --centre away, or all")
    asking = argparse.ArgumentParser(add_help=False, parents=[named])
    asking.add_argument("--must-change", action="store_true", help="ask for another password at the next sign-in")
    kinds.add_parser("passwd", parents=[asking], help="give another password, asked for here or read from stdin")
    add = kinds.add_parser("add", parents=[asking], help="give a seat at --centre, or other roles there")
    add.add_argument("--roles", required=True, metavar="ROLE[,ROLE…]", help="as call_taker,dispatcher")


def _add_rule_words(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    parser.set_defaults(file="", out=None, files=[])
    kinds = parser.add_subparsers(dest="what", required=True, metavar="{show,check,set}")
    show = kinds.add_parser("show", parents=[shared], help="which rules hold, or the text of one file of them")
    show.add_argument("file", nargs="?", default="", metavar="NAME.toml")
    show.add_argument("--out", type=Path, metavar="FILE", help="write the text there, to be changed")
    check = kinds.add_parser("check", parents=[shared], help="tell whether files could be set; changes nothing")
    giving = kinds.add_parser("set", parents=[shared], help="put files in force, for every desk of this database")
    for each in (check, giving):
        each.add_argument("files", nargs="+", type=Path, metavar="FILE")


def _add_database_words(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    parser.set_defaults(**OF_DATABASE)
    kinds = parser.add_subparsers(
        dest="what", required=True, metavar="{create,upgrade,check,grant,revoke,verify,archive,demo}"
    )
    kinds.add_parser("create", parents=[shared], help="make the database with its tables and rights")
    kinds.add_parser("upgrade", parents=[shared], help="bring its tables and rights to this program's")
    check = kinds.add_parser("check", parents=[shared], help="tell what is unsafe, slow or missing")
    check.add_argument("--desks", type=int, default=50, metavar="N", help="how many desks it is to serve")
    grant = kinds.add_parser("grant", parents=[shared], help="let an operator sign in, with a seat at --centre")
    revoke = kinds.add_parser(
        "revoke", parents=[shared], help="take the seat at --centre away; without it, lock the operator out"
    )
    for each in (grant, revoke):
        each.add_argument("name", type=plain, metavar="NAME")
    may = grant.add_mutually_exclusive_group(required=True)
    may.add_argument("--roles", metavar="ROLE[,ROLE…]", help="as call_taker,dispatcher")
    looks = "it is a wall of its own: it reads what a wall shows, says that it is there, and can write nothing else"
    may.add_argument("--wall", dest="roles", action="store_const", const="wall", help=looks)
    password = grant.add_mutually_exclusive_group()
    password.add_argument("--generate", action="store_true", help="make up a password, and tell it this once")
    password.add_argument("--new-password", action="store_true", help="ask for another password than before")
    verify = kinds.add_parser(
        "verify", parents=[shared], help="follow every chain of the journal, and name what was changed"
    )
    verify.add_argument("--archive", type=Path, metavar="FOLDER", help="where months lie that were moved out")
    moving = kinds.add_parser("archive", parents=[shared], help="move what ended before a month out, into files")
    moving.add_argument(
        "--before", type=_month, required=True, metavar="YYYY-MM", help="this month and later ones stay"
    )
    moving.add_argument("--zone", metavar="AREA/CITY", help="where a month begins and ends")
    where = moving.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", dest="archive", type=Path, metavar="FOLDER", help="where the files are written")
    where.add_argument("--dry-run", action="store_true", help="tell what would be moved; changes nothing")
    demo = kinds.add_parser("demo", parents=[shared], help="run a server with the demo city here, until Ctrl+C")
    demo.add_argument("--size", choices=("small", "city"), default="small")
    demo.add_argument("--seed", type=int, default=1, metavar="N")


def plain(text: str) -> str:
    """Return a name as one line of letters that can be kept and shown; bytes of another encoding become marks."""
    return " ".join(text.replace("\0", "").encode("utf-8", "replace").decode("utf-8").split())


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def _above_nothing(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = nan
    if not 0 < number < inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day like 2026-01-31") from None
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise argparse.ArgumentTypeError(f"{text!r} lies outside the years {YEARS[0]} to {YEARS[1]}")
    return day


def _month(text: str) -> date:
    """Return the first day of a month."""
    try:
        day = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month of a calendar, in no zone yet
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no month like 2026-01") from None
    return _day(day.isoformat())


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time of day like 08:00") from None


class _TellVersion(argparse.Action):
    """Looks for the version only when it is asked for: what reads it brings a mail reader into each process."""

    def __call__(self, parser: argparse.ArgumentParser, *_said: object) -> None:
        sys.stdout.write(f"{_version()}\n")
        parser.exit()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("griddesk")
    except PackageNotFoundError:
        return _version_of_checkout()


def _version_of_checkout() -> str:
    """Return what the project's own file says: the product runs from its checkout, not as an installed package."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"]) if project.exists() else "unknown"
