"""Rows of a CSV file, one after another, whatever its bytes are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from console.gateways.files.unusable import Tally, Unusable, nearest_of

Row = Mapping[str, object]
UTF8 = frozenset({"utf-8", "utf8", "utf_8"})


class Table:
    """A CSV file with a header; iterating gives the row's number and its fields by column name, stripped.

    The file is read as a stream: memory does not grow with it. Rows that are shorter or longer than the header are
    refused into ``tally``; ``at`` tells how much of the file has been read, between 0 and 1.
    """

    def __init__(self, path: Path, tally: Tally, *, encoding: str = "utf-8", delimiter: str = "") -> None:
        self._path = path
        self._tally = tally
        self._encoding = "utf-8-sig" if encoding.lower() in UTF8 else encoding
        self._delimiter = delimiter
        self._size = max(1, size_of(path))
        self._raw: IO[bytes] | None = None
        self.header: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the rows.

        Raises:
            Unusable: no header, another encoding, an unclosed quotation mark, a file that ends within a row.
        """
        number = 0
        try:
            with self._path.open("rb") as raw, self._decoded(raw) as text:
                self._raw = raw
                lines = csv.reader(text, delimiter=self._delimiter or self._likely(text), strict=True)
                self.header = self._header(lines)
                number = 1
                for number, fields in self._records(lines):
                    self._tally.read += 1
                    yield number, dict(zip(self.header, map(str.strip, fields), strict=True))
        except UnicodeError as wrong:
            raise Unusable(self._not_decoded(wrong, number)) from wrong
        except LookupError as wrong:
            raise Unusable(f"There is no encoding {self._encoding!r}.") from wrong
        except csv.Error as wrong:
            raise Unusable(f"{self._path.name} cannot be read as CSV: its first row is broken ({wrong}).") from wrong
        except OSError as wrong:
            raise Unusable(f"{self._path} cannot be read: {wrong.strerror or wrong}.") from wrong
        finally:
            self._raw = None

    @property
    def at(self) -> float:
        return min(1.0, self._raw.tell() / self._size) if self._raw is not None and not self._raw.closed else 1.0

    def need(self, *columns: str) -> None:
        """Raise Unusable unless the header has all these columns; to be asked once a row has been read."""
        for column in columns:
            if column not in self.header:
                raise Unusable(f'{self._path.name} has no column "{column}"{nearest_of(column, self.header)}.')

    def _decoded(self, raw: IO[bytes]) -> IO[str]:
        return io.TextIOWrapper(raw, encoding=self._encoding, errors="strict", newline="")

    def _likely(self, text: IO[str]) -> str:
        """Return the delimiter that the header has most of; the stream stands at its beginning again."""
        first = text.readline(65_536)
        text.seek(0)
        return max((",", ";", "\t", "|"), key=first.count)

    def _header(self, lines: Iterator[list[str]]) -> tuple[str, ...]:
        header = tuple(name.strip() for name in next(lines, []))
        if not any(header):
            raise Unusable(f"{self._path.name} is empty: its first row has no column names.")
        doubled = sorted({name for name in header if name and header.count(name) > 1})
        if doubled:
            raise Unusable(f'{self._path.name} has the column "{doubled[0]}" twice.')
        return header

    def _records(self, lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
        """Yield the numbered records that fit the header; a misfit is only judged when it is known whether it is last."""
        number = 1
        misfit: tuple[int, int] | None = None
        while True:
            number += 1
            try:
                fields = next(lines, None)
            except csv.Error as wrong:
                if _never_closed(wrong):
                    raise Unusable(self._cut_off(number)) from wrong
                self._refuse(number, f"a quotation mark stands in the wrong place: {wrong}")
                continue
            if misfit and fields is not None:
                self._refuse(misfit[0], self._misfit(misfit[1]))
                misfit = None
            if fields is None:
                break
            if len(fields) == len(self.header):
                yield number, fields
            elif fields:
                misfit = (number, len(fields))
        if misfit and misfit[1] < len(self.header) and not self._ends_with_newline():
            raise Unusable(self._cut_off(misfit[0]))
        if misfit:
            self._refuse(misfit[0], self._misfit(misfit[1]))

    def _refuse(self, number: int, why: str) -> None:
        self._tally.read += 1
        self._tally.refuse(number, why)

    def _misfit(self, fields: int) -> str:
        return f"{fields} fields where the header has {len(self.header)}"

    def _cut_off(self, number: int) -> str:
        return (
            f"{self._path.name} is cut off, or a quotation mark is not closed: it ends within row {number}. "
            "What came before is taken in; import the whole file again to take in the rest."
        )

    def _ends_with_newline(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) in b"\r\n"

    def _not_decoded(self, wrong: UnicodeError, number: int) -> str:
        where = f"near row {number + 1}" if number else "in its first rows"
        byte = f" (byte 0x{wrong.object[wrong.start]:02x})" if isinstance(wrong, UnicodeDecodeError) else ""
        named = "UTF-8" if self._encoding == "utf-8-sig" else self._encoding
        return (
            f"{self._path.name} is not {named} {where}{byte}; "
            'save it as UTF-8, or name its encoding in the map: encoding = "gb18030".'
        )


def _never_closed(wrong: csv.Error) -> bool:
    return "unexpected end of data" in str(wrong) or "field larger than" in str(wrong)


def size_of(path: Path) -> int:
    """Return the size of a file that can be read, in bytes.

    Raises:
        Unusable: there is no such file, it is a folder, or it is empty.
    """
    try:
        if not path.exists():
            raise Unusable(f"There is no file {path}.")
        if not path.is_file():
            raise Unusable(f"{path} is not a file.")
        size = path.stat().st_size
    except (OSError, ValueError) as wrong:
        raise Unusable(f"{path} cannot be read: {wrong}.") from wrong
    if not size:
        raise Unusable(f"{path.name} is empty.")
    return size
