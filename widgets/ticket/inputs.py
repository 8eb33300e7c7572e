"""What a verb needs besides words: hours, a day, a target, a class, another ticket; each a field that tells what was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QDoubleSpinBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from console.domain.aftercare import MOST_DAYS, MOST_TIMES
from console.domain.grid import RegionCode, within
from console.domain.records import Step
from console.domain.ticket import Priority, Target, Ticket
from console.targets import candidates, departments, describe
from widgets import theme, words
from widgets.kit import target_words
from widgets.kit.calendar import give_calendar
from widgets.kit.category_box import CategoryBox
from widgets.kit.choice import Choice
from widgets.relay import Relay
from widgets.ticket.mediation import MediationSheet, mediators
from widgets.verbs import Need, Said

translate = QCoreApplication.translate

TARGETS: Final = 8
HOURS: Final = 4.0
HOURS_MAX: Final = 2400.0
EVERY_DAYS: Final = 7
TIMES: Final = 4
REVIEW_AFTER: Final = timedelta(days=3)
REVIEW_AT: Final = QTime(9, 0)


class Input(QWidget):
    """One field of a question.

    Signals (GUI thread):
        changed: what is said is another.
        suggested: words that are to stand in the line of words.
    """

    changed = Signal()
    suggested = Signal(str)

    def __init__(
        self, parts: Sequence[QWidget], told: Callable[[], Mapping[str, Any] | None], parent: QWidget | None = None
    ) -> None:
        """``told`` returns the fields of ``Said`` that the parts fill; None while something is missing."""
        super().__init__(parent)
        self.told = told
        self.parts = tuple(parts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metric("space_2"))
        for part in parts:
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(parts[0])


class Inputs:
    """Makes the fields that a need asks for, filled with what was said before."""

    def __init__(self, relay: Relay, zone: tzinfo) -> None:
        self._relay = relay
        self._zone = zone
        self._makers: Mapping[Need, Callable[[Ticket, Said], Input]] = {
            Need.HOURS: _hours,
            Need.REVIEW: self._review,
            Need.TARGET: self._target,
            Need.MUST: _must,
            Need.HELPER: _helper,
            Need.BELOW: self._below,
            Need.CLASS: _category,
            Need.INTO: self._into,
            Need.SATISFIED: _satisfied,
            Need.STEP: self._step,
            Need.MEDIATION: self._mediation,
            Need.PATROL: _patrol,
            Need.WHY_SHOWN: _why_shown,
        }

    def make(self, need: Need, ticket: Ticket, said: Said) -> Input | None:
        """Return the field for a need about the ticket; None where the line for words is all that it takes."""
        maker = self._makers.get(need)
        return maker(ticket, said) if maker is not None else None

    def _review(self, _ticket: Ticket, said: Said) -> Input:
        field = QDateTimeEdit()
        field.setDisplayFormat("yyyy-MM-dd HH:mm")
        field.setAccessibleName(translate("inputs", "Look at it again on"))
        give_calendar(field)
        now = self._relay.clock.now().astimezone(self._zone)
        field.setMinimumDateTime(_shown(now))
        first = QDateTime(QDate(*(now + REVIEW_AFTER).timetuple()[:3]), REVIEW_AT)
        field.setDateTime(_shown(said.review_at.astimezone(self._zone)) if said.review_at else first)

        def told() -> Mapping[str, Any]:
            day, hour = field.date(), field.time()
            local = datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute(), tzinfo=self._zone)
            return {"review_at": local.astimezone(UTC)}

        made = Input([field], told)
        field.dateTimeChanged.connect(made.changed)
        return made

    def _target(self, ticket: Ticket, said: Said) -> Input:
        board, box = self._relay.board, _box(translate("inputs", "To whom"))
        for check in (*candidates(board, ticket, TARGETS, self._relay.clock.now()), *departments(board)):
            box.addItem(target_words.line(check), check.target)
        known = [box.itemData(row) for row in range(box.count())]
        if said.target is not None and said.target not in known:
            box.insertItem(0, _name(self._relay, said.target), said.target)
            known.insert(0, said.target)
        box.setCurrentIndex(known.index(said.target) if said.target is not None else 0)
        return _of_box(box, "target")

    def _below(self, _ticket: Ticket, said: Said) -> Input:
        board, box = self._relay.board, _box(translate("inputs", "To which centre"))
        here = board.regions.get(RegionCode(board.centre))
        for region in sorted(board.regions.values(), key=lambda region: region.code):
            is_below = here is not None and region.tier == here.tier + 1 and within(region.code, board.centre)
            if is_below and region.is_standing:
                box.addItem(region.name, region.code)
        box.setCurrentIndex(max(0, box.findData(said.to)))
        return _of_box(box, "to")

    def _into(self, ticket: Ticket, said: Said) -> Input:
        board, box = self._relay.board, _box(translate("inputs", "Into which ticket"))
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        alike = board.alike.like_ticket(ticket, board.rulebook.likeness)
        for found in (each for each in alike if each.ticket.centre == ticket.centre):
            line = f"{found.ticket.number}  {found.ticket.title} · {target_words.distance(found.distance_m)}"
            box.addItem(line, found.ticket.number)
        line_edit = box.lineEdit()
        if line_edit is not None:
            line_edit.setPlaceholderText(translate("inputs", "Number of the ticket that stays"))
        if said.into is not None:
            box.setEditText(said.into.number)

        def told() -> Mapping[str, Any] | None:
            row = box.findText(box.currentText())
            number = str(box.itemData(row)) if row >= 0 else box.currentText().strip().lstrip("#")
            into = board.ticket_numbered(number)
            return {"into": into} if into is not None and into.id != ticket.id else None

        made = Input([box], told)
        box.editTextChanged.connect(made.changed)
        return made

    def _mediation(self, ticket: Ticket, said: Said) -> Input:
        sheet = MediationSheet(said.mediation or ticket.noted.mediation, mediators(self._relay, ticket))

        def told() -> Mapping[str, Any] | None:
            mediation = sheet.told()
            return None if mediation is None else {"mediation": mediation}

        made = Input([sheet], told)
        sheet.changed.connect(made.changed)
        return made

    def _step(self, ticket: Ticket, said: Said) -> Input:
        steps = _box(translate("inputs", "Step"))
        for step in Step:
            steps.addItem(words.step(step), step)
        steps.setCurrentIndex(steps.findData(said.step or Step.URGE))
        who = _box(translate("inputs", "Who answers for it"))
        who.setEditable(True)
        who.addItems([name for name in (ticket.holder.name if ticket.holder else "", ticket.dispatched_by) if name])
        who.addItem(self._relay.board.region_name(ticket.centre))
        who.setEditText(said.responsible or who.itemText(0))

        def told() -> Mapping[str, Any] | None:
            name = who.currentText().strip()
            return {"step": Step(steps.currentData()), "responsible": name} if name else None

        made = Input([steps, who], told)
        steps.currentIndexChanged.connect(made.changed)
        who.editTextChanged.connect(made.changed)
        return made


def _hours(_ticket: Ticket, said: Said) -> Input:
    field = QDoubleSpinBox()
    field.setAccessibleName(translate("inputs", "How many hours more"))
    field.setSuffix(translate("inputs", " h more"))
    field.setDecimals(1)
    field.setRange(0.5, HOURS_MAX)
    field.setValue(said.hours or HOURS)
    made = Input([field], lambda: {"hours": field.value()})
    field.valueChanged.connect(made.changed)
    return made


def _patrol(_ticket: Ticket, said: Said) -> Input:
    every, times = QSpinBox(), QSpinBox()
    every.setAccessibleName(translate("inputs", "Days between two checks"))
    every.setPrefix(translate("inputs", "every "))
    every.setSuffix(translate("inputs", " days"))
    every.setRange(1, MOST_DAYS)
    every.setValue(said.every_days or EVERY_DAYS)
    times.setAccessibleName(translate("inputs", "How many checks"))
    times.setSuffix(translate("inputs", " times"))
    times.setRange(1, MOST_TIMES)
    times.setValue(said.times or TIMES)
    made = Input([every, times], lambda: {"every_days": every.value(), "times": times.value()})
    every.valueChanged.connect(made.changed)
    times.valueChanged.connect(made.changed)
    return made


def _must(_ticket: Ticket, said: Said) -> Input:
    field = QCheckBox(translate("inputs", "The lead waits for it"))
    field.setChecked(said.must)
    made = Input([field], lambda: {"must": field.isChecked()})
    field.toggled.connect(made.changed)
    return made


def _helper(ticket: Ticket, said: Said) -> Input:
    box = _box(translate("inputs", "Which co-handler"))
    for helper in ticket.noted.co_handlers:
        if not helper.done:
            box.addItem(helper.name, helper.id)
    box.setCurrentIndex(max(0, box.findData(said.helper)))
    return _of_box(box, "helper")


def _category(ticket: Ticket, said: Said) -> Input:
    category = CategoryBox()
    category.setAccessibleName(translate("inputs", "Right category"))
    category.type(said.category or ticket.category)
    priority = _box(translate("inputs", "Right priority"))
    for code in Priority:
        priority.addItem(words.priority(code), code)
    priority.setCurrentIndex(priority.findData(said.priority or ticket.priority))

    def told() -> Mapping[str, Any] | None:
        now = category.code(), Priority(priority.currentData())
        return (
            {"category": now[0], "priority": now[1]} if now[0] and now != (ticket.category, ticket.priority) else None
        )

    made = Input([category, priority], told)
    category.typed.connect(made.changed)
    category.currentIndexChanged.connect(made.changed)
    priority.currentIndexChanged.connect(made.changed)
    return made


def _satisfied(_ticket: Ticket, said: Said) -> Input:
    group = QButtonGroup()
    group.setExclusive(True)
    buttons = QPushButton(translate("inputs", "Satisfied")), QPushButton(translate("inputs", "Not satisfied"))
    for number, button in enumerate(buttons):
        button.setCheckable(True)
        button.setChecked(said.satisfied is not None and said.satisfied is not bool(number))
        group.addButton(button, number)

    def told() -> Mapping[str, Any] | None:
        return {"satisfied": group.checkedId() == 0} if group.checkedId() >= 0 else None

    made = Input(buttons, told)
    group.setParent(made)
    group.idToggled.connect(made.changed)
    return made


def _why_shown(_ticket: Ticket, _said: Said) -> Input:
    """Offer what a caller is usually looked at for; any other reason is written."""
    usual = (
        translate("inputs", "To call back"),
        translate("inputs", "To find the place"),
        translate("inputs", "To ask for more"),
    )
    buttons = [QPushButton(reason) for reason in usual]
    made = Input(buttons, dict)
    for button, reason in zip(buttons, usual, strict=True):
        button.setProperty("role", "listed")
        button.clicked.connect(lambda _=False, reason=reason: made.suggested.emit(reason))
    return made


def _box(name: str) -> Choice:
    """Return an empty list under this name for a screen reader; it may be narrower than what it holds."""
    box = Choice()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def _of_box(box: Choice, field: str) -> Input:
    made = Input([box], lambda: {field: box.currentData()} if box.currentData() else None)
    box.currentIndexChanged.connect(made.changed)
    return made


def _name(relay: Relay, target: Target) -> str:
    return target_words.line(describe(relay.board, target, (), now=relay.clock.now()))


def _shown(local: datetime) -> QDateTime:
    """Return a local time as a field shows it, which knows no zones."""
    return QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
