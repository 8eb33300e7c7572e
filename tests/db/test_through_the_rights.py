"""What a store answers, asked by an operator's role on a server: the same as anybody else is answered.

The tests are those of the store's own rooms; what they write is written by the server's owner, as an import does.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from console.domain.shift import SEAT_ROLES
from db import administration
from db.engine import open_store
from db.local_server import OWNER
from tests.builders import CITY, DISTRICT, VILLAGE, a_region_tree
from tests.db import test_archive, test_behind, test_feed, test_ledgers, test_past
from tests.db.postgres_server import Server

pytestmark = pytest.mark.postgres

TEMPLATE = "griddesk_template_with_rights"
WHO = "钱八"
COUNTS_HIM = frozenset({"test_that_operators_are_told_by_centre", "test_that_every_table_is_counted"})
"""Here whoever asks has a seat, which these do not expect."""


class Asked:
    """A store whose questions are asked by an operator, and whose changes are made by the owner."""

    def __init__(self, url: str) -> None:
        self._owner = open_store(url)
        self._desk = open_store(url.replace(f"{OWNER}@", f"{quote(WHO)}@"))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk if name in {"archive", "feed"} else self._owner, name)

    def close(self) -> None:
        self._owner.close()
        self._desk.close()


@pytest.fixture(scope="module")
def with_rights(server: Server) -> str:
    """Return a database of regions and rights, to be copied, where one operator sits at the city."""
    server.run("CREATE DATABASE {}", TEMPLATE)
    made = administration.Server(server.url(TEMPLATE))
    made.create()
    store = open_store(server.url(TEMPLATE))
    store.registry().add_regions(a_region_tree())
    store.close()
    for centre in (CITY, DISTRICT, VILLAGE):
        made.grant(WHO, centre, SEAT_ROLES, None)
    made.close()
    with psycopg.connect(server.url(TEMPLATE)) as owner:
        owner.execute("DELETE FROM journal")
        owner.execute("DELETE FROM centre_chain")
    return TEMPLATE


@pytest.fixture
def store(server: Server, with_rights: str) -> Iterator[Asked]:
    with server.database(with_rights) as url:
        opened = Asked(url)
        yield opened
        opened.close()


def _tests_of(module: ModuleType) -> dict[str, Any]:
    """Return the tests of a module that ask a store, and the fixtures that they need."""
    return {
        name: each
        for name, each in vars(module).items()
        if (
            name.startswith("test_")
            and getattr(each, "__annotations__", {}).keys() & {"store", "lived", "feed", "past"}
        )
        or type(each).__name__ == "FixtureFunctionDefinition"
    }


for _module in (test_archive, test_behind, test_feed, test_ledgers, test_past):
    globals().update(
        {name: each for name, each in _tests_of(_module).items() if name not in COUNTS_HIM | globals().keys()}
    )
