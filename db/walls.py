"""What is kept of walls: layouts saved under numbers, the walls that told of themselves, cameras in hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, select, update

from console.domain.camera import CameraId
from console.domain.grid import RegionCode
from console.domain.held_camera import HeldCamera
from console.domain.salvo import SeenWall
from console.domain.saved_layout import Hung, SavedLayout, Scope
from db.wall_tables import camera_held as _held
from db.wall_tables import wall as _wall
from db.wall_tables import wall_layout as _layout
from db.writing import insert_new, insert_or_replace


class SqlWalls:
    """Writes on the connection of a unit of work, within its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def layout(self, centre: RegionCode, scope: Scope, owner: str, number: int) -> SavedLayout | None:
        place = {"centre": centre, "scope": scope.value, "owner": owner, "number": number}
        one = and_(*(_layout.c[name] == value for name, value in place.items()))
        row = self._connection.execute(select(*_layout.c).where(one)).first()
        return None if row is None else _layout_of(row)

    def keep_layout(self, layout: SavedLayout) -> bool:
        row = {
            name: getattr(layout, name) for name in ("centre", "owner", "number", "name", "version", "by", "at", "gone")
        }
        row |= {"scope": layout.scope.value, "layout": layout.hung.layout}
        row["cameras"] = json.dumps(layout.hung.cameras, ensure_ascii=False)
        if layout.version == 1:
            return insert_new(self._connection, _layout, [row]) == 1
        keys = {column.name for column in _layout.primary_key}
        as_seen = and_(
            *(_layout.c[name] == row[name] for name in sorted(keys)), _layout.c.version == layout.version - 1
        )
        changed = {name: value for name, value in row.items() if name not in keys}
        return self._connection.execute(update(_layout).where(as_seen).values(changed)).rowcount == 1

    def wall(self, centre: RegionCode, name: str) -> SeenWall | None:
        one = and_(_wall.c.centre == centre, _wall.c.name == name)
        row = self._connection.execute(select(*_wall.c).where(one)).first()
        return None if row is None else _wall_of(row)

    def keep_wall(self, wall: SeenWall) -> None:
        row = {column.name: getattr(wall, column.name) for column in _wall.c}
        insert_or_replace(self._connection, _wall, [row])

    def held_camera(self, camera: CameraId) -> HeldCamera | None:
        row = self._connection.execute(select(*_held.c).where(_held.c.camera == camera)).first()
        return None if row is None else _held_of(row)

    def keep_held(self, held: HeldCamera) -> bool:
        row = {column.name: getattr(held, column.name) for column in _held.c}
        if held.version == 1:
            return insert_new(self._connection, _held, [row]) == 1
        as_seen = and_(_held.c.camera == held.camera, _held.c.version == held.version - 1)
        changed = {name: value for name, value in row.items() if name != "camera"}
        return self._connection.execute(update(_held).where(as_seen).values(changed)).rowcount == 1


class SqlWallsReader:
    """Answers on any thread; each call takes a connection of its own and gives it back at its end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def layouts(self, centre: RegionCode, operator: str) -> Sequence[SavedLayout]:
        seen = and_(_layout.c.centre == centre, _layout.c.owner.in_(("", operator)), _layout.c.gone.is_(False))
        return tuple(map(_layout_of, self._rows(select(*_layout.c).where(seen))))

    def walls(self, centre: RegionCode) -> Sequence[SeenWall]:
        here = select(*_wall.c).where(_wall.c.centre == centre).order_by(_wall.c.name)
        return tuple(map(_wall_of, self._rows(here)))

    def held_cameras(self, now: datetime) -> Sequence[HeldCamera]:
        in_hand = select(*_held.c).where(_held.c.until > now).order_by(_held.c.camera)
        return tuple(map(_held_of, self._rows(in_hand)))

    def _rows(self, question: Select[Any]) -> Sequence[Sequence[Any]]:
        with self._engine.connect() as connection:
            return connection.execute(question).all()


def _layout_of(row: Sequence[Any]) -> SavedLayout:
    told = dict(zip((column.name for column in _layout.c), row, strict=True))
    cameras = tuple(None if one is None else CameraId(one) for one in json.loads(told.pop("cameras")))
    hung = Hung(layout=told.pop("layout"), cameras=cameras)
    return SavedLayout(**{**told, "scope": Scope(told["scope"]), "hung": hung})


def _wall_of(row: Sequence[Any]) -> SeenWall:
    return SeenWall(**{column.name: value for column, value in zip(_wall.c, row, strict=True)})


def _held_of(row: Sequence[Any]) -> HeldCamera:
    return HeldCamera(**{column.name: value for column, value in zip(_held.c, row, strict=True)})
