"""A desk of the hall: desk, board and follower joined as a window's relay joins them, and a diary of what was seen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from time import monotonic

from console.board import Board
from console.desk import Desk
from console.domain.shift import Operator
from console.domain.ticket import Ticket, TicketId
from console.following import Follower, Link
from console.journal import News
from console.ports import Outage, Snapshot
from console.questions import Situation
from db.hall.plan import Place, Seen
from db.hall.reckoning import Diary, MarkedFeed
from db.hall.timed import TimedStore


class Seat:
    """Any thread may call; ``turn`` hears, outside the lock, of each ticket whose next step is this desk's."""

    def __init__(self, place: Place, store: TimedStore, desk: Desk, turn: Callable[[Seat, Ticket], None]) -> None:
        self.place = place
        self.desk = desk
        self.by = Operator(name=place.name, centre=place.centre, desk=place.name)
        self.board = Board(place.centre)
        self.seen: list[Seen] = []
        self.diary = Diary()
        self.reloads = 0
        self.lock = Lock()
        self.store = store
        self._turn = turn
        self._meanwhile: list[News] | None = None
        self._follower = Follower(
            MarkedFeed(store.feed(place.centre), self.diary),
            heard=self.hear,
            link_changed=self._on_link,
            marked=self._load,
        )

    def start(self) -> None:
        self._follower.start()

    def stop(self) -> None:
        self._follower.stop()

    def ticket(self, id_: TicketId) -> Ticket | None:
        with self.lock:
            return self.board.tickets.get(id_)

    @property
    def is_loading(self) -> bool:
        """Whether the board has been asked for and is not there yet."""
        with self.lock:
            return self._meanwhile is not None

    def hear(self, news: News) -> None:
        """Take in what the feed brings."""
        self.diary.note(news)
        self._take(news, is_own=False)

    def reply(self, news: News) -> None:
        """Take in what an order of this desk brought."""
        self._take(news, is_own=True)

    def is_like(self, situation: Snapshot) -> bool:
        """Tell whether the board is this situation."""
        with self.lock:
            return self.board.tickets == {ticket.id: ticket for ticket in situation.tickets}

    def _take(self, news: News, *, is_own: bool) -> None:
        with self.lock:
            if self._meanwhile is not None:
                self._meanwhile.append(news)
            before = {
                ticket.id: known.version for ticket in news.tickets if (known := self.board.tickets.get(ticket.id))
            }
            changed = self.board.hear(news).tickets
            now_s = monotonic()
        for ticket in news.tickets:
            if ticket.id in changed:
                if not is_own:
                    self.seen.append(Seen(ticket.id, before.get(ticket.id, 0), ticket.version, now_s))
                if self._is_mine(ticket):
                    self._turn(self, ticket)

    def _load(self) -> None:
        self.reloads += 1
        with self.lock:
            self._meanwhile = self._meanwhile or []
        self.desk.ask(Situation(centre=self.place.centre)).add_done_callback(self._loaded)

    def _loaded(self, ended: Future[Snapshot]) -> None:
        try:
            situation = ended.result()
        except Outage:
            self._load()
            return
        with self.lock:
            self.board.load(situation)
            meanwhile, self._meanwhile = self._meanwhile or [], None
            for news in meanwhile:
                self.board.hear(news)
            mine = list(filter(self._is_mine, self.board.tickets.values()))
        for ticket in mine:
            self._turn(self, ticket)

    def _is_mine(self, ticket: Ticket) -> bool:
        return ticket.centre == self.place.centre and self.place.is_mine(ticket.id, ticket.version)

    def _on_link(self, _link: Link) -> None:
        """A lost link shows in the board, which is compared at the end."""
