"""Puts the board of a past moment in place of another, and lets it go on from there."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from console.domain.point import Point
from console.journal import News
from console.past import Replaying
from console.questions import AsOf, LastBefore, Passed, Question
from console.stretches import Happened, Stretch
from widgets.relay import Relay

TICK_MS = 200
MOMENT = timedelta(microseconds=1)


class Showing(QObject):
    """Asks the live desk what the journal tells, and shows it on the relay of the past. GUI thread.

    Signals (GUI thread):
        moved(): another moment is looked at, or time stands still or goes by otherwise than before.
        happened(object): the last ``Happened`` of what a step or the passing of time brought.
        waiting(bool): the board of another moment is being rebuilt, or now stands.
        nothing_more(int): nothing happened after (+1) or before (-1) the moment.
        failed(object): the exception why a question was not answered.
    """

    moved = Signal()
    happened = Signal(object)
    waiting = Signal(bool)
    nothing_more = Signal(int)
    failed = Signal(object)

    def __init__(self, live: Relay, past: Relay, replaying: Replaying, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._past = past
        self._replaying = replaying
        self._asked: Question | None = None
        self._more: Passed | None = None
        self._steps_then = False
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.go_on)
        live.answered.connect(self._on_answered)
        live.failed.connect(self._on_failed)

    @property
    def at(self) -> datetime:
        """The moment looked at."""
        return self._replaying.now()

    @property
    def is_playing(self) -> bool:
        return self._replaying.is_playing

    @property
    def is_waiting(self) -> bool:
        """Whether the board of another moment is being rebuilt."""
        return self._asked is not None

    @property
    def is_asking(self) -> bool:
        """Whether what comes next is being read."""
        return self._more is not None

    @property
    def is_at_present(self) -> bool:
        return self._replaying.is_at_present

    @property
    def speed(self) -> int:
        return self._replaying.speed

    def look_at(self, at: datetime) -> None:
        """Look at another moment; what was asked for before is forgotten."""
        self._look(at, steps_then=False)

    def play(self, speed: int | None = None) -> None:
        """Let time go by, at another speed if one is given."""
        self.set_speed(speed or self.speed)
        if not self.is_at_present and not self.is_waiting:
            self._replaying.play()
            self._tick.start()
        self.moved.emit()

    def pause(self) -> None:
        self._replaying.pause()
        self._tick.stop()
        self.moved.emit()

    def set_speed(self, speed: int) -> None:
        """Let time go by at this speed from now on, if it goes by."""
        self._replaying.speed = speed
        self._want_more()

    def next(self) -> None:
        """Go to the next moment at which something happened."""
        self.pause()
        if self.is_waiting:
            return
        self._step()

    def previous(self) -> None:
        """Go to the last moment before this one at which something happened."""
        self.pause()
        self._ask(LastBefore(centre=self._past.board.centre, at=self.at))

    def go_on(self) -> None:
        """Let the time that has gone by take effect."""
        told = self._replaying.go_on()
        self._want_more()
        if not self.is_playing:
            self._tick.stop()
        self._tell(told)

    def _look(self, at: datetime, *, steps_then: bool) -> None:
        self._replaying.pause()
        self._tick.stop()
        self._replaying.go_to(at)
        self._more, self._steps_then = None, steps_then
        self._ask(AsOf(centre=self._past.board.centre, at=self.at))
        self.moved.emit()

    def _ask(self, question: Question) -> None:
        self._asked = question
        self.waiting.emit(True)
        self._live.ask(question)

    def _ask_more(self) -> None:
        known, until = self._replaying.known, self._live.clock.now()
        self._more = Passed(centre=self._past.board.centre, after=known, until=until)
        self._live.ask(self._more)

    def _want_more(self) -> None:
        if self._more is None and not self.is_waiting and self._replaying.is_short_of_lines:
            self._ask_more()

    def _tell(self, told: tuple[Happened, ...]) -> None:
        if told:
            self._past.hear(News(entries=tuple(one.entry for one in told), tickets=tuple(one.ticket for one in told)))
            self.happened.emit(told[-1])
        self.moved.emit()

    def _step(self) -> None:
        """Step to what is known to have happened next; where nothing is known, ask first."""
        told = self._replaying.step()
        self._steps_then = not told
        if told:
            self._tell(told)
        elif self._more is None:
            self._ask_more()

    def _on_answered(self, question: object, answer: object) -> None:
        if isinstance(question, Passed) and question is self._more and isinstance(answer, Stretch):
            self._on_stretch(answer, is_last=answer.ends == Point.after(question.until))
        elif question is self._asked:
            self._asked = None
            if isinstance(question, AsOf) and isinstance(answer, tuple):
                self._past.show(self._live.board.around(answer))
                self._stand()
                self._ask_more()
            elif isinstance(answer, datetime):
                # Up to just before it, so that it is then seen to happen.
                self._look(answer - MOMENT, steps_then=True)
            else:
                self._stand()
                self.nothing_more.emit(-1)

    def _on_stretch(self, stretch: Stretch, *, is_last: bool) -> None:
        self._more = None
        self._replaying.take(stretch)
        if self._steps_then and not stretch.happened and is_last:
            self._steps_then = False
            self.nothing_more.emit(+1)
        elif self._steps_then:
            self._step()

    def _stand(self) -> None:
        self.waiting.emit(False)
        self.moved.emit()

    def _on_failed(self, question: object, why: object) -> None:
        if question is not None and question in (self._asked, self._more):
            self._asked = self._more = None
            self._steps_then = False
            self.pause()
            self._stand()
            self.failed.emit(why)
