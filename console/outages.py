"""Why a database is out of reach, by a code that every view has a sentence for."""

from __future__ import annotations

from console.ports import Outage


class ServerOutage(Outage):
    """A server does not take us, or took too long; ``code`` is stable and the views translate it.

    ``facts`` fill the sentence: plain strings and numbers, never a password.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code


class FileOutage(Outage):
    """A file, or the disk that it lies on, does not take us; ``code`` and ``facts`` as of a server.

    ``said`` is what a shell and the log are told.
    """

    def __init__(self, said: str, code: str, /, **facts: object) -> None:
        super().__init__(said)
        self.code = code
        self.facts: dict[str, object] = facts
