"""Where a server lies and how it is spoken to: the address as libpq reads it, and what is safe unless it says otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

from console.domain.errors import Refused
from db.address import without_password
from db.deadlines import CONNECT_S, STATEMENT_S

PORT = "5432"
SECRETS = ("password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")

SETTINGS: Mapping[str, str] = {
    "connect_timeout": str(CONNECT_S),
    "keepalives": "1",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "application_name": "griddesk",
    "options": f"-c timezone=UTC -c statement_timeout={STATEMENT_S}s -c idle_in_transaction_session_timeout=60s",
    # Of several servers, the one that takes changes; a standby would leave news out besides.
    "target_session_attrs": "read-write",
}
PLACE: Mapping[str, str] = {"host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT"}
PRIMARY = frozenset({"read-write", "primary"})
OVER_A_NETWORK: Mapping[str, str] = {
    "sslmode": "verify-full",
    "channel_binding": "require",
    "require_auth": "scram-sha-256",
}


@dataclass(slots=True, eq=False, weakref_slot=True)
class Key:
    """With what a server role signs in, kept in memory; another password counts for the connections to come."""

    name: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """One server, or several of which one is the primary; ``password`` is told to libpq and nobody else."""

    parameters: Mapping[str, str]
    password: str = field(default="", repr=False)

    @property
    def database(self) -> str:
        return self.parameters.get("dbname", "")

    @property
    def user(self) -> str:
        """The server role that the address names, "" where it leaves that to whoever signs in."""
        return self.parameters.get("user", "")

    @property
    def is_local(self) -> bool:
        """Tell whether it cannot leave this machine."""
        if self._is_in_a_file:
            return False
        places = [*_listed(self.parameters, "host", "PGHOST"), *_listed(self.parameters, "hostaddr", "PGHOSTADDR")]
        return all(map(_is_loopback, places))

    @property
    def is_verified(self) -> bool:
        """Tell whether the server must prove who it is; on this machine it need not."""
        return self.is_local or self.parameters.get("sslmode", "verify-full") == "verify-full"

    @property
    def _is_in_a_file(self) -> bool:
        """Tell whether a file of libpq's own says where it leads."""
        return bool(self.parameters.get("service") or os.environ.get("PGSERVICE"))

    def told(self) -> str:
        """Return the machines as people name them: with their ports only where those are not the usual one."""
        named = _listed(self.parameters, "host", "PGHOST") or _listed(self.parameters, "hostaddr", "PGHOSTADDR")
        hosts = named or ["localhost"]
        ports = _listed(self.parameters, "port", "PGPORT") or [PORT]
        ports = ports * len(hosts) if len(ports) == 1 else ports
        pairs = zip(hosts, ports, strict=False)
        return ", ".join(host if port in {"", PORT} else f"{host}:{port}" for host, port in pairs)

    def places(self) -> tuple[Mapping[str, str], ...]:
        """Return what tells each server from the others, where the primary among several is looked for.

        Nothing, once, where one is named, another than the primary will do, or only libpq knows which there are.
        """
        wanted = self.parameters.get("target_session_attrs", SETTINGS["target_session_attrs"])
        lists = {name: _listed(self.parameters, name, variable) for name, variable in PLACE.items()}
        count = max(len(lists["host"]), len(lists["hostaddr"]))
        if len(lists["port"]) == 1:
            lists["port"] *= count
        named = {name: listed for name, listed in lists.items() if listed}
        if wanted not in PRIMARY or self._is_in_a_file or count < 2 or any(len(one) != count for one in named.values()):
            return ({},)
        return tuple({name: listed[number] for name, listed in named.items()} for number in range(count))

    def settings(self, name: str = "", password: str = "") -> dict[str, str]:
        """Return what libpq is given; ``name`` is the role of whoever signs in, where the address names none."""
        safe = {} if self.is_local else dict(OVER_A_NETWORK)
        if self.parameters.get("sslmode", "verify-full") in {"disable", "allow", "prefer"}:
            # Without encryption there is no channel to bind to; the address says so in as many words.
            safe.pop("channel_binding", None)
        who = {"user": self.user or name, "password": password or self.password}
        return {**SETTINGS, **safe, **self.parameters, **{key: text for key, text in who.items() if text}}


def server_address(url: str) -> ServerAddress:
    """Read ``postgresql://[ROLE@]HOST[:PORT][,HOST…]/DATABASE[?SETTING=…]``.

    Raises:
        Refused: ``database.bad_url``; ``database.password_in_url``: on a command line others can read it, so it may
            stand there only for a trial on this machine.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    scheme, _, rest = url.partition("://")
    try:
        found = conninfo_to_dict(f"{scheme.removesuffix('+psycopg')}://{rest}")
    except ProgrammingError:
        # Its text may hold what stands where a password should.
        raise Refused("database.bad_url", url=without_password(url)) from None
    parameters = {name: str(value) for name, value in found.items() if name not in SECRETS}
    hosts, ports = _listed(parameters, "host"), _listed(parameters, "port")
    if not all(port.isdecimal() or not port for port in ports) or (len(ports) > 1 and len(ports) != len(hosts)):
        raise Refused("database.bad_url", url=without_password(url))
    address = ServerAddress(parameters, str(found.get("password") or ""))
    if any(found.get(name) for name in SECRETS) and not address.is_local:
        raise Refused("database.password_in_url", url=without_password(url))
    return address


def server_named(url: str) -> tuple[str, str, str]:
    """Return the machines, the database and the role that an address names; the role is "" where it names none.

    Raises:
        Refused: ``database.bad_url``, ``database.password_in_url``.
    """
    address = server_address(url)
    return address.told(), address.database, address.user


def _listed(parameters: Mapping[str, str], name: str, variable: str = "") -> list[str]:
    text = parameters.get(name) or os.environ.get(variable, "")
    return text.split(",") if text else []


def _is_loopback(host: str) -> bool:
    if not host or host == "localhost" or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
