"""``export``: a day's log, a list of tickets, of waiting answers or the indicators as a file, whole or not at all, and a journal line that says so."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from console import handlers
from console.answer_orders import TakeAnswers
from console.clocks import SystemClock
from console.commands.answering import Answer, BrokenOff
from console.commands.centres import centre_of
from console.commands.progress import Bar
from console.commands.standing import for_answers, for_export
from console.domain.aftercare import CARRIES
from console.domain.errors import Refused
from console.domain.grid import RegionCode, Tier
from console.domain.health import HealthKept, Told, of_centre
from console.domain.period import Period
from console.domain.shift import Day, Operator
from console.domain.ticket import State
from console.gateways.files.unusable import Unusable, nearest_of
from console.orders import NoteExport
from console.ports import Outage, Store
from console.reports.answer_rows import Pair
from console.reports.daily_log import sheet
from console.reports.grid_sheet import sheets_of
from console.reports.grid_sheet_pdf import told_of, write_sheets
from console.reports.ground_geojson import write_regions
from console.reports.indicator_files import row_json, write_report
from console.reports.indicators import report
from console.reports.labels import of_city
from console.reports.writers import write_answers, write_log, write_made, write_tickets
from console.reports.xlsx import Made
from console.settings import Export, ExportAnswers, ExportGrids, ExportKpi, ExportLog, ExportTickets
from console.tally import Dim

EVERYWHERE = RegionCode("")
REASON = "export from the command line"


def run(command: Export, store: Store, health: HealthKept | None = None) -> Answer:
    """Return where the file lies and what is in it; a log tells of ``health`` how this workstation's streams did.

    Raises:
        Unusable: a state that there is not.
        Refused: there is no such centre; ``sign_in.…`` or ``answers.role_missing``, whoever gives the command may not; or ``file.…``, the target cannot be written.
        Outage: the database is out of reach; nothing was written.
    """
    centre = centre_of(store, command.settings.centre)
    code = centre.code if centre else EVERYWHERE
    takes = isinstance(command, ExportAnswers) and command.mark_taken
    by = (for_answers if takes else for_export)(command.settings, store).at(code)
    match command:
        case ExportLog():
            return _log(command, store, by, health)
        case ExportTickets():
            return _tickets(command, store, by)
        case ExportAnswers():
            return _answers(command, store, by)
        case ExportKpi():
            return _kpi(command, store, by)
        case ExportGrids():
            return _grids(command, store, by)
        case _:
            raise TypeError(f"{type(command).__name__} is no export")


def _log(command: ExportLog, store: Store, by: Operator, health: HealthKept | None) -> Answer:
    centre = by.centre
    bar = Bar(command.out.name)
    day = Day(command.day, command.settings.zone, command.starts)
    begin, end = day.span
    archive = store.archive(command.archive) if command.archive else store.reports() or store.archive()
    if months := archive.moved_out.months(begin, end, centre):
        raise Refused("log.moved_out", months=", ".join(months))
    log = sheet(
        archive.lines(begin, end, centre),
        archive.due_between(begin, end, centre),
        day,
        centre,
        of_city(command.settings.lang, store.archive().rulebook()),
        _health(health, command.day, centre, store),
    )
    bar(0.5)
    made = Made(by=by.name, at=SystemClock().now())
    what = f"log {command.day.isoformat()} {command.format}"
    write_log(log, command.format, made, command.out, _note(command, store, by, what))
    bar(1.0)
    return {
        "out": str(command.out),
        "format": command.format,
        "day": command.day.isoformat(),
        "zone": command.settings.zone.key,
        "centre": centre,
        "lines": len(log.lines),
        "totals": dict(log.totals),
        "by_kind": dict(log.kinds),
    }


def _health(kept: HealthKept | None, day: date, centre: RegionCode, store: Store) -> tuple[Told, ...]:
    """Return how the streams did that this workstation has watched, on the desk or on walls of its own."""
    days = kept.days(day, day) if kept is not None else {}
    if not days:
        return ()
    known = store.archive().situation(centre)
    cameras = {camera.id: camera for camera in known.cameras}
    return of_centre(days, centre, cameras, {region.code: region for region in known.regions})


def _tickets(command: ExportTickets, store: Store, by: Operator) -> Answer:
    centre = by.centre
    states = tuple(_state(state) for state in command.states)
    settings = command.settings
    bar = Bar(command.out.name)
    count = write_tickets(
        (store.reports() or store.archive()).tickets(centre, states, command.since, command.until),
        command.format,
        settings.zone,
        of_city(settings.lang, store.archive().rulebook()),
        command.out,
        _note(command, store, by, f"tickets {command.format}"),
    )
    bar(1.0)
    told: Answer = {"out": str(command.out), "format": command.format, "centre": centre, "tickets": count}
    moved = store.archive().moved_out.tickets(centre, states, command.since, command.until)
    if moved:
        sys.stderr.write(f"{moved} more tickets lie in the archive and are not in this file.\n")
    return {**told, "moved_out": moved} if moved else told


def _answers(command: ExportAnswers, store: Store, by: Operator) -> Answer:
    centre, settings = by.centre, command.settings
    if command.mark_taken and not CARRIES & by.roles:
        raise Refused("answers.role_missing")
    bar = Bar(command.out.name)
    carried: list[int] = []
    count = write_answers(
        _noted(store.archive().ledgers.waiting_answers(centre, command.since), carried),
        command.format,
        settings.zone,
        of_city(settings.lang, store.archive().rulebook()),
        command.out,
        _note(command, store, by, f"answers {command.format}"),
    )
    # Only now: an answer that is in no file yet must go on waiting.
    taken = _take(carried, by, command, store) if command.mark_taken else 0
    bar(1.0)
    told: Answer = {"out": str(command.out), "format": command.format, "centre": centre, "answers": count}
    return {**told, "taken": taken}


def _noted(answers: Iterable[Pair], carried: list[int]) -> Iterator[Pair]:
    """Yield the answers, and write down which they were."""
    for ticket, answer in answers:
        carried.append(answer.id)
        yield ticket, answer


def _take(carried: Sequence[int], by: Operator, command: ExportAnswers, store: Store) -> int:
    """Mark the answers as taken; what another export took meanwhile is not counted here.

    Raises:
        BrokenOff: the database went out of reach; the file is there, and its answers go on waiting.
    """
    clock = SystemClock()
    order = TakeAnswers(
        by=by,
        answers=tuple(carried),
        what=f"answers {command.format}",
        reason=command.reason or REASON,
        at=clock.now(),
    )
    try:
        with store.unit_of_work() as uow:
            entries = handlers.handle(order, uow, clock).entries
    except Outage as why:
        raise BrokenOff(why, {"out": str(command.out), "answers": len(carried), "taken": 0}) from why
    return int(entries[0].detail["count"]) if entries else 0


def _kpi(command: ExportKpi, store: Store, by: Operator) -> Answer:
    centre = by.centre
    settings = command.settings
    bar = Bar(command.out.name)
    labels = of_city(settings.lang, store.archive().rulebook())
    period = Period(command.first, command.last, settings.zone)
    counted = report(store.reports() or store.archive(), Dim(command.by), period, centre, labels)
    bar(0.5)
    made = Made(by=by.name, at=SystemClock().now())
    what = f"kpi {command.first.isoformat()} {command.last.isoformat()} {command.by} {command.format}"
    write_report(counted, command.format, labels, made, command.out, _note(command, store, by, what))
    bar(1.0)
    return {
        "out": str(command.out),
        "format": command.format,
        "from": command.first.isoformat(),
        "to": command.last.isoformat(),
        "zone": settings.zone.key,
        "centre": centre,
        "by": command.by,
        "rows": len(counted.rows),
        "total": row_json(counted.total, labels),
    }


def _grids(command: ExportGrids, store: Store, by: Operator) -> Answer:
    if command.format == "pdf":
        return _sheets(command, store, by)
    regions = store.archive().situation(by.centre).regions
    note = _note(command, store, by, f"grids {command.format}")
    count = write_made(partial(write_regions, regions), command.out, note)
    return {"out": str(command.out), "format": command.format, "centre": by.centre, "regions": count}


def _sheets(command: ExportGrids, store: Store, by: Operator) -> Answer:
    """Write the sheets of the grids named, or of all of the centre.

    Raises:
        Refused: ``grid.unknown``.
    """
    archive, zone = store.archive(), command.settings.zone
    situation = archive.situation(by.centre)
    there = (one.code for one in situation.regions if one.tier is Tier.GRID and one.is_standing)
    codes = tuple(map(RegionCode, command.grids)) or tuple(sorted(there))
    labels = of_city(command.settings.lang, archive.rulebook())
    if command.fonts is None:
        raise ValueError("sheets need the folder of the shipped fonts")
    pages = write_sheets(
        sheets_of(codes, situation),
        labels,
        by.name,
        SystemClock().now().astimezone(zone),
        command.fonts,
        command.out,
        _note(command, store, by, told_of(codes)),
    )
    return {"out": str(command.out), "format": command.format, "centre": by.centre, "pages": pages}


def _state(name: str) -> State:
    try:
        return State(name)
    except ValueError:
        raise Unusable(f'There is no state "{name}"{nearest_of(name, (state.value for state in State))}.') from None


def _note(command: Export, store: Store, by: Operator, what: str) -> Callable[[], None]:
    """Return what writes the journal line; the privacy rule asks for one with every export."""

    def note() -> None:
        clock = SystemClock()
        with store.unit_of_work() as uow:
            order = NoteExport(by=by, what=what, reason=command.reason or REASON, at=clock.now())
            handlers.handle(order, uow, clock)

    return note
