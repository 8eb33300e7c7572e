"""What is known of each camera's state, and the words for it: the wall is asked now and then, the catalogue once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from console.board import Board
from console.domain.camera import Camera, CameraId
from console.domain.presence import Presence, Seen, presence
from console.video.states import LIVE_STATES, TileState
from widgets.kit import clock_text
from widgets.wall.hanging import Hanging

LOOKED_EVERY_MS = 2_000
_NO_PICTURE = frozenset({TileState.STALE, TileState.RECONNECTING, TileState.OFFLINE})

translate = QCoreApplication.translate


class Presences(QObject):
    """Keeps what walls saw of cameras. Belongs to the GUI thread.

    Signals:
        changed: frozenset of the cameras that began or ceased to work.
    """

    changed = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._seen: dict[CameraId, Seen] = {}

    def watch(self, hanging: Hanging) -> None:
        """Look at a wall now and then."""
        timer = QTimer(self, interval=LOOKED_EVERY_MS)
        timer.timeout.connect(lambda: self.look(hanging))
        timer.start()

    def look(self, hanging: Hanging) -> None:
        """Note of which cameras a wall shows a picture, and of which none comes; nobody's wall tells nothing."""
        if not hanging.plays:
            return
        now = self._now()
        turned = set()
        for place in hanging.wall.places:
            view = hanging.view(place)
            is_on = view.state in LIVE_STATES
            camera = hanging.camera_seen(place, view)
            if camera is None or not (is_on or view.state in _NO_PICTURE):
                continue
            before = self._seen.get(camera.id)
            self._seen[camera.id] = Seen(is_on, now)
            if before is None or before.is_on != is_on:
                turned.add(camera.id)
        if turned:
            self.changed.emit(frozenset(turned))

    def of(self, camera: Camera) -> Presence:
        """Return what is known of a camera now."""
        return presence(camera, self._seen.get(camera.id), self._now())


def words_of(known: Presence) -> str:
    """Return a camera's state in a word, with its age where it is old."""
    if known.is_on is None:
        return translate("Presences", "not known")
    word = translate("Presences", "online") if known.is_on else translate("Presences", "offline")
    if not known.is_old:
        return word
    return translate("Presences", "{state} {ago}").format(state=word, ago=clock_text.ago(known.age.total_seconds()))


def source_words(source: str) -> str:
    """Return where a camera was taken in from."""
    match source:
        case "csv":
            return translate("Presences", "CSV file")
        case "geojson":
            return translate("Presences", "GeoJSON file")
        case "gb28181":
            return translate("Presences", "GB/T 28181 catalogue")
        case "onvif":
            return translate("Presences", "ONVIF")
    return source


def card_of(camera: Camera, known: Presence, board: Board) -> str:
    """Return what there is to say of a camera, a line each; never its address, which may hold a password."""
    state = words_of(known)
    if known.is_on is not None:
        by = translate("Presences", "seen on the wall") if known.by_wall else translate("Presences", "by the catalogue")
        state = translate("Presences", "{state}, {by}").format(state=state, by=by)
    lines = [
        f"{camera.number:03d} {camera.name}",
        board.region_name(camera.region),
        translate("Presences", "State: {state}").format(state=state),
    ]
    if camera.place is not None:
        where = f"{camera.place.lat_deg:.5f}, {camera.place.lng_deg:.5f}"
        lines.append(translate("Presences", "Place: {place}").format(place=where))
    if camera.tags:
        lines.append(translate("Presences", "Tags: {tags}").format(tags=" · ".join(camera.tags)))
    if camera.source:
        lines.append(translate("Presences", "Source: {source}").format(source=source_words(camera.source)))
    return "\n".join(line for line in lines if line)
