-- What every desk can read again: what a line says in its shape, and what a ticket holds within its bounds; "" for nothing wrong.
-- The shape of changes, door_reads_changes(), comes out of the console's classes.

-- A moment from 1900 to the year 8999, as Python reads it: the server would make sense of an hour 24 and a second 60 as well.
CREATE OR REPLACE FUNCTION door_is_moment(said text) RETURNS boolean LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
  moment timestamptz;
BEGIN
  IF translate(said, '012345678', '999999999') = ANY (ARRAY['9999-99-99T99:99:99.999999+99:99', '9999-99-99T99:99:99+99:99',
      '9999-99-99T99:99:99.99999+99:99', '9999-99-99T99:99:99.9999+99:99', '9999-99-99T99:99:99.999+99:99',
      '9999-99-99T99:99:99.99+99:99', '9999-99-99T99:99:99.9+99:99', '9999-99-99T99:99:99.999999-99:99', '9999-99-99T99:99:99-99:99'])
    AND substr(said, 12, 2) <> '24' AND substr(said, 18, 2) <> '60'
  THEN
    moment := said;
    RETURN moment BETWEEN '1900-01-01Z' AND '8999-12-31Z';
  END IF;
  RETURN false;
END $$;

-- Whether a line names a file that can be found again and checked.
CREATE OR REPLACE FUNCTION door_is_evidence(said text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  file jsonb := CASE said WHEN '' THEN '{}'::jsonb ELSE said::jsonb END;
BEGIN
  RETURN (file ->> 'file' ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,119}$' AND file ->> 'sha256' ~ '^[0-9a-f]{64}$'
    AND file ->> 'bytes' ~ '^[1-9][0-9]{0,12}$' AND file ->> 'camera_number' ~ '^[0-9]{1,9}$' AND file ? 'camera' AND file ? 'camera_name'
    AND door_is_moment(file ->> 'begins_at') AND coalesce(door_is_moment(file ->> 'ends_at'), true)) IS TRUE;
END $$;

-- Whether a line tells which camera's recording is looked at, from when to when: no more than a day, and nothing that is yet to come.
CREATE OR REPLACE FUNCTION door_is_playback(said text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  told jsonb := CASE said WHEN '' THEN '{}'::jsonb ELSE said::jsonb END;
BEGIN
  IF (told ->> 'camera' <> '' AND told ? 'camera_name' AND told ->> 'camera_number' ~ '^[0-9]{1,9}$' AND door_is_moment(told ->> 'begins_at')
    AND door_is_moment(told ->> 'ends_at')) IS NOT TRUE
  THEN
    RETURN false;
  END IF;
  RETURN (told ->> 'ends_at')::timestamptz > (told ->> 'begins_at')::timestamptz
    AND (told ->> 'ends_at')::timestamptz - (told ->> 'begins_at')::timestamptz <= interval '24 h'
    AND (told ->> 'ends_at')::timestamptz <= door_now() + interval '240 s';
END $$;

CREATE OR REPLACE FUNCTION door_unreadable(line journal, told jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF octet_length(concat(line.desk, line.reason, line.detail)) > 400 OR octet_length(line.changes) > 40000
    OR strpos(concat(line.desk, line.reason), chr(30)) + strpos(concat(line.desk, line.reason), chr(31)) > 0
  THEN
    -- Only what is long is counted by the letter.
    IF length(line.desk) > 400 OR length(line.reason) > 40000 OR length(line.detail) + length(line.changes) > 800000
      OR concat(line.desk, line.reason) ~ '[\x1e\x1f]'
    THEN
      RETURN 'text';
    END IF;
  END IF;
  IF line.due_at NOT BETWEEN '1900-01-01Z' AND '8999-12-31Z' OR told <> '{}' AND NOT door_reads_changes(told) THEN
    RETURN 'changes';
  ELSIF line.detail <> '' THEN
    IF (line.detail::jsonb @@ 'strict $.type() == "object" && !exists($.keyvalue() ? (@.value.type() != "string"))') IS NOT TRUE THEN
      RETURN 'detail';
    END IF;
  END IF;
  RETURN '';
END $$;

CREATE OR REPLACE FUNCTION door_unreadable(t ticket) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE
    WHEN least(t.reported_at, t.stage_since, t.changed_at, t.due_at, t.warn_at) < '1900-01-01Z'
      OR greatest(t.reported_at, t.stage_since, t.changed_at, t.due_at, t.warn_at) >= '9000-01-01Z' THEN 'moments'
    WHEN num_nulls(t.lat_deg, t.lng_deg) = 1 OR t.lat_deg NOT BETWEEN -90 AND 90 OR t.lng_deg NOT BETWEEN -180 AND 180 THEN 'place'
    WHEN t.priority NOT BETWEEN 1 AND 4 THEN 'priority'
    WHEN length(t.title) + length(t.address) > 4000 OR length(t.description) + length(t.result) > 40000
      OR length(t.noted) + length(t.clocks) > 400000 OR length(t.category) + length(t.source) + length(t.outside_number) > 1000 THEN 'text'
    ELSE '' END;
END $$;

REVOKE ALL ON FUNCTION door_is_moment(text), door_is_evidence(text), door_is_playback(text), door_unreadable(journal, jsonb), door_unreadable(ticket) FROM PUBLIC;
