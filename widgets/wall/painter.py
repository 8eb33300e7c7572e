"""Paints one tile: picture, place, clock, state; what is not live says so in words, shape and the largest type."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from console.domain.picture_part import WHOLE, Part
from console.video.pool import TileView
from console.video.states import LIVE_STATES, TileState
from widgets import theme, words
from widgets.kit import clock_text
from widgets.kit.chip import paint_priority_chip
from widgets.kit.icon import paint_icon
from widgets.wall.badges import NO_BADGES, Badges, paint_badges
from widgets.wall.caption import Caption, drawn
from widgets.wall.picture import hatch, paint_part, paint_picture

LAG_TOLD_S = 0.5
_ANY_TIME = "00:00:00"
_CLOCKS_MAX = 64
LAG_WARNED_S = 2.0
_ICONS = {
    TileState.EMPTY: "camera",
    TileState.CONNECTING: "link_ok",
    TileState.LIVE: "play",
    TileState.LIVE_SUB: "play",
    TileState.STALE: "warning",
    TileState.RECONNECTING: "retry",
    TileState.OFFLINE: "camera_off",
    TileState.NO_RIGHT: "lock",
    TileState.PAUSED: "pause",
}
# States in which something is wrong wear a colour; the others stay grey.
_TOKENS = {TileState.STALE: "p2", TileState.RECONNECTING: "p2", TileState.OFFLINE: "p1", TileState.NO_RIGHT: "p1"}
_HOLDS_OLD_PICTURE = frozenset({TileState.STALE, TileState.RECONNECTING, TileState.OFFLINE})

translate = QCoreApplication.translate


@dataclass(frozen=True, kw_only=True, slots=True)
class TileFace:
    """Everything a tile shows beside its picture; equal faces look the same."""

    number: int
    place: str = ""
    clock: str = ""
    state: TileState = TileState.EMPTY
    reason: str = ""
    detail: str = ""
    age: str = ""
    lag: str = ""
    lag_warned: bool = False
    badges: Badges = NO_BADGES
    ticket: str = ""
    priority: int = 0
    typed: str = ""
    drop: str = ""
    selected: bool = False
    focused: bool = False
    part: Part = WHOLE

    def with_calls(
        self, *, ticket: str, priority: int, typed: str, drop: str, selected: bool, focused: bool, part: Part = WHOLE
    ) -> TileFace:
        """Return the face with what the operator does to the tile, and what is pinned to it."""
        return replace(
            self,
            ticket=ticket,
            priority=priority,
            typed=typed,
            drop=drop,
            selected=selected,
            focused=focused,
            part=part,
        )

    def timeless(self) -> TileFace:
        """Return the face at any time of day: digits are of one width."""
        return replace(self, clock=_ANY_TIME) if self.clock else self

    def spoken(self) -> str:
        """Return the tile in one sentence, for a screen reader."""
        name = translate("TilePainter", "Tile {n}").format(n=self.number)
        return " ".join(
            part
            for part in (
                name,
                self.place,
                words.tile_state(self.state),
                self.reason,
                self.lag,
                self.badges.why,
                self.ticket,
            )
            if part
        )


def face_of(view: TileView, number: int, place: str, clock: str, badges: Badges = NO_BADGES) -> TileFace:
    """Return the face of a tile with a camera; ``clock`` is the time of its picture."""
    lagging = view.state in LIVE_STATES and view.lag_s >= LAG_TOLD_S
    old = view.state in _HOLDS_OLD_PICTURE and view.age_s is not None
    if view.next_try_s is not None and view.state in _HOLDS_OLD_PICTURE:
        detail = translate("TilePainter", "again in {n} s, R: now").format(n=max(1, round(view.next_try_s)))
    else:
        detail = ""
    return TileFace(
        number=number,
        place=place,
        clock=clock if view.age_s is not None else "",
        state=view.state,
        reason=words.tile_reason(view.reason) if view.state not in LIVE_STATES else "",
        detail=detail,
        age=clock_text.span(view.age_s) if old and view.age_s is not None else "",
        lag=translate("TilePainter", "lag {n} s").format(n=f"{view.lag_s:.1f}") if lagging else "",
        lag_warned=view.lag_s > LAG_WARNED_S,
        badges=badges,
    )


class TilePainter:
    """Paints tiles; keeps the captions of each until they change."""

    def __init__(self) -> None:
        self._captions: dict[int, tuple[TileFace, tuple[QSize, float, bool], Caption]] = {}
        self._clock = _Clock()
        theme.current.changed.connect(self.forget)

    def forget(self) -> None:
        """Drop all captions: sizes or words have changed."""
        self._captions.clear()
        self._clock.forget()

    def paint(self, painter: QPainter, rect: QRect, face: TileFace, view: TileView, ratio: float) -> None:
        """Paint a tile into ``rect``, px of the widget, with ``ratio`` device px each."""
        shown = paint_picture(painter, rect, view, face.part, ratio)
        if view.state in _HOLDS_OLD_PICTURE and shown is not None:
            hatch(painter, shown)
        self._caption_of(rect.size(), face, ratio, bare=shown is None).paint(painter, rect.topLeft())
        if face.clock and face.state is not TileState.EMPTY:
            self._clock.paint(painter, rect, face.clock, ratio)

    def _caption_of(self, size: QSize, face: TileFace, ratio: float, *, bare: bool) -> Caption:
        laid = (size, ratio, bare)
        kept = self._captions.get(face.number)
        # With most pictures it is the same face, which need not be compared word by word. The clock is laid over the
        # caption, which need not be drawn anew with each second.
        if kept is None or kept[1] != laid or (kept[0] is not face and kept[0].timeless() != face.timeless()):
            caption = drawn(size, ratio, lambda inner: _paint_face(inner, size, face, bare))
        else:
            caption = kept[2]
        self._captions[face.number] = (face, laid, caption)
        return caption


class _Clock:
    """The time of the pictures, drawn once for all tiles that show the same one."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, int, float], tuple[QSize, Caption]] = {}

    def forget(self) -> None:
        """Drop what was drawn."""
        self._drawn.clear()

    def paint(self, painter: QPainter, tile: QRect, text: str, ratio: float) -> None:
        """Lay the time over the right end of a tile's caption."""
        letter = type_px(tile.height())
        size, clock = self._drawn.get((text, letter, ratio)) or self._draw(text, letter, ratio)
        clock.paint(painter, tile.bottomRight() - QPoint(size.width() + _pad(letter) - 1, size.height() - 1))

    def _draw(self, text: str, letter: int, ratio: float) -> tuple[QSize, Caption]:
        font = _face(letter)
        size = QSize(_wide(font, text) + 1, _bar_height(letter))

        def write(inner: QPainter) -> None:
            inner.setFont(font)
            inner.setPen(theme.color("tile_text"))
            inner.drawText(QRect(QPoint(0, 0), size), Qt.AlignmentFlag.AlignVCenter, text)

        if len(self._drawn) >= _CLOCKS_MAX:
            self._drawn.clear()
        made = self._drawn[text, letter, ratio] = (size, drawn(size, ratio, write))
        return made


