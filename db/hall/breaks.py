"""What breaks while the hall works: what is done to it, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Event
from time import monotonic

from db.hall.line import Line
from db.hall.plan import Outages
from db.local_server import LocalServer

TURNS = 3
"""The outages begin after a part of the time, so that the hall works before, between and after them."""


@dataclass(frozen=True, slots=True)
class Break:
    """What is done ``at_s`` after the hall has begun to work."""

    at_s: float
    do: Callable[[], object]


def play(breaks: Sequence[Break], began_s: float) -> None:
    """Do it all, each at its time by the steady clock."""
    pause = Event()
    for one in sorted(breaks, key=lambda one: one.at_s):
        pause.wait(max(0.0, began_s + one.at_s - monotonic()))
        one.do()


@contextmanager
def staged(server: LocalServer, url: str, outages: Outages) -> Iterator[tuple[list[str], Sequence[Break]]]:
    """Yield the ways to the server, which the desks take in turn, and what breaks: every other way can be cut."""
    with ExitStack() as stack:
        silent, resetting = (Line(server.port, resets=resets) for resets in (False, True))
        for line in (silent, resetting):
            stack.callback(line.close)
        ways = [url, _over(silent, server, url), url, _over(resetting, server, url)]
        cut_s, mended_s = outages.cut_at_s, outages.cut_at_s + outages.cut_s
        breaks = [Break(cut_s, line.cut) for line in (silent, resetting)]
        breaks += [Break(mended_s, line.mend) for line in (silent, resetting)]
        yield ways, [*breaks, Break(outages.kill_at_s, partial(_kill, server, outages.down_s))]


def outages_within(seconds: float) -> Outages:
    """Return outages for a hall that works so long: half of the desks cut off for a third of it, but at most for 30 s,
    and the server killed after that.
    """
    third_s = seconds / TURNS
    return Outages(
        cut_at_s=third_s / 2, cut_s=min(30.0, third_s), kill_at_s=2 * third_s, down_s=min(2.0, third_s / TURNS)
    )


def _over(line: Line, server: LocalServer, url: str) -> str:
    return url.replace(f":{server.port}/", f":{line.port}/")


def _kill(server: LocalServer, down_s: float) -> None:
    server.kill()
    Event().wait(down_s)
    server.start()
