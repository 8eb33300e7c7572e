"""What a line tells, as its hash covers it: the columns in their order, and their text in the words of each engine.

The number of a line and the transaction that wrote it are not among them: they say where a line stands in the feed.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Text, literal_column

COLUMNS = (
    "key", "part", "kind", "ticket", "version", "at", "by", "desk", "account", "centre", "from_state", "to_state",
    "due_at", "reason", "imported", "detail", "changes", "left_sight_of",
)  # fmt: skip
MOMENTS = frozenset({"at", "due_at"})


def told(dialect: str) -> ColumnElement[str]:
    """Return the text of a line of ``journal`` as the engine puts it together."""
    if dialect == "sqlite":
        words = " || char(31) || ".join(f"coalesce({_in_file(name)}, char(30))" for name in COLUMNS)
    else:
        words = f"array_to_string(ARRAY[{', '.join(map(_on_server, COLUMNS))}], chr(31), chr(30))"
    return literal_column(words, Text)


def _in_file(name: str) -> str:
    if name == "imported":
        return "CASE journal.imported WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    return f'journal."{name}"'


def _on_server(name: str) -> str:
    if name == "key":
        return "replace(journal.key::text, '-', '')"
    if name in MOMENTS:
        return f"(extract(epoch FROM journal.{name}) * 1000000)::bigint::text"
    return f'journal."{name}"::text'
