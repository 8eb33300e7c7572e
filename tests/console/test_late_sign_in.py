"""Coming in while the server is away: with the password of before and what the desk knew, and properly once it answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Operator
from console.known import Known
from console.late_store import LateStore
from console.outages import ServerOutage
from console.ports import Outage, Snapshot
from console.server_sign_in import AWAY, ServerSignIn, SignInAnew
from tests.builders import CITY, DISTRICT, NOON, a_hand, a_region_tree, a_ticket, an_operator
from tests.console.test_sign_in import AtOnce
from tests.fake_keyring import FakeKeyring
from tests.fake_server_door import RIGHT, FakeServer
from tests.fakes import FakeClock, FakeStore

SEAT = an_operator("李四", centre=CITY, roles=SEAT_ROLES)
SITUATION = Snapshot(tickets=(a_ticket(),), crews=(), departments=(), cameras=(), regions=a_region_tree())
KNOWN = Known(seat=SEAT, at=NOON, snapshot=SITUATION)
SILENT = ServerOutage("server.silent", server="db1, db2")


@pytest.fixture
def server() -> FakeServer:
    """Return a server that let the operator in, and does not answer now."""
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    store.accounts().put(SEAT, a_hand())
    server = FakeServer(store, "李四")
    memory = signing_in(server)
    memory.submit("李四", RIGHT).result()
    assert memory.memory is not None
    memory.memory.keep(KNOWN, None)
    server.against = SILENT
    return server


def signing_in(server: FakeServer, clock: FakeClock | None = None) -> ServerSignIn:
    return ServerSignIn(server.server, FakeKeyring(), clock or FakeClock(), AtOnce(), shelf=server.shelf)


def late(server: FakeServer) -> LateStore:
    """Come in with what the desk knew."""
    sign_in = signing_in(server)
    sign_in.submit("李四", RIGHT).result()
    assert isinstance(sign_in.store, LateStore)
    return sign_in.store


@pytest.mark.parametrize("code", sorted(AWAY))
def test_that_whoever_worked_here_comes_in_with_what_the_desk_knew(server: FakeServer, code: str) -> None:
    server.against = ServerOutage(code, server="db1, db2", seconds="5")
    sign_in = signing_in(server)
    account = sign_in.submit("李四", RIGHT).result()
    assert (account.seats, sign_in.known) == ((SEAT,), KNOWN)


@pytest.mark.parametrize(
    "code", ["server.wrong_sign_in", "server.locked_name", "server.certificate_host", "server.no_tls", "server.failed"]
)
def test_that_a_server_that_says_no_is_not_got_round(server: FakeServer, code: str) -> None:
    server.against = ServerOutage(code, server="db1, db2")
    with pytest.raises(ServerOutage) as outage:
        signing_in(server).submit("李四", RIGHT).result()
    assert outage.value.code == code


def test_that_a_wrong_password_shows_nothing_and_costs_a_wait_each_time(server: FakeServer) -> None:
    sign_in = signing_in(server)
    for _ in range(3):
        with pytest.raises(Refused, match=r"sign_in\.not_known_here"):
            sign_in.submit("李四", "wrong").result()
    assert (sign_in.store, sign_in.known, sign_in.wait_s() > 0) == (None, None, True)


def test_that_without_a_password_nothing_is_shown(server: FakeServer) -> None:
    with pytest.raises(ServerOutage):
        signing_in(server).submit_kept("李四").result()


def test_that_whom_this_desk_does_not_know_is_told_why_the_server_does_not_answer(server: FakeServer) -> None:
    with pytest.raises(ServerOutage) as outage:
        signing_in(server).submit("张三", RIGHT).result()
    assert outage.value.code == "server.silent"


def test_that_the_dialog_can_tell_that_somebody_may_come_in_all_the_same(server: FakeServer) -> None:
    sign_in = signing_in(server)
    assert sign_in.may_know(SILENT)
    assert not sign_in.may_know(ServerOutage("server.wrong_sign_in"))


def test_that_a_name_that_the_server_locked_is_forgotten_here(server: FakeServer) -> None:
    server.against = ServerOutage("server.locked_name", server="db1, db2", name="李四")
    with pytest.raises(ServerOutage):
        signing_in(server).submit("李四", RIGHT).result()
    assert "李四" not in server.shelf.memories


def test_that_a_seat_that_was_taken_away_is_forgotten_here(server: FakeServer) -> None:
    server.against = None
    server.store.accounts().remove("李四", a_hand())
    with pytest.raises(Refused):
        signing_in(server).submit("李四", RIGHT).result()
    assert "李四" not in server.shelf.memories


def test_that_until_the_server_answers_everything_else_is_an_outage(server: FakeServer) -> None:
    store = late(server)
    for ask in (store.unit_of_work, store.archive, store.registry, store.accounts, store.auditor().anchors):
        with pytest.raises(Outage):
            ask()
    assert store.reports() is None


def test_that_orders_are_kept_in_the_operators_own_outbox_meanwhile(server: FakeServer, tmp_path: Path) -> None:
    assert late(server).outbox(tmp_path, "李四") is server.store.outbox(tmp_path, "李四")


def test_that_whoever_follows_the_feed_signs_in_as_soon_as_the_server_answers(server: FakeServer) -> None:
    store = late(server)
    feed = store.feed(CITY)
    with pytest.raises(ServerOutage):
        feed.mark()
    server.against = None
    mark = feed.mark()
    assert feed.since(mark)[1] == ()
    assert CITY in {region.code for region in store.archive().situation(CITY).regions}


def test_that_it_signs_in_once(server: FakeServer) -> None:
    store, before = late(server), server.opened
    server.against = None
    feed = store.feed(CITY)
    feed.mark()
    feed.mark()
    store.close()
    assert (server.opened - before, server.closed) == (1, 1)


@pytest.mark.parametrize("seat", [replace(SEAT, centre=DISTRICT), replace(SEAT, roles=frozenset())])
def test_that_another_seat_than_the_one_that_is_shown_does_not_come_in(server: FakeServer, seat: Operator) -> None:
    store = late(server)
    server.against = None
    server.store.accounts().remove("李四", a_hand())
    server.store.accounts().put(seat, a_hand())
    with pytest.raises(ServerOutage) as outage:
        store.feed(CITY).mark()
    assert (outage.value.code, server.closed) == ("server.another_seat", 1)
    with pytest.raises(Outage):
        store.archive()


def test_that_a_password_that_was_changed_meanwhile_is_asked_for_and_then_lets_in(server: FakeServer) -> None:
    store = late(server)
    server.against, server.right = None, "blue lamp 8"
    feed = store.feed(CITY)
    with pytest.raises(ServerOutage) as outage:
        feed.mark()
    assert outage.value.code == "server.wrong_sign_in"
    anew = SignInAnew(server.server, FakeKeyring(), FakeClock(), SEAT, AtOnce(), taken=store.take)
    anew.submit("李四", "blue lamp 8").result()
    assert feed.since(feed.mark())[1] == ()


def test_that_a_wait_for_the_server_can_be_ended(server: FakeServer) -> None:
    feed = late(server).feed(CITY)
    feed.wake()
    feed.wait(60)
