"""Signing in at a server: with one's own role, by a password that is typed or kept, and slower for whoever guesses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import SEAT_ROLES
from console.outages import ServerOutage
from console.server_sign_in import ServerSignIn, SignInAnew, open_for_command
from tests.builders import CITY, DISTRICT, a_hand, a_region_tree, an_operator
from tests.console.test_sign_in import AtOnce
from tests.fake_keyring import FakeKeyring
from tests.fake_server_door import RIGHT, FakeServer
from tests.fakes import FakeClock, FakeStore

PLACE = "db1, db2/griddesk"


@pytest.fixture
def server() -> FakeServer:
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    store.accounts().put(an_operator("李四", centre=CITY, roles=SEAT_ROLES), a_hand())
    return FakeServer(store, "李四", "赵六")


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sign_in(server: FakeServer, keyring: FakeKeyring, clock: FakeClock) -> ServerSignIn:
    return ServerSignIn(server.server, keyring, clock, AtOnce())


def test_that_the_right_password_opens_the_database_and_brings_the_seats(sign_in: ServerSignIn) -> None:
    account = sign_in.submit("李四", RIGHT).result()
    assert ([seat.centre for seat in account.seats], sign_in.store is not None) == ([CITY], True)


def test_that_the_centres_are_named(sign_in: ServerSignIn) -> None:
    sign_in.submit("李四", RIGHT).result()
    assert CITY in sign_in.centres


def test_that_a_wrong_password_opens_nothing(sign_in: ServerSignIn) -> None:
    with pytest.raises(ServerOutage) as outage:
        sign_in.submit("李四", "wrong").result()
    assert (outage.value.code, sign_in.store) == ("server.wrong_sign_in", None)


def test_that_a_role_without_a_seat_is_told_so_and_its_link_closed(sign_in: ServerSignIn, server: FakeServer) -> None:
    with pytest.raises(Refused) as refused:
        sign_in.submit("赵六", RIGHT).result()
    assert (refused.value.code, sign_in.store, server.closed) == ("sign_in.no_seat", None, 1)


def test_that_a_password_is_not_kept_unasked(sign_in: ServerSignIn, keyring: FakeKeyring) -> None:
    sign_in.submit("李四", RIGHT).result()
    assert not keyring.kept


def test_that_a_password_is_kept_where_that_is_wished(sign_in: ServerSignIn, keyring: FakeKeyring) -> None:
    sign_in.keeps = True
    sign_in.submit("李四", RIGHT).result()
    assert keyring.kept == {(PLACE, "李四"): RIGHT}


def test_that_a_wrong_password_is_never_kept(sign_in: ServerSignIn, keyring: FakeKeyring) -> None:
    sign_in.keeps = True
    with pytest.raises(ServerOutage):
        sign_in.submit("李四", "wrong").result()
    assert not keyring.kept


def test_that_without_the_switch_what_was_kept_before_is_forgotten(sign_in: ServerSignIn, keyring: FakeKeyring) -> None:
    keyring.keep(PLACE, "李四", RIGHT)
    sign_in.submit("李四", RIGHT).result()
    assert not keyring.kept


def test_that_a_kept_password_lets_its_operator_in(sign_in: ServerSignIn, keyring: FakeKeyring) -> None:
    keyring.keep(PLACE, "李四", RIGHT)
    assert sign_in.submit_kept("李四").result().name == "李四"


def test_that_whoever_guesses_waits_longer_each_time(sign_in: ServerSignIn, clock: FakeClock) -> None:
    waits = []
    for _ in range(4):
        with pytest.raises(ServerOutage):
            sign_in.submit("李四", "wrong").result()
        waits.append(sign_in.wait_s())
        clock.advance(timedelta(seconds=waits[-1]))
    assert waits == [0.0, 0.0, 2.0, 4.0]


def test_that_during_the_wait_no_server_is_asked(sign_in: ServerSignIn, server: FakeServer) -> None:
    for _ in range(3):
        with pytest.raises(ServerOutage):
            sign_in.submit("李四", "wrong").result()
    asked = len(server.tried)
    with pytest.raises(Refused) as refused:
        sign_in.submit("李四", RIGHT).result()
    assert (refused.value.code, len(server.tried)) == ("sign_in.wait", asked)


def test_that_a_server_out_of_reach_is_not_held_against_the_operator(sign_in: ServerSignIn, server: FakeServer) -> None:
    server.against = ServerOutage("server.silent", server="db1, db2")
    for _ in range(5):
        with pytest.raises(ServerOutage):
            sign_in.submit("李四", RIGHT).result()
    assert sign_in.wait_s() == 0.0


class Asking:
    """Somebody at a terminal who types the right password."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, name: str) -> str:
        self.names.append(name)
        return RIGHT


