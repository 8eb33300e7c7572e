"""What an operator notices when the leader of two nodes falls: ``python -m tests.outage.promotion [--silent] [--asynchronous]``.

Desks of the hall work at both nodes' address, and operators with roles of their own, through the door, with outboxes. A
moment before the leader is killed with -9, Patroni and server, the standby stops hearing from it; the standby is promoted;
later the old leader comes back. One JSON line a run: how long no order was acknowledged, what was lost, done twice, missed
or told twice, and whether the journal holds. Exit code 1 where the bar is missed. Asynchronous mode is the control, which
must lose what was acknowledged in that moment, but for what an outbox sends once more to the server that took over.

With ``--silent`` the leader is not killed: its host says and hears nothing any more, as when a cable is pulled, goes on by
itself, and is heard again later. Then each desk must have said so within two seconds, no call may outlive its deadline,
both nodes must never take changes at once, and no desk may be left at the old leader.

Needs Debian's patroni, etcd-server and postgresql, silent hosts iproute2 and nftables too, and root; a run takes about two
minutes.
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from console.ports import Outage
from db.hall.breaks import Break
from db.hall.figures import WRONG
from db.hall.plan import Plan
from db.hall.run import measure
from tests.outage.hosts import Host, Namespace, in_a_net_of_its_own
from tests.outage.patroni_pair import Node, Pair, running_pair, standby_kind
from tests.outage.watching import DESKS, Claims, ask, overruns
from tests.outage.workstations import seated

HOUSE = Path(__file__).resolve().parent.parent.parent
BAR_S = 3.0
"""So much longer than the leader's claim may live, nobody's orders are taken at most."""
LOST_WITHIN_S = 2.0
"""So soon each desk says that its link is lost."""
LATE_S = 0.5
"""By so much a call may outlive its deadline."""

LAST_S = 5.0
"""So long before the end operators give no more, and their outboxes send the last; then boards are compared."""


class Fall:
    """Kills the leader of a pair, or lets its host fall silent where it has one of its own, and brings it back later."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._fallen: Node | None = None
        self.at_s = 0.0
        self._back_s = inf

    def part(self) -> None:
        """Let the standby hear no more from the leader, which goes on."""
        self._host.part(self._pair.other(self.leader).host)

    def fall(self) -> None:
        self.at_s = monotonic()
        host = self._host
        if isinstance(host, Namespace):
            host.silence()
        else:
            self.leader.kill()
            host.mend()

    def bring_back(self) -> None:
        host = self._host
        if isinstance(host, Namespace):
            host.mend()
        else:
            self.leader.start()
        self._back_s = monotonic()

    def told(self, claims: Claims) -> Mapping[str, object]:
        """Return when the other node took over, whether both ever took changes, and how the old leader came back."""
        old, new = self.leader, self._pair.other(self.leader)
        log = old.log.read_text("utf-8", errors="replace")
        member = self._pair.members()[old.name]
        until_s, from_s = claims.took_until_s(old), claims.took_from_s(new, self.at_s)
        return {
            "took_over_after_s": round(from_s - self.at_s, 1),
            "old_led_on_s": round(max(0.0, until_s - self.at_s), 1),
            "both_led_s": round(max(0.0, until_s - from_s), 1),
            "led_when_back": until_s >= self._back_s,
            "old_leader": member["role"],
            "rewound": "pg_rewind exit code=0" in log,
            "timeline": member["timeline"],
        }

    @property
    def leader(self) -> Node:
        """The node that led when this was first asked."""
        self._fallen = self._fallen or self._pair.leader()
        return self._fallen

    @property
    def _host(self) -> Host:
        return self.leader.host


def run(told: argparse.Namespace) -> Mapping[str, object]:
    """Return the figures of one run.

    Raises:
        Outage: the pair did not come together, or one of the program's commands failed.
    """
    synchronous = not told.asynchronous
    with (
        running_pair(ttl_s=told.ttl, synchronous=synchronous, apart=told.silent) as pair,
        overruns() as noted,
        Claims(pair) as claims,
    ):
        _command("create", pair)
        fall, fall_s = Fall(pair), told.seconds / 3
        breaks = [Break(fall_s, fall.fall), Break(fall_s + 1.5 * told.ttl, fall.bring_back)]
        if told.behind:
            breaks.append(Break(fall_s - told.behind, fall.part))
        with seated(pair.url, told.operators) as operators:
            breaks += [Break(0.0, operators.start), Break(told.seconds - LAST_S, operators.stop)]
            plan = Plan(desks=told.desks, rate=told.rate, seconds=told.seconds)
            figures: dict[str, Any] = dict(measure(plan, pair.url, breaks))
            with_outbox = operators.told()
            pair.wait_until_whole(standby_kind(synchronous=synchronous))
            desks_left = int(ask(fall.leader, DESKS))
            at_desks = operators.told_of(fall.at_s)
        return {
            "mode": "synchronous" if synchronous else "asynchronous",
            "leader": "silent" if told.silent else "killed",
            "ttl_s": told.ttl,
            "outage_s": figures.pop("longest_silence_s"),
            **{name: figures[name] for name in ("desks", "orders", "sent_again", "reloads", *WRONG)},
            "refused": figures["refused"],
            "with_outbox": with_outbox,
            "at_desks": at_desks,
            "calls_late_s": round(noted.calls_s, 2),
            "connects": noted.connects,
            "longest_connect_s": round(noted.connects_s, 2),
            **fall.told(claims),
            "desks_left_at_old": desks_left,
            "verified": _command("verify", pair),
        }


def is_held(found: Mapping[str, Any]) -> bool:
    """Tell whether nothing was lost, done twice, missed or told twice, each desk saw that another server leads and left
    the old one, no call waited longer than it may, and the outage was no longer than it may be; of the control, whether
    it lost anything.
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
        and not (found["both_led_s"] or found["led_when_back"] or found["desks_left_at_old"])
        and (found["leader"] == "killed" or found["at_desks"]["link_lost_after_s"] <= LOST_WITHIN_S)
        and found["calls_late_s"] <= LATE_S
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
    words.add_argument(
        "--silent",
        action="store_true",
        help="the leader is not killed: its host falls silent, and is heard again later",
    )
    words.add_argument("--asynchronous", action="store_true", help="the control: nothing waits for the standby")
    told = words.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    if told.silent:
        in_a_net_of_its_own()
    held = True
    for _ in range(told.times):
        found = run(told)
        print(json.dumps(found), flush=True)
        held = held and is_held(found)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
