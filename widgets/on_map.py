"""What the map tells the other panels, and what they ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction

from console.domain.crew import CrewId
from widgets.campaign.panel import CampaignPanel
from widgets.giving import Giving
from widgets.intake.form import IntakeForm
from widgets.map.panel import MapPanel
from widgets.queue.panel import QueuePanel
from widgets.wall.panel import WallPanel

Panels = tuple[QueuePanel, WallPanel, CampaignPanel, IntakeForm]


def connect_map(
    map_panel: MapPanel,
    panels: Panels,
    giving: Giving,
    actions: Mapping[str, QAction],
    show_crew: Callable[[CrewId], None],
) -> None:
    """Let panels that know nothing of one another work together over the map. GUI thread."""
    queue, wall, campaigns, intake = panels
    map_panel.dispatch_asked.connect(giving.dispatch)
    map_panel.tickets_boxed.connect(queue.select)
    map_panel.grids_chosen.connect(campaigns.take_grids)
    map_panel.area_boxed.connect(wall.touring.take_box)
    map_panel.crew_clicked.connect(show_crew)
    intake.pick_asked.connect(map_panel.begin_pick)
    map_panel.place_picked.connect(intake.set_place)
    actions["centre_map"].triggered.connect(map_panel.show_looked_at)
