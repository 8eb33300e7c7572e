"""A drop target in words: who it is, how far away, how much it has in hand; or why it may not be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from console.domain.ticket import Target, TicketId
from console.gate import Verdict
from console.ranking import PLACE, Part
from console.targets import TargetCheck, describe
from widgets import words
from widgets.relay import Relay

_SEND_TO: Final = {
    "dispatch": QT_TRANSLATE_NOOP("target_words", "Dispatch to {target}"),
    "transfer": QT_TRANSLATE_NOOP("target_words", "Transfer to {target}"),
}
_IN_HAND = QT_TRANSLATE_NOOP("target_words", "in hand {n}")
_WITH_WARNINGS = QT_TRANSLATE_NOOP("target_words", "{said}. Mind: {warnings}")
_COUNTS_AS = QT_TRANSLATE_NOOP("target_words", "Counts as {metres}: {parts}")
_NO_POSITION = QT_TRANSLATE_NOOP("target_words", "no position")
WARNINGS: Final = {
    "crew.busy": QT_TRANSLATE_NOOP("target_words", "busy"),
    "crew.position_stale": QT_TRANSLATE_NOOP("target_words", "position old"),
    "crew.skill_missing": QT_TRANSLATE_NOOP("target_words", "skill missing"),
}
PARTS: Final = {
    Part.DISTANCE: QT_TRANSLATE_NOOP("target_words", "distance {metres}"),
    Part.LOAD: QT_TRANSLATE_NOOP("target_words", "in hand {metres}"),
    Part.SKILL: QT_TRANSLATE_NOOP("target_words", "skill missing {metres}"),
    Part.TURNS: QT_TRANSLATE_NOOP("target_words", "given lately {metres}"),
    Part.IDLE: QT_TRANSLATE_NOOP("target_words", "had one just now {metres}"),
    Part.STALE: QT_TRANSLATE_NOOP("target_words", "position old {metres}"),
}


def distance(metres: float) -> str:
    """Return a distance as an operator says it: ``850 m``, ``1.2 km``, ``14 km``."""
    if metres < 995:
        return f"{round(metres, -1):.0f} m"
    return f"{QLocale().toString(metres / 1000, 'f', 1 if metres < 9950 else 0)} km"


def in_hand(count: int) -> str:
    return _say(_IN_HAND).format(n=count)


def line(check: TargetCheck) -> str:
    """Return a target on one line: name, what speaks against it in short, distance, load."""
    return " · ".join(two_lines(check))


def two_lines(check: TargetCheck) -> tuple[str, str]:
    """Return a target on two lines: its name, then what speaks against it in short, distance and load."""
    against = [warning(reason.code) for reason in check.reasons if reason.verdict is Verdict.WARN]
    return _who(check), " · ".join([*against, *_how_far(check)])


def sentence(check: TargetCheck) -> str:
    """Return what a hovering drag is told: what dropping would do and what speaks against it, or why it would do nothing."""
    if check.refused is not None:
        return words.refusal(check.refused)
    return with_warnings(_say(_SEND_TO[check.verb]).format(target=" · ".join([_who(check), *_how_far(check)])), check)


def warning(code: str) -> str:
    """Return a warning of the gate in a word or two; a newer one than this catalogue stays as it is."""
    return _say(WARNINGS[code]) if code in WARNINGS else code


def warned(codes: str) -> str:
    """Return the warnings that a journal line keeps, in a word or two each."""
    return words.listed(warning(code) for code in codes.split())


def with_warnings(said: str, *checks: TargetCheck) -> str:
    """Add to ``said`` what the gate warns of; without a warning it stays as it is."""
    warnings = [sentence for check in checks for sentence in _sentences(check)]
    return _say(_WITH_WARNINGS).format(said=said, warnings=" ".join(warnings)) if warnings else said


def minding(said: str, codes: Iterable[str]) -> str:
    """Add to ``said`` what the gate has warned of, in a word or two each, each once; without a warning it stays as it is."""
    told = words.listed(warning(code) for code in dict.fromkeys(codes))
    return _say(_WITH_WARNINGS).format(said=said.rstrip(".。"), warnings=told) if told else said


def why(check: TargetCheck) -> str:
    """Return a candidate's reasons, one a line: the warnings, and what its rank is made of; "" where it is only near."""
    lines = _sentences(check)
    counted = {part: metres for part, metres in check.parts.items() if metres >= 1}
    if counted.keys() - {Part.DISTANCE}:
        parts = words.listed(_say(PARTS[part]).format(metres=distance(metres)) for part, metres in counted.items())
        lines.append(_say(_COUNTS_AS).format(metres=distance(sum(counted.values())), parts=parts))
    return "\n".join(lines)


def _who(check: TargetCheck) -> str:
    return f"{check.name} {check.holder}".strip()


def _how_far(check: TargetCheck) -> list[str]:
    away = [distance(check.distance_m)] if check.distance_m is not None else []
    unknown = [_say(_NO_POSITION)] if PLACE in check.missing else []
    return [*away, *unknown, in_hand(check.in_hand)]


def _sentences(check: TargetCheck) -> list[str]:
    return [words.refusal(reason.refused()) for reason in check.reasons if reason.verdict is Verdict.WARN]


def _say(text: object) -> str:
    return QCoreApplication.translate("target_words", str(text))


def of_drop(relay: Relay, target: Target, ids: Sequence[TicketId]) -> tuple[str, bool, str]:
    """Return what a drop of these tickets on the target would mean, whether it is allowed, and why not."""
    board = relay.board
    tickets = [relay.ahead(board.tickets[id_]) for id_ in ids if id_ in board.tickets]
    check = describe(board, target, tickets, relay.operator, relay.clock.now())
    why = words.refusal(check.refused) if check.refused else ""
    return line(check) if check.refused else sentence(check), check.allowed, why
