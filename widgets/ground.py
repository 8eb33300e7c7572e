"""The atlas of a workstation goes along with what its board hears of the ground."""

from __future__ import annotations

from console.atlas import Atlas
from widgets.relay import Relay


def keep_drawn(relay: Relay, atlas: Atlas) -> None:
    """Let the atlas be drawn anew with every change; before any view that listens to the relay after this hears of it."""
    board = relay.board
    relay.ground_changed.connect(
        lambda codes: atlas.take([board.regions[code] for code in codes if code in board.regions])
    )
    relay.reloaded.connect(lambda: atlas.take(board.regions.values()))