def _paint_face(painter: QPainter, size: QSize, face: TileFace, bare: bool) -> None:
    letter = type_px(size.height())
    whole = QRect(0, 0, size.width(), size.height())
    if face.state is TileState.EMPTY:
        _paint_empty(painter, whole, face, letter)
    else:
        _paint_caption(painter, whole, face, letter)
        _paint_state(painter, whole, face, letter)
        paint_badges(painter, whole, face.badges, letter)
        if not face.part.is_whole and not bare:
            paint_part(painter, whole, face.part, letter, f"× {1 / face.part.side:.1f}")
        if face.age:
            _paint_age(painter, whole, face, letter)
        elif bare:
            _paint_waiting(painter, whole, face, letter)
    if face.ticket:
        _paint_ticket(painter, whole, face, letter)
    if face.typed or face.drop:
        _paint_call(painter, whole, face.drop or face.typed, letter)


def type_px(tile_height_px: int) -> int:
    """Return the letter height of a tile's captions: in proportion, never below what can be read."""
    return min(max(round(tile_height_px * 0.048), theme.metric("type_small") - 1), 2 * theme.metric("type_clock"))


def _face(letter: float, *, strong: bool = False) -> QFont:
    font = theme.font("heading" if strong else "body")
    font.setPixelSize(max(8, round(letter)))
    return font


