"""Which stream each tile plays, as the wall asks it: what is seen of the tiles goes in, what to play comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize

from console.domain.camera import Camera, CameraId
from console.domain.decode_budget import Share
from console.domain.quality import Choice, Quality, Shown, Why
from console.domain.wall import Stream
from console.video.pool import TileView
from console.video.states import TileState
from widgets.kit import kept

_PLAYS: Mapping[TileState, Stream] = {TileState.LIVE: "main", TileState.LIVE_SUB: "sub"}

translate = QCoreApplication.translate


class Streams:
    """Holds the choices of one wall; ``share`` is its part of the budget, ``seconds`` its clock. Belongs to the GUI thread."""

    def __init__(self, share: Share, seconds: Callable[[], float]) -> None:
        self._quality = Quality(share)
        self._seconds = seconds
        self._held: dict[CameraId, Stream] = {}
        self._choices: Mapping[int, Choice] = {}

    def begin(self, place: int) -> None:
        """Judge a tile afresh: something was hung there."""
        self._quality.begin(place)

    def choose(
        self, tiles: Mapping[int, tuple[Camera, QSize]], views: Mapping[int, TileView], selected: int, whole: Set[int]
    ) -> Mapping[int, Choice]:
        """Return what each tile is to play; ``views`` are those that show the tile's camera, and into ``whole``
        somebody looks closely: they fill the screen, or are zoomed into.
        """
        self._choices = self._quality.choose(
            self._seconds(),
            {
                place: self._shown(camera, size, views.get(place), selected=place == selected, whole=place in whole)
                for place, (camera, size) in tiles.items()
            },
        )
        return self._choices

    def foresee(self, tiles: Mapping[int, tuple[Camera, QSize]], selected: int) -> Mapping[int, Choice]:
        """Return what tiles would begin with if these were all that the wall shows; nothing is changed by it."""
        shown = {
            place: self._shown(camera, size, None, selected=place == selected, whole=False)
            for place, (camera, size) in tiles.items()
        }
        return self._quality.foresee(self._seconds(), shown)

    def rest(self) -> None:
        """Leave the budget to other walls: nobody sees this one."""
        self._quality.rest()

    def choice(self, place: int) -> Choice | None:
        """Return what a tile plays and why, None for one that is not seen."""
        return self._choices.get(place)

    def held(self, camera: CameraId) -> Stream | None:
        """Return the stream that a hand has chosen for a camera."""
        return self._held.get(camera)

    def hold(self, camera: CameraId, stream: Stream | None) -> None:
        """Let a camera play one stream, whatever its tile; None lets size and load decide again."""
        if stream is None:
            self._held.pop(camera, None)
        else:
            self._held[camera] = stream

    def saved(self) -> dict[str, Any]:
        """Return what hands have chosen as plain data."""
        return {str(camera): stream for camera, stream in self._held.items()}

    def restore(self, saved: object) -> None:
        """Take the choices of hands back; what cannot be read is left out."""
        known: Mapping[str, Stream] = {"sub": "sub", "main": "main"}
        chosen = ((CameraId(str(camera)), known.get(str(stream))) for camera, stream in kept.table(saved).items())
        self._held = {camera: stream for camera, stream in chosen if stream is not None}

    def _shown(self, camera: Camera, size: QSize, view: TileView | None, *, selected: bool, whole: bool) -> Shown:
        plays = None if view is None else _PLAYS.get(view.state)
        if view is None or plays is None:
            view = TileView(state=TileState.EMPTY)
        return Shown(
            camera=camera.id,
            height_px=size.height(),
            has_main=bool(camera.main_url) and camera.main_url != camera.sub_url,
            is_whole=whole,
            is_selected=selected,
            held=self._held.get(camera.id),
            plays=plays,
            lag_s=view.lag_s,
            decoded=view.decoded,
            shown=view.shown,
            source_px=view.source_px[0] * view.source_px[1],
        )


def words_of(why: Why) -> str:
    """Return why a tile plays its stream, for people."""
    match why:
        case Why.LARGE:
            return translate("WallStreams", "the tile is large enough")
        case Why.SMALL:
            return translate("WallStreams", "the tile is small")
        case Why.BETWEEN:
            return translate("WallStreams", "the size asks for no change")
        case Why.WHOLE:
            return translate("WallStreams", "the tile fills the screen, or is zoomed into")
        case Why.HELD:
            return translate("WallStreams", "held by hand")
        case Why.ONLY:
            return translate("WallStreams", "the camera has no other stream")
        case Why.MANY:
            return translate("WallStreams", "many tiles are on the wall")
        case Why.BUDGET:
            return translate("WallStreams", "this workstation would decode too much")
        case Why.CPU:
            return translate("WallStreams", "the processor was short")
        case Why.NETWORK:
            return translate("WallStreams", "the pictures came late")
        case Why.MISSING:
            return translate("WallStreams", "the main stream does not come")
