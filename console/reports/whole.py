"""A file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console.domain.errors import Refused

CODES = {
    errno.ENOSPC: "file.disk_full",
    errno.EDQUOT: "file.disk_full",
    errno.EFBIG: "file.disk_full",
    errno.EACCES: "file.not_writable",
    errno.EPERM: "file.not_writable",
    errno.EROFS: "file.not_writable",
    errno.ENOENT: "file.no_folder",
    errno.ENOTDIR: "file.no_folder",
}


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, it is on the disk and takes the target's place at once.

    The path lies in a folder of its own beside the target, where a writer may keep its temporary files as well;
    nothing of it is left, and an older target stays as it was, when anything goes wrong.

    Raises:
        Refused: ``file.disk_full``, ``file.not_writable``, ``file.no_folder``, ``file.is_a_folder``, ``file.failed``.
    """
    # A link stays: what it leads to is replaced.
    target = Path(os.path.realpath(target))
    try:
        found = target.stat().st_mode if target.exists() else None
    except (OSError, ValueError) as wrong:
        raise _refused(wrong, target) from wrong
    if found is not None and stat.S_ISDIR(found):
        raise Refused("file.is_a_folder", path=str(target))
    # Whoever may do everything could replace even /dev/null by a file, and the whole machine would suffer.
    if found is not None and not stat.S_ISREG(found):
        raise Refused("file.not_writable", path=str(target), why="it is a device, not a file")
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", dir=target.parent))
    except OSError as wrong:
        raise _refused(wrong, target) from wrong
    try:
        fresh = beside / target.name
        yield fresh
        _settle(fresh)
        fresh.replace(target)
        _settle_folder(target.parent)
    except OSError as wrong:
        raise _refused(wrong, target) from wrong
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _settle(path: Path) -> None:
    """Wait until the disk has the file, so that a full disk is told now and not by an empty file tomorrow."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _settle_folder(folder: Path) -> None:
    if os.name != "posix":  # Only there can a folder be opened and settled.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as wrong:
        if wrong.errno != errno.EINVAL:  # Some file systems do not settle folders.
            raise
    finally:
        os.close(handle)


def _refused(wrong: OSError | ValueError, target: Path) -> Refused:
    number = wrong.errno if isinstance(wrong, OSError) else None
    why = wrong.strerror if isinstance(wrong, OSError) else None
    return Refused(CODES.get(number or 0, "file.failed"), path=str(target), why=why or str(wrong))
