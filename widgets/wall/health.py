"""The window of the streams' health: which cameras and regions gave no picture, the worst first, and a file of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.camera import CameraId
from console.domain.grid import RegionCode
from console.domain.health import DAYS_KEPT, Days, HealthKept, HealthTable, handed_out, table
from console.domain.period import Period
from console.questions import VideoHealth
from widgets import theme
from widgets.kit.calendar import give_calendar
from widgets.kit.choice import Choice
from widgets.kit.clock_text import span
from widgets.kit.elided import ElidedLabel
from widgets.kit.empty_note import EmptyNote
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.wall.health_rows import COLUMNS, HealthModel, percent
from widgets.wall.health_writing import WriteHealthFile

WIDTH_PX, HEIGHT_PX = 1240, 640
_WIDTHS = {"where": 5.0, "why": 5.0, "online": 2.5, "longest": 3.8}
"""Of columns, in the widest of the gaps; the name takes what is left."""
WEEK_DAYS = 7


class HealthWindow(QFrame):
    """Lets the desk read the chosen days that are ``kept``, again with F5; Enter goes into a region or a day.

    ``keeps`` is called first, so that it has what was seen up to now.

    Signals (GUI thread):
        hang_asked(CameraId): this camera is to be seen on the wall.
    """

    hang_asked = Signal(object)

    def __init__(
        self,
        relay: Relay,
        kept: HealthKept,
        keeps: Callable[[], None],
        zone: ZoneInfo,
        lang: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("videoHealth")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Video health – GridDesk"))
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._relay, self._kept, self._keeps, self._zone, self._lang = relay, kept, keeps, zone, lang
        self._days: Days | None = None
        self._asked: VideoHealth | None = None
        self._region: RegionCode | None = None
        self.model = HealthModel(relay.board, self)
        self.table = QTableView(self)
        self.by = Choice(self)
        self.day = QDateEdit(self)
        self.sums = ElidedLabel(parent=self)
        self.spans: Mapping[int, QToolButton] = {}
        self._make()
        self._lay_out()
        self._connect()
        self.choose(0)

    @property
    def today(self) -> date:
        """Today at the centre."""
        return self._relay.clock.now().astimezone(self._zone).date()

    @property
    def period(self) -> Period:
        """The days that are shown."""
        return self._period

    def choose(self, which: int) -> None:
        """Show today (0), yesterday (1) or the last seven days (7)."""
        today = self.today
        last = today - timedelta(days=1) if which == 1 else today
        first = today - timedelta(days=WEEK_DAYS - 1) if which == WEEK_DAYS else last
        self.take(Period(first, last, self._zone))

    def take(self, period: Period) -> None:
        """Show a period."""
        self._period = period
        with QSignalBlocker(self.day):
            self.day.setDateRange(_qdate(self.today - timedelta(days=DAYS_KEPT - 1)), _qdate(self.today))
            self.day.setDate(_qdate(period.last))
        for which, button in self.spans.items():
            button.setChecked(self._is(which))
        self.read()

    def read(self) -> None:
        """Let the chosen days be read again; what is shown stays until they are there."""
        self._keeps()
        self._days = None
        self.show_by()

    def show_by(self) -> None:
        """Let what was read be added up by what is chosen; what is selected stays so."""
        board, by = self._relay.board, str(self.by.currentData())
        self._asked = VideoHealth(
            kept=self._kept,
            first=self._period.first,
            last=self._period.last,
            by=by,
            cameras=board.cameras,
            regions=board.regions,
            region=self._region if by == "camera" else None,
            days=self._days,
        )
        self.write.setEnabled(False)
        self._note.say(self.tr("Reading …"))
        self._relay.ask(self._asked)

    def enter(self, index: QModelIndex) -> None:
        """Hang the camera of a row, or go into its region or day."""
        if not index.isValid():
            return
        key = self.model.at(index.row()).key
        match self.model.by:
            case "camera":
                self.hang_asked.emit(CameraId(key))
            case "region":
                self._region = RegionCode(key)
                self.by.setCurrentIndex(self.by.findData("camera"))
            case _:
                day = date.fromisoformat(key)
                self.by.setCurrentIndex(self.by.findData("camera"))
                self.take(Period(day, day, self._zone))

    def leave(self) -> None:
        """From the cameras of a region to the regions, from there to the console."""
        if self.back.isHidden():
            self.close()
            return
        self._region = None
        self.by.setCurrentIndex(self.by.findData("region"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.enter(self.table.currentIndex())
        else:
            super().keyPressEvent(event)

    def _make(self) -> None:
        spans = {0: self.tr("Today"), 1: self.tr("Yesterday"), WEEK_DAYS: self.tr("7 days")}
        self.spans = {which: self._chooser(which, text) for which, text in spans.items()}
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("A day"))
        self.day.setToolTip(self.tr("A day"))
        self.day.setKeyboardTracking(False)
        give_calendar(self.day)
        self.by.setAccessibleName(self.tr("Broken down by"))
        for name, text in (
            ("camera", self.tr("By camera")),
            ("region", self.tr("By region")),
            ("day", self.tr("By day")),
        ):
            self.by.addItem(text, name)
        self.sums.setProperty("tone", "second")
        self.back = QToolButton(self)
        self.back.setText(self.tr("Back to the regions"))
        self.back.setToolTip(self.tr("Back to the regions (Esc)"))
        self.back.setAccessibleName(self.tr("Back to the regions"))
        self.back.hide()
        self.again = QToolButton(self)
        self.again.setToolTip(self.tr("Read again (F5)"))
        self.again.setAccessibleName(self.tr("Read again"))
        wear(self.again, "refresh")
        self.write = QPushButton(self.tr("As a file …"), self)
        wear(self.write, "export")
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Health of the streams, the worst first"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setToolTip(self.tr("Enter hangs the camera, or goes into the region or the day."))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.metric("row_desk"))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        side = theme.metric("space_6")
        for place, column in enumerate(COLUMNS):
            table.setColumnWidth(place, round(side * _WIDTHS.get(column, 3.0)))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._note = EmptyNote(table)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        first = inside(column, QHBoxLayout())
        first.setSpacing(gap)
        for button in self.spans.values():
            first.addWidget(button)
        first.addWidget(self.day)
        first.addWidget(self.by)
        first.addWidget(self.back)
        first.addStretch(1)
        first.addWidget(self.again)
        first.addWidget(self.write)
        column.addWidget(self.sums)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self._relay.answered.connect(self._on_answered)
        self._relay.failed.connect(self._on_failed)
        self.day.dateChanged.connect(self._on_day)
        self.by.currentIndexChanged.connect(lambda _place: self.show_by())
        self.again.clicked.connect(lambda _=False: self.read())
        self.back.clicked.connect(lambda _=False: self.leave())
        self.write.clicked.connect(lambda _=False: self._on_write())
        self.table.doubleClicked.connect(self.enter)
        QShortcut(QKeySequence("F5"), self, self.read)
        QShortcut(QKeySequence("Esc"), self, self.leave)

    def _tell_sums(self, shown: HealthTable, region: RegionCode | None) -> None:
        total = shown.total
        where = "" if region is None else f"{self._relay.board.region_name(region)} · "
        if total.online is None:
            self.sums.setText("")
            return
        told = self.tr(
            "{n} cameras · online {online} · longest outage {longest} · frozen {frozen} × · reconnects {reconnects}"
        ).format(
            n=shown.cameras,
            online=percent(total.online),
            longest=span(total.longest_s),
            frozen=total.frozen,
            reconnects=total.reconnects,
        )
        self.sums.setText(where + told)

    def _on_answered(self, question: object, answer: object) -> None:
        if self._asked is None or question is not self._asked or not isinstance(answer, HealthTable):
            return
        self._days = answer.days
        self._note.say(
            self.tr(
                "Nothing was watched on these days.\n"
                "Hang cameras on the wall: from then on their streams are counted here. F5 reads again."
            )
        )
        self._show(answer, self._asked.by, self._asked.region)

    def _on_failed(self, question: object, _why: object) -> None:
        if self._asked is not None and question is self._asked:
            self._days = {}
            self._show(table({}, self._asked.by, None, {}, {}), self._asked.by, None)
            self._note.say(self.tr("These days could not be read. F5 tries again."))

    def _show(self, shown: HealthTable, by: str, region: RegionCode | None) -> None:
        self._asked = None
        before = self.table.currentIndex().row()
        key = self.model.at(before).key if 0 <= before < self.model.rowCount() else ""
        self.write.setEnabled(bool(shown.days))
        self.model.show(shown.lines, by)
        self._tell_sums(shown, region)
        self.back.setVisible(region is not None)
        rows = [row for row, line in enumerate(shown.lines) if line.key == key]
        if shown.lines:
            self.table.setCurrentIndex(self.model.index(rows[0] if rows else 0, 0))

    def _on_day(self) -> None:
        day = date(*self.day.date().getDate())
        self.take(Period(day, day, self._zone))

    def _on_write(self) -> None:
        board, period = self._relay.board, self._period
        report = partial(handed_out, self._days or {}, period, board.centre, board.cameras, board.regions)
        dialog = WriteHealthFile(self._relay, report, period, self._lang, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _is(self, which: int) -> bool:
        today, first, last = self.today, self._period.first, self._period.last
        if which == WEEK_DAYS:
            return (last, last - first) == (today, timedelta(days=WEEK_DAYS - 1))
        return first == last == today - timedelta(days=which)

    def _chooser(self, which: int, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(text)
        button.setCheckable(True)
        button.clicked.connect(lambda _=False: self.choose(which))
        return button


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
