"""What a desk knew, on its disk: whole for whoever signed in with that password, and nothing for anybody else."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from console import lifecycle
from console.domain.errors import Refused
from console.domain.rows import shipped_text
from console.domain.shift import SEAT_ROLES
from console.domain.ticket import Caller
from console.known import KEPT_FOR, Known
from console.ports import Snapshot
from console.rulebook import SHIPPED, RuleFiles, parse
from db.known_situation import FOLDER, SituationShelf
from tests.builders import (
    CITY,
    IN_GRID,
    NOON,
    a_camera,
    a_cell,
    a_crew,
    a_department,
    a_region_tree,
    a_sensor,
    a_site,
    a_ticket,
    an_operator,
)

NAME, PASSWORD = "李四", "green lamp 7"
SITUATION = Snapshot(
    tickets=(a_ticket(title="路面塌陷", caller=Caller("王小明", "13800001234")),),
    crews=(a_crew(),),
    departments=(a_department(place=IN_GRID),),
    cameras=(replace(a_camera("1", number=1), sub_url="rtsp://admin:secret@10.0.0.8/ch1"),),
    regions=tuple(replace(region, shape_wkb=b"\x01\x02") for region in a_region_tree()),
    sites=(a_site(),),
    sensors=(a_sensor(is_on=False, told_at=NOON),),
    cells=(a_cell(),),
)
KNOWN = Known(seat=an_operator(NAME, centre=CITY, roles=SEAT_ROLES), at=NOON, snapshot=SITUATION)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def shelf(tmp_path: Path) -> SituationShelf:
    """Return a shelf with what the operator's desk knew at noon."""
    shelf = SituationShelf(tmp_path, "db1/city")
    shelf.begin(NAME, PASSWORD).keep(KNOWN, SHIPPED)
    return shelf


def files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).iterdir())


def test_that_the_password_brings_back_what_was_known_and_of_when(shelf: SituationShelf) -> None:
    known = shelf.recall(NAME, PASSWORD, LATER)
    assert known is not None
    assert (known.seat, known.at) == (KNOWN.seat, NOON)
    assert known.snapshot.regions == SITUATION.regions
    assert [ticket.title for ticket in known.snapshot.tickets] == ["路面塌陷"]


def test_that_the_places_of_the_ground_come_back_whole(shelf: SituationShelf) -> None:
    known = shelf.recall(NAME, PASSWORD, LATER)
    assert known is not None
    for name in ("departments", "sites", "sensors", "cells"):
        assert getattr(known.snapshot, name) == getattr(SITUATION, name)


def test_that_another_password_brings_nothing_back(shelf: SituationShelf) -> None:
    with pytest.raises(Refused) as refused:
        shelf.recall(NAME, "green lamp 8", LATER)
    assert refused.value.code == "sign_in.not_known_here"


def test_that_another_name_finds_nothing(shelf: SituationShelf) -> None:
    assert shelf.recall("张三", PASSWORD, LATER) is None


def test_that_another_server_of_the_same_operator_is_another_situation(shelf: SituationShelf, tmp_path: Path) -> None:
    assert SituationShelf(tmp_path, "db2/city").recall(NAME, PASSWORD, LATER) is None


def test_that_one_operators_files_do_not_do_for_another_with_the_same_password(
    shelf: SituationShelf, tmp_path: Path
) -> None:
    own = files(tmp_path)
    shelf.begin("张三", PASSWORD).keep(KNOWN, SHIPPED)
    others = [path for path in files(tmp_path) if path not in own]
    for path, other in zip(own, others, strict=True):
        path.replace(other)
    with pytest.raises(Refused):
        shelf.recall("张三", PASSWORD, LATER)


def test_that_a_day_old_situation_is_not_shown(shelf: SituationShelf) -> None:
    assert shelf.recall(NAME, PASSWORD, NOON + KEPT_FOR + timedelta(seconds=1)) is None


def test_that_a_clock_that_was_set_back_makes_no_situation_young(shelf: SituationShelf) -> None:
    assert shelf.recall(NAME, PASSWORD, NOON - KEPT_FOR - timedelta(seconds=1)) is None


