"""A wall in a process of its own, on a workstation with a desk or without: put together, run, and stopped in order."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLockFile, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from console.board import Board
from console.clocks import SystemClock
from console.commands.centres import centre_of
from console.demo.cameras import resolve as resolve_demo
from console.demo.city_code import holds_demo
from console.desk import Desk
from console.domain.alarm_bank import Reserve
from console.domain.errors import Refused
from console.domain.layout import layout_of
from console.domain.salvo import LONGEST_WALL_NAME, only_looks
from console.domain.saved_layout import numbered
from console.domain.shift import Operator, Role
from console.domain.texts import one_line
from console.domain.viewing import USUAL_DISTANCE_M
from console.following import Follower
from console.gateways.health_file import FILE as HEALTH_FILE
from console.holding import Held
from console.orders import AnyOrder, AnyTicketOrder
from console.outages import ServerOutage
from console.ports import Clock, Store
from console.server_sign_in import Server
from console.settings import Console, OwnWall
from console.video.pool import VideoPool
from console.video.testcams import TestCameras
from console.wall_orders import ReportWall
from resources import path
from widgets import rules, theme, words
from widgets.awaiting import Attempt, Awaiting, Entered
from widgets.kit.focus import Focus
from widgets.kit.rubbish import Rubbish, spare_what_stands
from widgets.kit.sharing import share_quickly
from widgets.kit.translator import Language
from widgets.relay import Relay
from widgets.wall.alarm_frames import AlarmFrames
from widgets.wall.alarms import AlarmChoices, Alarms
from widgets.wall.awake import Awake
from widgets.wall.following import FollowingWall
from widgets.wall.hall_band import HallBand
from widgets.wall.hanging import Hanging, Pool
from widgets.wall.health_book import HealthBook
from widgets.wall.health_watch import HealthWatch
from widgets.wall.own_window import OwnWindow, pitch_of, screen_numbered
from widgets.wall.shelf import Shelf
from widgets.wall.view import WallView
from widgets.workspace import Workspace

log = logging.getLogger(__name__)

KEEP_MS = 250
WALL_NAME = "wall"
"""What a wall on a local file is called where a name is needed; at a server it has a role of its own."""


class LookingRelay(Relay):
    """A relay that gives no order but what a wall tells of itself."""

    def submit(self, order: AnyOrder) -> None:
        if isinstance(order, ReportWall):
            super().submit(order)
        else:
            self.refused.emit(order, only_looks())

    def hold(self, orders: Sequence[AnyTicketOrder]) -> Held | None:
        for order in orders:
            self.submit(order)
        return None


class KeptWall(QObject):
    """What hangs, kept in a file of its own whenever it changes; a wall that died goes on with it.

    What was asked for at the start goes first, but only once: what was sent to the wall since then stays.
    """

    def __init__(
        self,
        hanging: Hanging,
        shelf: Shelf,
        workspace: Workspace,
        asked: str,
        tell: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hanging = hanging
        self._shelf = shelf
        self._workspace = workspace
        self._asked = asked
        self._tell = tell
        self._waits_for_shelf = False
        self._later = QTimer(self, interval=KEEP_MS, singleShot=True)
        self._later.timeout.connect(self.keep)

    def begin(self) -> None:
        """Hang what hung last, or what is asked for."""
        kept = self._workspace.state_of("wall")
        hung = kept.get("hung")
        if isinstance(hung, dict) and kept.get("asked") == self._asked:
            self._hanging.restore(hung)
        elif layout_of(self._asked) is not None:
            self._hanging.restore({"layout": self._asked})
            by_number = sorted(self._hanging.relay.board.cameras.values(), key=lambda camera: camera.number)
            for place, camera in zip(self._hanging.wall.places, by_number, strict=False):
                self._hanging.hang(camera.id, place)
        else:
            self._hanging.restore({})
        if self._asked and not isinstance(hung, dict):
            self._waits_for_shelf = True
            self._shelf.changed.connect(self._on_shelf)
        self._shelf.ask()
        self._hanging.changed.connect(lambda _places: self._later.start())
        self._hanging.laid_out.connect(self._later.start)
        self._later.start()

    def keep(self) -> None:
        """Write what hangs now."""
        self._workspace.keep_state("wall", {"asked": self._asked, "hung": self._hanging.saved()})
        self._workspace.save()

    def _on_shelf(self) -> None:
        if not self._waits_for_shelf:
            return
        self._waits_for_shelf = False
        layouts, asked = self._shelf.layouts, self._asked
        named = next((layout for layout in layouts if layout.name == asked), None)
        found = numbered(layouts, int(asked)) if asked.isdecimal() else named
        if found is not None:
            self._shelf.show(found.key)
        elif layout_of(asked) is None:
            self._tell(self.tr("There is no layout “{name}” here").format(name=asked))


class WallStation(QObject):
    """Everything of a wall that runs between start and stop; belongs to the GUI thread.

    How its streams do is kept in ``folder`` together with what the workstation's console sees: nobody else is told.
    """

    def __init__(
        self,
        command: OwnWall,
        store: Store,
        operator: Operator,
        folder: Path,
        resolve: Callable[[str], str],
        clock: Clock | None = None,
        pool: Pool | None = None,
    ) -> None:
        super().__init__()
        screen = screen_numbered(command.screen)
        if screen is None:
            raise no_screen(command.screen)
        clock, zone = clock or SystemClock(), command.settings.zone
        self.desk = Desk(store, clock)
        self.board = Board(operator.centre)
        feed = store.feed(operator.centre)
        try:
            mark = feed.mark()
        finally:
            feed.close()
        self.board.load(store.archive().situation(operator.centre))
        self.relay = LookingRelay(self.desk, self.board, operator, clock)
        self.follower = Follower(
            store.feed(operator.centre),
            mark,
            heard=self.relay.hear,
            link_changed=self.relay.tell_link,
            failed=self.relay.tell_failed,
            marked=self.relay.tell_marked,
        )
        self._pool = pool or VideoPool(choices=command.settings.video)
        focus = Focus()
        self.hanging = Hanging(self.relay, focus, self._pool, resolve, zone, self)
        # Nobody need stand before it to acknowledge: what had its time goes by itself.
        self.alarms = Alarms(self.relay, focus, self.hanging, self, attended=False)
        self.alarms.choose(AlarmChoices(reserve=Reserve(command.alarms)))
        self.shelf = Shelf(self.relay, self.hanging, self)
        self.band: HallBand | None = None
        if command.band != "none":
            pitch_mm = pitch_of(screen, command.pitch_mm)
            self.band = HallBand(self.relay, zone, command.distance_m or USUAL_DISTANCE_M, pitch_mm)
        view = WallView(self.hanging)
        AlarmFrames(view, self.hanging, self.alarms)
        self.window = OwnWindow(view, command.screen, self.band, command.band)
        self.following = FollowingWall(self.relay, self.hanging, wall_name(command), self)
        self.following.refused.connect(lambda why: self.window.tell(words.refusal(why)))
        book = HealthBook(folder / HEALTH_FILE, file_name(command))
        self.health = HealthWatch(clock.now, lambda: (self.hanging,), book, zone, self)
        workspace = Workspace(walls_in(folder) / f"{file_name(command)}.json")
        self.kept = KeptWall(self.hanging, self.shelf, workspace, command.layout, self.window.tell, self)
        self._awake = Awake()
        self._screen = screen
        app = QGuiApplication.instance()
        self._screens = (app.screenAdded, app.screenRemoved) if isinstance(app, QGuiApplication) else ()
        for changed in self._screens:
            changed.connect(self.window.screens_changed)

    def open(self) -> None:
        """Show the wall and follow what is sent to it."""
        self.kept.begin()
        self.window.open_on(self._screen)
        self._awake.begin()
        self.follower.start()
        self.following.start()

    def stop(self) -> None:
        """Stop in order: no screen brings it back, the wall takes its leave, what hangs is kept, then threads and workers."""
        for changed in self._screens:
            changed.disconnect(self.window.screens_changed)
        self._screens = ()
        self.kept.keep()
        self.health.end()
        self.following.stop()
        self.relay.blockSignals(True)
        self._awake.end()
        self.follower.stop()
        self.desk.close()
        self.window.end()
        if isinstance(self._pool, VideoPool):
            self._pool.close()


def run(command: OwnWall, server: Server | None, open_file: Callable[..., Store], folder: Path) -> int:
    """Show a wall until it is closed, at a server or on a file; returns the exit code.

    Whoever may read a file may look; the wall changes nothing there. At a server it signs in with what the keyring
    knows, or asks once, and has the rights of walls and no others; while the server is away it waits.

    Raises:
        Refused: ``wall.no_screen``, ``wall.shown_already``, ``centre.unknown``, ``centre.none``, and why it cannot be opened.
        Outage: the database is out of reach.
    """
    if server is not None:
        _run_at_server(command, server, folder)
        return 0
    store = open_file(command.settings.db, create=False, looks=True)
    try:
        centre = centre_of(store, command.settings.centre)
        if centre is None:
            raise Refused("centre.none")
        operator = Operator(name=WALL_NAME, centre=centre.code, roles=frozenset({Role.WALL}))
        _show(command, folder, lambda _app: (store, operator))
    finally:
        store.close()
    return 0


def _run_at_server(command: OwnWall, server: Server, folder: Path) -> None:
    # What signs operators in brings a keyring and a whole console with it, which a wall on a file does without.
    from console.gateways.system_keyring import SystemKeyring
    from widgets.at_server import Door

    def waits(attempt: Attempt, why: ServerOutage) -> Entered | None:
        return Awaiting(attempt).wait(why, screen_numbered(command.screen))

    door = Door(Console(settings=command.settings), server, SystemKeyring(), folder, waits)

    def enter(app: QApplication) -> tuple[Store, Operator] | None:
        entered = door.enter(app)
        if entered is None:
            return None
        store, operator = entered
        # Who owns the database was not let in: a wall may not write what they may.
        return None if operator is None else (store, operator)

    try:
        _show(command, folder, enter)
    finally:
        door.leave()


def make_app(argv: list[str]) -> QApplication:
    """Return the application; what must be set before it exists is set here."""
    share_quickly()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(argv[:1])
    # Before there is a thread that could take Qt's things away.
    Rubbish(app)
    app.setApplicationName("GridDesk")
    app.setDesktopFileName("griddesk")
    app.setQuitOnLastWindowClosed(False)
    return app


def _show(command: OwnWall, folder: Path, enter: Callable[[QApplication], tuple[Store, Operator] | None]) -> None:
    app = make_app(sys.argv)
    if screen_numbered(command.screen) is None:
        raise no_screen(command.screen)
    walls = walls_in(folder)
    walls.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(walls / f"{file_name(command)}.lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        raise Refused("wall.shown_already")
    theme.apply(app, theme.load("day" if command.settings.theme == "day" else "night"))
    language = Language()
    language.speak(app, command.settings.lang)
    try:
        entered = enter(app)
        if entered is not None:
            _run(command, *entered, folder)
    finally:
        language.leave(app)
        lock.unlock()


def _run(command: OwnWall, store: Store, operator: Operator, folder: Path) -> None:
    rules.take(store.archive().rulebook())
    cameras = TestCameras(path("clips"), None, zone=command.settings.zone) if holds_demo(store) else None
    resolve = partial(resolve_demo, base_url=cameras.start()) if cameras else str
    try:
        seat = replace(operator, desk=desk_of(command))
        station = WallStation(command, store, seat, folder, resolve)
        sys.excepthook = lambda *bug: log.critical("A bug", exc_info=bug)
        loop = QEventLoop()
        station.window.left.connect(loop.quit)
        signal.signal(signal.SIGTERM, lambda *_: loop.quit())
        signal.signal(signal.SIGINT, lambda *_: loop.quit())
        # Lets Python see signals, which Qt's loop would otherwise keep from it.
        beat = QTimer(interval=1000)
        beat.timeout.connect(lambda: None)
        beat.start()
        station.open()
        spare_what_stands()
        loop.exec()
        station.stop()
    finally:
        if cameras is not None:
            cameras.stop()


def no_screen(number: int) -> Refused:
    """Return why there is no wall on a screen that is not there."""
    return Refused("wall.no_screen", screen=number, count=len(QGuiApplication.screens()))


def walls_in(folder: Path) -> Path:
    """Return where the walls of this workstation keep their own files."""
    return folder / "walls"


def desk_of(command: OwnWall) -> str:
    """Return what the wall is called as a desk: a wall that was started again is still the same one."""
    return f"{socket.gethostname()}-wall-{command.screen}"


def wall_name(command: OwnWall) -> str:
    """Return what the wall is called at the centre."""
    return one_line(command.name or f"{socket.gethostname()} · {command.screen}")[:LONGEST_WALL_NAME]


def file_name(command: OwnWall) -> str:
    """Return what the wall's own files are called on this workstation."""
    return f"screen-{command.screen}"
