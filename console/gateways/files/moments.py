"""Times as a city's file writes them, read in the formats of its map."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from console.gateways.files.unusable import BadRow

REMEMBERED = 1 << 16
"""A file repeats its times: midnights of service days, rows of one minute."""


class Moments:
    """Reads times; one without an offset is of the zone. A time that the clocks skipped or repeated is the earlier."""

    def __init__(self, formats: tuple[str, ...], zone: ZoneInfo) -> None:
        self._formats = formats
        self._zone = zone
        self._of_text = lru_cache(maxsize=REMEMBERED)(self._read)

    def read(self, value: object, column: str) -> datetime | None:
        """Return the moment in UTC; None where the field is empty.

        Raises:
            BadRow: no format fits.
        """
        text = "" if value is None else str(value)
        if not text:
            return None
        moment = self._of_text(text)
        if moment is None:
            raise BadRow(f'{column} "{text[:40]}" is no time in the formats of the map')
        return moment

    def _read(self, text: str) -> datetime | None:
        for form in self._formats:
            try:
                moment = _in_form(text, form)
                if moment.tzinfo is None:
                    moment = moment.replace(tzinfo=self._zone)
                return moment.astimezone(UTC)
            except (ValueError, OverflowError, OSError):
                continue
        return None


def _in_form(text: str, form: str) -> datetime:
    if form == "iso":
        return datetime.fromisoformat(text)
    if form in {"unix", "unix_ms"}:
        seconds = float(text) / (1000 if form == "unix_ms" else 1)
        if not math.isfinite(seconds):
            raise ValueError(text)
        return datetime.fromtimestamp(seconds, UTC)
    return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is the map's, and is set by the caller
