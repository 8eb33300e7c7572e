-- What a ticket counts for in the indicators: console/tally.py once more, a line at a time.

CREATE OR REPLACE FUNCTION door_followed(c course, line journal, t ticket) RETURNS course LANGUAGE plpgsql AS $$
DECLARE
  state text := line.to_state;
  satisfied boolean;
  began timestamptz := c.handling_since;
BEGIN
  IF c.ticket IS NULL THEN
    c.ticket := t.id;
    c.is_filed := false;
    c.is_reworked := false;
    c.is_extended := false;
    c.is_signed_in_time := false;
    c.is_settled := false;
  END IF;
  IF state = 'in_progress' THEN
    c.handling_since := coalesce(c.handling_since, line.at);
  ELSIF c.handling_since IS NOT NULL THEN
    c.handling_s := coalesce(c.handling_s, 0) + floor(greatest(extract(epoch FROM line.at - c.handling_since), 0));
    c.handling_since := NULL;
  END IF;
  IF state IN ('feedback', 'checked', 'closed', 'archived') THEN
    c.handled_at := coalesce(c.handled_at, line.at);
    c.closed_at := CASE WHEN state IN ('closed', 'archived') THEN coalesce(c.closed_at, line.at) END;
  ELSIF c.handled_at IS NOT NULL AND state NOT IN ('draft', 'rejected', 'void', 'merged') THEN
    c.handled_at := NULL;
    c.closed_at := NULL;
  END IF;
  IF NOT c.is_filed AND state IN ('filed', 'dispatched', 'in_progress', 'suspended', 'feedback', 'checked', 'closed', 'archived') THEN
    c.is_filed := true;
  END IF;
  IF line.kind IN ('dispatched', 'transferred') THEN
    c.sign_due_at := line.due_at;
    c.is_signed_in_time := false;
  ELSIF line.kind = 'signed' THEN
    c.is_signed_in_time := coalesce(line.at <= c.sign_due_at, false);
  ELSIF state IN ('reported', 'filed') AND (c.sign_due_at IS NOT NULL OR c.is_signed_in_time) THEN
    c.sign_due_at := NULL;
    c.is_signed_in_time := false;
  END IF;
  IF line.due_at IS NOT NULL AND (CASE WHEN c.is_settled
    THEN state = 'in_progress' AND line.kind IN ('extended', 'resumed', 'reclassified', 'recalendared')
    ELSE state IN ('filed', 'dispatched', 'in_progress') END)
  THEN
    c.due_at := line.due_at;
    c.is_settled := c.is_settled OR state = 'in_progress';
  ELSIF state = 'in_progress' AND began IS NULL AND NOT c.is_settled THEN
    c.due_at := NULL;
  END IF;
  IF line.kind IN ('reopened', 'check_failed', 'extended') THEN
    c.is_settled := c.is_settled AND line.kind <> 'reopened';
    c.is_reworked := c.is_reworked OR line.kind = 'check_failed';
    c.is_extended := c.is_extended OR line.kind = 'extended';
  END IF;
  IF t.noted <> '' THEN
    satisfied := (t.noted::jsonb #>> '{answer,satisfied}')::boolean;
  END IF;
  IF (c.reported_at, c.area, c.category, c.source, c.is_satisfied, c.is_handled, c.is_kept, c.department, c.crew) IS DISTINCT FROM
    (t.reported_at, t.area, t.category, t.source, satisfied, t.state IN ('feedback', 'checked', 'closed', 'archived'),
      t.state NOT IN ('draft', 'rejected', 'void', 'merged'), CASE WHEN t.holder_kind = 'department' THEN t.holder_id ELSE '' END,
      CASE WHEN t.holder_kind = 'crew' THEN t.holder_id ELSE '' END)
  THEN
    c.reported_at := t.reported_at;
    c.area := t.area;
    c.category := t.category;
    c.source := t.source;
    c.department := CASE WHEN t.holder_kind = 'department' THEN t.holder_id ELSE '' END;
    c.crew := CASE WHEN t.holder_kind = 'crew' THEN t.holder_id ELSE '' END;
    c.is_handled := t.state IN ('feedback', 'checked', 'closed', 'archived');
    c.is_kept := t.state NOT IN ('draft', 'rejected', 'void', 'merged');
    c.is_satisfied := satisfied;
  END IF;
  RETURN c;
END $$;

CREATE OR REPLACE FUNCTION door_count(line journal, t ticket) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  old course;
  c course;
BEGIN
  SELECT * INTO old FROM course WHERE ticket = t.id;
  c := door_followed(old, line, t);
  IF old.ticket IS NULL THEN
    INSERT INTO course SELECT c.*;
  ELSIF c IS DISTINCT FROM old THEN
    UPDATE course SET
      reported_at = c.reported_at, area = c.area, category = c.category, source = c.source, department = c.department, crew = c.crew,
      is_filed = c.is_filed, is_handled = c.is_handled, is_kept = c.is_kept, is_reworked = c.is_reworked, is_extended = c.is_extended,
      is_satisfied = c.is_satisfied, sign_due_at = c.sign_due_at, is_signed_in_time = c.is_signed_in_time, due_at = c.due_at,
      is_settled = c.is_settled, handling_since = c.handling_since, handling_s = c.handling_s, handled_at = c.handled_at,
      closed_at = c.closed_at
    WHERE ticket = t.id;
  END IF;
END $$;

REVOKE ALL ON FUNCTION door_followed(course, journal, ticket), door_count(journal, ticket) FROM PUBLIC;
