"""The tour's bar: where the tour stands, and the buttons that stop, pause, skip and set its dwell."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSpinBox, QToolButton, QWidget

from console.domain.camera import CameraId
from console.domain.tour import (
    DWELL_FIRST_S,
    DWELL_MAX_S,
    DWELL_MIN_S,
    RESUMES_AFTER_S,
    LayoutTour,
    Round,
    Stop,
    Tour,
)
from widgets import theme
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import wear

TICK_MS = 200


class TourBar(QFrame):
    """Owns the tour's clock; hidden while no tour runs.

    Time is measured, not counted in ticks. A touch pauses; after 60 s without another the tour goes on by itself, and
    the count is shown. A pause of the operator's own stays until he ends it.

    Signals (GUI thread):
        stop_changed(Stop): another page is due.
        warm_asked(Stop): this page is the next, and comes so soon that its streams are to be opened.
        warm_ended(): it does not come so soon after all.
        ended(): the tour was stopped.
        pause_changed(str): what the badge on the wall should say, empty while the tour runs.
    """

    stop_changed = Signal(object)
    warm_asked = Signal(object)
    warm_ended = Signal()
    ended = Signal()
    pause_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.setObjectName("tourBar")
        self.setProperty("surface", "raised")
        self._seconds = seconds
        self._tour: Round | None = None
        self._title = ""
        self._names: Mapping[str, str] = {}
        self._stop: Stop | None = None
        self._warmed: int | None = None
        self._elapsed_s = 0.0
        self._looked_at_s = 0.0
        self._paused_by_hand = False
        self._resumes_at_s: float | None = None
        self._badge = ""
        self._previous = self._button("previous", self.tr("Previous page (Shift+F9)"), self.previous)
        self._pause = self._button("pause", self.tr("Pause tour (F10)"), self.toggle)
        self._next = self._button("next", self.tr("Next page (F9)"), self.next)
        self._end = self._button("stop", self.tr("End tour"), self.end)
        self._text = ElidedLabel(parent=self)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("tourProgress")
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 1000)
        self._progress.setAccessibleName(self.tr("Time left on this page"))
        self._dwell = QSpinBox(self)
        self._dwell.setRange(int(DWELL_MIN_S), int(DWELL_MAX_S))
        self._dwell.setValue(int(DWELL_FIRST_S))
        self._dwell.setSuffix(self.tr(" s a page"))
        self._dwell.setAccessibleName(self.tr("Seconds a page stays"))
        self._dwell.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dwell.valueChanged.connect(self._on_dwell_changed)
        self._lay_out()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)
        self.hide()

    @property
    def tour(self) -> Tour | None:
        """The tour of cameras that runs or is paused."""
        return self._tour if isinstance(self._tour, Tour) else None

    @property
    def layouts(self) -> LayoutTour | None:
        """The tour of layouts that runs or is paused."""
        return self._tour if isinstance(self._tour, LayoutTour) else None

    @property
    def runs(self) -> bool:
        """Whether there is a tour, be it paused."""
        return self._tour is not None

    @property
    def paused(self) -> bool:
        """Whether the tour stands still."""
        return self._paused_by_hand or self._resumes_at_s is not None

    @property
    def badge(self) -> str:
        """What the wall says of the pause, empty while the tour runs."""
        return self._badge

    def start(self, cameras: Sequence[CameraId], dwell_s: float, page: int, title: str = "") -> None:
        """Begin a tour of cameras at its first page; ``title`` says of what."""
        if not cameras:
            return
        tour = Tour(cameras=tuple(cameras), dwell_s=dwell_s, page=page)
        self._dwell.blockSignals(True)
        self._dwell.setValue(round(tour.period_s))
        self._dwell.blockSignals(False)
        self._begin(tour, title, {})

    def start_layouts(self, tour: LayoutTour, names: Mapping[str, str]) -> None:
        """Begin a tour of layouts at its first; ``names`` are what to call them, by their keys."""
        if tour.layouts:
            self._begin(tour, "", names)

    def _begin(self, tour: Round, title: str, names: Mapping[str, str]) -> None:
        self._drop_warm()
        self._tour, self._title, self._names = tour, title, names
        # Each layout of a tour has its own time.
        self._dwell.setVisible(isinstance(tour, Tour))
        self._stop, self._elapsed_s = None, 0.0
        self._looked_at_s = self._seconds()
        self._paused_by_hand, self._resumes_at_s = False, None
        self._timer.start()
        self.show()
        self.look()

    def end(self) -> None:
        """Stop the tour; what hangs stays."""
        if self._tour is None:
            return
        self._drop_warm()
        self._tour = self._stop = None
        self._paused_by_hand, self._resumes_at_s = False, None
        self._timer.stop()
        self._tell_badge("")
        self.hide()
        self.ended.emit()

    def touch(self) -> None:
        """A hand was on the wall: pause, and go on after a minute without another."""
        if self._tour is not None and not self._paused_by_hand:
            self._resumes_at_s = self._seconds() + RESUMES_AFTER_S
            self.look()

    def toggle(self) -> None:
        """Pause until told otherwise, or go on."""
        if self._tour is None:
            return
        self.look()
        self._paused_by_hand = not self.paused
        self._resumes_at_s = None
        self.look()

    def next(self) -> None:
        """Go to the next page."""
        self._step(+1)

    def previous(self) -> None:
        """Go to the previous page."""
        self._step(-1)

    def set_page(self, page: int) -> None:
        """Show another number of cameras at a time: the layout has changed."""
        if isinstance(self._tour, Tour) and self._tour.page != page:
            self._drop_warm()
            self._tour = Tour(cameras=self._tour.cameras, dwell_s=self._tour.dwell_s, page=page)
            self._elapsed_s, self._stop = 0.0, None
            self.look()

    def look(self) -> None:
        """Let the time that has passed take effect."""
        if self._tour is None:
            return
        now_s = self._seconds()
        if self._resumes_at_s is not None and now_s >= self._resumes_at_s:
            self._resumes_at_s = None
            self._looked_at_s = now_s
        if not self.paused:
            self._elapsed_s += now_s - self._looked_at_s
        self._looked_at_s = now_s
        stop = self._tour.stop_at(self._elapsed_s)
        self._show(stop, now_s)
        if self._stop is None or stop.number != self._stop.number:
            self._stop, self._warmed = stop, None
            self.stop_changed.emit(stop)
        self._look_ahead(stop)

    def _look_ahead(self, stop: Stop) -> None:
        """Let the next page be opened shortly before it comes, and not while the tour stands still."""
        if self._tour is None:
            return
        if self.paused or not stop.warms or self._tour.stops < 2:
            self._drop_warm()
        elif self._warmed is None:
            self._warmed = stop.number
            self.warm_asked.emit(self._tour.stop(stop.number + 1))

    def _drop_warm(self) -> None:
        if self._warmed is not None:
            self._warmed = None
            self.warm_ended.emit()

    def _step(self, pages: int) -> None:
        if self._tour is not None:
            number = self._tour.stop_at(self._elapsed_s).number
            self._elapsed_s = self._tour.start_of(number + pages)
            self._looked_at_s = self._seconds()
            self.look()

    def _show(self, stop: Stop, now_s: float) -> None:
        tour = self._tour
        if tour is None:
            return
        place = self.tr("Tour {page} of {pages}").format(page=stop.number + 1, pages=tour.stops)
        left = self.tr("{n} s left").format(n=max(1, round(stop.left_s)))
        title = self._names.get(stop.layout, self._title)
        self._text.setText(" · ".join(filter(None, (place, left, title))))
        self._progress.setValue(round(1000 * (1 - stop.left_s / stop.lasts_s)))
        wear(self._pause, "play" if self.paused else "pause")
        name = self.tr("Resume tour (F10)") if self.paused else self.tr("Pause tour (F10)")
        self._pause.setToolTip(name)
        self._pause.setAccessibleName(name)
        if self._resumes_at_s is not None:
            seconds = max(1, round(self._resumes_at_s - now_s))
            self._tell_badge(self.tr("Paused · goes on in {n} s").format(n=seconds))
        else:
            self._tell_badge(self.tr("Paused · F10 goes on") if self._paused_by_hand else "")

    def _tell_badge(self, text: str) -> None:
        if text != self._badge:
            self._badge = text
            self.pause_changed.emit(text)

    def _on_dwell_changed(self, seconds: int) -> None:
        if isinstance(self._tour, Tour):
            self._drop_warm()
            number = self._tour.stop_at(self._elapsed_s).number
            self._tour = Tour(cameras=self._tour.cameras, dwell_s=float(seconds), page=self._tour.page)
            self._elapsed_s = self._tour.start_of(number)
            self.look()

    def _button(self, icon: str, text: str, do: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _=False: do())
        wear(button, icon)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        side, gap = theme.metric("space_2"), theme.metric("space_1")
        row.setContentsMargins(side, gap, side, gap)
        row.setSpacing(gap)
        for button in (self._previous, self._pause, self._next):
            row.addWidget(button)
        row.addSpacing(gap)
        row.addWidget(self._text, 1)
        row.addWidget(self._progress, 1)
        row.addWidget(self._dwell)
        row.addWidget(self._end)
