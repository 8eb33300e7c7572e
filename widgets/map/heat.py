"""Where tickets were reported in a span of time: asked of the archive, drawn by the page as a glow, explained by a scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from console.domain.errors import Refused
from console.domain.period import Period
from console.ports import Outage
from console.questions import PlacesReported
from console.reported import Reported
from widgets.map.features import DEEPEST_ZOOM, Pixels, world_px
from widgets.map.live import LiveMap
from widgets.map.packing import pack
from widgets.map.stack import Shown
from widgets.relay import Relay

REACH_PX: Final = 18
"""The radius of the circle in which tickets are counted, as the page has it."""
_CELL_BITS: Final = 5
"""Cells of 32 px have the area of that circle: the fullest of them tells where the glow is strongest."""
_ZOOMS: Final = range(4, 20)
HOURS: Final = (1, 8, 24, 168)
DAY_AT_FIRST: Final = 24
QUICK_MS: Final = 60_000
SLOW_MS: Final = 300_000
"""So often the picture of the last hours, and of a longer time, is made anew while it is looked at."""
_EQUATOR_PX_M: Final = 156_543.033_92
"""Metres of a pixel at zoom 0 on the equator. Source: EPSG:3857, circumference ÷ 256."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the strongest glow says: so many tickets within a circle of ``radius_m``; 0 where nothing was reported."""

    top: int
    radius_m: float


class Heat(QObject):
    """The glow. GUI thread; only while it is shown is anything asked.

    Signals:
        changed(): another picture, another span, or no picture at all.
    """

    changed = Signal()

    def __init__(self, relay: Relay, live: LiveMap, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hours: int | None = DAY_AT_FIRST
        self.reported: Reported | None = None
        self.trouble: Refused | Outage | None = None
        self._relay, self._live, self._zone = relay, live, zone
        self.days = (self.today, self.today)
        self._asked: PlacesReported | None = None
        self._tops: dict[int, int] = {}
        self._again = QTimer(self)
        self._again.timeout.connect(self.ask)
        live.offer("heat", self._packed)
        live.shown_changed.connect(self._on_shown)
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)

    @property
    def today(self) -> date:
        return self._relay.clock.now().astimezone(self._zone).date()

    @property
    def is_counting(self) -> bool:
        """Whether an answer is still on its way."""
        return self._asked is not None

    def choose_hours(self, hours: int) -> None:
        """Show what was reported in the last hours."""
        self.hours = hours
        self._anew()

    def choose_days(self, first: date, last: date) -> None:
        """Show what was reported from the first to the last day, both within it."""
        self.hours, self.days = None, (min(first, last), max(first, last))
        self._anew()

    def ask(self) -> None:
        """Ask the archive, whose answer comes later."""
        since, until = self._span()
        self._asked = PlacesReported(centre=self._relay.board.centre, since=since, until=until)
        self._relay.ask(self._asked)

    def scale(self) -> Scale:
        """Return what the colours say at the scale that is looked at."""
        view = self._live.view
        lat = view.place_at(view.width / 2, view.height / 2).lat_deg
        metre = _EQUATOR_PX_M * math.cos(math.radians(lat)) / 2**view.zoom
        return Scale(self._top_at(math.floor(view.zoom)), REACH_PX * metre)

    def _anew(self) -> None:
        self.reported = None
        if self._live.shown.heat:
            self.ask()
            self._again.start(self._pace_ms())
        self.changed.emit()

    def _pace_ms(self) -> int:
        return QUICK_MS if self.hours is not None and self.hours <= HOURS[1] else SLOW_MS

    def _span(self) -> tuple[datetime, datetime]:
        if self.hours is None:
            return Period(*self.days, self._zone).span
        now = self._relay.clock.now()
        # What is reported while the answer is on its way belongs to it as well.
        return now - timedelta(hours=self.hours), now + timedelta(minutes=1)

    def _on_shown(self, shown: Shown) -> None:
        if shown.heat == self._again.isActive():
            return
        if not shown.heat:
            self._again.stop()
            self._asked = None
            return
        self.ask()
        self._again.start(self._pace_ms())
        self.changed.emit()

    def _on_answered(self, question: object, answer: object) -> None:
        if question is not self._asked or not isinstance(answer, Reported):
            return
        self._asked, self.reported, self.trouble, self._tops = None, answer, None, {}
        self._live.renew("heat")
        self.changed.emit()

    def _on_failed(self, question: object, trouble: object) -> None:
        if question is self._asked and question is not None and isinstance(trouble, Refused | Outage):
            self._asked, self.reported, self.trouble, self._tops = None, None, trouble, {}
            self._live.renew("heat")
            self.changed.emit()

    def _px(self) -> Pixels:
        if self.reported is None:
            return np.zeros((0, 2), dtype=np.int32)
        return world_px(np.frombuffer(self.reported.lngs), np.frombuffer(self.reported.lats)).reshape(-1, 2)

    def _packed(self) -> bytes:
        px = self._px()
        self._tops = tops(px)
        return pack({"px": px}, {"tops": self._tops})

    def _top_at(self, zoom: int) -> int:
        if not self._tops:
            self._tops = tops(self._px())
        return self._tops.get(zoom, 0)


def tops(px: Pixels) -> dict[int, int]:
    """Return, by zoom, how many places the fullest cell holds; nothing for no places.

    The cells of a zoom are those of the next one four by four: in the order of their interleaved digits, all are runs.
    """
    if not len(px):
        return {}
    shift = DEEPEST_ZOOM - _ZOOMS[-1] + _CELL_BITS
    codes = np.sort(_interleaved(px[:, 0] >> shift) | _interleaved(px[:, 1] >> shift) << np.uint64(1))
    found = {}
    for zoom in reversed(_ZOOMS):
        ends = np.flatnonzero(np.append(codes[1:] != codes[:-1], True))
        found[zoom] = int(np.diff(ends, prepend=-1).max())
        codes = codes >> np.uint64(2)
    return found


def _interleaved(numbers: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return each number with a zero before every binary digit. Source: G. M. Morton, 1966."""
    spread = numbers.astype(np.uint64)
    for step, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread = (spread | spread << np.uint64(step)) & np.uint64(mask)
    return spread
