"""Codes of the console as words and sentences, in the language in force.

The console never speaks: it raises and records codes. Every code has its words here; a test compares both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from console.clocks import Lamp
from console.domain.category import Category
from console.domain.crew import CrewKind
from console.domain.errors import Refused
from console.domain.grid import Tier
from console.domain.records import Card, Outcome, Step
from console.domain.sentence import Sentence
from console.domain.shift import SYSTEM_NAME, Role
from console.domain.ticket import Priority, Source, State
from console.gate import Skill
from console.journal import Kind
from console.ladder import Why
from console.lifecycle import Name
from console.run_cards import Check, RunCard
from console.video.states import Reason, TileState
from widgets import row_words, rules
from widgets.kinds import KINDS
from widgets.refusals import REFUSALS, loads

STATES: Final = {
    State.DRAFT: QT_TRANSLATE_NOOP("words", "Draft"),
    State.REPORTED: QT_TRANSLATE_NOOP("words", "To be accepted"),
    State.VERIFYING: QT_TRANSLATE_NOOP("words", "Being verified"),
    State.ACCEPTED: QT_TRANSLATE_NOOP("words", "To be filed"),
    State.FILED: QT_TRANSLATE_NOOP("words", "To be dispatched"),
    State.DISPATCHED: QT_TRANSLATE_NOOP("words", "To be signed"),
    State.IN_PROGRESS: QT_TRANSLATE_NOOP("words", "In progress"),
    State.FEEDBACK: QT_TRANSLATE_NOOP("words", "To be checked"),
    State.CHECKED: QT_TRANSLATE_NOOP("words", "To be closed"),
    State.SUSPENDED: QT_TRANSLATE_NOOP("words", "Suspended"),
    State.CLOSED: QT_TRANSLATE_NOOP("words", "Closed"),
    State.REJECTED: QT_TRANSLATE_NOOP("words", "Rejected"),
    State.VOID: QT_TRANSLATE_NOOP("words", "Void"),
    State.MERGED: QT_TRANSLATE_NOOP("words", "Merged"),
    State.ARCHIVED: QT_TRANSLATE_NOOP("words", "Archived"),
}
PRIORITIES: Final = {
    Priority.P1: QT_TRANSLATE_NOOP("words", "Critical"),
    Priority.P2: QT_TRANSLATE_NOOP("words", "Urgent"),
    Priority.P3: QT_TRANSLATE_NOOP("words", "Pressing"),
    Priority.P4: QT_TRANSLATE_NOOP("words", "Normal"),
}
TIERS: Final = {
    Tier.CITY: QT_TRANSLATE_NOOP("words", "City"),
    Tier.DISTRICT: QT_TRANSLATE_NOOP("words", "District"),
    Tier.TOWNSHIP: QT_TRANSLATE_NOOP("words", "Township"),
    Tier.VILLAGE: QT_TRANSLATE_NOOP("words", "Village"),
    Tier.GRID: QT_TRANSLATE_NOOP("words", "Grid"),
}
ROLES: Final = {
    Role.CALL_TAKER: QT_TRANSLATE_NOOP("words", "call-taker"),
    Role.DISPATCHER: QT_TRANSLATE_NOOP("words", "dispatcher"),
    Role.SHIFT_LEAD: QT_TRANSLATE_NOOP("words", "shift lead"),
    Role.DUTY_COMMANDER: QT_TRANSLATE_NOOP("words", "duty commander"),
    Role.CHECKER: QT_TRANSLATE_NOOP("words", "checker"),
    Role.GRID_WORKER: QT_TRANSLATE_NOOP("words", "grid worker"),
    Role.CREW: QT_TRANSLATE_NOOP("words", "crew"),
    Role.ADAPTER: QT_TRANSLATE_NOOP("words", "outside system"),
    Role.WALL: QT_TRANSLATE_NOOP("words", "video wall"),
    Role.SYSTEM: QT_TRANSLATE_NOOP("words", "system"),
}
SOURCES: Final = {
    Source.PATROL: QT_TRANSLATE_NOOP("words", "Patrol"),
    Source.HOTLINE_12345: QT_TRANSLATE_NOOP("words", "Hotline 12345"),
    Source.PUBLIC: QT_TRANSLATE_NOOP("words", "Public report"),
    Source.VIDEO: QT_TRANSLATE_NOOP("words", "Seen on video"),
    Source.IOT: QT_TRANSLATE_NOOP("words", "Device alarm"),
    Source.LEADER: QT_TRANSLATE_NOOP("words", "Assigned by leader"),
    Source.SYSTEM: QT_TRANSLATE_NOOP("words", "Pushed by system"),
}
VERBS: Final = {
    "take_in": QT_TRANSLATE_NOOP("words", "Take in"),
    "self_handle": QT_TRANSLATE_NOOP("words", "Handle here"),
    "ask_verify": QT_TRANSLATE_NOOP("words", "Ask to verify"),
    "verified": QT_TRANSLATE_NOOP("words", "Confirm verified"),
    "accept": QT_TRANSLATE_NOOP("words", "Accept"),
    "reject": QT_TRANSLATE_NOOP("words", "Reject"),
    "file": QT_TRANSLATE_NOOP("words", "File"),
    "decline": QT_TRANSLATE_NOOP("words", "Decline to file"),
    "dispatch": QT_TRANSLATE_NOOP("words", "Dispatch"),
    "recall": QT_TRANSLATE_NOOP("words", "Recall"),
    "sign": QT_TRANSLATE_NOOP("words", "Sign"),
    "return": QT_TRANSLATE_NOOP("words", "Return"),
    "transfer": QT_TRANSLATE_NOOP("words", "Transfer"),
    "extend": QT_TRANSLATE_NOOP("words", "Extend"),
    "suspend": QT_TRANSLATE_NOOP("words", "Suspend"),
    "resume": QT_TRANSLATE_NOOP("words", "Resume"),
    "escalate": QT_TRANSLATE_NOOP("words", "Escalate"),
    "skip_level": QT_TRANSLATE_NOOP("words", "Skip a level"),
    "delegate": QT_TRANSLATE_NOOP("words", "Delegate"),
    "co_handle": QT_TRANSLATE_NOOP("words", "Add co-handler"),
    "feed_back": QT_TRANSLATE_NOOP("words", "Feed back"),
    "check_pass": QT_TRANSLATE_NOOP("words", "Pass the check"),
    "check_fail": QT_TRANSLATE_NOOP("words", "Fail the check"),
    "close": QT_TRANSLATE_NOOP("words", "Close case"),
    "reopen": QT_TRANSLATE_NOOP("words", "Reopen"),
    "void": QT_TRANSLATE_NOOP("words", "Make void"),
    "merge": QT_TRANSLATE_NOOP("words", "Merge"),
    "unmerge": QT_TRANSLATE_NOOP("words", "Unmerge"),
    "archive": QT_TRANSLATE_NOOP("words", "Archive"),
    "ask": QT_TRANSLATE_NOOP("words", "Ask for it"),
    "refuse": QT_TRANSLATE_NOOP("words", "Refuse the request"),
    "co_done": QT_TRANSLATE_NOOP("words", "Co-handler is done"),
    "follow_up": QT_TRANSLATE_NOOP("words", "Follow-up call"),
    "plant_patrol": QT_TRANSLATE_NOOP("words", "Plant follow-up checks"),
    "end_patrol": QT_TRANSLATE_NOOP("words", "End follow-up checks"),
    "reclassify": QT_TRANSLATE_NOOP("words", "Correct class"),
    "mediate": QT_TRANSLATE_NOOP("words", "Mediate"),
    "supervise": QT_TRANSLATE_NOOP("words", "Urge or supervise"),
    "reply": QT_TRANSLATE_NOOP("words", "Reply to the card"),
    "show_caller": QT_TRANSLATE_NOOP("words", "Show the caller"),
    "attach_snapshot": QT_TRANSLATE_NOOP("words", "Attach a picture"),
    "attach_clip": QT_TRANSLATE_NOOP("words", "Attach a clip"),
    "play_back": QT_TRANSLATE_NOOP("words", "Play back a recording"),
}
STEPS: Final = {
    Step.REMINDER: QT_TRANSLATE_NOOP("words", "Reminder"),
    Step.URGE: QT_TRANSLATE_NOOP("words", "Urged"),
    Step.YELLOW: QT_TRANSLATE_NOOP("words", "Yellow card"),
    Step.RED: QT_TRANSLATE_NOOP("words", "Red card"),
    Step.BLACK: QT_TRANSLATE_NOOP("words", "Black card"),
}
WHYS: Final = {
    Why.NEARLY_DUE: QT_TRANSLATE_NOOP("words", "nearly due"),
    Why.OVERDUE: QT_TRANSLATE_NOOP("words", "overdue"),
    Why.OVERDUE_AGAIN: QT_TRANSLATE_NOOP("words", "overdue in another stage again"),
    Why.RETURNED: QT_TRANSLATE_NOOP("words", "returned too often"),
    Why.REWORKED: QT_TRANSLATE_NOOP("words", "reworked too often"),
    Why.TRANSFERRED: QT_TRANSLATE_NOOP("words", "transferred too often"),
}
OUTCOMES: Final = {
    Outcome.AGREED: QT_TRANSLATE_NOOP("words", "agreed"),
    Outcome.FAILED: QT_TRANSLATE_NOOP("words", "no agreement"),
    Outcome.WITHDRAWN: QT_TRANSLATE_NOOP("words", "withdrawn"),
    Outcome.TO_COURT: QT_TRANSLATE_NOOP("words", "goes to court"),
}
CREW_KINDS: Final = {
    CrewKind.GRID_WORKER: QT_TRANSLATE_NOOP("words", "Grid worker"),
    CrewKind.GRID_HEAD: QT_TRANSLATE_NOOP("words", "Grid head"),
    CrewKind.UNIT: QT_TRANSLATE_NOOP("words", "Unit"),
    CrewKind.VOLUNTEER: QT_TRANSLATE_NOOP("words", "Volunteer"),
}
LAMPS: Final = {
    Lamp.NONE: QT_TRANSLATE_NOOP("words", "No limit"),
    Lamp.UNKNOWN: QT_TRANSLATE_NOOP("words", "Not yet published"),
    Lamp.GREEN: QT_TRANSLATE_NOOP("words", "In time"),
    Lamp.YELLOW: QT_TRANSLATE_NOOP("words", "Nearly due"),
    Lamp.RED: QT_TRANSLATE_NOOP("words", "Overdue"),
}
TILE_STATES: Final = {
    TileState.EMPTY: QT_TRANSLATE_NOOP("words", "No camera"),
    TileState.CONNECTING: QT_TRANSLATE_NOOP("words", "Connecting"),
    TileState.LIVE: QT_TRANSLATE_NOOP("words", "Live"),
    TileState.LIVE_SUB: QT_TRANSLATE_NOOP("words", "Live, small"),
    TileState.STALE: QT_TRANSLATE_NOOP("words", "Picture stands still"),
    TileState.RECONNECTING: QT_TRANSLATE_NOOP("words", "Reconnecting"),
    TileState.OFFLINE: QT_TRANSLATE_NOOP("words", "Offline"),
    TileState.NO_RIGHT: QT_TRANSLATE_NOOP("words", "No right to view"),
    TileState.PAUSED: QT_TRANSLATE_NOOP("words", "Paused"),
}
TILE_REASONS: Final = {
    Reason.NONE: "",
    Reason.NOT_REQUESTED: QT_TRANSLATE_NOOP("words", "not requested"),
    Reason.DEVICE_OFFLINE: QT_TRANSLATE_NOOP("words", "device offline"),
    Reason.REFUSED: QT_TRANSLATE_NOOP("words", "connection refused"),
    Reason.TIMEOUT: QT_TRANSLATE_NOOP("words", "no answer in time"),
    Reason.AUTH: QT_TRANSLATE_NOOP("words", "wrong user or password"),
    Reason.FORBIDDEN: QT_TRANSLATE_NOOP("words", "not allowed by the device"),
    Reason.NOT_FOUND: QT_TRANSLATE_NOOP("words", "no such stream"),
    Reason.CODEC: QT_TRANSLATE_NOOP("words", "picture format not supported"),
    Reason.NO_VIDEO: QT_TRANSLATE_NOOP("words", "no video in the stream"),
    Reason.CLOSED_BY_CAMERA: QT_TRANSLATE_NOOP("words", "closed by the camera"),
    Reason.WORKER_LOST: QT_TRANSLATE_NOOP("words", "decoder restarting"),
    Reason.BAD_ADDRESS: QT_TRANSLATE_NOOP("words", "address cannot be read"),
    Reason.TOO_LARGE: QT_TRANSLATE_NOOP("words", "picture larger than can be shown"),
}


def state(code: State) -> str:
    return own(rules.in_force().lifecycle.stages[code].names) or _say(STATES[code])


def priority(code: Priority) -> str:
    return _say(PRIORITIES[code])


def tier(code: Tier) -> str:
    return _say(TIERS[code])


def role(code: Role) -> str:
    return own(rules.in_force().lifecycle.roles.get(code)) or _say(ROLES[code])


def verb(code: str) -> str:
    row = rules.in_force().lifecycle.verbs.get(code)
    return own(row.names if row is not None else None) or _say(VERBS[code])


def kind(code: Kind) -> str:
    """Return a journal line's word, in the past tense."""
    return _say(KINDS[code])


