"""Where the nodes of a pair stand: on this machine's loopback, or each on a host of its own that can fall silent.

Such a host is a network namespace behind a bridge. Silent, it is what a dead machine or a pulled cable looks like from
outside: its packets and those to it vanish, nobody is told of a reset or an end, and all that runs on it goes on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from console.ports import Outage
from db.hall.line import Line
from db.local_server import HOST, NOBODY, free_port

BRIDGE = "hub"
OURS = "10.77.0.1"
"""Where desks and etcd are; it leads nowhere but to the hosts."""
MASK = 24
OUTSIDE = "eth0"
TABLE = "inet silence"
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
MARK = "GRIDDESK_NET_OF_ITS_OWN"
NEEDED = ("ip", "nft", "setpriv", "unshare")


class Host(Protocol):
    """Where one node runs: it listens on ``address``, and the other node reaches its server at ``reached_at``."""

    address: str
    port: int
    api_port: int
    reached_at: int

    def command(self, *words: str) -> Sequence[str]:
        """Return the command that runs this on the host, as a user without rights."""
        ...

    def part(self, other: Host) -> None:
        """Let the other host hear nothing from this one's server any more; desks still do."""
        ...

    def mend(self) -> None: ...

    def close(self) -> None: ...


class Loopback:
    """This machine: the line from the other node is cut, the host itself cannot fall silent."""

    def __init__(self) -> None:
        self.address = HOST
        self.port, self.api_port = free_port(), free_port()
        self._line = Line(self.port)
        self.reached_at = self._line.port

    def command(self, *words: str) -> Sequence[str]:
        return (*AS_NOBODY, *words)

    def part(self, _other: Host) -> None:
        self._line.cut()

    def mend(self) -> None:
        self._line.mend()

    def close(self) -> None:
        self._line.close()


class Namespace:
    """A host of its own on the bridge; ``number`` tells it from the others."""

    def __init__(self, number: int) -> None:
        self.address = f"{OURS.rpartition('.')[0]}.{number + 2}"
        self.port, self.api_port = 5432, 8008
        self.reached_at = self.port
        self._name = f"griddesk-{os.getpid()}-{number}"
        _ip("netns", "add", self._name)
        _ip("link", "add", f"port{number}", "type", "veth", "peer", "name", OUTSIDE, "netns", self._name)
        _ip("link", "set", f"port{number}", "master", BRIDGE, "up")
        _ip("-n", self._name, "link", "set", "lo", "up")
        _ip("-n", self._name, "addr", "add", f"{self.address}/{MASK}", "dev", OUTSIDE)
        _ip("-n", self._name, "link", "set", OUTSIDE, "up")
        self._drop("in", "input")
        self._drop("out", "output")

    def command(self, *words: str) -> Sequence[str]:
        return ("ip", "netns", "exec", self._name, *AS_NOBODY, *words)

    def part(self, other: Host) -> None:
        self._rule(f"in ip saddr {other.address}", f"out ip daddr {other.address}")

    def silence(self) -> None:
        """Let nobody hear anything from it, nor it from anybody."""
        self._rule(f"in iifname {OUTSIDE}", f"out oifname {OUTSIDE}")

    def mend(self) -> None:
        self._nft(f"flush table {TABLE}")

    def close(self) -> None:
        _ip("netns", "delete", self._name)

    def _drop(self, chain: str, hook: str) -> None:
        self._nft(
            f"add table {TABLE}; add chain {TABLE} {chain} {{ type filter hook {hook} priority 0; policy accept; }}"
        )

    def _rule(self, *which: str) -> None:
        self._nft("; ".join(f"add rule {TABLE} {one} drop" for one in which))

    def _nft(self, words: str) -> None:
        _run("ip", "netns", "exec", self._name, "nft", words)


def in_a_net_of_its_own() -> None:
    """Begin this program anew in a network that has no way out, unless it is in one.

    Raises:
        Outage: a program is missing.
    """
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        raise Outage("hosts cannot fall silent here: apt-get install iproute2 nftables util-linux")
    if MARK not in os.environ:
        again = ["unshare", "--net", sys.executable, *sys.orig_argv[1:]]
        os.execvpe(again[0], again, {**os.environ, MARK: "1"})


@contextmanager
def bridged() -> Iterator[str]:
    """Lay the bridge, and yield our own address on it."""
    _ip("link", "set", "lo", "up")
    _ip("link", "add", BRIDGE, "type", "bridge")
    _ip("addr", "add", f"{OURS}/{MASK}", "dev", BRIDGE)
    _ip("link", "set", BRIDGE, "up")
    try:
        yield OURS
    finally:
        _ip("link", "delete", BRIDGE)


def _ip(*words: str) -> None:
    _run("ip", *words)


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Outage(f"{' '.join(words)} ended with {done.returncode}: {done.stderr}")
