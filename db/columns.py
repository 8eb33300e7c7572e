"""Kinds of columns that read alike on both engines: moments, codes, and what a snapshot is compared with.

Codes compare byte by byte on both engines, so that a subtree is a range.
Moments are whole microseconds since 1970 on SQLite and timestamptz on PostgreSQL; both give aware UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import BigInteger, Column, ColumnElement, Dialect, Integer, Text, TypeDecorator, and_
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine, UserDefinedType

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware moment."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return cast("datetime", value).astimezone(UTC)
        return EPOCH + timedelta(microseconds=value)


class TransactionNumber(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction number, which a snapshot is compared with."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


class SnapshotText(UserDefinedType[str]):
    """Which transactions PostgreSQL saw at a moment: ``xmin:xmax:in progress``."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "pg_snapshot"


CODE = Text().with_variant(Text(collation="C"), "postgresql")
NUMBERED = BigInteger().with_variant(Integer(), "sqlite")
WRITTEN = BigInteger().with_variant(TransactionNumber(), "postgresql")


def words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def later(name: str) -> Column[str]:
    """Return a column of words that came with a later revision: rows from before have none."""
    return Column(name, Text, nullable=False, server_default="")


def code(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, CODE, nullable=nullable)


def below(column: ColumnElement[str], ancestor: str) -> ColumnElement[bool]:
    """Return the range of codes that are ``ancestor`` or extend it; never LIKE, which no index serves."""
    if not ancestor:
        return column >= ""
    return and_(column >= ancestor, column < ancestor[:-1] + chr(ord(ancestor[-1]) + 1))


def beside(column: ColumnElement[str], ancestor: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the ranges of codes before and after the subtree of ``ancestor``, which is not empty."""
    return column < ancestor, column >= ancestor[:-1] + chr(ord(ancestor[-1]) + 1)
