"""What a rule says when it says no."""

from __future__ import annotations

from datetime import datetime


class Coded(Exception):
    """Something to be told: ``code`` is stable and the views translate it.

    ``facts`` fill the sentence: plain strings, numbers and sentences, nothing personal, never a password.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code


class Refused(Coded):
    """A rule said no."""


class Stale(Refused):
    """Somebody else was first: the ticket is no longer at the version the operator saw."""

    def __init__(self, *, ticket: int, version: int, by: str, kind: str, at: datetime) -> None:
        super().__init__("ticket.stale", ticket=ticket, version=version, by=by, kind=kind, at=at)
