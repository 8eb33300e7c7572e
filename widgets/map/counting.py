"""The views that are counted, with their choices under their switches and their legends at the foot of the map."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from console.atlas import Atlas
from console.domain.grid import RegionCode, Tier
from console.domain.period import Span
from console.reports.indicators import INDICATORS
from widgets.map.bars import Bars
from widgets.map.figure_choices import HeatChoice, ShadesChoice
from widgets.map.figure_legends import HeatLegend, ShadesLegend
from widgets.map.heat import HOURS, Heat
from widgets.map.live import LiveMap
from widgets.map.shades import TIERS, Shades
from widgets.map.stack import Shown, shown_of
from widgets.relay import Relay


class Counting(QObject):
    """The glow of reports and the shades of an indicator, upon one map. GUI thread."""

    def __init__(self, relay: Relay, live: LiveMap, atlas: Atlas, bars: Bars, zone: ZoneInfo) -> None:
        super().__init__(bars)
        self._live, self._bars = live, bars
        self.heat = Heat(relay, live, zone, self)
        self.shades = Shades(relay, live, atlas, zone, self)
        self.heat_choice = HeatChoice(self.heat)
        self.shades_choice = ShadesChoice(self.shades, atlas)
        bars.layer_panel.put_under("heat", self.heat_choice)
        bars.layer_panel.put_under("shades", self.shades_choice)
        self.heat_legend = HeatLegend(self.heat, bars.over)
        self.shades_legend = ShadesLegend(self.shades, bars.over)
        bars.below += [self.heat_legend, self.shades_legend]
        live.shown_changed.connect(self._on_shown)
        live.zoomed.connect(lambda _zoom: self._on_zoomed())
        self.heat.changed.connect(bars.place)
        self.shades.changed.connect(bars.place)

    def line_of(self, grid: RegionCode | None) -> str:
        """Return what is counted of the region that a grid belongs to, while that is shown."""
        return self.shades.line_of(grid)

    def kept(self) -> dict[str, object]:
        """Return switches and choices as they are kept between two starts."""
        return {
            "shown": self._live.shown.kept(),
            "heat_hours": self.heat.hours,
            "heat_days": [day.isoformat() for day in self.heat.days],
            "indicator": self.shades.indicator.name,
            "period": self.shades.span.value,
            "tier": int(self.shades.tier),
        }

    def restore(self, kept: Mapping[str, object]) -> None:
        """Take what was kept; what cannot be read stands as at the first start."""
        match kept.get("heat_hours"), kept.get("heat_days"):
            case int(hours), _ if hours in HOURS:
                self.heat.choose_hours(hours)
            case None, [str(first), str(last)] if _is_day(first) and _is_day(last):
                self.heat.choose_days(date.fromisoformat(first), date.fromisoformat(last))
        indicator = next((n for n, one in enumerate(INDICATORS) if one.name == kept.get("indicator")), None)
        span = next((span for span in Span if span.value == kept.get("period")), None)
        tier = next((tier for tier in TIERS if int(tier) == kept.get("tier")), None)
        has_tier = tier is not None and self.shades_choice.tier.findData(int(tier)) >= 0
        self.shades.choose(indicator=indicator, span=span, tier=Tier(tier) if tier is not None and has_tier else None)
        self.heat_choice.take()
        self.shades_choice.take()
        shown = kept.get("shown")
        self._live.show(shown_of(shown) if isinstance(shown, dict) else Shown())

    def _on_shown(self, shown: Shown) -> None:
        self.heat_legend.setVisible(shown.heat)
        self.shades_legend.setVisible(shown.shades)
        self.heat_legend.tell()
        self._bars.place()

    def _on_zoomed(self) -> None:
        if self._live.shown.heat:
            self.heat_legend.tell()
            self._bars.place()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
