"""The badges of a tile: which stream is seen, whether a hand holds it, whether the processor stands in for hardware."""

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

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Badges:
    """What the badges of a tile say. ``stream`` is seen where there is room, ``software`` always."""

    stream: str = ""
    software: str = ""
    is_held: bool = False
    why: str = ""


NO_BADGES = Badges()


def badges_of(view: TileView, choice: Choice | None, *, held: bool) -> Badges:
    """Return the badges of what a tile shows; ``why`` tells in words what they mean."""
    if view.state not in LIVE_STATES:
        return Badges(is_held=held)
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
    return Badges(
        stream=translate("WallStreams", "MAIN") if is_main else translate("WallStreams", "SUB"),
        software=translate("WallStreams", "SW") if fell_back else "",
        is_held=held,
        why="; ".join(said),
    )


def paint_badges(painter: QPainter, whole: QRect, badges: Badges, letter: int) -> None:
    """Paint the badges into the upper left corner."""
    has_room = whole.height() >= _ROOM_FOR_ALL * letter or badges.is_held
    text = " · ".join(word for word in (badges.stream if has_room else "", badges.software) if word)
    if not text and not badges.is_held:
        return
    font = theme.font("body")
    font.setPixelSize(max(8, round(letter * _SHARE_OF_LETTER)))
    painter.setFont(font)
    height, pad = round(letter * 1.5), round(letter * 0.45)
    side = round(letter * _SHARE_OF_LETTER) if badges.is_held else 0
    between = pad // 2 if side and text else 0
    width = QFontMetrics(font).horizontalAdvance(text) + side + between + 2 * pad
    chip = QRectF(pad, pad, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("tile_scrim"))
    painter.drawRoundedRect(chip, height / 4, height / 4)
    if side:
        mark = QRectF(chip.left() + pad, chip.center().y() - side / 2, side, side)
        paint_icon(painter, mark, "lock", theme.color("tile_text"))
    painter.setPen(theme.color("tile_text" if badges.is_held else "tile_text_2"))
    room = QRectF(chip.left() + pad + side + between, chip.top(), width, height)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
