"""The map of a city's ticket file: which column means what. Its keys are a contract with other cities' maps.

::

    [file]                       # all optional
    format = "csv"               # csv, json or jsonl; otherwise by the file's name
    delimiter = ","              # otherwise the likeliest of , ; tab |
    encoding = "utf-8"           # any that Python knows: gb18030, latin-1 …
    records = "result.items"     # JSON: where the list lies inside an object

    [rows]
    per_ticket = "one"           # "many": several rows, one per crew sent, belong to one ticket
    window = 1000                # "many": rows of a ticket may lie this many tickets apart

    [number]
    column = "SRNumber"          # the outside number; a ticket is taken in once under it

    [times]
    zone = "America/Los_Angeles" # of times without an offset
    formats = ["%m/%d/%Y %I:%M:%S %p", "iso"]   # tried in this order; also "unix" and "unix_ms"
    [times.columns]              # journal line = column; taken_in is needed
    taken_in = "CreatedDate"     # also: accepted filed dispatched signed arrived fed_back check_passed closed
    ended = "ClosedDate"         # the line that the end state calls for: closed, rejected, voided …

    [state]                      # how the ticket stands at the end
    column = "Status"
    at = "UpdatedDate"           # when it came to stand so, where no time above says it
    default = "closed"           # for what the table does not name; without it such a row is refused
    [state.values]
    Closed = "closed"

    [category]                   # column, default and values as in [state]; codes of the city's own are welcome
    [priority]                   # the same, values 1 to 4; left out, the category decides
    [source]                     # the same

    [place]                      # either lat and lng, or pair
    lat = "Latitude"
    lng = "Longitude"
    pair = "Location"            # "(34.05, -118.25)", "34.05 -118.25" or a list
    order = "lat,lng"            # "lng,lat" for GeoJSON's geometry.coordinates

    [text]                       # columns, all optional; without a title the category's own text stands there
    title = "RequestType"
    address = "Address"
    description = "Notes"

    [holder]                     # who handled it
    column = "Owner"
    kind = "department"          # or crew
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from console import lifecycle
from console.domain.ticket import Priority, State, TargetKind
from console.gateways.files.unusable import BadRow, Unusable, nearest_of
from console.journal import Kind

ENDED = "ended"
KEYS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "file": frozenset({"format", "delimiter", "encoding", "records"}),
        "rows": frozenset({"per_ticket", "window"}),
        "number": frozenset({"column"}),
        "times": frozenset({"zone", "formats", "columns"}),
        "state": frozenset({"column", "at", "default", "values"}),
        "category": frozenset({"column", "default", "values"}),
        "priority": frozenset({"column", "default", "values"}),
        "source": frozenset({"column", "default", "values"}),
        "place": frozenset({"lat", "lng", "pair", "order"}),
        "text": frozenset({"title", "address", "description"}),
        "holder": frozenset({"column", "kind"}),
    }
)
KINDS = frozenset(
    {ENDED, Kind.ARRIVED.value}
    | {verb.records for verb in lifecycle.shipped().verbs.values() if verb.leads_to and verb.name != "archive"}
)
"""The lines that a column of times may become."""
STATES = frozenset(state.value for state in State) - {State.DRAFT.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A column whose values are looked up; ``values`` empty: taken as they are; ``default`` "": there is none."""

    column: str = ""
    default: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def code_of(self, text: str) -> str:
        """Return the code.

        Raises:
            BadRow: the table does not name the value, and there is no default.
        """
        code = self.values.get(text) or self.default or ("" if self.values else text)
        if not code:
            told = f'"{text}" stands in no value table' if text else "is empty"
            raise BadRow(f"{self.column or 'value'} {told}")
        return code


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMap:
    """A map as it was read and checked; columns are "" where the file has none."""

    format: str
    delimiter: str
    encoding: str
    records: str
    many_rows: bool
    window: int
    number: str
    zone: ZoneInfo
    formats: tuple[str, ...]
    times: Mapping[str, str]
    state: Coded
    state_at: str
    category: Coded
    priority: Coded
    source: Coded
    lat: str
    lng: str
    pair: str
    lng_first: bool
    title: str
    address: str
    description: str
    holder: str
    holder_kind: TargetKind

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the map names, so that a missing one is told before the first row."""
        coded = (self.state.column, self.category.column, self.priority.column, self.source.column)
        places = (self.lat, self.lng, self.pair)
        texts = (self.title, self.address, self.description, self.holder)
        named = (self.number, *self.times.values(), self.state_at, *coded, *places, *texts)
        return tuple(dict.fromkeys(column for column in named if column))


def read_map(path: Path) -> TicketMap:
    """Read and check a map.

    Raises:
        Unusable: it cannot be read, a key is not one of the contract's, a needed one is missing, a value is none.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as wrong:
        raise Unusable(f"The map {path} cannot be read: {wrong.strerror or wrong}.") from wrong
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Unusable(f"The map {path.name} is no TOML: {wrong}.") from wrong
    return _Reading(path.name, raw).map()


