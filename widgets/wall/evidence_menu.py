"""The entries of a tile's menu that keep a picture or a clip of it for a ticket."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from console.evidence_orders import AttachClip, AttachSnapshot
from widgets.kit.icon import icon
from widgets.wall.evidence import EvidenceTaking

PICTURE_KEY = "Ctrl+Shift+S"
CLIP_KEY = "Ctrl+Shift+C"

translate = QCoreApplication.translate


def add_evidence(menu: QMenu, taking: EvidenceTaking, place: int) -> None:
    """Add what can be taken of a tile now; what cannot says why."""
    menu.setToolTipsVisible(True)
    menu.addSeparator()
    ticket = taking.ticket_for(place)
    number = "" if ticket is None else f" {ticket.number}"
    picture = menu.addAction(
        icon("camera"), translate("WallEvidence", "Picture to ticket{number}").format(number=number)
    )
    picture.setShortcut(QKeySequence(PICTURE_KEY))
    picture.triggered.connect(lambda _=False: taking.picture(place))
    _tell(picture, taking.why_not(place, AttachSnapshot.verb))
    if taking.seconds_left(place) is not None:
        end = menu.addAction(icon("stop"), translate("WallEvidence", "End the clip now and keep it"))
        end.triggered.connect(lambda _=False: taking.end_clip(place))
        drop = menu.addAction(icon("clear"), translate("WallEvidence", "Drop the clip"))
        drop.triggered.connect(lambda _=False: taking.end_clip(place, drop=True))
        return
    clip = menu.addAction(
        icon("history"), translate("WallEvidence", "Clip to ticket{number}: last and next 30 s").format(number=number)
    )
    clip.setShortcut(QKeySequence(CLIP_KEY))
    clip.triggered.connect(lambda _=False: taking.clip(place))
    _tell(clip, taking.why_not(place, AttachClip.verb))


def _tell(action: QAction, why_not: str) -> None:
    action.setEnabled(not why_not)
    action.setToolTip(why_not)
    action.setStatusTip(why_not)
