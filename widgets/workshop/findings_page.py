"""What is wrong with the grids: checked on asking, listed with what to do, and each one flown to."""

from __future__ import annotations

from datetime import datetime, tzinfo

import shapely
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.atlas import Atlas, Shape
from console.coverage import Coverage, Finding, Severity
from console.domain.grid import RegionCode, Tier
from console.ground_questions import CheckGround
from console.redrawing import shape_of
from widgets import theme
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.workshop import ground_words
from widgets.workshop.change import drawn_grid
from widgets.workshop.picture import Drawn, GroundPicture
from widgets.workshop.rows import RowsView


class FindingsPage(QWidget):
    """Asks for a check and lists what it found, the gravest first. GUI thread.

    Signals:
        flown_to(finding): show where it is.
        grid_asked(code): show the first grid of it.
    """

    flown_to = Signal(object)
    grid_asked = Signal(str)

    def __init__(self, relay: Relay, atlas: Atlas, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._relay, self._atlas, self._zone = relay, atlas, zone
        self._asked: CheckGround | None = None
        self._found: list[Finding] = []
        self._checked_at: datetime | None = None
        self.check = QPushButton(self.tr("Check now"), self)
        self.check.setProperty("role", "primary")
        wear(self.check, "check", "accent_text")
        self.told = QLabel(self.tr("Not checked yet."), self)
        self.told.setProperty("tone", "second")
        self.list = RowsView(
            self.tr("Findings"),
            (self.tr("Weight"), self.tr("What"), self.tr("Grids"), self.tr("Area")),
            (90, 130, 300, 100),
            self,
            stretched=2,
        )
        self.list.note.say(self.tr("Press “Check now” to look for gaps, overlaps and codes that do not fit."))
        self.picture = GroundPicture(self)
        self.way_out = QLabel(self)
        self.way_out.setWordWrap(True)
        self.fly = QPushButton(self.tr("Show on map"), self)
        wear(self.fly, "map")
        self.open = QPushButton(self.tr("Open the grid"), self)
        self._lay_out()
        self.check.clicked.connect(self.look)
        self.list.chosen.connect(lambda _at: self._show())
        self.list.opened.connect(lambda _at: self._fly())
        self.fly.clicked.connect(self._fly)
        self.open.clicked.connect(self._open)
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)
        relay.ground_changed.connect(lambda _codes: self._grow_old())
        self._show()

    def look(self) -> None:
        """Check the ground of this centre as it is now."""
        self._asked = CheckGround(regions=tuple(self._relay.board.regions.values()))
        self.check.setEnabled(False)
        self.told.setText(self.tr("Checking …"))
        self._relay.ask(self._asked)

    @property
    def finding(self) -> Finding | None:
        """What is looked at."""
        at = self.list.here()
        return self._found[at] if at is not None else None

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        head = inside(column, QHBoxLayout())
        head.setSpacing(gap)
        head.addWidget(self.check)
        head.addWidget(self.told, 1)
        column.addWidget(self.list, 3)
        foot = inside(column, QHBoxLayout(), 2)
        foot.setSpacing(theme.metric("space_3"))
        foot.addWidget(self.picture, 2)
        side = inside(foot, QVBoxLayout(), 3)
        side.addWidget(self.way_out)
        side.addStretch(1)
        buttons = inside(side, QHBoxLayout())
        buttons.addWidget(self.fly)
        buttons.addWidget(self.open)
        buttons.addStretch(1)

    def _on_answered(self, question: object, answer: object) -> None:
        if self._asked is None or question is not self._asked or not isinstance(answer, Coverage):
            return
        self._asked = None
        self._checked_at = self._relay.clock.now()
        self.check.setEnabled(True)
        ranks = list(Severity)
        self._found = sorted(answer.findings, key=lambda one: (ranks.index(one.severity), -one.area_m2, one.codes))
        name = self._relay.board.region_name
        rows = [
            (
                at,
                (
                    ground_words.severity(one),
                    ground_words.fault(one),
                    ground_words.named(one.codes, name),
                    ground_words.area(one.area_m2),
                ),
            )
            for at, one in enumerate(self._found)
        ]
        self.list.note.say(self.tr("Nothing is wrong: the grids cover their ground."))
        self.list.show_rows(rows)
        self.told.setText(self._summary(answer))
        self._show()

    def _on_failed(self, question: object, _why: object) -> None:
        if self._asked is not None and question is self._asked:
            self._asked = None
            self.check.setEnabled(True)
            self.told.setText(self.tr("The check could not be done. Try again."))

    def _summary(self, coverage: Coverage) -> str:
        at = f"{self._checked_at.astimezone(self._zone):%H:%M:%S}" if self._checked_at is not None else ""
        counts = {severity: sum(one.severity is severity for one in coverage.findings) for severity in Severity}
        return self.tr("{grids} grids at {time}: {errors} errors, {warnings} warnings, {notes} notes").format(
            grids=f"{coverage.grids:,}",
            time=at,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            notes=counts[Severity.NOTE],
        )

    def _grow_old(self) -> None:
        if self._checked_at is not None and self._asked is None:
            self.told.setText(self.tr("The ground changed since it was checked: check it again."))

    def _show(self) -> None:
        finding = self.finding
        for shown in (self.picture, self.fly, self.open):
            shown.setVisible(finding is not None)
        self.fly.setEnabled(finding is not None and finding.place is not None)
        self.open.setEnabled(self._grid is not None)
        self.way_out.setText(ground_words.way_out(finding) if finding is not None else "")
        if finding is None:
            self.picture.show_ground([], told=self.tr("Nothing is chosen"))
            return
        told = f"{ground_words.fault(finding)} {ground_words.area(finding.area_m2)}"
        around = [drawn for code in finding.codes if (drawn := drawn_grid(self._atlas, code)) is not None]
        spot = shape_of(finding.shape_wkb)
        if spot is None:
            self.picture.show_ground(around, told=told)
            return
        self.picture.show_ground([Drawn(spot)], (), around, told, extent=_frame(spot))

    def _fly(self) -> None:
        if self.finding is not None and self.finding.place is not None:
            self.flown_to.emit(self.finding)

    @property
    def _grid(self) -> RegionCode | None:
        """The first grid of the finding: a parent that is not covered stands among its codes too."""
        codes = self.finding.codes if self.finding is not None else ()
        regions = (self._relay.board.regions.get(code) for code in codes)
        return next((one.code for one in regions if one is not None and one.tier is Tier.GRID), None)

    def _open(self) -> None:
        if self._grid is not None:
            self.grid_asked.emit(self._grid)


def _frame(spot: Shape) -> Shape:
    """Return a box around a finding, so that its picture shows what lies about it."""
    west, south, east, north = spot.bounds
    beside = max(east - west, north - south) * 0.6
    return shapely.box(west - beside, south - beside, east + beside, north + beside)