def test_that_files_of_other_days_are_thrown_away_whoever_comes(shelf: SituationShelf, tmp_path: Path) -> None:
    shelf.begin("张三", PASSWORD)
    written_at = files(tmp_path)[0].stat().st_mtime
    much_later = NOON.fromtimestamp(written_at, tz=NOON.tzinfo) + KEPT_FOR + timedelta(hours=1)
    shelf.recall("张三", PASSWORD, much_later)
    assert files(tmp_path) == []


@pytest.mark.parametrize("secret", ["王小明", "13800001234", "secret", PASSWORD, "路面塌陷", NAME, "db1"])
def test_that_nothing_can_be_read_in_the_files(shelf: SituationShelf, tmp_path: Path, secret: str) -> None:
    assert all(secret.encode() not in path.read_bytes() and secret not in path.name for path in files(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="rights there are the profile folder's")
def test_that_only_the_user_may_read_the_files(shelf: SituationShelf, tmp_path: Path) -> None:
    rights = {stat.S_IMODE(path.stat().st_mode) for path in files(tmp_path)}
    assert (rights, stat.S_IMODE((tmp_path / FOLDER).stat().st_mode)) == ({0o600}, 0o700)


def test_that_a_changed_byte_is_noticed(shelf: SituationShelf, tmp_path: Path) -> None:
    for path in files(tmp_path):
        raw = bytearray(path.read_bytes())
        raw[-20] ^= 1
        path.write_bytes(raw)
    with pytest.raises(Refused):
        shelf.recall(NAME, PASSWORD, LATER)


def test_that_a_file_of_another_version_is_as_none(
    shelf: SituationShelf, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for path in files(tmp_path):
        path.write_bytes(b"griddesk known 9\n" + path.read_bytes())
    assert shelf.recall(NAME, PASSWORD, LATER) is None


def test_that_what_is_open_is_kept_anew_without_the_ground(shelf: SituationShelf, tmp_path: Path) -> None:
    ground = next(path for path in files(tmp_path) if path.suffix == ".ground")
    before = ground.read_bytes()
    two = replace(SITUATION, tickets=(*SITUATION.tickets, a_ticket(id=2, number="2")))
    shelf.begin(NAME, PASSWORD).keep(replace(KNOWN, at=LATER, snapshot=two), None)
    known = shelf.recall(NAME, PASSWORD, LATER)
    assert known is not None
    assert (known.at, len(known.snapshot.tickets), ground.read_bytes() == before) == (LATER, 2, True)


def test_that_a_password_that_was_changed_opens_nothing_any_more(shelf: SituationShelf) -> None:
    memory = shelf.begin(NAME, PASSWORD)
    memory.seal_with("blue lamp 8")
    assert not memory.holds_ground
    memory.keep(KNOWN, SHIPPED)
    with pytest.raises(Refused):
        shelf.recall(NAME, PASSWORD, LATER)
    assert shelf.recall(NAME, "blue lamp 8", LATER) is not None


def test_that_signing_in_with_another_password_throws_the_old_files_away(shelf: SituationShelf, tmp_path: Path) -> None:
    shelf.begin(NAME, "blue lamp 8")
    assert files(tmp_path) == []


def test_that_the_citys_own_rules_come_back_as_well(shelf: SituationShelf) -> None:
    texts = {lifecycle.FILE: shipped_text(lifecycle.FILE)}
    rules = RuleFiles(version=3, texts=texts, at=NOON, by="主任")
    shelf.begin(NAME, PASSWORD).keep(KNOWN, rules)
    known = shelf.recall(NAME, PASSWORD, LATER)
    assert known is not None
    assert known.snapshot.rulebook.version == parse(texts, 3).version


def test_that_an_operator_who_is_none_any_more_is_forgotten(shelf: SituationShelf, tmp_path: Path) -> None:
    shelf.forget(NAME)
    assert (files(tmp_path), shelf.holds_any()) == ([], False)
