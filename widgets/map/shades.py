"""An indicator by region: of the same counts and formulas as every report, each region in a shade from low to high."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, QObject, Signal

from console.atlas import Atlas
from console.domain.errors import Refused
from console.domain.grid import RegionCode, Tier
from console.domain.period import Span, named
from console.ports import Outage
from console.questions import CountGround
from console.reports.indicators import INDICATORS, Figure, figure, told
from console.reports.labels import Labels, shipped, word
from console.tally import Counts
from widgets.map.live import LiveMap
from widgets.map.packing import pack
from widgets.map.stack import Shown
from widgets.relay import Relay

SHADES: Final = 5
UNKNOWN: Final = SHADES + 1
"""The shade of a region that has nothing to divide by."""
TIERS: Final = (Tier.DISTRICT, Tier.TOWNSHIP, Tier.VILLAGE, Tier.GRID)


class Shades(QObject):
    """The shaded regions. GUI thread; only while they are shown is anything asked.

    How many tickets a region has is told and never shaded: by raw volume nobody is ranked.

    Signals:
        changed(): other figures, or another choice of them.
    """

    changed = Signal()

    def __init__(
        self, relay: Relay, live: LiveMap, atlas: Atlas, zone: ZoneInfo, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.indicator = INDICATORS[0]
        self.span = Span.THIS_MONTH
        self.tier = next((tier for tier in TIERS if len(atlas.regions(tier)) > 1), Tier.GRID)
        self.figures: dict[RegionCode, Figure] = {}
        self.total: Figure | None = None
        self.trouble: Refused | Outage | None = None
        self._relay, self._live, self._atlas, self._zone = relay, live, atlas, zone
        self._counts: Mapping[str, Counts] = {}
        self._asked: CountGround | None = None
        self._is_on = False
        live.offer("shades", self._packed)
        live.shown_changed.connect(self._on_shown)
        live.ground_taken.connect(self._reckon)
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)

    @property
    def labels(self) -> Labels:
        """The words of reports in the language in force."""
        return shipped("zh_CN" if QLocale().language() == QLocale.Language.Chinese else "en")

    @property
    def is_counting(self) -> bool:
        """Whether an answer is still on its way."""
        return self._asked is not None

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and the highest value; None where no region has one."""
        values = [one.value for one in self.figures.values() if one.value is not None]
        return (min(values), max(values)) if values else None

    def choose(self, *, indicator: int | None = None, span: Span | None = None, tier: Tier | None = None) -> None:
        """Show another indicator, period or level; only another period is counted anew."""
        if indicator is not None:
            self.indicator = INDICATORS[indicator]
        if tier is not None:
            self.tier = tier
        if span is not None and span is not self.span:
            self.span = span
            if self._is_on:
                self.ask()
        self._reckon()

    def ask(self) -> None:
        """Ask for the counts, which come later."""
        period = named(self.span, self._today(), self._zone)
        self._asked = CountGround(centre=self._relay.board.centre, period=period)
        self._relay.ask(self._asked)

    def said(self, one: Figure) -> str:
        """Return a figure as it is read: its value with its unit, and both of its counts."""
        labels = self.labels
        value = told(one.value)
        if one.value is not None:
            value = f"{value} {word(labels, 'unit', one.indicator.unit.value)}"
        return self.tr("{value} ({above} ÷ {below})").format(value=value, above=one.numerator, below=one.denominator)

    def line_of(self, grid: RegionCode | None) -> str:
        """Return what the shade of a grid says; nothing where it has none or the shades are not shown."""
        code = self._region_of(grid) if grid is not None and self._is_on else None
        region = self._atlas.region(code) if code is not None else None
        if code is None or region is None or code not in self.figures:
            return ""
        return self.tr("{region}: {indicator} {figure}").format(
            region=region.name,
            indicator=word(self.labels, "indicator", self.indicator.name),
            figure=self.said(self.figures[code]),
        )

    def _today(self) -> date:
        return self._relay.clock.now().astimezone(self._zone).date()

    def _on_shown(self, shown: Shown) -> None:
        if shown.shades == self._is_on:
            return
        self._is_on = shown.shades
        if self._is_on:
            self.ask()
        self.changed.emit()

    def _on_answered(self, question: object, answer: object) -> None:
        if question is self._asked and isinstance(question, CountGround) and isinstance(answer, Mapping):
            self._asked, self.trouble, self._counts = None, None, answer
            self._reckon()

    def _on_failed(self, question: object, trouble: object) -> None:
        if question is self._asked and question is not None and isinstance(trouble, Refused | Outage):
            self._asked, self.trouble, self._counts = None, trouble, {}
            self._reckon()

    def _reckon(self) -> None:
        """Add the counts of areas up by region, and let the page fetch the shades anew."""
        held: dict[RegionCode, list[Counts]] = {region.code: [] for region in self._atlas.regions(self.tier)}
        for area, counts in self._counts.items():
            code = self._region_of(RegionCode(area))
            if code in held:
                held[code].append(counts)
        self.figures = {code: figure(self.indicator, Counts.together(counts)) for code, counts in held.items()}
        self.total = figure(self.indicator, Counts.together(list(self._counts.values()))) if self._counts else None
        self._live.renew("shades")
        self.changed.emit()

    def _region_of(self, area: RegionCode) -> RegionCode | None:
        """Return the region of the chosen level that an area is or lies in; None for an area above it."""
        region = self._atlas.region(area)
        while region is not None and region.tier > self.tier:
            region = self._atlas.region(region.parent) if region.parent is not None else None
        return region.code if region is not None and region.tier is self.tier else None

    def _packed(self) -> bytes:
        by_region = shaded({code: one.value for code, one in self.figures.items()})
        by_grid = [by_region.get(self._region_of(code) or code, 0) for code in self._live.ground.codes]
        shades: NDArray[np.uint8] = np.array(by_grid, dtype=np.uint8)
        return pack({"shades": shades}, {})


def shaded(values: Mapping[RegionCode, Decimal | None]) -> dict[RegionCode, int]:
    """Return the shade of each region: 1 to SHADES by equal steps from the lowest value to the highest, or UNKNOWN.

    Where all are equal, the middle one.
    """
    known = [value for value in values.values() if value is not None]
    if not known:
        return dict.fromkeys(values, UNKNOWN)
    low, high = min(known), max(known)
    if low == high:
        return {code: UNKNOWN if value is None else (SHADES + 1) // 2 for code, value in values.items()}
    steps = [low + (high - low) * step / SHADES for step in range(1, SHADES)]
    return {code: UNKNOWN if value is None else 1 + bisect_right(steps, value) for code, value in values.items()}
