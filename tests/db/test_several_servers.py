"""Several servers at one address: the desk finds the primary, follows a promotion, and is told of a standby alone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.outages import ServerOutage
from db.engine import open_store
from db.local_server import LocalServer, running_server
from tests.builders import an_entry

pytestmark = pytest.mark.postgres


class Pair:
    """A primary with tables and a standby that follows it."""

    def __init__(self, primary: LocalServer, standby: LocalServer) -> None:
        self.primary = primary
        self.standby = standby
        self.is_over = False

    @property
    def url(self) -> str:
        return f"postgresql://griddesk@127.0.0.1:{self.standby.port},127.0.0.1:{self.primary.port}/postgres"

    def fail_over(self) -> None:
        """Stop the primary once all that it committed has come across, and promote the standby."""
        self.primary.stop("fast")
        self.standby.promote()
        self.is_over = True


@pytest.fixture
def pair() -> Iterator[Pair]:
    folder = Path(tempfile.mkdtemp(prefix="griddesk-standby-"))
    with running_server() as primary:
        open_store(primary.url()).close()
        standby = primary.copy(folder)
        standby.start()
        pair = Pair(primary, standby)
        try:
            yield pair
        finally:
            standby.stop()
            shutil.rmtree(folder)
            if pair.is_over:
                # It is stopped once more at the end.
                primary.start()


def test_that_a_desk_finds_the_primary_and_after_a_promotion_the_new_one(pair: Pair) -> None:
    store = open_store(pair.url)
    entry = an_entry()
    with store.unit_of_work() as uow:
        uow.note(entry)
        uow.commit()
    pair.fail_over()
    store.archive().centres()
    with store.unit_of_work() as uow:
        found = uow.news_of(entry.key)
    store.close()
    assert found is not None


def test_that_a_standby_alone_is_refused(pair: Pair) -> None:
    with pytest.raises(ServerOutage) as alone:
        open_store(pair.standby.url())
    assert alone.value.code == "server.standby"
