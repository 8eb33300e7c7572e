"""Pictures and clips from the wall to a ticket: asked of the stream, marked, sealed on the disk, then named in the journal."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from console import lifecycle
from console.domain.camera import Camera
from console.domain.errors import Refused
from console.domain.evidence import Cut, Evidence
from console.domain.ticket import Ticket, TicketId
from console.evidence_orders import AttachClip, AttachSnapshot
from console.video.kept_files import CLIP_AFTER_S, Made, Missed, Missing, Told
from widgets import rules, theme, words
from widgets.kit import evidence_files
from widgets.kit.focus import Focus
from widgets.relay import Crossing
from widgets.wall.hanging import Hanging
from widgets.wall.pool import Pool
from widgets.wall.watermark import Ink, mark

log = logging.getLogger(__name__)

LOOK_MS = 150
"""So often is looked what has come of what was asked for."""


class KeepingPool(Pool, Protocol):
    """A pool that also writes files of what it plays."""

    def keep_picture(self, tile: int, path: str) -> int | None: ...
    def keep_clip(self, tile: int, path: str, after_s: float = CLIP_AFTER_S) -> int | None: ...
    def cut_clip(self, job: int) -> None: ...
    def kept(self) -> list[Told]: ...


@dataclass(slots=True)
class _Asked:
    """One file that is on its way."""

    ticket: Ticket
    camera: Camera
    written: Path
    place: int
    until_s: float | None = None
    is_dropped: bool = False

    @property
    def is_clip(self) -> bool:
        return self.until_s is not None


class EvidenceTaking(QObject):
    """Takes pictures and clips for the ticket of a tile, else the ticket in focus. Belongs to the GUI thread.

    Signals:
        said: (text, tone): why there is no picture or clip, or that a clip is shorter than was asked for.
        changed: nothing; a clip began, went on or ended.
    """

    said = Signal(str, str)
    changed = Signal()

    def __init__(
        self,
        hanging: Hanging,
        focus: Focus,
        pool: KeepingPool,
        zone: tzinfo | None = None,
        parent: QObject | None = None,
        *,
        seconds: Callable[[], float] = time.monotonic,
        sealer: Executor | None = None,
    ) -> None:
        super().__init__(parent)
        self._hanging, self._focus, self._pool, self._zone = hanging, focus, pool, zone
        self._relay = hanging.relay
        self._seconds = seconds
        self.is_past: Callable[[int], bool] = lambda _place: False
        self._asked: dict[int, _Asked] = {}
        self._sealing: dict[Future[Evidence], _Asked] = {}
        self._sealer = sealer or ThreadPoolExecutor(1, "evidence")
        self._crossing = Crossing(self)
        self._crossing.ended.connect(self._on_sealed)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked for is neither named in the journal nor given up yet."""
        return bool(self._asked or self._sealing)

    def finish(self) -> None:
        """End all clips now and keep them as far as they came: the console is about to close, and waits for them."""
        for job, asked in self._asked.items():
            if asked.is_clip:
                self._pool.cut_clip(job)
        self.said.emit(
            self.tr("The console closes as soon as what is being kept is on the disk; clips end now."), "info"
        )

    def ticket_for(self, place: int) -> Ticket | None:
        """Return the ticket that what is taken of a tile goes to: its own, else the one in focus."""
        own = self._hanging.ticket(place)
        if own is not None:
            return own
        return None if self._focus.ticket is None else self._relay.board.tickets.get(self._focus.ticket)

    def why_not(self, place: int, verb: str = AttachSnapshot.verb) -> str:
        """Return in words why nothing can be taken of a tile; "" where it can."""
        ticket = self.ticket_for(place)
        if self._relay.against is not None:
            return self._words(self._relay.against)
        if self._hanging.camera(place) is None:
            return self.tr("There is no camera in this tile.")
        if self.is_past(place):
            return self.tr("The tile shows a recording: go back to live first.")
        if ticket is None:
            return self.tr("Choose the ticket first that it is for.")
        against = lifecycle.why_not(
            verb, ticket, self._relay.operator, self._relay.clock.now(), rules.in_force().lifecycle
        )
        return "" if against is None else self._words(against)

    def picture(self, place: int) -> None:
        """Take a picture of what a tile shows, as large as its source sends it."""
        if self._may(place, AttachSnapshot.verb):
            self._begin(place, "picture.png", self._pool.keep_picture, None)

    def clip(self, place: int) -> None:
        """Keep the last half minute of a tile and the next; where one is being kept already, say so."""
        if self.seconds_left(place) is not None:
            self.said.emit(self.tr("A clip of this tile is being kept already."), "info")
        elif self._may(place, AttachClip.verb):
            self._begin(place, "clip", self._pool.keep_clip, self._seconds() + CLIP_AFTER_S)

    def end_clip(self, place: int, *, drop: bool = False) -> None:
        """End a tile's clip now and keep it as far as it came; ``drop``: keep nothing of it."""
        for job, asked in self._asked.items():
            if asked.place == place and asked.is_clip:
                asked.is_dropped = drop
                self._pool.cut_clip(job)

    def seconds_left(self, place: int) -> float | None:
        """Return how long a tile's clip goes on, seconds; None where none is being kept."""
        ends = [one.until_s for one in self._asked.values() if one.place == place and one.until_s is not None]
        return max(0.0, ends[0] - self._seconds()) if ends else None

    def clip_of(self, place: int) -> Camera | None:
        """Return the camera of a tile's clip, which may be another than hangs there by now."""
        return next((one.camera for one in self._asked.values() if one.place == place and one.is_clip), None)

    def places(self) -> frozenset[int]:
        """Return the tiles of which clips are being kept."""
        return frozenset(one.place for one in self._asked.values() if one.is_clip)

    def look(self) -> None:
        """See what has come of what was asked for."""
        for told in self._pool.kept():
            asked = self._asked.pop(told.job, None)
            if asked is None:
                continue
            if isinstance(told, Missed) or asked.is_dropped:
                shutil.rmtree(asked.written.parent, ignore_errors=True)
                if isinstance(told, Missed) and not asked.is_dropped:
                    self.said.emit(self._why_missed(asked, told.why), "error")
            else:
                self._seal(asked, told)
        if not self._asked:
            self._timer.stop()
        self.changed.emit()

    def end(self) -> None:
        """Let what is being sealed become whole and be named: the console closes."""
        self._timer.stop()
        self._sealer.shutdown(wait=True)
        for future in tuple(self._sealing):
            self._on_sealed(future)
        for asked in self._asked.values():
            shutil.rmtree(asked.written.parent, ignore_errors=True)

    def _may(self, place: int, verb: str) -> bool:
        if against := self.why_not(place, verb):
            self.said.emit(against, "warn")
        return not against

    def _begin(self, place: int, name: str, ask: Callable[[int, str], int | None], until_s: float | None) -> None:
        camera, ticket = self._hanging.camera_seen(place, self._hanging.view(place)), self.ticket_for(place)
        if camera is None or ticket is None:
            return
        written = evidence_files.staging() / name
        job = ask(place, str(written))
        if job is None:
            shutil.rmtree(written.parent, ignore_errors=True)
            self.said.emit(self.tr("No pictures come of this camera now."), "warn")
            return
        self._asked[job] = _Asked(ticket, camera, written, place, until_s)
        self._timer.start()
        self.changed.emit()

    def _seal(self, asked: _Asked, made: Made) -> None:
        begins, ends = self._moment(made.begins_s), self._moment(made.ends_s)
        texts = self._watermark(asked.camera, begins)
        ink = Ink(theme.font("body").family(), theme.color("tile_scrim"), theme.color("tile_text"))
        shown = begins.astimezone(self._zone)
        name = partial(evidence_files.name_of, asked.ticket.number, asked.camera.number, shown, uuid4().hex[:6])
        files = evidence_files.files()

        def seal() -> Evidence:
            written = asked.written
            try:
                if not asked.is_clip:
                    written = asked.written.with_suffix(".jpg")
                    mark(asked.written, written, texts, ink)
                file = name(made.suffix if asked.is_clip else written.suffix)
                sealed = files.seal(written, file, begins)
            finally:
                shutil.rmtree(asked.written.parent, ignore_errors=True)
            return Evidence(
                file=file,
                sha256=sealed.sha256,
                size=sealed.size,
                camera=asked.camera.id,
                camera_number=asked.camera.number,
                camera_name=asked.camera.name,
                begins_at=begins,
                ends_at=ends if asked.is_clip else None,
                cut=made.cut,
            )

        future = self._sealer.submit(seal)
        self._sealing[future] = asked
        self._crossing.wait_for(future)

    def _on_sealed(self, future: Future[Evidence]) -> None:
        asked = self._sealing.pop(future, None)
        if asked is None:
            return
        try:
            evidence = future.result()
        except Refused as refused:
            self.said.emit(self._words(refused), "error")
        except (OSError, ValueError, CancelledError) as wrong:
            log.warning("evidence was not kept: %s", wrong)
            self.said.emit(self._why_missed(asked, Missing.NOT_WRITTEN), "error")
        else:
            self._give(asked.ticket.id, evidence)
            if evidence.cut is Cut.LOST:
                self.said.emit(
                    self.tr("The camera was lost: the clip ends early, and is kept as far as it came."), "warn"
                )
        self.changed.emit()

    def _give(self, ticket: TicketId, evidence: Evidence) -> None:
        """Let the journal name the file, which lies on the disk by now."""
        known = self._relay.board.tickets.get(ticket)
        seen = 0 if known is None else self._relay.ahead(known).version
        order = AttachSnapshot if evidence.ends_at is None else AttachClip
        self._relay.submit(order(by=self._relay.operator, ticket=ticket, seen=seen, evidence=evidence))

    def _moment(self, arrived_s: float) -> datetime:
        return self._relay.clock.now() - timedelta(seconds=max(0.0, self._seconds() - arrived_s))

    def _watermark(self, camera: Camera, at: datetime) -> tuple[str, ...]:
        by = self._relay.operator
        return (
            f"{camera.number:03d} {camera.name}",
            f"{at.astimezone(self._zone):%Y-%m-%d %H:%M:%S %z}",
            self.tr("Taken by {name}").format(name=by.name),
            self.tr("Desk {desk}").format(desk=by.desk),
        )

    def _why_missed(self, asked: _Asked, why: Missing) -> str:
        camera = f"{asked.camera.number:03d} {asked.camera.name}"
        match why:
            case Missing.NO_PICTURE:
                return self.tr("Nothing was kept: no whole picture of {camera} came.").format(camera=camera)
            case Missing.LOST:
                return self.tr("Nothing was kept: {camera} was lost meanwhile.").format(camera=camera)
            case Missing.NOT_WRITTEN:
                return self.tr("Nothing was kept of {camera}: the file could not be written.").format(camera=camera)

    def _words(self, refused: Refused) -> str:
        return words.refusal(refused, self._zone, region_name=self._relay.board.region_name)
