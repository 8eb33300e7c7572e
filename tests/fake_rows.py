"""What the fake database holds: dictionaries and a list, and a line of the log made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from console.chain import Anchor
from console.domain.camera import Camera, CameraId
from console.domain.crew import Crew, CrewId, Department, DepartmentId, Fix
from console.domain.errors import Refused
from console.domain.grid import Region
from console.domain.grid_layer import LayerCell
from console.domain.sensor import Sensor, SensorId
from console.domain.shift import Operator
from console.domain.site import Site, SiteId
from console.domain.ticket import Ticket, TicketId
from console.ground import change_of, changed, moved
from console.journal import Entry
from console.ports import LogLine
from console.rulebook import Rulebook, RuleFiles, read, shipped
from console.tally import Course
from tests.fake_ledgers import LedgerRows


@dataclass(frozen=True)
class Line:
    """A journal line, and the area, centre and readers of its ticket before it, where they changed."""

    entry: Entry
    left: tuple[str, ...] = ()


@dataclass
class Rows:
    """What is stored. A unit of work changes a copy, and puts it in place when it commits."""

    regions: dict[str, Region] = field(default_factory=dict)
    crews: dict[CrewId, Crew] = field(default_factory=dict)
    departments: dict[DepartmentId, Department] = field(default_factory=dict)
    cameras: dict[CameraId, Camera] = field(default_factory=dict)
    sites: dict[SiteId, Site] = field(default_factory=dict)
    sensors: dict[SensorId, Sensor] = field(default_factory=dict)
    cells: dict[tuple[str, str], LayerCell] = field(default_factory=dict)
    operators: dict[tuple[str, str], Operator] = field(default_factory=dict)
    passwords: dict[str, tuple[str, bool]] = field(default_factory=dict)
    tickets: dict[TicketId, Ticket] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    by_order: dict[UUID, tuple[Entry, ...]] = field(default_factory=dict)
    moves: list[Fix] = field(default_factory=list)
    last_number: int = 100_000
    rules: list[RuleFiles] = field(default_factory=list)
    ledgers: LedgerRows = field(default_factory=LedgerRows)
    anchors: list[Anchor] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    """What the tickets count for, once somebody has asked; a copy knows nothing of it."""

    def names(self) -> set[str]:
        """Return the numbers and the outside numbers that are given, each marked as what it is."""
        return {name for ticket in self.tickets.values() for name in names_of(ticket)}

    def rulebook(self) -> Rulebook:
        return read(self.rules[-1]) if self.rules else shipped()

    def put_rules(self, texts: Mapping[str, str], at: datetime, by: str) -> int:
        kept = [*(one.texts for one in self.rules), texts]
        calendars = tuple(dict.fromkeys(one["calendar.toml"] for one in kept if "calendar.toml" in one))
        self.rules.append(RuleFiles(version=len(kept), texts=dict(texts), at=at, by=by, calendars=calendars))
        return len(kept)

    def write(self, line: Line) -> None:
        """Keep a journal line, unless its order was carried out before."""
        written = self.by_order.get(line.entry.key, ())
        if any(entry.part == line.entry.part for entry in written):
            raise Refused("order.already_carried_out")
        self.by_order[line.entry.key] = (*written, line.entry)
        self.lines.append(line)

    def draw(self, entry: Entry) -> None:
        """Bring the ground, and who is at home there, to what the line tells."""
        change = change_of(entry)
        after = changed({one.code: one for one in self.regions.values()}, change, entry.at)
        self.regions.update((str(code), one) for code, one in after.items())
        for move in change.crews:
            self.crews[move.crew] = moved(self.crews[move.crew], move)

    def copy(self) -> Rows:
        """Return a copy of what a unit of work may change."""
        return replace(
            self,
            regions=dict(self.regions),
            crews=dict(self.crews),
            tickets=dict(self.tickets),
            lines=list(self.lines),
            by_order=dict(self.by_order),
            moves=list(self.moves),
            rules=list(self.rules),
            ledgers=self.ledgers.copy(),
            anchors=self.anchors,
            courses=[],
        )


def names_of(ticket: Ticket) -> set[str]:
    outside = {f"outside {ticket.outside_number}"} if ticket.outside_number else set()
    return outside | ({f"own {ticket.number}"} if ticket.number else set())


def log_line(entry: Entry, ticket: Ticket | None, ended_at: datetime | None) -> LogLine:
    return LogLine(
        entry=entry,
        number=ticket.number if ticket else "",
        category=ticket.category if ticket else "",
        priority=int(ticket.priority) if ticket else 0,
        title=ticket.title if ticket else "",
        address=ticket.address if ticket else "",
        source=ticket.source if ticket else "",
        grid=ticket.grid or "" if ticket else "",
        area=ticket.area if ticket else "",
        state=ticket.state if ticket else None,
        holder=ticket.holder.name if ticket and ticket.holder else "",
        ended_at=ended_at,
    )


def ended_at(rows: Rows, begun: Entry) -> datetime | None:
    """Return when the stage that the line began ended; lines that only note something end none."""
    later = (
        (line.entry.version, line.entry.at)
        for line in rows.lines
        if line.entry.ticket == begun.ticket
        and line.entry.version > begun.version
        and (line.entry.due_at is not None or line.entry.from_state is not line.entry.to_state)
    )
    return min(later, default=(0, None))[1]
