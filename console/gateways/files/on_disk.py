"""Whether a file can be read at all: how large it is, and when it was written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from console.gateways.files.unusable import Unusable


def size_of(path: Path) -> int:
    """Return the size of a file that can be read, in bytes.

    Raises:
        Unusable: there is no such file, it is a folder, or it is empty.
    """
    try:
        if not path.exists():
            raise Unusable("There is no file {file}.", file=str(path))
        if not path.is_file():
            raise Unusable("{file} is not a file.", file=str(path))
        size = path.stat().st_size
    except (OSError, ValueError) as wrong:
        raise Unusable("{file} cannot be read: {why}.", file=str(path), why=str(wrong)) from wrong
    if not size:
        raise Unusable("{file} is empty.", file=path.name)
    return size


def written(path: Path) -> datetime:
    """Return when a file was written last: what it tells was true then.

    Raises:
        Unusable: it cannot be asked.
    """
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError) as wrong:
        raise Unusable("{file} cannot be read: {why}.", file=str(path), why=str(wrong)) from wrong