def source(code: str) -> str:
    """Return the words for where a ticket came from; a source of the city's own stays as it is."""
    return _say(SOURCES[Source(code)]) if code in set(Source) else code


def step(code: Step) -> str:
    """Return the word for a step of supervision."""
    return _say(STEPS[code])


def why(code: str) -> str:
    """Return the ladder's reason for a step in words; a code of a newer ladder stays as it is."""
    return _say(WHYS[Why(code)]) if code in set(Why) else code


def because(card: Card) -> str:
    """Return why a step was issued: the ladder's reason in words, or what the operator wrote."""
    return card.reason if card.by else why(card.reason)


def person(name: str) -> str:
    """Return who did something: a name as it is, the console itself by its word."""
    return role(Role.SYSTEM) if name == SYSTEM_NAME else name


def answers(responsible: str, centre: str) -> str:
    """Return who answers for a step: a name as it is, the role of the centre of this name by its word."""
    return f"{centre} {role(Role(responsible))}" if responsible in set(Role) else responsible


def outcome(code: Outcome) -> str:
    """Return the word for how a mediation ended."""
    return _say(OUTCOMES[code])


def crew_kind(code: CrewKind) -> str:
    return _say(CREW_KINDS[code])


def lamp(code: Lamp) -> str:
    return _say(LAMPS[code])


