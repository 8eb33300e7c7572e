"""Two PostgreSQL nodes under Patroni, with one etcd, on this machine: from the programs of the distribution.

Started by hand, not by the suite. Nobody is asked for a password; all of it lies in one folder, which is thrown away.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any
from urllib.request import urlopen

import psutil

from console.ports import Outage
from db.local_server import HOST, NOBODY, OWNER, free_port
from tests.outage.hosts import Host, Loopback, Namespace, bridged

PATIENCE_S = 90.0
LOOK_EVERY_S = 0.2
LOOP_S, RETRY_S = 2, 5
NODES = ("a", "b")
PROGRAMS = Path("/usr/lib/postgresql")
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
UNASKED = "?sslmode=disable&require_auth=none"
"""Nobody is asked for a certificate or a password, which hosts that are not this machine would be."""
ALONE: Mapping[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": ()}
"""Nothing of it runs as root."""


class Node:
    """One server and the Patroni that looks after it, on a host."""

    def __init__(self, name: str, folder: Path, host: Host) -> None:
        self.name = name
        self.host = host
        self.data = folder / name
        self.sockets = folder / f"{name}.sockets"
        self.log = folder / f"{name}.log"
        self._settings = folder / f"{name}.yml"
        self._patroni: subprocess.Popen[bytes] | None = None

    def write(self, facts: Mapping[str, object], programs: Path) -> None:
        """Write its settings; every JSON is YAML."""
        own = {
            "name": self.name,
            "restapi": {"listen": self._api, "connect_address": self._api},
            "postgresql": {
                "listen": f"{self.host.address}:{self.host.port}",
                "connect_address": f"{self.host.address}:{self.host.reached_at}",
                "data_dir": str(self.data),
                "bin_dir": str(programs),
                "pgpass": str(self._settings.with_suffix(".pgpass")),
                "authentication": {"superuser": {"username": "postgres"}, "replication": {"username": "replicator"}},
                "parameters": {"unix_socket_directories": str(self.sockets)},
            },
        }
        self.sockets.mkdir()
        shutil.chown(self.sockets, NOBODY, NOBODY)
        self._settings.write_text(json.dumps({**facts, **own}), encoding="utf-8")

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._patroni = subprocess.Popen(
                self.host.command("patroni", str(self._settings)), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=self.data.parent, env={"PATH": PATH, "LC_ALL": "C.UTF-8"},
            )  # fmt: skip

    def kill(self) -> None:
        """End Patroni first, which would start the server again, then the server; both without a word."""
        assert self._patroni is not None
        self._patroni.kill()
        self._patroni.wait()
        self._kill_server()

    def stop(self) -> None:
        if self._patroni is not None and self._patroni.poll() is None:
            self._patroni.terminate()
            self._patroni.wait(PATIENCE_S)
        self._kill_server()
        self.host.close()

    def members(self) -> Sequence[Mapping[str, Any]]:
        """Return what it knows of both nodes; nothing where it does not answer."""
        with suppress(OSError), urlopen(f"http://{self._api}/cluster", timeout=2.0) as answer:
            return tuple(json.load(answer)["members"])
        return ()

    @property
    def _api(self) -> str:
        return f"{self.host.address}:{self.host.api_port}"

    def _kill_server(self) -> None:
        processes = self._server()
        for process in processes:
            # Without their head the others end by themselves.
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=PATIENCE_S)

    def _server(self) -> list[psutil.Process]:
        try:
            head = psutil.Process(int((self.data / "postmaster.pid").read_text("utf-8").split("\n", 1)[0]))
            return [head, *head.children(recursive=True)]
        except (OSError, psutil.NoSuchProcess):
            return []


class Pair:
    """``url`` names both nodes, as a city's address does."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        hosts = [node.host for node in nodes]
        self.url = f"postgresql://{OWNER}@{','.join(f'{host.address}:{host.port}' for host in hosts)}/griddesk"
        if any(host.address != HOST for host in hosts):
            self.url += UNASKED

    def members(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what is known of both nodes, by name."""
        for node in self.nodes:
            if found := node.members():
                return {one["name"]: one for one in found}
        return {}

    def other(self, node: Node) -> Node:
        return next(one for one in self.nodes if one is not node)

    def leader(self) -> Node:
        names = [name for name, one in self.members().items() if one["role"] == "leader"]
        return next(node for node in self.nodes if [node.name] == names)

    def wait_until_whole(self, standby: str) -> None:
        """Wait until one node leads and the other follows it as this kind of standby, on the same timeline."""
        _wait_until(lambda: self._is_whole(standby), "one node leads and the other follows")

    def _is_whole(self, standby: str) -> bool:
        found = sorted(self.members().values(), key=lambda one: str(one["role"]))
        # Patroni says "running" of a standby where a later release says "streaming".
        alive = all(one["state"] in {"running", "streaming"} for one in found)
        return alive and [one["role"] for one in found] == ["leader", standby] and _timelines(found) == 1


def _timelines(members: Sequence[Mapping[str, Any]]) -> int:
    return len({one.get("timeline") for one in members})


@contextmanager
def running_pair(*, ttl_s: int, synchronous: bool, apart: bool = False) -> Iterator[Pair]:
    """Start etcd and both nodes, wait until one follows the other, and take everything away at the end.

    ``apart``: each on a host of its own, which can fall silent; the program is in a net of its own then.

    Raises:
        Outage: a program is missing, or the nodes did not come together.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="griddesk-patroni-"))
    shutil.chown(folder, NOBODY, NOBODY)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        here = stack.enter_context(bridged()) if apart else HOST
        etcd = stack.enter_context(_etcd(folder, here))
        nodes = []
        for number, name in enumerate(NODES):
            nodes.append(Node(name, folder, Namespace(number) if apart else Loopback()))
            stack.callback(nodes[-1].stop)
            nodes[-1].write(_facts(etcd, ttl_s, synchronous=synchronous), programs)
        pair = Pair(nodes)
        nodes[0].start()
        _wait_until(lambda: any(one["role"] == "leader" for one in pair.members().values()), "the first node leads")
        nodes[1].start()
        pair.wait_until_whole(standby_kind(synchronous=synchronous))
        yield pair


