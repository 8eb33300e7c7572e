"""What of a situation may lie on a disk: no caller unmasked, no camera's password, nobody's whereabouts."""

from __future__ import annotations

from dataclasses import replace

from console.domain.place import LatLng
from console.domain.ticket import Caller
from console.known import as_kept
from console.ports import Snapshot
from tests.builders import NOON, a_camera, a_crew, a_ticket

SECRET = "rtsp://admin:secret@10.0.0.8/ch1"
EMPTY = Snapshot(tickets=(), crews=(), departments=(), cameras=(), regions=())


def test_that_who_called_is_kept_masked() -> None:
    ticket = a_ticket(caller=Caller("王小明", "13800001234"))
    (kept,) = as_kept(replace(EMPTY, tickets=(ticket,))).tickets
    assert kept.caller == Caller("王**", "*********34")


def test_that_a_ticket_that_only_the_outbox_holds_is_not_kept_twice() -> None:
    assert as_kept(replace(EMPTY, tickets=(a_ticket(version=0),))).tickets == ()


def test_that_an_address_with_a_password_is_not_kept_at_all() -> None:
    camera = replace(a_camera("1", number=1), sub_url=SECRET, main_url="rtsp://10.0.0.8/main", ptz_url=SECRET)
    (kept,) = as_kept(replace(EMPTY, cameras=(camera,))).cameras
    assert (kept.sub_url, kept.main_url, kept.ptz_url) == ("", "rtsp://10.0.0.8/main", "")


def test_that_where_a_crew_was_is_not_kept() -> None:
    crew = replace(a_crew(), place=LatLng(33.0, 119.0), fixed_at=NOON)
    (kept,) = as_kept(replace(EMPTY, crews=(crew,))).crews
    assert (kept.place, kept.fixed_at) == (None, None)
