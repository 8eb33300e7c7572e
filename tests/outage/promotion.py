"""What an operator notices when the leader of two nodes is killed: ``python -m tests.outage.promotion [--asynchronous]``.

Desks of the hall work at both nodes' address, and operators with roles of their own, through the door, with outboxes. A moment before the leader is killed with -9, Patroni and server, the
standby stops hearing from it; the standby is promoted; later the old leader comes back. One JSON line a run: how long no
order was acknowledged, what was lost, done twice, missed or told twice, and whether the journal holds. Exit code 1 where
the bar is missed. Asynchronous mode is the control, which must lose what was acknowledged in that moment, but for
what an outbox sends once more to the server that took over.

Needs Debian's patroni, etcd-server and postgresql; a run takes about two minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from console.ports import Outage
from db.hall.breaks import Break
from db.hall.figures import WRONG
from db.hall.plan import Plan
from db.hall.run import measure
from tests.outage.patroni_pair import Node, Pair, running_pair, standby_kind
from tests.outage.workstations import seated

HOUSE = Path(__file__).resolve().parent.parent.parent
BAR_S = 3.0
"""So much longer than the leader's claim may live, nobody's orders are taken at most."""


LAST_S = 5.0
"""So long before the end operators give no more, and their outboxes send the last; then boards are compared."""


class Fall:
    """Kills the leader of a pair, and brings it back later."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._fallen: Node | None = None

    def silence(self) -> None:
        """Let the standby hear no more from the leader, which goes on."""
        self._fallen = self._pair.leader()
        self._fallen.line.cut()

    def kill(self) -> None:
        assert self._fallen is not None
        self._fallen.kill()
        self._fallen.line.mend()

    def bring_back(self) -> None:
        assert self._fallen is not None
        self._fallen.start()

    def told(self) -> Mapping[str, object]:
        """Return how the old leader came back."""
        assert self._fallen is not None
        log = self._fallen.log.read_text("utf-8", errors="replace")
        member = self._pair.members()[self._fallen.name]
        return {"old_leader": member["role"], "rewound": "pg_rewind exit code=0" in log, "timeline": member["timeline"]}


def run(told: argparse.Namespace) -> Mapping[str, object]:
    """Return the figures of one run.

    Raises:
        Outage: the pair did not come together, or one of the program's commands failed.
    """
    with running_pair(ttl_s=told.ttl, synchronous=not told.asynchronous) as pair:
        _command("create", pair)
        fall, kill_s = Fall(pair), told.seconds / 3
        breaks = [Break(kill_s, fall.kill), Break(kill_s + 1.5 * told.ttl, fall.bring_back)]
        if told.behind:
            breaks.append(Break(kill_s - told.behind, fall.silence))
        with seated(pair.url, told.operators) as operators:
            breaks += [Break(0.0, operators.start), Break(told.seconds - LAST_S, operators.stop)]
            plan = Plan(desks=told.desks, rate=told.rate, seconds=told.seconds)
            figures: dict[str, Any] = dict(measure(plan, pair.url, breaks))
            with_outbox = operators.told()
        pair.wait_until_whole(standby_kind(synchronous=not told.asynchronous))
        return {
            "mode": "asynchronous" if told.asynchronous else "synchronous",
            "ttl_s": told.ttl,
            "outage_s": figures.pop("longest_silence_s"),
            **{name: figures[name] for name in ("desks", "orders", "sent_again", "reloads", *WRONG)},
            "refused": figures["refused"],
            "with_outbox": with_outbox,
            **fall.told(),
            "verified": _command("verify", pair),
        }


def is_held(found: Mapping[str, Any]) -> bool:
    """Tell whether nothing was lost, done twice, missed or told twice, each desk saw that another server leads, and the
    outage was no longer than it may be; of the control, whether it lost anything.
    """
    own = found["with_outbox"]
    if any(own[name] for name in ("lost", "missing", "waiting", "refused")):
        return False
    if found["mode"] == "asynchronous":
        return bool(found["lost"])
    return (
        not any(found[name] for name in WRONG)
        and found["reloads"] >= found["desks"]
        and max(found["outage_s"], own["outage_s"]) <= found["ttl_s"] + BAR_S
        and found["old_leader"] != "leader"
    )


def _command(word: str, pair: Pair) -> Mapping[str, object]:
    """Run one of the program's commands for a server at the pair's address; return what it tells."""
    done = subprocess.run(
        [sys.executable, "main.py", "db", word, "--db", pair.url],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Outage(f"db {word} ended with {done.returncode}: {done.stderr}")
    return dict(json.loads(done.stdout))


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.outage.promotion", description=__doc__.partition("\n")[0])
    words.add_argument("--desks", type=int, default=40)
    words.add_argument(
        "--operators", type=int, default=4, help="with roles, outboxes and feeds of their own beside those"
    )
    words.add_argument("--rate", type=float, default=25.0, help="orders a second of all desks")
    words.add_argument("--seconds", type=float, default=75.0, help="how long they work; the leader falls after a third")
    words.add_argument("--ttl", type=int, default=20, help="how long the leader's claim lives; 20 is Patroni's least")
    words.add_argument("--behind", type=float, default=0.3, help="so long before, the standby hears no more; or 0")
    words.add_argument("--times", type=int, default=1)
    words.add_argument("--asynchronous", action="store_true", help="the control: nothing waits for the standby")
    told = words.parse_args()
    held = True
    for _ in range(told.times):
        found = run(told)
        print(json.dumps(found), flush=True)
        held = held and is_held(found)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
