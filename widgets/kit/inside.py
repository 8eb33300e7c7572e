"""A layout is put into another while it is still empty, and filled only then."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QLayout

Inner = TypeVar("Inner", bound=QLayout)


def inside(outer: QBoxLayout, inner: Inner, stretch: int = 0) -> Inner:
    """Put ``inner`` at the end of ``outer``; return it to be filled. Raises ValueError where it is not empty.

    For each thing in a layout that ``addLayout`` is given, PySide makes a Python object that stands for Qt's place of
    that thing. Such an object may outlive the place, and is found by its address: what Qt makes at that address later,
    a calendar or a page, comes to Python as a mere place in a layout. ``takeAt``, ``itemAt`` and ``replaceWidget`` make
    them too; nothing else that is used here does.
    """
    if inner.count():
        raise ValueError("a layout must be empty when it is put into another")
    outer.addLayout(inner, stretch)
    return inner
