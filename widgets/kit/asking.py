"""How a small window that asks something is laid out: what is asked, a line about it, and the answers at the lower right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.kit.inside import inside


def column_of(dialog: QDialog) -> QVBoxLayout:
    """Return the column that all of the window stands in."""
    gap = theme.metric("space_3")
    column = QVBoxLayout(dialog)
    column.setContentsMargins(gap, gap, gap, gap)
    column.setSpacing(gap)
    return column


def add_fields(column: QVBoxLayout, fields: Iterable[tuple[str, QWidget]]) -> None:
    """Put fields below one another, each behind what it is called, which is what a screen reader calls it too."""
    form = inside(column, QFormLayout())
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for name, field in fields:
        form.addRow(name, field)
        field.setAccessibleName(name)


def add_answers(column: QVBoxLayout, *answers: QPushButton) -> None:
    """Put the answers at the lower right, the usual one last."""
    column.addStretch(1)
    row = inside(column, QHBoxLayout())
    row.addStretch(1)
    for answer in answers:
        row.addWidget(answer)
