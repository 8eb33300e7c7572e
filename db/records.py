"""How rows become the things of the domain and back, both ways side by side.

Rows come in as plain sequences in the order of the column tuples here; no row leaves this room.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from console.domain.camera import Camera
from console.domain.crew import Crew, CrewId, CrewKind, Department, Duty, Fix
from console.domain.grid import GridKind, Rating, Region, Tier
from console.domain.place import LatLng
from console.domain.records import NONE as NOTHING_NOTED
from console.domain.shift import Operator, Role
from console.domain.stage_clock import NO_CLOCKS
from console.domain.ticket import NOBODY, Caller, Holder, Priority, State, TargetKind, Ticket
from console.journal import Entry, Kind
from console.replay import CLOCKS, RECORDS
from db import tables

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})
NO_CHANGES: Mapping[str, object] = MappingProxyType({})

# By what is stored: of hundreds of news a second, asking the classes themselves would be a tenth of the reading. What is not
# here is asked of them all the same, and they say what is wrong with it.
_STATES = {one.value: one for one in State}
_PRIORITIES = {one.value: one for one in Priority}
_TIERS = {one.value: one for one in Tier}
_KINDS = {one.value: one for one in Kind}


def region_row(region: Region, box: Sequence[float | None]) -> dict[str, Any]:
    """Return the row; ``box`` is west, south, east, north in degrees, None where no shape is known."""
    west, south, east, north = box
    return {
        "code": region.code,
        "name": region.name,
        "tier": int(region.tier),
        "parent": region.parent,
        "kind": region.kind.value,
        "rating": region.rating.value,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "shape_wkb": region.shape_wkb,
        "version": region.version,
        "retired_at": region.retired_at,
    }


REGION = tuple(
    tables.region.c[name] for name in ("code", "name", "tier", "parent", "kind", "rating", "version", "retired_at")
)


def region_of(row: Sequence[Any], shape_wkb: bytes = b"") -> Region:
    code_, name, tier, parent, kind, rating, version, retired_at = row[:8]
    return Region(
        code=code_,
        name=name,
        tier=Tier(tier),
        parent=parent,
        kind=GridKind(kind),
        rating=Rating(rating),
        shape_wkb=shape_wkb,
        version=version,
        retired_at=retired_at,
    )


def crew_row(crew: Crew) -> dict[str, Any]:
    return {
        "id": crew.id,
        "name": crew.name,
        "kind": crew.kind.value,
        "region": crew.region,
        "duty": crew.duty.value,
        "phone": crew.phone,
        "version": crew.version,
        "skills": " ".join(sorted(crew.skills)),
    }


FIX = (tables.fix.c.crew, tables.fix.c.lat_deg, tables.fix.c.lng_deg, tables.fix.c.at)
CREW = (*tables.crew.c, *FIX[1:])
CREW_WITH_FIX = tables.crew.outerjoin(tables.fix, tables.fix.c.crew == tables.crew.c.id)


def crew_of(row: Sequence[Any]) -> Crew:
    id_, name, kind, home, duty, phone, version, skills, lat_deg, lng_deg, at = row
    return Crew(
        id=id_,
        name=name,
        kind=CrewKind(kind),
        region=home,
        duty=Duty(duty),
        phone=phone,
        place=_place(lat_deg, lng_deg),
        fixed_at=at,
        version=version,
        skills=frozenset(skills.split()),
    )


def fix_row(crew: CrewId, place: LatLng, at: datetime | None) -> dict[str, Any]:
    return {"crew": crew, "lat_deg": place.lat_deg, "lng_deg": place.lng_deg, "at": at}


def fix_of(row: Sequence[Any]) -> Fix:
    id_, lat_deg, lng_deg, at = row
    return Fix(id_, LatLng(lat_deg, lng_deg), at)


def department_row(department: Department) -> dict[str, Any]:
    return {
        "id": department.id,
        "name": department.name,
        "region": department.region,
        "lat_deg": department.place.lat_deg if department.place else None,
        "lng_deg": department.place.lng_deg if department.place else None,
    }


def department_of(row: Sequence[Any]) -> Department:
    id_, name, home, lat_deg, lng_deg = row
    return Department(id=id_, name=name, region=home, place=_place(lat_deg, lng_deg))


IS_ON: Mapping[str, bool] = MappingProxyType({"on": True, "off": False})
"""What a stored state says of whether a device answers; a word that is not here says nothing."""


def state_word(is_on: bool | None) -> str:
    """Return whether a device answers as it is stored, empty where that is not known."""
    return "" if is_on is None else "on" if is_on else "off"


def camera_row(camera: Camera) -> dict[str, Any]:
    return {
        "id": camera.id,
        "number": camera.number,
        "name": camera.name,
        "region": camera.region,
        "lat_deg": camera.place.lat_deg if camera.place else None,
        "lng_deg": camera.place.lng_deg if camera.place else None,
        "sub_url": camera.sub_url,
        "main_url": camera.main_url,
        "tags": ";".join(camera.tags),
        "state": state_word(camera.is_on),
        "state_at": camera.told_at,
        "source": camera.source,
        "ptz_url": camera.ptz_url,
        "azimuth_deg": camera.azimuth_deg,
        "view_deg": camera.view_deg,
    }


def camera_of(row: Sequence[Any]) -> Camera:
    id_, number, name, home, lat_deg, lng_deg, sub_url, main_url, tags, state, told_at, source, *aimed = row
    ptz_url, azimuth_deg, view_deg = aimed
    return Camera(
        id=id_,
        number=number,
        name=name,
        region=home,
        place=_place(lat_deg, lng_deg),
        sub_url=sub_url,
        main_url=main_url,
        tags=tuple(filter(None, tags.split(";"))),
        is_on=IS_ON.get(state),
        told_at=told_at,
        source=source,
        ptz_url=ptz_url,
        azimuth_deg=azimuth_deg,
        view_deg=view_deg,
    )


def operator_row(operator: Operator) -> dict[str, Any]:
    return {"name": operator.name, "centre": operator.centre, "roles": " ".join(sorted(operator.roles))}


def operator_of(row: Sequence[Any]) -> Operator:
    name, centre, roles = row
    return Operator(name=name, centre=centre, roles=frozenset(Role(role) for role in roles.split()))


def ticket_row(ticket: Ticket) -> dict[str, Any]:
    holder = ticket.holder
    return {
        "id": ticket.id,
        "number": ticket.number,
        "version": ticket.version,
        "state": ticket.state.value,
        "priority": int(ticket.priority),
        "category": ticket.category,
        "title": ticket.title,
        "source": ticket.source,
        "centre": ticket.centre,
        "tier": int(ticket.tier),
        "reported_at": ticket.reported_at,
        "stage_since": ticket.stage_since,
        "changed_at": ticket.changed_at,
        "due_at": ticket.due_at,
        "warn_at": ticket.warn_at,
        "area": ticket.area,
        "grid": ticket.grid,
        "lat_deg": ticket.place.lat_deg if ticket.place else None,
        "lng_deg": ticket.place.lng_deg if ticket.place else None,
        "address": ticket.address,
        "description": ticket.description,
        "holder_kind": holder.kind.value if holder else None,
        "holder_id": holder.id if holder else None,
        "holder_name": holder.name if holder else None,
        "dispatched_by": ticket.dispatched_by,
        "handled_by": ticket.handled_by,
        "result": ticket.result,
        "caller_name": ticket.caller.name,
        "caller_phone": ticket.caller.phone,
        "readers": json.dumps(ticket.readers) if ticket.readers else "",
        "outside_number": ticket.outside_number,
        "clocks": plain_json(CLOCKS.write(ticket.clocks)),
        "noted": plain_json(RECORDS.write(ticket.noted)),
    }


TICKET = tuple(column for column in tables.ticket.c if column.name != "last_hash")


def ticket_of(row: Sequence[Any]) -> Ticket:
    (
        id_, number, version, state, priority, category, title, source, centre, tier, reported_at, stage_since,
        changed_at, due_at, warn_at, area, grid, lat_deg, lng_deg, address, description, holder_kind, holder_id, holder_name,
        dispatched_by, handled_by, result, caller_name, caller_phone, readers, outside_number,
        clocks, noted,
    ) = row  # fmt: skip
    return Ticket(
        id=id_,
        number=number,
        version=version,
        state=_STATES.get(state) or State(state),
        priority=_PRIORITIES.get(priority) or Priority(priority),
        category=category,
        title=title,
        source=source,
        centre=centre,
        tier=_TIERS.get(tier) or Tier(tier),
        reported_at=reported_at,
        stage_since=stage_since,
        changed_at=changed_at,
        due_at=due_at,
        warn_at=warn_at,
        area=area,
        grid=grid,
        place=_place(lat_deg, lng_deg),
        address=address,
        description=description,
        holder=Holder(TargetKind(holder_kind), holder_id, holder_name) if holder_kind else None,
        dispatched_by=dispatched_by,
        handled_by=handled_by,
        result=result,
        caller=Caller(caller_name, caller_phone) if caller_name or caller_phone else NOBODY,
        readers=tuple(json.loads(readers)) if readers else (),
        outside_number=outside_number,
        clocks=CLOCKS.read(json.loads(clocks)) if clocks else NO_CLOCKS,
        noted=RECORDS.read(json.loads(noted)) if noted else NOTHING_NOTED,
    )


def entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "part": entry.part,
        "kind": entry.kind.value,
        "ticket": entry.ticket,
        "version": entry.version,
        "at": entry.at,
        "by": entry.by,
        "desk": entry.desk,
        "centre": entry.centre,
        "from_state": entry.from_state.value if entry.from_state else None,
        "to_state": entry.to_state.value if entry.to_state else None,
        "due_at": entry.due_at,
        "reason": entry.reason,
        "imported": entry.imported,
        "detail": plain_json(entry.detail),
        "changes": plain_json(entry.changes),
    }


NOT_TOLD = frozenset({"seq", "left_sight_of", "concerns", "written", "account", "prev_hash", "hash"})
ENTRY = tuple(column for column in tables.journal.c if column.name not in NOT_TOLD)


def entry_of(row: Sequence[Any]) -> Entry:
    (
        key, part, kind, ticket_id, version, at, by, desk, centre, from_state, to_state, due_at, reason, imported, detail,
        changes,
    ) = row[: len(ENTRY)]  # fmt: skip
    return Entry(
        key=key,
        part=part,
        kind=_KINDS.get(kind) or Kind(kind),
        ticket=ticket_id,
        version=version,
        at=at,
        by=by,
        desk=desk,
        centre=centre,
        from_state=(_STATES.get(from_state) or State(from_state)) if from_state else None,
        to_state=(_STATES.get(to_state) or State(to_state)) if to_state else None,
        due_at=due_at,
        reason=reason,
        imported=imported,
        detail=MappingProxyType(json.loads(detail)) if detail else NOTHING_MORE,
        changes=MappingProxyType(json.loads(changes)) if changes else NO_CHANGES,
    )


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=dict)


def plain_json(words: object) -> str:
    """Return the words as a column of text keeps them; "" for nothing."""
    return _ENCODER.encode(words) if words else ""


def _place(lat_deg: float | None, lng_deg: float | None) -> LatLng | None:
    return LatLng(lat_deg, lng_deg) if lat_deg is not None and lng_deg is not None else None
