"""A city's server in memory: lets in who brings the right password, and says no as a real one does."""

from __future__ import annotations

from console.domain.errors import Refused
from console.outages import ServerOutage
from console.server_sign_in import Server
from tests.fake_shelf import FakeShelf
from tests.fakes import FakeStore

RIGHT = "green lamp 7"


class FakeServer:
    """``names`` are the operators' roles, all with the password ``right``; ``against`` is why nobody comes in at all.

    One that ``trusts`` lets everybody in as its owner, as a server for trials does.
    """

    def __init__(self, store: FakeStore, *names: str, role: str = "") -> None:
        self.store = store
        self.names = names
        self.against: ServerOutage | Refused | None = None
        self.trusts = False
        self.right = RIGHT
        self.tried: list[tuple[str, str]] = []
        self.opened = 0
        self.closed = 0
        self.shelf = FakeShelf()
        self.server = Server(
            machines="db1, db2",
            database="griddesk",
            open_as=self.open_as,
            role=role,
            shelf_in=lambda _folder: self.shelf,
            outbox_in=store.outbox,
        )

    def open_as(self, name: str, password: str) -> FakeStore:
        self.tried.append((name, password))
        if self.against is not None:
            raise self.against
        if not password and not self.trusts:
            raise ServerOutage("server.password_needed", server="db1, db2", name=name, database="griddesk")
        if not self.trusts and (password != self.right or name not in self.names):
            raise ServerOutage("server.wrong_sign_in", server="db1, db2", name=name, database="griddesk")
        self.opened += 1
        door, rows = self, self.store

        class Opened(FakeStore):
            """The same rows, seen with the role of one operator."""

            def close(self) -> None:
                door.closed += 1

        opened = Opened()
        opened.rows, opened.signed_in_as = rows.rows, None if self.trusts else name
        return opened
