"""What a text must be before it is kept: whatever was typed, pasted or imported, every database and screen bears it."""

from __future__ import annotations


def storable(text: str) -> str:
    """Return the text without what no database keeps: zero bytes and halves of characters."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Return the text as one line without blanks at its ends, as a title, an address or a name stands in a list."""
    return " ".join(storable(text).split())
