"""Where the shipped data lies: style sheets, icons, fonts, catalogues, tables."""

from __future__ import annotations

from pathlib import Path


def path(name: str) -> Path:
    """Return the place of a shipped file or folder, named relative to this one with forward slashes."""
    return Path(__file__).parent / name
