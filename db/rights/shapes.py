"""What every desk can read again: the shapes of what lines and tickets hold as JSON, out of the console's own classes.

A desk with a program of its own could write what is lawful and yet unreadable, as a due time beyond the calendar, and
every other desk of its ground would be blind. The server takes only what has the shape that the console writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from psycopg import sql

from console.domain.ticket import TargetKind, Ticket
from console.replay import FORMS

Shape = Mapping[str, object]

NUMBER: Shape = {"is": "number"}
TEXT: Shape = {"is": "text"}
WORDS: Shape = {"is": "words"}
"""A record of texts under any names, as a line's detail is."""

PLAIN: Mapping[type, Shape] = {
    str: TEXT,
    bool: {"is": "boolean"},
    int: {"is": "integer"},
    float: NUMBER,
    datetime: {"is": "moment"},
}

READS = """
CREATE OR REPLACE FUNCTION desk_reads(value jsonb, shape jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
BEGIN
  IF shape IS NULL THEN
    RETURN false;
  ELSIF value = 'null' THEN
    RETURN coalesce((shape -> 'null')::boolean, false);
  END IF;
  CASE shape ->> 'is'
  WHEN 'text' THEN
    RETURN jsonb_typeof(value) = 'string';
  WHEN 'boolean' THEN
    RETURN jsonb_typeof(value) = 'boolean';
  WHEN 'number' THEN
    RETURN jsonb_typeof(value) = 'number' AND abs(value::numeric) < 1e15;
  WHEN 'integer' THEN
    RETURN jsonb_typeof(value) = 'number' AND abs(value::numeric) < 1e19 AND value::numeric = trunc(value::numeric);
  WHEN 'moment' THEN
    RETURN jsonb_typeof(value) = 'string'
      AND value #>> '{}' ~ '^(19|[2-8][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?[+-][0-9]{2}:[0-9]{2}$'
      AND isfinite((value #>> '{}')::timestamptz);
  WHEN 'one' THEN
    RETURN shape -> 'of' @> value;
  WHEN 'many' THEN
    RETURN jsonb_typeof(value) = 'array' AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(CASE jsonb_typeof(value) WHEN 'array' THEN value ELSE '[]' END) AS each
      WHERE desk_reads(each, shape -> 'of') IS NOT TRUE);
  WHEN 'row' THEN
    RETURN jsonb_typeof(value) = 'array' AND jsonb_array_length(value) = jsonb_array_length(shape -> 'of') AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(shape -> 'of') WITH ORDINALITY AS part(shape, n)
      WHERE desk_reads(value -> (n - 1)::integer, part.shape) IS NOT TRUE);
  WHEN 'words' THEN
    RETURN jsonb_typeof(value) = 'object' AND NOT EXISTS (
      SELECT FROM jsonb_each(value) AS told WHERE jsonb_typeof(told.value) <> 'string');
  ELSE
    RETURN jsonb_typeof(value) = 'object' AND value ?& ARRAY(SELECT jsonb_array_elements_text(shape -> 'needs')) AND NOT EXISTS (
      SELECT FROM jsonb_each(value) AS told WHERE desk_reads(told.value, shape -> 'of' -> told.key) IS NOT TRUE);
  END CASE;
END $$
"""

ON_TICKET = """
CREATE OR REPLACE FUNCTION ticket_readable() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first timestamptz := '1900-01-01Z';
  last timestamptz := '9000-01-01Z';
BEGIN
  IF desk_is_owner() THEN
    RETURN NEW;
  END IF;
  PERFORM door_claim('moments', least(NEW.reported_at, NEW.stage_since, NEW.changed_at, NEW.due_at, NEW.warn_at) >= first
    AND greatest(NEW.reported_at, NEW.stage_since, NEW.changed_at, NEW.due_at, NEW.warn_at) < last);
  PERFORM door_claim('place', num_nulls(NEW.lat_deg, NEW.lng_deg) <> 1
    AND coalesce(NEW.lat_deg BETWEEN -90 AND 90 AND NEW.lng_deg BETWEEN -180 AND 180, true));
  PERFORM door_claim('priority', NEW.priority BETWEEN 1 AND 4);
  PERFORM door_claim('text', length(NEW.title) + length(NEW.address) <= 4000 AND length(NEW.description) + length(NEW.result) <= 40000
    AND length(NEW.noted) + length(NEW.clocks) <= 400000 AND length(NEW.category) + length(NEW.source) + length(NEW.outside_number) <= 1000);
  IF TG_OP = 'INSERT' THEN
    PERFORM door_claim('number', NEW.number ~ '^[0-9]{1,15}$' AND NEW.number::bigint <= (SELECT last_value FROM ticket_number));
  END IF;
  RETURN NEW;
END $$
"""

