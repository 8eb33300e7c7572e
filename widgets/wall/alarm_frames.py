"""The frames of the alarm bank: a quiet one around a reserved tile, an unmistakable one around an alarm."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from console.domain.alarm_bank import Shown
from widgets import theme
from widgets.kit.icon import paint_icon
from widgets.wall import alarm_words
from widgets.wall.alarms import Alarms
from widgets.wall.hanging import Hanging
from widgets.wall.painter import type_px
from widgets.wall.view import WallView

AGES_MS = 1000
_CAPTION = 1.7
_TICKET = 1.75
_ROOM_FOR_WORDS = 8
"""A tile that is less letters high says only that it is an alarm; its ticket and its camera are said by the wall."""
_ROOM_FOR_MATTER = 13
"""A tile that is so many letters high has room for a second line."""

translate = QCoreApplication.translate


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmFace:
    """Everything that the bank shows on a tile beside its picture; an empty word stands on a tile without an alarm."""

    priority: int = 0
    age: str = ""
    where: str = ""
    matter: str = ""
    nothing: str = ""
    selected: bool = False


class AlarmFrames(QObject):
    """Lays a frame over each reserved tile of ``view`` that may be filled, and keeps what it says true."""

    def __init__(self, view: WallView, hanging: Hanging, alarms: Alarms) -> None:
        super().__init__(view)
        self._view = view
        self._hanging = hanging
        self._alarms = alarms
        self._frames: dict[int, AlarmFrame] = {}
        self._ages = QTimer(self, interval=AGES_MS)
        self._ages.timeout.connect(self.follow)
        alarms.changed.connect(self.follow)
        hanging.changed.connect(lambda _places: self.follow())
        # The view lays its tiles out after this.
        hanging.laid_out.connect(self._follow_soon)
        view.installEventFilter(self)
        view.installEventFilter(alarms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LanguageChange):
            self._follow_soon()
        return super().eventFilter(watched, event)

    def face(self, place: int) -> AlarmFace | None:
        """Return what the bank shows on a tile; None where it shows nothing."""
        if place not in self._hanging.reserved:
            return None
        shown = self._alarms.bank.tiles.get(place)
        if shown is not None:
            return self._face_of(shown, selected=place == self._hanging.selected)
        return AlarmFace() if self._hanging.wall.tile(place).ticket is None else None

    def follow(self) -> None:
        """Put the frames where their tiles are."""
        faces = {place: face for place in self._hanging.reserved if (face := self.face(place)) is not None}
        for place in self._frames.keys() - faces.keys():
            self._frames.pop(place).deleteLater()
        for place, face in faces.items():
            frame = self._frames.get(place)
            if frame is None:
                frame = self._frames[place] = AlarmFrame(self._view)
                frame.lower()
            rect = self._view.rect_of(place)
            frame.setGeometry(rect)
            frame.show_face(face)
            frame.setVisible(not rect.isEmpty())
        if not self._alarms.bank.tiles:
            self._ages.stop()
        elif not self._ages.isActive():
            self._ages.start()

    def _follow_soon(self) -> None:
        QTimer.singleShot(0, self, self.follow)

    def _face_of(self, shown: Shown, *, selected: bool) -> AlarmFace:
        alarm = shown.alarm
        return AlarmFace(
            priority=int(alarm.ticket.priority),
            age=alarm_words.age(self._alarms.age_s(alarm)),
            where=alarm_words.sight(shown.sight) if shown.sight is not None else "",
            matter=alarm_words.matter(alarm),
            nothing="" if shown.sight is not None else alarm_words.no_sight(alarm, self._alarms.choices.near_m),
            selected=selected,
        )


class AlarmFrame(QWidget):
    """Painted over a tile once for each change of its words; clicks go through to the tile."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("alarmFrame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._face = AlarmFace()
        self._drawn: tuple[object, QPixmap] | None = None
        theme.current.changed.connect(self._on_theme_changed)

    @property
    def face(self) -> AlarmFace:
        """What is painted."""
        return self._face

    def show_face(self, face: AlarmFace) -> None:
        """Say this from now on."""
        if face != self._face:
            self._face = face
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        key = (self._face, self.size(), ratio)
        if self._drawn is None or self._drawn[0] != key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            inner = QPainter(pixmap)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            whole = QRect(0, 0, self.width(), self.height())
            if self._face.priority:
                _paint_alarm(inner, whole, self._face)
            else:
                _paint_reserved(inner, whole)
            inner.end()
            self._drawn = (key, pixmap)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn[1])
        painter.end()

    def _on_theme_changed(self) -> None:
        self._drawn = None
        self.update()


def _font(letter: float, *, strong: bool = False) -> QFont:
    font = theme.font("heading" if strong else "body")
    font.setPixelSize(max(8, round(letter)))
    return font


