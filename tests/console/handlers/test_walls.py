"""Walls: who saves a layout for whom, that nobody writes over what they have not seen, and which wall shows a salvo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.salvo import GONE_AFTER_S
from console.domain.saved_layout import Hung, SavedLayout, Scope
from console.domain.shift import Role
from console.journal import Kind
from console.wall_orders import NoteMoving, RemoveLayout, ReportWall, SaveLayout, ShowOnWall
from tests.builders import CITY, NOON, VILLAGE
from tests.console.conftest import City

FOUR = Hung(layout="2x2", cameras=(CameraId("a"), None, CameraId("b"), None))
ONE = Hung(layout="1", cameras=(CameraId("c"),))


def save(city: City, scope: Scope = Scope.SHIFT, /, **said: Any) -> None:
    told: dict[str, Any] = {"by": city.by, "scope": scope, "number": 12, "name": "早高峰", "hung": FOUR} | said
    city.give(SaveLayout(**told))


def saved(city: City, operator: str = "", centre: Any = VILLAGE) -> list[SavedLayout]:
    return list(city.store.archive().ledgers.layouts(centre, operator or city.by.name))


def refusal(call: Any, *args: Any, **said: Any) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **said)
    return refused.value.code


def test_that_a_layout_is_there_as_it_was_saved(city: City) -> None:
    save(city)
    (one,) = saved(city)
    assert (one.key, one.name, one.hung, one.version, one.by) == ("shift:12", "早高峰", FOUR, 1, city.by.name)


def test_that_ones_own_layout_is_nobody_elses(city: City) -> None:
    save(city, Scope.ME)
    assert saved(city)
    assert saved(city, "王五") == []


def test_that_nobody_learns_the_name_of_anothers_own_layout_from_the_journal(city: City) -> None:
    news = city.give(
        SaveLayout(by=city.by, scope=Scope.ME, number=3, name="我的晚班", hung=FOUR),
    )
    assert dict(news.entries[0].detail) == {"number": "3", "scope": "me"}


def test_that_a_number_is_another_layout_for_each_scope(city: City) -> None:
    for scope in Scope:
        save(city, scope, name=scope.value)
    assert sorted(one.name for one in saved(city)) == ["hall", "me", "shift"]


@pytest.mark.parametrize(
    ("scope", "role", "may"),
    [
        (Scope.HALL, Role.SHIFT_LEAD, True),
        (Scope.HALL, Role.DISPATCHER, False),
        (Scope.HALL, Role.DUTY_COMMANDER, False),
        (Scope.SHIFT, Role.DISPATCHER, True),
        (Scope.SHIFT, Role.CHECKER, False),
        (Scope.ME, Role.CALL_TAKER, True),
        (Scope.ME, Role.CREW, False),
    ],
)
def test_that_only_a_shift_lead_saves_for_the_hall_and_whoever_runs_a_wall_for_the_rest(
    city: City, scope: Scope, role: Role, may: bool
) -> None:
    by = replace(city.by, roles=frozenset({role}))
    if may:
        save(city, scope, by=by)
    else:
        assert refusal(save, city, scope, by=by) == "campaign.role_missing"
    assert bool(saved(city)) is may


def test_that_a_layout_is_written_over_by_whoever_saw_it(city: City) -> None:
    save(city)
    save(city, name="晚高峰", hung=ONE, seen=1)
    (one,) = saved(city)
    assert (one.name, one.hung, one.version) == ("晚高峰", ONE, 2)


@pytest.mark.parametrize("seen", [0, 2])
def test_that_a_layout_is_not_written_over_unseen(city: City, seen: int) -> None:
    save(city)
    assert refusal(save, city, name="另一个", seen=seen) == "layout.stale"
    assert [one.name for one in saved(city)] == ["早高峰"]


def test_that_what_was_removed_opens_no_more_and_its_number_is_free(city: City) -> None:
    save(city)
    city.give(RemoveLayout(by=city.by, scope=Scope.SHIFT, number=12, seen=1))
    assert saved(city) == []
    save(city, name="新的")
    assert [one.name for one in saved(city)] == ["新的"]


def test_that_what_is_not_there_is_not_removed(city: City) -> None:
    assert refusal(city.give, RemoveLayout(by=city.by, scope=Scope.SHIFT, number=12, seen=1)) == "layout.none"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "  "}, "layout.no_name"),
        ({"name": "很" * 41}, "layout.long_name"),
        ({"name": "张三 13912345678"}, "campaign.phone_number"),
        ({"number": 0}, "layout.bad_number"),
        ({"number": 100}, "layout.bad_number"),
        ({"hung": Hung(layout="7x7", cameras=())}, "layout.unknown"),
        ({"hung": Hung(layout="2x2", cameras=(None,))}, "layout.unknown"),
    ],
)
def test_that_what_is_no_layout_is_not_saved(city: City, said: dict[str, Any], code: str) -> None:
    assert refusal(save, city, **said) == code
    assert saved(city) == []


def test_that_each_change_leaves_a_line_that_concerns_no_ticket(city: City) -> None:
    save(city)
    city.give(RemoveLayout(by=city.by, scope=Scope.SHIFT, number=12, seen=1))
    entries = [line.entry for line in city.store.rows.lines]
    assert [entry.kind for entry in entries] == [Kind.LAYOUT_SAVED, Kind.LAYOUT_REMOVED]
    assert {entry.ticket for entry in entries} == {None}


def test_that_a_camera_in_hand_leaves_one_line_from_when_to_when(city: City) -> None:
    until = NOON + timedelta(seconds=70)
    city.give(NoteMoving(by=city.by, camera=CameraId("a"), began_at=NOON, ended_at=until))
    (line,) = city.store.rows.lines
    assert (line.entry.kind, line.entry.by, dict(line.entry.detail)) == (
        Kind.CAMERA_MOVED,
        city.by.name,
        {"camera": "a", "began_at": NOON.isoformat(), "ended_at": until.isoformat()},
    )


def told(
    city: City, *, desk: str = "大厅", wall: str = "大屏", shows: UUID | None = None, leaves: bool = False
) -> None:
    by = replace(city.by, desk=desk)
    city.give(ReportWall(by=by, wall=wall, layout="4x4", shows=shows, leaves=leaves))


def a_salvo(city: City, **said: Any) -> ShowOnWall:
    told: dict[str, Any] = {"by": city.by, "wall": "大屏", "hung": FOUR, "name": "早高峰"} | said
    return ShowOnWall(**told)


def test_that_a_wall_that_is_there_is_sent_what_it_shall_show(city: City) -> None:
    told(city)
    (entry,) = city.give(a_salvo(city)).entries
    assert dict(entry.detail) == {
        "wall": "大屏", "layout": "2x2", "cameras": '["a", null, "b", null]', "name": "早高峰",
    }  # fmt: skip


def test_that_a_wall_that_is_not_there_is_sent_nothing(city: City) -> None:
    assert refusal(city.give, a_salvo(city)) == "wall.not_there"


def test_that_a_wall_that_was_not_heard_of_for_a_minute_is_not_there(city: City) -> None:
    told(city)
    city.clock.advance(timedelta(seconds=GONE_AFTER_S + 1))
    assert refusal(city.give, a_salvo(city)) == "wall.not_there"


def test_that_a_wall_that_took_its_leave_is_not_there(city: City) -> None:
    told(city)
    told(city, leaves=True)
    assert refusal(city.give, a_salvo(city)) == "wall.not_there"


def test_that_nothing_is_sent_to_a_wall_of_another_centre(city: City) -> None:
    told(city)
    assert refusal(city.give, a_salvo(city, by=replace(city.by, centre=CITY))) == "wall.not_there"


def test_that_a_wall_tells_which_salvo_it_shows(city: City) -> None:
    key = uuid4()
    told(city, shows=key)
    (wall,) = city.store.archive().ledgers.walls(VILLAGE)
    assert (wall.name, wall.desk, wall.shows) == ("大屏", "大厅", key)


def test_that_a_name_is_one_wall_while_it_is_there(city: City) -> None:
    told(city, desk="一号")
    assert refusal(told, city, desk="二号") == "wall.name_taken"
    city.clock.advance(timedelta(seconds=GONE_AFTER_S + 1))
    told(city, desk="二号")
    (wall,) = city.store.archive().ledgers.walls(VILLAGE)
    assert wall.desk == "二号"


def test_that_what_a_wall_tells_of_itself_leaves_no_line(city: City) -> None:
    told(city)
    assert city.store.rows.lines == []
