"""Categories of tickets as a city's own data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from console.domain.limit import Limit, Unit, parse
from console.domain.ticket import Priority


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


@cache
def shipped() -> Mapping[str, Category]:
    """Return the shipped categories by code."""
    table = tomllib.loads(files("console.domain").joinpath("categories.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            row["code"]: Category(
                code=row["code"],
                major_zh=row["major"]["zh"],
                major_en=row["major"]["en"],
                zh=row["name"]["zh"],
                en=row["name"]["en"],
                priority=Priority(row["priority"]),
                handle=parse(row["handle"]),
                mediated=bool(row.get("mediated", False)),
            )
            for row in table["categories"]
        }
    )


DEFAULT_HANDLE = Limit(3, Unit.WORK_DAY)


def handle_limit(code: str) -> Limit:
    """Return the limit of the handle stage; a category of a city's own without one gets the default."""
    known = shipped().get(code)
    return known.handle if known else DEFAULT_HANDLE
