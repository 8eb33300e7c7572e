-- Rings at every centre that a ticket concerns: on whose ground it lies, who holds it, who reads it. Each desk listens at
-- its own, so that of two hundred only those look at once that have something to see.
CREATE OR REPLACE FUNCTION ring_doorbell(area text, others text[]) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT pg_notify('griddesk_' || md5(code), '') FROM (
    SELECT left(area, digits) FROM generate_series(1, length(area)) AS digits UNION SELECT unnest(others)
  ) AS concerned(code)
$$;

REVOKE ALL ON FUNCTION ring_doorbell(text, text[]) FROM PUBLIC;

-- Whom a line concerns: the grounds after ">", the centres after "=", of now and of before.
CREATE OR REPLACE FUNCTION door_concerned(t ticket, left_sight_of text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT '>' || t.area || coalesce(' >' || (left_sight_of::jsonb ->> 0), '') || ' =' || t.centre
    || coalesce((SELECT string_agg(' =' || reader, '') FROM json_array_elements_text(nullif(t.readers, '')::json) AS reader), '')
    || coalesce((SELECT string_agg(' =' || code, '') FROM jsonb_array_elements_text(left_sight_of::jsonb - 0) AS code), '')
$$;

-- What one poll of a desk's feed asks: the version of the rules, the hour, the snapshot, and whether a crew of the ground has
-- moved; beside them the lines that an earlier snapshot did not see and that concern a centre, each with its ticket where
-- the centre may read it. No row where whoever signed in has no seat at the centre. It tells nothing that the policies of
-- journal and ticket would hide: they find the same for each seat, by way of what other tables hold, at many times the cost.
-- First it looks for numbers only: most polls find none, and a plan that brings whole lines is dear even to begin.
CREATE OR REPLACE FUNCTION news(at_centre text, first_unseen xid8, in_progress xid8[], most integer) RETURNS TABLE (
  rules integer, at_s bigint, snapshot text, some_moved boolean, line_seq bigint,
  line_key uuid, line_part smallint, line_kind text, line_ticket bigint, line_version integer, line_at timestamptz,
  line_by text, line_desk text, line_centre text, line_from_state text, line_to_state text, line_due_at timestamptz,
  line_reason text, line_imported boolean, line_detail text, line_changes text, line_left_sight_of text,
  ticket_id bigint, ticket_number text, ticket_version integer, ticket_state text, ticket_priority smallint,
  ticket_category text, ticket_title text, ticket_source text, ticket_centre text, ticket_tier smallint,
  ticket_reported_at timestamptz, ticket_stage_since timestamptz, ticket_changed_at timestamptz, ticket_due_at timestamptz,
  ticket_warn_at timestamptz, ticket_area text, ticket_grid text, ticket_lat_deg double precision,
  ticket_lng_deg double precision, ticket_address text, ticket_description text, ticket_holder_kind text,
  ticket_holder_id text, ticket_holder_name text, ticket_dispatched_by text, ticket_handled_by text, ticket_result text,
  ticket_caller_name text, ticket_caller_phone text, ticket_readers text, ticket_outside_number text, ticket_clocks text,
  ticket_noted text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ground text := '>' || at_centre;
  own text := '=' || at_centre || ' ';
  named text := '"' || at_centre || '"';
  numbers bigint[];
  has_seat boolean;
BEGIN
  SELECT
    EXISTS (
      SELECT FROM server_account AS account JOIN operator AS seat ON seat.name = account.operator
      WHERE account.role = session_user::text AND account.active AND seat.centre = at_centre
    ),
    (SELECT coalesce(max(rulebook.version), 0) FROM rulebook),
    EXISTS (SELECT FROM fix WHERE written >= first_unseen),
    ARRAY(
      SELECT seq FROM journal WHERE written >= first_unseen
        AND (concerns IS NULL OR strpos(concerns, ground) > 0 OR strpos(concerns || ' ', own) > 0)
    )
  INTO has_seat, rules, some_moved, numbers;
  IF NOT has_seat AND NOT desk_is_owner() THEN
    RETURN;
  END IF;
  -- Mostly nothing was in progress, and no crew has moved.
  IF cardinality(in_progress) > 0 THEN
    SELECT
      some_moved OR EXISTS (SELECT FROM fix WHERE written = ANY (in_progress)),
      numbers || ARRAY(
        SELECT seq FROM journal WHERE written = ANY (in_progress)
          AND (concerns IS NULL OR strpos(concerns, ground) > 0 OR strpos(concerns || ' ', own) > 0)
      )
    INTO some_moved, numbers;
  END IF;
  IF some_moved THEN
    -- A crew is looked for where a fix is new; of a join the planner would think that it may begin with all crews.
    some_moved := EXISTS (
      SELECT FROM fix WHERE written >= first_unseen AND (SELECT region FROM crew WHERE crew.id = fix.crew) ^@ at_centre
    ) OR EXISTS (
      SELECT FROM fix WHERE written = ANY (in_progress) AND (SELECT region FROM crew WHERE crew.id = fix.crew) ^@ at_centre
    );
  END IF;
  at_s := date_part('epoch', clock_timestamp());
  snapshot := pg_current_snapshot();
  IF cardinality(numbers) > 0 THEN
    RETURN QUERY SELECT rules, at_s, snapshot, some_moved,
      line.seq, line.key, line.part, line.kind, line.ticket, line.version, line.at, line.by, line.desk, line.centre,
      line.from_state, line.to_state, line.due_at, line.reason, line.imported, line.detail, line.changes, line.left_sight_of,
      t.id, t.number, t.version, t.state, t.priority, t.category, t.title, t.source, t.centre, t.tier, t.reported_at,
      t.stage_since, t.changed_at, t.due_at, t.warn_at, t.area, t.grid, t.lat_deg, t.lng_deg, t.address, t.description,
      t.holder_kind, t.holder_id, t.holder_name, t.dispatched_by, t.handled_by, t.result, t.caller_name, t.caller_phone,
      t.readers, t.outside_number, t.clocks, t.noted
    FROM journal AS line LEFT JOIN ticket AS t
      ON t.id = line.ticket AND (t.area ^@ at_centre OR t.centre = at_centre OR strpos(t.readers, named) > 0)
    WHERE line.seq = ANY (numbers)
      AND (
        t.id IS NOT NULL OR line.left_sight_of ^@ ('["' || at_centre) OR strpos(line.left_sight_of, named) > 0
        OR line.ticket IS NULL AND (
          line.centre ^@ at_centre OR at_centre ^@ line.centre
          AND line.kind IN (
            'answers_taken', 'camera_left', 'camera_moved', 'camera_taken', 'campaign_began', 'campaign_ended', 'crew_stationed',
            'grid_redrawn', 'grid_split', 'grids_added', 'grids_merged', 'head_named', 'site_ticked')
        )
      )
      -- What is over when it is brought in concerns nobody at work.
      AND NOT (line.imported AND coalesce(t.state IN ('archived', 'closed', 'merged', 'rejected', 'void'), false))
    LIMIT most;
    IF FOUND THEN
      RETURN;
    END IF;
  END IF;
  RETURN NEXT;
END $$;

REVOKE ALL ON FUNCTION door_concerned(ticket, text), news(text, xid8, xid8[], integer) FROM PUBLIC;
