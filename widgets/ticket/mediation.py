"""The sheet of a dispute: its parties, who mediates, how it ended and for what amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QSizePolicy, QWidget

from console.domain.records import Mediation, Outcome
from console.domain.ticket import Ticket
from widgets import theme, words
from widgets.kit.choice import Choice
from widgets.relay import Relay

translate = QCoreApplication.translate

_BETWEEN: Final = re.compile(r"[,，、;；/]+")
TOWNSHIP: Final = 9
"""So long a code's beginning names the township: its crews know the people and mediate."""
MEDIATORS: Final = 200


class MediationSheet(QWidget):
    """Asks how a mediation stands. Of the parties only family names are kept, whatever is typed here.

    Signals (GUI thread):
        changed: what is said is another.
    """

    changed = Signal()

    def __init__(self, known: Mediation | None, pool: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        told = known or Mediation()
        self.parties = QLineEdit("、".join(told.parties), self)
        self.parties.setPlaceholderText(translate("mediation", "Parties, with commas; only family names are kept"))
        self.parties.setAccessibleName(translate("mediation", "Parties"))
        self.mediator = Choice(self)
        self.mediator.setEditable(True)
        self.mediator.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.mediator.setAccessibleName(translate("mediation", "Mediator"))
        self.mediator.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.mediator.setMinimumContentsLength(6)
        self.mediator.addItems(list(pool))
        line, completer = self.mediator.lineEdit(), self.mediator.completer()
        if line is not None:
            line.setPlaceholderText(translate("mediation", "Mediator"))
        if isinstance(completer, QCompleter):
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.mediator.setEditText(told.mediator)
        self.outcome = Choice(self)
        self.outcome.setAccessibleName(translate("mediation", "Outcome"))
        self.outcome.addItem(translate("mediation", "goes on"), None)
        for outcome in Outcome:
            self.outcome.addItem(words.outcome(outcome), outcome)
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(told.outcome)))
        self.amount = QLineEdit(told.amount, self)
        self.amount.setPlaceholderText(translate("mediation", "Agreed amount, yuan"))
        self.amount.setAccessibleName(self.amount.placeholderText())
        self._lay_out()
        self._let_amount()
        self.parties.textChanged.connect(self.changed)
        self.mediator.editTextChanged.connect(self.changed)
        self.amount.textChanged.connect(self.changed)
        self.outcome.currentIndexChanged.connect(self._on_outcome)

    def told(self) -> Mediation | None:
        """Return what is said; None while fewer than two parties or no mediator are named."""
        parties = tuple(filter(None, (name.strip() for name in _BETWEEN.split(self.parties.text()))))
        mediator, outcome = self.mediator.currentText().strip(), self._outcome()
        if len(parties) < 2 or not mediator:
            return None
        amount = self.amount.text().strip() if outcome is Outcome.AGREED else ""
        return Mediation(parties=parties, mediator=mediator, amount=amount, outcome=outcome)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.metric("space_1"))
        grid.addWidget(self.parties, 0, 0)
        grid.addWidget(self.mediator, 0, 1)
        grid.addWidget(self.outcome, 1, 0)
        grid.addWidget(self.amount, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.parties)

    def _on_outcome(self) -> None:
        self._let_amount()
        self.changed.emit()

    def _let_amount(self) -> None:
        """Only an agreement has an amount."""
        self.amount.setEnabled(self._outcome() is Outcome.AGREED)

    def _outcome(self) -> Outcome | None:
        """Return what is chosen; Qt keeps the bare word of a code."""
        code = self.outcome.currentData()
        return Outcome(code) if code else None


def mediators(relay: Relay, ticket: Ticket) -> list[str]:
    """Return who may mediate: whoever sits here, and the crews of the ticket's township, by name, each once."""
    near = ticket.area[:TOWNSHIP]
    crews = sorted(crew.name for crew in relay.board.crews.values() if crew.region.startswith(near))
    return list(dict.fromkeys([relay.operator.name, *crews]))[:MEDIATORS]


def described(mediation: Mediation | None) -> str:
    """Return how a mediation stands in words; empty where there is none."""
    if mediation is None:
        return ""
    told = [
        words.listed(mediation.parties),
        translate("mediation", "mediator {name}").format(name=mediation.mediator),
        words.outcome(mediation.outcome) if mediation.outcome is not None else translate("mediation", "goes on"),
    ]
    if mediation.amount:
        told.append(translate("mediation", "{amount} yuan").format(amount=mediation.amount))
    return " · ".join(told)
