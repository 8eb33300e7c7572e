"""The words of a report, in the two languages that the product ships."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from console.domain import category as categories
from console.domain.category import Category
from console.domain.shift import SYSTEM_NAME
from console.lifecycle import Name
from console.rulebook import Rulebook

Labels = Mapping[str, str]
"""Words by dotted name: ``column.at``, ``kind.closed``, ``state.void``, ``source.patrol``, ``category.0102`` …"""


@cache
def shipped(lang: str) -> Labels:
    """Return the words in ``zh_CN`` or ``en``, the shipped names of states and categories among them."""
    table = tomllib.loads(files("console.reports").joinpath("labels.toml").read_text("utf-8"))[lang]
    words = {f"{part}.{name}": word for part, names in table.items() for name, word in names.items()}
    for code, category in categories.shipped().items():
        words[f"category.{code}"] = category.zh if lang == "zh_CN" else category.en
    return MappingProxyType(words)


def of_city(lang: str, rules: Rulebook) -> Labels:
    """Return the words in ``zh_CN`` or ``en`` with the names that the city itself gave states, roles and categories."""
    own: dict[str, Category | Name] = {f"category.{code}": each for code, each in rules.categories.items()}
    own |= {f"role.{role}": names for role, names in rules.lifecycle.roles.items()}
    own |= {f"state.{state}": stage.names for state, stage in rules.lifecycle.stages.items() if stage.names}
    return MappingProxyType(
        {**shipped(lang), **{name: each.zh if lang == "zh_CN" else each.en for name, each in own.items()}}
    )


def word(labels: Labels, part: str, code: str) -> str:
    """Return the word for a code; a city's own code without one stands for itself."""
    return labels.get(f"{part}.{code}", code)


def person(labels: Labels, name: str) -> str:
    """Return who did something: a name as it is, the console itself by its word."""
    return word(labels, "role", name) if name == SYSTEM_NAME else name
