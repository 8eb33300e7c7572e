"""A standby that answers what reports ask, as long as it is there and keeps up; feed and queue never ask it."""

from __future__ import annotations

import logging
from functools import cached_property
from time import monotonic

from sqlalchemy import Engine, text

from console.ports import Outage
from db.connecting import server_engine
from db.deadlines import Call
from db.server_address import Key

LAG_MOST_S = 60.0
AWAY_S = 60.0
"""So long a standby that was of no use is not asked again."""

log = logging.getLogger(__name__)

# One that hears nothing, or has taken nothing over yet, knows nothing of how far it lags; with nothing left, by nothing.
_STATE = text(
    "SELECT (SELECT system_identifier FROM pg_control_system()), CASE WHEN NOT pg_is_in_recovery() THEN 0"
    " WHEN NOT EXISTS (SELECT FROM pg_stat_wal_receiver) THEN NULL"
    " WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0"
    " ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END"
)


class Replica:
    """Safe on any thread."""

    def __init__(self, url: str, primary: Engine, key: Key) -> None:
        """Take the address; nothing is asked yet.

        Raises:
            Refused: ``database.bad_url``, ``database.password_in_url``.
        """
        self.engine = server_engine(_of_any_kind(url), key=key)
        self._primary = primary
        self._away_until = 0.0

    def is_fit(self) -> bool:
        """Tell whether it answers, is of the primary's cluster, and lags by a minute at most; why not stands in the log."""
        if monotonic() < self._away_until:
            return False
        why = self._wrong()
        if why:
            self._away_until = monotonic() + AWAY_S
            log.warning("Reports ask the primary, because the server for reports %s", why)
        return not why

    def close(self) -> None:
        self.engine.dispose()

    @cached_property
    def _cluster(self) -> int:
        return _told(self._primary)[0]

    def _wrong(self) -> str:
        try:
            which, lag_s = _told(self.engine)
        except Outage as outage:
            return f"is out of reach: {outage}"
        if which != self._cluster:
            return "is no standby of this database's server"
        if lag_s is None:
            return "cannot say how far it lags"
        return f"lags by {lag_s:.0f} s" if lag_s > LAG_MOST_S else ""


def _told(engine: Engine) -> tuple[int, float | None]:
    """Return which cluster it is, and by how many seconds it lags; None where it cannot know."""
    with engine.execution_options(call=Call.PROBE).connect() as connection:
        which, lag_s = connection.execute(_STATE).one()
    return which, None if lag_s is None else float(lag_s)


def _of_any_kind(url: str) -> str:
    """Return the address with a standby before all others, where it does not say which server it wants."""
    if "target_session_attrs=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}target_session_attrs=prefer-standby"
