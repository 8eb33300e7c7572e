"""A lost link: told as an outage, and over when the link is back, without anything to be opened anew."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from console.domain.errors import Refused
from console.domain.ticket import Caller
from console.ports import Outage, Store
from db.engine import open_store
from tests.builders import CITY, a_ticket, an_entry

pytestmark = pytest.mark.postgres

END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'griddesk'"


@pytest.fixture
def on_server(server_url: str) -> Iterator[Store]:
    store = open_store(server_url)
    yield store
    store.close()


def cut(url: str) -> None:
    """End every connection of the program, as a server that is started again does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(END_ALL)


def test_that_a_transaction_that_loses_its_link_is_an_outage(on_server: Store, server_url: str) -> None:
    ticket = a_ticket()
    with on_server.unit_of_work() as uow:
        cut(server_url)
        with pytest.raises(Outage):
            uow.record(ticket, (an_entry(ticket),))


def test_that_a_desk_works_on_when_the_link_is_back(on_server: Store, server_url: str) -> None:
    on_server.archive().counts()
    cut(server_url)
    assert on_server.archive().counts()["ticket"] == 0


def test_that_a_feed_that_loses_its_link_is_an_outage(on_server: Store, server_url: str) -> None:
    feed = on_server.feed(CITY)
    mark = feed.mark()
    cut(server_url)
    with pytest.raises(Outage):
        feed.since(mark)
    feed.close()


def test_that_a_feed_tells_afterwards_what_it_missed_during_an_outage(on_server: Store, server_url: str) -> None:
    feed = on_server.feed(CITY)
    mark = feed.mark()
    cut(server_url)
    with pytest.raises(Outage):
        feed.since(mark)
    entry = an_entry()
    with on_server.unit_of_work() as uow:
        uow.note(entry)
        uow.commit()
    _, news = feed.since(mark)
    feed.close()
    assert [one.entries for one in news] == [(entry,)]


def test_that_a_password_is_not_told_with_a_bad_address() -> None:
    with pytest.raises(Refused) as refused:
        open_store("postgresql://desk:secret@server:port/griddesk")
    assert "secret" not in str(refused.value)


def test_that_a_bugs_report_names_no_caller(file_url: str) -> None:
    store = open_store(file_url)
    ticket = a_ticket(caller=Caller("王小明", "13912345678"), address=None)
    with pytest.raises(IntegrityError) as told, store.unit_of_work() as uow:
        uow.record(ticket, (an_entry(ticket),))
    store.close()
    assert "13912345678" not in str(told.value)


def test_that_a_password_of_another_kind_of_server_is_not_told_either() -> None:
    with pytest.raises(Refused) as refused:
        open_store("mysql://desk:secret@server/griddesk")
    assert "secret" not in str(refused.value)
