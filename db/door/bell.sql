-- Rings at every centre that a ticket concerns: on whose ground it lies, who holds it, who reads it. Each desk listens at
-- its own, so that of two hundred only those look at once that have something to see.
CREATE OR REPLACE FUNCTION ring_doorbell(area text, others text[]) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT pg_notify('griddesk_' || md5(code), '') FROM (
    SELECT left(area, digits) FROM generate_series(1, length(area)) AS digits UNION SELECT unnest(others)
  ) AS concerned(code)
$$;

REVOKE ALL ON FUNCTION ring_doorbell(text, text[]) FROM PUBLIC
