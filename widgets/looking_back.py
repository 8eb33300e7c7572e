"""Opens the window of the past: a board, a relay and a focus of its own, on the desk of the live console."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from console.atlas import Atlas
from console.board import Board
from console.desk import Desk
from console.domain.ticket import Target, TicketId
from console.past import Replaying, read_only
from widgets import words
from widgets.history.showing import Showing
from widgets.history.window import HistoryWindow
from widgets.kit.focus import Focus
from widgets.map.basemaps import BaseMaps
from widgets.map.live import switched
from widgets.map.panel import MapPanel
from widgets.map.sheet import Sheet
from widgets.queue.panel import QueuePanel
from widgets.relay import Relay

FIRST = timedelta(hours=1)
"""How long ago the moment is that is shown first."""


def open_past(
    live: Relay, desk: Desk, atlas: Atlas, zone: ZoneInfo, tiles: BaseMaps | None, sheet: Sheet | None = None
) -> HistoryWindow:
    """Show the board of an hour ago in a window of its own, and return that; what is drawn lies on its map too."""
    against = read_only()
    replaying = Replaying(live.clock, live.clock.now() - FIRST)
    board = Board(live.board.centre)
    board.load(live.board.around(()))
    past = Relay(desk, board, live.operator, replaying, against=against)
    focus = Focus()

    def describe(_target: Target, _tickets: Sequence[TicketId]) -> tuple[str, bool, str]:
        return "", False, words.refusal(against)

    map_panel = MapPanel(past, focus, atlas, describe_target=describe, tiles=tiles, sheet=sheet, zone=zone)
    # Where crews were stands in no journal.
    map_panel.show_layers(switched(map_panel.live.shown, "crews", on=False))
    window = HistoryWindow(
        Showing(live, past, replaying),
        focus,
        board,
        zone,
        queue=QueuePanel(past, focus),
        map_panel=map_panel,
    )
    past.setParent(window)
    focus.setParent(window)
    window.show()
    window.showing.look_at(replaying.now())
    return window
