"""Key sites and sensors from CSV or GeoJSON points.

Both: ``id``, ``name``, ``kind``, ``latitude``, ``longitude`` and, optional, ``region``; without one, each is at home in the
grid that holds it, or else at the importing centre. Sensors besides: ``state`` (ON, OFF, 在线, 离线, 1, 0) and
``told_at``, when that was; where a file does not say, when it was written. Kinds are codes or their Chinese names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.sensor import Sensor, SensorId, SensorKind
from console.domain.site import Site, SiteId, SiteKind
from console.gateways.files.catalogue import Catalogue, state_of
from console.gateways.files.datum import WGS84
from console.gateways.files.headed import LAT, LNG, Fields, Names, read_fields
from console.gateways.files.moments import Moments
from console.gateways.files.on_disk import written
from console.gateways.files.place_map import PlaceMap, read_place_map
from console.gateways.files.unusable import BadRow, Tally

Kind = TypeVar("Kind", SiteKind, SensorKind)

SITE_NAMES: Final[Names] = MappingProxyType(
    {
        "id": ("id", "code", "编号", "编码"),
        "name": ("name", "名称", "场所名称"),
        "kind": ("kind", "type", "类型", "场所类型"),
        "latitude": LAT,
        "longitude": LNG,
        "region": ("region", "grid", "所属区划", "所属网格"),
    }
)
SENSOR_NAMES: Final[Names] = MappingProxyType(
    {
        **SITE_NAMES,
        "id": ("id", "device_id", "code", "设备编号", "编号", "编码"),
        "name": ("name", "名称", "设备名称"),
        "kind": ("kind", "type", "类型", "设备类型"),
        "state": ("state", "status", "状态", "在线状态"),
        "told_at": ("told_at", "last_seen", "上报时间", "最后上报时间"),
    }
)
NEEDED: Final = ("id", "name", "latitude", "longitude")
TIMES: Final = ("iso", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M")

SITE_WORDS: Final[Mapping[SiteKind, tuple[str, ...]]] = MappingProxyType(
    {
        SiteKind.SCHOOL: ("学校", "幼儿园", "中小学", "高校"),
        SiteKind.HOSPITAL: ("医院", "卫生院", "医疗机构"),
        SiteKind.CARE_HOME: ("养老机构", "养老院", "敬老院", "福利院"),
        SiteKind.MALL: ("商场", "商超", "购物中心", "商业综合体"),
        SiteKind.MARKET: ("集贸市场", "农贸市场", "市场"),
        SiteKind.PARK: ("公园广场", "公园", "广场", "景区"),
        SiteKind.STATION: ("车站枢纽", "车站", "客运站", "火车站", "地铁站", "码头"),
        SiteKind.VENUE: ("文体场馆", "体育馆", "场馆", "影剧院"),
        SiteKind.ENTERPRISE: ("重点企业", "企业", "工厂", "产业园"),
        SiteKind.HAZARDOUS: ("危化品单位", "危化品", "加油站", "加气站", "油库"),
        SiteKind.OTHER: ("其他重点场所", "其他", ""),
    }
)
SENSOR_WORDS: Final[Mapping[SensorKind, tuple[str, ...]]] = MappingProxyType(
    {
        SensorKind.SMOKE: ("烟感", "感烟", "烟雾"),
        SensorKind.GAS: ("燃气探测器", "燃气", "可燃气体"),
        SensorKind.ELECTRICAL: ("电气火灾监测", "电气火灾", "用电监测"),
        SensorKind.WATER_LEVEL: ("水位计", "水位", "液位", "积水"),
        SensorKind.TILT: ("倾斜监测", "倾斜", "位移"),
        SensorKind.MANHOLE: ("井盖监测", "井盖"),
        SensorKind.OTHER: ("其他物联设备", "其他", ""),
    }
)


def read_sites(
    path: Path, columns: Path | None, catalogue: Catalogue, *, datum: str = WGS84
) -> tuple[list[Site], Tally]:
    """Return the sites of the file, each with its region, and what became of the rest.

    ``datum`` holds where the map does not say which places these are.

    Raises:
        Unusable: the file or the map of its columns cannot be used.
    """
    tally = Tally()
    sites: dict[str, Site] = {}
    said = read_place_map(columns, SITE_NAMES, datum=datum)
    for fields in read_fields(path, said.names, NEEDED, tally):
        try:
            id_ = _new(fields, sites)
            place = _place(fields, said)
            site = Site(
                id=SiteId(id_),
                name=fields.need("name"),
                kind=_kind(fields, SITE_WORDS),
                region=_home(fields, place, catalogue),
                place=place,
            )
        except BadRow as why:
            tally.refuse(fields.row, str(why))
            continue
        sites[id_] = site
        tally.no_grid += site.region == catalogue.centre
    return list(sites.values()), tally


def read_sensors(
    path: Path, columns: Path | None, catalogue: Catalogue, zone: ZoneInfo, *, datum: str = WGS84
) -> tuple[list[Sensor], Tally]:
    """Return the sensors of the file, each with its region and its state, and what became of the rest.

    Times without an offset are of the zone; ``datum`` holds where the map does not say which places these are. What a file tells was true when it was written, at the latest.

    Raises:
        Unusable: the file or the map of its columns cannot be used.
    """
    tally = Tally()
    sensors: dict[str, Sensor] = {}
    said = read_place_map(columns, SENSOR_NAMES, datum=datum)
    moments, written_at = Moments(TIMES, zone), written(path)
    for fields in read_fields(path, said.names, NEEDED, tally):
        try:
            id_ = _new(fields, sensors)
            place = _place(fields, said)
            is_on = state_of(fields.text("state"))
            sensor = Sensor(
                id=SensorId(id_),
                name=fields.need("name"),
                kind=_kind(fields, SENSOR_WORDS),
                region=_home(fields, place, catalogue),
                place=place,
                is_on=is_on,
                told_at=_told_at(fields, moments, written_at) if is_on is not None else None,
            )
        except BadRow as why:
            tally.refuse(fields.row, str(why))
            continue
        sensors[id_] = sensor
        tally.no_grid += sensor.region == catalogue.centre
    return list(sensors.values()), tally


def _new(fields: Fields, known: Mapping[str, object]) -> str:
    id_ = fields.need("id")
    if id_ in known:
        raise BadRow(f"the id {id_} stands in the file already; give this one its own")
    return id_


def _place(fields: Fields, said: PlaceMap) -> LatLng:
    place = said.place(fields.place)
    if place is None:
        raise BadRow("it has no place: latitude and longitude must be degrees, and not both 0")
    return place


def _kind(fields: Fields, words: Mapping[Kind, tuple[str, ...]]) -> Kind:
    told = fields.text("kind")
    for kind, known in words.items():
        if told.lower() == kind.value or told in known:
            return kind
    listed = ", ".join(f"{kind.value} {known[0]}" for kind, known in words.items())
    raise BadRow(f'kind "{told[:40]}" is none of {listed}')


def _home(fields: Fields, place: LatLng, catalogue: Catalogue) -> RegionCode:
    region = fields.text("region")
    if region and region not in catalogue.atlas:
        raise BadRow(f"there is no region {region}; import the grids first, or leave it empty")
    return RegionCode(region) if region else catalogue.home_of(place)


def _told_at(fields: Fields, moments: Moments, written_at: datetime) -> datetime:
    try:
        told_at = moments.read(fields.text("told_at"), "told_at")
    except BadRow:
        raise BadRow(f'told_at "{fields.text("told_at")[:40]}" is no time; write it as 2024-05-06 12:00:00') from None
    return min(told_at or written_at, written_at)
