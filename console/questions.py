"""Every question a view can ask, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from console.behind import Number
from console.domain.camera import Camera, CameraId
from console.domain.grid import Region, RegionCode
from console.domain.health import Days, HealthKept, HealthReport
from console.domain.period import Period
from console.domain.point import Point
from console.domain.shift import Operator
from console.domain.ticket import TicketId
from console.finding import Spot
from console.ground_questions import CheckGround, ReadGrids, WriteGrids
from console.tally import Dim


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
class SearchTickets:
    """Tickets by words of their number, title or address, open or not; answered with a tuple of ``Ticket``.

    Those reported last first, from after a spot on; fewer than ``count`` are the last.
    """

    wanted: str
    centre: RegionCode
    after: Spot | None = None
    count: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The open tickets that a centre saw at a past moment; answered with them, by id."""

    centre: RegionCode
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What happened next on a centre's ground, up to and with ``until``; answered with a ``Stretch``."""

    centre: RegionCode
    after: Point
    until: datetime
    count: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBefore:
    """The moment of the newest line before another moment; answered with it, None if there is none."""

    centre: RegionCode
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoHealth:
    """How the streams of this workstation did, by camera, region or day; answered with a ``HealthTable``.

    ``days`` are those that were read already, None to read them; with a ``region``, only what lies in it is counted.
    """

    kept: HealthKept
    first: date
    last: date
    by: str
    cameras: Mapping[CameraId, Camera]
    regions: Mapping[RegionCode, Region]
    region: RegionCode | None = None
    days: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSeen:
    """What a day's log says of this workstation's streams: where that is kept, and which cameras they are of."""

    kept: HealthKept
    cameras: Mapping[CameraId, Camera]
    regions: Mapping[RegionCode, Region]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDayLog:
    """A day's log as a file (xlsx, csv or json), whole or not at all; answered with the number of its lines.

    The journal line that the export needs is written before the file takes its place. ``starts`` is the shift's hour,
    ``zone`` an IANA name. With ``video``, workbook and JSON tell how the streams did on that date.
    """

    by: Operator
    day: date
    zone: str
    format: str
    out: Path
    lang: str
    reason: str
    starts: time = time(0, 0)
    video: VideoSeen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaigns:
    """The campaigns with a grid in the centre's subtree; answered with pairs of campaign and progress, newest first."""

    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignGrids:
    """How far each grid of a campaign is; answered with ``GridProgress``, by code."""

    campaign: UUID
    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSites:
    """The households and sites of one grid of a campaign; answered with ``Site``, by label."""

    campaign: UUID
    grid: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedLayouts:
    """The layouts that an operator may open at their centre; answered with a tuple of ``SavedLayout``, as they are listed."""

    by: Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class WallsThere:
    """The walls of exactly this centre that are there now; answered with a tuple of ``SeenWall``, by name."""

    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class CamerasHeld:
    """Whose hand cameras are in now; answered with a tuple of ``HeldCamera``, by the camera's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersOf:
    """What the source of a ticket is owed or was given; answered with a tuple of ``SourceAnswer``, oldest first."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerShown:
    """Who called, in full, where the line with this key says that it was shown; answered with a ``Caller``."""

    ticket: TicketId
    line: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePatrols:
    """The checks of exactly this centre that are due now; answered with ``Patrol``, the longest due first."""

    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoIsOnShift:
    """Who is on shift at exactly this centre; answered with a tuple of ``OnShift``, the longest first."""

    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class CountIndicators:
    """The indicators of a period in a centre's subtree, by a breakdown; answered with a ``Report``.

    ``lang`` is the one its names are in.
    """

    centre: RegionCode
    period: Period
    dim: Dim
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSpans:
    """The indicators of a centre day by day, or month by month in a long period; answered with ``Row``, oldest first."""

    centre: RegionCode
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class CountGround:
    """What the indicators of a period are made of, by the area that tickets lie in; answered with ``Counts`` by code."""

    centre: RegionCode
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesReported:
    """Where the tickets of a centre's subtree lie that were reported in a span; answered with ``Reported``."""

    centre: RegionCode
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsBehind:
    """The tickets behind a number of a report, those reported last first; answered with a tuple of ``Counted``."""

    number: Number
    only_above: bool = False
    count: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteIndicators:
    """A report of indicators as a file (xlsx, csv or json), whole or not at all; answered with the number of its rows.

    The journal line that the export needs is written before the file takes its place.
    """

    by: Operator
    asked: CountIndicators
    format: str
    out: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteHealth:
    """How the streams of this workstation did, as a file (xlsx, csv or json), whole or not at all.

    Answered with the number of lines of cameras. ``report`` adds them up, on the desk's reader. The journal line that the
    export needs is written before the file takes its place.
    """

    by: Operator
    report: Callable[[], HealthReport]
    lang: str
    format: str
    out: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridHistory:
    """The lines that tell of a grid, newest first; answered with a tuple of ``Entry``."""

    grid: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSheets:
    """The sheets of grids as a PDF, whole or not at all; answered with the number of its pages.

    The journal line that the export needs is written before the file takes its place. ``fonts`` is the folder of the
    shipped ones, ``zone`` an IANA name.
    """

    by: Operator
    grids: tuple[RegionCode, ...]
    zone: str
    lang: str
    fonts: Path
    out: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMap:
    """A map as a file, whole or not at all; answered with the number of things in it.

    ``write`` is called with the path, on another thread than the views'; ``what`` is what the journal says was written:
    the line that the export needs is written before the file takes its place.
    """

    by: Operator
    what: str
    write: Callable[[Path], int]
    out: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSince:
    """How many orders each operator of exactly this centre gave on its ground since a moment; answered with counts by name.

    Inboxes are left out; crews and departments are in, where they told what they did: whoever asks knows their names.
    """

    centre: RegionCode
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The line that brought each of these tickets to its centre; answered with ``Entry`` by ticket, none for some."""

    tickets: tuple[TicketId, ...]


Question = (
    Situation
    | Timeline
    | FindTicket
    | SearchTickets
    | AsOf
    | Passed
    | LastBefore
    | VideoHealth
    | WriteDayLog
    | CountIndicators
    | CountSpans
    | CountGround
    | PlacesReported
    | TicketsBehind
    | WriteIndicators
    | WriteHealth
    | WriteMap
    | WriteSheets
    | CheckGround
    | ReadGrids
    | WriteGrids
    | GridHistory
    | GivenSince
    | HandedOver
    | WhoIsOnShift
    | Campaigns
    | CampaignGrids
    | CampaignSites
    | DuePatrols
    | SavedLayouts
    | WallsThere
    | CamerasHeld
    | AnswersOf
    | CallerShown
)
