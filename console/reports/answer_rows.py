"""Answers that wait for their sources, as CSV and JSON, streamed into a file; callers by masked names only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from console.domain.aftercare import SourceAnswer
from console.domain.ticket import Ticket
from console.reports.daily_log import Cell
from console.reports.labels import Labels, word
from console.reports.rows import Counted, write_csv, write_json

Pair = tuple[Ticket, SourceAnswer]

ANSWER_FIELDS = (
    "number", "outside_number", "source", "category", "title", "address", "caller", "outcome", "answer", "made_at",
)  # fmt: skip


def answers_csv(answers: Iterable[Pair], zone: ZoneInfo, labels: Labels, path: Path) -> int:
    """Write the answers and return how many there were."""
    counted = Counted(answers)
    write_csv(path, [word(labels, "column", name) for name in ANSWER_FIELDS], _cells(counted, zone, labels))
    return counted.count


def answers_json(answers: Iterable[Pair], zone: ZoneInfo, path: Path) -> int:
    """Write the answers and return how many there were."""
    counted = Counted(answers)
    write_json(path, {"zone": zone.key}, "answers", (_plain(pair, zone) for pair in counted))
    return counted.count


def _cells(answers: Iterable[Pair], zone: ZoneInfo, labels: Labels) -> Iterator[list[Cell]]:
    for ticket, answer in answers:
        yield [
            ticket.number,
            answer.outside_number,
            word(labels, "source", answer.source),
            word(labels, "category", ticket.category),
            ticket.title,
            ticket.address,
            _caller(ticket),
            word(labels, "state", answer.outcome.value),
            answer.text,
            answer.made_at.astimezone(zone),
        ]


def _plain(pair: Pair, zone: ZoneInfo) -> dict[str, object]:
    ticket, answer = pair
    return {
        "id": answer.id,
        "number": ticket.number,
        "outside_number": answer.outside_number,
        "source": answer.source,
        "category": ticket.category,
        "title": ticket.title,
        "address": ticket.address,
        "caller": _caller(ticket),
        "outcome": answer.outcome.value,
        "answer": answer.text,
        "made_at": answer.made_at.astimezone(zone).isoformat(),
    }


def _caller(ticket: Ticket) -> str:
    caller = ticket.caller.masked()
    return " ".join(filter(None, (caller.name, caller.phone)))
