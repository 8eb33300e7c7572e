"""Base maps below a map: their tiles, which of them the page shows, and the data where their datum has it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from widgets.map import datum
from widgets.map.basemap_switches import BaseList
from widgets.map.basemaps import BaseMaps, sentence_of
from widgets.map.bridge import Bridge
from widgets.map.layer_panel import LayerPanel
from widgets.map.live import LiveMap
from widgets.map.scheme import Handler
from widgets.map.troubles import Trouble, Troubles


class Bases(QObject):
    """Ties the base maps of the process to one map. GUI thread.

    ``place_all`` puts every symbol where the base map's datum has it.
    """

    def __init__(
        self,
        maps: BaseMaps,
        live: LiveMap,
        bridge: Bridge,
        handler: Handler,
        panel: LayerPanel,
        troubles: Troubles,
        place_all: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._maps = maps
        self._live = live
        self._bridge = bridge
        self._troubles = troubles
        self._place_all = place_all
        handler.provide_later("tiles", maps.serve)
        panel.put_under("base", BaseList(maps, panel))
        bridge.is_ready.connect(self._tell)
        maps.chosen.connect(self._tell)
        maps.back.connect(lambda number: bridge.tell("base_back", number))
        maps.troubled.connect(self._say)
        datum.current.changed.connect(self._on_datum_changed)
        self._say()

    def _tell(self) -> None:
        if self._live.is_up:
            self._bridge.tell("bases", list(self._maps.on))
        self._say()

    def _say(self) -> None:
        wanted = [one for number, one in enumerate(self._maps.maps) if number in self._maps.on or one.source is None]
        self._troubles.say(Trouble.BASE_MAP, "\n".join(filter(None, map(sentence_of, wanted))))

    def _on_datum_changed(self) -> None:
        self._place_all()
        self._live.draw_anew()
