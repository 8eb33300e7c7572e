"""What a reader says when it cannot go on, or cannot take one row."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from console.domain.sentence import Sentence


class _Told(Exception):
    """A sentence that is raised: English with places and the facts for them, or one that is filled in already."""

    def __init__(self, template: str, /, **facts: object) -> None:
        super().__init__(template)
        self.said = Sentence(template, **facts)

    def __str__(self) -> str:
        return str(self.said)


class Unusable(_Told):
    """A file or its map cannot be used; the text is one sentence for the person at the keyboard."""


class BadRow(_Told):
    """One row cannot be taken in; the text says why, the rest of the file goes on."""


LOGIN = re.compile(r"://\S*@")


def hidden(text: str) -> str:
    """Return the text without names and passwords of addresses: a report goes to screens, files and other people."""
    return LOGIN.sub("://…@", text)


def _hidden_in(said: Sentence) -> Sentence:
    facts = {name: _hidden_fact(fact) for name, fact in said.facts.items()}
    return Sentence(hidden(said.template), **facts)


def _hidden_fact(fact: object) -> object:
    if isinstance(fact, Sentence):
        return _hidden_in(fact)
    return hidden(fact) if isinstance(fact, str) else fact


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """Which row was not taken in and why; numbered as a spreadsheet does, the header being row 1."""

    row: int
    said: Sentence

    @property
    def why(self) -> str:
        """The sentence in English."""
        return str(self.said)


REFUSED_KEPT = 10_000


@dataclass(slots=True)
class Tally:
    """What became of a file's rows; keeps the first refusals and counts the rest, so that memory stays flat."""

    read: int = 0
    taken_in: int = 0
    already_there: int = 0
    no_place: int = 0
    no_grid: int = 0
    joined: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    refused_more: int = 0
    repaired: list[RefusedRow] = field(default_factory=list)
    not_cameras: int = 0
    notes: list[Sentence] = field(default_factory=list)

    def refuse(self, row: int, why: Sentence | str) -> None:
        if len(self.refused) < REFUSED_KEPT:
            self.refused.append(RefusedRow(row, _hidden_in(why if isinstance(why, Sentence) else Sentence(why))))
        else:
            self.refused_more += 1

    def answer(self) -> dict[str, object]:
        """Return the object that an import prints; what seldom happens stands in it only when it did."""
        told: dict[str, object] = {
            "read": self.read,
            "taken_in": self.taken_in,
            "already_there": self.already_there,
            "no_place": self.no_place,
            "no_grid": self.no_grid,
            "refused": [{"row": one.row, "why": one.why} for one in self.refused],
        }
        if self.refused_more:
            told["refused_more"] = self.refused_more
        if self.joined:
            told["joined"] = self.joined
        if self.not_cameras:
            told["not_cameras"] = self.not_cameras
        if self.notes:
            told["notes"] = [str(note) for note in self.notes]
        if self.repaired:
            told["repaired"] = [{"row": one.row, "why": one.why} for one in self.repaired]
        return told


def nearest_of(word: str, known: Iterable[str]) -> Sentence:
    """Return `` (did you mean "…"?)`` with the likeliest known word, or the known ones where none is like it."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return Sentence(' (did you mean "{word}"?)', word=near[0])
    return Sentence(" (there are: {words})", words=", ".join(words)) if words else Sentence("")
