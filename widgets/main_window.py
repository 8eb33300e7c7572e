"""The console's window: three parts and one focus; connects panels with one another, nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from datetime import tzinfo
from functools import partial

import PySide6QtAds as QtAds
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent, QStatusTipEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolButton, QVBoxLayout, QWidget

from console.domain.camera import CameraId
from console.domain.crew import CrewId
from console.domain.errors import Refused
from console.domain.ticket import State, Ticket, TicketId
from console.ports import Outage
from widgets import actions, theme, zones
from widgets.campaign.panel import CampaignPanel
from widgets.command_line import CommandLine
from widgets.crew.panel import CrewPanel
from widgets.giving import Giving
from widgets.intake.form import IntakeForm
from widgets.kit import docks, enter
from widgets.kit.banner import Banner, Tone
from widgets.kit.focus import Focus
from widgets.kit.inside import inside
from widgets.kit.theme_command import ThemeCommand
from widgets.kit.toast import ToastRow
from widgets.link_band import LinkBand
from widgets.map.panel import MapPanel
from widgets.on_map import connect_map, keep_layers
from widgets.queue.panel import QueuePanel
from widgets.relay import Relay
from widgets.status import StatusStrip
from widgets.ticket.card import TicketCard
from widgets.verbs import Said
from widgets.wall.panel import WallPanel
from widgets.workspace import Workspace

HOME_SIZE = QSize(1600, 900)


class MainWindow(QMainWindow):
    """Owns the docks; every panel is made outside and handed in.

    Signals (GUI thread):
        theme_asked: nothing; day or night.
        export_asked: nothing; the daily log.
        help_asked: nothing.
        outbox_asked: nothing; the orders that wait.
        closing: nothing; the window is about to go.
    """

    theme_asked = Signal()
    export_asked = Signal()
    help_asked = Signal()
    outbox_asked = Signal()
    closing = Signal()

    def __init__(
        self,
        *,
        relay: Relay,
        focus: Focus,
        queue: QueuePanel,
        card: TicketCard,
        intake: IntakeForm,
        crews: CrewPanel,
        map_panel: MapPanel,
        wall: WallPanel,
        campaigns: CampaignPanel,
        workspace: Workspace,
        zone: tzinfo,
    ) -> None:
        super().__init__()
        self.setObjectName("console")
        self.setWindowTitle(self.tr("GridDesk"))
        self.relay, self.focus = relay, focus
        self.queue, self.card, self.intake = queue, card, intake
        self.crews, self.map, self.wall, self.campaigns = crews, map_panel, wall, campaigns
        self._workspace = workspace
        self._report = ""
        self.banner = Banner(self)
        self.banner.acted.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        self.banner.installEventFilter(self)
        self.status = StatusStrip(relay, zone, self)
        self.link_band = LinkBand(relay, zone, self)
        self.command_line = CommandLine(relay, focus, self)
        self.toasts = ToastRow(self)
        self.giving = Giving(relay, self.toasts, self._ask_words, self._tell, zone, self)
        self.actions_by_id = actions.make(self)
        ThemeCommand(self.actions_by_id["theme"])
        self.status.shift.take(self.actions_by_id)
        self.addActions(list(self.actions_by_id.values()))
        self._docks = self._make_docks()
        self._outside: list[tuple[QtAds.CDockWidget, QWidget]] = []
        self._lay_out()
        self._connect_panels()
        self._connect_actions()

    def restore(self) -> None:
        """Put everything where it was at the last time on these monitors, or in its first place."""
        self.resize(HOME_SIZE)
        if not self._workspace.restore(self, self._docks):
            self._docks.restoreState(self._home)
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._fill_docks()
        self.queue.restore(self._workspace.state_of("queue"))
        self.wall.restore(self._workspace.state_of("wall"))
        self.actions_by_id["still"].setChecked(self._workspace.state_of("window").get("still") is True)
        self._keep_still()
        self.queue.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep where everything is."""
        self._workspace.keep(self, self._docks)
        self._workspace.keep_state("queue", self.queue.state())
        self._workspace.keep_state("wall", self.wall.state())
        self._workspace.keep_state("window", {"still": self.actions_by_id["still"].isChecked()})
        self._workspace.save()

    def bring_home(self) -> None:
        """Put every panel into its first place, and the window where it can be seen."""
        self.wall.bring_home()
        self._docks.restoreState(self._home)
        self.bring_into_view()

    def bring_into_view(self) -> None:
        """Put what lies outside every screen, as after one was unplugged, onto one that lives."""
        self._workspace.bring_into_view(self, self._docks)

    def tell_bug(self, text: str, report: str) -> None:
        """Say calmly that something went wrong inside, and let the report be copied."""
        self._report = report
        self.banner.tell(text, "error", action=self.tr("Copy report"))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep()
        self.wall.end()
        self.closing.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter.presses(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._fill_docks()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        # Why an entry of a menu cannot be chosen, while the pointer or the keyboard is on it.
        if event.type() == QEvent.Type.StatusTip and isinstance(event, QStatusTipEvent):
            self.command_line.tell(event.tip())
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_banner()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest}
        if watched is self.banner and event.type() in moves:
            self._place_banner()
        return super().eventFilter(watched, event)

    def _make_docks(self) -> QtAds.CDockManager:
        docks.set_up()
        manager = QtAds.CDockManager(self)
        manager.dockAreaCreated.connect(lambda _area: docks.dress(manager))
        theme.current.changed.connect(self._dress_docks)
        return manager

    def _dress_docks(self) -> None:
        docks.dress(self._docks)

    def _lay_out(self) -> None:
        left, right, bottom = QtAds.LeftDockWidgetArea, QtAds.RightDockWidgetArea, QtAds.BottomDockWidgetArea
        queue = self._dock("queue", self.tr("Queue"), self.queue)
        queue_area = self._docks.addDockWidget(left, queue)
        map_area = self._docks.addDockWidget(right, self._dock("map", self.tr("Map"), self.map), queue_area)
        self._docks.addDockWidget(bottom, self._dock("wall", self.tr("Wall"), self.wall), map_area)
        card_area = self._docks.addDockWidget(bottom, self._dock("card", self.tr("Ticket"), self.card), queue_area)
        self._crew_dock = self._dock("crews", self.tr("Crews"), self.crews)
        self._intake_dock = self._dock("intake", self.tr("New ticket"), self.intake)
        self._campaign_dock = self._dock("campaigns", self.tr("Campaigns"), self.campaigns)
        for beside in (self._crew_dock, self._intake_dock, self._campaign_dock):
            self._docks.addDockWidgetTabToArea(beside, card_area)
        card_area.setCurrentIndex(0)
        self._docks.setSplitterSizes(queue_area, [560, 440])
        self._docks.setSplitterSizes(map_area, [560, 440])
        self._share_width(queue_area)
        self._home = self._docks.saveState()
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.status)
        column.addWidget(self.link_band)
        column.addWidget(self._docks, 1)
        self._fill_foot(inside(column, QHBoxLayout()))
        self.setCentralWidget(whole)
        for id_ in ("new_ticket", "undo", "export_log", "history", "theme", "help"):
            button = QToolButton(self)
            button.setDefaultAction(self.actions_by_id[id_])
            self.status.buttons.addWidget(button)

    def _fill_foot(self, foot: QHBoxLayout) -> None:
        """Fill the line below the panels: what is typed, and what was just done, each always in its own part."""
        foot.setContentsMargins(0, 0, theme.metric("space_2"), 0)
        foot.setSpacing(0)
        foot.addWidget(self.command_line, 6)
        foot.addWidget(self.toasts, 5)

    def _share_width(self, area: QtAds.CDockAreaWidget) -> None:
        """Give the queue's column 40 of 100 parts: the map needs the rest."""
        splitter = area.parentWidget().parentWidget() if area.parentWidget() else None
        if splitter is not None and hasattr(splitter, "setSizes"):
            splitter.setSizes([400, 600])

    def _dock(self, name: str, title: str, panel: QWidget) -> QtAds.CDockWidget:
        dock = docks.empty(self._docks, name, title)
        self._outside.append((dock, panel))
        return dock

    def _fill_docks(self) -> None:
        """Put the panels into their docks, once these have their places: with each move they would be dressed anew."""
        while self._outside:
            docks.fill(*self._outside.pop())

    def _connect_panels(self) -> None:
        self.queue.take(self.actions_by_id)
        self.status.list_asked.connect(self.queue.show_list)
        self.queue.verb_asked.connect(self._on_verb_asked)
        self.queue.dispatch_asked.connect(self.giving.dispatch)
        self.card.verb_asked.connect(self._on_verb_asked)
        self.card.words_given.connect(self.giving.give_words)
        self.card.dispatch_asked.connect(self.giving.dispatch)
        self.card.send_asked.connect(self.giving.dispatch)
        self.card.hang_asked.connect(self.hang)
        self.crews.dispatch_asked.connect(self.giving.dispatch)
        panels = (self.queue, self.wall, self.campaigns, self.intake)
        connect_map(self.map, panels, self.giving, self.actions_by_id, self._on_crew_clicked)
        keep_layers(self.map, self._workspace)
        self.intake.merge_asked.connect(partial(self.giving.give_words, "merge"))
        self.intake.taken_in.connect(self._on_taken_in)
        self.intake.alike.open_asked.connect(self.focus.open_ticket)
        self.command_line.hang_asked.connect(self.hang)
        self.command_line.go_asked.connect(self.map.hand.finder.begin)
        self.command_line.left.connect(self.queue.setFocus)
        self.focus.ticket_opened.connect(self._on_ticket_opened)
        self.queue.gone_to.connect(self._on_ticket_opened)
        for asks in (self.link_band.show_asked, self.status.waiting_asked):
            asks.connect(self.outbox_asked)
        self.relay.failed.connect(self._on_failed)
        self.relay.done.connect(self._on_done)

    def _connect_actions(self) -> None:
        for id_, do in {
            "help": self.help_asked.emit,
            "new_ticket": self._begin_intake,
            "campaigns": self._open_campaigns,
            "sign": self._accept_or_sign,
            "refresh": self.relay.load,
            "next_zone": lambda: self._step_zone(+1),
            "previous_zone": lambda: self._step_zone(-1),
            "nearest_cameras": self.card.nearby.hang_nearest,
            "tour_next": self.wall.tour_next,
            "tour_pause": self.wall.tour_toggle,
            "full_screen": self.wall.toggle_full_screen,
            "dispatch_first": lambda: self._send_in_sight(self.card.dispatch_first),
            "run_card": lambda: self._send_in_sight(self.card.run_card.send),
            "run_card_cameras": self.card.run_card.hang,
            "escalate": lambda: self.giving.give("escalate", [ticket.id for ticket in self._chosen()]),
            "verbs": self._open_verbs,
            "undo": self.giving.undo,
            "command_line": self.command_line.begin,
            "export_log": self.export_asked.emit,
            "outbox": self.outbox_asked.emit,
            "theme": self.theme_asked.emit,
            "still": self._keep_still,
            "home_windows": self.bring_home,
            "wall_screen": self.wall.open_on_other_screen,
        }.items():
            self.actions_by_id[id_].triggered.connect(lambda _=False, done=do: done())

    def hang(self, cameras: Sequence[CameraId]) -> None:
        """Hang cameras on the wall, one a tile."""
        self.wall.hang_nearest([self.relay.board.cameras[id_] for id_ in cameras if id_ in self.relay.board.cameras])

    def _ask_words(self, verb: str, tickets: Sequence[Ticket], wanted: str, to: str, said: Said) -> None:
        self.focus.look_at_ticket(tickets[0].id)
        self._raise(self._docks.findDockWidget("card"))
        self.card.ask_words(verb, tickets, wanted=wanted, to=to, said=said)

    def _send_in_sight(self, send: Callable[[], None]) -> None:
        """Send what the card offers; while it lies behind another panel, only bring it forward: nobody is sent unseen."""
        if self.card.isVisible():
            send()
            return
        self._raise(self._docks.findDockWidget("card"))
        if self.card.ticket is not None:
            self.card.tell(self.tr("Nobody was sent: look whom it goes to, then press again."), "warn")

    def _open_verbs(self) -> None:
        self._raise(self._docks.findDockWidget("card"))
        self.card.open_verbs()

    def _on_verb_asked(self, verb: str, ids: Sequence[TicketId]) -> None:
        if verb != "dispatch":
            self.giving.give(verb, ids)
            return
        self._raise(self._crew_dock)
        self.crews.setFocus()

    def _on_ticket_opened(self, _id: TicketId) -> None:
        self._raise(self._docks.findDockWidget("card"))

    def _on_crew_clicked(self, id_: CrewId) -> None:
        self._raise(self._crew_dock)
        self.crews.choose(id_)

    def _on_taken_in(self, id_: TicketId) -> None:
        self.focus.look_at_ticket(id_)
        self.queue.select([id_])

    def _on_done(self) -> None:
        """What could not be done before is read by now: the next order was done."""
        if not self._report:
            self.banner.clear()

    def _on_failed(self, _asked: object, why: object) -> None:
        """Outages and refusals are told where they stop somebody: by form, dialog, kept orders, link; a bug is told here."""
        if isinstance(why, Exception) and not isinstance(why, (Outage, CancelledError, Refused)):
            sys.excepthook(type(why), why, why.__traceback__)

    def _tell(self, text: str, tone: Tone, ticket: TicketId | None) -> None:
        """Tell on the card what concerns its ticket, above all panels what concerns another, by its number."""
        if self.card.isVisible() and self.card.ticket is not None and ticket in {None, self.card.ticket.id}:
            self.card.tell(text, tone)
            return
        known = self.relay.board.tickets.get(ticket) if ticket is not None else None
        if known is not None and known.number not in text:
            text = self.tr("{number}: {what}").format(number=known.number, what=text)
        self._report = ""
        self.banner.tell(text, tone)

    def _chosen(self) -> list[Ticket]:
        """Return what is selected in the queue, else what is on the card, as the board knows it by now."""
        shown = self.queue.selected() or ([self.card.ticket] if self.card.ticket is not None else [])
        tickets = self.relay.board.tickets
        return [self.relay.ahead(tickets[ticket.id]) for ticket in shown if ticket.id in tickets]

    def _accept_or_sign(self) -> None:
        chosen = self._chosen()
        to_sign = [ticket.id for ticket in chosen if ticket.state is State.DISPATCHED]
        to_accept = [ticket.id for ticket in chosen if ticket.state is not State.DISPATCHED]
        if to_sign:
            self.giving.give("sign", to_sign)
        if to_accept or not chosen:
            self.giving.give("accept", to_accept)

    def _keep_still(self) -> None:
        """Let nothing move that can stand still, or move again: only the map has such things."""
        self.map.keep_still(self.actions_by_id["still"].isChecked())

    def _begin_intake(self) -> None:
        self._raise(self._intake_dock)
        self.intake.begin()

    def _open_campaigns(self) -> None:
        # A workspace that was kept before there were campaigns knows nothing of their panel.
        self._campaign_dock.toggleView(True)
        self._raise(self._campaign_dock)
        self.campaigns.setFocus()

    def _raise(self, dock: QtAds.CDockWidget | None) -> None:
        if dock is not None:
            dock.setAsCurrentTab()

    def _step_zone(self, step: int) -> None:
        """Go round: queue, what stands beside it, map, wall, command line; past what cannot take the keyboard."""
        tabs = (self.crews, self.intake, self.campaigns)
        beside = next((panel for panel in tabs if panel.isVisible()), self.card)
        zones.step([self.queue, beside, self.map, self.wall, self.command_line], step)

    def _place_banner(self) -> None:
        """Lay the banner over the tallies of the strip: nothing below may move under a hand that is about to press."""
        strip = self.status.rect().translated(self.status.mapTo(self, QPoint(0, 0)))
        width = self.status.buttons.geometry().left()
        self.banner.setGeometry(
            strip.left(), strip.top(), width, max(strip.height(), self.banner.heightForWidth(width))
        )
        self.banner.raise_()