class _Reading:
    """One map on its way from TOML to a TicketMap; every complaint names the key."""

    def __init__(self, name: str, raw: Mapping[str, object]) -> None:
        self._name = name
        self._parts: dict[str, Mapping[str, object]] = {}
        for part, keys in raw.items():
            if part not in KEYS:
                raise self._wrong(f"there is no part [{part}]{nearest_of(part, KEYS)}")
            if not isinstance(keys, dict):
                raise self._wrong(f"[{part}] must be a table")
            for key in keys:
                if key not in KEYS[part]:
                    raise self._wrong(f'[{part}] has no key "{key}"{nearest_of(key, KEYS[part])}')
            self._parts[part] = keys

    def map(self) -> TicketMap:
        return TicketMap(
            format=self._one_of("file", "format", frozenset({"", "csv", "json", "jsonl"}), ""),
            delimiter=self._delimiter(),
            encoding=self._encoding(),
            records=self._text("file", "records"),
            many_rows=self._one_of("rows", "per_ticket", frozenset({"one", "many"}), "one") == "many",
            window=self._window(),
            number=self._text("number", "column", needed=True),
            zone=self._zone(),
            formats=self._formats(),
            times=self._times(),
            state=self._coded("state", STATES),
            state_at=self._text("state", "at"),
            category=self._coded("category", None),
            priority=self._coded("priority", frozenset(str(priority.value) for priority in Priority)),
            source=self._coded("source", None),
            lat=self._text("place", "lat", needed=bool(self._text("place", "lng"))),
            lng=self._text("place", "lng", needed=bool(self._text("place", "lat"))),
            pair=self._text("place", "pair"),
            lng_first=self._one_of("place", "order", frozenset({"lat,lng", "lng,lat"}), "lat,lng") == "lng,lat",
            title=self._text("text", "title"),
            address=self._text("text", "address"),
            description=self._text("text", "description"),
            holder=self._text("holder", "column"),
            holder_kind=TargetKind(
                self._one_of("holder", "kind", frozenset({"department", "crew"}), TargetKind.DEPARTMENT.value)
            ),
        )

    def _wrong(self, why: str) -> Unusable:
        return Unusable(f"The map {self._name} cannot be used: {why}.")

    def _value(self, part: str, key: str) -> object:
        return self._parts.get(part, {}).get(key)

    def _text(self, part: str, key: str, *, needed: bool = False) -> str:
        value = self._value(part, key)
        if needed and not value:
            raise self._wrong(f'[{part}] needs "{key}"')
        if value is not None and not isinstance(value, str):
            raise self._wrong(f"[{part}] {key} must be a text")
        return value or ""

    def _one_of(self, part: str, key: str, words: frozenset[str], otherwise: str) -> str:
        value = self._text(part, key) or otherwise
        if value not in words:
            raise self._wrong(f'[{part}] {key} cannot be "{value}"{nearest_of(value, words - {""})}')
        return value

    def _table(self, part: str, key: str) -> dict[str, str]:
        table = self._value(part, key)
        if table is None:
            return {}
        if not isinstance(table, dict):
            raise self._wrong(f"[{part}.{key}] must be a table")
        return {str(name): str(value) for name, value in table.items()}

    def _coded(self, part: str, codes: frozenset[str] | None) -> Coded:
        default = self._value(part, "default")
        coded = Coded(
            column=self._text(part, "column"),
            default="" if default is None else str(default),
            values=MappingProxyType(self._table(part, "values")),
        )
        if part in {"state", "category"} and not (coded.column or coded.default):
            raise self._wrong(f'[{part}] needs a "column", or a "default" for all')
        for code in (coded.default, *coded.values.values()):
            if codes is not None and code and code not in codes:
                raise self._wrong(f'"{code}" is no {part}{nearest_of(code, codes)}')
        return coded

    def _times(self) -> Mapping[str, str]:
        times = self._table("times", "columns")
        for kind in times:
            if kind not in KINDS:
                raise self._wrong(f'[times.columns] has no line "{kind}"{nearest_of(kind, KINDS)}')
        if not times.get(Kind.TAKEN_IN.value):
            raise self._wrong('[times.columns] needs "taken_in"')
        return MappingProxyType(times)

    def _formats(self) -> tuple[str, ...]:
        formats = self._value("times", "formats")
        if formats is None:
            return ("iso",)
        if not isinstance(formats, list) or not formats or not all(isinstance(one, str) and one for one in formats):
            raise self._wrong('[times] formats must be a list of texts such as "%Y-%m-%d %H:%M:%S"')
        for form in formats:
            if not _is_format(form):
                raise self._wrong(f'[times] format "{form}" is none; formats are like "%Y-%m-%d %H:%M:%S", or iso')
        return tuple(formats)

    def _zone(self) -> ZoneInfo:
        name = self._text("times", "zone") or "UTC"
        try:
            return ZoneInfo(name)
        except (OSError, ValueError, KeyError):
            raise self._wrong(f'[times] zone "{name}" is no time zone; zones are named like Asia/Shanghai') from None

    def _delimiter(self) -> str:
        delimiter = self._text("file", "delimiter")
        if len(delimiter) > 1 or delimiter in {'"', "\n", "\r"}:
            raise self._wrong("[file] delimiter must be one character")
        return delimiter

    def _encoding(self) -> str:
        encoding = self._text("file", "encoding") or "utf-8"
        try:
            known = codecs.lookup(encoding)
        except (LookupError, ValueError):
            raise self._wrong(f'[file] encoding "{encoding}" is not known') from None
        if not known._is_text_encoding:
            raise self._wrong(f'[file] encoding "{encoding}" is not one of texts')
        return encoding

    def _window(self) -> int:
        window = self._value("rows", "window")
        if window is None:
            return 1000
        if not isinstance(window, int) or isinstance(window, bool) or not 1 <= window <= 100_000:
            raise self._wrong("[rows] window must be a whole number from 1 to 100000")
        return window


def _is_format(form: str) -> bool:
    """Tell whether times can be read in this format: the directives of ``strptime`` are checked before the text is."""
    try:
        datetime.strptime("", form)  # noqa: DTZ007 - nothing is read
    except ValueError as wrong:
        return form in {"iso", "unix", "unix_ms"} or ("%" in form and "does not match format" in str(wrong))
    except re.error:  # A directive that stands twice.
        return False
    return False
