"""What can be done with what lies at a point of the map: the entries of the ring, refused ones with their reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from console.domain.camera import Camera, CameraId
from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.ticket import Target, TargetKind, Ticket, TicketId
from console.targets import sent_by
from widgets import words
from widgets.kit import order_words
from widgets.kit.focus import Focus
from widgets.map.drag import DescribeTarget
from widgets.map.naming import Naming, Thing
from widgets.map.radial import Entry
from widgets.relay import Relay
from widgets.verbs import why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point of the map: where it is, its pixel, what is drawn there, and the grid that holds it."""

    place: LatLng
    x: float
    y: float
    things: tuple[Thing, ...] = ()
    grid: RegionCode | None = None


class Doing(Protocol):
    """What the entries ask for."""

    def offer_dispatch(self, tickets: list[TicketId], spot: Spot) -> None: ...
    def send(self, tickets: list[TicketId], target: Target) -> None: ...
    def near_cameras(self, place: LatLng, of: str) -> None: ...
    def near_crews(self, ticket: TicketId) -> None: ...
    def tell_point(self, place: LatLng) -> None: ...
    def list_things(self, spot: Spot) -> None: ...
    def list_grid(self, grid: RegionCode) -> None: ...
    def list_around(self, place: LatLng) -> None: ...
    def come_nearer(self, place: LatLng) -> None: ...
    def look(self, thing: Thing) -> None: ...
    def tell_of(self, thing: Thing) -> None: ...
    def preview(self, camera: CameraId, spot: Spot) -> None: ...
    def hang(self, cameras: list[CameraId]) -> None: ...
    def steer(self, camera: CameraId) -> None: ...
    def take_in(self, place: LatLng) -> None: ...
    def start_campaign(self, grids: list[RegionCode]) -> None: ...
    def select(self, tickets: list[TicketId]) -> None: ...


