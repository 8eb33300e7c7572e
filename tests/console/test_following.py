"""Following the feed: nothing is missed, and the link is spoken of once each way."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Queue
from threading import Event

import pytest

from console.domain.errors import Refused
from console.following import Follower, Link
from console.journal import News
from console.ports import Mark, Outage

PATIENCE_S = 10


class ScriptedFeed:
    """Gives the next answer of a script each time it is asked, then nothing for ever."""

    def __init__(self, *answers: News | Exception) -> None:
        self._answers = list(answers)
        self.closed = False
        self.waits: Queue[float] = Queue()
        self._woken = Event()

    def wait(self, seconds: float) -> None:
        self.waits.put(seconds)
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        self._woken.set()

    def mark(self) -> Mark:
        return Mark("0")

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        if not self._answers:
            return mark, ()
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Mark(mark.text + "+"), (answer,)

    def close(self) -> None:
        self.closed = True


class HurriedFeed(ScriptedFeed):
    """Notes the waits of its script without waiting."""

    def wait(self, seconds: float) -> None:
        if self._answers:
            self.waits.put(seconds)
        else:
            self._woken.wait(seconds)


class Heard:
    """Follows a scripted feed and keeps what it says, in order."""

    def __init__(self, *answers: News | Exception, feed: type[ScriptedFeed] = ScriptedFeed) -> None:
        self.feed = feed(*answers)
        self.said: Queue[object] = Queue()
        self.why: list[Exception] = []
        self.follower = Follower(
            self.feed,
            heard=self.said.put,
            link_changed=self.said.put,
            marked=lambda: self.said.put("marked"),
            failed=self.why.append,
            period_s=0.001,
        )

    def next(self) -> object:
        return self.said.get(timeout=PATIENCE_S)


@pytest.fixture
def listening() -> Iterator[list[Heard]]:
    followers: list[Heard] = []
    yield followers
    for heard in followers:
        heard.follower.stop()


def started(listening: list[Heard], *answers: News | Exception) -> Heard:
    heard = Heard(*answers)
    listening.append(heard)
    heard.follower.start()
    return heard


def test_that_the_mark_is_taken_before_anything_is_heard(listening: list[Heard]) -> None:
    heard = started(listening, News(desk="other"))

    assert heard.next() == "marked"
    assert heard.next() == News(desk="other")


def test_that_a_lost_link_is_told_once_and_its_return_once(
    listening: list[Heard], caplog: pytest.LogCaptureFixture
) -> None:
    heard = started(listening, Outage("down"), Outage("down"), News(desk="after"))

    assert [heard.next() for _ in range(4)] == ["marked", Link.LOST, News(desk="after"), Link.UP]
    assert caplog.text.count("The link to the database is lost") == 1


def test_that_each_reason_for_a_lost_link_is_told(listening: list[Heard], caplog: pytest.LogCaptureFixture) -> None:
    troubles = Outage("down"), Outage("locked out")
    heard = started(listening, *troubles, News(desk="after"))
    while heard.next() is not Link.UP:
        pass
    assert tuple(heard.why) == troubles


def test_that_a_desk_asks_every_second_however_long_the_server_is_away(
    listening: list[Heard], caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard(*[Outage("down")] * 40, News(desk="after"), feed=HurriedFeed)
    listening.append(heard)
    heard.follower.start()
    while heard.next() is not Link.UP:
        pass
    waits = [heard.feed.waits.get_nowait() for _ in range(heard.feed.waits.qsize())]
    assert max(waits) == 1.0


def test_that_a_mark_too_old_is_taken_anew(listening: list[Heard], caplog: pytest.LogCaptureFixture) -> None:
    heard = started(listening, Refused("feed.mark_too_old"), News(desk="after"))

    assert [heard.next() for _ in range(3)] == ["marked", "marked", News(desk="after")]
    assert "cannot go on from its mark" in caplog.text


def test_that_what_nobody_expected_is_logged_and_the_feed_goes_on(
    listening: list[Heard], caplog: pytest.LogCaptureFixture
) -> None:
    heard = started(listening, ValueError("'merged_twice' is not a valid Kind"), News(desk="after"))

    assert [heard.next() for _ in range(4)] == ["marked", Link.LOST, News(desk="after"), Link.UP]
    assert "merged_twice" in caplog.text


def test_that_stopping_closes_the_feed() -> None:
    heard = Heard()
    heard.follower.start()
    heard.follower.stop()

    assert heard.feed.closed


def test_that_the_pace_is_the_one_asked_for_last(listening: list[Heard]) -> None:
    heard = started(listening)
    heard.follower.keep_pace(PATIENCE_S)

    while heard.feed.waits.get(timeout=PATIENCE_S) < PATIENCE_S / 2:
        pass


def test_that_a_quicker_pace_begins_at_once(listening: list[Heard]) -> None:
    heard = Heard(News(desk="after"))
    listening.append(heard)
    heard.follower.keep_pace(PATIENCE_S * 2)
    heard.follower.start()
    assert heard.next() == "marked"

    heard.follower.keep_pace(0.001)

    assert heard.next() == News(desk="after")
