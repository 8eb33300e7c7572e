"""A day's log as a sheet: what is counted, and in whose hours."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from console import rulebook
from console.domain.records import Step
from console.domain.shift import SYSTEM_NAME, Role
from console.domain.ticket import Caller, Source, State
from console.journal import Kind
from console.ladder import Why
from console.reports.daily_log import LINE_COLUMNS, TICKET_COLUMNS, hours_of
from console.reports.labels import of_city, shipped
from tests.builders import GRID, NOON, an_entry
from tests.console.reports.day_lines import a_day, a_line, a_log, minutes
from tests.fake_rows import log_line


def test_that_the_five_figures_count_their_lines() -> None:
    kinds = [Kind.TAKEN_IN, Kind.TAKEN_IN, Kind.FILED, Kind.DISPATCHED, Kind.CLOSED, Kind.SIGNED]
    log = a_log(*(a_line(kind) for kind in kinds))
    assert log.totals == {"taken_in": 2, "filed": 1, "dispatched": 1, "closed": 1, "overdue": 0}


def test_that_what_has_no_figure_is_still_counted_by_kind() -> None:
    assert a_log(a_line(Kind.VOIDED), a_line(Kind.VOIDED)).kinds == {"voided": 2}


@pytest.mark.parametrize(
    ("ended_at", "overdue"), [(None, 1), (NOON + minutes(20), 1), (NOON + minutes(10), 0), (NOON + minutes(5), 0)]
)
def test_that_a_stage_is_overdue_when_it_had_not_ended_by_then(ended_at: datetime | None, overdue: int) -> None:
    due = a_line(due_at=NOON + minutes(10), ended_at=ended_at)
    assert a_log(due=(due,)).totals["overdue"] == overdue


def test_that_the_groups_add_up_to_the_totals() -> None:
    lines = [
        a_line(category="0101", source=Source.VIDEO),
        a_line(category="0102", grid=None),
        a_line(Kind.CLOSED, category="0101"),
    ]
    log = a_log(*lines, due=(a_line(due_at=NOON),))
    for totals in log.groups.values():
        assert {figure: sum(one.counts[figure] for one in totals) for figure in log.totals} == log.totals


@pytest.mark.parametrize(("day", "hours"), [((2024, 3, 10), 23), ((2024, 3, 11), 24), ((2024, 11, 3), 25)])
def test_that_a_day_has_as_many_hours_as_its_zone_gives_it(day: tuple[int, int, int], hours: int) -> None:
    assert len(set(hours_of(a_day(*day)).values())) == hours


def test_that_the_repeated_hour_counts_apart_from_the_first() -> None:
    lines = [a_line(at=datetime(2024, 11, 3, hour, 30, tzinfo=UTC)) for hour in (8, 9)]
    counts = {one.key: one.counts["taken_in"] for one in a_log(*lines, day=a_day(2024, 11, 3)).groups["hour"]}
    assert (counts["01:00"], counts["01:00+"]) == (1, 1)


def test_that_the_caller_never_stands_in_the_log() -> None:
    log = a_log(a_line(caller=Caller("张三", "13912345678")))
    told = str([list(log.line_rows()), list(log.ticket_rows())])
    assert "张三" not in told
    assert "13912345678" not in told


def test_that_a_ticket_stands_once_among_the_tickets_of_the_day_with_its_times() -> None:
    first = a_line(Kind.TAKEN_IN, id=900, number="T900", state=State.CLOSED)
    last = a_line(Kind.CLOSED, NOON + minutes(60), id=900, number="T900", state=State.CLOSED)
    rows = list(a_log(first, last).ticket_rows())
    assert [(row[0], row[1]) for row in rows] == [("T900", "Closed")]
    assert rows[0][-4:] == (NOON, None, None, NOON + minutes(60))


def test_that_an_export_stands_in_the_log_but_is_no_ticket() -> None:
    exported = log_line(an_entry(detail={"what": "log xlsx"}), None, None)
    log = a_log(exported)
    row = next(log.line_rows())
    assert row[[column.name for column in LINE_COLUMNS].index("title")] == "log xlsx"
    assert list(log.ticket_rows()) == []


def test_that_every_row_has_a_cell_for_every_column() -> None:
    log = a_log(a_line(grid=GRID))
    assert [len(row) for row in log.line_rows()] == [len(LINE_COLUMNS)]
    assert [len(row) for row in log.ticket_rows()] == [len(TICKET_COLUMNS)]


def test_that_the_two_languages_have_the_same_words() -> None:
    table = tomllib.loads(files("console.reports").joinpath("labels.toml").read_text("utf-8"))
    chinese, english = ({(part, name) for part, names in table[lang].items() for name in names} for lang in table)
    assert chinese == english


@pytest.mark.parametrize(
    "names",
    [
        {f"kind.{kind.value}" for kind in Kind},
        {f"state.{state.value}" for state in State},
        {f"source.{source.value}" for source in Source},
        {f"role.{role.value}" for role in Role},
        {f"step.{step.name.lower()}" for step in Step},
        {f"why.{why.value}" for why in Why},
        {f"column.{column.name}" for column in (*LINE_COLUMNS, *TICKET_COLUMNS)},
    ],
)
def test_that_nothing_in_a_log_is_without_a_word(names: set[str]) -> None:
    assert names <= set(shipped("zh_CN"))


def cells(lang: str, said: dict[str, str], kind: Kind = Kind.SUPERVISED, by: str = SYSTEM_NAME) -> dict[str, object]:
    """Return the row of a line, one that the ladder wrote by itself, by column."""
    line = log_line(an_entry(kind=kind, by=by, detail=said), None, None)
    return dict(zip((column.name for column in LINE_COLUMNS), next(a_log(line, lang=lang).line_rows()), strict=True))


LADDER = {"step": "yellow", "responsible": "dispatcher", "because": "overdue"}


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh_CN", ["系统", "黄牌", "派遣员", "超期"]), ("en", ["system", "Yellow card", "dispatcher", "overdue"])],
)
def test_that_a_step_of_the_ladder_is_told_in_words_with_who_answers_for_it(lang: str, told: list[str]) -> None:
    row = cells(lang, LADDER)
    assert [row[name] for name in ("by", "step", "responsible", "reason")] == told


def test_that_who_answers_by_name_stands_by_name() -> None:
    assert cells("zh_CN", {"step": "red", "responsible": "赵六"})["responsible"] == "赵六"


def test_that_what_an_operator_wrote_comes_before_the_ladder_s_reason() -> None:
    assert cells("en", {**LADDER, "result": "on the way"})["reason"] == "on the way"


def test_that_roles_bear_the_names_that_the_city_gave_them() -> None:
    rules = rulebook.parse({"lifecycle.toml": '[roles.dispatcher]\nnames = { zh = "调度", en = "controller" }\n'}, 1)
    assert of_city("zh_CN", rules)["role.dispatcher"] == "调度"


@pytest.mark.parametrize(
    ("kind", "said", "about", "reason"),
    [
        (Kind.OPERATOR_ADDED, {"whom": "王敏", "roles": "checker,dispatcher"}, "王敏", "核查员, 派遣员"),
        (Kind.ROLES_CHANGED, {"whom": "王敏", "roles": "checker", "before": "dispatcher"}, "王敏", "派遣员 → 核查员"),
        (Kind.OPERATOR_REMOVED, {"whom": "王敏"}, "王敏", ""),
        (Kind.PASSWORD_SET, {"whom": "王敏"}, "王敏", ""),
        (Kind.RULES_SET, {"what": "gate.toml", "before": "2", "version": "3"}, "gate.toml", "2 → 3"),
        (Kind.CAMPAIGN_BEGAN, {"campaign": "清明防火", "grids": "3"}, "清明防火", ""),
        (Kind.LAYOUT_SAVED, {"what": "早高峰", "number": "12", "scope": "hall"}, "早高峰", ""),
        (Kind.LAYOUT_REMOVED, {"number": "3", "scope": "me"}, "3", ""),
        (Kind.CAMERA_MOVED, {"camera": "A"}, "A", ""),
        (Kind.CAMERA_PLAYED_BACK, {"camera": "A", "begins_at": "2024-05-06T11:58:00+00:00"}, "A", ""),
        (Kind.ALARMS_ACKNOWLEDGED, {"number": "A-1, A-2", "alarms": "1 2", "count": "2"}, "A-1, A-2", ""),
        (Kind.WALL_SHOWN, {"wall": "大屏", "layout": "1", "cameras": "[null]"}, "大屏", ""),
    ],
)
def test_that_what_concerns_no_ticket_says_what_it_is_about(
    kind: Kind, said: dict[str, str], about: str, reason: str
) -> None:
    row = cells("zh_CN", said, kind, "周凯")
    assert (row["title"], row["reason"], row["by"]) == (about, reason, "周凯")
