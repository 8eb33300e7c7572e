"""What is searched of a text, and first letters of pinyin, so that a dispatcher who types yjg finds 窨井盖."""

from __future__ import annotations

import os
import unicodedata
from functools import cache, lru_cache
from types import ModuleType

_FIRST_HAN = 0x3400


class _Letters(dict[int, str]):
    """A table for ``str.translate``: a Han character becomes its first letter, everything else stays."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        letter = _first_letter(char) if code >= _FIRST_HAN else char
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


@cache
def _dictionary() -> ModuleType:
    """Bring the dictionary in at the first search, without its phrases: they weigh 46 MB and change no first letter here."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    import pypinyin

    # It reads 窨 as in scented tea; in a control room it is only ever the 窨井, the manhole.
    pypinyin.load_single_dict({ord("窨"): "yìn,xūn"})
    return pypinyin


def _first_letter(char: str) -> str:
    pypinyin = _dictionary()
    return str(pypinyin.lazy_pinyin(char, style=pypinyin.Style.FIRST_LETTER)[0])
