"""Adding up counts by code: all the numbers of a code in one whole number, so that a ticket costs one addition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from struct import Struct
from typing import Any

from console.tally import DUE_TO_CLOSE, Counts

FIELD_BITS = 64
"""Wide enough for the seconds of all tickets together. While adding, a field may borrow from the next: sums are exact."""
Change = tuple[int, int, bool]
"""How many times a cell counts more, how many times as closed, and whether its tickets have a limit."""
_ALL = Struct(f"<{len(Counts._fields)}Q")


def worth(**numbers: int) -> int:
    """Return the numbers, by their names in ``Counts``, as one."""
    return sum(number << FIELD_BITS * Counts._fields.index(name) for name, number in numbers.items())


def worths(bits: int, of: Callable[..., int]) -> tuple[int, ...]:
    """Return what each number of so many flags is worth; ``of`` takes the flags one by one, the lowest first."""
    return tuple(of(*(flags >> bit & 1 for bit in range(bits))) for flags in range(1 << bits))


class Sums:
    """Counts by code, while they are being added up."""

    def __init__(self) -> None:
        self._by_code: defaultdict[str, int] = defaultdict(int)

    def add_cells(self, rows: Iterable[Sequence[Any]], first: str, numbers: int, *, times: int = 1) -> None:
        """Add rows of a code and so many numbers, which stand in ``Counts`` from ``first`` on; or take them away."""
        by_code, packed = self._by_code, Struct(f"<{numbers}q").pack
        unit = times << FIELD_BITS * Counts._fields.index(first)
        for code, *row in rows:
            by_code[code] += int.from_bytes(packed(*row), "little") * unit

    def add_changes(self, rows: Iterable[Sequence[Any]], change: Callable[[int, int], Change]) -> None:
        """Add rows of a code, of its two spans and of the numbers of ``DUE_TO_CLOSE``, each as the change of them says."""
        by_code, packed = self._by_code, Struct(f"<{len(DUE_TO_CLOSE) + 2}q").pack
        shift, one_closed = FIELD_BITS * Counts._fields.index("due"), worth(closed=1)
        for code, span, closed, due, *row in rows:
            times, closed_times, is_limited = change(span, closed)
            if times:
                numbers = packed(due, due if is_limited else 0, 0, *row)
                by_code[code] += times * int.from_bytes(numbers, "little") << shift
            if closed_times:
                by_code[code] += closed_times * due * one_closed

    def add_tickets(self, rows: Iterable[tuple[str, int]], worth_of: Sequence[int]) -> None:
        """Add rows of a code and flags, one for each ticket."""
        by_code = self._by_code
        for code, flags in rows:
            by_code[code] += worth_of[flags]

    def add_timed_tickets(self, rows: Iterable[tuple[str, int, int]], worth_of: Sequence[int], times: int) -> None:
        """Add rows of a code, of flags and of seconds, one for each ticket; the seconds are taken so many times."""
        by_code, spent_s = self._by_code, defaultdict[str, int](int)
        for code, flags, seconds in rows:
            by_code[code] += worth_of[flags]
            spent_s[code] += seconds
        second = worth(handling_s=times)
        for code, seconds in spent_s.items():
            by_code[code] += second * seconds

    def add_groups(self, rows: Iterable[tuple[str, int, int, int]], worth_of: Sequence[int], times: int) -> None:
        """Add rows of a code, of flags, of how many seconds the tickets with them have, and of how many they are."""
        by_code, second = self._by_code, worth(handling_s=times)
        for code, flags, seconds, tickets in rows:
            by_code[code] += worth_of[flags] * tickets + second * seconds

    def counts(self) -> dict[str, Counts]:
        """Return the counts in the order of their codes; codes without any are left out."""
        size, unpacked = _ALL.size, _ALL.unpack
        return {
            code: Counts._make(unpacked(self._by_code[code].to_bytes(size, "little")))
            for code in sorted(self._by_code)
            if self._by_code[code]
        }
