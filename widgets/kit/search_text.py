"""What is searched of a text, and first letters of pinyin, so that a dispatcher who types yjg finds 窨井盖."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, load_single_dict

_FIRST_HAN = 0x3400
# The dictionary reads 窨 as in scented tea; in a control room it is only ever the 窨井, the manhole.
load_single_dict({ord("窨"): "yìn,xūn"})


class _Letters(dict[int, str]):
    """A table for ``str.translate``: a Han character becomes its first letter, everything else stays."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        letter = lazy_pinyin(char, style=Style.FIRST_LETTER)[0] if code >= _FIRST_HAN else char
        self[code] = letter
        return letter


_LETTERS = _Letters()


def plain(text: str) -> str:
    """Return text as it is searched: full-width letters and digits made narrow, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=1 << 17)
def initials(text: str) -> str:
    """Return the text with each Han character replaced by the first letter of its most usual reading; small letters."""
    return text.lower().translate(_LETTERS)


@lru_cache(maxsize=1 << 12)
def initials_of_phrase(text: str) -> str:
    """Return the first letters as they are read in this phrase; slow, for names that come often."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
