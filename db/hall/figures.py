"""The figures of a hall: how long news took from the commit to each other desk's board, and what it cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise

from db.hall.plan import Commit, Plan, Seen, Told
from db.hall.reckoning import Reckoning

WRONG = ("differ", "lost", "uneven", "unasked", "unanswered", "missed", "repeated", "faults")
"""The figures of which none may be more than nothing."""


def figures(
    plan: Plan, told: Sequence[Told], reckoning: Reckoning, *, took_s: float, server_cpu_s: float | None
) -> Mapping[str, object]:
    """Return what a reader wants to know; milliseconds, and cores as seconds of work a second.

    ``agree`` says whether every board was the database at the end, every acknowledged order in it once and no other, and
    every news told once. ``longest_silence_s`` is the longest time in which no desk heard that an order is done.
    """
    commits: dict[int, dict[int, Commit]] = {}
    for commit in (commit for one in told for commit in one.commits):
        commits.setdefault(commit.ticket, {})[commit.version] = commit
    waits = [pair for one in told for seen in one.seen.values() for pair in _waits(seen, commits)]
    usual, urgent = ([wait for wait, is_urgent in waits if is_urgent is wanted] for wanted in (False, True))
    done_s = sorted(order.at_s for one in told for order in one.done)
    refused = sum((Counter(one.refused) for one in told), Counter[str]())
    found: dict[str, object] = {
        "desks": plan.desks,
        "offered_per_s": plan.rate,
        "reached_per_s": round(len(done_s) / took_s, 1),
        "orders": len(done_s),
        "heard": len(waits),
        **_spread("commit_to_board", usual + urgent),
        **_spread("urgent", urgent),
        **({} if server_cpu_s is None else {"server_cores": round(server_cpu_s / took_s, 2)}),
        "desk_cores": round(sum(one.cpu_s for one in told) / took_s, 2),
        "refused": dict(refused),
        "sent_again": sum(one.failed for one in told),
        "reloads": sum(one.reloads for one in told),
        "longest_silence_s": round(max((after - before for before, after in pairwise(done_s)), default=0.0), 1),
        **asdict(reckoning),
        "unanswered": sum(one.unanswered for one in told),
        "missed": sum(one.missed for one in told),
        "repeated": sum(one.repeated for one in told),
        "differ": [name for one in told for name in one.differ],
    }
    return {**found, "agree": not any(found[name] for name in WRONG)}


def _waits(seen: Sequence[Seen], commits: Mapping[int, Mapping[int, Commit]]) -> Iterator[tuple[float, bool]]:
    """Yield how long each commit took to a board, in ms, and whether it was urgent.

    A board that hears late hears several versions at once; one that had nothing of the ticket counts the last only.
    """
    for one in seen:
        of_ticket = commits.get(one.ticket, {})
        for version in range(one.before + 1 if one.before else one.version, one.version + 1):
            commit = of_ticket.get(version)
            if commit is not None:
                yield max(0.0, (one.at_s - commit.at_s) * 1000), commit.is_urgent


def _spread(name: str, waits_ms: Sequence[float]) -> Mapping[str, object]:
    if not waits_ms:
        return {}
    ordered = sorted(waits_ms)
    at = {share: ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.99)}
    return {f"{name}_p50_ms": round(at[0.5]), f"{name}_p99_ms": round(at[0.99]), f"{name}_max_ms": round(ordered[-1])}
