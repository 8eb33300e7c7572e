"""Looking a server over: what is unsafe, what is slow, what is missing, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from db.rights.installing import MARK, fingerprint, large_object_functions, missing_functions
from db.rights.policies import RIGHTS
from db.rights.roles import LIMITS

LEAST_VERSION, NEWEST_KNOWN = 15, 18
LINKS_A_DESK = 3
"""How many connections a desk keeps while all is well."""
SPARE_LINKS = 20
"""Those that the engineer, backups and standbys need."""
LEAST_BUFFERS_MB = 256

GRAVITY = ("broken", "unsafe", "slow", "unknown")
MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend: how grave, a code that stays the same, what was found, and what to do."""

    gravity: str
    code: str
    found: str
    do: str


_SETTINGS = text("SELECT name, setting, unit FROM pg_settings WHERE name = ANY (:names)")
_POLICIES = text(
    "SELECT tablename::text || ' ' || policyname::text FROM pg_policies WHERE schemaname = 'public'"
    " UNION ALL SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
)
_BARE = text(
    "SELECT relname::text FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity"
)
_KEPT = text("SELECT value FROM meta WHERE name = :name")
_IS_MIGHTY = text(
    "SELECT rolname::text FROM pg_roles WHERE rolname IN (SELECT role FROM server_account)"
    " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)"
    " UNION SELECT account.role FROM server_account AS account JOIN pg_class ON pg_class.oid = 'public.journal'::regclass"
    " JOIN pg_roles ON rolname = account.role AND pg_has_role(account.role, relowner, 'MEMBER')"
)
_WITHOUT_LIMIT = text(
    "SELECT rolname::text FROM pg_roles WHERE rolname IN (SELECT role FROM server_account WHERE active)"
    " AND (rolconnlimit < 0 OR NOT coalesce(array_to_string(rolconfig, ' ') LIKE '%client_connection_check_interval=%', false))"
)
_LEFT_OPEN = text(
    "SELECT rolname::text FROM pg_roles JOIN server_account ON role = rolname WHERE NOT active AND rolcanlogin"
)
_OF_PUBLIC = text(
    "SELECT 'temporary tables' WHERE has_database_privilege('public', current_database(), 'TEMPORARY')"
    " UNION ALL SELECT 'schema public' WHERE has_schema_privilege('public', 'public', 'CREATE')"
    " UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    " AND has_function_privilege('public', oid, 'EXECUTE')"
)
_UNPINNED = text(
    "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    " AND NOT coalesce(array_to_string(proconfig, ' ') LIKE '%search_path=public, pg_temp%', false)"
)
_TRUSTING = text(
    "SELECT DISTINCT auth_method FROM pg_hba_file_rules"
    " WHERE error IS NULL AND auth_method IN ('trust', 'password', 'md5', 'ident')"
)
_IN_THE_CLEAR = text(
    "SELECT count(*) FROM pg_hba_file_rules WHERE error IS NULL AND type IN ('host', 'hostnossl')"
    " AND auth_method <> 'reject' AND coalesce(address, '') NOT IN ('127.0.0.1', '::1', 'localhost')"
)
_OWNER_IS_SUPER = text(
    "SELECT rolname::text FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner"
    " WHERE pg_class.oid = 'public.journal'::regclass AND rolsuper"
)
_WEAK = text(
    "SELECT rolname::text FROM pg_authid JOIN server_account ON role = rolname AND active WHERE rolpassword NOT LIKE 'SCRAM%'"
)

UNSAFE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "fsync": ("on", "a power cut may destroy the database; set fsync = on"),
        "full_page_writes": ("on", "a power cut may tear pages; set full_page_writes = on"),
        "ssl": ("on", "names, passwords' proofs and callers cross the network in the clear; set up TLS, ssl = on"),
        "password_encryption": ("scram-sha-256", "set password_encryption = 'scram-sha-256', then give passwords anew"),
    }
)


def findings(connection: Connection, desks: int) -> tuple[Finding, ...]:
    """Return what speaks against so many desks on this server, the gravest first."""
    found = [*_of_server(connection, desks), *_of_schema(connection), *_of_sign_in(connection)]
    return tuple(sorted(found, key=lambda one: (GRAVITY.index(one.gravity), one.code)))


