"""What demo tickets say: titles, addresses, descriptions and results that read as people write them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from types import MappingProxyType
from typing import Any

from console.demo import names
from console.demo.crews import Where
from console.domain.category import shipped as categories
from console.domain.ticket import NOBODY, Caller, Priority, Source

PRIORITY_SHARES: Mapping[Priority, int] = MappingProxyType(
    {Priority.P1: 5, Priority.P2: 15, Priority.P3: 35, Priority.P4: 45}
)
SOURCE_SHARES: Mapping[Source, int] = MappingProxyType(
    {
        Source.PATROL: 34,
        Source.HOTLINE_12345: 28,
        Source.PUBLIC: 14,
        Source.VIDEO: 11,
        Source.IOT: 6,
        Source.LEADER: 3,
        Source.SYSTEM: 4,
    }
)
HOW_HEARD: Mapping[Source, str] = MappingProxyType(
    {
        Source.PATROL: "网格员巡查发现",
        Source.HOTLINE_12345: "市民来电反映",
        Source.PUBLIC: "群众通过小程序上报",
        Source.VIDEO: "视频巡查发现",
        Source.IOT: "感知设备告警",
        Source.LEADER: "领导交办",
        Source.SYSTEM: "上级平台推送",
    }
)
SENSED = frozenset({"0401", "0402", "0404", "0501", "0602", "2101", "2103", "2104", "2201"})
"""What a sensor can tell of; and what a camera can see is not inside a house."""
WITH_CALLER = frozenset({Source.HOTLINE_12345, Source.PUBLIC})
RETURN_REASONS = (
    "不属于本网格范围，请核对位置。",
    "需专业队伍处置，本网格无设备。",
    "现场未找到，请补充位置。",
    "人员正在处理其他急件。",
)
ESCALATE_REASONS = ("需上级协调职能部门处置。", "涉及多个辖区，本级无法单独处理。", "处置能力不足，请求上级支援。")
REJECT_REASONS = ("不属于受理范围，已告知来电人。", "信息不全且无法联系来电人。", "已通过其他渠道办理。")
VOID_REASONS = ("与在办案件重复，作废。", "来电人撤回诉求。", "测试误报。")
FAIL_REASONS = ("现场仍有遗留，需继续处理。", "照片与位置不符，请重新反馈。")
EXTEND_REASONS = ("配件未到，需等仓库调拨。", "现场情况复杂，需增加时间。", "天气原因，作业无法进行。")
REFUSE_REASONS = ("理由不充分，请按期办理。", "请先与协办力量沟通。")
SUSPEND_REASONS = ("等待备件到货。", "需跨部门会商后处置。")
DELEGATE_NOTES = ("请属地核实处理。", "交属地办理，按期反馈。")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The parts of sentences of one category."""

    at: str
    places: tuple[str, ...]
    what: tuple[str, ...]
    more: tuple[str, ...]
    done: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a ticket is about, before anybody has taken it in; ``what`` is its title without the place."""

    category: str
    priority: Priority
    source: Source
    title: str
    what: str
    address: str
    description: str
    caller: Caller


@cache
def shipped() -> Mapping[str, Phrases]:
    """Return the phrases by category; every shipped category has some."""
    raw = _raw()
    return MappingProxyType(
        {
            code: Phrases(
                at=str(raw[code]["at"]),
                places=tuple(raw["places"][raw[code]["at"]]),
                what=tuple(raw[code]["what"]),
                more=tuple(raw[code]["more"]),
                done=tuple(raw[code]["done"]),
                weight=int(raw[code]["weight"]),
            )
            for code in categories()
        }
    )


def matter(where: Where, draw: Random) -> Matter:
    """Return something that may happen in a village, priorities and sources in the shares above."""
    priority = draw.choices(tuple(PRIORITY_SHARES), tuple(PRIORITY_SHARES.values()))[0]
    codes, weights = _by_priority()[priority]
    category = draw.choices(codes, weights)[0]
    source = draw.choices(tuple(SOURCE_SHARES), tuple(SOURCE_SHARES.values()))[0]
    words = shipped()[category]
    if (source is Source.IOT and category not in SENSED) or (source is Source.VIDEO and words.at == "home"):
        source = Source.PATROL
    road, cross = draw.sample(where.roads, 2)
    place = draw.choice(words.places).format(
        road=road,
        cross=cross,
        stem=names.stem(where.village.name),
        number=draw.randint(1, 98),
        block=draw.randint(1, 28),
        unit=draw.randint(1, 4),
    )
    what = draw.choice(words.what)
    title = place + what
    caller = NOBODY
    if source in WITH_CALLER:
        caller = Caller(draw.choice(names.FAMILIES) + draw.choice(names.GIVEN), names.telephone(draw.randrange(10**7)))
    asks = _raw()["asks"][priority.name]
    return Matter(
        category=category,
        priority=priority,
        source=source,
        title=title,
        what=what,
        address=f"{where.township.name}{where.village.name}{place}",
        description=f"{HOW_HEARD[source]}：{title}。{draw.choice(words.more)}{draw.choice(asks)}",
        caller=caller,
    )


def result(category: str, draw: Random) -> str:
    """Return what a crew feeds back on a ticket of the category."""
    words = shipped().get(category)
    return draw.choice(words.done) if words else "已处理完毕。"


@cache
def _raw() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads(files("console.demo").joinpath("phrases.toml").read_text("utf-8")))


@cache
def _by_priority() -> Mapping[Priority, tuple[tuple[str, ...], tuple[int, ...]]]:
    """Return the categories of each priority with how often they occur."""
    found: dict[Priority, tuple[tuple[str, ...], tuple[int, ...]]] = {}
    for priority in Priority:
        codes = tuple(code for code, category in categories().items() if category.priority is priority)
        found[priority] = codes, tuple(shipped()[code].weight for code in codes)
    return MappingProxyType(found)
