"""A keyring in memory."""

from __future__ import annotations


class FakeKeyring:
    """Keeps passwords by server and name; ``is_there`` False plays a computer without a keyring."""

    def __init__(self, *, is_there: bool = True, **kept: str) -> None:
        self.is_there = is_there
        self.kept: dict[tuple[str, str], str] = {("db1, db2/griddesk", name): text for name, text in kept.items()}

    def password(self, place: str, name: str) -> str:
        return self.kept.get((place, name), "") if self.is_there else ""

    def keep(self, place: str, name: str, password: str) -> bool:
        if self.is_there:
            self.kept[place, name] = password
        return self.is_there

    def forget(self, place: str, name: str) -> None:
        self.kept.pop((place, name), None)
