"""The functions and triggers of the door as statements, in the order in which they build on one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FILES = (
    "identity",
    "bell",
    "chain",
    "readable",
    "guards",
    "gate",
    "ladder",
    "claims",
    "course",
    "ground",
    "apply",
    "caller",
)
END = ";\n\n"
"""Nowhere within a function stands a line without a word."""


def statements() -> Iterator[str]:
    """Yield each statement of the door; all may be given again, and leave what is there as it is."""
    for name in FILES:
        yield from (Path(__file__).parent / f"{name}.sql").read_text("utf-8").split(END)
