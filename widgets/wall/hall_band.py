"""The hall's band: clock, counts of the queue, the last of the highest priority, and whether any of that is fresh.

It tells no name, no telephone and no title: a number, a category, a region, and how old it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from heapq import nlargest

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetricsF, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.domain.ticket import Priority, Ticket, TicketId
from console.domain.viewing import P1_LINES, BandSizes, Face, band_sizes
from console.following import Link
from widgets import theme, words
from widgets.kit import clock_text
from widgets.kit.tally import Tally
from widgets.relay import Relay

TICK_MS = 1000
_ASKED_PX = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """One number of the first row; ``token`` is the colour of a number that is not 0."""

    word: str
    number: int
    token: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One of the last tickets of the highest priority."""

    number: str
    what: str
    age: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Everything the band shows; equal ones look the same. ``is_old``: nothing is heard any more."""

    clock: str
    day: str
    counts: tuple[Count, ...]
    lines: tuple[Line, ...]
    link: str
    is_old: bool


class HallBand(QWidget):
    """Counts what the feed brings and asks for nothing. Belongs to the GUI thread.

    ``distance_m`` is how far away the farthest reader sits, ``pitch_mm`` how wide a device-independent pixel is.
    """

    def __init__(
        self, relay: Relay, zone: tzinfo, distance_m: float, pitch_mm: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hallBand")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Band of the hall"))
        self._relay = relay
        self._zone = zone
        self._distance_m = distance_m
        self._pitch_mm = pitch_mm
        self._tally = Tally(relay.board.centre)
        self._urgent: dict[TicketId, Ticket] = {}
        self.sizes = band_sizes(1080, distance_m, pitch_mm, face_of())
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._look)
        relay.tickets_changed.connect(self._on_tickets_changed)
        relay.reloaded.connect(self._on_reloaded)
        relay.link_changed.connect(lambda _link: self._look())
        theme.current.changed.connect(self.update)
        self.told = self._now()
        self._on_reloaded()

    def fit(self, wall_height_px: int) -> None:
        """Take the height of the wall that the band is a part of."""
        self.sizes = band_sizes(wall_height_px, self._distance_m, self._pitch_mm, face_of())
        self.setFixedHeight(self.sizes.height_px)
        self._look()

    def sizeHint(self) -> QSize:
        return QSize(640, self.sizes.height_px)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("panel"))
        _Pen(painter, self.sizes, self.width()).write(self.told)
        painter.end()

    def _on_tickets_changed(self, ids: frozenset[TicketId]) -> None:
        tickets = self._relay.board.tickets
        self._tally.change(ids, tickets)
        for id_ in ids:
            ticket = tickets.get(id_)
            if ticket is not None and ticket.priority is Priority.P1:
                self._urgent[id_] = ticket
            else:
                self._urgent.pop(id_, None)
        self._look()

    def _on_reloaded(self) -> None:
        tickets = self._relay.board.tickets
        self._tally.load(tickets.values())
        self._urgent = {id_: ticket for id_, ticket in tickets.items() if ticket.priority is Priority.P1}
        self._look()

    def _look(self) -> None:
        now = self._now()
        if now != self.told:
            self.told = now
            self.setAccessibleDescription(" ".join([now.clock, *(f"{each.word} {each.number}" for each in now.counts)]))
            self.update()

    def _now(self) -> Told:
        """Return what there is to tell at this moment."""
        relay, tally = self._relay, self._tally
        now = relay.clock.now()
        here = now.astimezone(self._zone)
        open_now = tally.by_priority.total()
        lost_at = relay.lost_at if relay.link is Link.LOST else None
        last = nlargest(P1_LINES, self._urgent.values(), key=lambda ticket: (ticket.reported_at, ticket.id))
        return Told(
            clock=f"{here:%H:%M}",
            day=f"{here:%m-%d}",
            counts=(
                Count(word=self.tr("Open"), number=open_now, token="text_1"),
                Count(word=self.tr("Overdue"), number=tally.overdue(now), token="p2_text"),
                Count(word=self.tr("Unsigned"), number=tally.unsigned, token="text_1"),
                Count(word=self.tr("P1"), number=tally.by_priority[Priority.P1], token="p1_text"),
            ),
            lines=tuple(self._line(ticket, (now - ticket.reported_at).total_seconds()) for ticket in last),
            link=self.tr("Live")
            if lost_at is None
            else self.tr("Data of {time} ago").format(time=clock_text.span((now - lost_at).total_seconds())),
            is_old=lost_at is not None,
        )

    def _line(self, ticket: Ticket, age_s: float) -> Line:
        board = self._relay.board
        region = board.region(ticket.grid or ticket.area)
        above = board.region(region.parent) if region is not None and region.parent is not None else None
        names = [each.name for each in (above, region) if each is not None]
        minutes = max(0, int(age_s)) // 60
        age = self.tr("{n} min").format(n=minutes) if minutes < 60 else clock_text.span(age_s)
        return Line(number=ticket.number, what=f"{words.category(ticket.category)} · {' '.join(names)}", age=age)


class _Pen:
    """Writes the band's rows from left to right; what has no room is left out, the day first, never drawn over."""

    def __init__(self, painter: QPainter, sizes: BandSizes, width_px: int) -> None:
        self._painter = painter
        self._sizes = sizes
        self._width = width_px
        self._gap = sizes.words_px / 2
        self._head = font_of(sizes.head_px, QFont.Weight.Medium)
        self._words = font_of(sizes.words_px)

    def write(self, told: Told) -> None:
        right = self._write_right(0, [(told.link, self._words, "p2_text" if told.is_old else "text_2")])
        x = self._put(self._gap, 0, told.clock, self._head, "text_1")
        counts = [[(one.word, self._words, ""), (str(one.number), self._head, "")] for one in told.counts]
        wide = sum(2 * self._gap + self._wide(parts) for parts in counts)
        if x + self._wide([(told.day, self._words, "")]) + wide <= right:
            x = self._put(x, 0, told.day, self._words, "text_3")
        for count in told.counts:
            token = count.token if count.number else "text_3"
            parts = [(count.word, self._words, "text_2"), (str(count.number), self._head, token)]
            if x + 2 * self._gap + self._wide(parts) > right:
                break
            x += 2 * self._gap
            for text, face, colour in parts:
                x = self._put(x, 0, text, face, colour)
        for row, line in enumerate(told.lines[: self._sizes.lines], 1):
            self._write_line(row, line)

    def _write_line(self, row: int, line: Line) -> None:
        sizes = self._sizes
        right = self._write_right(row, [(line.age, self._words, "text_1")])
        side = sizes.row_px / 8
        self._painter.fillRect(QRectF(0, row * sizes.row_px + side / 2, side, sizes.row_px - side), theme.color("p1"))
        x = self._put(self._gap + side / 2, row, line.number, self._head, "p1_text")
        room = right - x - self._gap
        text = QFontMetricsF(self._words).elidedText(line.what, Qt.TextElideMode.ElideRight, room)
        self._put(x + self._gap / 2, row, text, self._words, "text_1")

    def _write_right(self, row: int, parts: Sequence[tuple[str, QFont, str]]) -> float:
        left = self._width - self._gap - self._wide(parts)
        x = left
        for text, face, token in parts:
            x = self._put(x, row, text, face, token)
        return left

    def _wide(self, parts: Sequence[tuple[str, QFont, str]]) -> float:
        return sum(QFontMetricsF(face).horizontalAdvance(text) + self._gap / 2 for text, face, _token in parts)

    def _put(self, x: float, row: int, text: str, face: QFont, token: str) -> float:
        """Write on the row's line, which large and small letters share; return where the next may begin."""
        metrics = QFontMetricsF(self._head)
        baseline = row * self._sizes.row_px + (self._sizes.row_px + metrics.capHeight()) / 2
        self._painter.setFont(face)
        self._painter.setPen(theme.color(token))
        self._painter.drawText(round(x), round(baseline), text)
        return x + QFontMetricsF(face).horizontalAdvance(text) + self._gap / 2


def font_of(size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the band's typeface at a size that the user's scale does not touch: the distance says it."""
    face = theme.font("clock")
    face.setPixelSize(size_px)
    face.setWeight(weight)
    return face


def face_of() -> Face:
    """Return how high the band's typeface draws."""
    metrics = QFontMetricsF(font_of(_ASKED_PX))
    han = metrics.tightBoundingRect("国").height()
    return Face(capital=metrics.capHeight() / _ASKED_PX, han=han / _ASKED_PX)
