"""What is read back from a file that anybody may have changed: of the kind that is wanted, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PX_MOST = 10_000


def listed(value: object) -> list[Any]:
    """Return a list as it is, anything else as an empty one."""
    return value if isinstance(value, list) else []


def table(value: object) -> Mapping[str, Any]:
    """Return a mapping as it is, anything else as an empty one."""
    return value if isinstance(value, Mapping) else {}


def pixels(value: object) -> int | None:
    """Return a length that a screen can have, None for anything else."""
    match value:
        case bool():
            return None
        case int(length) if 0 < length <= PX_MOST:
            return length
        case _:
            return None
