"""A file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
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
    target = target.absolute()
    if target.is_dir():
        raise Refused("file.is_a_folder", path=str(target))
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


def _refused(wrong: OSError, target: Path) -> Refused:
    return Refused(CODES.get(wrong.errno or 0, "file.failed"), path=str(target), why=wrong.strerror or str(wrong))
