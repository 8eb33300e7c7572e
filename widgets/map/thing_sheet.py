"""What is known of a key site, a sensor or a department's seat: what it is, where, how it does, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.atlas import Atlas
from console.domain.crew import Department, DepartmentId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.sensor import Sensor, SensorId
from console.domain.site import Site, SiteId
from console.domain.ticket import TargetKind, TicketId
from widgets import place_words, theme, words
from widgets.kit import clock_text
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.map import readout
from widgets.map.lines_sheet import Line, LinesSheet
from widgets.map.naming import Naming, Thing
from widgets.relay import Relay

ALARMS_TOLD: Final = 3


class Doing(Protocol):
    """What the buttons ask for."""

    def near_cameras(self, place: LatLng, of: str) -> None: ...
    def take_in(self, place: LatLng) -> None: ...
    def list_around(self, place: LatLng) -> None: ...
    def select(self, tickets: list[TicketId]) -> None: ...


class ThingSheet(LinesSheet):
    """Tells of one thing, and goes along with its tickets while it is open. GUI thread."""

    def __init__(self, relay: Relay, atlas: Atlas, naming: Naming, do: Doing, over: QWidget, keys_to: QWidget) -> None:
        super().__init__(self.tr("What is known of it"), over, keys_to)
        self._relay = relay
        self._atlas = atlas
        self._naming = naming
        self._do = do
        self._thing: Thing | None = None
        self._place: LatLng | None = None
        self._tickets: list[TicketId] = []
        gap = theme.metric("space_1")
        buttons = inside(self.body, QVBoxLayout())
        buttons.setSpacing(gap)
        first, second = (inside(buttons, QHBoxLayout()) for _ in range(2))
        for row in (first, second):
            row.setSpacing(gap)
        self.cameras = self._button("camera", self.tr("Nearest cameras"), lambda at: do.near_cameras(at, self.words[0]))
        self.take_in = self._button("new", self.tr("New ticket here"), do.take_in)
        self.around = self._button("select_box", self.tr("What is around it"), do.list_around)
        self.work = self._button("queue", "", lambda _at: do.select(self._tickets))
        first.addWidget(self.cameras)
        first.addWidget(self.take_in)
        second.addWidget(self.around)
        second.addWidget(self.work)
        for row in (first, second):
            row.addStretch(1)
        self.setFocusProxy(self.cameras)
        relay.tickets_changed.connect(lambda _ids: self._tell_anew())
        relay.reloaded.connect(self._tell_anew)

    def show_thing(self, thing: Thing, place: LatLng | None, at: QPoint | None = None) -> None:
        """Tell of a thing that stands at a place, at the side of the map or beside a pixel of it."""
        self._thing, self._place = thing, place
        if self._tell():
            for button in (self.cameras, self.around):
                button.setEnabled(place is not None)
            against = self._relay.against
            self.take_in.setEnabled(place is not None and against is None)
            self.take_in.setToolTip(words.refusal(against) if against is not None else "")
            self.unfold(at)

    def _tell(self) -> bool:
        """Tell of the thing as the board knows it now; return whether it does."""
        board = self._relay.board
        match self._thing:
            case ("site", key) if (site := board.sites.get(SiteId(str(key)))) is not None:
                self._tickets = []
                self._say(site, self.tr("Key site"), [(self.tr("Kind"), place_words.site_kind_name(site.kind))])
            case ("sensor", key) if (sensor := board.sensors.get(SensorId(str(key)))) is not None:
                self._tickets = self._naming.alarms_of(sensor.id)
                self._say(sensor, self.tr("Sensor"), self._of_sensor(sensor))
            case ("department", key) if (department := board.departments.get(DepartmentId(str(key)))) is not None:
                self._tickets = self._held_by(department)
                self._say(department, self.tr("Department"), [(self.tr("In hand"), str(len(self._tickets)))])
            case _:
                return False
        return True

    def _tell_anew(self) -> None:
        if not self.isHidden() and not self._tell():
            self.shut()

    def _say(self, thing: Site | Sensor | Department, what: str, about: Iterable[Line]) -> None:
        self.head(thing.name, what)
        lines = [*about, (self.tr("Code"), thing.id), (self.tr("Region"), self._region(thing.region))]
        if self._place is not None:
            system, here = readout.systems(self._place)[0]
            lines.append((system, readout.figures(here)))
        self.show_lines(lines)
        self.work.setVisible(bool(self._tickets))
        is_sensor = isinstance(thing, Sensor)
        self.work.setText(self.tr("Select its alarms") if is_sensor else self.tr("Select what it has"))

    def _of_sensor(self, sensor: Sensor) -> Iterable[Line]:
        yield self.tr("Kind"), place_words.sensor_kind_name(sensor.kind)
        yield self.tr("State"), place_words.answering(sensor.is_on)
        age = (self._relay.clock.now() - sensor.told_at).total_seconds() if sensor.told_at is not None else None
        yield self.tr("Last heard"), clock_text.ago(age) if age is not None else self.tr("never")
        rows = [self._naming.row(("ticket", id_)) for id_ in self._tickets[:ALARMS_TOLD]]
        if rows:
            more = len(self._tickets) - len(rows)
            lines = [f"{row.text} · {row.below}" for row in rows]
            yield self.tr("Alarm"), "\n".join([*lines, *([self.tr("and {n} more").format(n=more)] if more else [])])

    def _held_by(self, department: Department) -> list[TicketId]:
        mine = TargetKind.DEPARTMENT, department.id
        return [
            id_
            for id_, ticket in self._relay.board.tickets.items()
            if ticket.holder is not None and (ticket.holder.kind, ticket.holder.id) == mine
        ]

    def _region(self, code: RegionCode) -> str:
        return " › ".join(self._atlas.path(code)) or code

    def _button(self, sign: str, text: str, do: Callable[[LatLng], None]) -> QPushButton:
        button = QPushButton(text, self)
        wear(button, sign)
        button.clicked.connect(lambda _=False: do(self._place) if self._place is not None else None)
        return button
