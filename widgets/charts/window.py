"""The window of the indicators: which period, the table, one of them as a chart, and the tickets behind a number."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.behind import Counted
from console.domain.errors import Refused
from console.domain.ticket import Ticket
from console.questions import CountIndicators, CountSpans, FindTicket, TicketsBehind
from console.reports.indicators import INDICATORS, Report, Row
from console.reports.labels import Labels, word
from widgets import theme, words
from widgets.charts.asking import Asking
from widgets.charts.behind import TITLE, BehindModel
from widgets.charts.figures import FiguresModel
from widgets.charts.graph import Graph
from widgets.charts.table import FigureTable
from widgets.charts.writing import WriteReport
from widgets.kit import enter
from widgets.kit.banner import Banner
from widgets.kit.choice import Choice
from widgets.kit.elided import ElidedLabel
from widgets.kit.empty_note import EmptyNote
from widgets.kit.focus import Focus
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.relay import Relay

WIDTH_PX, HEIGHT_PX = 1280, 720
TICKETS_MOST = 1000


class IndicatorsWindow(QFrame):
    """Asks for figures and shows them; a newer question makes an older one's answer nothing.

    Signals (GUI thread):
        ticket_opened(): a ticket behind a number was opened: the console's window should come to the front.
    """

    ticket_opened = Signal()

    def __init__(self, relay: Relay, focus: Focus, zone: ZoneInfo, lang: str, labels: Labels) -> None:
        super().__init__()
        self.setObjectName("indicators")
        self.setProperty("surface", "panel")
        self.setWindowTitle(self.tr("Indicators – GridDesk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._relay, self._focus, self._zone, self._lang, self._labels = relay, focus, zone, lang, labels
        self._asked: CountIndicators | None = None
        self._spans_asked: CountSpans | None = None
        self._behind_asked: TicketsBehind | None = None
        self._finding: FindTicket | None = None
        self._report: Report | None = None
        self._spans: tuple[Row, ...] = ()
        self._behind_of = ""
        self.asking = Asking(relay.clock.now().astimezone(zone).date(), zone, self)
        self.figures = FiguresModel(labels, self)
        self.table = FigureTable(self.figures, self)
        self.behind = BehindModel(zone, relay.board.rulebook.categories, self)
        self.tickets = QTableView(self)
        self.graph = Graph(labels, self)
        self.indicator = Choice(self)
        self.over_time = QToolButton(self)
        self.opened = QToolButton(self)
        self.state = ElidedLabel(parent=self)
        self.formula = ElidedLabel(parent=self)
        self.banner = Banner(self)
        self._make()
        self._lay_out()
        self._connect()
        self.count()

    def count(self) -> None:
        """Ask for what the bar says, again or anew."""
        self._asked = CountIndicators(
            centre=self._relay.board.centre, period=self.asking.period, dim=self.asking.dim, lang=self._lang
        )
        self._spans_asked, self._spans = None, ()
        self.state.setText(self.tr("Counting …"))
        self.write.setEnabled(False)
        self.banner.clear()
        self._leave_behind()
        self._relay.ask(self._asked)

    def drill(self, index: QModelIndex) -> None:
        """Ask for the tickets behind the cell; behind a numerator, only those that count in it."""
        number = self.figures.number_at(index)
        if number is None:
            return
        self._behind_asked = TicketsBehind(number=number, only_above=self.figures.is_above(index), count=TICKETS_MOST)
        row, figure = self.figures.row_at(index.row()), self.figures.figure_at(index)
        name = word(self._labels, "indicator", figure.indicator.name) if figure is not None else ""
        self._behind_of = f"{row.label} · {name}"
        self.told.setText(self.tr("{what}: looking for the tickets …").format(what=self._behind_of))
        self._below.show()
        self.graph.hide()
        self._relay.ask(self._behind_asked)

    def open_ticket(self, index: QModelIndex) -> None:
        """Open a ticket of the list on the card, whether it is still open or not."""
        if index.isValid():
            number = self.behind.at(index.row()).number
            self._finding = FindTicket(number=number, centre=self._relay.board.centre)
            self._relay.ask(self._finding)

    def _make(self) -> None:
        self.indicator.setAccessibleName(self.tr("Indicator of the chart"))
        for place, indicator in enumerate(INDICATORS):
            self.indicator.addItem(word(self._labels, "indicator", indicator.name), place)
        self.over_time.setText(self.tr("Over time"))
        self.over_time.setCheckable(True)
        self.over_time.setToolTip(self.tr("Day by day, or month by month in a long period"))
        self.opened.setText(self.tr("All counts"))
        self.opened.setCheckable(True)
        self.opened.setToolTip(self.tr("Both counts and both changes of every indicator, not only of the chosen one"))
        self.formula.setProperty("tone", "second")
        self.state.setProperty("tone", "second")
        self.again = QToolButton(self)
        self.again.setToolTip(self.tr("Count again (F5)"))
        self.again.setAccessibleName(self.tr("Count again"))
        wear(self.again, "refresh")
        self.write = QPushButton(self.tr("As a file …"), self)
        wear(self.write, "export")
        self.tickets.setModel(self.behind)
        self.tickets.setAccessibleName(self.tr("Tickets behind the number"))
        EmptyNote(self.tickets, self.tr("No ticket stands behind this number.\nPress Esc to go back to the chart."))
        self.tickets.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.tickets.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.tickets.setTabKeyNavigation(False)
        self.tickets.verticalHeader().hide()
        self.tickets.verticalHeader().setDefaultSectionSize(theme.metric("row_desk"))
        self.tickets.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.tickets.horizontalHeader().setHighlightSections(False)
        self.told = QLabel(self)
        self.told.setProperty("type", "heading")
        self.leave = QToolButton(self)
        self.leave.setToolTip(self.tr("Back to the chart (Esc)"))
        self.leave.setAccessibleName(self.tr("Back to the chart"))
        wear(self.leave, "close", "text_2")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter.presses(event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        first = inside(column, QHBoxLayout())
        first.setSpacing(gap)
        first.addWidget(self.asking)
        first.addWidget(self.state, 1)
        first.addWidget(self.again)
        first.addWidget(self.write)
        column.addWidget(self.banner)
        second = inside(column, QHBoxLayout())
        second.setSpacing(gap)
        second.addWidget(self.indicator)
        second.addWidget(self.over_time)
        second.addWidget(self.opened)
        second.addWidget(self.formula, 1)
        self._below = QWidget(self)
        list_column = QVBoxLayout(self._below)
        list_column.setContentsMargins(0, 0, 0, 0)
        head = inside(list_column, QHBoxLayout())
        head.addWidget(self.told, 1)
        head.addWidget(self.leave)
        list_column.addWidget(self.tickets, 1)
        self._below.hide()
        parts = QSplitter(Qt.Orientation.Vertical, self)
        for part in (self.table, self.graph, self._below):
            parts.addWidget(part)
        parts.setSizes([HEIGHT_PX // 2, HEIGHT_PX // 2, HEIGHT_PX // 2])
        parts.setChildrenCollapsible(False)
        column.addWidget(parts, 1)

    def _connect(self) -> None:
        self.asking.changed.connect(self.count)
        self.banner.acted.connect(self.count)
        self.again.clicked.connect(self.count)
        self.write.clicked.connect(self._on_write)
        self.indicator.currentIndexChanged.connect(lambda _place: self._arrange())
        self.over_time.toggled.connect(lambda _on: self._draw())
        self.opened.toggled.connect(lambda _on: self._arrange())
        self.table.drilled.connect(self.drill)
        self.table.indicator_chosen.connect(self.indicator.setCurrentIndex)
        self.tickets.activated.connect(self.open_ticket)
        self.leave.clicked.connect(self._leave_behind)
        QShortcut(QKeySequence("F5"), self, self.count)
        QShortcut(QKeySequence("Esc"), self, self._go_back)
        self._relay.answered.connect(self._on_answered)
        self._relay.failed.connect(self._on_failed)
        self._arrange()

    def _arrange(self) -> None:
        place = self.indicator.currentIndex()
        self.figures.open(frozenset(range(len(INDICATORS))) if self.opened.isChecked() else frozenset({place}))
        self.table.fit()
        self.formula.setText(word(self._labels, "formula", INDICATORS[place].name))
        self._draw()

    def _draw(self) -> None:
        """Draw the rows, or the period's days; these are asked for when they are wanted first."""
        rows: tuple[Row, ...] = self._report.rows if self._report is not None else ()
        if self.over_time.isChecked():
            rows = self._spans
            if not rows and self._spans_asked is None and self._report is not None:
                self._spans_asked = CountSpans(centre=self._report.centre, period=self._report.period)
                self.state.setText(self.tr("Counting …"))
                self._relay.ask(self._spans_asked)
        self.graph.show_rows(rows, self.indicator.currentIndex())

    def _go_back(self) -> None:
        """From the tickets behind a number to the chart, from there to the console."""
        if self._below.isHidden():
            self.close()
        else:
            self._leave_behind()

    def _leave_behind(self) -> None:
        self._behind_asked = None
        self._below.hide()
        self.graph.show()
        self.behind.show(())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_answered(self, question: object, answer: object) -> None:
        if question is self._asked and isinstance(answer, Report):
            self._report = answer
            self.figures.show(answer)
            self.table.fit()
            self.table.setCurrentIndex(self.figures.index(0, 1))
            self.write.setEnabled(True)
            self._tell_period(answer)
            self._draw()
        elif question is self._spans_asked and isinstance(answer, tuple):
            self._spans = answer
            if self._report is not None:
                self._tell_period(self._report)
            self._draw()
        elif question is self._behind_asked and isinstance(answer, tuple):
            self._show_behind(answer)
        elif question is self._finding and isinstance(answer, Ticket):
            self._focus.open_ticket(answer.id)
            self.ticket_opened.emit()
        elif question is self._finding and self._finding is not None:
            self.banner.tell(self.tr("This centre may not read that ticket."), "warn")

    def _tell_period(self, report: Report) -> None:
        self.state.setText(
            self.tr("Beside {before} and, a year before, {year}").format(
                before=_days(report.previous.first.isoformat(), report.previous.last.isoformat()),
                year=_days(report.year_before.first.isoformat(), report.year_before.last.isoformat()),
            )
        )

    def _show_behind(self, found: tuple[Counted, ...]) -> None:
        self.behind.show(found)
        said = self.tr("%n tickets", "", len(found))
        if len(found) == TICKETS_MOST:
            said = self.tr("the %n reported last", "", len(found))
        self.told.setText(f"{self._behind_of}: {said}")
        self.tickets.resizeColumnsToContents()
        self.tickets.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        if found:
            self.tickets.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tickets.selectionModel().setCurrentIndex(
                self.behind.index(0, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )

    def _on_failed(self, question: object, why: object) -> None:
        if question is None or question not in (self._asked, self._spans_asked, self._behind_asked, self._finding):
            return
        self.state.setText("")
        text = words.refusal(why) if isinstance(why, Refused) else self.tr("The figures cannot be read now.")
        self.banner.tell(text, "warn", action=self.tr("Try again"))

    def _on_write(self) -> None:
        if self._asked is not None:
            dialog = WriteReport(self._relay, self._asked, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


def _days(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"
