"""The journal's words: what happened, and the news of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from console.domain.crew import Crew, Fix
from console.domain.grid import RegionCode, within
from console.domain.ticket import Priority, State, Ticket, TicketId


class Kind(StrEnum):
    """What a journal line tells of; verbs of the lifecycle in the past tense."""

    TAKEN_IN = "taken_in"
    SELF_HANDLED = "self_handled"
    VERIFICATION_ASKED = "verification_asked"
    VERIFIED = "verified"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    FILED = "filed"
    DECLINED = "declined"
    DISPATCHED = "dispatched"
    RECALLED = "recalled"
    SIGNED = "signed"
    ARRIVED = "arrived"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ESCALATED = "escalated"
    SKIPPED_LEVEL = "skipped_level"
    DELEGATED = "delegated"
    CO_HANDLER_ADDED = "co_handler_added"
    FED_BACK = "fed_back"
    CHECK_PASSED = "check_passed"
    CHECK_FAILED = "check_failed"
    CLOSED = "closed"
    REOPENED = "reopened"
    VOIDED = "voided"
    MERGED = "merged"
    UNMERGED = "unmerged"
    ARCHIVED = "archived"
    REQUESTED = "requested"
    REQUEST_REFUSED = "request_refused"
    CO_HANDLED = "co_handled"
    FOLLOWED_UP = "followed_up"
    RECLASSIFIED = "reclassified"
    MEDIATED = "mediated"
    SUPERVISED = "supervised"
    CARD_REPLIED = "card_replied"
    CALLER_SHOWN = "caller_shown"
    SNAPSHOT_ATTACHED = "snapshot_attached"
    CLIP_ATTACHED = "clip_attached"
    PLAYED_BACK = "played_back"
    DUPLICATE_TAKEN = "duplicate_taken"
    DUPLICATE_GIVEN_BACK = "duplicate_given_back"
    PATROL_PLANTED = "patrol_planted"
    PATROL_ENDED = "patrol_ended"
    EXPORTED = "exported"
    ANSWERS_TAKEN = "answers_taken"
    CAMPAIGN_BEGAN = "campaign_began"
    SITE_TICKED = "site_ticked"
    CAMPAIGN_ENDED = "campaign_ended"
    LAYOUT_SAVED = "layout_saved"
    LAYOUT_REMOVED = "layout_removed"
    WALL_SHOWN = "wall_shown"
    ALARMS_ACKNOWLEDGED = "alarms_acknowledged"
    CAMERA_MOVED = "camera_moved"
    CAMERA_TAKEN = "camera_taken"
    CAMERA_LEFT = "camera_left"
    CAMERA_PLAYED_BACK = "camera_played_back"
    GRID_REDRAWN = "grid_redrawn"
    GRID_SPLIT = "grid_split"
    GRIDS_MERGED = "grids_merged"
    GRIDS_ADDED = "grids_added"
    HEAD_NAMED = "head_named"
    CREW_STATIONED = "crew_stationed"
    SHIFT_BEGAN = "shift_began"
    SHIFT_ENDED = "shift_ended"
    OPERATOR_ADDED = "operator_added"
    ROLES_CHANGED = "roles_changed"
    OPERATOR_REMOVED = "operator_removed"
    PASSWORD_SET = "password_set"
    RULES_SET = "rules_set"
    MOVED_OUT = "moved_out"
    RECALENDARED = "recalendared"


HANDS_OVER = frozenset({Kind.ESCALATED, Kind.SKIPPED_LEVEL, Kind.DELEGATED})
"""What brings a ticket to another centre."""

SHIFT_KINDS = (Kind.SHIFT_BEGAN, Kind.SHIFT_ENDED)

PASSED_UP = frozenset({Kind.ESCALATED, Kind.SKIPPED_LEVEL})

CAMPAIGN_KINDS = frozenset({Kind.CAMPAIGN_BEGAN, Kind.SITE_TICKED, Kind.CAMPAIGN_ENDED})
"""What changes campaigns."""

EVIDENCE_KINDS = frozenset({Kind.SNAPSHOT_ATTACHED, Kind.CLIP_ATTACHED})
"""What names a file."""

PLAYBACK_KINDS = frozenset({Kind.PLAYED_BACK, Kind.CAMERA_PLAYED_BACK})
"""What tells that a recording was looked at: on a ticket, or where none was in hand."""

LAYOUT_KINDS = frozenset({Kind.LAYOUT_SAVED, Kind.LAYOUT_REMOVED})
"""What changes the layouts that are saved."""

HAND_KINDS = frozenset({Kind.CAMERA_TAKEN, Kind.CAMERA_LEFT, Kind.CAMERA_MOVED})
"""What tells whose hand a camera is in, and that it was let go."""

GROUND_KINDS = frozenset(
    {
        Kind.GRID_REDRAWN,
        Kind.GRID_SPLIT,
        Kind.GRIDS_MERGED,
        Kind.GRIDS_ADDED,
        Kind.HEAD_NAMED,
        Kind.CREW_STATIONED,
    }
)
"""What changes the ground: boundaries of grids, and who is at home there. ``console.ground`` reads these lines."""

TOLD_BELOW = CAMPAIGN_KINDS | HAND_KINDS | GROUND_KINDS | {Kind.ANSWERS_TAKEN}
"""What reaches downwards as well: a campaign of a centre above is ticked off at the desks below, their answers go out
there, a camera on their ground that is in a hand above is not theirs to move, and their ground is drawn anew there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the journal, written in the transaction it tells of.

    ``ticket`` is None for lines that concern none (an export, a shift, new rules). ``version`` is the ticket's after it.
    ``key`` and ``part`` make a repeated order harmless: one order may write several lines.
    ``due_at`` is when the stage is due that the line begins, or gives another due time; ``detail`` holds plain words. ``changes`` are the fields of
    the ticket that are other than before, in the plain form of ``console.replay``.
    """

    key: UUID
    part: int = 0
    kind: Kind
    ticket: TicketId | None
    version: int
    at: datetime
    by: str
    desk: str
    centre: str
    from_state: State | None = None
    to_state: State | None = None
    due_at: datetime | None = None
    reason: str = ""
    imported: bool = False
    detail: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    changes: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def begins_unpublished(self) -> bool:
        """Whether a stage begins of which nobody can say when it is due: in a year whose days are not yet published."""
        clocks = self.changes.get("clocks")
        runs = isinstance(clocks, Mapping) and "running" in clocks
        return runs and self.due_at is None and "stage_since" in self.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What was committed: the lines, the touched things as they now stand, and which desk did it.

    Lists may hold a thing older than what the receiver knows; versions decide. ``gone`` are tickets that the receiver may
    read no more, each with its version after that.
    """

    entries: tuple[Entry, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    crews: tuple[Crew, ...] = ()
    fixes: tuple[Fix, ...] = ()
    gone: tuple[tuple[TicketId, int], ...] = ()
    desk: str = ""


def is_told_at(entry: Entry, centre: RegionCode) -> bool:
    """Tell whether a centre hears of a line that concerns no ticket: from its own ground, and from above what is told below."""
    own = RegionCode(entry.centre)
    return within(own, centre) or (entry.kind in TOLD_BELOW and within(centre, own))


def is_urgent(ticket: Ticket, entries: Sequence[Entry]) -> bool:
    """Tell whether desks must hear at once: of a P1 that came in or became one, and of what is passed upwards."""
    kinds = {entry.kind for entry in entries}
    begins = not kinds.isdisjoint({Kind.TAKEN_IN, Kind.RECLASSIFIED})
    return (ticket.priority is Priority.P1 and begins) or not kinds.isdisjoint(PASSED_UP)