def _paint_caption(painter: QPainter, whole: QRect, face: TileFace, letter: int) -> None:
    """Paint the bar at the lower edge: the place at the left, the lag at the right, and room for the clock."""
    height, pad = _bar_height(letter), _pad(letter)
    bar = QRect(0, whole.height() - height, whole.width(), height)
    painter.fillRect(bar, theme.color("tile_scrim"))
    font = _face(letter)
    right = bar.right() - pad - (_wide(font, face.clock) + pad if face.clock else 0)
    if face.lag:
        width = _wide(font, face.lag)
        painter.setFont(font)
        painter.setPen(theme.color("p2" if face.lag_warned else "tile_text_2"))
        painter.drawText(QRect(right - width, bar.top(), width + 1, height), Qt.AlignmentFlag.AlignVCenter, face.lag)
        right -= width + pad
    painter.setFont(_face(letter, strong=True))
    room = QRect(bar.left() + pad, bar.top(), right - bar.left() - pad, height)
    name = QFontMetrics(painter.font()).elidedText(face.place, Qt.TextElideMode.ElideRight, room.width())
    painter.setPen(theme.color("tile_text"))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)


def _bar_height(letter: int) -> int:
    return round(letter * 1.7)


def _pad(letter: int) -> int:
    return round(letter * 0.55)


def _paint_state(painter: QPainter, whole: QRect, face: TileFace, letter: int) -> None:
    """Paint icon and word of the state into the upper right corner."""
    small = letter * 0.9
    painter.setFont(_face(small))
    word = words.tile_state(face.state)
    height, pad = round(letter * 1.5), round(letter * 0.45)
    side = round(small * 1.05)
    room = whole.width() - 4 * pad - side
    word = QFontMetrics(painter.font()).elidedText(word, Qt.TextElideMode.ElideRight, room)
    width = QFontMetrics(painter.font()).horizontalAdvance(word) + side + 3 * pad
    chip = QRectF(whole.width() - width - pad, pad, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("tile_scrim"))
    painter.drawRoundedRect(chip, height / 4, height / 4)
    token = _TOKENS.get(face.state, "tile_text" if face.state in LIVE_STATES else "tile_text_2")
    ink = theme.color(token)
    mark = QRectF(chip.left() + pad, chip.center().y() - side / 2, side, side)
    paint_icon(painter, mark, _ICONS[face.state], ink)
    painter.setPen(ink)
    text = QRectF(mark.right() + pad * 0.7, chip.top(), width, height)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, word)


def _paint_age(painter: QPainter, whole: QRect, face: TileFace, letter: int) -> None:
    """Paint the age of the picture in the largest type on the tile, and under it why and when."""
    large = _face(min(whole.height() * 0.26, whole.width() * 0.2), strong=True)
    small = _face(letter)
    room = whole.width() - 4 * letter
    below = _lines(small, [face.reason, face.detail], room, 1 if whole.height() < 14 * letter else 2)
    height, line = QFontMetrics(large).height(), QFontMetrics(small).height()
    # A little higher than the middle, so that the caption below stays free.
    top = (whole.height() - height - line * len(below)) // 2 - (letter // 3 if below else 0)
    wide = max([QFontMetrics(large).horizontalAdvance(face.age), *(min(room, _wide(small, text)) for text in below)])
    ground = QRectF(0, top, wide + 2 * letter, height + line * len(below) + letter * 0.4)
    ground.moveLeft((whole.width() - ground.width()) / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("tile_scrim"))
    painter.drawRoundedRect(ground, letter * 0.4, letter * 0.4)
    painter.setPen(theme.color("p2"))
    painter.setFont(large)
    painter.drawText(QRect(0, top, whole.width(), height), Qt.AlignmentFlag.AlignCenter, face.age)
    for number, text in enumerate(below):
        _paint_line(
            painter, QRect(0, top + height + number * line, whole.width(), line), small, text, "tile_text", room
        )


def _lines(font: QFont, texts: list[str], room_px: int, most: int) -> list[str]:
    """Return the texts on one line if they fit, else one a line, the last ones first to stay."""
    said = [text for text in texts if text]
    joined = " · ".join(said)
    if len(said) < 2 or _wide(font, joined) <= room_px:
        return [joined] if joined else []
    return said[-most:]


