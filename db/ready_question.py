"""A question to a server that is asked again and again: put together once, and asked on the driver's own connection.

SQLAlchemy looks at every column of every answer; of what is asked four times a second that is most of the cost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Select, TypeDecorator


class ReadyQuestion:
    """Holds no connection; any thread may ask, each on its own. The server plans it once for each connection."""

    def __init__(self, question: Select[Any], dialect: Dialect) -> None:
        compiled = question.compile(dialect=dialect)
        self._text = str(compiled)
        self._given = compiled.params
        # All other types the driver makes by itself, and needs no help with.
        self._made: list[tuple[int, Callable[[Any], Any]]] = [
            (place, process)
            for place, column in enumerate(question.selected_columns)
            if isinstance(column.type, TypeDecorator)
            and (process := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ]

    def ask(self, link: Any, facts: Mapping[str, str]) -> Sequence[Sequence[Any]]:
        """Return the rows as SQLAlchemy would; ``link`` is a psycopg connection. Its errors are the driver's own."""
        rows = link.execute(self._text, {**self._given, **facts}, prepare=True).fetchall()
        return [self._processed(row) for row in rows] if self._made else rows

    def _processed(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for place, process in self._made:
            values[place] = process(values[place])
        return values
