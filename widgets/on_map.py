"""What the map tells the other panels, and what they ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import shapely
from PySide6.QtGui import QAction

from console.domain.camera import CameraId
from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.ticket import TicketId
from widgets.campaign.panel import CampaignPanel
from widgets.giving import Giving
from widgets.intake.form import IntakeForm
from widgets.map.area import Held
from widgets.map.panel import MapPanel
from widgets.queue.panel import QueuePanel
from widgets.wall.panel import WallPanel
from widgets.workspace import Workspace

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
    map_panel.crew_clicked.connect(show_crew)
    intake.pick_asked.connect(map_panel.begin_pick)
    map_panel.place_picked.connect(intake.set_place)
    for id_, do in {
        "centre_map": map_panel.show_looked_at,
        "find_place": map_panel.hand.finder.begin,
        "cameras_on_map": map_panel.hand.near_cameras_of_ticket,
        "crews_on_map": map_panel.hand.near_crews_of_ticket,
    }.items():
        actions[id_].triggered.connect(lambda _=False, done=do: done())
    actions["layers"].triggered.connect(map_panel.bars.open_layers)
    presences = wall.catalogue.presences
    map_panel.feeding.placing.watch(presences.of)
    presences.changed.connect(map_panel.feeding.placing.take_cameras)
    _connect_hand(map_panel, panels, actions)


def keep_layers(map_panel: MapPanel, workspace: Workspace) -> None:
    """Bring the layers back as they were at the last time, and keep every change of them."""
    counting = map_panel.counting
    counting.restore(workspace.state_of("map"))

    def keep() -> None:
        workspace.keep_state("map", counting.kept())

    maps = map_panel.tiles
    if maps is not None:
        names = workspace.state_of("basemaps").get("shown")
        if isinstance(names, list):
            maps.take_names(map(str, names))
        maps.chosen.connect(lambda: workspace.keep_state("basemaps", {"shown": maps.names_on()}))
    for changed in (map_panel.live.shown_changed, counting.heat.changed, counting.shades.changed):
        changed.connect(keep)


def _connect_hand(map_panel: MapPanel, panels: Panels, actions: Mapping[str, QAction]) -> None:
    """Let what is taken and asked for on the map be done where it belongs."""
    queue, wall, campaigns, intake = panels
    hand = map_panel.hand

    def choose_crew(tickets: list[TicketId]) -> None:
        queue.select(tickets)
        queue.verb_asked.emit("dispatch", tickets)

    def take_in(place: LatLng) -> None:
        actions["new_ticket"].trigger()
        intake.set_place(place)

    def begin_campaign(grids: list[RegionCode]) -> None:
        actions["campaigns"].trigger()
        campaigns.new.click()
        campaigns.take_grids(grids)

    def hang(cameras: list[CameraId]) -> None:
        wall.hanging.hang_all(cameras)

    def steer(camera: CameraId) -> None:
        wall.hanging.hang_all([camera])
        wall.view.setFocus()
        wall.ptz.begin()

    def offer_tour(held: Held) -> None:
        wall.touring.take_area(_rings(held))

    def tour(held: Held) -> None:
        offer_tour(held)
        wall.touring.box()

    hand.area_taken.connect(offer_tour)
    hand.tour_asked.connect(tour)
    hand.tickets_asked.connect(queue.select)
    hand.crews_asked.connect(choose_crew)
    hand.take_in_asked.connect(take_in)
    hand.campaign_asked.connect(begin_campaign)
    hand.hang_asked.connect(hang)
    hand.steer_asked.connect(steer)
    hand.resting.rested.connect(lambda camera, at: wall.preview.show_camera(camera, map_panel, at))
    hand.resting.left.connect(wall.preview.leave)


def _rings(held: Held) -> list[list[LatLng]]:
    """Return the rings of an area, holes as well, without the place that closes each."""
    rings = shapely.get_rings(shapely.get_parts(held.shape))
    places = (shapely.get_coordinates(ring)[:-1].tolist() for ring in rings)
    return [[LatLng(lat, lng) for lng, lat in ring] for ring in places]
