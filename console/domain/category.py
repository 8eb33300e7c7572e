"""Categories of tickets as a city's own data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from console.domain.limit import Limit, Unit
from console.domain.rows import Row, shipped_text
from console.domain.ticket import Priority

FILE = "categories.toml"
CODE_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A minor class with its major one, in both languages; ``handle`` limits the handle stage.

    A ``mediated`` one is a dispute: it has parties and a mediator, and ends with an outcome.
    """

    code: str
    major_zh: str
    major_en: str
    zh: str
    en: str
    priority: Priority
    handle: Limit
    mediated: bool = False


def parse(text: str, file: str = FILE) -> Mapping[str, Category]:
    """Read the categories from TOML, by code.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there.
    """
    whole = Row.of_text(file, text)
    whole.whole("version", 1, least=1)
    found: dict[str, Category] = {}
    for row in whole.tables("categories"):
        category = _category(row)
        if category.code in found:
            raise row.bad(f"the category {category.code} stands here twice", "code")
        found[category.code] = category
    whole.end()
    if not found:
        raise whole.bad("there must be one category at least", "categories")
    return MappingProxyType(found)


@cache
def shipped() -> Mapping[str, Category]:
    """Return the shipped categories by code."""
    return parse(shipped_text(FILE))


def _category(row: Row) -> Category:
    major, name = row.table("major"), row.table("name")
    category = Category(
        code=row.text("code"),
        major_zh=major.text("zh"),
        major_en=major.text("en"),
        zh=name.text("zh"),
        en=name.text("en"),
        priority=row.choice("priority", Priority),
        handle=row.limit("handle"),
        mediated=row.flag("mediated", False),
    )
    for each in (major, name, row):
        each.end()
    if not (len(category.code) == CODE_DIGITS and category.code.isascii() and category.code.isdigit()):
        raise row.bad(f"a code has {CODE_DIGITS} digits, two of the major class and two of the minor", "code")
    return category


DEFAULT_HANDLE = Limit(3, Unit.WORK_DAY)


def handle_limit(code: str, categories: Mapping[str, Category] | None = None) -> Limit:
    """Return the limit of the handle stage; a category that is not known (any more) gets the default."""
    known = (shipped() if categories is None else categories).get(code)
    return known.handle if known else DEFAULT_HANDLE
