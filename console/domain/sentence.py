"""A sentence as data: English with places for facts, which the views can say in another language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, init=False)
class Sentence:
    """What is told of a thing: ``str()`` is the English sentence; the views translate the template.

    Without facts the template is said as it stands. A fact may be a sentence itself.
    """

    template: str
    facts: Mapping[str, object]

    def __init__(self, template: str, /, **facts: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "facts", facts)

    def __str__(self) -> str:
        return self.template.format(**self.facts) if self.facts else self.template
