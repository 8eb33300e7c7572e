"""The one door for orders and questions of a workstation; runs them off the GUI thread."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, assert_never
from uuid import UUID
from zoneinfo import ZoneInfo

from console.caller_orders import ShowCaller
from console.domain.errors import Refused
from console.domain.grid import Region
from console.domain.health import HealthTable, Told, of_centre, table
from console.domain.saved_layout import in_order
from console.domain.shift import SEATLESS, SYSTEM_NAME, Day
from console.domain.ticket import TicketId
from console.ground_questions import CheckGround, GridsRead, ReadGrids, WriteGrids
from console.handlers import handle
from console.journal import HANDS_OVER, Entry, Kind, News
from console.orders import AnyOrder, NoteExport
from console.outbox import is_kept
from console.ports import Archive, Clock, Outage, Outbox, Store
from console.questions import (
    AnswersOf,
    AsOf,
    CallerShown,
    CamerasHeld,
    CampaignGrids,
    Campaigns,
    CampaignSites,
    CountGround,
    CountIndicators,
    CountSpans,
    DuePatrols,
    FindTicket,
    GivenSince,
    GridHistory,
    HandedOver,
    LastBefore,
    Passed,
    PlacesReported,
    Question,
    SavedLayouts,
    SearchTickets,
    Situation,
    TicketsBehind,
    Timeline,
    VideoHealth,
    WallsThere,
    WhoIsOnShift,
    WriteDayLog,
    WriteHealth,
    WriteIndicators,
    WriteMap,
    WriteSheets,
)
from console.reported import Reported
from console.reports.daily_log import sheet
from console.reports.health_files import write_health
from console.reports.indicator_files import write_report
from console.reports.indicators import Report, by_span, report
from console.reports.labels import of_city
from console.reports.writers import write_log, write_made
from console.reports.xlsx import Made
from console.sending import Sending
from console.tally import Dim

# What measures the ground takes long to be read in and much room; a wall of its own never asks for it.
if TYPE_CHECKING:
    from console.coverage import Coverage

log = logging.getLogger(__name__)

ReadsGrids = Callable[[ReadGrids, Iterable[Region]], GridsRead]
"""Reads a file of grids, with the regions above grids that are known already."""

OF_REPORTS = (
    WriteDayLog,
    CountGround,
    CountIndicators,
    CountSpans,
    TicketsBehind,
    WriteIndicators,
    WriteHealth,
    WriteSheets,
    GivenSince,
)
"""Questions that go through much and may be answered a minute late."""


class Desk:
    """Takes orders one after another on one thread, questions on two others; any thread may call.

    The futures raise Refused (a rule), Outage (the surroundings), anything else is a bug. With an outbox, orders of the
    operator whose it is are kept there first, by ``sending``: instead of Outage the future raises Waits.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        writer: Executor | None = None,
        readers: Executor | None = None,
        *,
        outbox: Outbox | None = None,
        keeper: Executor | None = None,
        read_grids: ReadsGrids | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._writer = writer or ThreadPoolExecutor(1, "desk-writer")
        self._readers = readers or ThreadPoolExecutor(2, "desk-reader")
        self._keeper = keeper or ThreadPoolExecutor(1, "desk-outbox")
        self._outbox = outbox
        self._read_grids = read_grids or _reads_none
        self.sending = Sending(store, clock, outbox, self._keeper, self._writer) if outbox is not None else None

    def submit(self, order: AnyOrder) -> Future[News]:
        """Queue an order; the future brings its news once it is committed."""
        if self._outbox is None or self.sending is None:
            return self._writer.submit(self._do, order)
        if is_kept(order, self._outbox.operator):
            return self.sending.give(order)
        return self.sending.let_pass(partial(self._do, order))

    def ask(self, question: Question) -> Future[Any]:
        """Queue a question; the future brings the answer: see each question's docstring."""
        return self._readers.submit(self._answer, question)

    def close(self) -> None:
        """Finish what was ordered, then stop; questions not yet begun are dropped, and what is kept stays kept."""
        self._readers.shutdown(wait=True, cancel_futures=True)
        # What is kept last is still handed on to the writer.
        self._keeper.shutdown(wait=True)
        self._writer.shutdown(wait=True)
        if self.sending is not None:
            self.sending.close()

    def _do(self, order: AnyOrder) -> News:
        name = type(order).__name__
        try:
            with self._store.unit_of_work() as uow:
                news = handle(order, uow, self._clock)
        except Refused as refused:
            log.info("%s %s refused: %s", name, order.key, refused)
            raise
        except Outage as outage:
            log.warning("%s %s not done, the database is out of reach: %s", name, order.key, outage)
            if isinstance(order, ShowCaller):
                # Whoever waits for it now does not want it later.
                raise Refused("caller.offline") from outage
            raise
        log.info("%s %s done", name, order.key)
        return news

    def _answer(self, question: Question) -> object:
        """Answer from the database; what reports ask, from a standby while there is one that keeps up."""
        standby = self._store.reports() if isinstance(question, OF_REPORTS) else None
        if standby is not None:
            try:
                return self._answer_from(standby, question)
            except Outage as outage:
                log.warning("The primary answers %s: %s", type(question).__name__, outage)
        return self._answer_from(self._store.archive(), question)

    def _answer_from(self, archive: Archive, question: Question) -> object:  # noqa: C901 - one case a question
        match question:
            case Situation():
                return archive.situation(question.centre)
            case Timeline():
                return archive.timeline(question.ticket)
            case FindTicket():
                found = archive.find(question.number)
                if found is not None:
                    return found if found.seen_by(question.centre) else None
                month = archive.moved_out.month_of(question.number, question.centre)
                if month is not None:
                    raise Refused("ticket.moved_out", number=question.number, month=month)
                return None
            case SearchTickets():
                return archive.search(question.wanted, question.centre, question.after, question.count)
            case AsOf():
                return archive.as_of(question.centre, question.at)
            case Passed():
                return archive.passed(question.centre, question.after, question.until, question.count)
            case LastBefore():
                return archive.last_before(question.centre, question.at)
            case Campaigns():
                return archive.ledgers.campaigns(question.centre)
            case CampaignGrids():
                return archive.ledgers.campaign_grids(question.campaign, question.centre)
            case CampaignSites():
                return archive.ledgers.campaign_sites(question.campaign, question.grid)
            case AnswersOf():
                return archive.ledgers.answers_of(question.ticket)
            case CallerShown():
                return archive.ledgers.caller_shown(question.line)
            case DuePatrols():
                return archive.ledgers.due_patrols(question.centre, self._clock.now())
            case SavedLayouts():
                return in_order(archive.ledgers.layouts(question.by.centre, question.by.name))
            case WallsThere():
                now = self._clock.now()
                return tuple(wall for wall in archive.ledgers.walls(question.centre) if wall.is_there(now))
            case CamerasHeld():
                return archive.ledgers.held_cameras(self._clock.now())
            case WhoIsOnShift():
                return self._store.accounts().on_shift(question.centre)
            case VideoHealth():
                return _health(question)
            case WriteDayLog():
                return self._write_log(question, archive)
            case CountIndicators():
                return _report(question, archive)
            case CountSpans():
                return by_span(archive, question.period, question.centre)
            case CountGround():
                return archive.counted(Dim.REGION, question.period, question.centre)
            case PlacesReported():
                return _reported(archive, question)
            case TicketsBehind():
                return archive.behind(question.number, question.count, only_above=question.only_above)
            case WriteIndicators():
                return self._write_indicators(question, archive)
            case WriteHealth():
                return self._write_health(question, archive)
            case GridHistory():
                return archive.ledgers.ground_lines(question.grid)
            case CheckGround():
                return _checked(question)
            case ReadGrids():
                return self._read_grids(question, archive.centres())
            case WriteGrids():
                return self._write_grids(question, archive)
            case WriteSheets():
                return self._write_sheets(question, archive)
            case WriteMap():
                return self._write_map(question)
            case GivenSince():
                return _given(archive, question, self._clock.now())
            case HandedOver():
                return _handed_over(archive, question)
            case _ as never:
                assert_never(never)

    def _write_log(self, question: WriteDayLog, archive: Archive) -> int:
        day = Day.at(question.day, question.zone, question.starts)
        begin, end = day.span
        centre = question.by.centre
        if months := archive.moved_out.months(begin, end, centre):
            raise Refused("log.moved_out", months=", ".join(months))
        lines, due = archive.lines(begin, end, centre), archive.due_between(begin, end, centre)
        seen = question.video
        health: tuple[Told, ...] = ()
        if seen is not None:
            days = seen.kept.days(question.day, question.day)
            health = of_centre(days, centre, seen.cameras, seen.regions)
        log = sheet(lines, due, day, centre, of_city(question.lang, archive.rulebook()), health)
        at = self._clock.now()
        note = NoteExport(by=question.by, what=f"log {question.day} {question.format}", reason=question.reason, at=at)
        made = Made(by=question.by.name, at=at)
        write_log(log, question.format, made, question.out, lambda: _wait_for(self.submit(note)))
        return len(log.lines)

    def _write_indicators(self, question: WriteIndicators, archive: Archive) -> int:
        asked, at = question.asked, self._clock.now()
        counted = _report(asked, archive)
        what = f"kpi {asked.period.first} {asked.period.last} {asked.dim.value} {question.format}"
        note = NoteExport(by=question.by, what=what, reason=question.reason, at=at)
        made, labels = Made(by=question.by.name, at=at), of_city(asked.lang, archive.rulebook())
        write_report(counted, question.format, labels, made, question.out, lambda: _wait_for(self.submit(note)))
        return len(counted.rows)

    def _write_health(self, question: WriteHealth, archive: Archive) -> int:
        told, at = question.report(), self._clock.now()
        what = f"video health {told.period.first} {told.period.last} {question.format}"
        note = NoteExport(by=question.by, what=what, reason=question.reason, at=at)
        made, labels = Made(by=question.by.name, at=at), of_city(question.lang, archive.rulebook())
        write_health(told, question.format, labels, made, question.out, lambda: _wait_for(self.submit(note)))
        return len(told.cameras)

    def _write_grids(self, question: WriteGrids, archive: Archive) -> int:
        from console.reports.ground_geojson import write_regions

        note = NoteExport(by=question.by, what="grids geojson", reason=question.reason, at=self._clock.now())
        regions = archive.situation(question.code or question.by.centre).regions
        return write_made(partial(write_regions, regions), question.out, lambda: _wait_for(self.submit(note)))

    def _write_sheets(self, question: WriteSheets, archive: Archive) -> int:
        from console.reports.grid_sheet import sheets_of
        from console.reports.grid_sheet_pdf import told_of, write_sheets

        at = self._clock.now()
        note = NoteExport(by=question.by, what=told_of(question.grids), reason=question.reason, at=at)
        return write_sheets(
            sheets_of(question.grids, archive.situation(question.by.centre)),
            of_city(question.lang, archive.rulebook()),
            question.by.name,
            at.astimezone(ZoneInfo(question.zone)),
            question.fonts,
            question.out,
            lambda: _wait_for(self.submit(note)),
        )

    def _write_map(self, question: WriteMap) -> int:
        note = NoteExport(by=question.by, what=question.what, reason=question.reason, at=self._clock.now())
        return write_made(question.write, question.out, lambda: _wait_for(self.submit(note)))


