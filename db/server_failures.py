"""What a server's failure means: the driver tells it in words of its own, the console by a code.

While a connection is made libpq keeps the number of an error to itself, so its words must do; those that come from
the server are in the server's language, and known here in English and Chinese.
"""

from __future__ import annotations

import re

import psycopg
from psycopg import errors

from console.outages import ServerOutage
from db.server_address import ServerAddress
from db.watchdog import DeadlinePassed

# Of several servers each may fail for a reason of its own: the first of these that was told is what must be mended.
AT_THE_DOOR = tuple(
    (code, re.compile(words, re.IGNORECASE))
    for code, words in (
        ("server.no_root_certificate", r"root certificate file .* does not exist|could not read root certificate file"),
        ("server.certificate_host", r"server certificate for .* does not match host name"),
        ("server.certificate_unknown", r"certificate verify failed|SSL error: tlsv1 alert unknown ca"),
        ("server.no_tls", r"server does not support SSL"),
        ("server.weak_sign_in", r"authentication method requirement|channel binding (is )?required"),
        ("server.password_needed", r"no password supplied"),
        ("server.wrong_sign_in", r"password authentication failed|authentication failed for user|认证失败"),
        ("server.not_admitted", r"pg_hba\.conf"),
        ("server.unknown_name", r'role "[^"]*" does not exist|角色 ?"[^"]*" ?不存在'),
        ("server.locked_name", r"is not permitted to log in|不允许登录|不允许登陆"),
        ("server.unknown_database", r'database "[^"]*" does not exist|数据库 ?"[^"]*" ?不存在'),
        ("server.no_rights", r"permission denied for database|访问数据库 .* 的权限不够|对数据库 .* 权限不够"),
        ("server.full", r"too many clients|too many connections|remaining connection slots|太多的客户"),
        ("server.starting", r"database system is (starting up|shutting down|in recovery)|not yet accepting connections"),
        ("server.starting", r"数据库系统(启动中|关闭中|在恢复模式中)"),
        ("server.standby", r"session is read-only|server is in hot standby mode"),
        ("server.silent", r"timeout expired|timed out|no route to host|network is unreachable"),
        ("server.refused", r"connection refused|actively refused|积极拒绝"),
        ("server.unknown_host", r"failed to resolve host|could not translate host name"),
        ("server.lost", r"server closed the connection unexpectedly|connection reset by peer|服务器意外(地)?关闭"),
        ("server.no_server", r"invalid response to SSL negotiation|expected authentication request"),
    )
)  # fmt: skip
FOUND_PATH = re.compile(r'root certificate file "([^"]*)"')


def at_the_door(error: psycopg.Error, address: ServerAddress, name: str) -> ServerOutage:
    """Return why no connection could be made."""
    text = str(error)
    facts: dict[str, object] = {"server": address.told(), "name": address.user or name, "database": address.database}
    for code, words in AT_THE_DOOR:
        if words.search(text):
            path = FOUND_PATH.search(text)
            return ServerOutage(code, **facts, **({"path": path[1]} if path else {}))
    return ServerOutage("server.failed", **facts, why=_first_line(text))


def on_the_way(error: BaseException) -> ServerOutage | None:
    """Return why a call failed, None where that is not for the surroundings to answer for."""
    match error:
        case DeadlinePassed():
            return ServerOutage("server.deadline", seconds=f"{error.seconds:g}")
        case errors.QueryCanceled():
            return ServerOutage("server.slow")
        case errors.ReadOnlySqlTransaction():
            return ServerOutage("server.read_only")
        case errors.AdminShutdown() | errors.CrashShutdown() | errors.CannotConnectNow():
            return ServerOutage("server.starting")
        case psycopg.OperationalError() | psycopg.InterfaceError() if error.sqlstate is None:
            return ServerOutage("server.lost")
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return ServerOutage("server.failed", why=_first_line(str(error)))
        case _:
            return None


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0].strip() if lines else ""
