"""What a desk knew when it last heard of its server: kept on its disk for whoever signed in, and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from console.domain.camera import Camera
from console.domain.shift import Operator
from console.domain.ticket import Ticket
from console.ports import Snapshot
from console.rulebook import RuleFiles
from console.video.address import masked

KEPT_FOR = timedelta(hours=24)
"""An older situation is of no use to anybody, and is not shown."""
NOT_KNOWN = "sign_in.not_known_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The situation that a desk knew at a moment, and whose seat it was."""

    seat: Operator
    at: datetime
    snapshot: Snapshot


class Memory(Protocol):
    """Keeps what a desk knows for whoever signed in with one password; any thread."""

    @property
    def holds_ground(self) -> bool:
        """Whether the ground is kept."""

    def keep(self, known: Known, rules: RuleFiles | None) -> None:
        """Keep this instead of what was kept before.

        ``rules`` are the city's own files; without them the ground stays as it was kept: regions, departments, cameras
        and rules. Raises OSError.
        """

    def seal_with(self, password: str) -> None:
        """Let another password open what is kept from now on, and no other."""


class Shelf(Protocol):
    """Where a desk's memories of one server lie; any thread. What goes wrong there is as if nothing were kept."""

    def begin(self, name: str, password: str) -> Memory:
        """Return the memory of an operator whom the server has just let in; another password opens it no more."""

    def recall(self, name: str, password: str, now: datetime) -> Known | None:
        """Return what is kept, None for nothing, or nothing that is young enough.

        Raises:
            Refused: ``sign_in.not_known_here``; the password is not the one with which it was kept.
        """

    def holds_any(self) -> bool:
        """Tell whether anybody could come in with what is kept."""

    def forget(self, name: str) -> None:
        """Keep nothing of an operator any more."""


def as_kept(snapshot: Snapshot) -> Snapshot:
    """Return as much of a situation as may lie on a disk.

    Callers are masked; cameras whose address holds a secret have none; where crews are is kept nowhere. Whose turn it
    is can be told again only by the database.
    """
    return replace(
        snapshot,
        tickets=tuple(_masked(ticket) for ticket in snapshot.tickets if not ticket.is_here_only),
        cameras=tuple(map(_bare, snapshot.cameras)),
        crews=tuple(replace(crew, place=None, fixed_at=None) for crew in snapshot.crews),
        turns=(),
    )


def _masked(ticket: Ticket) -> Ticket:
    caller = ticket.caller.masked()
    return ticket if caller == ticket.caller else replace(ticket, caller=caller)


def _bare(camera: Camera) -> Camera:
    sub, main, ptz = (url if masked(url) == url else "" for url in (camera.sub_url, camera.main_url, camera.ptz_url))
    return replace(camera, sub_url=sub, main_url=main, ptz_url=ptz)
