"""A desk that is started while a real server is away: its order is kept, and done once when it has signed in there."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from console.desk import Desk
from console.domain.ticket import TicketId
from console.following import Follower, Link
from console.known import Known
from console.late_store import LateStore
from console.orders import TakeIn
from console.sending import Waits
from console.server_sign_in import ServerSignIn
from db import tables
from db.engine import SqlStore, open_store, server_at
from tests.builders import IN_GRID, NOON, VILLAGE
from tests.console.test_sign_in import AtOnce
from tests.db.black_hole import black_hole
from tests.fake_keyring import FakeKeyring
from tests.fakes import FakeClock

pytestmark = pytest.mark.postgres

NAME, PASSWORD = "李四", "green lamp 7"
PATIENCE_S = 60.0


@pytest.mark.parametrize("way", ["swallow", "cut"])
def test_that_an_order_given_before_the_server_answers_is_done_once_after_it_does(
    door_url: str, server_url: str, tmp_path: Path, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    port = urlsplit(door_url).port or 0
    with black_hole(port) as hole:
        url = door_url.replace(f":{port}", f":{hole.port}")
        first = signing_in(url, tmp_path)
        (seat,) = first.submit(NAME, PASSWORD).result().seats
        assert first.store is not None
        assert first.memory is not None
        with first.store.unit_of_work() as uow:
            rules = uow.rule_files()
        situation = first.store.archive().situation(VILLAGE)
        first.memory.keep(Known(seat=seat, at=NOON, snapshot=situation), rules)
        first.store.close()
        getattr(hole, way)()

        second = signing_in(url, tmp_path)
        second.submit(NAME, PASSWORD).result()
        store, known = second.store, second.known
        assert isinstance(store, LateStore)
        assert known is not None
        assert known.snapshot.regions == situation.regions
        desk = Desk(store, FakeClock(), outbox=store.outbox(tmp_path / "outbox", NAME))
        back, done = Event(), Event()
        assert desk.sending is not None
        desk.sending.listen(lambda _kept: None, lambda _order, _news: done.set())
        follower = Follower(
            store.feed(VILLAGE),
            heard=lambda _news: None,
            link_changed=lambda link: back.set() if link is Link.UP else None,
            marked=lambda: None,
            link=Link.LOST,
        )
        follower.start()
        order = TakeIn(
            by=known.seat, id=TicketId(7), category="2101", title="窨井盖", source="public",
            reported_at=NOON, place=IN_GRID,
        )  # fmt: skip
        with pytest.raises(Waits):
            desk.submit(order).result(PATIENCE_S)
        hole.mend()
        assert back.wait(PATIENCE_S)
        desk.sending.try_again()
        assert done.wait(PATIENCE_S)
        follower.stop()
        desk.close()
        store.close()
    assert lines_of(server_url, order) == 1


def signing_in(url: str, folder: Path) -> ServerSignIn:
    server = server_at(url)
    assert server is not None
    assert server.shelf_in is not None
    return ServerSignIn(server, FakeKeyring(), FakeClock(), AtOnce(), shelf=server.shelf_in(folder))


def lines_of(url: str, order: TakeIn) -> int:
    """Return how often the journal says that the order was done."""
    store = open_store(url)
    assert isinstance(store, SqlStore)
    with store.engine.connect() as connection:
        count = connection.execute(
            select(func.count()).select_from(tables.journal).where(tables.journal.c.key == order.key)
        ).scalar_one()
    store.close()
    return int(count)
