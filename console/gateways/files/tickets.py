"""Taking a city's past tickets in from a file, in batches, so that memory stays flat however long the file is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path

from console.atlas import Atlas
from console.domain.grid import Region, RegionCode
from console.gateways.files.objects import Objects
from console.gateways.files.past import Past, Reading, Row, ticket_of
from console.gateways.files.tables import Table
from console.gateways.files.ticket_map import TicketMap
from console.gateways.files.unusable import BadRow, Tally, Unusable, nearest_of
from console.numbering import TicketIds
from console.registry import Registry
from console.rulebook import Rulebook

BATCH = 1_000
Rows = list[tuple[int, Row]]
Progress = Callable[[float], None]


class TicketImport:
    """One file on its way in; ``tally`` tells how far it has come, also after it was broken off.

    When stages were due is told by ``rules``, the city's own.

    Rows of one ticket (``per_ticket = "many"``) are gathered while at most ``window`` other tickets lie between
    them. Those further apart meet their ticket in the database, and count as already there.
    """

    def __init__(
        self,
        path: Path,
        ticket_map: TicketMap,
        *,
        registry: Registry,
        atlas: Atlas,
        centre: Region,
        ids: TicketIds,
        rules: Rulebook,
    ) -> None:
        self.tally = Tally()
        self._path = path
        self._map = ticket_map
        self._registry = registry
        self._atlas = atlas
        self._centre = centre
        self._ids = ids
        self._rules = rules
        self._reading = Reading(ticket_map)
        self._source = self._opened()

    def run(self, progress: Progress) -> Tally:
        """Take everything in; ``progress`` hears between 0 and 1 how much of the file has been read.

        Raises:
            Unusable: the file cannot be read further; what came before is in.
            Outage: the database is out of reach; what was committed is in.
        """
        batch: list[Past] = []
        try:
            for number, rows in self._gathered():
                try:
                    batch.append(self._reading.past(number, rows))
                except BadRow as why:
                    for row, _fields in rows:
                        self.tally.refuse(row, str(why))
                    self.tally.joined -= len(rows) - 1
                if len(batch) >= BATCH:
                    self._take_in(batch)
                    batch = []
                    progress(self._source.at)
        except Unusable:
            self._take_in(batch)
            raise
        self._take_in(batch)
        progress(1.0)
        return self.tally

    def _opened(self) -> Table | Objects:
        told = self._map
        form = told.format or {".json": "json", ".geojson": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}.get(
            self._path.suffix.lower(), "csv"
        )
        if form == "csv":
            return Table(self._path, self.tally, encoding=told.encoding, delimiter=told.delimiter)
        return Objects(self._path, self.tally, encoding=told.encoding, records=told.records, by_line=form == "jsonl")

    def _rows(self) -> Iterator[tuple[int, Row]]:
        first = True
        for number, row in self._source:
            if first and isinstance(self._source, Table):
                self._source.need(*self._map.columns)
            elif first and self._map.number not in row:
                named = nearest_of(self._map.number, row)
                raise Unusable(f'The objects of {self._path.name} have no "{self._map.number}"{named}.')
            first = False
            yield number, row
        if first and isinstance(self._source, Table):
            self._source.need(*self._map.columns)

    def _gathered(self) -> Iterator[tuple[str, Rows]]:
        """Yield the rows of each ticket together, under its number."""
        window = self._map.window if self._map.many_rows else 0
        waiting: OrderedDict[str, Rows] = OrderedDict()
        try:
            for row_number, row in self._rows():
                try:
                    number = self._reading.number_of(row)
                except BadRow as why:
                    self.tally.refuse(row_number, str(why))
                    continue
                if number in waiting:
                    waiting[number].append((row_number, row))
                    self.tally.joined += 1
                    continue
                waiting[number] = [(row_number, row)]
                if len(waiting) > window:
                    yield waiting.popitem(last=False)
        except Unusable:
            yield from waiting.items()
            raise
        yield from waiting.items()

    def _take_in(self, batch: list[Past]) -> None:
        if not batch:
            return
        known = self._registry.known_outside_numbers([past.number for past in batch])
        new: dict[str, Past] = {}
        for past in batch:
            if past.number not in known:
                new.setdefault(past.number, past)
        grids = self._grids_of(list(new.values()))
        tickets = [
            ticket_of(past, self._ids.next(), self._centre, grids[past.number], self._rules) for past in new.values()
        ]
        taken_in = self._registry.add_past(tickets) if tickets else 0
        self.tally.taken_in += taken_in
        self.tally.already_there += len(batch) - taken_in
        self.tally.no_place += sum(past.place is None for past in new.values())
        self.tally.no_grid += sum(past.place is not None and grids[past.number] is None for past in new.values())

    def _grids_of(self, pasts: list[Past]) -> dict[str, RegionCode | None]:
        placed = [(past.number, past.place) for past in pasts if past.place is not None]
        found: dict[str, RegionCode | None] = dict.fromkeys((past.number for past in pasts), None)
        lngs, lats = [place.lng_deg for _, place in placed], [place.lat_deg for _, place in placed]
        for (number, _place), grid in zip(placed, self._atlas.grids_at(lngs, lats), strict=True):
            found[number] = grid
        return found
