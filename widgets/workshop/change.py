"""A change of the ground before it is given: a picture of before and after, what it is called, why, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.atlas import Atlas, Box, Shape
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.ground_orders import AnyGroundOrder, RedrawGrid, Redrawn, ShapeOrder
from console.handlers.ground import DRAWS
from console.ports import Outage
from console.redrawing import area_m2, foreseen, wkb_of
from widgets import theme, words
from widgets.kit.asking import add_answers, column_of
from widgets.kit.banner import Banner
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.workshop import ground_words
from widgets.workshop.picture import Drawn, GroundPicture

WIDE_PX: Final = 780
PICTURE_PX: Final = 240


def may_not(relay: Relay) -> str:
    """Return why the operator may not change the ground; empty for who may."""
    if relay.against is not None:
        return words.refusal(relay.against)
    if DRAWS & relay.operator.roles:
        return ""
    return words.refusal(Refused("campaign.role_missing", roles=sorted(role.value for role in DRAWS)))


def against(order: ShapeOrder, atlas: Atlas) -> str:
    """Return what the rules have against codes and boundaries of an order, as far as this desk knows."""
    refused = foreseen(order, atlas)
    return words.refusal(refused) if refused is not None else ""


def redrawing(
    relay: Relay, atlas: Atlas, grid: RegionCode, shapes: Mapping[RegionCode, Shape], reason: str
) -> RedrawGrid:
    """Return the order that redraws grids, the one that was taken in hand first; it may itself be none of them."""
    first = grid if grid in shapes else min(shapes)
    region = atlas.region(first)
    beside = [
        Redrawn(grid=code, seen=known.version, shape_wkb=wkb_of(shape))
        for code, shape in sorted(shapes.items())
        if code != first and (known := atlas.region(code)) is not None
    ]
    return RedrawGrid(
        by=relay.operator,
        grid=first,
        seen=region.version if region is not None else 0,
        shape_wkb=wkb_of(shapes[first]),
        reason=reason,
        beside=tuple(beside),
    )


def drawn_around(atlas: Atlas, grids: Iterable[RegionCode]) -> list[Drawn]:
    """Return the standing grids around these, with their names."""
    chosen = set(grids)
    boxes = [box for code in chosen if (box := atlas.bounds(code)) is not None]
    near: set[RegionCode] = set()
    for box in boxes:
        wide, high = box.east - box.west, box.north - box.south
        near |= set(atlas.grids_in(Box(box.west - wide, box.south - high, box.east + wide, box.north + high)))
    return [drawn for code in sorted(near - chosen) if (drawn := drawn_grid(atlas, code)) is not None]


def drawn_grid(atlas: Atlas, code: RegionCode, text: str | None = None) -> Drawn | None:
    shape, region = atlas.shape(code), atlas.region(code)
    if shape is None or region is None:
        return None
    return Drawn(shape, region.name if text is None else text)


def ground_of(shapes: Sequence[Shape]) -> str:
    """Return how much ground these have together, as it is read."""
    return ground_words.area(sum(map(area_m2, shapes)))


def is_about(told: object, given: AnyGroundOrder | None) -> bool:
    """Tell whether what the relay tells of is the order that was given from here."""
    return given is not None and getattr(told, "key", None) == given.key


class ChangeDialog(QDialog):
    """What every change asks; a kind of change adds its fields. It stays until the order is done.

    ``order`` makes the order as it is filled in; None while something is missing.
    """

    def __init__(
        self, relay: Relay, atlas: Atlas, title: str, order: Callable[[], AnyGroundOrder | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDE_PX)
        self._relay, self._atlas = relay, atlas
        self._order_now = order
        self._given: AnyGroundOrder | None = None
        self.picture = GroundPicture(self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("tone", "second")
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Why: it stands in the journal"))
        self.banner = Banner(self)
        self.give = QPushButton(self.tr("Do it"), self)
        self.give.setProperty("role", "primary")
        self.give.setDefault(True)
        self.leave = QPushButton(self.tr("Cancel"), self)
        self.leave.setAutoDefault(False)
        self.fields = self._lay_out()
        self.give.clicked.connect(self._on_give)
        self.leave.clicked.connect(self.reject)
        self.reason.textChanged.connect(self.look)
        relay.done.connect(self._on_done)
        relay.waits.connect(self._on_waits)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)

    @property
    def is_given(self) -> bool:
        """Whether the order is on its way."""
        return self._given is not None

    def add(self, name: str, field: QWidget) -> None:
        """Put a field above the reason."""
        self.fields.insertRow(self.fields.rowCount() - 1, name, field)
        field.setAccessibleName(name)

    def look(self) -> None:
        """Say what stands against it as it is filled in now."""
        order = self._order_now()
        wrong = may_not(self._relay)
        if not wrong and isinstance(order, ShapeOrder):
            wrong = against(order, self._atlas)
        self.give.setEnabled(not wrong and order is not None and bool(self.reason.text().strip()))
        if wrong:
            self.banner.tell(wrong, "warn", closable=False)
        else:
            self.banner.clear()

    def region_name(self, code: str) -> str:
        region = self._atlas.region(code)
        return region.name if region is not None else code

    def _lay_out(self) -> QFormLayout:
        column = column_of(self)
        row = inside(column, QHBoxLayout(), 1)
        row.setSpacing(theme.metric("space_3"))
        self.picture.setMinimumHeight(PICTURE_PX)
        row.addWidget(self.picture, 2)
        side = inside(row, QVBoxLayout(), 3)
        side.setSpacing(theme.metric("space_2"))
        side.addWidget(self.told)
        form = inside(side, QFormLayout())
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(theme.metric("space_3"))
        form.setVerticalSpacing(theme.metric("space_2"))
        form.addRow(self.tr("Reason"), self.reason)
        side.addStretch(1)
        column.addWidget(self.banner)
        add_answers(column, self.leave, self.give)
        return form

    def _on_give(self) -> None:
        order = self._order_now()
        if order is not None:
            self._given = order
            self.give.setEnabled(False)
            self._relay.submit(order)

    def _on_done(self, order: object, _news: object) -> None:
        if is_about(order, self._given):
            self.accept()

    def _on_waits(self, order: object) -> None:
        """Leave it to the outbox: what waits there is done, or asked about again, when the database is back."""
        if is_about(order, self._given):
            self.accept()

    def _on_refused(self, order: object, why: object) -> None:
        if is_about(order, self._given) and isinstance(why, Refused):
            self._given = None
            self.look()
            self.banner.tell(words.refusal(why), "error")

    def _on_failed(self, order: object, why: object) -> None:
        if self._given is not None and order is self._given and isinstance(why, Outage | CancelledError):
            self._given = None
            self.look()
            self.banner.tell(self.tr("The database is out of reach: nothing was changed. Try again later."), "error")
