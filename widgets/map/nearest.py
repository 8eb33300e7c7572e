"""What is nearest to a ticket, on the map and as a list: cameras to hang, crews to send, each by its number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.atlas import Box
from console.domain.camera import CameraId, nearest
from console.domain.crew import CrewId
from console.domain.place import LatLng
from console.domain.ticket import Target, Ticket, TicketId
from console.targets import TargetCheck, candidates, sent_by
from widgets import words
from widgets.kit import target_words
from widgets.kit.throttle import Throttle
from widgets.map.drag import DescribeTarget
from widgets.map.hand_marks import HandMarks
from widgets.map.list_sheet import ListSheet
from widgets.map.live import LiveMap
from widgets.map.rows import Row
from widgets.relay import Relay
from widgets.verbs import why_not

SHOWN: Final = 5
FOLLOW_EVERY_MS: Final = 2000
_BESIDE_PX: Final = 24
_NARROW_PX: Final = 200
_EDGE_PX: Final = 36


class Nearest(QObject):
    """Shows the nearest five. While they are shown the digits choose one, on the map as well as in the list. GUI thread.

    Who has which number stays as it was asked for, though crews move: a number must not change under a hand.

    Signals:
        hang_asked(list of CameraId): to the wall.
        dispatch_asked(list of TicketId, Target): a crew was chosen.
        camera_looked_at(CameraId or None): the keyboard went to a camera of the list, or away.
    """

    hang_asked = Signal(object)
    dispatch_asked = Signal(object, object)
    camera_looked_at = Signal(object)

    def __init__(
        self,
        relay: Relay,
        live: LiveMap,
        marks: HandMarks,
        describe: DescribeTarget,
        over: QWidget,
        keys_to: QWidget,
    ) -> None:
        super().__init__(over)
        self._relay = relay
        self._live = live
        self._marks = marks
        self._describe = describe
        self._ticket: TicketId | None = None
        self._origin: LatLng | None = None
        self._crews: tuple[CrewId, ...] = ()
        self.sheet = ListSheet(over, keys_to, stays=True)
        self.sheet.chosen.connect(self._on_chosen)
        self.sheet.closed.connect(self._on_closed)
        self.sheet.looked_at.connect(self._on_looked_at)
        self._keys = [self._key(keys_to, digit) for digit in range(1, SHOWN + 1)]
        self._follow = Throttle(FOLLOW_EVERY_MS, self._mark_crews, self)
        relay.crews_changed.connect(self._on_crews_changed)
        self._let_keys(on=False)

    def cameras(self, place: LatLng, of: str) -> None:
        """Show the cameras nearest to a place; ``of`` names what is there."""
        found = nearest(self._relay.board.cameras.values(), place, SHOWN)
        self._ticket, self._origin, self._crews = None, place, ()
        rows = [
            Row(
                key=camera.id,
                text=f"{camera.number:03d}  {camera.name}",
                below=" · ".join((target_words.distance(away_m), self._relay.board.region_name(camera.region))),
                sign="camera",
                barred=self._relay.against is not None,
            )
            for camera, away_m in found
        ]
        placed = [(number, camera.place) for number, (camera, _) in enumerate(found, 1)]
        self._marks.nearest(place, [(number, at) for number, at in placed if at is not None])
        note = self.tr("A number hangs the camera on the wall.") if found else self.tr("No camera has a place.")
        if self._relay.against is not None:
            note = words.refusal(self._relay.against)
        self.sheet.show_rows(self.tr("Cameras near {what}").format(what=of), rows, note)
        self._come_to_see([at for _, at in placed if at is not None])
        self._let_keys(on=bool(found))

    def crews(self, id_: TicketId) -> None:
        """Show the crews that could be sent to a ticket, best first as they are ranked."""
        ticket = self._relay.board.tickets.get(id_)
        if ticket is None:
            return
        checks = candidates(self._relay.board, ticket, SHOWN, self._relay.clock.now())
        self._ticket, self._origin = id_, ticket.place
        self._crews = tuple(CrewId(check.target.code) for check in checks)
        self._mark_crews()
        note = self.tr("A number sends the ticket.") if checks else self.tr("Nobody on duty can be sent.")
        against = self._relay.against or why_not(
            sent_by(ticket), self._relay.ahead(ticket), self._relay.operator, self._relay.clock.now()
        )
        if against is not None:
            note = words.refusal(against)
        rows = [self._crew_row(ticket, check, barred=against is not None) for check in checks]
        self.sheet.show_rows(self.tr("Crews for {what}").format(what=ticket.number), rows, note)
        self._come_to_see([at for id_ in self._crews if (at := self._relay.board.crews[id_].place) is not None])
        self._let_keys(on=bool(checks))

    def _crew_row(self, ticket: Ticket, check: TargetCheck, *, barred: bool) -> Row:
        who, how_far = target_words.two_lines(check)
        if barred:
            return Row(key=check.target, text=who, below=how_far, sign="crew", barred=True)
        _, allowed, why = self._describe(check.target, [ticket.id])
        return Row(key=check.target, text=who, below=how_far, sign="crew", why="" if allowed else why)

    def _come_to_see(self, places: Sequence[LatLng]) -> None:
        """Let everything that was found be seen beside the sheet; a map that shows it already stays where it is."""
        view, origin = self._live.view, self._origin
        if origin is None or not places:
            return
        free_px = view.width - self.sheet.width() - _BESIDE_PX
        seen = [view.pixel_of(place) for place in (origin, *places)]
        if free_px < _NARROW_PX or all(0 < x < free_px and 0 < y < view.height for x, y in seen):
            return
        lats, lngs = [each.lat_deg for each in (origin, *places)], [each.lng_deg for each in (origin, *places)]
        east = min(lngs) + (max(lngs) - min(lngs)) * view.width / free_px
        box = Box(west=min(lngs), south=min(lats), east=east, north=max(lats))
        self._live.go_to_box(box, max_zoom=math.floor(view.zoom), padding_px=_EDGE_PX)

    def _mark_crews(self) -> None:
        if self._ticket is None:
            return
        crews = [self._relay.board.crews.get(id_) for id_ in self._crews]
        placed = [(number, crew.place) for number, crew in enumerate(crews, 1) if crew is not None]
        self._marks.nearest(self._origin, [(number, place) for number, place in placed if place is not None])

    def _on_crews_changed(self, ids: frozenset[CrewId]) -> None:
        if not ids.isdisjoint(self._crews):
            self._follow.ask()

    def _on_chosen(self, key: object) -> None:
        if isinstance(key, Target) and self._ticket is not None:
            ticket = self._ticket
            self.sheet.shut()
            self.dispatch_asked.emit([ticket], key)
        elif isinstance(key, str):
            self.hang_asked.emit([CameraId(key)])

    def _on_looked_at(self, key: object) -> None:
        self.camera_looked_at.emit(CameraId(key) if isinstance(key, str) else None)

    def _on_closed(self) -> None:
        self._ticket, self._origin, self._crews = None, None, ()
        self._marks.nearest(None)
        self._let_keys(on=False)

    def _key(self, keys_to: QWidget, digit: int) -> QShortcut:
        shortcut = QShortcut(QKeySequence(str(digit)), keys_to)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.sheet.list.choose(digit))
        return shortcut

    def _let_keys(self, *, on: bool) -> None:
        for shortcut in self._keys:
            shortcut.setEnabled(on)