ON_LINE = """
CREATE OR REPLACE FUNCTION journal_readable() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- Only a line that came through the door has an account.
  IF NEW.account IS NULL THEN
    RETURN NEW;
  END IF;
  PERFORM door_claim('due_at', coalesce(NEW.due_at >= '1900-01-01Z' AND NEW.due_at < '9000-01-01Z', true));
  PERFORM door_claim('text', length(NEW.desk) <= 400 AND length(NEW.reason) <= 40000 AND length(NEW.detail) + length(NEW.changes) <= 800000);
  IF NEW.detail <> '' THEN
    PERFORM door_claim('detail', desk_reads(NEW.detail::jsonb, {words}));
  END IF;
  IF NEW.changes <> '' THEN
    PERFORM door_claim('changes', desk_reads(NEW.changes::jsonb, {changes}));
  END IF;
  RETURN NEW;
END $$
"""

TRIGGERS = (
    "CREATE OR REPLACE TRIGGER ticket_readable BEFORE INSERT OR UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION ticket_readable()",
    "CREATE OR REPLACE TRIGGER journal_readable BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_readable()",
    "REVOKE ALL ON FUNCTION desk_reads(jsonb, jsonb), ticket_readable(), journal_readable() FROM PUBLIC",
)
"""The one on lines comes by its name after the door's own, which completes the line and applies it."""


def readable() -> Iterator[str]:
    """Yield the statements that let the server take only what every desk can read."""
    # What a ticket holds as JSON came with the changes of its lines, whose shape is looked at there.
    shapes = {"words": WORDS, "changes": changes_shape()}
    told = {name: sql.Literal(json.dumps(shape)).as_string(None) for name, shape in shapes.items()}
    yield READS.strip()
    for text in (ON_TICKET, ON_LINE):
        for name, literal in told.items():
            text = text.replace(f"{{{name}}}", literal)
        yield text.strip()
    yield from TRIGGERS


def changes_shape() -> Shape:
    """Return what the changes of a line may hold, in the plain form of ``console.replay``."""
    hints = get_type_hints(Ticket)
    of = {name: shape_of(hints[name]) for name in FORMS}
    of["place"] = {"is": "row", "of": [NUMBER, NUMBER], "null": True}
    of["holder"] = {"is": "row", "of": [shape_of(TargetKind), TEXT, TEXT], "null": True}
    of["due_at"] = {"is": "nothing", "null": True, "of": {}, "needs": []}
    return {"is": "record", "of": of, "needs": []}


def shape_of(kind: Any) -> Shape:
    """Return the shape in which a value of this type is written."""
    kind = getattr(kind, "__supertype__", kind)
    parts = get_args(kind)
    if get_origin(kind) in {Union, UnionType}:
        return {**shape_of(next(part for part in parts if part is not NoneType)), "null": True}
    if get_origin(kind) is tuple:
        if parts[-1] is Ellipsis:
            return {"is": "many", "of": shape_of(parts[0])}
        return {"is": "row", "of": [shape_of(part) for part in parts]}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        needs = [one.name for one in fields(kind) if one.default is MISSING]
        return {"is": "record", "of": {name: shape_of(hint) for name, hint in hints.items()}, "needs": needs}
    if issubclass(kind, Enum):
        return {"is": "one", "of": [one.value for one in kind]}
    return PLAIN[kind]
