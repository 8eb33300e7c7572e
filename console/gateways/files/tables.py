"""Rows of a CSV file, one after another, whatever its bytes are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from console.gateways.files.on_disk import size_of
from console.gateways.files.unusable import Tally, Unusable, nearest_of

Row = Mapping[str, object]
UTF8 = frozenset({"utf-8", "utf8", "utf_8"})
LINE_MOST = 1 << 20
"""Characters of one line; what is longer is no row of a table, and must not fill the memory."""
UNREADABLE_MOST = 100
"""So many rows in another encoding, more than half of all, and it is the file's encoding that is wrong."""
MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Table:
    """A CSV file with a header; iterating gives the row's number and its fields by column name, stripped.

    The file is read as a stream: memory does not grow with it, nor with a line that never ends. Rows that are shorter
    or longer than the header, or hold bytes of another encoding, are refused into ``tally``; ``at`` tells how much of
    the file has been read, between 0 and 1.
    """

    def __init__(self, path: Path, tally: Tally, *, encoding: str = "utf-8", delimiter: str = "") -> None:
        self._path = path
        self._tally = tally
        self._encoding = "utf-8-sig" if encoding.lower() in UTF8 else encoding
        self._delimiter = delimiter
        self._size = max(1, size_of(path))
        self._raw: IO[bytes] | None = None
        self._unreadable = 0
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
                delimiter = self._delimiter or self._likely(text)
                lines = _Lines(text)
                records = csv.reader(lines, delimiter=delimiter, strict=True)
                self.header = self._header(records, lines)
                number = 1
                for number, fields in self._records(records, lines):
                    self._tally.read += 1
                    yield number, dict(zip(self.header, map(str.strip, fields), strict=True))
        except UnicodeError as wrong:
            raise Unusable(self._not_decoded(_byte_of(wrong), number + 1)) from wrong
        except LookupError as wrong:
            raise Unusable(f"There is no encoding {self._encoding!r}.") from wrong
        except (csv.Error, _TooLong) as wrong:
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
        return io.TextIOWrapper(raw, encoding=self._encoding, errors="surrogateescape", newline="")

    def _likely(self, text: IO[str]) -> str:
        """Return the delimiter that the header has most of; the stream stands at its beginning again."""
        first = text.readline(65_536)
        text.seek(0)
        return max((",", ";", "\t", "|"), key=first.count)

    def _header(self, records: Iterator[list[str]], lines: _Lines) -> tuple[str, ...]:
        header = tuple(name.strip() for name in next(records, []))
        if lines.strange:
            raise Unusable(self._not_decoded(lines.strange, 1))
        if not any(header):
            raise Unusable(f"{self._path.name} is empty: its first row has no column names.")
        if any("\0" in name for name in header):
            raise Unusable(f"{self._path.name} is no CSV: its first row holds zero bytes.")
        doubled = sorted({name for name in header if name and header.count(name) > 1})
        if doubled:
            raise Unusable(f'{self._path.name} has the column "{doubled[0]}" twice.')
        return header

    def _records(self, records: Iterator[list[str]], lines: _Lines) -> Iterator[tuple[int, list[str]]]:
        """Yield the numbered records that fit the header; a misfit is only judged when it is known whether it is last."""
        number = 1
        misfit: tuple[int, int] | None = None
        while True:
            number += 1
            lines.begin_record()
            try:
                fields = next(records, None)
            except (csv.Error, _TooLong) as wrong:
                if _never_closed(wrong, lines):
                    raise Unusable(self._cut_off(number)) from wrong
                self._refuse(number, f"it cannot be read as CSV: {wrong}")
                continue
            if misfit and fields is not None:
                self._refuse(misfit[0], self._misfit(misfit[1]))
                misfit = None
            if fields is None:
                break
            if lines.strange:
                self._refuse_strange(number, lines.strange)
            elif len(fields) == len(self.header):
                yield number, fields
            elif fields:
                misfit = (number, len(fields))
        if misfit and misfit[1] < len(self.header) and not self._ends_with_newline():
            raise Unusable(self._cut_off(misfit[0]))
        if misfit:
            self._refuse(misfit[0], self._misfit(misfit[1]))
        if self._unreadable * 2 > self._tally.read:
            raise Unusable(self._not_decoded("", number - 1))

    def _refuse_strange(self, number: int, byte: str) -> None:
        """Refuse a row in another encoding; where most rows are, it is not the row that is wrong."""
        self._unreadable += 1
        self._refuse(number, f"it is not {self._encoding_name()}: byte {byte}")
        if self._unreadable >= UNREADABLE_MOST and self._unreadable * 2 > self._tally.read:
            raise Unusable(self._not_decoded(byte, number))

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

    def _not_decoded(self, byte: str, number: int) -> str:
        where = f"in row {number}" if number > 1 else "in its first row"
        likely = "utf-16" if self._begins() in MARKS_OF_UTF16 else "gb18030"
        return (
            f"{self._path.name} is not {self._encoding_name()} {where}{f' (byte {byte})' if byte else ''}; "
            f'save it as UTF-8, or name its encoding in the map: encoding = "{likely}".'
        )

    def _encoding_name(self) -> str:
        return "UTF-8" if self._encoding == "utf-8-sig" else self._encoding

    def _begins(self) -> bytes:
        with self._path.open("rb") as file:
            return file.read(2)


class _TooLong(Exception):
    """A line that does not end where a line of a table would."""

    def __init__(self) -> None:
        super().__init__(f"a line of more than {LINE_MOST} characters")


class _Lines:
    """The lines of a text, none longer than LINE_MOST: of one that is, the rest is skipped, and _TooLong raised.

    ``strange`` is the first byte in the present record that the text's encoding does not know; ``count`` its lines.
    """

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self.strange = ""
        self.count = 0

    def begin_record(self) -> None:
        self.strange, self.count = "", 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LINE_MOST)
        if not line:
            raise StopIteration
        self.count += 1
        if len(line) == LINE_MOST and line[-1] not in "\r\n":
            while line and line[-1] not in "\r\n":
                line = self._text.readline(LINE_MOST)
            raise _TooLong
        if not line.isascii() and not self.strange:
            try:
                line.encode()
            except UnicodeEncodeError as wrong:
                self.strange = f"0x{ord(line[wrong.start]) & 0xFF:02x}"
        return line


def _byte_of(wrong: UnicodeError) -> str:
    return f"0x{wrong.object[wrong.start]:02x}" if isinstance(wrong, UnicodeDecodeError) else ""


def _never_closed(wrong: Exception, lines: _Lines) -> bool:
    return "unexpected end of data" in str(wrong) or ("field larger than" in str(wrong) and lines.count > 1)
