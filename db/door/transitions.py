"""What a line of each kind may do, as rows: from the city's table of verbs, and what the verbs change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert

from console.domain.aftercare import CARRIES
from console.domain.saved_layout import SAVES
from console.domain.shift import Role
from console.domain.ticket import ENDED, State
from console.handlers.campaigns import LEADS, TICKS
from console.handlers.ground import DRAWS
from console.journal import GROUND_KINDS, Kind
from console.lifecycle import Lifecycle, Verb
from console.playback_orders import PlayBack
from db.door import tables as door

CLOCKS = ("clocks", "warn_at", "due_at")
HANDED_OVER = (
    "centre", "tier", "holder", "dispatched_by", "readers", "noted.arrived_at", "noted.held_s",
)  # fmt: skip
CHANGES: Mapping[Kind, tuple[str, ...]] = {
    Kind.SELF_HANDLED: ("result", "handled_by", "noted.handlers"),
    Kind.FILED: ("noted.filed_by",),
    Kind.DISPATCHED: ("holder", "dispatched_by", "grid", "area", "noted.co_handlers"),
    Kind.RECALLED: ("holder", "dispatched_by", "noted.co_handlers"),
    Kind.SIGNED: ("noted.handlers",),
    Kind.RETURNED: ("holder", "dispatched_by", "noted.returns"),
    Kind.TRANSFERRED: ("holder", "dispatched_by", "noted.transfers", "noted.co_handlers"),
    Kind.EXTENDED: (*CLOCKS, "noted.extensions"),
    Kind.SUSPENDED: ("noted.review_at",),
    Kind.ESCALATED: HANDED_OVER,
    Kind.SKIPPED_LEVEL: HANDED_OVER,
    Kind.DELEGATED: HANDED_OVER,
    Kind.CO_HANDLER_ADDED: ("noted.co_handlers",),
    Kind.FED_BACK: ("result", "handled_by", "noted.handlers"),
    Kind.CHECK_FAILED: ("noted.reworks",),
    Kind.REOPENED: (
        "holder", "dispatched_by", "noted.reopens", "noted.anew", "noted.co_handlers", "noted.answer",
    ),
    Kind.MERGED: ("noted.merged_into",),
    Kind.UNMERGED: ("stage_since", *CLOCKS, "noted.merged_into"),
    Kind.CO_HANDLED: ("noted.handlers", "noted.co_handlers"),
    Kind.FOLLOWED_UP: ("noted.answer",),
    Kind.RECLASSIFIED: ("category", "priority", *CLOCKS),
    Kind.MEDIATED: ("noted.mediation",),
    Kind.PATROL_PLANTED: ("noted.planted",),
    Kind.PATROL_ENDED: ("noted.planted",),
    Kind.SUPERVISED: ("readers", "noted.cards"),
    Kind.CARD_REPLIED: ("noted.cards",),
    Kind.DUPLICATE_TAKEN: ("noted.merged",),
    Kind.DUPLICATE_GIVEN_BACK: ("noted.merged",),
    Kind.RECALENDARED: CLOCKS,
}  # fmt: skip
"""Besides the stage and its clocks, which every line changes that leads to a state, and the request that it settles."""

ANYBODY: frozenset[Role] = frozenset()
NOTES: Mapping[Kind, frozenset[Role]] = {
    Kind.EXPORTED: ANYBODY,
    Kind.ANSWERS_TAKEN: CARRIES,
    Kind.CAMPAIGN_BEGAN: LEADS,
    Kind.SITE_TICKED: TICKS,
    Kind.CAMPAIGN_ENDED: LEADS,
    Kind.LAYOUT_SAVED: SAVES,
    Kind.LAYOUT_REMOVED: SAVES,
    Kind.WALL_SHOWN: SAVES,
    Kind.ALARMS_ACKNOWLEDGED: ANYBODY,
    Kind.CAMERA_MOVED: SAVES,
    Kind.CAMERA_TAKEN: SAVES,
    Kind.CAMERA_LEFT: SAVES,
    **dict.fromkeys(sorted(GROUND_KINDS), DRAWS),
    Kind.SHIFT_BEGAN: ANYBODY,
    Kind.SHIFT_ENDED: ANYBODY,
    Kind.PASSWORD_SET: ANYBODY,
}
"""Lines that concern no ticket, and who may bring them; seats and rules are the business of the server's owner."""


def lay(connection: Connection, lifecycle: Lifecycle) -> None:
    """Let the door go by this table of verbs."""
    for table, rows in ((door.transition, transitions(lifecycle)), (door.transition_field, fields(lifecycle))):
        connection.execute(delete(table))
        connection.execute(insert(table), list(rows))


def transitions(lifecycle: Lifecycle) -> Iterator[dict[str, Any]]:
    """Yield a row a kind that comes through the door."""
    for verb in lifecycle.verbs.values():
        yield _row(Kind(verb.records), verb)
    merge, unmerge = lifecycle.verb("merge"), lifecycle.verb("unmerge")
    open_states = frozenset(State) - ENDED - {State.DRAFT}
    yield _row(Kind.DUPLICATE_TAKEN, merge, leaves=open_states, stays=True)
    yield _row(Kind.DUPLICATE_GIVEN_BACK, unmerge, leaves=frozenset(State), stays=True)
    plays_back = lifecycle.verb(PlayBack.verb).roles
    for kind, roles in {**NOTES, Kind.CAMERA_PLAYED_BACK: plays_back}.items():
        yield {
            "kind": kind.value,
            "verb": "",
            "leaves": "",
            "leads_to": "",
            "roles": _words(roles),
            "needs_reason": kind is Kind.CAMERA_PLAYED_BACK,
            "guards": "",
        }


def fields(lifecycle: Lifecycle) -> Iterator[dict[str, str]]:
    """Yield a row a field that a kind of line may change."""
    kinds = {Kind(verb.records): verb for verb in lifecycle.verbs.values()}
    for kind in Kind:
        names = dict.fromkeys(CHANGES.get(kind, ()))
        if kind in kinds:
            names["noted.request"] = None
            if kinds[kind].leads_to is not None:
                names |= dict.fromkeys(("stage_since", *CLOCKS))
        yield from ({"kind": kind.value, "field": name} for name in names)


def _row(kind: Kind, verb: Verb, leaves: frozenset[State] | None = None, *, stays: bool = False) -> dict[str, Any]:
    leads_to = "before" if verb.name == "unmerge" else verb.leads_to.value if verb.leads_to else ""
    return {
        "kind": kind.value,
        "verb": verb.name,
        "leaves": _words(verb.leaves if leaves is None else leaves),
        "leads_to": "" if stays else leads_to,
        "roles": _words(verb.roles),
        "needs_reason": verb.needs_reason and not stays,
        "guards": " ".join(verb.guards),
    }


def _words(those: frozenset[Any]) -> str:
    return " ".join(sorted(one.value for one in those))
