"""A whole window on a city in memory: every panel, and no camera that plays."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from console.atlas import Atlas
from console.numbering import TicketIds
from tests.builders import a_region_tree
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from widgets.campaign.panel import CampaignPanel
from widgets.crew.panel import CrewPanel
from widgets.intake.form import IntakeForm
from widgets.kit.drafts import Drafts
from widgets.main_window import MainWindow
from widgets.map.panel import MapPanel
from widgets.on_workshop import OnWorkshop
from widgets.queue.panel import QueuePanel
from widgets.reporting import Reporting
from widgets.ticket.card import TicketCard
from widgets.wall.panel import WallPanel
from widgets.workspace import Workspace


def a_window(seat: Seat, folder: Path) -> MainWindow:
    """Return a window that is not shown yet; what it keeps is kept in ``folder``."""
    relay, focus, drafts = seat.relay, seat.focus, Drafts(folder / "drafts.json")
    atlas = Atlas(a_region_tree())
    window = MainWindow(
        relay=relay,
        focus=focus,
        queue=QueuePanel(relay, focus),
        card=TicketCard(relay, focus, drafts, UTC),
        intake=IntakeForm(relay, TicketIds("desk", seat.clock), drafts),
        crews=CrewPanel(relay, focus),
        map_panel=MapPanel(relay, focus, atlas, describe_target=lambda _t, _ids: ("", True, "")),
        wall=WallPanel(relay, focus, FakePool()),
        campaigns=CampaignPanel(relay, UTC),
        workspace=Workspace(folder / "workspace.json"),
        zone=UTC,
    )
    Reporting(relay, focus, window, ZoneInfo("UTC"), "en")
    OnWorkshop(relay, atlas, window, ZoneInfo("UTC"), "en")
    return window
