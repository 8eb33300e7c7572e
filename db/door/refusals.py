"""What the door says when it says no, as the console's rules would have said it."""

from __future__ import annotations

import json
from typing import Any

from console.domain.errors import Refused, Stale
from db.columns import EPOCH, MICROSECOND

REFUSED, STALE, CLOCK = "PC403", "PC409", "PC408"


def refusal(error: Any) -> Refused | None:
    """Return the refusal that a driver's error stands for; None where it is another error."""
    if getattr(error, "sqlstate", None) not in {REFUSED, STALE, CLOCK}:
        return None
    facts: dict[str, Any] = json.loads(error.diag.message_detail or "{}")
    if error.sqlstate == STALE:
        return Stale(**{**facts, "at": EPOCH + facts["at"] * MICROSECOND})
    return Refused(error.diag.message_primary, **facts)
