"""Alarms of a demo city's sensors: what a device tells of is told where it stands, under its own number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random
from types import MappingProxyType

from console.demo.crews import Where
from console.demo.phrases import Matter
from console.domain.sensor import Sensor
from console.domain.ticket import Source

TELLS: Mapping[str, str] = MappingProxyType(
    {
        "0401": "烟感",
        "0402": "燃气探测器",
        "0404": "积水监测",
        "2101": "井盖监测",
        "2103": "路灯控制箱监测",
    }
)
"""By category, how the names of the sensors end that tell of it; what else devices tell of is none of these sensors'."""


class Devices:
    """The sensors that answer, by district. Draws for itself, so that nothing else of the city depends on them."""

    def __init__(self, sensors: Iterable[Sensor], seed: int) -> None:
        self._draw = Random(f"{seed} devices")
        self._there: dict[tuple[str, str], list[Sensor]] = {}
        for sensor in sensors:
            tells = next((category for category, end in TELLS.items() if sensor.name.endswith(end)), None)
            if sensor.is_on and tells is not None:
                self._there.setdefault((tells, sensor.region[:6]), []).append(sensor)

    def alarmed(self, matter: Matter, grid: str) -> Sensor | None:
        """Return which sensor of the grid's district told of the matter; None where none did."""
        there = self._there.get((matter.category, grid[:6])) if matter.source is Source.IOT else None
        return self._draw.choice(there) if there else None


def as_told(matter: Matter, sensor: Sensor, where: Where) -> Matter:
    """Return the matter as its sensor told of it; ``where`` is what places around the sensor are called."""
    title = f"{sensor.name}：{matter.what}"
    return replace(
        matter,
        title=title,
        address=f"{where.township.name}{where.village.name}{sensor.name}",
        description=matter.description.replace(matter.title, f"{title}（设备编号{sensor.id}）", 1),
    )