def standby_kind(*, synchronous: bool) -> str:
    """Return what Patroni calls the node that follows."""
    return "sync_standby" if synchronous else "replica"


def _facts(etcd: str, ttl_s: int, *, synchronous: bool) -> Mapping[str, object]:
    return {
        "scope": "griddesk",
        "etcd3": {"host": etcd},
        "bootstrap": {
            "dcs": {
                "ttl": ttl_s,
                "loop_wait": LOOP_S,
                "retry_timeout": RETRY_S,
                "synchronous_mode": synchronous,
                "postgresql": {
                    "use_pg_rewind": True,
                    "parameters": {"max_connections": 700, "shared_buffers": "128MB", "wal_keep_size": "512MB"},
                    "pg_hba": [
                        "local all postgres trust",
                        *(f"host {what} all samenet trust" for what in ("all", "replication")),
                    ],
                },
            },
            "initdb": [{"encoding": "UTF8"}, {"locale": "C"}],
            "users": {OWNER: {"options": ["createrole", "createdb"]}},
        },
    }


@contextmanager
def _etcd(folder: Path, here: str) -> Iterator[str]:
    client, peer = (f"{here}:{free_port()}" for _ in range(2))
    with (folder / "etcd.log").open("ab") as log:
        etcd = subprocess.Popen(
            ["etcd", "--data-dir", folder / "etcd", "--log-level", "warn",
             "--listen-client-urls", f"http://{client}", "--advertise-client-urls", f"http://{client}",
             "--listen-peer-urls", f"http://{peer}", "--initial-advertise-peer-urls", f"http://{peer}",
             "--initial-cluster", f"default=http://{peer}"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder, **ALONE,
        )  # fmt: skip
    try:
        yield client
    finally:
        etcd.terminate()
        etcd.wait(PATIENCE_S)


def _programs() -> Path:
    """Return the folder of the newest server's programs."""
    missing = [name for name in ("etcd", "patroni") if shutil.which(name) is None]
    found = sorted(PROGRAMS.glob("*/bin/postgres"), key=lambda path: int(path.parent.parent.name))
    if missing or not found:
        raise Outage("there is no pair to start here: apt-get install patroni etcd-server postgresql")
    return found[-1].parent


def _wait_until(is_so: Callable[[], bool], what: str) -> None:
    until_s, pause = monotonic() + PATIENCE_S, Event()
    while not is_so():
        if monotonic() > until_s:
            raise Outage(f"not within {PATIENCE_S:g} s: {what}")
        pause.wait(LOOK_EVERY_S)
