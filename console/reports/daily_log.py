"""A day's journal as a sheet: its lines, its totals and its tickets, without a file.

Overdue counts the stages that fell due within the day and had not ended by then. No caller's name or number ever
stands in a log: the journal's lines do not carry them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType

from console.account_lines import ROLES_BETWEEN
from console.domain.health import Told
from console.domain.shift import Day
from console.journal import Entry, Kind
from console.ports import LogLine
from console.reports.labels import Labels, person, word

DAY_SHIFT = (time(8, 0), time(20, 0))
COUNTED: Mapping[Kind, str] = MappingProxyType(
    {Kind.TAKEN_IN: "taken_in", Kind.FILED: "filed", Kind.DISPATCHED: "dispatched", Kind.CLOSED: "closed"}
)
FIGURES = (*COUNTED.values(), "overdue")
GROUPINGS = ("category", "grid", "source", "hour")

Cell = str | int | float | datetime | None
"""What stands in a cell; times are aware, in the zone of the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the name of its label, its width in characters, and whether it holds times."""

    name: str
    width: int
    is_time: bool = False


LINE_COLUMNS = (
    Column(name="index", width=6),
    Column(name="at", width=19, is_time=True),
    Column(name="shift", width=6),
    Column(name="source", width=14),
    Column(name="category", width=18),
    Column(name="number", width=14),
    Column(name="priority", width=9),
    Column(name="title", width=34),
    Column(name="address", width=34),
    Column(name="grid", width=18),
    Column(name="kind", width=16),
    Column(name="step", width=10),
    Column(name="responsible", width=16),
    Column(name="reason", width=24),
    Column(name="holder", width=16),
    Column(name="due_at", width=19, is_time=True),
    Column(name="result", width=14),
    Column(name="by", width=12),
    Column(name="imported", width=6),
)
TICKET_COLUMNS = (
    Column(name="number", width=14),
    Column(name="state", width=14),
    Column(name="priority", width=9),
    Column(name="category", width=18),
    Column(name="title", width=34),
    Column(name="address", width=34),
    Column(name="grid", width=18),
    Column(name="source", width=14),
    Column(name="holder", width=16),
    *(Column(name=name, width=19, is_time=True) for name in COUNTED.values()),
)


@dataclass(frozen=True, slots=True)
class Total:
    """The five figures of one group."""

    key: str
    label: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyLog:
    """A day's log as a sheet. ``totals`` has the five figures; ``groups`` the same by category, grid, source, hour.

    ``health`` is how the streams did: on the whole ground first, then by region.
    """

    day: Day
    centre: str
    lines: tuple[LogLine, ...]
    totals: Mapping[str, int]
    kinds: Mapping[str, int]
    groups: Mapping[str, tuple[Total, ...]]
    labels: Labels
    health: tuple[Told, ...] = ()

    def line_rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of ``LINE_COLUMNS``, a row a line, oldest first."""
        for index, line in enumerate(self.lines, 1):
            yield self._line_row(index, line)

    def ticket_rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of ``TICKET_COLUMNS``, a row a ticket, in the order in which the day first heard of them."""
        tickets: dict[str, list[LogLine]] = {}
        for line in self.lines:
            if line.entry.ticket is not None:
                tickets.setdefault(line.number, []).append(line)
        for number, lines in tickets.items():
            last = lines[-1]
            moments = {COUNTED[one.entry.kind]: one.entry.at for one in lines if one.entry.kind in COUNTED}
            yield (
                number,
                word(self.labels, "state", last.state.value) if last.state else "",
                word(self.labels, "priority", str(last.priority)),
                word(self.labels, "category", last.category),
                last.title,
                last.address,
                last.grid,
                word(self.labels, "source", last.source),
                last.holder,
                *(self._local(moments.get(name)) for name in COUNTED.values()),
            )

    def _line_row(self, index: int, line: LogLine) -> tuple[Cell, ...]:
        entry, labels = line.entry, self.labels
        at = self._local(entry.at)
        return (
            index,
            at,
            word(labels, "shift", "day" if at and DAY_SHIFT[0] <= at.time() < DAY_SHIFT[1] else "night"),
            word(labels, "source", line.source) if line.source else "",
            word(labels, "category", line.category) if line.category else "",
            line.number,
            word(labels, "priority", str(line.priority)) if entry.ticket is not None else "",
            line.title or _about(entry),
            line.address,
            line.grid,
            word(labels, "kind", entry.kind.value),
            word(labels, "step", entry.detail.get("step", "")),
            word(labels, "role", entry.detail.get("responsible", "")),
            self._reason(entry),
            line.holder,
            self._due(entry),
            word(labels, "state", line.state.value) if line.state else "",
            person(labels, entry.by),
            word(labels, "yes", "yes") if entry.imported else "",
        )

    def _reason(self, entry: Entry) -> str:
        """Return what was said with the line; what the ladder goes by is a code, and has its word."""
        detail = entry.detail
        if said := entry.reason or detail.get("result", ""):
            return said
        if entry.kind in {Kind.OPERATOR_ADDED, Kind.ROLES_CHANGED}:
            told = [self._roles(detail[name]) for name in ("before", "roles") if name in detail]
            return " → ".join(told)
        if entry.kind is Kind.RULES_SET and "before" in detail:
            return f"{detail['before']} → {detail['version']}"
        return word(self.labels, "why", detail.get("because", ""))

    def _roles(self, codes: str) -> str:
        return ", ".join(word(self.labels, "role", code) for code in codes.split(ROLES_BETWEEN))

    def _due(self, entry: Entry) -> Cell:
        """Return when the stage that a line begins is due; in words where that lies in a year nobody knows yet."""
        if entry.begins_unpublished:
            return word(self.labels, "due", "not_yet_published")
        return self._local(entry.due_at)

    def _local(self, at: datetime | None) -> datetime | None:
        return at.astimezone(self.day.zone) if at is not None else None


def _about(entry: Entry) -> str:
    """Return what a line is about that concerns no ticket: a file, an operator, a campaign, a layout, a wall."""
    return next(
        (
            entry.detail[name]
            for name in ("what", "whom", "campaign", "wall", "number", "camera")
            if name in entry.detail
        ),
        "",
    )


def sheet(
    lines: Iterable[LogLine],
    due: Iterable[LogLine],
    day: Day,
    centre: str,
    labels: Labels,
    health: tuple[Told, ...] = (),
) -> DailyLog:
    """Count a day.

    Args:
        lines: the day's journal lines, oldest first.
        due: the lines whose stage fell due within the day.
        day: which day, in which zone, from which hour.
        centre: the code of the centre whose log it is.
        labels: the words, by dotted name.
        health: how the streams did, as ``DailyLog`` has it.
    """
    hours = hours_of(day)
    counting = _Counting(hours)
    kept = tuple(lines)
    for line in kept:
        counting.hear(line)
    for line in due:
        counting.fell_due(line)
    return DailyLog(
        day=day,
        centre=centre,
        lines=kept,
        totals=MappingProxyType({figure: counting.all[figure] for figure in FIGURES}),
        kinds=MappingProxyType(dict(sorted(counting.kinds.items()))),
        groups=MappingProxyType(
            {
                "category": counting.totals("category", lambda code: word(labels, "category", code)),
                "grid": counting.totals("grid", str),
                "source": counting.totals("source", lambda code: word(labels, "source", code)),
                "hour": tuple(Total(label, label, counting.figures("hour", label)) for label in hours.values()),
            }
        ),
        labels=labels,
        health=health,
    )


def hours_of(day: Day) -> dict[datetime, str]:
    """Return the hours of a day by their first moment in UTC: 24 of them, or 23 or 25 when the clocks change."""
    begin, end = day.span
    hours: dict[datetime, str] = {}
    while begin < end:
        label = begin.astimezone(day.zone).strftime("%H:%M")
        hours[begin] = f"{label}+" if label in hours.values() else label
        begin += timedelta(hours=1)
    return hours


@dataclass(slots=True)
class _Counting:
    hours: Mapping[datetime, str]
    all: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    groups: dict[str, dict[str, Counter[str]]] = field(default_factory=lambda: {name: {} for name in GROUPINGS})

    def hear(self, line: LogLine) -> None:
        self.kinds[line.entry.kind.value] += 1
        figure = COUNTED.get(line.entry.kind)
        if figure is not None:
            self._count(figure, line, line.entry.at)

    def fell_due(self, line: LogLine) -> None:
        due_at = line.entry.due_at
        if due_at is not None and (line.ended_at is None or line.ended_at > due_at):
            self._count("overdue", line, due_at)

    def figures(self, grouping: str, key: str) -> Mapping[str, int]:
        counted = self.groups[grouping].get(key, Counter())
        return MappingProxyType({figure: counted[figure] for figure in FIGURES})

    def totals(self, grouping: str, named: Callable[[str], str]) -> tuple[Total, ...]:
        return tuple(Total(key, named(key), self.figures(grouping, key)) for key in sorted(self.groups[grouping]))

    def _count(self, figure: str, line: LogLine, at: datetime) -> None:
        self.all[figure] += 1
        begin = min(self.hours)
        hour = begin + timedelta(hours=(at.astimezone(UTC) - begin) // timedelta(hours=1))
        keys = {"category": line.category, "grid": line.grid, "source": line.source, "hour": self.hours.get(hour, "")}
        for grouping, key in keys.items():
            self.groups[grouping].setdefault(key, Counter())[figure] += 1