class TestOfCommands:
    """What a command of the shell does to be let in."""

    def test_that_nobody_is_asked_where_the_keyring_knows(self, server: FakeServer) -> None:
        keyring = FakeKeyring(李四=RIGHT)
        assert open_for_command(server.server, keyring, "李四", lambda name: pytest.fail("asked")) is not None

    def test_that_the_password_is_asked_for_where_nothing_is_kept(
        self, server: FakeServer, keyring: FakeKeyring
    ) -> None:
        asking = Asking()
        open_for_command(server.server, keyring, "李四", asking)
        assert asking.names == ["李四"]

    def test_that_a_kept_password_that_is_wrong_now_is_asked_for_anew(self, server: FakeServer) -> None:
        keyring = FakeKeyring(李四="an older one")
        assert open_for_command(server.server, keyring, "李四", lambda name: RIGHT) is not None

    def test_that_a_wrong_password_is_not_asked_for_twice(self, server: FakeServer, keyring: FakeKeyring) -> None:
        with pytest.raises(ServerOutage):
            open_for_command(server.server, keyring, "李四", lambda name: "wrong")
        assert [password for _, password in server.tried] == ["", "wrong"]

    def test_that_nobody_is_asked_where_the_server_is_out_of_reach(
        self, server: FakeServer, keyring: FakeKeyring
    ) -> None:
        server.against = ServerOutage("server.silent", server="db1, db2")
        with pytest.raises(ServerOutage):
            open_for_command(server.server, keyring, "李四", lambda name: pytest.fail("asked"))

    def test_that_the_password_of_the_role_in_the_address_is_asked_for(self, keyring: FakeKeyring) -> None:
        server = FakeServer(FakeStore(), "李四", role="owner")
        asking = Asking()
        open_for_command(server.server, keyring, "李四", asking)
        assert asking.names == ["owner"]


def anew(server: FakeServer, keyring: FakeKeyring, clock: FakeClock, centre: str = CITY) -> SignInAnew:
    return SignInAnew(server.server, keyring, clock, an_operator("李四", centre=RegionCode(centre)), AtOnce())


def test_that_signing_in_anew_opens_nothing_that_stays_open(
    server: FakeServer, keyring: FakeKeyring, clock: FakeClock
) -> None:
    again = anew(server, keyring, clock)
    account = again.submit("李四", RIGHT).result()
    assert ([seat.centre for seat in account.seats], again.store, server.opened, server.closed) == ([CITY], None, 1, 1)


def test_that_nobody_else_signs_in_anew_at_a_seat(server: FakeServer, keyring: FakeKeyring, clock: FakeClock) -> None:
    server.store.accounts().put(an_operator("赵六", centre=CITY, roles=SEAT_ROLES), a_hand())
    with pytest.raises(Refused) as refused:
        anew(server, keyring, clock).submit("赵六", RIGHT).result()
    assert (refused.value.code, server.closed) == ("sign_in.another", 1)


def test_that_who_lost_the_seat_meanwhile_does_not_sign_in_anew(
    server: FakeServer, keyring: FakeKeyring, clock: FakeClock
) -> None:
    with pytest.raises(Refused) as refused:
        anew(server, keyring, clock, DISTRICT).submit("李四", RIGHT).result()
    assert refused.value.code == "operator.no_seat"


def test_that_the_new_password_is_kept_where_that_is_wished(
    server: FakeServer, keyring: FakeKeyring, clock: FakeClock
) -> None:
    again = anew(server, keyring, clock)
    again.keeps = True
    again.submit("李四", RIGHT).result()
    assert keyring.password(PLACE, "李四") == RIGHT