def _of_server(connection: Connection, desks: int) -> Iterator[Finding]:
    names = (*UNSAFE, "synchronous_commit", "max_connections", "client_connection_check_interval", "tcp_user_timeout",
             "idle_in_transaction_session_timeout", "shared_buffers", "server_version_num", "wal_level")  # fmt: skip
    kept = {row.name: row.setting for row in connection.execute(_SETTINGS, {"names": list(names)})}
    major = int(kept["server_version_num"]) // 10_000
    if major < LEAST_VERSION:
        yield _broken("version", f"PostgreSQL {major}", f"use PostgreSQL {LEAST_VERSION} to {NEWEST_KNOWN}")
    elif major > NEWEST_KNOWN:
        yield Finding(
            gravity="unknown", code="version", found=f"PostgreSQL {major}", do=f"tried up to {NEWEST_KNOWN} only"
        )
    for name, (wanted, do) in UNSAFE.items():
        if kept.get(name) != wanted:
            yield _unsafe(name, f"{name} = {kept.get(name)}", do)
    if kept["synchronous_commit"] == "off":
        yield _unsafe("synchronous_commit", "synchronous_commit = off", "orders that desks were told of may be lost")
    needed = desks * LINKS_A_DESK + SPARE_LINKS
    if int(kept["max_connections"]) < needed:
        yield _broken(
            "max_connections",
            f"max_connections = {kept['max_connections']}",
            f"{desks} desks need {needed}; set max_connections, or put PgBouncer before it in session mode",
        )
    if int(kept["client_connection_check_interval"]) == 0:
        yield _slow(
            "client_connection_check_interval",
            "client_connection_check_interval = 0",
            "questions of desks that are gone go on; set it to 10s",
        )
    if int(kept["idle_in_transaction_session_timeout"]) == 0:
        yield _slow(
            "idle_in_transaction_session_timeout",
            "idle_in_transaction_session_timeout = 0",
            "a desk that dies inside an order holds its locks; set it to 30s",
        )
    if int(kept["shared_buffers"]) * 8192 < LEAST_BUFFERS_MB * MB:
        yield _slow(
            "shared_buffers",
            f"shared_buffers = {int(kept['shared_buffers']) * 8192 // MB} MB",
            "give it a quarter of the machine's memory",
        )


def _of_schema(connection: Connection) -> Iterator[Finding]:
    there = set(connection.execute(_POLICIES).scalars())
    wanted = set(RIGHTS) | {
        f"{table} {name}"
        for table, rights in RIGHTS.items()
        for name, condition in (
            ("desk_reads", rights.reads),
            ("desk_inserts", rights.inserts),
            ("desk_updates", rights.updates),
        )
        if condition
    }
    upgrade = "run db upgrade as the owner"
    if wanted - there:
        yield _unsafe("policies", f"missing: {', '.join(sorted(wanted - there))}", upgrade)
    bare = sorted(connection.execute(_BARE).scalars())
    if bare:
        yield _unsafe("bare_tables", f"without row-level security: {', '.join(bare)}", upgrade)
    if missing_functions(connection):
        yield _broken("functions", f"missing: {', '.join(sorted(missing_functions(connection)))}", upgrade)
    if connection.execute(_KEPT, {"name": MARK}).scalar() != fingerprint():
        yield _unsafe("rights", "the rights are not those of this program", upgrade)
    if large_objects := large_object_functions(connection):
        yield _unsafe(
            "large_objects",
            ", ".join(large_objects),
            "as a superuser, in this database: REVOKE EXECUTE ON FUNCTION these FROM PUBLIC; a desk could fill the disk",
        )
    for code, question, do in (
        ("public", _OF_PUBLIC, "run db upgrade: everybody may use these"),
        ("unpinned_functions", _UNPINNED, "run db upgrade: their search_path is not pinned"),
        ("mighty_desks", _IS_MIGHTY, "take these roles' rights away: no operator is more than an operator"),
        ("unlimited_desks", _WITHOUT_LIMIT, f"grant them anew: no connection limit, or not {', '.join(LIMITS)}"),
        ("locked_desks", _LEFT_OPEN, "revoke them anew: they are locked, and may still sign in"),
        (
            "owner",
            _OWNER_IS_SUPER,
            "let a role that is no superuser own the database: its triggers run with its rights",
        ),
    ):
        names = sorted(connection.execute(question).scalars())
        if names:
            yield _unsafe(code, ", ".join(names), do)


def _of_sign_in(connection: Connection) -> Iterator[Finding]:
    """What pg_hba.conf says, where whoever asks may read it."""
    try:
        with connection.begin_nested():
            trusting = sorted(connection.execute(_TRUSTING).scalars())
            in_the_clear = connection.execute(_IN_THE_CLEAR).scalar_one()
            weak = sorted(connection.execute(_WEAK).scalars())
    except ProgrammingError:
        yield Finding(
            gravity="unknown",
            code="pg_hba",
            found="the rules of sign-in cannot be read with this role",
            do="look into pg_hba.conf: hostssl and scram-sha-256 only",
        )
        return
    if trusting:
        yield _unsafe("pg_hba", f"sign-in by {', '.join(trusting)}", "let pg_hba.conf ask for scram-sha-256 everywhere")
    if in_the_clear:
        yield _unsafe("pg_hba_clear", f"{in_the_clear} rules take connections without TLS", "write hostssl for host")
    if weak:
        yield _unsafe("weak_passwords", ", ".join(weak), "give them passwords anew: theirs are no SCRAM secrets")


def _broken(code: str, found: str, do: str) -> Finding:
    return Finding(gravity="broken", code=code, found=found, do=do)


def _unsafe(code: str, found: str, do: str) -> Finding:
    return Finding(gravity="unsafe", code=code, found=found, do=do)


def _slow(code: str, found: str, do: str) -> Finding:
    return Finding(gravity="slow", code=code, found=found, do=do)
