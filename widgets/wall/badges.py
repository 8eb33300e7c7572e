"""The badges of a tile: its stream, whether a hand holds that, whether hardware decodes, who moves the camera."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from console.domain.quality import Choice
from console.video.pool import TileView
from console.video.states import LIVE_STATES, Decoder, TileState
from widgets import theme
from widgets.kit.icon import paint_icon
from widgets.wall.streams import words_of

_SHARE_OF_LETTER = 0.82
# Below this many letters of height, only what is out of the ordinary is said on the tile; the tooltip says all.
_ROOM_FOR_ALL = 16

NOBODYS = ("", "")

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Badges:
    """What the badges of a tile say. ``stream`` is seen where there is room, the others always.

    ``hand`` is in whose hand at another desk the camera is, in short and in a sentence.
    """

    stream: str = ""
    software: str = ""
    is_held: bool = False
    hand: tuple[str, str] = NOBODYS
    why: str = ""


NO_BADGES = Badges()


def badges_of(view: TileView, choice: Choice | None, *, held: bool, hand: tuple[str, str] = NOBODYS) -> Badges:
    """Return the badges of what a tile shows; ``why`` tells in words what they mean."""
    if view.state not in LIVE_STATES:
        return Badges(is_held=held, hand=hand, why=hand[1])
    is_main = view.state is TileState.LIVE
    name = translate("WallStreams", "Main stream") if is_main else translate("WallStreams", "Sub-stream")
    said = [name]
    if choice is not None and (choice.stream == "main") is is_main:
        said = [translate("WallStreams", "{stream}: {why}").format(stream=name, why=words_of(choice.why))]
    fell_back = view.decoder is Decoder.FALLEN_BACK
    if fell_back:
        said.append(translate("WallStreams", "decoded by the processor, because the hardware could not be had"))
    if view.source_px[0]:
        said.append("{} × {} {}".format(*view.source_px, view.codec).strip())
    if hand[1]:
        said.append(hand[1])
    return Badges(
        stream=translate("WallStreams", "MAIN") if is_main else translate("WallStreams", "SUB"),
        software=translate("WallStreams", "SW") if fell_back else "",
        is_held=held,
        hand=hand,
        why="; ".join(said),
    )


def paint_badges(painter: QPainter, whole: QRect, badges: Badges, letter: int) -> None:
    """Paint the badges into the upper left corner."""
    has_room = whole.height() >= _ROOM_FOR_ALL * letter or badges.is_held
    text = " · ".join(word for word in (badges.stream if has_room else "", badges.software) if word)
    left = pad = round(letter * 0.45)
    if text or badges.is_held:
        lock, token = ("lock", "tile_text") if badges.is_held else ("", "tile_text_2")
        left += _paint_chip(painter, QRect(left, pad, whole.width(), letter), lock, text, token) + pad // 2
    if badges.hand[0] and left < whole.width() - 3 * letter:
        room = QRect(left, pad, whole.width() - left - pad, letter)
        _paint_chip(painter, room, "person", badges.hand[0], "tile_text")


def _paint_chip(painter: QPainter, room: QRect, icon: str, text: str, token: str) -> int:
    """Paint one badge at the left of its room, whose height is that of a letter; return its width, px."""
    letter = room.height()
    font = theme.font("body")
    font.setPixelSize(max(8, round(letter * _SHARE_OF_LETTER)))
    painter.setFont(font)
    height, pad = round(letter * 1.5), round(letter * 0.45)
    side = round(letter * _SHARE_OF_LETTER) if icon else 0
    before = pad + side + (pad // 2 if side and text else 0)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width() - before - pad))
    width = before + metrics.horizontalAdvance(shown) + pad
    chip = QRectF(room.left(), room.top(), width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("tile_scrim"))
    painter.drawRoundedRect(chip, height / 4, height / 4)
    if icon:
        mark = QRectF(chip.left() + pad, chip.center().y() - side / 2, side, side)
        paint_icon(painter, mark, icon, theme.color("tile_text"))
    painter.setPen(theme.color(token))
    painter.drawText(chip.adjusted(before, 0, pad, 0), Qt.AlignmentFlag.AlignVCenter, shown)
    return width
