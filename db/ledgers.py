"""What is kept beside tickets: answers to their sources, the checks they planted, campaigns."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    select,
    text,
    update,
)

from console.domain.aftercare import Patrol, SourceAnswer
from console.domain.campaign import Campaign, GridProgress, Progress, Site
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.ticket import Caller, State, Ticket, TicketId
from console.ground import tells_of
from console.journal import Entry, Kind
from db import records, tables
from db.columns import below
from db.ground import STANDS, SqlGround
from db.walls import SqlWalls, SqlWallsReader
from db.writing import insert_new, insert_or_replace

CODES_AT_ONCE = 500
ROWS_AT_ONCE = 1000

_answer, _patrol = tables.answer, tables.patrol
_campaign, _grid, _site = tables.campaign, tables.campaign_grid, tables.campaign_site
_IS_DONE = func.coalesce(func.sum(case((_site.c.is_done, 1), else_=0)), 0)
_WITH_SITES = _grid.outerjoin(_site, and_(_site.c.campaign == _grid.c.campaign, _site.c.grid == _grid.c.grid))

_SHOWN = (
    select(tables.ticket.c.caller_name.label("name"), tables.ticket.c.caller_phone.label("phone"))
    .join(tables.journal, tables.journal.c.ticket == tables.ticket.c.id)
    .where(tables.journal.c.key == bindparam("line"), tables.journal.c.kind == Kind.CALLER_SHOWN.value)
)
_SHOWN_BY_SERVER = text("SELECT name, phone FROM caller_shown(:line)")


class SqlLedgers(SqlWalls, SqlGround):
    """Writes on the connection of a unit of work, within its transaction."""

    def queue_answer(self, answer: SourceAnswer) -> None:
        row = {
            "ticket": answer.ticket,
            "source": answer.source,
            "outside_number": answer.outside_number,
            "outcome": answer.outcome.value,
            "text": answer.text,
            "made_at": answer.made_at,
            "taken_at": answer.taken_at,
        }
        self._connection.execute(insert(_answer), row)

    def take_answers(self, answers: Collection[int], at: datetime) -> int:
        asked, taken = list(answers), 0
        for begin in range(0, len(asked), CODES_AT_ONCE):
            some = and_(_answer.c.id.in_(asked[begin : begin + CODES_AT_ONCE]), _answer.c.taken_at.is_(None))
            taken += self._connection.execute(update(_answer).where(some).values(taken_at=at)).rowcount
        return taken

    def patrol(self, ticket: TicketId) -> Patrol | None:
        row = self._connection.execute(select(*_patrol.c).where(_patrol.c.ticket == ticket)).first()
        return None if row is None else _patrol_of(row)

    def plant(self, patrol: Patrol) -> None:
        row = {column.name: getattr(patrol, column.name) for column in _patrol.c}
        insert_or_replace(self._connection, _patrol, [row])

    def end_patrol(self, ticket: TicketId) -> None:
        self._connection.execute(update(_patrol).where(_patrol.c.ticket == ticket).values(left=0))

    def move_on(self, patrol: Patrol, due_at: datetime) -> bool:
        as_seen = and_(_patrol.c.ticket == patrol.ticket, _patrol.c.next_at == due_at, _patrol.c.left > 0)
        moved = update(_patrol).where(as_seen).values(left=patrol.left, next_at=patrol.next_at)
        return self._connection.execute(moved).rowcount == 1

    def campaign(self, campaign: UUID) -> Campaign | None:
        row = self._connection.execute(select(*_campaign.c).where(_campaign.c.id == campaign)).first()
        return None if row is None else _campaign_of(row)

    def grids_among(self, codes: Collection[RegionCode]) -> frozenset[RegionCode]:
        asked, column = list(codes), tables.region.c
        found: set[RegionCode] = set()
        for begin in range(0, len(asked), CODES_AT_ONCE):
            some = select(column.code).where(
                tables.IS_GRID, STANDS, column.code.in_(asked[begin : begin + CODES_AT_ONCE])
            )
            found.update(self._connection.execute(some).scalars())
        return frozenset(found)

    def begin(self, campaign: Campaign, grids: Collection[RegionCode]) -> None:
        row = {column.name: getattr(campaign, column.name) for column in _campaign.c}
        row["items"] = json.dumps(campaign.items, ensure_ascii=False)
        insert_new(self._connection, _campaign, [row])
        insert_new(self._connection, _grid, [{"campaign": campaign.id, "grid": grid} for grid in sorted(grids)])

    def end(self, campaign: UUID, at: datetime) -> None:
        self._connection.execute(update(_campaign).where(_campaign.c.id == campaign).values(ended_at=at))

    def has_grid(self, campaign: UUID, grid: RegionCode) -> bool:
        there = select(_grid.c.grid).where(_grid.c.campaign == campaign, _grid.c.grid == grid)
        return self._connection.execute(there).first() is not None

    def site(self, campaign: UUID, grid: RegionCode, label: str) -> Site | None:
        one = and_(_site.c.campaign == campaign, _site.c.grid == grid, _site.c.label == label)
        row = self._connection.execute(select(*_SITE).where(one)).first()
        return None if row is None else _site_of(row)

    def keep_site(self, site: Site, is_done: bool) -> bool:
        row = {name: getattr(site, name) for name in ("campaign", "grid", "label", "version", "note", "by", "at")}
        row |= {"done": json.dumps(sorted(site.done)), "is_done": is_done}
        if site.version == 1:
            return insert_new(self._connection, _site, [row]) == 1
        keys = {column.name for column in _site.primary_key}
        as_seen = and_(*(_site.c[name] == row[name] for name in sorted(keys)), _site.c.version == site.version - 1)
        changed = {name: value for name, value in row.items() if name not in keys}
        return self._connection.execute(update(_site).where(as_seen).values(changed)).rowcount == 1


class SqlLedgerReader(SqlWallsReader):
    """Answers on any thread; each call takes a connection of its own and gives it back at its end."""

    def waiting_answers(
        self, centre: RegionCode, since: datetime | None = None
    ) -> Iterator[tuple[Ticket, SourceAnswer]]:
        ticket = tables.ticket
        question = (
            select(*records.TICKET, *_answer.c)
            .join_from(_answer, ticket, ticket.c.id == _answer.c.ticket)
            .where(_answer.c.taken_at.is_(None), below(ticket.c.area, centre))
            .order_by(_answer.c.id)
        )
        if since is not None:
            question = question.where(_answer.c.made_at >= since)
        options = {"yield_per": ROWS_AT_ONCE}
        with self._engine.connect() as connection, connection.execute(question, execution_options=options) as rows:
            for row in rows:
                yield records.ticket_of(row[: len(records.TICKET)]), _answer_of(row[len(records.TICKET) :])

    def answers_of(self, ticket: TicketId) -> Sequence[SourceAnswer]:
        of_one = select(*_answer.c).where(_answer.c.ticket == ticket).order_by(_answer.c.id)
        return tuple(map(_answer_of, self._rows(of_one)))

    def caller_shown(self, line: UUID) -> Caller:
        with self._engine.connect() as connection:
            on_server = connection.dialect.name == "postgresql"
            row = connection.execute(_SHOWN_BY_SERVER if on_server else _SHOWN, {"line": line}).first()
        if row is None or row.name is None:
            raise Refused("caller.no_line")
        return Caller(row.name, row.phone)

    def due_patrols(self, centre: RegionCode, now: datetime) -> Sequence[Patrol]:
        due = and_(_patrol.c.centre == centre, _patrol.c.left > 0, _patrol.c.next_at <= now)
        return tuple(map(_patrol_of, self._rows(select(*_patrol.c).where(due).order_by(_patrol.c.next_at))))

    def campaigns(self, centre: RegionCode) -> Sequence[tuple[Campaign, Progress]]:
        visited = func.count(func.distinct(_site.c.grid))
        counts = (
            select(
                _grid.c.campaign,
                func.count(func.distinct(_grid.c.grid)).label("grids"),
                visited.label("visited"),
                func.count(_site.c.label).label("sites"),
                cast(_IS_DONE, Integer).label("done"),
            )
            .select_from(_WITH_SITES)
            .where(below(_grid.c.grid, centre))
            .group_by(_grid.c.campaign)
            .subquery()
        )
        question = (
            select(*_campaign.c, counts.c.grids, counts.c.visited, counts.c.sites, counts.c.done)
            .join_from(_campaign, counts, counts.c.campaign == _campaign.c.id)
            .order_by(_campaign.c.begun_at.desc(), _campaign.c.id)
        )
        return tuple((_campaign_of(row), _progress_of(row[len(_campaign.c) :])) for row in self._rows(question))

    def campaign_grids(self, campaign: UUID, centre: RegionCode) -> Sequence[GridProgress]:
        region = tables.region
        question = (
            select(_grid.c.grid, region.c.name, func.count(_site.c.label), cast(_IS_DONE, Integer))
            .select_from(_WITH_SITES.join(region, region.c.code == _grid.c.grid))
            .where(_grid.c.campaign == campaign, below(_grid.c.grid, centre))
            .group_by(_grid.c.grid, region.c.name)
            .order_by(_grid.c.grid)
        )
        return tuple(
            GridProgress(grid=grid, name=name, sites=sites, done=done)
            for grid, name, sites, done in self._rows(question)
        )

    def ground_lines(self, grid: RegionCode) -> Sequence[Entry]:
        # A code stands in the text of its line; which of these lines tell of it as a grid, they say themselves.
        named = and_(tables.OF_GROUND, tables.journal.c.detail.contains(grid, autoescape=True))
        lines = self._rows(select(*records.ENTRY).where(named).order_by(tables.journal.c.seq.desc()))
        return tuple(entry for entry in map(records.entry_of, lines) if tells_of(entry, grid))

    def campaign_sites(self, campaign: UUID, grid: RegionCode) -> Sequence[Site]:
        of_grid = and_(_site.c.campaign == campaign, _site.c.grid == grid)
        return tuple(map(_site_of, self._rows(select(*_SITE).where(of_grid).order_by(_site.c.label))))


_SITE = tuple(_site.c[name] for name in ("campaign", "grid", "label", "version", "done", "note", "by", "at"))


def _answer_of(row: Sequence[Any]) -> SourceAnswer:
    id_, ticket, source, outside_number, outcome, text, made_at, taken_at = row
    return SourceAnswer(
        id=id_,
        ticket=ticket,
        source=source,
        outside_number=outside_number,
        outcome=State(outcome),
        text=text,
        made_at=made_at,
        taken_at=taken_at,
    )


def _patrol_of(row: Sequence[Any]) -> Patrol:
    return Patrol(**{column.name: value for column, value in zip(_patrol.c, row, strict=True)})


def _campaign_of(row: Sequence[Any]) -> Campaign:
    told = dict(zip((column.name for column in _campaign.c), row, strict=False))
    return Campaign(**{**told, "items": tuple(json.loads(told["items"]))})


def _progress_of(row: Sequence[Any]) -> Progress:
    grids, visited, sites, done = row
    return Progress(grids=grids, visited=visited, sites=sites, done=done)


def _site_of(row: Sequence[Any]) -> Site:
    campaign, grid, label, version, done, note, by, at = row
    return Site(
        campaign=campaign,
        grid=grid,
        label=label,
        version=version,
        done=frozenset(json.loads(done)),
        note=note,
        by=by,
        at=at,
    )
