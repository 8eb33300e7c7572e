"""How long a stream was really live, and what does not count against it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.domain.camera import CameraId
from console.domain.health import (
    GAP_MOST_S,
    OPENING_S,
    Doing,
    Health,
    HealthRecord,
    Sight,
    by_camera,
    by_day,
    by_region,
)
from tests.builders import CITY, GRID, a_camera, a_region_tree

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)
DAY = date(2026, 5, 4)
GATE, PARK = CameraId("gate"), CameraId("park")


class Wall:
    """A wall that is looked at once a second."""

    def __init__(self, now: datetime = NOON) -> None:
        self.record = HealthRecord(SHANGHAI)
        self.now = now

    def shows(self, doing: Doing | None, seconds: int, reason: str = "", camera: CameraId = GATE) -> Wall:
        """Let the camera do this for so long, the second in which it begins included; None: nobody asks for it."""
        seen = {} if doing is None else {camera: Sight(doing=doing, reason=reason)}
        for _ in range(seconds):
            self.record.look(self.now, seen)
            self.now += timedelta(seconds=1)
        return self

    def health(self, day: date = DAY, camera: CameraId = GATE) -> Health:
        self.record.look(self.now, {})
        return self.record.taken().get((day, camera), Health())


def test_that_a_camera_that_is_live_all_the_time_is_wholly_online():
    assert Wall().shows(Doing.LIVE, 60).health() == Health(live_s=60.0)


def test_that_a_frozen_camera_is_not_online():
    health = Wall().shows(Doing.LIVE, 30).shows(Doing.FROZEN, 30).health()
    assert (health.online, health.frozen, health.frozen_s) == (0.5, 1, 30.0)


def test_that_each_standstill_counts_once():
    wall = Wall().shows(Doing.FROZEN, 3).shows(Doing.LIVE, 3).shows(Doing.FROZEN, 3)
    assert wall.health().frozen == 2


def test_that_an_outage_runs_from_the_standstill_until_the_picture_moves():
    wall = Wall().shows(Doing.LIVE, 10).shows(Doing.FROZEN, 4).shows(Doing.OUT, 20, "timeout").shows(Doing.LIVE, 6)
    health = wall.health()
    assert (health.longest_s, health.reason, health.live_s) == (24.0, "timeout", 16.0)


def test_that_the_longest_of_two_outages_is_told_not_their_sum():
    wall = Wall().shows(Doing.OUT, 20, "refused").shows(Doing.LIVE, 5).shows(Doing.OUT, 8, "timeout")
    health = wall.health()
    assert (health.longest_s, health.reason, health.out_s) == (20.0, "refused", 28.0)


def test_that_a_lost_stream_is_one_reconnect_however_many_tries_it_takes():
    wall = Wall().shows(Doing.LIVE, 5).shows(Doing.OUT, 5, "closed_by_camera").shows(Doing.OUT, 5, "timeout")
    assert wall.shows(Doing.LIVE, 5).shows(Doing.FROZEN, 4).shows(Doing.OUT, 3).health().reconnects == 2


def test_that_a_camera_that_was_never_there_has_not_reconnected():
    assert Wall().shows(Doing.OPENING, 3).shows(Doing.OUT, 5).health().reconnects == 0


def test_that_time_hidden_does_not_count():
    health = Wall().shows(Doing.LIVE, 10).shows(None, 600).shows(Doing.LIVE, 10).health()
    assert (health.asked_s, health.online) == (20.0, 1.0)


def test_that_an_outage_ends_where_nobody_looks_any_more():
    assert Wall().shows(Doing.OUT, 10).shows(None, 600).shows(Doing.OUT, 10).health().longest_s == 10.0


def test_that_a_quick_opening_counts_for_nothing():
    assert Wall().shows(Doing.OPENING, int(OPENING_S)).shows(Doing.LIVE, 10).health() == Health(live_s=10.0)


def test_that_an_opening_that_fails_was_an_outage_from_its_first_second():
    health = Wall().shows(Doing.OPENING, 3).shows(Doing.OUT, 7, "timeout").health()
    assert (health.out_s, health.longest_s) == (10.0, 10.0)


def test_that_an_opening_that_takes_too_long_is_an_outage_although_it_still_opens():
    assert Wall().shows(Doing.OPENING, 20).health().out_s == 20.0


def test_that_an_opening_begun_late_in_an_outage_is_no_excuse_for_what_came_before():
    assert Wall().shows(Doing.OPENING, 20).shows(Doing.LIVE, 20).health().online == 0.5


def test_that_an_outage_over_midnight_is_shared_between_the_days_of_the_centre():
    wall = Wall(datetime(2026, 5, 4, 15, 59, 30, tzinfo=UTC)).shows(Doing.OUT, 90)
    wall.record.look(wall.now, {})
    days = wall.record.taken()
    assert {day: health.out_s for (day, _), health in days.items()} == {DAY: 30.0, date(2026, 5, 5): 60.0}


def test_that_the_day_after_tells_the_whole_length_of_the_outage():
    wall = Wall(datetime(2026, 5, 4, 15, 59, 30, tzinfo=UTC)).shows(Doing.OUT, 90)
    assert wall.health(date(2026, 5, 5)).longest_s == 90.0


def test_that_a_second_over_midnight_is_cut_in_two():
    record = HealthRecord(SHANGHAI)
    begun = datetime(2026, 5, 4, 15, 59, 59, 250_000, tzinfo=UTC)
    for number in range(2):
        record.look(begun + timedelta(seconds=number), {GATE: Sight(doing=Doing.LIVE)})
    assert [health.live_s for health in record.taken().values()] == [0.75, 0.25]


@pytest.mark.parametrize("jump_s", [GAP_MOST_S + 1, 8 * 3600.0, -3600.0])
def test_that_a_machine_that_slept_or_whose_clock_was_moved_tells_nothing_of_the_time_between(jump_s: float):
    wall = Wall().shows(Doing.OUT, 10)
    wall.now += timedelta(seconds=jump_s)
    assert wall.shows(Doing.LIVE, 10).health().asked_s == pytest.approx(19.0)


def test_that_after_a_restart_only_what_is_seen_again_counts():
    first = Wall().shows(Doing.LIVE, 30).health()
    second = Wall(NOON + timedelta(minutes=5)).shows(Doing.LIVE, 10).health()
    assert (first + second) == Health(live_s=40.0)


def test_that_what_was_taken_is_not_given_twice():
    wall = Wall().shows(Doing.LIVE, 10)
    assert wall.health().live_s == 10.0
    assert wall.record.taken() == {}


def test_that_an_outage_goes_on_over_what_was_already_taken():
    wall = Wall().shows(Doing.OUT, 10)
    wall.record.taken()
    assert wall.shows(Doing.OUT, 10).health().longest_s == 20.0


def test_that_what_could_not_be_kept_is_given_again():
    wall = Wall().shows(Doing.LIVE, 11)
    wall.record.give_back(wall.record.taken())
    assert wall.health().live_s == 11.0


def test_that_nothing_asked_is_no_rate_at_all():
    assert Health().online is None


def test_that_cameras_are_listed_with_the_worst_first():
    days = {
        (DAY, GATE): Health(live_s=90, out_s=10, longest_s=10),
        (DAY, PARK): Health(live_s=10, out_s=90, longest_s=90),
        (date(2026, 5, 5), GATE): Health(live_s=100),
    }
    assert [(line.key, line.health.online) for line in by_camera(days)] == [("park", 0.1), ("gate", 0.95)]


def test_that_of_two_alike_the_longer_outage_stands_first():
    days = {(DAY, GATE): Health(out_s=9, longest_s=3), (DAY, PARK): Health(out_s=9, longest_s=9)}
    assert [line.key for line in by_camera(days)] == ["park", "gate"]


def test_that_a_region_sums_what_lies_below_it_up_to_the_city():
    regions = {region.code: region for region in a_region_tree()}
    cameras = {id_: a_camera(id_, region=region) for id_, region in ((GATE, GRID), (PARK, CITY))}
    days = {(DAY, GATE): Health(live_s=50, out_s=50), (DAY, PARK): Health(live_s=100)}
    lines = {line.key: (line.health.online, line.cameras) for line in by_region(days, cameras, regions)}
    assert (lines[GRID], lines[CITY]) == ((0.5, 1), (0.75, 2))


def test_that_a_camera_that_left_the_catalogue_is_in_no_region():
    assert by_region({(DAY, GATE): Health(live_s=1)}, {}, {}) == []


def test_that_days_are_listed_last_first_each_with_its_cameras():
    days = {
        (DAY, GATE): Health(live_s=1),
        (DAY, PARK): Health(out_s=1),
        (date(2026, 5, 5), GATE): Health(live_s=1),
    }
    assert [(line.key, line.cameras, line.health.online) for line in by_day(days)] == [
        ("2026-05-05", 1, 1.0),
        ("2026-05-04", 2, 0.5),
    ]
