"""Following the feed: one thread that brings the news and says once when the link is lost or back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import StrEnum
from threading import Event, Thread
from time import monotonic

from console.domain.errors import Refused
from console.journal import News
from console.ports import Feed, Mark, Outage

log = logging.getLogger(__name__)

PERIOD_S = 0.25
IDLE_PERIOD_S = 1.0
"""While nobody works at the window; what is urgent is told at once all the same, where the database has a doorbell."""
LEAST_REST = 0.2
"""Of a period, so much is left to others even where a question takes longer than that."""
LONGEST_WAIT_S = 1.0
"""A server that took over is found within that. Two hundred desks that ask a standby so often cost it half a core: a
connection that it turns down takes 2 ms of its time.
"""


class Link(StrEnum):
    UP = "up"
    LOST = "lost"


class Follower:
    """Polls the feed on a thread of its own and hands on what it brings.

    All callbacks come on that thread. ``marked``: a new mark was taken, since none was given or the old one was too
    old to follow; whoever listens loads the situation now, and everything after it will be heard.
    ``failed``: why nothing is heard, at each try. ``period_s`` is how often it asks, ``link`` what is told already.
    The wait after a failure doubles up to ``LONGEST_WAIT_S``; a bug is logged and told like a lost link, since what is
    not heard any more makes the board just as old.
    """

    def __init__(
        self,
        feed: Feed,
        mark: Mark | None = None,
        *,
        heard: Callable[[News], None],
        link_changed: Callable[[Link], None],
        marked: Callable[[], None],
        failed: Callable[[Exception], None] = lambda trouble: None,
        period_s: float = PERIOD_S,
        link: Link = Link.UP,
    ) -> None:
        self._feed = feed
        self._mark = mark
        self._heard = heard
        self._link_changed = link_changed
        self._failed = failed
        self._marked = marked
        self.period_s = period_s
        self._stop = Event()
        self._link = link
        self._thread = Thread(target=self._run, name="feed", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def keep_pace(self, period_s: float) -> None:
        """Ask this often from now on; any thread. A shorter period begins at once."""
        self.period_s = period_s
        self._feed.wake()

    def stop(self) -> None:
        """Stop and wait for the thread; the feed is closed there."""
        self._stop.set()
        self._feed.wake()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        failed_s = 0.0
        while not self._stop.is_set():
            began_s = monotonic()
            try:
                self._poll()
            except Exception as trouble:
                self._lose(trouble)
                failed_s = min(max(failed_s, self.period_s) * 2, LONGEST_WAIT_S)
            else:
                self._find()
                failed_s = 0.0
            took_s = monotonic() - began_s
            self._feed.wait(failed_s or max(self.period_s - took_s, LEAST_REST * self.period_s))
        self._feed.close()

    def _lose(self, trouble: Exception) -> None:
        """Tell why each time, and once that nothing is heard; a bug must not look like a quiet city either."""
        self._failed(trouble)
        if self._link is Link.LOST:
            return
        if isinstance(trouble, Outage):
            log.warning("The link to the database is lost: %s", trouble)
        else:
            log.error("The feed cannot be understood", exc_info=trouble)
        self._link = Link.LOST
        self._link_changed(self._link)

    def _find(self) -> None:
        if self._link is Link.LOST:
            log.info("The link to the database is back")
            self._link = Link.UP
            self._link_changed(self._link)

    def _poll(self) -> None:
        if self._mark is None:
            self._mark = self._feed.mark()
            self._marked()
            return
        try:
            self._mark, all_news = self._feed.since(self._mark)
        except Refused as refused:
            log.warning("The feed cannot go on from its mark: %s", refused)
            self._mark = None
            return
        for news in all_news:
            self._heard(news)
