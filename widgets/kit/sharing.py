"""Lets the GUI thread come to its turn quickly beside threads that work on in Python, as those that read pages do."""

from __future__ import annotations

import sys

SWITCH_S = 0.001
"""Each of the hundreds of calls from Qt into Python that a repaint makes may wait so long for the interpreter; by itself
Python lets it wait five times as long."""


def share_quickly() -> None:
    """Have the interpreter go from thread to thread more often, for as long as the process lives."""
    sys.setswitchinterval(SWITCH_S)
