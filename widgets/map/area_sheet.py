"""What lies in an area as one list: tickets, crews, cameras, grids, sites and sensors, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget

from widgets import theme, words
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.map.area import Held
from widgets.map.naming import Naming, Thing
from widgets.map.rows import Row, RowList
from widgets.map.side_sheet import SideSheet

LISTED_MAX: Final = 500
"""A city has tens of thousands of crews: the list names so many, the actions take all."""
KINDS: Final = ("ticket", "crew", "camera", "grid", "site", "sensor")
ALWAYS: Final = 4
"""So many kinds are counted even where none of them is there."""
_SIGNS: Final = {
    "ticket": "ticket", "crew": "crew", "camera": "camera", "grid": "grid", "site": "home", "sensor": "bell",
}  # fmt: skip


class AreaSheet(SideSheet):
    """Lists what is held. Left and right go from kind to kind; the actions take the rows selected, or all of the kind.

    Signals (GUI thread):
        thing_chosen(Thing): a row was chosen.
        tickets_asked(list of TicketId): to be selected in the queue.
        dispatch_asked(list of TicketId): to be sent somewhere.
        hang_asked(list of CameraId), tour_asked(Held): to the wall.
        campaign_asked(list of RegionCode): on these grids.
        export_asked(Held): to be written to a file.
    """

    thing_chosen = Signal(object)
    tickets_asked = Signal(object)
    dispatch_asked = Signal(object)
    hang_asked = Signal(object)
    tour_asked = Signal(object)
    campaign_asked = Signal(object)
    export_asked = Signal(object)

    def __init__(self, naming: Naming, over: QWidget, keys_to: QWidget, *, acts: bool = True) -> None:
        """``acts``: whether anything can be done here at all; the past is only looked at."""
        super().__init__(over, keys_to)
        self._naming = naming
        self._acts = acts
        self._held: Held | None = None
        self._kinds = QButtonGroup(self)
        self._kinds.setExclusive(True)
        self.switches: dict[str, QToolButton] = {}
        for kinds in (KINDS[:ALWAYS], KINDS[ALWAYS:]):  # In one row six counts of a city would be cut off.
            row = inside(self.body, QHBoxLayout())
            row.setSpacing(2)
            for kind in kinds:
                row.addWidget(self._switch(kind))
            row.addStretch(1)
        self.list = RowList(self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.chosen.connect(self.thing_chosen)
        self.list.selectionModel().selectionChanged.connect(lambda _now, _before: self._offer())
        self.body.addWidget(self.list, 1)
        self._actions = inside(self.body, QHBoxLayout())
        self._actions.setSpacing(theme.metric("space_1"))
        self.queue = self._action("queue", lambda: self.tickets_asked.emit(self._taken()))
        self.dispatch = self._action("dispatch", lambda: self.dispatch_asked.emit(self._taken()))
        self.hang = self._action("camera", lambda: self.hang_asked.emit(self._taken()))
        self.tour = self._action("tour", lambda: self.tour_asked.emit(self._held))
        self.campaign = self._action("journal", lambda: self.campaign_asked.emit(self._taken()))
        self._actions.addStretch(1)
        self.export = QToolButton(self)
        self.export.setToolTip(self.tr("Write what lies in the area to a GeoJSON file …"))
        self.export.setAccessibleName(self.export.toolTip())
        self.export.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        wear(self.export, "export")
        self.export.clicked.connect(lambda _=False: self.export_asked.emit(self._held))
        self._actions.addWidget(self.export)
        self.setFocusProxy(self.list)

    @property
    def held(self) -> Held | None:
        """What is listed now."""
        return self._held

    @property
    def kind(self) -> str:
        """The kind that is listed now."""
        return next((kind for kind, button in self.switches.items() if button.isChecked()), KINDS[0])

    def show_held(self, held: Held) -> None:
        """List this; of the kinds the first that is there."""
        self._held = held
        counts = {kind: len(keys) for kind, keys in self._keys().items()}
        names = self._counted(counts)
        for kind, button in self.switches.items():
            button.setText(str(counts[kind]))
            button.setToolTip(names[kind])
            button.setAccessibleName(names[kind])
            button.setEnabled(counts[kind] > 0)
            button.setVisible(counts[kind] > 0 or kind in KINDS[:ALWAYS])
        told = words.listed(names[kind] for kind in KINDS if counts[kind])
        self.head(self.tr("In the area"), "" if told else self.tr("Nothing lies in it."))
        self.setAccessibleName(self.tr("In the area: {things}").format(things=told) if told else self.words[1])
        self._list(self.kind if counts[self.kind] else next((kind for kind in KINDS if counts[kind]), KINDS[0]))
        self.unfold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        there = [kind for kind, button in self.switches.items() if button.isEnabled()]
        if step is not None and there:
            at = there.index(self.kind) if self.kind in there else 0
            self._list(there[(at + step) % len(there)])
            return
        super().keyPressEvent(event)

    def _keys(self) -> dict[str, Sequence[object]]:
        held = self._held
        if held is None:
            return dict.fromkeys(KINDS, ())
        return dict(
            zip(KINDS, (held.tickets, held.crews, held.cameras, held.grids, held.sites, held.sensors), strict=True)
        )

    def _counted(self, counts: dict[str, int]) -> dict[str, str]:
        return {
            "ticket": self.tr("%n tickets", "", counts["ticket"]),
            "crew": self.tr("%n crews", "", counts["crew"]),
            "camera": self.tr("%n cameras", "", counts["camera"]),
            "grid": self.tr("%n grids", "", counts["grid"]),
            "site": self.tr("%n key sites", "", counts["site"]),
            "sensor": self.tr("%n sensors", "", counts["sensor"]),
        }

    def _list(self, kind: str) -> None:
        self.switches[kind].setChecked(True)
        things: list[Thing] = [(kind, key) for key in self._keys()[kind]]  # type: ignore[misc]
        rows = [self._naming.row(thing) for thing in things[:LISTED_MAX]]
        if len(things) > LISTED_MAX:
            more = self.tr("{n} more, not listed; the actions take all").format(n=len(things) - LISTED_MAX)
            rows.append(Row(key=None, text=more, barred=True))
        with QSignalBlocker(self.list):
            self.list.show_rows(rows)
            self.list.clearSelection()
        self._offer()

    def _taken(self) -> list[object]:
        """Return the keys of the rows selected, of all where it is one or none."""
        chosen = [thing[1] for thing in self.list.selected() if isinstance(thing, tuple)]
        return chosen if len(chosen) > 1 else list(self._keys()[self.kind])

    def _offer(self) -> None:
        """Offer what can be done with the kind that is listed, and say with how many."""
        kind, count = self.kind, len(self._taken()) if self._held is not None else 0
        for button, of, text, tip in (
            (self.queue, "ticket", self.tr("Select {n}"), self.tr("Select them in the queue")),
            (self.dispatch, "ticket", self.tr("Dispatch {n} …"), self.tr("Send them to a crew or a grid of the area")),
            (self.hang, "camera", self.tr("Hang {n}"), self.tr("Hang them on the wall, free tiles first")),
            (self.tour, "camera", self.tr("Tour"), self.tr("Tour all cameras of the area on the wall")),
            (self.campaign, "grid", self.tr("Campaign on {n} …"), self.tr("Begin a campaign on these grids")),
        ):
            button.setText(text.format(n=count))
            button.setToolTip(tip)
            button.setAccessibleDescription(tip)
            button.setVisible(self._acts and kind == of and count > 0)
        self.export.setVisible(self._acts and self._held is not None and not self._held.is_empty)

    def _switch(self, kind: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        wear(button, _SIGNS[kind])
        button.clicked.connect(lambda _=False: self._list(kind))
        self._kinds.addButton(button)
        self.switches[kind] = button
        return button

    def _action(self, sign: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        wear(button, sign)
        button.clicked.connect(lambda _=False: do())
        self._actions.addWidget(button)
        return button
