"""Asking before a recording is played: from when to when, and why, which the journal keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from console.domain.camera import Camera
from console.domain.errors import Refused
from console.domain.playback import Stretch
from console.ports import Clock
from widgets import theme, words
from widgets.kit.asking import add_answers, add_fields, column_of
from widgets.kit.calendar import give_calendar

LONGEST_REASON = 200
FORMAT = "yyyy-MM-dd HH:mm:ss"


@dataclass(frozen=True, slots=True)
class Offer:
    """A stretch that is offered by name."""

    name: str
    begins_at: datetime
    ends_at: datetime


class PlaybackForm(QDialog):
    """Times are those of ``zone``, None for the system's.

    Signals (GUI thread):
        given: Stretch and str; what is to be played, and why.
    """

    given = Signal(object, str)

    def __init__(self, clock: Clock, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("playbackForm")
        self.setWindowTitle(self.tr("Play back a recording"))
        self.setMinimumWidth(theme.metric("space_6") * 15)
        self._clock, self._zone = clock, zone
        self._camera: Camera | None = None
        self._offers: tuple[Offer, ...] = ()
        self.camera = QLabel(self)
        self.camera.setProperty("strong", True)
        self.offers = QComboBox(self)
        self.begins, self.ends = QDateTimeEdit(self), QDateTimeEdit(self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Why this recording is looked at"))
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.play = QPushButton(self.tr("Note it and play"), self)
        self.play.setProperty("role", "primary")
        self.play.setDefault(True)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        for field in (self.begins, self.ends):
            field.setDisplayFormat(FORMAT)
            give_calendar(field)
            field.dateTimeChanged.connect(self._look)
        self.offers.currentIndexChanged.connect(self._on_offer)
        self.reason.textChanged.connect(self._look)
        self.play.clicked.connect(lambda _=False: self._on_play())
        self.cancel.clicked.connect(self.reject)

    def ask(self, camera: Camera, ticket: str, offers: Sequence[Offer]) -> None:
        """Ask of a camera; ``ticket`` is the number under which the line stands, "" for none. The first offer is taken."""
        self._camera = camera
        self.camera.setText(f"{camera.number:03d} {camera.name}")
        self._where = (
            self.tr("Who looks at what and why stands in the history of ticket {number}.").format(number=ticket)
            if ticket
            else self.tr("Who looks at what and why stands in the journal.")
        )
        self.reason.clear()
        self.offer(offers, 0)
        self.show()
        self.raise_()
        self.activateWindow()
        self.reason.setFocus()

    def offer(self, offers: Sequence[Offer], chosen: int | None = None) -> None:
        """Offer these stretches by name; ``chosen`` is put into the fields, None leaves them as they are."""
        kept = max(0, self.offers.currentIndex()) if chosen is None else chosen
        self._offers = tuple(offers)
        self.offers.blockSignals(True)
        self.offers.clear()
        for one in self._offers:
            self.offers.addItem(one.name)
        self.offers.setCurrentIndex(kept)
        self.offers.blockSignals(False)
        if chosen is not None:
            self._on_offer()

    @property
    def camera_asked(self) -> Camera | None:
        """The camera that is asked about."""
        return self._camera

    def stretch(self) -> Stretch | None:
        """Return what the fields say."""
        if self._camera is None:
            return None
        return Stretch(
            camera=self._camera.id,
            camera_number=self._camera.number,
            camera_name=self._camera.name,
            begins_at=self._moment(self.begins),
            ends_at=self._moment(self.ends),
        )

    def _on_offer(self) -> None:
        place = self.offers.currentIndex()
        if 0 <= place < len(self._offers):
            for field, moment in (
                (self.begins, self._offers[place].begins_at),
                (self.ends, self._offers[place].ends_at),
            ):
                local = moment.astimezone(self._zone)
                day, hour = QDate(local.year, local.month, local.day), QTime(local.hour, local.minute, local.second)
                field.setDateTime(QDateTime(day, hour))
        self._look()

    def _look(self) -> None:
        against = self._against()
        self.note.setText(against or self._where)
        self.note.setProperty("tone", "warn" if against else "second")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.play.setEnabled(not against and bool(self.reason.text().strip()))

    def _against(self) -> str:
        stretch = self.stretch()
        try:
            if stretch is not None:
                stretch.check(self._clock.now())
        except Refused as refused:
            return words.refusal(refused, self._zone)
        return ""

    def _on_play(self) -> None:
        stretch = self.stretch()
        if stretch is not None and self.play.isEnabled():
            self.accept()
            self.given.emit(stretch, self.reason.text().strip())

    def _moment(self, field: QDateTimeEdit) -> datetime:
        day, hour = field.date(), field.time()
        local = datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute(), hour.second())  # noqa: DTZ001
        return local.astimezone() if self._zone is None else local.replace(tzinfo=self._zone)

    def _lay_out(self) -> None:
        self._where = ""
        column = column_of(self)
        fields = (
            (self.tr("Camera"), self.camera),
            (self.tr("Stretch"), self.offers),
            (self.tr("From"), self.begins),
            (self.tr("To"), self.ends),
            (self.tr("Reason"), self.reason),
        )
        add_fields(column, fields)
        column.addWidget(self.note)
        add_answers(column, self.cancel, self.play)
