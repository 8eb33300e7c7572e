"""Passwords as they are kept: Argon2id, each with a salt of its own, at the cost that RFC 9106 asks for."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from db import tables

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_seated = exists().where(tables.operator.c.name == tables.password.c.name)
IS_GUARDED = select(exists(select(tables.password.c.name).where(_seated)))
"""Whether anybody has a password: then nobody sits down without one."""

MOST_LETTERS = 1024
"""Longer ones are cut, so that nobody keeps a desk busy with a book."""


def hashed(password: str) -> str:
    return _hasher().hash(_plain(password))


def fits(kept: str | None, password: str) -> bool:
    """Tell whether the password is the kept one; takes as long where there is none, so that no name is given away."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        _hasher().verify(kept or _of_nobody(), _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _hasher() -> PasswordHasher:
    # Takes a tenth of a whole start to import; most starts ask for no password.
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _of_nobody() -> str:
    return hashed("nobody's")


def _plain(password: str) -> str:
    """Return the password in one form, whatever keyboard it came from: full-width letters and digits are narrow ones."""
    return unicodedata.normalize("NFKC", password[:MOST_LETTERS])
