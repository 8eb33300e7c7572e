"""The dialog that asks who sits down, here or at a city's server: name and password, one of one's own, which centre."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from math import ceil

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.outages import ServerOutage
from console.ports import Account, Outage
from console.server_sign_in import WRONG, ServerSignIn
from console.sign_in import LEAST_LETTERS, SignIn
from widgets import outages, theme, words
from widgets.kit.banner import Banner, Tone
from widgets.kit.inside import inside
from widgets.relay import Crossing

WIDTH_PX = 440
TICK_MS = 250
WHO, OWN, WHERE = range(3)
"""The pages, in their order; the last two only where there is something to ask."""


class SignInDialog(QDialog):
    """Accepted once somebody may sit down: ``seat`` then is whose, at one centre; None for whom a server trusts.

    ``centres`` are the names of the centres; ``wished`` is chosen among several, where it is one of them.
    """

    def __init__(
        self,
        sign_in: SignIn | ServerSignIn,
        centres: Mapping[RegionCode, str],
        name: str = "",
        wished: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("signIn")
        self.setWindowTitle(self.tr("GridDesk"))
        self.setMinimumWidth(WIDTH_PX)
        self.seat: Operator | None = None
        self._sign_in = sign_in
        self._centres = centres
        self._wished = wished
        self._seats: tuple[Operator, ...] = ()
        self._awaited: Future[Account] | None = None
        self._crossing = Crossing(self)
        self._crossing.ended.connect(self._on_ended)
        self._name, self._password = QLineEdit(name, self), self._secret()
        self._own, self._again = self._secret(), self._secret()
        self._keep = QCheckBox(self.tr("Keep it in the keyring"), self)
        self._where = QLabel(self)
        self._where.setProperty("tone", "second")
        self._where.setWordWrap(True)
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._centre = QComboBox(self)
        self._centre.currentIndexChanged.connect(self._show_roles)
        self._roles = QLabel(self)
        self._roles.setProperty("tone", "second")
        self._roles.setWordWrap(True)
        self._heading = QLabel(self)
        self._heading.setProperty("type", "heading")
        self._heading.setWordWrap(True)
        self._pages = QStackedWidget(self)
        self._banner = Banner(self)
        self._go = QPushButton(self)
        self._go.setProperty("role", "primary")
        self._go.setDefault(True)
        self._go.clicked.connect(self._on_go)
        self._lay_out()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._count_down)
        self._turn_to(WHO)

    def _secret(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    def _lay_out(self) -> None:
        own = self.tr("Somebody else chose your password. Choose one of your own, of at least {least} letters.")
        who = (self.tr("Name"), self._name), (self.tr("Password"), self._password)
        if isinstance(self._sign_in, ServerSignIn):
            self._fit_to_server(self._sign_in)
            self._add_page("", *who, ("", self._keep))
        else:
            self._keep.hide()
            self._where.hide()
            self._add_page("", *who)
        self._add_page(
            own.format(least=LEAST_LETTERS), (self.tr("New password"), self._own), (self.tr("Once more"), self._again)
        )
        self._add_page("", (self.tr("Centre"), self._centre), (self.tr("Roles"), self._roles))
        leave = QPushButton(self.tr("Close"), self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        space = theme.metric("space_4")
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(theme.metric("space_3"))
        column.addWidget(self._heading)
        column.addWidget(self._where)
        column.addWidget(self._pages)
        column.addWidget(self._banner)
        column.addStretch(1)
        buttons = inside(column, QHBoxLayout())
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self._go)

    def _fit_to_server(self, sign_in: ServerSignIn) -> None:
        self._where.setText(self.tr("Server: {place}").format(place=sign_in.server.place))
        if sign_in.server.role:
            self._name.setText(sign_in.server.role)
            self._name.setReadOnly(True)
        self._keep.setToolTip(
            self.tr("The system keeps it for this user, as it keeps the passwords of other programs.")
        )
        if not sign_in.keyring.is_there:
            self._keep.setEnabled(False)
            self._keep.setText(self.tr("No keyring here: typed each time"))
            self._keep.setToolTip(self.tr("The system of this computer keeps no passwords for programs."))

    def _add_page(self, told: str, *rows: tuple[str, QWidget]) -> None:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.metric("space_3"))
        form.setVerticalSpacing(theme.metric("space_2"))
        if told:
            line = QLabel(told, page)
            line.setWordWrap(True)
            form.addRow(line)
        for label, field in rows:
            if label:
                field.setAccessibleName(label)
                form.addRow(label, field)
            else:
                form.addRow(field)
        self._pages.addWidget(page)

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._heading.setText(
            (self.tr("Sign in"), self.tr("A password of your own"), self.tr("At which centre?"))[page]
        )
        self._name_button()
        first = (self._password if self._name.text() else self._name, self._own, self._centre)[page]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_button(self) -> None:
        names = self.tr("Sign in"), self.tr("Change and sign in"), self.tr("Take the seat")
        self._go.setText(names[self._pages.currentIndex()])

    def _on_go(self) -> None:
        name, password = " ".join(self._name.text().split()), self._password.text()
        match self._pages.currentIndex():
            case page if page == WHO and not (name and password):
                (self._password if name else self._name).setFocus(Qt.FocusReason.OtherFocusReason)
            case page if page == WHO:
                if isinstance(self._sign_in, ServerSignIn):
                    self._sign_in.keeps = self._keep.isChecked()
                self._wait_for(self._sign_in.submit(name, password))
            case page if page == OWN and self._own.text() != self._again.text():
                self._tell(self.tr("The two passwords differ."), "warn")
            case page if page == OWN and isinstance(self._sign_in, SignIn):
                self._wait_for(self._sign_in.change(name, password, self._own.text()))
            case _:
                self._sit_down(self._seats[self._centre.currentIndex()])

    def _wait_for(self, asked: Future[Account]) -> None:
        """Ask for nothing more until the answer is there: it takes a blink, and longer on a server far away."""
        self._awaited = asked
        self._go.setEnabled(False)
        self._go.setText(self.tr("Signing in…"))
        self._banner.clear()
        self._crossing.wait_for(asked)

    def _on_ended(self, ended: Future[Account]) -> None:
        if ended is not self._awaited:
            return
        self._awaited = None
        self._go.setEnabled(True)
        self._name_button()
        try:
            account = ended.result()
        except Refused as refused:
            self.tell_refused(refused)
        except (Outage, CancelledError) as outage:
            self.tell_outage(outage)
        else:
            self.go_on(account)

    def tell_outage(self, outage: BaseException) -> None:
        """Say why the database is out of reach; what can be mended here is ready to be typed again."""
        told = outages.sentence(outage)
        if isinstance(self._sign_in, ServerSignIn) and self._sign_in.may_know(outage):
            told += " " + self.tr(
                "Whoever worked here within a day may sign in all the same: with what this desk knew, "
                "and orders are kept until the server answers."
            )
        self._tell(told, "error")
        if isinstance(outage, ServerOutage) and outage.code == WRONG:
            self._type_again()

    def tell_refused(self, refused: Refused) -> None:
        """Say which rule or which state of the database is against it."""
        self._tell(words.refusal(refused), "error")
        self._type_again()

    def _tell(self, text: str, tone: Tone) -> None:
        """Say it below the fields; where it takes more lines than there is room for, make room."""
        self._banner.tell(text, tone, closable=False)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _type_again(self) -> None:
        line = self._own if self._pages.currentIndex() == OWN else self._password
        line.selectAll()
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count_down()

    def _count_down(self) -> None:
        """Let nobody press in vain: while the desk waits, the button says how long."""
        waits_s = ceil(self._sign_in.wait_s())
        self._go.setEnabled(not waits_s and self._awaited is None)
        if waits_s:
            self._go.setText(self.tr("Wait {seconds} s").format(seconds=waits_s))
            self._tick.start()
        elif self._tick.isActive():
            self._tick.stop()
            self._turn_to(self._pages.currentIndex())

    def go_on(self, account: Account) -> None:
        """Let somebody who signed in take a seat; where there is a choice, ask which."""
        self._banner.clear()
        if account.must_change:
            self._turn_to(OWN)
        elif not account.seats:
            self.accept()
        elif len(account.seats) == 1:
            self._sit_down(account.seats[0])
        else:
            self._seats = account.seats
            self._centre.addItems([self._centres.get(seat.centre, seat.centre) for seat in account.seats])
            wished = (place for place, seat in enumerate(account.seats) if seat.centre == self._wished)
            self._centre.setCurrentIndex(next(wished, 0))
            self._turn_to(WHERE)

    def _show_roles(self, place: int) -> None:
        self._roles.setText(words.listed(map(words.role, sorted(self._seats[place].roles))))

    def _sit_down(self, seat: Operator) -> None:
        self.seat = seat
        self.accept()