def tile_state(code: TileState) -> str:
    return _say(TILE_STATES[code])


def tile_reason(code: Reason) -> str:
    """Return why a tile is not live, empty where there is nothing to say."""
    return _say(TILE_REASONS[code]) if TILE_REASONS[code] else ""


def category(code: str, known: Mapping[str, Category] | None = None) -> str:
    """Return the minor class's name in the language in force; a code that is not known stays as it is."""
    return own((known if known is not None else rules.in_force().categories).get(code)) or code


def category_path(code: str, known: Mapping[str, Category] | None = None) -> str:
    """Return the major and the minor class; a code that is not known stays as it is."""
    found = (known if known is not None else rules.in_force().categories).get(code)
    if found is None:
        return code
    return f"{found.major_zh} / {found.zh}" if _is_chinese() else f"{found.major_en} / {found.en}"


def skill(code: str) -> str:
    """Return a skill's name in the language in force; a code that is not known stays as it is."""
    return own(rules.in_force().gate.skills.get(code)) or code


def listed(words: Iterable[str]) -> str:
    """Join words as a list of the language in force."""
    return _say(QT_TRANSLATE_NOOP("words", ", ")).join(words)


def refusal(refused: Refused, zone: tzinfo | None = None, *, region_name: Callable[[str], str] = str) -> str:
    """Return the sentence for what a rule refused; times in ``zone``, by default the workstation's.

    ``region_name`` calls a centre or a grid by its name, as ``Board.region_name`` does; without it the code is said.

    A code from a newer rule than this catalogue is shown as it is rather than hidden.
    """
    sentence = REFUSALS.get(refused.code)
    if sentence is None:
        return _say(QT_TRANSLATE_NOOP("words", "Refused: {code}")).format(code=refused)
    facts = {name: _fact(name, value, zone, region_name) for name, value in refused.facts.items()}
    return _say(sentence).format(**facts)


