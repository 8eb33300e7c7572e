"""The rules that this desk runs by: those that its board was loaded with; GUI thread.

One window has one board; what is said of states, verbs and categories, and what a button allows, follows from here.
"""

from __future__ import annotations

from console.rulebook import Rulebook, shipped

_held = [shipped()]


def in_force() -> Rulebook:
    """Return the rules of the board that was loaded last; the shipped ones before."""
    return _held[0]


def take(rules: Rulebook) -> None:
    """Run by these rules from now on."""
    _held[0] = rules
