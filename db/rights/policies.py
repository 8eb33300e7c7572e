"""Who reads and writes which rows: one line a table, and the statements that make them so.

Every policy asks for the operator once a statement, in a form that the planner cannot guess at, and fails closed: whoever is
unknown or locked has no ground, and what cannot be told apart from others' is not shown. A row of a ticket is shown where
the ticket is: on one's own ground, with one's own centre, where the centre is among its readers, or where a crew or a
department of one's own ground helps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from console.domain.aftercare import CARRIES
from console.domain.crew import Duty
from console.domain.saved_layout import LAST_NUMBER, REPORTS, SAVES, Scope
from console.domain.shift import Role
from console.handlers.campaigns import LEADS, TICKS
from console.journal import TOLD_BELOW
from db.rights.shapes import TEXT, many, path_of

KEPT_S = 120
"""How far a desk's clock may be from the server's, as for lines of the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What a desk may do with one table; without ``reads``, nothing.

    ``reads``, ``inserts`` and ``updates`` are conditions on a row; ``columns`` are all that may be read where they are
    not everything, ``put`` and ``changed`` those that may be given.
    """

    reads: str = ""
    columns: str = ""
    inserts: str = ""
    put: str = ""
    updates: str = ""
    becomes: str = ""
    changed: str = ""


def _on_ground(column: str) -> str:
    return (
        f"((({column} < (SELECT desk_lo())) IS FALSE AND ({column} >= (SELECT desk_hi())) IS FALSE)"
        f" OR {column} ^@ ANY ((SELECT desk_more())::text[]))"
    )


def _of(table: str, column: str, key: str = "id") -> str:
    """Return that the row which this one belongs to is shown: its own policy is asked."""
    return f"EXISTS (SELECT FROM {table} AS whole WHERE whole.{key} = {column})"


def _as_one_of(column: str, *roles: Role) -> str:
    named = ", ".join(f"'{role.value}'" for role in sorted(roles))
    return f"{column} = ANY ((SELECT desk_centres_as({named}))::text[])"


def _below_one_of(column: str, *roles: Role) -> str:
    named = ", ".join(f"'{role.value}'" for role in sorted(roles))
    return f"{column} ^@ ANY ((SELECT desk_centres_as({named}))::text[])"


def _just_now(column: str) -> str:
    return f"abs(extract(epoch FROM {column} - door_now())) <= {KEPT_S}"


OWN = "ANY ((SELECT desk_centres())::text[])"
KNOWN = "(SELECT desk_operator()) IS NOT NULL"
MINE = "(SELECT desk_operator())"
HELPS = (
    "CASE WHEN strpos(noted, '\"co_handlers\"') > 0 THEN EXISTS (SELECT"
    " FROM jsonb_path_query(noted::jsonb, 'lax $.co_handlers[*].id') AS helper(id)"
    f" WHERE EXISTS (SELECT FROM crew WHERE crew.id = helper.id #>> '{{}}' AND {_on_ground('crew.region')})"
    f" OR EXISTS (SELECT FROM department WHERE department.id = helper.id #>> '{{}}' AND {_on_ground('department.region')}))"
    " ELSE false END"
)
IS_READER = "CASE WHEN readers = '' THEN false ELSE readers::jsonb ?| (SELECT desk_centres()) END"
LEFT_AREA = '((left_sight_of::jsonb ->> 0) COLLATE "C")'
HAS_LEFT = (
    "CASE WHEN coalesce(left_sight_of, '') = '' THEN false ELSE left_sight_of::jsonb ?| (SELECT desk_centres())"
    f" OR {_on_ground(LEFT_AREA)} END"
)
TOLD_FROM_ABOVE = (
    f"kind IN ({', '.join(repr(kind.value) for kind in sorted(TOLD_BELOW))})"
    " AND EXISTS (SELECT FROM unnest((SELECT desk_centres())) AS own(code) WHERE own.code ^@ centre)"
)
IS_SAVED_BY_DESK = (
    f"by = {MINE} AND {_just_now('at')} AND number BETWEEN 1 AND {LAST_NUMBER} AND CASE scope "
    + " ".join(
        f"WHEN '{scope.value}' THEN owner = {MINE if scope is Scope.ME else repr('')} AND {_as_one_of('centre', *scope.saves)}"
        for scope in Scope
    )
    + " ELSE false END"
)
IS_TOLD_BY_WALL = (
    f"by = {MINE} AND {_just_now('at')} AND {_as_one_of('centre', *REPORTS)}"
    " AND length(name) <= 200 AND length(desk) <= 200 AND length(layout) <= 450"
)
IS_HELD_BY_DESK = (
    f"by = {MINE} AND {_as_one_of('centre', *SAVES)} AND {_of('camera', 'camera_held.camera')} AND length(desk) <= 200"
)
IS_OF_NOW = (
    "written = pg_current_xact_id() AND lat_deg BETWEEN -90 AND 90 AND lng_deg BETWEEN -180 AND 180"
    f" AND at BETWEEN '1900-01-01Z' AND door_now() + interval '{KEPT_S} s'"
    f" AND EXISTS (SELECT FROM crew AS whole WHERE whole.id = fix.crew AND whole.duty = '{Duty.ON_DUTY.value}')"
)

RIGHTS: Mapping[str, Rights] = MappingProxyType(
    {
        "alembic_version": Rights(reads="true"),
        "region": Rights(reads=KNOWN),
        "department": Rights(reads=KNOWN),
        "operator": Rights(reads=f"name = {MINE} OR {_on_ground('centre')}"),
        "crew": Rights(reads=_on_ground("region")),
        "fix": Rights(
            reads=_of("crew", "fix.crew"),
            inserts=IS_OF_NOW,
            put="crew, lat_deg, lng_deg, at, written",
            updates=_of("crew", "fix.crew"),
            becomes=IS_OF_NOW,
            changed="lat_deg, lng_deg, at, written",
        ),
        "camera": Rights(
            reads=_on_ground("region"),
            columns="id, number, name, region, lat_deg, lng_deg, tags, state, state_at, source",
        ),
        "site": Rights(reads=_on_ground("region")),
        "sensor": Rights(reads=_on_ground("region")),
        "layer_cell": Rights(reads=KNOWN),
        "ticket": Rights(reads=f"{_on_ground('area')} OR centre = {OWN} OR {IS_READER} OR {HELPS}"),
        "ticket_reader": Rights(reads=f"centre = {OWN}"),
        "journal": Rights(
            reads=(
                f"(ticket IS NOT NULL AND {_of('ticket', 'journal.ticket')})"
                f" OR (ticket IS NULL AND ({_on_ground('centre')} OR ({TOLD_FROM_ABOVE}))) OR {HAS_LEFT}"
            ),
            inserts="account = session_user::text",
            put=(
                "key, part, kind, ticket, version, at, by, desk, centre, from_state, to_state, due_at, reason, detail,"
                " changes"
            ),
        ),
        "course": Rights(reads=_on_ground("area")),
        "answer": Rights(
            reads=_of("ticket", "answer.ticket"),
            inserts=f"taken_at IS NULL AND {_just_now('made_at')} AND length(text) <= 40000 AND {_of('ticket', 'answer.ticket')}",
            put="ticket, source, outside_number, outcome, text, made_at, taken_at",
            updates=(
                "taken_at IS NULL AND EXISTS (SELECT FROM ticket AS whole"
                f" WHERE whole.id = answer.ticket AND {_below_one_of('whole.area', *CARRIES)})"
            ),
            becomes=f"taken_at BETWEEN '1900-01-01Z' AND door_now() + interval '{KEPT_S} s'",
            changed="taken_at",
        ),
        "patrol": Rights(
            reads=f"centre = {OWN} OR {_of('ticket', 'patrol.ticket')}",
            inserts=f"centre = {OWN}",
            put='ticket, centre, every_days, "left", next_at, text, by',
            updates=f"centre = {OWN}",
            becomes=f"centre = {OWN}",
            changed='centre, every_days, "left", next_at, text, by',
        ),
        "campaign": Rights(
            reads=f"{_on_ground('centre')} OR {_of('campaign_grid', 'campaign.id', 'campaign')}",
            inserts=(
                f"by = {MINE} AND {_as_one_of('centre', *LEADS)} AND ended_at IS NULL AND {_just_now('begun_at')}"
                " AND due_at < '9000-01-01Z' AND length(name) <= 1000"
                f" AND items::jsonb @@ {path_of(many(TEXT))}"
            ),
            put="id, name, items, centre, by, begun_at, due_at, ended_at",
            updates=f"ended_at IS NULL AND {_as_one_of('centre', *LEADS)}",
            becomes=f"{_as_one_of('centre', *LEADS)} AND {_just_now('ended_at')}",
            changed="ended_at",
        ),
        "campaign_grid": Rights(
            reads=_on_ground("grid"),
            inserts="campaign_is_new(campaign, grid)",
            put="campaign, grid",
        ),
        "campaign_site": Rights(
            reads=_on_ground("grid"),
            inserts=_below_one_of("grid", *TICKS),
            put="campaign, grid, label, version, done, is_done, note, by, at",
            updates=_below_one_of("grid", *TICKS),
            becomes=_below_one_of("grid", *TICKS),
            changed="version, done, is_done, note, by, at",
        ),
        "wall_layout": Rights(
            reads=f"centre = {OWN} AND owner IN ('', {MINE})",
            inserts=IS_SAVED_BY_DESK,
            put="centre, scope, owner, number, name, layout, cameras, version, by, at, gone",
            updates=f"centre = {OWN} AND owner IN ('', {MINE})",
            becomes=IS_SAVED_BY_DESK,
            changed="name, layout, cameras, version, by, at, gone",
        ),
        "wall": Rights(
            reads=f"centre = {OWN}",
            inserts=IS_TOLD_BY_WALL,
            put="centre, name, desk, layout, shows, by, at",
            updates=f"centre = {OWN}",
            becomes=IS_TOLD_BY_WALL,
            changed="desk, layout, shows, by, at",
        ),
        "camera_held": Rights(
            reads=_of("camera", "camera_held.camera"),
            inserts=IS_HELD_BY_DESK,
            put="camera, centre, desk, by, since, until, version",
            updates=_of("camera", "camera_held.camera"),
            becomes=IS_HELD_BY_DESK,
            changed="centre, desk, by, since, until, version",
        ),
        "rulebook": Rights(reads=KNOWN),
        "meta": Rights(reads=KNOWN),
        "transition": Rights(reads=KNOWN),
        "transition_field": Rights(reads=KNOWN),
        "moved_file": Rights(reads=KNOWN),
        "moved_ticket": Rights(reads=f"{_on_ground('area')} OR centre = {OWN}"),
        "audit_anchor": Rights(reads=KNOWN),
    }
)
"""By table; one that is not named here has no policy, and nobody but the owner reads a row of it."""

SHUT_ALL = (
    "DO $$ DECLARE one regclass; BEGIN FOR one IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND relkind IN ('r', 'p') AND NOT relrowsecurity"
    " LOOP EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', one); END LOOP; END $$"
)

SEQUENCES = ("ticket_number", "answer_id_seq")
FUNCTIONS = (
    "desk_is_owner()", "desk_operator()", "desk_roles(text)", "desk_centres()", "desk_centres_as(text[])", "desk_lo()",
    "desk_hi()", "desk_more()", "wall_cameras()", "campaign_is_new(uuid, text)", "door_now()", "caller_shown(uuid)", "anchor_now(interval)",
    "search(text, text, timestamptz, bigint, integer)", "news(text, xid8, xid8[], integer)",
)  # fmt: skip
"""What desks may call; triggers and what they call belong to the owner alone."""


WALL_TABLES = (
    "alembic_version", "camera", "camera_held", "crew", "department", "fix", "journal", "layer_cell", "meta", "operator",
    "region", "rulebook", "sensor", "site", "ticket", "ticket_reader", "wall", "wall_layout",
)  # fmt: skip
WALL_RIGHTS: Mapping[str, Rights] = MappingProxyType(
    {table: RIGHTS[table] if table == "wall" else replace(RIGHTS[table], put="", changed="") for table in WALL_TABLES}
)
"""What a wall may do: read what it shows, and say that it is there. Nothing else at all may it write, in no name."""

WALL_FUNCTIONS = (
    "desk_is_owner()", "desk_operator()", "desk_centres()", "desk_centres_as(text[])", "desk_lo()", "desk_hi()", "desk_more()",
    "wall_cameras()", "door_now()", "news(text, xid8, xid8[], integer)",
)  # fmt: skip


def policies() -> Iterator[str]:
    """Yield the statements that give every table its policies anew; one that has none is shut."""
    yield SHUT_ALL
    for table, rights in RIGHTS.items():
        for name in ("desk_reads", "desk_inserts", "desk_updates"):
            yield f"DROP POLICY IF EXISTS {name} ON {table}"
        if rights.reads:
            yield f"CREATE POLICY desk_reads ON {table} FOR SELECT USING ({rights.reads})"
        if rights.inserts:
            yield f"CREATE POLICY desk_inserts ON {table} FOR INSERT WITH CHECK ({rights.inserts})"
        if rights.updates:
            yield (
                f"CREATE POLICY desk_updates ON {table} FOR UPDATE USING ({rights.updates})"
                f" WITH CHECK ({rights.becomes})"
            )


def grants(group: str, without: Collection[str]) -> Iterator[str]:
    """Yield the statements that give the group of all desks exactly its rights; ``without`` are functions not there."""
    yield from _given(group, RIGHTS, FUNCTIONS, without)
    yield f"GRANT USAGE ON SEQUENCE {', '.join(SEQUENCES)} TO {group}"


def grants_of_walls(group: str, without: Collection[str]) -> Iterator[str]:
    """Yield the statements that give the group of all walls exactly its rights."""
    yield from _given(group, WALL_RIGHTS, WALL_FUNCTIONS, without)


def _given(
    group: str, rights_of: Mapping[str, Rights], functions: Collection[str], without: Collection[str]
) -> Iterator[str]:
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM PUBLIC, {group}"
    yield f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {group}"
    yield f"GRANT USAGE ON SCHEMA public TO {group}"
    for table, rights in rights_of.items():
        if rights.reads:
            yield f"GRANT SELECT {f'({rights.columns})' if rights.columns else ''} ON {table} TO {group}"
        if rights.put:
            yield f"GRANT INSERT ({rights.put}) ON {table} TO {group}"
        if rights.changed:
            yield f"GRANT UPDATE ({rights.changed}) ON {table} TO {group}"
    yield f"GRANT EXECUTE ON FUNCTION {', '.join(one for one in functions if one not in without)} TO {group}"
