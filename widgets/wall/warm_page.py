"""The next page of a tour, opened before it hangs: each tile's stream up to its first picture, as large as it will be."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize

from console.domain.camera import Camera, CameraId
from widgets.wall.pool import Pool
from widgets.wall.streams import Streams


class WarmPage:
    """What ``pool`` has been asked to open and has not yet shown. Belongs to the GUI thread."""

    def __init__(self, pool: Pool, streams: Streams, resolve: Callable[[str], str]) -> None:
        self._pool = pool
        self._streams = streams
        self._resolve = resolve
        self._places: set[int] = set()

    def open(self, tiles: Mapping[int, tuple[Camera, QSize]], playing: Mapping[int, CameraId], selected: int) -> None:
        """Open what these tiles will show, sizes in device px, but for those that are ``playing`` it already."""
        for place, choice in self._streams.foresee(tiles, selected).items():
            camera, size = tiles[place]
            if playing.get(place) != camera.id:
                url = self._resolve(camera.main_url if choice.stream == "main" else camera.sub_url)
                self._pool.prepare(place, url, size.width(), size.height(), choice.stream)
                self._places.add(place)

    def forgo(self) -> None:
        """End what was opened and is not shown."""
        while self._places:
            self._pool.forgo(self._places.pop())
