"""One workstation's application: made, wired, run, and stopped in order."""

from __future__ import annotations

import logging
import os
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from types import TracebackType
from zoneinfo import ZoneInfo

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from console.atlas import Atlas
from console.board import Board
from console.desk import Desk
from console.domain.shift import Operator
from console.following import IDLE_PERIOD_S, PERIOD_S, Follower, Link
from console.gateways.files.regions import read_grids
from console.gateways.health_file import FILE as HEALTH_FILE
from console.journal import Kind, News
from console.known import Known, Memory
from console.numbering import TicketIds
from console.ports import Clock, Mark, Store
from console.server_sign_in import SignInAnew
from console.video.choices import AS_SHIPPED, Choices
from console.video.pool import VideoPool
from widgets import theme, words
from widgets.campaign.panel import CampaignPanel
from widgets.closing import ClipsFirst
from widgets.crew.panel import CrewPanel
from widgets.ground import keep_drawn
from widgets.history.window import HistoryWindow
from widgets.intake.form import IntakeForm
from widgets.journal.export_dialog import ExportDialog
from widgets.key_card import KeyCard
from widgets.kit import target_words
from widgets.kit.drafts import Drafts
from widgets.kit.focus import Focus
from widgets.kit.rubbish import Rubbish, spare_what_stands
from widgets.kit.sharing import share_quickly
from widgets.kit.translator import Language
from widgets.looking_back import open_past
from widgets.main_window import MainWindow
from widgets.map.basemaps import BaseMaps
from widgets.map.exporting import MapExport
from widgets.map.panel import MapPanel
from widgets.map.scheme import register_scheme
from widgets.map.sheet import Sheet
from widgets.on_workshop import OnWorkshop
from widgets.outbox.window import OutboxWindow
from widgets.patrolling import Patrolling
from widgets.queue.panel import QueuePanel
from widgets.relay import Relay
from widgets.remembering import Remembering
from widgets.reporting import Reporting
from widgets.signing_anew import SigningAnew
from widgets.sweeping import Sweeping
from widgets.taken_here import TakenHere
from widgets.ticket.card import TicketCard
from widgets.wall.panel import WallPanel
from widgets.wall.stream_health import StreamHealth
from widgets.workspace import Workspace

log = logging.getLogger(__name__)

