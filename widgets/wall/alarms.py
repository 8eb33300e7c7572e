"""Alarms on the wall: what devices report and what became P1 on this ground comes into the reserved tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from console.domain.alarm_bank import NEAR_M, RETURNS_AFTER, Alarm, AlarmBank, Reserve, Watch, alarm_of, reserved
from console.domain.ticket import Priority, Ticket, TicketId
from console.domain.wall import Tile
from console.following import Link
from console.journal import Kind, News
from console.wall_orders import AcknowledgeAlarms
from widgets.kit import kept
from widgets.kit.focus import Focus
from widgets.relay import Relay
from widgets.wall.hanging import Hanging

LOOK_MS = 1000
ACKNOWLEDGED_AT_ONCE = 100
"""One line of the journal names so many at most."""
NEAR_CHOICES_M = (200, 500, 1000, 2000)
RETURN_CHOICES_MIN = (1, 5, 15, 30)


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmChoices:
    """What the operator chose for this wall: its reserved tiles, how near a camera must be, metres, how long an alarm
    stays unacknowledged in its tiles, minutes, whether it sounds once, and whether what ``devices`` report is one.
    """

    reserve: Reserve = Reserve.NONE
    near_m: int = round(NEAR_M)
    returns_min: int = round(RETURNS_AFTER.total_seconds() / 60)
    sounds: bool = False
    devices: bool = True

    @staticmethod
    def from_saved(saved: object) -> AlarmChoices:
        """Return the choices of ``saved``; what cannot be read is as at first."""
        told, first = kept.table(saved), AlarmChoices()
        reserve, near_m, returns_min = told.get("reserve"), told.get("near_m"), told.get("returns_min")
        return AlarmChoices(
            reserve=Reserve(reserve) if reserve in list(Reserve) else first.reserve,
            near_m=_one_of(NEAR_CHOICES_M, near_m, first.near_m),
            returns_min=_one_of(RETURN_CHOICES_MIN, returns_min, first.returns_min),
            sounds=told.get("sounds") is True,
            devices=told.get("devices") is not False,
        )

    def saved(self) -> dict[str, Any]:
        """Return the choices as plain data."""
        return {
            "reserve": self.reserve.value,
            "near_m": self.near_m,
            "returns_min": self.returns_min,
            "sounds": self.sounds,
            "devices": self.devices,
        }


class Alarms(QObject):
    """Keeps the bank, the wall and the focus of one mind. Belongs to the GUI thread.

    An alarm is acknowledged at this desk only, on all of its walls: that the ticket is in somebody's hand is told by its
    own steps. A wall that is not ``attended`` forgets what had its time, what has ended, and what any desk of its centre
    acknowledges. ``is_past`` tells which tiles show a recording: nothing comes over those.

    Signals:
        changed: nothing; what is in the tiles, what waits, or what was chosen.
        raised: Ticket; it has become an alarm now.
        chosen: nothing; other choices hold.
        acknowledged: list of TicketId; a hand has acknowledged these here.
    """

    changed = Signal()
    raised = Signal(object)
    chosen = Signal()
    acknowledged = Signal(object)

    def __init__(
        self, relay: Relay, focus: Focus, hanging: Hanging, parent: QObject | None = None, *, attended: bool = True
    ) -> None:
        super().__init__(parent)
        self._attended = attended
        self._desk: Alarms | None = None
        self.is_past: Callable[[int], bool] = lambda _place: False
        self.choices = AlarmChoices()
        self.bank = AlarmBank(relay.clock.now)
        self._relay = relay
        self._focus = focus
        self._hanging = hanging
        self._watch = Watch(relay.board.centre)
        self._began = bool(relay.board.regions)
        self._watch.begin(relay.board.tickets.values())
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        relay.tickets_changed.connect(self._on_tickets_changed)
        relay.reloaded.connect(self._on_reloaded)
        hanging.changed.connect(lambda _places: self._fit())
        hanging.laid_out.connect(self._fit)
        hanging.uncovered.connect(self._on_uncovered)
        focus.ticket_changed.connect(lambda _id: self._fit())
        focus.camera_changed.connect(lambda _id: self._fit())
        if not attended:
            relay.noted.connect(self._on_noted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_A:
            match event.modifiers():
                case Qt.KeyboardModifier.NoModifier:
                    return self.acknowledge_next()
                case Qt.KeyboardModifier.ShiftModifier:
                    return self.acknowledge_all()
        return super().eventFilter(watched, event)

    def choose(self, choices: AlarmChoices) -> None:
        """Go by other choices from now on; alarms that are there stay."""
        self.choices = choices
        self.bank.returns_after = timedelta(minutes=choices.returns_min)
        self._fit()
        self.chosen.emit()

    def beside(self, hanging: Hanging, parent: QObject | None = None) -> Alarms:
        """Return the alarms of another wall of this desk.

        It goes by the choices made here, without a sound of its own, and begins with what nobody has acknowledged yet;
        what is acknowledged on one of the two is on both.
        """
        other = Alarms(self._relay, self._focus, hanging, parent)
        other._desk = self
        other._go_by_desk()
        self.chosen.connect(other._go_by_desk)
        self.acknowledged.connect(other._forget)
        other.acknowledged.connect(self._forget)
        waiting = [alarm for alarm in self.bank.alarms if not alarm.returned and not alarm.is_over]
        for alarm in waiting:
            other.bank.take(replace(alarm, shown_at=None))
        other._show()
        return other

    def acknowledge(self, ticket: TicketId) -> bool:
        """Acknowledge an alarm; what hung in its tiles is seen again, or the next alarm. False where there is none."""
        alarm = self.bank.of(ticket)
        if alarm is not None and self.bank.acknowledge(ticket):
            self._show()
            self._tell(alarm.ids)
        return alarm is not None

    def acknowledge_next(self) -> bool:
        """Acknowledge the alarm of the selected tile, else the first of them. False where there is none."""
        shown = self.bank.tiles.get(self._hanging.selected)
        first = shown.alarm if shown is not None else next(iter(self.bank.alarms), None)
        return first is not None and self.acknowledge(first.ticket.id)

    def acknowledge_all(self) -> bool:
        """Acknowledge all alarms, also those that wait. False where there is none."""
        known = self._known()
        if known:
            self.bank.acknowledge_all()
            self._show()
            self._tell(known)
        return bool(known)

    def open(self, ticket: TicketId) -> None:
        """Look at the ticket of an alarm, if it is still on the board."""
        if ticket in self._relay.board.tickets:
            self._focus.look_at_ticket(ticket)

    def look(self) -> None:
        """Let those go back that had their time."""
        gone = self.bank.tick()
        if self._tidy() or gone:
            self._show()

    def age_s(self, alarm: Alarm) -> float:
        """Return how long ago an alarm was raised, seconds."""
        return (self._relay.clock.now() - alarm.raised_at).total_seconds()

    def saved(self) -> Mapping[str, Any] | None:
        """Return what was chosen as plain data, None where nothing was; alarms do not outlive the console."""
        return None if self.choices == AlarmChoices() else self.choices.saved()

    def restore(self, saved: object) -> None:
        """Go by saved choices."""
        self.choose(AlarmChoices.from_saved(saved))

    def _raise(self, tickets: list[Ticket]) -> None:
        if self.choices.reserve is Reserve.NONE or self._relay.against is not None:
            return
        if not tickets and not self.bank.alarms:
            # As with most news: there is nothing to find a tile for.
            return
        self._hold()
        cameras, now = self._relay.board.cameras.values(), self._relay.clock.now()
        taken = [
            ticket
            for ticket in tickets
            if (self.choices.devices or ticket.priority is Priority.P1)
            and self.bank.take(alarm_of(ticket, cameras, now, float(self.choices.near_m)))
        ]
        self._show()
        if not taken:
            return
        if self.choices.sounds and min(ticket.priority for ticket in taken) <= Priority.P2:
            QApplication.beep()
        for ticket in taken:
            self.raised.emit(ticket)

    def _known(self) -> list[TicketId]:
        return [id_ for alarm in self.bank.alarms for id_ in alarm.ids]

    def _go_by_desk(self) -> None:
        if self._desk is not None:
            self.choose(replace(self._desk.choices, sounds=False))

    def _tell(self, tickets: Sequence[TicketId]) -> None:
        """Tell the other walls of this desk, and through the journal those that nobody sits at."""
        self.acknowledged.emit(list(tickets))
        if self._relay.link is Link.UP:
            for first in range(0, len(tickets), ACKNOWLEDGED_AT_ONCE):
                some = tuple(tickets[first : first + ACKNOWLEDGED_AT_ONCE])
                self._relay.submit(AcknowledgeAlarms(by=self._relay.operator, tickets=some))

    def _forget(self, tickets: Iterable[TicketId]) -> None:
        """Take in that these were acknowledged elsewhere."""
        if [ticket for ticket in tickets if self.bank.acknowledge(ticket)]:
            self._show()

    def _tidy(self) -> bool:
        return not self._attended and self.bank.forget_done()

    def _fit(self) -> None:
        self._hold()
        self._show()

    def _hold(self) -> None:
        """Tell the bank which tiles it has, and which of them are the operator's for now."""
        hanging, focus = self._hanging, self._focus
        places = reserved(hanging.wall.layout, self.choices.reserve)
        held = {hanging.selected}
        for place in places:
            tile = hanging.tile(place)
            looked_at = (tile.camera is not None and tile.camera == focus.camera) or (
                tile.ticket is not None and tile.ticket == focus.ticket
            )
            if looked_at or self.is_past(place) or hanging.wall.tile(place).ticket is not None:
                held.add(place)
        self.bank.fit(places, held)
        if hanging.reserved != frozenset(places):
            hanging.reserved = frozenset(places)
            hanging.changed.emit(hanging.reserved)

    def _show(self) -> None:
        tiles = {
            place: Tile(camera=shown.sight.camera if shown.sight else None, ticket=shown.alarm.ticket.id)
            for place, shown in self.bank.tiles.items()
        }
        self._hanging.cover(tiles)
        if not self.bank.alarms:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    def _on_uncovered(self, place: int) -> None:
        self.bank.lift(place)
        self._show()

    def _on_tickets_changed(self, ids: frozenset[TicketId]) -> None:
        tickets = self._relay.board.tickets
        known = set(self._known())
        for id_ in known.intersection(ids):
            self.bank.follow(id_, tickets.get(id_))
        tidied = self._tidy()
        self._raise(self._watch.look(ids, tickets))
        if tidied:
            self._show()
        elif known.intersection(ids):
            self.changed.emit()

    def _on_noted(self, news: News) -> None:
        for entry in news.entries:
            if entry.kind is Kind.ALARMS_ACKNOWLEDGED and entry.centre == self._relay.operator.centre:
                told = entry.detail.get("alarms", "").split()
                self._forget([TicketId(int(id_)) for id_ in told if id_.isascii() and id_.isdecimal()])

    def _on_reloaded(self) -> None:
        tickets = self._relay.board.tickets
        if not self._began:
            # What stood before anybody sat here is in the queue; it has not just happened.
            self._began = True
            self._watch.begin(tickets.values())
            return
        for id_ in self._known():
            self.bank.follow(id_, tickets.get(id_))
        self._tidy()
        self._raise(self._watch.look_at_all(tickets))
        self._show()


def _one_of(choices: tuple[int, ...], told: object, first: int) -> int:
    return next((choice for choice in choices if type(told) is int and choice == told), first)
