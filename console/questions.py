"""Every question a view can ask, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.domain.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The open tickets, crews, departments, cameras and regions that a centre may see."""

    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Every journal line of a ticket, oldest first, with the ticket as it stands."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class FindTicket:
    """A ticket by its number, open or not, if the centre may read it."""

    number: str
    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDayLog:
    """A day's log as a file (xlsx, csv or json), whole or not at all; answered with the number of its lines.

    The journal line that the export needs is written before the file takes its place. ``starts`` is the shift's hour,
    ``zone`` an IANA name.
    """

    by: Operator
    day: date
    zone: str
    format: str
    out: Path
    lang: str
    reason: str
    starts: time = time(0, 0)


Question = Situation | Timeline | FindTicket | WriteDayLog
