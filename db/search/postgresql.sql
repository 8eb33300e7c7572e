-- A text as it is compared. The "C" locale is the same on every server, and knows the plain capitals only.
CREATE FUNCTION search_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(lower(normalize(words, NFKC) COLLATE "C"),
    E'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ\t\n\r\f\v', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ     ')
$$;

-- The centres that see a ticket which does not lie on their ground, parted by blanks.
CREATE FUNCTION search_also(area text, centre text, readers text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(code, ' ' ORDER BY code), '') FROM (
    SELECT centre COLLATE "C" AS code UNION SELECT json_array_elements_text(nullif(readers, '')::json) COLLATE "C"
  ) AS sees WHERE NOT starts_with(area, code)
$$;

-- The number of the week in which a moment lies: whatever the zone of whoever asks, hence immutable.
CREATE FUNCTION search_week(at timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT floor(extract(epoch FROM at) / 604800)::integer
$$;

CREATE FUNCTION search_pairs(week integer, words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(week || ' ' || pair), '{}')
  FROM generate_series(1, length(words) - 1) AS at, substr(words, at, 2) AS pair WHERE strpos(pair, ' ') = 0
$$;

-- All that the index holds of a ticket. Grounds by the lengths of a district's, a township's and a village's code.
CREATE FUNCTION search_tokens(reported_at timestamptz, area text, also text, words text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE
  week integer := search_week(reported_at);
  found text[] := search_pairs(week, words);
  code text;
  until integer;
BEGIN
  FOREACH until IN ARRAY ARRAY[6, 9, 12] LOOP
    IF length(area) >= until THEN found := found || (week || '/' || left(area, until)); END IF;
  END LOOP;
  IF also <> '' THEN
    FOREACH code IN ARRAY string_to_array(also, ' ') LOOP found := found || (week || '=' || code); END LOOP;
  END IF;
  RETURN found;
END $$;

CREATE FUNCTION keep_ticket_text() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  sees text := search_also(NEW.area, NEW.centre, NEW.readers);
  words text := search_plain(concat_ws(' ', NEW.number, NEW.outside_number, NEW.title, NEW.address));
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO ticket_text (ticket, reported_at, area, also, text) VALUES (NEW.id, NEW.reported_at, NEW.area, sees, words);
  ELSE
    UPDATE ticket_text SET reported_at = NEW.reported_at, area = NEW.area, also = sees, text = words
    WHERE ticket = NEW.id AND (ticket_text.reported_at, ticket_text.area, ticket_text.also, ticket_text.text)
      IS DISTINCT FROM (NEW.reported_at, NEW.area, sees, words);
  END IF;
  RETURN NULL;
END $$;

INSERT INTO ticket_text (ticket, reported_at, area, also, text)
SELECT id, reported_at, area, search_also(area, centre, readers),
  search_plain(concat_ws(' ', number, outside_number, title, address))
FROM ticket;

-- A long list of what is still to be sorted in would be read through by every search.
CREATE INDEX ix_ticket_text_tokens ON ticket_text USING gin (search_tokens(reported_at, area, also, text)) WITH (fastupdate = off);

CREATE TRIGGER ticket_text_added AFTER INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION keep_ticket_text();

CREATE TRIGGER ticket_text_changed AFTER UPDATE OF reported_at, area, centre, readers, number, outside_number, title, address ON ticket FOR EACH ROW WHEN (
  (OLD.reported_at, OLD.area, OLD.centre, OLD.readers, OLD.number, OLD.outside_number, OLD.title, OLD.address)
  IS DISTINCT FROM
  (NEW.reported_at, NEW.area, NEW.centre, NEW.readers, NEW.number, NEW.outside_number, NEW.title, NEW.address)
) EXECUTE FUNCTION keep_ticket_text();

-- The tickets that hold every word, as far as the centre sees them, those reported last first; nothing where whoever
-- signed in has no seat at the centre. Week by week, so that a frequent word costs no more than the page it fills; one
-- plan serves all weeks, and none is worth other processes or a compiler.
CREATE FUNCTION search(at_centre text, wanted text, before timestamptz, before_ticket bigint, most integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
  plain text := left(search_plain(wanted), 100);
  looked_for text[] := array_remove(string_to_array(plain, ' '), '');
  patterns text[];
  ground text := CASE WHEN length(at_centre) >= 12 THEN left(at_centre, 12) WHEN length(at_centre) >= 9 THEN left(at_centre, 9)
    WHEN length(at_centre) >= 6 THEN left(at_centre, 6) ELSE '' END;
  upto timestamptz := coalesce(before, 'infinity');
  week integer;
  wanted_pairs text[];
  on_ground text[];
  sent_there text[];
  room integer := least(greatest(most, 0), 500);
  found integer;
BEGIN
  IF NOT desk_is_owner() AND desk_roles(at_centre) IS NULL THEN RETURN; END IF;
  IF search_pairs(0, plain) = '{}' THEN RETURN; END IF;
  SELECT array_agg('%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%') INTO patterns FROM unnest(looked_for) AS word;
  WHILE room > 0 LOOP
    SELECT max(reported_at) INTO upto FROM ticket WHERE reported_at <= upto;
    EXIT WHEN upto IS NULL;
    week := search_week(upto);
    wanted_pairs := search_pairs(week, plain);
    on_ground := CASE WHEN ground = '' THEN wanted_pairs ELSE wanted_pairs || (week || '/' || ground) END;
    sent_there := wanted_pairs || (week || '=' || at_centre);
    RETURN QUERY SELECT one.ticket FROM ticket_text AS one
      WHERE (search_tokens(one.reported_at, one.area, one.also, one.text) @> on_ground
          OR search_tokens(one.reported_at, one.area, one.also, one.text) @> sent_there)
        AND (starts_with(one.area, at_centre) OR at_centre = ANY (string_to_array(one.also, ' ')))
        AND one.text LIKE ALL (patterns)
        AND (before IS NULL OR (one.reported_at, one.ticket) < (before, before_ticket))
      ORDER BY one.reported_at DESC, one.ticket DESC LIMIT room;
    GET DIAGNOSTICS found = ROW_COUNT;
    room := room - found;
    upto := to_timestamp(week::double precision * 604800) - interval '1 microsecond';
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION search(text, text, timestamptz, bigint, integer) FROM PUBLIC;
