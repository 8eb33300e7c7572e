"""Where a database lies: the forms of its address, and the places where a file of ours must not lie."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from pathlib import Path

from platformdirs import user_data_path

from console.domain.errors import Refused

SERVER_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
FILE_NAME = "griddesk.db"
NETWORK_FILE_SYSTEMS = frozenset(
    {
        "afs", "ceph", "cifs", "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs", "ncpfs", "nfs", "nfs4",
        "smb3", "smbfs",
    }
)  # fmt: skip
PASSWORD = re.compile(r"//.*@|(?<=[?&])(ssl)?password=[^&]*", re.IGNORECASE)
MOUNTS = Path("/proc/self/mounts")
DRIVE_REMOTE = 4  # GetDriveTypeW, fileapi.h


def default_url() -> str:
    """Return the address of this user's own database; its folder is made.

    Raises:
        Refused: ``database.read_only``, the folder cannot be made.
    """
    folder = user_data_path("GridDesk", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("database.read_only", path=str(folder)) from error
    return f"sqlite:///{(folder / FILE_NAME).as_posix()}"


def without_password(url: str) -> str:
    """Return an address as it may be told and logged."""
    return PASSWORD.sub(lambda found: "//…@" if found[0].endswith("@") else f"{found[1] or ''}password=…", url)


def is_server(url: str) -> bool:
    return url.startswith(SERVER_SCHEMES)


def file_of(url: str) -> Path:
    """Return the file that ``sqlite:///path`` or a plain path names.

    Raises:
        Refused: ``database.bad_url``, neither a file nor a server that we know.
    """
    path = url.removeprefix("sqlite:///")
    if not path or "://" in path or path.startswith(":"):
        raise Refused("database.bad_url", url=without_password(url))
    return Path(path).expanduser().absolute()


def check_file(path: Path, *, create: bool) -> None:
    """Raise Refused where a database file cannot lie or be written; with ``create``, make its folder.

    Raises:
        Refused: ``database.network_share``, ``database.missing``, ``database.read_only``.
    """
    if on_network(path):
        raise Refused("database.network_share", path=str(path))
    try:
        there = path.exists()
        if not there and not create:
            raise Refused("database.missing", path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        writable = not path.is_dir() and os.access(path if there else path.parent, os.W_OK)
        # SQLite keeps a journal beside the file.
        writable = writable and os.access(path.parent, os.W_OK | os.X_OK)
    except OSError as error:
        raise Refused("database.read_only", path=str(path)) from error
    if not writable:
        raise Refused("database.read_only", path=str(path))


def on_network(path: Path) -> bool:
    """Tell whether the file lies on another machine, where SQLite's locks do not hold."""
    if sys.platform == "win32":
        return path.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == DRIVE_REMOTE
    if not MOUNTS.exists():
        return False
    return file_system_of(path, MOUNTS.read_text("utf-8", "replace")) in NETWORK_FILE_SYSTEMS


def file_system_of(path: Path, mounts: str) -> str:
    """Return the kind of file system that holds ``path``, from the text of the system's table of mounts."""
    place = os.path.realpath(path)
    held_by, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(held_by):
            held_by, kind = point, fields[2]
    return kind