def _paint_waiting(painter: QPainter, whole: QRect, face: TileFace, letter: int) -> None:
    """Paint a tile that has no picture: the sign of its state, and why."""
    font = _face(letter)
    line = QFontMetrics(font).height()
    said = [(text, ink) for text, ink in ((face.reason, "tile_text"), (face.detail, "tile_text_2")) if text]
    free = QRect(0, 2 * letter, whole.width(), whole.height() - 4 * letter)
    side = min(free.height() - line * len(said) - letter * 0.4, letter * 4.0)
    y = free.top() + (free.height() - side - line * len(said) - letter * 0.4) / 2
    if side >= letter:
        mark = QRectF((whole.width() - side) / 2, y, side, side)
        paint_icon(painter, mark, _ICONS[face.state], theme.color(_TOKENS.get(face.state, "tile_text_2")))
        y = mark.bottom() + letter * 0.4
    for number, (text, ink) in enumerate(said):
        place = QRect(0, round(y) + number * line, whole.width(), line)
        _paint_line(painter, place, font, text, ink, whole.width() - 2 * letter)


def _paint_empty(painter: QPainter, whole: QRect, face: TileFace, letter: int) -> None:
    number = _face(whole.height() * 0.2, strong=True)
    font = _face(letter)
    tall, line = QFontMetrics(number).height(), QFontMetrics(font).height()
    top = (whole.height() - tall - line) // 2
    ink = QColor(theme.color("tile_text_2"))
    ink.setAlphaF(0.55)
    painter.setPen(ink)
    painter.setFont(number)
    painter.drawText(QRect(0, top, whole.width(), tall), Qt.AlignmentFlag.AlignCenter, str(face.number))
    hint = translate("TilePainter", "Drop a camera, or type its number and Enter")
    if _wide(font, hint) > whole.width() - 2 * letter:
        hint = words.tile_state(TileState.EMPTY)
    _paint_line(
        painter, QRect(0, top + tall, whole.width(), line), font, hint, "tile_text_2", whole.width() - 2 * letter
    )


def _paint_ticket(painter: QPainter, whole: QRect, face: TileFace, letter: int) -> None:
    """Paint the pinned ticket over the caption: priority, number, title."""
    height, pad = round(letter * 1.75), _pad(letter)
    bottom = whole.height() - (_bar_height(letter) if face.state is not TileState.EMPTY else 0)
    bar = QRect(0, bottom - height, whole.width(), height)
    painter.fillRect(bar, theme.color("tile_scrim"))
    painter.fillRect(QRect(0, bar.top(), max(3, letter // 4), height), theme.color(f"p{face.priority or 4}"))
    side = min(height * 0.8, float(theme.metric("chip")))
    mark = QRectF(bar.left() + pad, bar.center().y() - side / 2, side + 2, side + 2)
    if face.priority:
        paint_priority_chip(painter, mark, face.priority)
    font = _face(letter, strong=True)
    painter.setFont(font)
    painter.setPen(theme.color("tile_text"))
    room = QRect(round(mark.right()) + pad // 2, bar.top(), bar.width() - round(mark.right()) - pad, height)
    text = QFontMetrics(font).elidedText(face.ticket, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


def _paint_call(painter: QPainter, whole: QRect, text: str, letter: int) -> None:
    """Paint what a drop here would do, or the number being typed, in the middle."""
    font = _face(letter * 1.35, strong=True)
    painter.setFont(font)
    text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, whole.width() - 4 * letter)
    height = round(letter * 2.4)
    box = QRectF(0, 0, _wide(font, text) + 2.4 * letter, height)
    box.moveCenter(QPointF(whole.center()))
    painter.setPen(QPen(theme.color("tile_focus"), 2))
    painter.setBrush(theme.color("tile_ground"))
    painter.drawRoundedRect(box, height / 5, height / 5)
    painter.setPen(theme.color("tile_text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_line(painter: QPainter, place: QRect, font: QFont, text: str, token: str, room_px: int) -> None:
    painter.setFont(font)
    painter.setPen(theme.color(token))
    text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room_px)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _wide(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
