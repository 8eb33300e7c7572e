"""What is noted on a ticket besides its state: counts, co-handlers, an open request, supervision, merging.

A state says who must act next; nothing here is ever one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Step(IntEnum):
    """The steps of the ladder, from a word to the owner up to the next tier's list; higher is graver."""

    REMINDER = 1
    URGE = 2
    YELLOW = 3
    RED = 4
    BLACK = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for and waits for another's yes or no.

    ``verb`` is the verb it would be; ``hours`` the counted hours that an extension asks for, ``review_at`` when a
    suspension is to be looked at again; both None where they do not belong.
    """

    verb: str
    by: str
    at: datetime
    reason: str
    hours: float | None = None
    review_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHandler:
    """One that helps the lead handler; no feedback while one that must help has not said that it is done.

    ``sent`` tells that it came with the dispatch: a recall of that takes it back too.
    """

    kind: str
    id: str
    name: str
    must: bool = True
    done: bool = False
    result: str = ""
    sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A step of supervision: who answers for it by name, and the reply that clears it.

    ``stage`` is when the stage began that it was issued in: each step comes once a stage. ``by`` is empty for the ladder,
    whose ``reason`` is one of its codes. ``copied_to`` is the centre one tier up that got a copy, and ``is_listed`` tells
    that it stands on that centre's own list.
    """

    step: Step
    at: datetime
    stage: datetime
    responsible: str
    by: str = ""
    reason: str = ""
    reply: str = ""
    replied_by: str = ""
    copied_to: str = ""
    is_listed: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether a reply is still owed; a reminder asks for none."""
        return self.step >= Step.YELLOW and not self.reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a follow-up call found: whether the reporter is satisfied."""

    satisfied: bool
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """When a ticket was last reopened, and its counts at that moment: supervision begins anew there."""

    at: datetime
    reworks: int = 0
    returns: int = 0
    transfers: int = 0


class Outcome(StrEnum):
    """How a mediation ended."""

    AGREED = "agreed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    TO_COURT = "to_court"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediation:
    """A dispute: its parties by masked names only, who mediates, and how it ended.

    ``amount`` is what was agreed to be paid, in yuan with two decimals, empty for nothing; ``outcome`` is None while it
    goes on.
    """

    parties: tuple[str, ...] = ()
    mediator: str = ""
    amount: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The records of one ticket.

    ``filed_by`` and ``handlers`` keep duties apart: operators' names, and of those who handled also the crew's id.
    ``arrived_at`` is when the centre whose turn it is got the ticket, ``held_s`` how long each tier had it before, in
    seconds. ``merged`` holds ids of tickets. ``planted`` tells that follow-up checks of it are to come.
    """

    filed_by: str = ""
    handlers: tuple[str, ...] = ()
    arrived_at: datetime | None = None
    held_s: tuple[tuple[int, float], ...] = ()
    reworks: int = 0
    returns: int = 0
    transfers: int = 0
    extensions: int = 0
    reopens: int = 0
    anew: Anew | None = None
    co_handlers: tuple[CoHandler, ...] = ()
    request: Request | None = None
    review_at: datetime | None = None
    cards: tuple[Card, ...] = ()
    merged_into: int | None = None
    merged: tuple[int, ...] = ()
    answer: Answer | None = None
    mediation: Mediation | None = None
    planted: bool = False

    @property
    def card(self) -> Card | None:
        """The gravest card that still waits for a reply."""
        return max((card for card in self.present_cards if card.is_open), key=lambda card: card.step, default=None)

    @property
    def present_cards(self) -> tuple[Card, ...]:
        """The cards issued since the ticket was last reopened."""
        anew = self.anew
        return self.cards if anew is None else tuple(card for card in self.cards if card.at >= anew.at)


NONE = Records()
