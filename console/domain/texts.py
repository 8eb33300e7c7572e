"""What a text must be before it is kept: whatever was typed, pasted or imported, every database and screen bears it."""

from __future__ import annotations

import re
from typing import Final

PHONE: Final = re.compile(
    r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
    r"|(?<![\d.,])0\d{2,3}[ -]?\d{7,8}(?!\d)"
    r"|(?<![\dA-Za-z.,-])400[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)"
    r"|(?<![\dA-Za-z.,-])(?!(?:19|20)\d{6}(?!\d))[2-9]\d{6,7}(?![\d-]|[.,]\d)"
)
"""Telephone numbers as they are written in China: mobile, with an area code, 400, and a local one that is no date."""


def storable(text: str) -> str:
    """Return the text without what no database keeps: zero bytes and halves of characters."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Return the text as one line without blanks at its ends, as a title, an address or a name stands in a list."""
    return " ".join(storable(text).split())


def without_phones(text: str) -> str:
    """Return the text with every telephone number in it masked down to its last two digits."""
    return PHONE.sub(lambda found: "*" * (len(found.group()) - 2) + found.group()[-2:], text)
