"""Adding up counts by code: all the numbers of a code in one whole number, so that a ticket costs one addition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from struct import Struct

from console.tally import Counts

FIELD_BITS = 64
"""Wide enough for the seconds of all tickets together. While adding, a field may borrow from the next: sums are exact."""
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

    def add_cells(self, rows: Iterable[Sequence[int]], first: str, numbers: int) -> None:
        """Add rows of a code and so many numbers, which stand in ``Counts`` from ``first`` on."""
        by_code, packed = self._by_code, Struct(f"<{numbers}q").pack
        shift = FIELD_BITS * Counts._fields.index(first)
        for code, *row in rows:
            by_code[str(code)] += int.from_bytes(packed(*row), "little") << shift

    def add_tickets(self, rows: Iterable[tuple[str, int, int, int]], worth_of: Sequence[int], second: int) -> None:
        """Add rows of a code, of flags, of how many seconds the tickets with them have, and of how many they are."""
        by_code = self._by_code
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
