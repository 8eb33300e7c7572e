"""Objects of a JSON file, one after another: a list, a list inside an object, one object a line, or GeoJSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from console.gateways.files.on_disk import size_of
from console.gateways.files.tables import UTF8
from console.gateways.files.unusable import Tally, Unusable

CHUNK = 1 << 18
OBJECT_MOST = 1 << 24
"""Characters of one object; what is longer is no ticket, and must not fill the memory."""
WHOLE_MOST = 256 << 20
"""Bytes of a file that has to be loaded as a whole."""
BLANK = " \t\r\n"
DEEPEST = 6


class Objects:
    """A JSON file; iterating gives each object's number, from 1, and its fields flattened to dotted names.

    A list at the top, and one object a line, are read as a stream; a list inside an object (``records`` names it,
    as in ``result.items``; ``features`` of GeoJSON is found without) is loaded as a whole.
    """

    def __init__(
        self, path: Path, tally: Tally, *, encoding: str = "utf-8", records: str = "", by_line: bool = False
    ) -> None:
        self._path = path
        self._tally = tally
        self._encoding = "utf-8-sig" if encoding.lower() in UTF8 else encoding
        self._records = records
        self._by_line = by_line or path.suffix.lower() in {".jsonl", ".ndjson"}
        self._size = max(1, size_of(path))
        self._raw: IO[bytes] | None = None

    def __iter__(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Yield the objects.

        Raises:
            Unusable: another encoding, not JSON, no list where one was named.
        """
        number = 0
        try:
            for number, found in enumerate(self._found(), 1):
                self._tally.read += 1
                if isinstance(found, dict):
                    yield number, dict(_flat(found))
                else:
                    self._tally.refuse(number, f"not an object but {type(found).__name__}")
        except UnicodeError as wrong:
            raise Unusable(f"{self._path.name} is not {self._encoding} near object {number + 1}: {wrong}.") from wrong
        except LookupError as wrong:
            raise Unusable(f"There is no encoding {self._encoding!r}.") from wrong
        except json.JSONDecodeError as wrong:
            raise Unusable(
                f"{self._path.name} is no JSON, or is cut off, after object {number}: {wrong.msg}. What came before is "
                "taken in; import the whole file again to take in the rest."
            ) from wrong
        except (RecursionError, ValueError) as wrong:
            raise Unusable(f"{self._path.name} cannot be read as JSON after object {number}: {wrong}.") from wrong
        except OSError as wrong:
            raise Unusable(f"{self._path} cannot be read: {wrong.strerror or wrong}.") from wrong

    @property
    def at(self) -> float:
        return min(1.0, self._raw.tell() / self._size) if self._raw is not None and not self._raw.closed else 1.0

    def _found(self) -> Iterator[object]:
        with self._path.open("rb") as raw:
            self._raw = raw
            with _decoded(raw, self._encoding) as text:
                if self._by_line:
                    yield from _by_line(text)
                elif self._records or text.read(1_024).lstrip()[:1] != "[":
                    text.seek(0)
                    yield from self._inside(self._whole(text))
                else:
                    text.seek(0)
                    yield from _listed(text)

    def _whole(self, text: IO[str]) -> object:
        if self._size > WHOLE_MOST:
            raise Unusable(
                f"{self._path.name} is larger than {WHOLE_MOST >> 20} MB and its list lies inside an object; "
                "give the list alone, or one object a line (.jsonl)."
            )
        return json.load(text)

    def _inside(self, whole: object) -> list[object]:
        records = self._records
        if not records and isinstance(whole, dict) and whole.get("type") == "FeatureCollection":
            records = "features"
        found = whole
        for name in records.split(".") if records else ():
            found = found.get(name) if isinstance(found, dict) else None
        if not isinstance(found, list):
            named = f'its "{records}" is no list' if records else 'name where it is in the map: records = "…"'
            raise Unusable(f"{self._path.name} holds no list of objects: {named}.")
        return found


def _decoded(raw: IO[bytes], encoding: str) -> IO[str]:
    return io.TextIOWrapper(raw, encoding=encoding, errors="strict")


def _by_line(text: IO[str]) -> Iterator[object]:
    while line := text.readline(OBJECT_MOST):
        if len(line) == OBJECT_MOST:
            raise ValueError(f"a line of more than {OBJECT_MOST} characters")
        if line.strip():
            yield json.loads(line)


def _listed(text: IO[str]) -> Iterator[object]:
    """Yield the members of a list without ever holding more than one of them and a piece of text."""
    decoder = json.JSONDecoder()
    rest = text.read(CHUNK).lstrip(BLANK)[1:]
    while True:
        rest = rest.lstrip(BLANK + ",")
        if rest.startswith("]"):
            return
        try:
            found, end = decoder.raw_decode(rest)
        except json.JSONDecodeError:
            end, found = len(rest), None
        if end >= len(rest):  # A number may go on in what is not read yet; a half object is no object yet.
            if len(rest) > OBJECT_MOST:
                raise ValueError(f"an object of more than {OBJECT_MOST} characters")
            more = text.read(max(CHUNK, len(rest)))
            if not more:
                raise json.JSONDecodeError("the list does not end", rest[:40], 0)
            rest += more
            continue
        yield found
        rest = rest[end:]


def _flat(thing: Mapping[str, object], before: str = "", depth: int = 0) -> Iterator[tuple[str, object]]:
    """Yield the fields by dotted name: ``{"a": {"b": 1}}`` has ``a.b``; a list is kept whole."""
    for name, value in thing.items():
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _flat(value, f"{before}{name}.", depth + 1)
        else:
            yield f"{before}{name}", value.strip() if isinstance(value, str) else value
