"""The panel of campaigns: all of them, one of them with its grids and sites, or the form for a new one."""

from __future__ import annotations

from concurrent.futures import CancelledError
from datetime import tzinfo
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from console.campaign_orders import BeginCampaign, EndCampaign, TickSite
from console.domain.campaign import Campaign, Site
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.journal import CAMPAIGN_KINDS, News
from console.ports import Outage
from console.questions import CampaignGrids, Campaigns, CampaignSites
from widgets import theme, words
from widgets.campaign.form import CampaignForm
from widgets.campaign.listing import CampaignList
from widgets.campaign.view import CampaignView
from widgets.kit.banner import Banner
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.kit.throttle import Throttle
from widgets.relay import Relay

REFRESH_MS = 1000
"""Ticks of a whole city come often; they are read again this often at most."""


class CampaignPanel(QWidget):
    """Reads campaigns anew whenever it is shown, and when any desk changed one. GUI thread."""

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("campaignPanel")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._relay = relay
        self._new_site = ""
        self.banner = Banner(self)
        self.new = QPushButton(self.tr("New campaign"), self)
        self.new.setProperty("role", "primary")
        wear(self.new, "new", "accent_text")
        self.list = CampaignList(zone, self)
        self.view = CampaignView(zone, self)
        self.form = CampaignForm(relay, zone, self)
        self._empty = QLabel(
            self.tr("No campaign runs here.\nPress Ins to push a checklist to many grids at once."), self
        )
        self._empty.setObjectName("emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._reading = Throttle(REFRESH_MS, self._read, self)
        self._lay_out()
        self._connect()

    def take_grids(self, codes: list[RegionCode]) -> None:
        """Take what was chosen on the map, while the form for a new campaign is open."""
        if self._pages.currentWidget() is self.form and self.isVisible():
            self.form.take_grids(codes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reading.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Comes up from every page: what is in their lines and trees takes the key first where it has a use for it.
        if event.key() == Qt.Key.Key_Escape and self._pages.currentWidget() is not self._all:
            self._to_list()
            return
        super().keyPressEvent(event)

    def _list_or_say(self, *, is_empty: bool) -> None:
        """Show the list, or what to press where it is empty; the keyboard goes along."""
        had_it = self.list.hasFocus() or self.new.hasFocus()
        self.listed.setCurrentWidget(self._empty if is_empty else self.list)
        self._all.setFocusProxy(self.new if is_empty else self.list)
        if had_it:
            self._all.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        self._all = all_of_them = QWidget(self)
        column = QVBoxLayout(all_of_them)
        column.setContentsMargins(0, theme.metric("space_1"), 0, 0)
        column.setSpacing(theme.metric("space_1"))
        head = inside(column, QHBoxLayout())
        head.setContentsMargins(gap, 0, gap, 0)
        head.addStretch(1)
        head.addWidget(self.new)
        self.listed = QStackedWidget(self)
        self.listed.addWidget(self.list)
        self.listed.addWidget(self._empty)
        column.addWidget(self.listed, 1)
        all_of_them.setFocusProxy(self.new)
        self.listed.setCurrentWidget(self._empty)
        self._pages = QStackedWidget(self)
        for page in (all_of_them, self.view, self.form):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addWidget(self._pages, 1)
        self.setFocusProxy(self._all)

    def _connect(self) -> None:
        relay = self._relay
        relay.answered.connect(self._on_answered)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)
        relay.waits.connect(self._on_waits)
        relay.noted.connect(self._on_noted)
        relay.reloaded.connect(self._read_if_seen)
        self.new.clicked.connect(self.begin)
        begin = QShortcut(QKeySequence("Ins"), self._all)
        begin.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        begin.activated.connect(self.begin)
        self.list.opened.connect(self.open)
        self.form.left.connect(self._to_list)
        self.form.ready.connect(relay.submit)
        self.view.left.connect(self._to_list)
        self.view.end_asked.connect(self._end)
        self.view.grid_chosen.connect(self._ask_sites)
        self.view.site_added.connect(self._add_site)
        self.view.ticked.connect(self._tick)

    def begin(self) -> None:
        """Open the form for a new campaign."""
        self.form.start()
        self._to(self.form)

    def open(self, campaign: Campaign) -> None:
        """Show one campaign with its grids."""
        self._show(campaign)
        self._to(self.view)
        self._read()

    def _show(self, campaign: Campaign) -> None:
        self.view.show_campaign(campaign, may_end=campaign.centre == self._relay.board.centre)

    def _to_list(self) -> None:
        self._to(self._all)
        self._read()

    def _to(self, page: QWidget) -> None:
        self.banner.clear()
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        centre = self._relay.board.centre
        self._relay.ask(Campaigns(centre=centre))
        if self._opened is not None:
            self._relay.ask(CampaignGrids(campaign=self._opened, centre=centre))

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self._reading.ask()

    @property
    def _opened(self) -> UUID | None:
        """The campaign whose grids are shown."""
        is_shown = self._pages.currentWidget() is self.view and self.view.campaign is not None
        return self.view.campaign.id if is_shown and self.view.campaign is not None else None

    def _ask_sites(self, grid: RegionCode) -> None:
        if self._opened is not None:
            self._relay.ask(CampaignSites(campaign=self._opened, grid=grid))

    def _add_site(self, label: str) -> None:
        if self._opened is not None and self.view.grid is not None:
            order = TickSite(by=self._relay.operator, campaign=self._opened, grid=self.view.grid, site=label, seen=0)
            self._relay.submit(order)

    def _tick(self, site: Site, done: frozenset[int], note: str) -> None:
        order = TickSite(
            by=self._relay.operator,
            campaign=site.campaign,
            grid=site.grid,
            site=site.label,
            seen=site.version,
            done=done,
            note=note,
        )
        self._relay.submit(order)

    def _end(self) -> None:
        if self._opened is not None:
            self._relay.submit(EndCampaign(by=self._relay.operator, campaign=self._opened))

    def _on_answered(self, question: object, answer: object) -> None:
        match question, answer:
            case Campaigns(), tuple():
                self.list.show_campaigns(answer, self._relay.clock.now())
                self._list_or_say(is_empty=not answer)
                for campaign, _ in answer:
                    if campaign.id == self._opened:
                        self._show(campaign)
            case CampaignGrids(campaign=of), tuple() if of == self._opened:
                self.view.show_grids(answer)
            case CampaignSites(campaign=of, grid=grid), tuple() if (of, grid) == (self._opened, self.view.grid):
                self.view.show_sites(answer, self._new_site)
                self._new_site = ""

    def _on_done(self, order: object, _news: News) -> None:
        match order:
            case BeginCampaign():
                self.form.clear()
                self._to_list()
            case TickSite():
                self.banner.clear()
                if order.seen == 0:
                    self._new_site = " ".join(order.site.split())
                    self.view.label.clear()
                self._read()
            case EndCampaign():
                self._to_list()

    def _on_refused(self, order: object, why: Refused) -> None:
        match order:
            case BeginCampaign():
                self.form.banner.tell(self._sentence(why), "warn")
            case TickSite() | EndCampaign():
                self.banner.tell(self._sentence(why), "warn")
                self._read()

    def _on_failed(self, asked: object, why: Exception) -> None:
        if isinstance(why, Outage | CancelledError) and isinstance(asked, BeginCampaign | TickSite | EndCampaign):
            self.banner.tell(self.tr("The database is out of reach. What you typed stays here: try again."), "error")

    def _on_waits(self, order: object) -> None:
        match order:
            case BeginCampaign():
                self.form.clear()
                self._to_list()
            case TickSite():
                self.view.label.clear()
            case EndCampaign():
                pass
            case _:
                return
        self.banner.tell(self.tr("Queued, not done: it is sent when the database answers."), "info")

    def _on_noted(self, news: News) -> None:
        if CAMPAIGN_KINDS & {entry.kind for entry in news.entries}:
            self._read_if_seen()

    def _sentence(self, why: Refused) -> str:
        return words.refusal(why, region_name=self._relay.board.region_name)