def _reported(archive: Archive, asked: PlacesReported) -> Reported:
    if months := archive.moved_out.months(asked.since, asked.until, asked.centre):
        raise Refused("map.moved_out", months=", ".join(months))
    return archive.reported(asked.centre, asked.since, asked.until)


def _health(asked: VideoHealth) -> HealthTable:
    days = asked.kept.days(asked.first, asked.last) if asked.days is None else asked.days
    return table(days, asked.by, asked.region, asked.cameras, asked.regions)


def _report(asked: CountIndicators, archive: Archive) -> Report:
    return report(archive, asked.dim, asked.period, asked.centre, of_city(asked.lang, archive.rulebook()))


def _given(archive: Archive, asked: GivenSince, now: datetime) -> Mapping[str, int]:
    """Count each order once, however many lines it wrote, and only what was given from a seat.

    Neither the console itself sits, nor who is listed in a role of the field or of an outside system only. Where seats
    are listed at all, nor does a name that has none and did nothing but take in: that is an inbox.
    """
    lines = (line.entry for line in archive.lines(asked.since, now, asked.centre))
    given: dict[str, dict[UUID, Kind]] = defaultdict(dict)
    for entry in lines:
        if entry.centre == asked.centre and not entry.imported and entry.by != SYSTEM_NAME:
            given[entry.by].setdefault(entry.key, entry.kind)
    listed = {one.name: one.roles for one in archive.operators(asked.centre)}

    def sits(name: str) -> bool:
        if name in listed:
            return not listed[name] <= SEATLESS
        return not listed or set(given[name].values()) != {Kind.TAKEN_IN}

    return {name: len(orders) for name, orders in given.items() if sits(name)}


def _handed_over(archive: Archive, asked: HandedOver) -> Mapping[TicketId, Entry]:
    found: dict[TicketId, Entry] = {}
    for ticket in asked.tickets:
        _, entries = archive.timeline(ticket)
        brought = [entry for entry in entries if entry.kind in HANDS_OVER]
        if brought:
            found[ticket] = brought[-1]
    return found


def _checked(asked: CheckGround) -> Coverage:
    from console.coverage import check

    return check(asked.regions)


def _reads_none(asked: ReadGrids, _known: Iterable[Region]) -> GridsRead:
    raise Refused("file.unusable", why=asked.file.name)


def _wait_for(order: Future[News]) -> None:
    order.result()
