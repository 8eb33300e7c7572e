"""Crews and departments from CSV (or crews from GeoJSON points).

Crews: ``id``, ``name``, ``kind`` (grid_worker 网格员, grid_head 网格长, unit 处置力量, volunteer 志愿者; grid_worker where
it is empty), ``region`` and, optional, ``phone`` and ``skills``: codes of the gate, or their Chinese names. They come in off duty: being on duty is told by the shift, never by
a file, and a place is only known while they are. Departments: ``id``, ``name`` and, optional, ``region``, ``latitude``
and ``longitude``: where their seat is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from console import gate
from console.atlas import Atlas
from console.domain.crew import Crew, CrewId, CrewKind, Department, DepartmentId, Duty
from console.domain.grid import RegionCode
from console.gateways.files.datum import WGS84
from console.gateways.files.headed import LAT, LNG, Fields, Names, read_fields, read_names
from console.gateways.files.place_map import read_place_map
from console.gateways.files.unusable import BadRow, Tally

CREW_NAMES: Final[Names] = MappingProxyType(
    {
        "id": ("id", "code", "编号", "工号"),
        "name": ("name", "姓名", "名称"),
        "kind": ("kind", "type", "类型", "岗位"),
        "region": ("region", "grid", "所属区划", "所属网格"),
        "phone": ("phone", "mobile", "电话", "手机"),
        "skills": ("skills", "技能", "专长"),
    }
)
BETWEEN_SKILLS = re.compile(r"[\s,;、，；]+")
DEPARTMENT_NAMES: Final[Names] = MappingProxyType(
    {
        "id": ("id", "code", "编号"),
        "name": ("name", "名称"),
        "region": ("region", "所属区划"),
        "latitude": LAT,
        "longitude": LNG,
    }
)
KINDS: Final[Mapping[str, CrewKind]] = MappingProxyType(
    {kind.value: kind for kind in CrewKind}
    | {
        "": CrewKind.GRID_WORKER,
        "网格员": CrewKind.GRID_WORKER,
        "网格长": CrewKind.GRID_HEAD,
        "处置力量": CrewKind.UNIT,
        "志愿者": CrewKind.VOLUNTEER,
        "红袖套志愿者": CrewKind.VOLUNTEER,
    }
)


def read_crews(path: Path, columns: Path | None, atlas: Atlas) -> tuple[list[Crew], Tally]:
    """Return the crews of the file, and what became of the rest.

    Raises:
        Unusable: the file or the map of its columns cannot be used.
    """
    tally = Tally()
    crews: dict[str, Crew] = {}
    for fields in read_fields(path, read_names(columns, CREW_NAMES), ("id", "name", "region"), tally):
        try:
            kind = fields.text("kind")
            if kind not in KINDS:
                raise BadRow(f'kind "{kind}" is none of {", ".join(kind.value for kind in CrewKind)}')
            id_ = _new(fields, crews)
            crews[id_] = Crew(
                id=CrewId(id_),
                name=fields.need("name"),
                kind=KINDS[kind],
                region=_region(fields.need("region"), atlas),
                duty=Duty.OFF_DUTY,
                phone=fields.text("phone"),
                skills=_skills(fields.text("skills")),
            )
        except BadRow as why:
            tally.refuse(fields.row, str(why))
    return list(crews.values()), tally


def read_departments(
    path: Path, columns: Path | None, atlas: Atlas, centre: RegionCode, *, datum: str = WGS84
) -> tuple[list[Department], Tally]:
    """Return the departments of the file, at home at ``centre`` where none is named, and what became of the rest.

    Raises:
        Unusable: the file or the map of its columns cannot be used.
    """
    tally = Tally()
    departments: dict[str, Department] = {}
    said = read_place_map(columns, DEPARTMENT_NAMES, datum=datum)
    for fields in read_fields(path, said.names, ("id", "name"), tally):
        try:
            id_ = _new(fields, departments)
            departments[id_] = Department(
                id=DepartmentId(id_),
                name=fields.need("name"),
                region=_region(fields.text("region") or centre, atlas),
                place=said.place(fields.place),
            )
        except BadRow as why:
            tally.refuse(fields.row, str(why))
    return list(departments.values()), tally


def _new(fields: Fields, known: Mapping[str, object]) -> str:
    id_ = fields.need("id")
    if id_ in known:
        raise BadRow(f"the id {id_} stands in the file already")
    return id_


def _skills(text: str) -> frozenset[str]:
    """Return the codes of skills named one after another; a city's own skill stays as it is named."""
    codes = {skill.zh: skill.code for skill in gate.shipped().skills.values()}
    return frozenset(codes.get(word, word) for word in BETWEEN_SKILLS.split(text) if word)


def _region(code: str, atlas: Atlas) -> RegionCode:
    if code not in atlas:
        raise BadRow(f"there is no region {code}")
    return RegionCode(code)
