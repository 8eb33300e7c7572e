"""A question to a server that is asked again and again: put together once, and asked on the driver's own connection.

SQLAlchemy looks at every column of every answer; of what is asked four times a second that is most of the cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Select, TextClause


class ReadyQuestion:
    """Holds no connection; any thread may ask, each on its own. The server plans it once for each connection.

    The values are those that SQLAlchemy would bring on a connection whose hour is UTC; the driver makes them by itself.
    """

    def __init__(self, question: Select[Any] | TextClause, dialect: Dialect) -> None:
        compiled = question.compile(dialect=dialect)
        self._text = str(compiled)
        self._given = compiled.params

    def ask(self, cursor: Any, facts: Mapping[str, object]) -> Sequence[Sequence[Any]]:
        """Return the rows; ``cursor`` is psycopg's, of answers in binary. Its errors are the driver's own."""
        cursor.execute(self._text, {**self._given, **facts}, prepare=True)
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
        return rows
