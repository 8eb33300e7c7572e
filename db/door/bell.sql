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

-- The numbers of the lines that a snapshot did not see and that may concern a centre, without a look at their tickets; what
-- is sent is judged by those. Nothing where whoever signed in has no seat at the centre.
CREATE OR REPLACE FUNCTION news_lines(at_centre text, first_unseen xid8, in_progress xid8[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ground text := '>' || at_centre;
  own text := '=' || at_centre || ' ';
BEGIN
  IF NOT desk_is_owner() AND desk_roles(at_centre) IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT seq FROM (
      SELECT seq, concerns FROM journal WHERE written >= first_unseen
      UNION ALL SELECT seq, concerns FROM journal WHERE written = ANY (in_progress)
    ) AS unseen WHERE concerns IS NULL OR strpos(concerns, ground) > 0 OR strpos(concerns || ' ', own) > 0
  );
END $$;

REVOKE ALL ON FUNCTION door_concerned(ticket, text), news_lines(text, xid8, xid8[]) FROM PUBLIC;
