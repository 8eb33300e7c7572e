"""The link to a server: how each connection of an engine is made, and which deadline each of its calls has."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo, timeout_from_conninfo
from sqlalchemy import Engine, ExecutionContext, event

from console.outages import ServerOutage
from db.deadlines import Call, deadline_s
from db.server_address import Key, ServerAddress
from db.server_failures import at_the_door
from db.several_servers import Place, Servers
from db.watchdog import WatchedConnection

log = logging.getLogger(__name__)

LEAST_VERSION = 15


def watch(engine: Engine, address: ServerAddress, key: Key) -> None:
    """Let the engine make its connections here, and time what is asked on them."""
    if not address.is_verified:
        log.warning("Nobody looks whether %s is who it says: the address asks for that", address.told())
    servers = Servers(address.places())

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, _args: object, given: Mapping[str, Any]) -> WatchedConnection:
        return open_link(address, servers, key.name, key.password, given.get("context"))

    @event.listens_for(engine, "before_cursor_execute")
    def time_it(
        _connection: object, cursor: Any, _text: str, _facts: object, context: ExecutionContext, _m: bool
    ) -> None:
        cursor.connection.deadline_s = deadline_s(context.execution_options)

    @event.listens_for(engine, "checkin")
    def rest(link: WatchedConnection | None, _record: object) -> None:
        if link is not None:
            # The next that happens on it is the pool's question whether it still lives.
            link.deadline_s = Call.PROBE.value


def open_link(
    address: ServerAddress, servers: Servers, name: str, password: str, context: Any = None
) -> WatchedConnection:
    """Connect to the primary among the servers of the address.

    Raises:
        ServerOutage: with the reason.
    """
    settings = address.settings(name, password)

    def dial(place: Place) -> WatchedConnection:
        return WatchedConnection.connect(make_conninfo(**{**settings, **place}), context=context)

    try:
        link = servers.connect(dial, timeout_from_conninfo({**settings}))
    except psycopg.Error as error:
        raise at_the_door(error, address, name) from error
    version = link.info.server_version // 10_000
    if version < LEAST_VERSION:
        link.close()
        raise ServerOutage("server.too_old", server=address.told(), found=version, least=LEAST_VERSION)
    return link