class Entries(QObject):
    """Makes the entries for a point. GUI thread."""

    def __init__(
        self, relay: Relay, focus: Focus, naming: Naming, describe: DescribeTarget, do: Doing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._relay = relay
        self._focus = focus
        self._naming = naming
        self._describe = describe
        self._do = do

    @property
    def _barred(self) -> str:
        """Why nothing can be done here at all, as in the past; empty where something can."""
        return words.refusal(self._relay.against) if self._relay.against is not None else ""

    def of(self, spot: Spot) -> tuple[str, list[Entry]]:
        """Return what the entries are about, and up to six of them."""
        board = self._relay.board
        thing = spot.things[0] if spot.things else None
        about = self._naming.row(thing).text if thing is not None else self._naming.of_grid(spot.grid)
        match thing:
            case ("ticket", key) if (ticket := board.tickets.get(TicketId(int(key)))) is not None:
                return about, self._of_ticket(ticket, spot)
            case ("crew", key):
                return about, self._of_crew(CrewId(str(key)), spot)
            case ("camera", key) if (camera := board.cameras.get(CameraId(str(key)))) is not None:
                return about, self._of_camera(camera, spot)
            case ("site" | "sensor" | "department", _):
                return about, self._of_place(thing, about, spot)
            case _:
                return about or self.tr("No grid here"), self._of_grid(spot)

    def _of_ticket(self, ticket: Ticket, spot: Spot) -> list[Entry]:
        do, place = self._do, ticket.place or spot.place
        why = self._relay.against or why_not(
            sent_by(ticket), self._relay.ahead(ticket), self._relay.operator, self._relay.clock.now()
        )
        refused = words.refusal(why) if why is not None else ""
        return [
            Entry(
                text=self.tr("Dispatch …"),
                sign="dispatch",
                do=lambda: do.offer_dispatch([ticket.id], spot),
                why=refused,
            ),
            Entry(text=self.tr("Nearest crews"), sign="crew", do=lambda: do.near_crews(ticket.id)),
            Entry(text=self.tr("Nearest cameras"), sign="camera", do=lambda: do.near_cameras(place, ticket.number)),
            self._point(place),
            Entry(text=self.tr("Open the card"), sign="ticket", do=lambda: self._focus.open_ticket(ticket.id)),
            self._all_here(spot) if len(spot.things) > 1 else self._nearer(spot),
        ]

    def _of_crew(self, crew: CrewId, spot: Spot) -> list[Entry]:
        do = self._do
        held = [
            id_ for id_, each in self._relay.board.tickets.items() if each.holder is not None and each.holder.id == crew
        ]
        none = self._barred or ("" if held else self.tr("It has nothing in hand."))
        return [
            self._send_to(Target(TargetKind.CREW, crew)),
            Entry(text=self.tr("Show in the crews"), sign="crew", do=lambda: do.look(("crew", crew)), why=self._barred),
            Entry(text=self.tr("What it has in hand"), sign="queue", do=lambda: do.select(held), why=none),
            self._point(spot.place),
            Entry(
                text=self.tr("Nearest cameras"),
                sign="camera",
                do=lambda: do.near_cameras(spot.place, self._naming.row(("crew", crew)).text),
            ),
            self._all_here(spot) if len(spot.things) > 1 else self._nearer(spot),
        ]

    def _of_camera(self, camera: Camera, spot: Spot) -> list[Entry]:
        do, place = self._do, camera.place or spot.place
        barred = self._barred
        fixed = (
            barred
            if barred or camera.ptz_url
            else self.tr("No address is known at which this camera takes orders to move.")
        )
        return [
            Entry(text=self.tr("Hang on the wall"), sign="wall", do=lambda: do.hang([camera.id]), why=barred),
            Entry(text=self.tr("Look now"), sign="eye", do=lambda: do.preview(camera.id, spot), why=barred),
            Entry(text=self.tr("Move the camera"), sign="target", do=lambda: do.steer(camera.id), why=fixed),
            self._point(place),
            Entry(text=self.tr("What is around it"), sign="select_box", do=lambda: do.list_around(place)),
            self._all_here(spot) if len(spot.things) > 1 else self._nearer(spot),
        ]

    def _of_place(self, thing: Thing, name: str, spot: Spot) -> list[Entry]:
        """Return the entries of a key site, a sensor or a department's seat."""
        do = self._do
        return [
            Entry(text=self.tr("What is known of it"), sign="info", do=lambda: do.tell_of(thing)),
            Entry(text=self.tr("Nearest cameras"), sign="camera", do=lambda: do.near_cameras(spot.place, name)),
            self._point(spot.place),
            Entry(text=self.tr("New ticket here"), sign="new", do=lambda: do.take_in(spot.place), why=self._barred),
            Entry(text=self.tr("What is around it"), sign="select_box", do=lambda: do.list_around(spot.place)),
            self._all_here(spot) if len(spot.things) > 1 else self._nearer(spot),
        ]

    def _of_grid(self, spot: Spot) -> list[Entry]:
        do, grid = self._do, spot.grid
        outside = "" if grid is not None else self.tr("No grid here")
        send = self._send_to(Target(TargetKind.GRID, grid)) if grid is not None else self._nowhere()
        barred = self._barred

        def with_grid(act: Callable[[RegionCode], None]) -> Callable[[], None]:
            return lambda: act(grid) if grid is not None else None

        return [
            send,
            self._point(spot.place),
            Entry(text=self.tr("New ticket here"), sign="new", do=lambda: do.take_in(spot.place), why=barred),
            Entry(text=self.tr("What lies in it"), sign="select_box", do=with_grid(do.list_grid), why=outside),
            Entry(
                text=self.tr("Campaign on it …"),
                sign="journal",
                do=with_grid(lambda code: do.start_campaign([code])),
                why=barred or outside,
            ),
            self._nearer(spot),
        ]

    def _send_to(self, target: Target) -> Entry:
        """Return the entry that sends the ticket looked at there."""
        ticket = self._focus.ticket
        known = self._relay.board.tickets.get(ticket) if ticket is not None else None
        if ticket is None or known is None:
            no_ticket = self.tr("No ticket is looked at.")
            return Entry(text=self.tr("Dispatch here"), sign="dispatch", do=lambda: None, why=no_ticket)
        _, allowed, why = self._describe(target, [ticket])
        against = order_words.awaited(self._relay, known) or ("" if allowed else why or " ")
        text = self.tr("Send {number} here").format(number=known.number)
        return Entry(text=text, sign="dispatch", do=lambda: self._do.send([ticket], target), why=against)

    def _nowhere(self) -> Entry:
        return Entry(text=self.tr("Dispatch here"), sign="dispatch", do=lambda: None, why=self.tr("No grid here"))

    def _point(self, place: LatLng) -> Entry:
        return Entry(text=self.tr("What holds this point"), sign="layers", do=lambda: self._do.tell_point(place))

    def _nearer(self, spot: Spot) -> Entry:
        return Entry(text=self.tr("Zoom in here"), sign="zoom_in", do=lambda: self._do.come_nearer(spot.place))

    def _all_here(self, spot: Spot) -> Entry:
        text = self.tr("All {n} here").format(n=len(spot.things))
        return Entry(text=text, sign="queue", do=lambda: self._do.list_things(spot))