def _paint_alarm(painter: QPainter, whole: QRect, face: AlarmFace) -> None:
    """Paint the frame and, above the ticket's line, the word, the age, the way to the camera and what it is about."""
    letter = type_px(whole.height())
    line, ring = round(letter * _TICKET), theme.metric("focus_ring")
    if face.nothing:
        _paint_nothing(painter, whole.adjusted(ring, ring, -ring, -line), face.nothing, letter)
    if whole.height() < _ROOM_FOR_WORDS * letter:
        _paint_plate(painter, QRect(0, 0, whole.width(), line), face, letter)
        _paint_ring(painter, whole, face)
        return
    below = line + (round(letter * _CAPTION) if not face.nothing else 0)
    band = QRect(0, whole.height() - below - line, whole.width(), line)
    if face.selected:
        band.adjust(ring, 0, -ring, 0)
    _paint_word(painter, band, face, letter)
    if face.matter and whole.height() >= _ROOM_FOR_MATTER * letter:
        _paint_text(painter, band.translated(0, -line), face.matter, letter)
    _paint_ring(painter, whole, face)


def _paint_ring(painter: QPainter, whole: QRect, face: AlarmFace) -> None:
    ring = theme.metric("focus_ring")
    # The ring that tells which tile is selected goes round it.
    wide, outer = (ring, ring) if face.selected else (ring + 1, 0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(theme.color(f"p{face.priority}"), wide)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    inset = outer + wide / 2
    painter.drawRect(QRectF(whole).adjusted(inset, inset, -inset, -inset))


def _paint_word(painter: QPainter, band: QRect, face: AlarmFace, letter: int) -> None:
    painter.fillRect(band, theme.color("tile_scrim"))
    plate, pad = _paint_plate(painter, band, face, letter), round(letter * 0.55)
    said = " · ".join(part for part in (face.where, face.age) if part)
    room = QRect(round(plate.right()) + pad, band.top(), band.right() - round(plate.right()) - 2 * pad, band.height())
    _paint_elided(painter, room, said, letter)


def _paint_plate(painter: QPainter, band: QRect, face: AlarmFace, letter: int) -> QRectF:
    """Paint sign and word on the colour of the priority at the left of a band; return where."""
    pad, side = round(letter * 0.55), letter * 0.95
    word = translate("AlarmBank", "ALARM")
    strong = _font(letter, strong=True)
    plate = QRectF(
        band.left(), band.top(), QFontMetrics(strong).horizontalAdvance(word) + side + 3 * pad, band.height()
    )
    painter.fillRect(plate, theme.color(f"p{face.priority}"))
    ink = theme.color("ink")
    mark = QRectF(plate.left() + 1.4 * pad, plate.center().y() - side / 2, side, side)
    paint_icon(painter, mark, "warning", ink)
    painter.setFont(strong)
    painter.setPen(ink)
    painter.drawText(QPointF(mark.right() + pad * 0.6, _base(band, strong)), word)
    return plate


def _paint_text(painter: QPainter, band: QRect, text: str, letter: int) -> None:
    painter.fillRect(band, theme.color("tile_scrim"))
    pad = round(letter * 0.75)
    _paint_elided(painter, band.adjusted(pad, 0, -pad, 0), text, letter)


def _paint_elided(painter: QPainter, room: QRect, text: str, letter: int) -> None:
    font = _font(letter)
    painter.setFont(font)
    painter.setPen(theme.color("tile_text"))
    said = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)


def _paint_nothing(painter: QPainter, whole: QRect, text: str, letter: int) -> None:
    """Paint that there is no picture, over what an empty tile would say."""
    painter.fillRect(whole, theme.color("tile_ground"))
    font = _font(letter * 1.2, strong=True)
    painter.setFont(font)
    painter.setPen(theme.color("tile_text"))
    room = whole.adjusted(letter, letter, -letter, -round(letter * _TICKET))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


def _paint_reserved(painter: QPainter, whole: QRect) -> None:
    """Paint a dashed line, and the word above the caption."""
    letter = type_px(whole.height())
    pen = QPen(theme.color("tile_text_2"), 1.0, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = theme.metric("focus_ring") + 1.5
    painter.drawRect(QRectF(whole).adjusted(inset, inset, -inset, -inset))
    font = _font(letter * 0.85)
    pad, height = letter * 0.45, letter * 1.4
    word = translate("AlarmBank", "For alarms")
    plate = QRectF(0, 0, QFontMetrics(font).horizontalAdvance(word) + 2 * pad, height)
    bottom = whole.height() - round(letter * _CAPTION)
    plate.moveBottomLeft(QPointF(inset + pad, bottom - pad))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("tile_scrim"))
    painter.drawRoundedRect(plate, height / 4, height / 4)
    painter.setFont(font)
    painter.setPen(theme.color("tile_text_2"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, word)


def _base(band: QRect, font: QFont) -> float:
    metrics = QFontMetrics(font)
    return band.center().y() + (metrics.ascent() - metrics.descent()) / 2 + 1
