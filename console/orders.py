"""Every order an operator can give, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from console.caller_orders import ShowCaller
from console.campaign_orders import AnyCampaignOrder
from console.domain.crew import Fix
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.records import Mediation, Step
from console.domain.ticket import NOBODY, Caller, Priority, Target, TicketId
from console.evidence_orders import AnyEvidenceOrder
from console.ground_orders import AnyGroundOrder
from console.order import Order, TicketOrder
from console.patrol_orders import EndPatrol, PlantPatrol, TakeInCheck
from console.playback_orders import PlayBack, PlayBackCamera
from console.wall_orders import AnyWallOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn(Order):
    """Take a matter in; the id is made at the desk, so that it may be sent again after an outage.

    ``taken_at`` is when a desk kept it, from which its clocks count; None where it goes to the database at once.
    """

    id: TicketId
    category: str
    title: str
    source: str
    reported_at: datetime
    priority: Priority | None = None
    description: str = ""
    address: str = ""
    place: LatLng | None = None
    caller: Caller = NOBODY
    outside_number: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(TicketOrder):
    verb: ClassVar[str] = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class File(TicketOrder):
    verb: ClassVar[str] = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(TicketOrder):
    """Send a ticket to a grid's crew on duty, a crew, or a department.

    A reported or accepted ticket is accepted and filed on the way where the operator holds these roles too. ``helpers``
    are sent along as co-handlers that nobody waits for: all go, or none does.
    """

    verb: ClassVar[str] = "dispatch"
    target: Target
    note: str = ""
    helpers: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(TicketOrder):
    verb: ClassVar[str] = "recall"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(TicketOrder):
    verb: ClassVar[str] = "sign"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBack(TicketOrder):
    verb: ClassVar[str] = "feed_back"
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPass(TicketOrder):
    verb: ClassVar[str] = "check_pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFail(TicketOrder):
    verb: ClassVar[str] = "check_fail"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(TicketOrder):
    verb: ClassVar[str] = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(TicketOrder):
    verb: ClassVar[str] = "return"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate(TicketOrder):
    """Hand a ticket to the centre one tier up; this centre keeps reading it."""

    verb: ClassVar[str] = "escalate"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate(TicketOrder):
    """Hand a ticket to a centre one tier down, by default the one that holds its grid."""

    verb: ClassVar[str] = "delegate"
    to: RegionCode | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipLevel(TicketOrder):
    """Hand a ticket to the centre two tiers up; both that are passed keep reading it."""

    verb: ClassVar[str] = "skip_level"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfHandle(TicketOrder):
    """Tell that a village settled the matter by itself; another still checks it."""

    verb: ClassVar[str] = "self_handle"
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskVerify(TicketOrder):
    verb: ClassVar[str] = "ask_verify"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified(TicketOrder):
    verb: ClassVar[str] = "verified"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(TicketOrder):
    """Confirm what was asked for: that a matter is not taken up."""

    verb: ClassVar[str] = "reject"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(TicketOrder):
    verb: ClassVar[str] = "decline"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Void(TicketOrder):
    """Confirm what was asked for: that a ticket counts for nothing."""

    verb: ClassVar[str] = "void"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(TicketOrder):
    """Send a ticket on to somebody else; who had it is released."""

    verb: ClassVar[str] = "transfer"
    target: Target
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHandle(TicketOrder):
    """Add a helper; the lead stays one, and waits for a helper that ``must``."""

    verb: ClassVar[str] = "co_handle"
    target: Target
    must: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CoDone(TicketOrder):
    """Tell what a helper, named by its id, did."""

    verb: ClassVar[str] = "co_done"
    helper: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(TicketOrder):
    """Ask for a verb that another approves; ``hours`` for an extension, ``review_at`` for a suspension.

    A crew's wish that the dispatcher writes down is the crew's, so that the dispatcher may approve it.
    """

    verb: ClassVar[str] = "ask"
    wants: str
    reason: str
    hours: float | None = None
    review_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(TicketOrder):
    """Say no to what was asked for."""

    verb: ClassVar[str] = "refuse"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(TicketOrder):
    """Let the handler have so many hours more, counted as the limit is counted."""

    verb: ClassVar[str] = "extend"
    hours: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend(TicketOrder):
    """Let the handle clock stand still until the ticket is resumed."""

    verb: ClassVar[str] = "suspend"
    reason: str
    review_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(TicketOrder):
    verb: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(TicketOrder):
    verb: ClassVar[str] = "reopen"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(TicketOrder):
    """Write down what the reporter said of the outcome."""

    verb: ClassVar[str] = "follow_up"
    satisfied: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassify(TicketOrder):
    """Correct class, priority or both; time that has passed stays passed."""

    verb: ClassVar[str] = "reclassify"
    reason: str
    category: str | None = None
    priority: Priority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediate(TicketOrder):
    """Tell how a dispute stands; of the parties' names nothing but the masked form is ever kept."""

    verb: ClassVar[str] = "mediate"
    mediation: Mediation


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(TicketOrder):
    """Lay a duplicate into the ticket ``into``, which the operator saw at ``into_seen``."""

    verb: ClassVar[str] = "merge"
    into: TicketId
    into_seen: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmerge(TicketOrder):
    """Bring back a merged ticket as it was before."""

    verb: ClassVar[str] = "unmerge"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive(TicketOrder):
    verb: ClassVar[str] = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervise(TicketOrder):
    """Issue a step of supervision, by hand or by the ladder, with one name that answers for it."""

    verb: ClassVar[str] = "supervise"
    step: Step
    responsible: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(TicketOrder):
    """Answer the gravest open card."""

    verb: ClassVar[str] = "reply"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFixes(Order):
    """Tell where crews on duty are; overwrites their last fix, writes no journal line."""

    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteExport(Order):
    """Write into the journal that something was exported, as the rule on privacy asks."""

    what: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginShift(Order):
    """Go on shift at the operator's centre; whoever is on it already stays so since then.

    ``anew``: somebody signed in. A shift that another desk began, as one that crashed, ends there and begins here.
    """

    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndShift(Order):
    """Go off shift; ``leaving`` the seat ends only what began at this desk: the operator may sit at another by now."""

    leaving: bool = False


AnyTicketOrder = (
    Accept
    | File
    | Dispatch
    | Recall
    | Sign
    | FeedBack
    | CheckPass
    | CheckFail
    | Close
    | Return
    | Escalate
    | Delegate
    | SkipLevel
    | SelfHandle
    | AskVerify
    | Verified
    | Reject
    | Decline
    | Void
    | Transfer
    | CoHandle
    | CoDone
    | Ask
    | Refuse
    | Extend
    | Suspend
    | Resume
    | Reopen
    | FollowUp
    | Reclassify
    | Mediate
    | Merge
    | Unmerge
    | Archive
    | Supervise
    | Reply
    | PlantPatrol
    | EndPatrol
    | ShowCaller
    | AnyEvidenceOrder
    | PlayBack
)
AnyNote = ReportFixes | NoteExport | BeginShift | EndShift | PlayBackCamera
AnyOrder = TakeIn | TakeInCheck | AnyTicketOrder | AnyNote | AnyCampaignOrder | AnyWallOrder | AnyGroundOrder
