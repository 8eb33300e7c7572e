"""Commands as the shell gives them, without a shell."""

from __future__ import annotations

from pathlib import Path

from console.settings import Command, parse


def given(line: str, *rest: Path) -> Command:
    """Return the command of a line; paths, which may hold blanks, stand at its end."""
    return parse([*line.split(), *map(str, rest)], {}, Path("nowhere") / "settings.toml")
