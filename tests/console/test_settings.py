"""The command line is a contract: what each word becomes, and what is refused with a usage line."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.settings import (
    Bench,
    Command,
    Console,
    Demo,
    ExportLog,
    ExportTickets,
    Import,
    Operators,
    OwnWall,
    Rules,
    SelfTest,
    Settings,
    parse,
)
from console.video.choices import Choices

NO_FILE = Path("nowhere") / "settings.toml"
LOG = "export log --day 2024-05-06 --format csv --out log.csv"
TICKETS = "export tickets --format csv --out t.csv"


def _parse(line: str, environment: dict[str, str] | None = None, file: Path = NO_FILE) -> Command:
    return parse(line.split(), environment or {}, file)


def _tickets(line: str) -> ExportTickets:
    command = _parse(f"{TICKETS} {line}")
    assert isinstance(command, ExportTickets)
    return command


@pytest.mark.parametrize("line", ["", "console", "--no-window", "--db city.db"])
def test_that_without_a_word_the_console_opens(line: str) -> None:
    assert isinstance(_parse(line), Console)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("wall --screen 2", OwnWall), ("demo", Demo), ("import grids g.geojson", Import), (LOG, ExportLog), (TICKETS, ExportTickets),
     ("operator add 王敏 --roles checker", Operators), ("rules show", Rules), ("self-test", SelfTest),
     ("bench all --json", Bench)],
)  # fmt: skip
def test_that_each_word_is_its_command(line: str, kind: type) -> None:
    assert isinstance(_parse(line), kind)


def test_that_a_wall_is_told_its_screen_its_layout_and_how_far_it_is_seen() -> None:
    told = _parse("wall --screen 2 --layout 12 --name 大屏 --band below --distance 7.5 --pitch 0.63 --keep-up")
    assert isinstance(told, OwnWall)
    assert (told.screen, told.layout, told.name, told.band) == (2, "12", "大屏", "below")
    assert (told.distance_m, told.pitch_mm, told.keep_up) == (7.5, 0.63, True)


def test_that_how_far_a_wall_is_seen_can_stand_in_the_settings() -> None:
    told = _parse("wall --screen 1", {"GRIDDESK_DISTANCE": "6", "GRIDDESK_PITCH": "0.5"})
    assert isinstance(told, OwnWall)
    assert (told.distance_m, told.pitch_mm) == (6.0, 0.5)


@pytest.mark.parametrize(
    "line",
    ["wall", "wall --screen 0", "wall --screen x", "wall --screen 1 --distance -2", "wall --screen 1 --band left"],
)
def test_that_a_wall_without_a_possible_screen_or_size_is_refused(line: str) -> None:
    with pytest.raises(SystemExit) as refused:
        _parse(line)
    assert refused.value.code == 2


def test_that_a_hall_is_as_large_as_it_is_said_to_be() -> None:
    told = _parse("bench hall --desks 8 --rate 2.5 --seconds 3 --outages")
    assert isinstance(told, Bench)
    assert (told.desks, told.rate, told.seconds, told.outages) == (8, 2.5, 3.0, True)


@pytest.mark.parametrize(
    "line", ["--desks 0", "--desks 1.5", "--rate 0", "--rate nan", "--seconds -1", "--seconds inf"]
)
def test_that_a_hall_without_desks_or_time_is_refused(line: str) -> None:
    with pytest.raises(SystemExit):
        _parse(f"bench hall {line}")


def test_that_what_nobody_says_has_a_default() -> None:
    settings = _parse("").settings
    assert (settings.db, settings.centre, settings.lang, settings.theme) == (None, None, "zh_CN", "night")


def test_that_the_arguments_come_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('db = "file"\ncentre = "file"\ntheme = "day"\n', "utf-8")

    settings = _parse("--db line", {"GRIDDESK_DB": "environment", "GRIDDESK_CENTRE": "environment"}, file).settings

    assert (settings.db, settings.centre, settings.theme) == ("line", "environment", "day")


def test_that_a_machine_says_in_its_settings_how_it_decodes(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('rtsp = "udp"\ndecoder = "hardware"\ndecode_budget = "400"\n', "utf-8")

    assert _parse("", {}, file).settings.video == Choices(transport="udp", decoder="hardware", budget_mps=400.0)


def test_that_a_machine_says_how_much_it_remembers_of_its_cameras_and_where_evidence_is_kept(tmp_path: Path) -> None:
    told = {"GRIDDESK_CLIP_MEMORY": "256", "GRIDDESK_EVIDENCE": str(tmp_path)}
    settings = _parse("", told).settings
    assert (settings.video.clip_mb, settings.evidence) == (256.0, tmp_path)


@pytest.mark.parametrize("said", ["much", "-1", "nan"])
def test_that_a_memory_that_is_no_number_is_told(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _parse("", {"GRIDDESK_CLIP_MEMORY": said})
    assert "clip_memory" in capsys.readouterr().err


def test_that_nobody_who_says_nothing_decodes_by_hardware() -> None:
    assert _parse("").settings.video == Choices(transport="tcp", decoder="software", budget_mps=0.0)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("RTSP", "pigeon", "there is no transport"),
        ("DECODER", "../gpu", "is neither software, hardware"),
        ("DECODE_BUDGET", "plenty", "is no number"),
        ("DECODE_BUDGET", "-3", "is no number"),
        ("DECODE_BUDGET", "nan", "is no number"),
    ],
)
def test_that_a_way_to_decode_that_cannot_be_is_told(
    name: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _parse("", {f"GRIDDESK_{name}": value})
    assert told in capsys.readouterr().err


def test_that_a_demo_has_a_size_and_a_seed() -> None:
    command = _parse("demo --size city --seed 7 --no-window")
    assert isinstance(command, Demo)
    assert (command.size, command.seed, command.no_window) == ("city", 7, True)


def test_that_an_import_knows_what_from_where_by_which_map() -> None:
    command = _parse("import tickets cases.csv --map la.toml --db city.db")
    assert isinstance(command, Import)
    assert (command.what, command.file, command.map, command.settings.db) == (
        "tickets", Path("cases.csv"), Path("la.toml"), "city.db",
    )  # fmt: skip


def test_that_rules_are_shown_by_name_and_set_from_files() -> None:
    show, give = _parse("rules show gate.toml --out g.toml"), _parse("rules set a/gate.toml ladder.toml")

    assert isinstance(show, Rules)
    assert isinstance(give, Rules)
    assert (show.what, show.file, show.out, show.files) == ("show", "gate.toml", Path("g.toml"), ())
    assert (give.what, give.files) == ("set", (Path("a/gate.toml"), Path("ladder.toml")))


def test_that_a_log_has_a_day_in_a_zone_from_an_hour() -> None:
    command = _parse(f"{LOG} --zone America/Los_Angeles --starts 08:00")
    assert isinstance(command, ExportLog)
    assert (command.day, command.settings.zone, command.starts) == (
        date(2024, 5, 6), ZoneInfo("America/Los_Angeles"), time(8),
    )  # fmt: skip


def test_that_states_may_be_listed_or_repeated() -> None:
    assert _tickets("--state filed,closed --state void").states == ("filed", "closed", "void")


def test_that_a_date_alone_includes_its_whole_day() -> None:
    command = _tickets("--since 2024-05-06 --until 2024-05-06 --zone Asia/Shanghai")
    assert command.since == datetime(2024, 5, 5, 16, tzinfo=UTC)
    assert command.until == datetime(2024, 5, 6, 16, tzinfo=UTC)


def test_that_a_time_with_an_offset_keeps_it() -> None:
    assert _tickets("--since 2024-05-06T08:00+02:00").since == datetime(2024, 5, 6, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("fly", "invalid choice"),
        ("import trees t.csv", "invalid choice"),
        ("import grids", "required"),
        ("export log --format csv --out x", "--day"),
        (LOG.replace("2024-05-06", "2024-13-06"), "is no day like"),
        (f"{LOG} --zone Asia/Atlantis", "there is no time zone"),
        (f"{LOG} --zone ../../etc/passwd", "there is no time zone"),
        (f"{LOG} --starts 25:00", "is no time of day"),
        (f"{TICKETS} --since yesterday", "is no date like"),
        (f"{TICKETS} --format xlsx", "invalid choice"),
        ("--lang tlh", "invalid choice"),
        ("demo --size huge", "invalid choice"),
    ],
)
def test_that_what_cannot_be_understood_is_told_with_exit_code_2(
    line: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        _parse(line)
    assert left.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"), [("db = 3", "not db"), ("colour = 'red'", "not colour"), ("db =", "cannot be read"), ("lang = 'x'", "no language")]
)  # fmt: skip
def test_that_a_settings_file_that_cannot_be_used_is_told(
    tmp_path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SystemExit):
        _parse("", file=file)
    assert told in capsys.readouterr().err


def test_that_a_bench_does_not_leave_a_server_out_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _parse("bench store --only pages --db postgresql://h/city")
    assert "leave --db out" in capsys.readouterr().err


def test_that_an_operator_without_a_name_is_the_user_of_the_machine() -> None:
    settings: Settings = _parse("", {}).settings
    assert settings.operator


@pytest.mark.parametrize("command", ["console", "demo"])
def test_that_base_maps_are_named_as_often_as_there_are(command: str) -> None:
    told = _parse(f"{command} --base-map a.mbtiles --base-map b.pmtiles;crs=GCJ-02")
    assert told.settings.base_maps == ("a.mbtiles", "b.pmtiles;crs=GCJ-02")


def test_that_a_base_map_can_stand_in_the_settings_and_gives_way_to_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('base_map = "maps.toml"\n', "utf-8")
    assert _parse("", file=file).settings.base_maps == ("maps.toml",)
    assert _parse("", {"GRIDDESK_BASE_MAP": "http://tiles.hall/wmts"}, file).settings.base_maps == (
        "http://tiles.hall/wmts",
    )
    assert _parse("--base-map a.mbtiles", file=file).settings.base_maps == ("a.mbtiles",)


def test_that_the_version_is_told_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    with pytest.raises(SystemExit) as ended:
        _parse("--version")
    assert ended.value.code in (None, 0)
    assert capsys.readouterr().out.strip() == tomllib.loads(project.read_text("utf-8"))["project"]["version"]


def test_that_a_start_does_not_look_for_the_version_nor_bring_in_what_finds_it() -> None:
    unwanted = {"importlib.metadata", "email"}
    asked = (
        "import sys; from pathlib import Path; from console.settings import parse; parse([], {}, Path('none'));"
        f"print(sorted({unwanted} & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
