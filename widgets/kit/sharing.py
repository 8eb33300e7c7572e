"""Lets the GUI thread come to its turn quickly beside threads that work on in Python, as those that read pages do."""

from __future__ import annotations

import sys

SWITCH_S = 0.0003
"""Each call from Qt into Python may wait so long for the interpreter, and a repaint that a reader interrupts waits so long
each time; by itself Python lets it wait seventeen times as long. Readers bring as many pages as with longer turns."""


def share_quickly() -> None:
    """Have the interpreter go from thread to thread more often, for as long as the process lives."""
    sys.setswitchinterval(SWITCH_S)
