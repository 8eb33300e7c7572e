"""The self-test: the main job once, with real widgets and a temporary city or a server's own, one line a step."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from console.clocks import SystemClock
from console.commands import import_
from console.demo import city
from console.demo.cameras import resolve
from console.domain.grid import Tier
from console.domain.place import LatLng
from console.domain.shift import SEAT_ROLES, Operator, Role
from console.domain.ticket import State, Ticket, TicketId
from console.numbering import TicketIds
from console.orders import TakeIn
from console.ports import Store
from console.questions import WriteDayLog
from console.settings import Import, SelfTest, Settings
from console.targets import staffed_grids
from console.video.states import TileState
from console.video.testcams import TestCameras
from resources import path
from widgets.app import Start, Workstation, make_app
from widgets.kit.ticket_mime import mime_of_tickets
from widgets.map.going import CLOSE_ZOOM
from widgets.verbs import Said

PATIENCE_S = 30.0
LOOK_EVERY_MS = 20
NEAR_PX = 40
NEEDED = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.SHIFT_LEAD})
LIVE = {TileState.LIVE, TileState.LIVE_SUB}
WINDOW = QSize(1600, 900)
ROWS = (
    "SRNumber,CreatedDate,UpdatedDate,RequestType,Status,RequestSource,Owner,Address,Latitude,Longitude,ServiceDate,"
    "ClosedDate\n"
    "1-1,12/30/2018 09:00:00 AM,12/30/2018 05:00:00 PM,Bulky Items,Closed,Call,BOS,1 MAIN ST,34.05,-118.25,,12/30/2018 05:00:00 PM\n"
    "1-2,12/31/2018 09:00:00 AM,12/31/2018 09:00:00 AM,Graffiti Removal,Open,Mobile App,OCB,2 MAIN ST,0,0,,\n"
)


class Failed(Exception):
    """A step did not come to its end in time."""


def run(command: SelfTest, open_for: Callable[[Settings], Store]) -> int:
    """Go through the main job; returns 0, or 1 with the step that failed named on stdout."""
    with tempfile.TemporaryDirectory(prefix="griddesk-self-test-", ignore_cleanup_errors=True) as folder:
        url = command.settings.db or f"sqlite:///{Path(folder) / 'city.db'}"
        store = open_for(replace(command.settings, db=url))
        walk = Walk(Path(folder), store, command)
        try:
            walk.all()
        except Failed as failed:
            sys.stdout.write(f"FAILED {failed}\n")
            return 1
        finally:
            walk.close()
            store.close()
    sys.stdout.write("self-test passed\n")
    return 0


class Walk:
    """One workstation of a district in a small demo city, and what a dispatcher does there."""

    def __init__(self, folder: Path, store: Store, command: SelfTest) -> None:
        self._folder = folder
        self._store = store
        self._mine = store.accounts().mine()
        """Whose role it is on a server, where there is a city already; None where it may make one."""
        self._command = command
        self._cameras: TestCameras | None = None
        self._station: Workstation | None = None
        self._ticket = TicketId(0)

    def all(self) -> None:
        for name, step in (
            ("make", self.make),
            ("import", self.take_past_in),
            ("show", self.show),
            ("take in", self.take_in),
            ("drag", self.drag),
            ("assign", self.assign),
            ("escalate", self.escalate),
            ("hang a camera", self.hang),
            ("export", self.export),
        ):
            began_s = perf_counter()
            told = step()
            sys.stdout.write(f"ok {name}: {told} ({perf_counter() - began_s:.1f} s)\n")
            sys.stdout.flush()

    def close(self) -> None:
        if self._station is not None:
            self._station.window.close()
            self._station.close()
        if self._cameras is not None:
            self._cameras.stop()

    def make(self) -> str:
        if self._mine is not None:
            return f"the server's own city, as {self._mine.name}"
        made = city.make(self._store, "small", 1, now=datetime.now(UTC), progress=lambda _part, _share: None)
        return ", ".join(f"{count} {what}" for what, count in made.made.items())

    def take_past_in(self) -> str:
        if self._mine is not None:
            return "left to the server's owner"
        file = self._folder / "past.csv"
        file.write_text(ROWS, encoding="utf-8")
        order = Import(settings=self._command.settings, what="tickets", file=file, map=path("import/la311.toml"))
        answer = import_.run(order, self._store)
        if answer["taken_in"] != 2 or answer["no_place"] != 1:
            raise Failed(f"import: {answer}")
        return f"{answer['taken_in']} of {answer['read']} taken in"

    def show(self) -> str:
        operator = self._operator()
        self._cameras = TestCameras(path("clips"))
        start = Start(
            store=self._store,
            operator=operator,
            clock=SystemClock(),
            zone=self._command.settings.zone,
            folder=self._folder,
            language=self._command.settings.lang,
            theme="night",
            resolve=partial(resolve, base_url=self._cameras.start()),
            began_s=perf_counter(),
        )
        app = QApplication.instance()
        self._station = Workstation(app if isinstance(app, QApplication) else make_app(sys.argv), start)
        self._station.open()
        self._station.window.resize(WINDOW)
        window = self._station.window
        until("the queue shows tickets", lambda: window.queue.visible_count > 0)
        until("the map's page answers", lambda: window.map.live.view.width > 0)
        return f"{window.queue.visible_count} tickets of {self.station.board.region_name(operator.centre)}"

    def _operator(self) -> Operator:
        """Return who walks: anybody at a district in a city made here, on a server whose role it is."""
        if self._mine is None:
            district = next(centre for centre in self._store.archive().centres() if centre.tier is Tier.DISTRICT)
            return Operator(name="self-test", centre=district.code, roles=SEAT_ROLES, desk="self-test")
        seat = next((seat for seat in self._mine.seats if seat.roles >= NEEDED), None)
        if seat is None:
            raise Failed(f"{self._mine.name} has no seat that is {', '.join(sorted(NEEDED))} at once")
        return replace(seat, desk="self-test")

    def take_in(self) -> str:
        station = self.station
        code = min(staffed_grids(station.board))
        place = station.atlas.centre_of(code)
        order = TakeIn(
            by=station.relay.operator,
            id=TicketIds("self-test", station.relay.clock).next(),
            category="2101",
            title="窨井盖损坏",
            source="hotline_12345",
            reported_at=datetime.now(UTC),
            place=place,
        )
        station.relay.submit(order)
        self._ticket = order.id
        until("the new ticket is on the board", lambda: order.id in station.board.tickets)
        station.focus.open_ticket(order.id)
        return f"number {self.ticket.number} in {station.board.region_name(self.ticket.grid)}"

    def drag(self) -> str:
        """Drag the ticket from the queue over the map and let it go on its own grid."""
        window, ticket = self.station.window, self.ticket
        place = ticket.place or LatLng(0, 0)
        view = window.map.view
        live = window.map.live
        near = view.rect().center()
        until(
            "the map has flown there",
            lambda: live.view.zoom >= CLOSE_ZOOM and (self._pixel(place).toPoint() - near).manhattanLength() < NEAR_PX,
        )
        mime = mime_of_tickets([(ticket.id, ticket.version)])
        at, copy = self._pixel(place), Qt.DropAction.CopyAction
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(view, QDragEnterEvent(at.toPoint(), copy, mime, left, none))
        QApplication.sendEvent(view, QDragMoveEvent(at.toPoint(), copy, mime, left, none))
        QApplication.sendEvent(view, QDropEvent(at, copy, mime, left, none))
        until("the dispatch is held for undo", lambda: self.station.relay.holding.holds(ticket.id))
        return "let go on the grid, held for undo"

    def assign(self) -> str:
        for held in self.station.relay.holding.waiting():
            self.station.relay.send_now(held.id)
        until("the ticket is dispatched", lambda: self.ticket.state is State.DISPATCHED)
        holder = self.ticket.holder
        return f"to {holder.name if holder else '?'}"

    def escalate(self) -> str:
        station = self.station
        station.window.giving.undo()
        until("the ticket is recalled", lambda: self.ticket.state is State.FILED)
        before = self.ticket.centre
        station.window.giving.give_words("escalate", [self._ticket], Said(text="self-test"))
        until("the tier above holds the ticket", lambda: self.ticket.centre != before)
        return f"to {self.ticket.tier.name.lower()}"

    def hang(self) -> str:
        station = self.station
        camera = max(station.board.cameras.values(), key=lambda camera: camera.number)
        station.window.hang([camera.id])
        until("its picture is live", lambda: self._is_live(camera.sub_url))
        return f"C{camera.number} {camera.name} is live"

    def export(self) -> str:
        station = self.station
        out = self._folder / "log.xlsx"
        answered: list[object] = []
        station.relay.answered.connect(lambda question, answer: answered.append(answer))
        settings = self._command.settings
        day = datetime.now(settings.zone).date()
        station.relay.ask(
            WriteDayLog(
                by=station.relay.operator,
                day=day,
                zone=settings.zone.key,
                format="xlsx",
                out=out,
                lang=settings.lang,
                reason="self-test",
            )
        )
        until("the log is written", lambda: bool(answered) and out.exists())
        return f"{out.stat().st_size} bytes of workbook"

    @property
    def station(self) -> Workstation:
        if self._station is None:
            raise Failed("the workstation was never shown")
        return self._station

    @property
    def ticket(self) -> Ticket:
        return self.station.board.tickets[self._ticket]

    def _is_live(self, address: str) -> bool:
        views = (self.station.pool.latest(tile) for tile in self.station.pool.tiles())
        return any(
            view.decoded and view.state in LIVE and view.url.endswith(address.removeprefix("demo:")) for view in views
        )

    def _pixel(self, place: LatLng) -> QPointF:
        x, y = self.station.window.map.live.view.pixel_of(place)
        return QPointF(x, y)


def until(what: str, holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Let the application run until ``holds`` is true.

    Raises:
        Failed: it was not within ``patience_s``.
    """
    if holds():
        return
    loop = QEventLoop()
    began_s = perf_counter()
    look = QTimer(interval=LOOK_EVERY_MS)
    look.timeout.connect(lambda: loop.quit() if holds() or perf_counter() - began_s > patience_s else None)
    look.start()
    loop.exec()
    look.stop()
    if not holds():
        raise Failed(f"{what}: not within {patience_s:.0f} s")
