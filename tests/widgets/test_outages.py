"""Every reason why a server is out of reach has a sentence, at the desk and in the shell."""

from __future__ import annotations

import string

import pytest

from console.commands.sentences import SENTENCES
from console.outages import ServerOutage
from console.ports import Outage
from db.server_failures import AT_THE_DOOR
from widgets.outages import OUTAGES, sentence

OF_SERVERS = sorted(code for code in OUTAGES if code.startswith("server."))
FACTS = {
    "server": "db1, db2",
    "name": "李四",
    "database": "griddesk",
    "path": "root.crt",
    "why": "no reason",
    "seconds": "1.5",
    "found": 14,
    "least": 15,
}


def test_that_the_shell_knows_every_reason_that_the_desk_knows() -> None:
    assert set(OF_SERVERS) <= set(SENTENCES)


def test_that_whatever_is_found_at_the_door_has_a_sentence() -> None:
    assert {code for code, _ in AT_THE_DOOR} <= set(OUTAGES)


@pytest.mark.parametrize("code", OF_SERVERS)
def test_that_a_reason_is_told_with_its_facts(qapp: object, code: str) -> None:
    told = sentence(ServerOutage(code, **FACTS))
    assert not {"{", "}"} & set(told)


@pytest.mark.parametrize("code", OF_SERVERS)
def test_that_no_sentence_asks_for_a_fact_that_is_not_there(code: str) -> None:
    asked = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name}
    assert asked <= set(FACTS)


def test_that_an_outage_of_anything_else_is_told_all_the_same(qapp: object) -> None:
    assert sentence(Outage("the disk is full")) == "The database is out of reach. Try again."
