"""The rules that a city runs by, all of them data: the shipped ones, or files of its own that take their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import TypeVar, get_args

from console import calendar as calendars
from console import duplicates, gate, lifecycle, ranking, recorders, run_cards
from console import ladder as ladders
from console.calendar import Calendar
from console.domain import category as categories
from console.domain.category import Category, handle_limit
from console.domain.errors import Refused
from console.domain.limit import Limit
from console.domain.ticket import Priority
from console.duplicates import Likeness
from console.gate import Gate
from console.ladder import Ladder
from console.lifecycle import Lifecycle
from console.orders import AnyTicketOrder
from console.ranking import Weights
from console.recorders import Recorders
from console.run_cards import RunCards

FILES = (
    lifecycle.FILE,
    categories.FILE,
    calendars.FILE,
    gate.FILE,
    ranking.FILE,
    duplicates.FILE,
    run_cards.FILE,
    ladders.FILE,
    recorders.FILE,
)
"""The files that a city may write itself, by name."""

_SAY_WHY = frozenset(
    kind.verb for kind in get_args(AnyTicketOrder) if any(one.name == "reason" for one in fields(kind))
)
"""The verbs whose orders can carry a reason."""

HANDLE = "handle"
MAJOR_DIGITS = 2
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFiles:
    """A city's own files as they are kept; version 0 and none where the shipped rules hold.

    ``calendars`` are the texts of all calendars that were ever in force, the oldest first.
    """

    version: int = 0
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    at: datetime | None = None
    by: str = ""
    calendars: tuple[str, ...] = ()


SHIPPED = RuleFiles()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One version of all rules; 0 is the one that the product ships.

    ``calendars`` holds by its own version every calendar that a clock may still count by.
    """

    version: int
    lifecycle: Lifecycle
    categories: Mapping[str, Category]
    calendar: Calendar
    calendars: Mapping[str, Calendar]
    gate: Gate
    weights: Weights
    likeness: Likeness
    run_cards: RunCards
    ladder: Ladder
    recorders: Recorders

    def limit_of(self, clock: str, priority: Priority, category: str) -> Limit:
        """Return the limit of a stage's clock ("accept", "handle")."""
        if clock == HANDLE:
            return handle_limit(category, self.categories)
        return self.lifecycle.limit_of(clock, priority, category)


def parse(files: Mapping[str, str], version: int, earlier_calendars: Iterable[str] = ()) -> Rulebook:
    """Read a city's files over the shipped ones, and check them against each other.

    Args:
        files: texts of TOML by the names in ``FILES``; what is not there is as shipped.
        version: the number of this rulebook.
        earlier_calendars: the texts of calendars by which clocks may still count.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there; ``rulebook.no_such_file``.
    """
    for name in files:
        if name not in FILES:
            raise Refused("rulebook.no_such_file", file=name, files=", ".join(FILES))

    def own(file: str, read: Callable[[str], Part], shipped_: Callable[[], Part]) -> Part:
        return read(files[file]) if file in files else shipped_()

    calendar = own(calendars.FILE, calendars.parse, calendars.shipped)
    known = (calendars.shipped(), *map(calendars.parse, earlier_calendars), calendar)
    book = Rulebook(
        version=version,
        lifecycle=own(lifecycle.FILE, lambda text: lifecycle.parse(text, over=lifecycle.shipped()), lifecycle.shipped),
        categories=own(categories.FILE, categories.parse, categories.shipped),
        calendar=calendar,
        calendars=MappingProxyType({one.version: one for one in known}),
        gate=own(gate.FILE, gate.parse, gate.shipped),
        weights=own(ranking.FILE, ranking.parse, ranking.shipped),
        likeness=own(duplicates.FILE, duplicates.parse, duplicates.shipped),
        run_cards=own(run_cards.FILE, run_cards.parse, run_cards.shipped),
        ladder=own(ladders.FILE, ladders.parse, ladders.shipped),
        recorders=own(recorders.FILE, recorders.parse, recorders.shipped),
    )
    _check_together(book, files)
    return book


def read(files: RuleFiles) -> Rulebook:
    """Return the rulebook of kept files.

    Raises:
        Refused: as ``parse``; files that another version of the product took may not do for this one.
    """
    return parse(files.texts, files.version, files.calendars) if files.texts else shipped()


@cache
def shipped() -> Rulebook:
    """Return the rules that the product ships."""
    return parse({}, 0)


def following(kept: RuleFiles, texts: Mapping[str, str]) -> Rulebook:
    """Return the rulebook that comes after the kept one, with these files.

    A calendar that says something else than the one that bore its version is refused: clocks count by that name.

    Raises:
        Refused: as ``parse``.
    """
    after = parse(texts, kept.version + 1, kept.calendars)
    for known in (calendars.shipped(), *map(calendars.parse, kept.calendars)):
        if known.version == after.calendar.version and known != after.calendar:
            why = f"{known.version!r} is the name of a calendar with other days or hours: give this one another version"
            raise Refused("rulebook.bad", file=calendars.FILE, place="version", why=why)
    return after


def _check_together(book: Rulebook, files: Mapping[str, str]) -> None:
    """Check what one file says of another; a shipped file may speak of classes that a city does not have."""
    told = {
        gate.FILE: {f"needs of {code}": code for code in book.gate.needs},
        duplicates.FILE: {f"categories, {code}": code for code in book.likeness.by_category},
        run_cards.FILE: {f"cards, {card.id}": card.category for card in book.run_cards.cards},
    }
    classes = {"", *book.categories, *(code[:MAJOR_DIGITS] for code in book.categories)}
    for file, places in told.items():
        for place, code in places.items():
            if file in files and code not in classes:
                raise Refused("rulebook.bad", file=file, place=place, why=f"there is no class {code}")
    for name, verb in book.lifecycle.verbs.items():
        if verb.needs_reason and not lifecycle.shipped().verb(name).needs_reason and name not in _SAY_WHY:
            why = f"there is no place for a reason; there is one with {', '.join(sorted(_SAY_WHY))}"
            raise Refused("rulebook.bad", file=lifecycle.FILE, place=f"verbs, {name}", why=why)
    for card in book.run_cards.cards:
        strange = {skill for wanted in card.crews for skill in wanted.skills} - book.gate.skills.keys()
        if strange and run_cards.FILE in files:
            why = f"there is no skill {min(strange)} in {gate.FILE}"
            raise Refused("rulebook.bad", file=run_cards.FILE, place=f"cards, {card.id}", why=why)