# Without a limit the map's page, which never rests, lets 10 MB of rubbish a minute lie for as long as memory lasts.
PAGE_FLAGS = "--js-flags=--max-old-space-size=96"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a workstation starts with.

    ``resolve`` turns a camera's stored address into one that can be opened. ``signed_in``: the operator gave a
    password: with that the shift begins, and another operator may follow. ``anew`` begins to ask the same operator once
    more, at a server that takes another password by now. ``memory`` keeps what this desk knows, ``known`` is that where
    the server is away. ``video`` is how this machine decodes, ``own_wall`` the words that lead to a wall of its own.
    """

    store: Store
    operator: Operator
    clock: Clock
    zone: ZoneInfo
    folder: Path
    language: str
    theme: theme.ThemeName
    resolve: Callable[[str], str]
    tiles: BaseMaps | None = None
    began_s: float = 0.0
    signed_in: bool = False
    anew: Callable[[], SignInAnew] | None = None
    memory: Memory | None = None
    known: Known | None = None
    video: Choices = AS_SHIPPED
    own_wall: Sequence[str] = ()


class Workstation(QObject):
    """Everything that runs between start and stop; belongs to the GUI thread."""

    def __init__(self, app: QApplication, start: Start) -> None:
        super().__init__()
        self._app = app
        self._start = start
        self._theme: theme.ThemeName = start.theme
        self._past: HistoryWindow | None = None
        self._passed = {"imported": perf_counter() - start.began_s}
        theme.apply(app, theme.load(start.theme))
        self.language = Language()
        self.language.speak(app, start.language)
        outbox = start.store.outbox(start.folder / "outbox", start.operator.name)
        self.desk = Desk(start.store, start.clock, outbox=outbox, read_grids=read_grids)
        self.board = Board(start.operator.centre)
        mark = self._load_board()
        self._passed["loaded"] = perf_counter() - start.began_s
        self.atlas = Atlas(tuple(self.board.regions.values()))
        here = TakenHere(self.board, self.atlas.grid_at, start.zone)
        self.relay = Relay(self.desk, self.board, start.operator, start.clock, here=here)
        keep_drawn(self.relay, self.atlas)
        self.focus = Focus()
        self.follower = Follower(
            start.store.feed(start.operator.centre),
            mark,
            heard=self.relay.hear,
            link_changed=self.relay.tell_link,
            failed=self.relay.tell_failed,
            marked=self.relay.tell_marked,
            link=Link.UP if start.known is None else Link.LOST,
        )
        self.remembering = Remembering(self.relay, start.store, start.memory, self)
        self.sweeping = Sweeping(self.relay, self.desk, self)
        ids = TicketIds(start.operator.desk, start.clock)
        self.patrolling = Patrolling(self.relay, ids, self)
        self.pool = VideoPool(choices=start.video)
        self.drafts = Drafts.claimed(drafts_folder(start), self)
        self.sheet = Sheet(self.drafts, self)
        wall = WallPanel(
            self.relay, self.focus, self.pool, resolve=start.resolve, zone=start.zone, own_wall=start.own_wall
        )
        self.health = StreamHealth(self.relay, wall, start.folder / HEALTH_FILE, start.zone, start.language)
        self.window = MainWindow(
            relay=self.relay,
            focus=self.focus,
            queue=QueuePanel(self.relay, self.focus),
            card=TicketCard(self.relay, self.focus, self.drafts, start.zone),
            intake=IntakeForm(self.relay, ids, self.drafts),
            crews=CrewPanel(self.relay, self.focus),
            map_panel=MapPanel(
                self.relay,
                self.focus,
                self.atlas,
                describe_target=partial(target_words.of_drop, self.relay),
                tiles=start.tiles,
                sheet=self.sheet,
                zone=start.zone,
            ),
            wall=wall,
            campaigns=CampaignPanel(self.relay, start.zone),
            workspace=Workspace(start.folder / "workspace.json"),
            zone=start.zone,
        )
        if start.known is not None:
            self.relay.begin_without_link(start.known.at)
        self.clips_first = ClipsFirst(self.window, wall.evidence)
        self.map_export = MapExport(self.relay, self.atlas, self.window.map, start.zone)
        self.reporting = Reporting(self.relay, self.focus, self.window, start.zone, start.language)
        self.workshop = OnWorkshop(self.relay, self.atlas, self.window, start.zone, start.language)
        self.signing_anew: SigningAnew | None = None
        if start.anew is not None:
            self.signing_anew = SigningAnew(start.anew, start.operator, self._on_signed_in_anew, self.window)
            self.window.link_band.sign_in_asked.connect(self.signing_anew.ask)
            self.window.link_band.let_sign_in()
        self._is_stopped = False
        self.window.status.shift.change_asked.connect(self.clips_first.leave)
        self.relay.noted.connect(self._on_noted)
        self._passed["made"] = perf_counter() - start.began_s
        self.window.theme_asked.connect(self._on_theme_asked)
        self.window.export_asked.connect(self._on_export_asked)
        self.window.actions_by_id["history"].triggered.connect(self._on_history_asked)
        self.window.outbox_asked.connect(self._on_outbox_asked)
        app.screenRemoved.connect(self.window.bring_into_view)
        app.applicationStateChanged.connect(self._on_state_changed)
        self.window.help_asked.connect(self._on_help_asked)

    def open(self) -> None:
        """Show the window and follow the feed."""
        self.window.restore()
        self.window.show()
        self.follower.start()
        self.sweeping.start()
        self.patrolling.start()
        if self._start.signed_in:
            self.window.status.shift.let_change()
            self.window.status.shift.begin()
        # Runs when the first picture of the window has been drawn.
        QTimer.singleShot(0, self, self._tell_ready)

    def stop(self) -> None:
        """Stop in order: what is held is sent, the shift ends, what is typed is kept, then threads and workers.

        A second time is nothing.
        """
        if self._is_stopped:
            return
        self._is_stopped = True
        if self.signing_anew is not None:
            self.signing_anew.stop()
        self.relay.send_all_held()
        self.remembering.stop()
        self.health.end()
        self.relay.waiting.stop()
        self.window.status.shift.end()
        # Panels that heard more would ask a desk that is closed.
        self.relay.blockSignals(True)
        self.drafts.release()
        self.follower.stop()
        self.sweeping.stop()
        self.patrolling.stop()
        self.desk.close()
        self.pool.close()

    def close(self) -> None:
        """Stop, and take the windows away."""
        self.stop()
        # A map's page must go before the profile it belongs to, and both before the application.
        for window in (self._past, self.window):
            if window is not None and shiboken6.isValid(window):
                window.deleteLater()
                QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
        if (app := QCoreApplication.instance()) is not None:
            self.language.leave(app)

    def _tell_ready(self) -> None:
        """Log what the start took, in seconds since the process began: what `bench start` reads."""
        self._passed["shown"] = perf_counter() - self._start.began_s
        log.info("Ready: %s", ", ".join(f"{part} {at_s:.3f}" for part, at_s in self._passed.items()))

    def _load_board(self) -> Mark | None:
        """Fill the board; the mark is taken first, so that nothing falls between the two."""
        if self._start.known is not None:
            self.board.load(self._start.known.snapshot)
            return None
        centre = self._start.operator.centre
        feed = self._start.store.feed(centre)
        try:
            mark = feed.mark()
        finally:
            feed.close()
        self.board.load(self._start.store.archive().situation(centre))
        return mark

    def _on_noted(self, news: News) -> None:
        """Tell the operator whose seat somebody else changed: what was taken from it is refused from now on."""
        me = self.relay.operator
        for entry in news.entries:
            is_mine = entry.centre == me.centre and entry.detail.get("whom") == me.name
            if is_mine and entry.kind in {Kind.ROLES_CHANGED, Kind.OPERATOR_REMOVED}:
                text = self.tr("{who} changed your seat: what was taken from it is refused from now on. Sign in anew.")
                self.window.banner.tell(text.format(who=words.person(entry.by)), "warn")

    def _on_signed_in_anew(self) -> None:
        """Do not wait for the next try: the server takes this operator again."""
        self.follower.keep_pace(self.follower.period_s)
        self.relay.waiting.try_again()

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        """Look for news less often while nobody works here; what is urgent rings."""
        at_work = state is Qt.ApplicationState.ApplicationActive
        self.follower.keep_pace(PERIOD_S if at_work else IDLE_PERIOD_S)

    def _on_theme_asked(self) -> None:
        self._theme = "day" if self._theme == "night" else "night"
        theme.apply(self._app, theme.load(self._theme))

    def _on_help_asked(self) -> None:
        card = self.window.findChild(KeyCard) or KeyCard(self.window.actions_by_id, self.window)
        card.show()
        card.raise_()

    def _on_outbox_asked(self) -> None:
        shown = self.window.findChild(OutboxWindow) or OutboxWindow(
            self.relay, self.focus, self._start.zone, self.window
        )
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def _on_history_asked(self) -> None:
        """Open the window of the past, or bring the one that is open to the front."""
        if self._past is None or not shiboken6.isValid(self._past):
            start = self._start
            self._past = open_past(self.relay, self.desk, self.atlas, start.zone, start.tiles, self.sheet)
            self.window.closing.connect(self._past.close)
        self._past.raise_()
        self._past.activateWindow()

    def _on_export_asked(self) -> None:
        ExportDialog(self.relay, self._start.zone, self._start.language, self.window, self.health.seen).open()


def drafts_folder(start: Start) -> Path:
    """Return where what is typed is kept: of an operator who signed in, apart from all others, until they come back."""
    if not start.signed_in:
        return start.folder
    return start.folder / "typed" / sha256(start.operator.name.encode()).hexdigest()[:16]


def make_app(argv: list[str]) -> QApplication:
    """Return the application; what must be set before it exists is set here."""
    register_scheme()
    share_quickly()
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = (
        f"{os.environ.get('QTWEBENGINE_CHROMIUM_FLAGS', '')} {PAGE_FLAGS}".strip()
    )
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(argv[:1])
    # Before there is a thread that could take Qt's things away: a sign-in has some.
    Rubbish(app)
    app.setApplicationName("GridDesk")
    app.setDesktopFileName("griddesk")
    return app


def run(
    seat: Callable[[QApplication], Start | None], started: Callable[[Workstation], None], stopping: Callable[[], None]
) -> int:
    """Run one workstation after another, each until its operator leaves, and return the exit code.

    ``seat`` says who sits down, None for nobody: it is asked first, and again when an operator leaves the seat to
    another. ``started`` is called when a window is shown, ``stopping`` before its desk stops: what lives beside the
    desk, as the demo city does, begins and ends there.
    """
    app = make_app(sys.argv)
    # Lets Python see Ctrl+C, which Qt's loop would otherwise keep from it.
    beat = QTimer(interval=500)
    beat.timeout.connect(lambda: None)
    beat.start()
    code = 0
    while (start := seat(app)) is not None:
        station = Workstation(app, start)
        sys.excepthook = Hook(station).catch
        station.open()
        spare_what_stands()
        started(station)
        # A loop of its own: the application's would tell all of Qt, as the map's engine, that this is the end.
        loop = QEventLoop()
        station.window.closing.connect(loop.quit)
        code = loop.exec()
        stopping()
        station.close()
        if not station.clips_first.is_left:
            break
    return code


class Hook(QObject):
    """What nobody expected: logged whole, told calmly, with a report to copy; the console goes on.

    Signals (any thread):
        caught: the report.
    """

    caught = Signal(str)

    def __init__(self, station: Workstation) -> None:
        super().__init__(station)
        self._station = station
        self._last = ""
        self.caught.connect(self._tell)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take what ``sys.excepthook`` takes; the same bug again, as in every repaint, is not told again."""
        if issubclass(kind, KeyboardInterrupt):
            self._station.window.close()
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        if report != self._last:
            self._last = report
            log.critical("A bug", exc_info=(kind, error, trace))
            self.caught.emit(report)

    def _tell(self, report: str) -> None:
        self._station.drafts.save()
        text = self.tr("Something went wrong inside the console; what you typed is kept. Please send the report.")
        self._station.window.tell_bug(text, f"{platform.platform()}\n{report}")
