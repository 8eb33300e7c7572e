"""Why a database is out of reach, by a code that every view has a sentence for."""

from __future__ import annotations

from console.domain.errors import Coded
from console.ports import Outage


class ServerOutage(Coded, Outage):
    """A server does not take us, or took too long."""


class FileOutage(Coded, Outage):
    """A file, or the disk that it lies on, does not take us; ``said`` is what a shell and the log are told."""

    def __init__(self, said: str, code: str, /, **facts: object) -> None:
        super().__init__(code, **facts)
        self._said = said

    def __str__(self) -> str:
        return self._said