def underway(number: str) -> str:
    """Return why nothing can be asked of a ticket just now: this desk's last order about it is not answered yet."""
    return _say(QT_TRANSLATE_NOOP("words", "An order about {number} is on its way already.")).format(number=number)


def _fact(name: str, value: object, zone: tzinfo | None, region_name: Callable[[str], str]) -> str:
    match name, value:
        case "by", str(name):
            return person(name)
        case "centre" | "grid", str(code):
            return region_name(code)
        case "verb", str(code) if code in VERBS:
            return verb(code)
        case "state", str(code):
            return state(State(code))
        case "kind", str(code):
            return kind(Kind(code))
        case "skills", [*codes]:
            return listed(skill(str(code)) for code in codes)
        case "roles", [*codes]:
            return listed(role(Role(str(code))) for code in codes)
        case "load", (_, _, _) as counts:
            return listed(loads(counts))
        case "names", [*names]:
            return listed(map(str, names))
        case _, Sentence() as said:
            return row_words.said(said)
        case _, datetime() as at:
            return f"{at.astimezone(zone):%H:%M:%S}"
        case _:
            return str(value)


def own(named: Name | Category | Skill | RunCard | Check | None) -> str:
    """Return the name that a city gave a thing, in the language in force; "" for none."""
    return "" if named is None else named.zh if _is_chinese() else named.en


def _is_chinese() -> bool:
    return QLocale().language() == QLocale.Language.Chinese


def _say(text: object) -> str:
    # Qt's stubs call a marked text an object.
    return QCoreApplication.translate("words", str(text))
