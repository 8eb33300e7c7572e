"""``db verify``: follows every chain of the journal, and names each line that was changed, removed, inserted or moved."""

from __future__ import annotations

import sys
from collections import Counter
from time import perf_counter

from console.chain import Finding
from console.commands.answering import Answer, BrokenOff
from console.domain.errors import Refused
from console.ports import Store
from console.settings import Database, data_folder
from console.witness import Witness

MOST_TOLD = 100
EVERY = 100_000
"""So many lines lie between two words about how far it is."""


def run(command: Database, store: Store) -> Answer:
    """Return what was looked at, and what does not hold.

    Raises:
        BrokenOff: something does not hold; with what was found.
        Outage: the database is out of reach.
    """
    witness = Witness(data_folder(), command.settings.db or "")
    seen = witness.seen()
    began_s, told = perf_counter(), 0

    def heard(lines: int) -> None:
        nonlocal told
        if lines >= told + EVERY:
            told = lines
            sys.stderr.write(f"{lines} lines, {perf_counter() - began_s:.1f} s\n")

    verdict = store.auditor().verify(seen, heard, command.archive)
    for one in verdict.findings[:MOST_TOLD]:
        sys.stderr.write(f"{_sentence(one)}\n")
    counts = Counter(one.fault.value for one in verdict.findings)
    answer = {
        "lines": verdict.lines,
        "chains": verdict.chains,
        "moved_out": verdict.moved,
        "lines_in_archive": verdict.in_files,
        "seals": verdict.anchors,
        "witnessed": len(seen),
        "seconds": round(perf_counter() - began_s, 2),
        "faults": dict(sorted(counts.items())),
        "findings": [_told(one) for one in verdict.findings[:MOST_TOLD]],
    }
    if verdict.findings:
        raise BrokenOff(Refused("journal.broken", count=len(verdict.findings)), {**answer, "whole": False})
    return {**answer, "whole": True}


def _told(one: Finding) -> dict[str, object]:
    told = {"fault": one.fault.value, "chain": one.chain, "place": one.place, "seq": one.seq, "key": one.key}
    return {name: value for name, value in told.items() if value not in {"", None}}


def _sentence(one: Finding) -> str:
    if not one.chain:
        return f"{one.fault.value}: seal {one.place}."
    line = f", line {one.seq}, key {one.key}" if one.seq is not None else ""
    return f"{one.fault.value}: {one.chain}, place {one.place}{line}."
