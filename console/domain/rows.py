"""Reading a city's tables: each value is checked as it is taken, and what is wrong is told with its place."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from enum import Enum
from importlib.resources import files
from typing import TypeVar

from console.domain.errors import Refused
from console.domain.limit import Limit
from console.domain.limit import parse as parse_limit

Word = TypeVar("Word", bound=Enum)


class Row:
    """One table of a TOML file; ``place`` says where in the file it stands.

    Values are taken by name; ``end`` refuses what was not taken, so that a misspelt name is not passed over.
    """

    def __init__(self, file: str, place: str, values: Mapping[str, object]) -> None:
        self._file = file
        self._place = place
        self._left = dict(values)

    @classmethod
    def of_text(cls, file: str, text: str) -> Row:
        """Return the whole of a file.

        Raises:
            Refused: ``rulebook.bad``; it is not TOML.
        """
        try:
            return cls(file, "", tomllib.loads(text))
        except tomllib.TOMLDecodeError as wrong:
            raise Refused("rulebook.bad", file=file, place="", why=str(wrong)) from wrong

    @property
    def left(self) -> tuple[str, ...]:
        """The names that nobody took yet."""
        return tuple(self._left)

    def text(self, name: str, default: str | None = None) -> str:
        value = self._take(name, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.bad(f"“{name}” must be a text", name)
        return value.strip()

    def number(self, name: str, default: float | None = None, *, least: float = 0.0, most: float = math.inf) -> float:
        """Return a number with least <= number <= most."""
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.bad(f"“{name}” must be a number", name)
        if not least <= value <= most:
            span = f"at least {least:g}" if most == math.inf else f"between {least:g} and {most:g}"
            raise self.bad(f"“{name}” must be {span}, not {value:g}", name)
        return float(value)

    def whole(self, name: str, default: int | None = None, *, least: int = 0, most: float = math.inf) -> int:
        """Return a whole number with least <= number <= most."""
        value = self.number(name, default, least=least, most=most)
        if value != int(value):
            raise self.bad(f"“{name}” must be a whole number", name)
        return int(value)

    def flag(self, name: str, default: bool) -> bool:
        value = self._left.pop(name, default)
        if not isinstance(value, bool):
            raise self.bad(f"“{name}” must be true or false", name)
        return value

    def limit(self, name: str) -> Limit:
        """Return a limit, as ``{ amount = 1, unit = "work_day" }``."""
        try:
            return parse_limit(self._take(name, None))
        except ValueError as wrong:
            raise self.bad(str(wrong), name) from wrong

    def words(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts, none of them empty or told twice."""
        value = self._take(name, default)
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) and word.strip() for word in value):
            raise self.bad(f"“{name}” must be a list of texts", name)
        told = tuple(str(word).strip() for word in value)
        if len(set(told)) != len(told):
            raise self.bad(f"“{name}” tells something twice", name)
        return told

    def choice(self, name: str, kind: type[Word], default: Word | None = None) -> Word:
        return self._chosen(name, kind, self._take(name, default))

    def choices(self, name: str, kind: type[Word], default: tuple[Word, ...] | None = None) -> tuple[Word, ...]:
        value = self._take(name, default)
        if not isinstance(value, list | tuple):
            raise self.bad(f"“{name}” must be a list", name)
        return tuple(self._chosen(name, kind, each) for each in value)

    def table(self, name: str) -> Row:
        value = self._take(name, {})
        if not isinstance(value, dict):
            raise self.bad(f"“{name}” must be a table", name)
        return Row(self._file, self._below(name), value)

    def tables(self, name: str) -> list[Row]:
        """Return the tables of an array, none where it is not there."""
        value = self._take(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.bad(f"“{name}” must be a list of tables", name)
        return [Row(self._file, f"{self._below(name)}[{number}]", each) for number, each in enumerate(value, 1)]

    def end(self) -> None:
        """Refuse what nobody took."""
        for name in self._left:
            raise self.bad(f"“{name}” is not known here", name)

    def bad(self, why: str, name: str = "") -> Refused:
        """Return the refusal that says what is wrong, and where."""
        return Refused("rulebook.bad", file=self._file, place=self._below(name) if name else self._place, why=why)

    def _chosen(self, name: str, kind: type[Word], value: object) -> Word:
        try:
            return kind(value)
        except ValueError as wrong:
            known = ", ".join(str(each.value) for each in kind)
            raise self.bad(f"“{name}” is none of {known}: {value}", name) from wrong

    def _take(self, name: str, default: object) -> object:
        if name in self._left:
            return self._left.pop(name)
        if default is None:
            raise self.bad(f"“{name}” is missing", name)
        return default

    def _below(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name


def shipped_text(file: str) -> str:
    """Return a table that the product ships."""
    return files("console.domain").joinpath(file).read_text("utf-8")


def narrowing(code: str) -> tuple[str, ...]:
    """Return what a category's rule may be told for, the closest first: itself, its major class, every category."""
    return (code, code[:2], "") if len(code) > 2 else (code, "")
