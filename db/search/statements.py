"""What keeps the texts as statements, by engine, in the order in which they build on one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

MADE = ("ticket_words", "ix_ticket_text_tokens")
"""How the names of what is no other engine's begin: no declaration that serves both has them."""

END = ";\n\n"


def statements(dialect: str) -> Iterator[str]:
    """Yield the statements; tables and tickets are there already."""
    text = (Path(__file__).parent / f"{dialect}.sql").read_text("utf-8")
    yield from filter(None, (one.strip() for one in text.split(END)))
