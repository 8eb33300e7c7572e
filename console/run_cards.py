"""Run cards: what is to be sent, shown and done for a kind of matter, written down before it happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from console.domain.crew import CrewKind
from console.domain.grid import GridKind
from console.domain.rows import Row, narrowing, shipped_text
from console.domain.ticket import Priority

FILE = "run_cards.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Crews to send: how many of a kind (None: any), with all of the skills."""

    count: int
    kind: CrewKind | None
    skills: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the checklist in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCard:
    """A card for a category (4 digits), a major class (2) or all (""), and for certain priorities and kinds of grid.

    No priorities or grid kinds mean all of them. ``departments`` are words: meant is the department of the centre's line
    whose name holds one. ``cameras`` is how many of the nearest go on the wall.
    """

    id: str
    zh: str
    en: str
    category: str = ""
    priorities: frozenset[Priority] = frozenset()
    grids: frozenset[GridKind] = frozenset()
    crews: tuple[Wanted, ...] = ()
    departments: tuple[str, ...] = ()
    cameras: int = 0
    checklist: tuple[Check, ...] = ()

    def fits(self, category: str, priority: Priority, grid: GridKind) -> bool:
        return (
            self.category in narrowing(category)
            and (not self.priorities or priority in self.priorities)
            and (not self.grids or grid in self.grids)
        )

    @property
    def closeness(self) -> tuple[int, bool, bool]:
        """How specific it is: the category counts before the priority, and that before the kind of grid."""
        return len(self.category), bool(self.priorities), bool(self.grids)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCards:
    """All cards of a city."""

    version: int
    cards: tuple[RunCard, ...]

    def card(self, category: str, priority: Priority, grid: GridKind = GridKind.BASE) -> RunCard | None:
        """Return the most specific card that fits; None where none does."""
        fitting = (card for card in self.cards if card.fits(category, priority, grid))
        return max(fitting, key=lambda card: card.closeness, default=None)


def parse(text: str, file: str = FILE) -> RunCards:
    """Read the cards from TOML.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there.
    """
    whole = Row.of_text(file, text)
    version = whole.whole("version", least=1)
    rows = whole.tables("cards")
    whole.end()
    cards = [_card(row) for row in rows]
    for (one, _), (other, row) in combinations(zip(cards, rows, strict=True), 2):
        if one.id == other.id:
            raise row.bad(f"the id {other.id} stands here twice", "id")
        if one.closeness == other.closeness and _meet(one, other):
            raise row.bad(f"{one.id} and {other.id} fit the same matter, and neither is more specific")
    return RunCards(version=version, cards=tuple(cards))


@cache
def shipped() -> RunCards:
    """Return the cards that the product ships."""
    return parse(shipped_text(FILE))


def _card(row: Row) -> RunCard:
    card = RunCard(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        category=row.text("category", ""),
        priorities=frozenset(row.choices("priorities", Priority, ())),
        grids=frozenset(row.choices("grids", GridKind, ())),
        crews=tuple(_wanted(each) for each in row.tables("crews")),
        departments=row.words("departments", ()),
        cameras=row.whole("cameras", 0, most=16),
        checklist=tuple(_check(each) for each in row.tables("checklist")),
    )
    row.end()
    if len(card.category) not in {0, 2, 4}:
        raise row.bad("a category has 4 digits, a major class 2", "category")
    if not (card.crews or card.departments or card.cameras or card.checklist):
        raise row.bad(f"the card {card.id} says nothing to do")
    return card


def _wanted(row: Row) -> Wanted:
    kind = row.text("kind", "")
    if kind and kind not in set(CrewKind):
        raise row.bad(f"“kind” is none of {', '.join(CrewKind)}: {kind}", "kind")
    wanted = Wanted(
        count=row.whole("count", 1, least=1, most=50),
        kind=CrewKind(kind) if kind else None,
        skills=frozenset(row.words("skills", ())),
    )
    row.end()
    return wanted


def _check(row: Row) -> Check:
    check = Check(zh=row.text("zh"), en=row.text("en"))
    row.end()
    return check


def _meet(one: RunCard, other: RunCard) -> bool:
    """Tell whether some matter fits both cards; they are equally specific."""
    return (
        one.category == other.category
        and _overlap(tuple(one.priorities), tuple(other.priorities))
        and _overlap(tuple(one.grids), tuple(other.grids))
    )


def _overlap(one: Sequence[object], other: Sequence[object]) -> bool:
    return not one or not other or bool(set(one) & set(other))
