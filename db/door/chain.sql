-- The chain of hashes and its seals, the same as console/chain.py makes them.

CREATE OR REPLACE FUNCTION line_hash(journal) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256($1.prev_hash || convert_to(array_to_string(ARRAY[
    replace($1.key::text, '-', ''), $1.part::text, $1.kind, $1.ticket::text, $1.version::text,
    (extract(epoch FROM $1.at) * 1000000)::bigint::text, $1.by, $1.desk, $1.account, $1.centre, $1.from_state, $1.to_state,
    (extract(epoch FROM $1.due_at) * 1000000)::bigint::text, $1.reason, $1.imported::text, $1.detail, $1.changes, $1.left_sight_of
  ], chr(31), chr(30)), 'UTF8'))
$$;

-- The numbers that the seals from this number on are on; a line is sealed once, also where a copy began to count anew.
CREATE OR REPLACE FUNCTION sealed_from(first bigint) RETURNS int8multirange LANGUAGE sql STABLE AS $$
  SELECT coalesce(range_agg(int8range(split_part(span, '-', 1)::bigint, split_part(span, '-', -1)::bigint, '[]')), '{}')
  FROM audit_anchor, string_to_table(lines, ' ') AS span
  WHERE lines <> '' AND split_part(split_part(lines, ' ', -1), '-', -1)::bigint >= first
$$;

-- Seal what became visible since the last seal; tells the number of the new one, nothing where none was due.
CREATE OR REPLACE FUNCTION anchor_now(every interval DEFAULT '5 minutes') RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last audit_anchor;
  seal audit_anchor;
  cluster text;
  seen pg_snapshot;
BEGIN
  IF NOT desk_is_owner() THEN
    IF desk_operator() IS NULL THEN
      RAISE EXCEPTION 'operator.no_seat' USING ERRCODE = 'PC403', DETAIL = '{}';
    END IF;
    every := greatest(every, interval '1 minute');
  END IF;
  BEGIN
    LOCK TABLE audit_anchor IN SHARE ROW EXCLUSIVE MODE NOWAIT;
  EXCEPTION WHEN lock_not_available THEN
    RETURN NULL;
  END;
  SELECT * INTO last FROM audit_anchor ORDER BY n DESC LIMIT 1;
  IF last.at > door_now() - every AND last.at <= door_now() THEN
    RETURN NULL;
  END IF;
  SELECT system_identifier::text INTO cluster FROM pg_control_system();
  IF split_part(last.snap, ' ', 1) = cluster THEN
    seen := split_part(last.snap, ' ', 2)::pg_snapshot;
  END IF;
  WITH moment AS MATERIALIZED (SELECT pg_current_snapshot() AS snap),
  candidate AS MATERIALIZED (
    SELECT seq, hash FROM journal
    WHERE seen IS NULL OR written >= pg_snapshot_xmax(seen) OR written = ANY (ARRAY(SELECT pg_snapshot_xip(seen)))
  ),
  sealed AS MATERIALIZED (SELECT sealed_from((SELECT min(seq) FROM candidate)) AS numbers),
  new AS MATERIALIZED (
    SELECT seq, coalesce(hash, '') AS hash, row_number() OVER (ORDER BY seq) - 1 AS place
    FROM candidate, sealed WHERE NOT seq <@ numbers
  ),
  part AS (SELECT place / 10000 AS part, sha256(string_agg(hash, ''::bytea ORDER BY seq)) AS hash FROM new GROUP BY 1),
  span AS (SELECT min(seq) AS first, max(seq) AS last FROM new GROUP BY seq - place)
  SELECT coalesce(last.n, 0) + 1, cluster || ' ' || snap::text, (SELECT count(*) FROM new),
    (SELECT coalesce(string_agg(CASE WHEN span.first = span.last THEN span.first::text ELSE span.first || '-' || span.last END, ' ' ORDER BY span.first), '') FROM span),
    (SELECT sha256(coalesce(string_agg(part.hash, ''::bytea ORDER BY part), '')) FROM part),
    coalesce(last.hash, ''), ''::bytea, date_trunc('microseconds', door_now())
  INTO seal FROM moment;
  IF seal.events = 0 THEN
    RETURN NULL;
  END IF;
  seal.hash := sha256(seal.prev || convert_to(concat_ws(chr(31), seal.n, seal.snap, seal.events, seal.lines,
    encode(seal.root, 'hex'), (extract(epoch FROM seal.at) * 1000000)::bigint), 'UTF8'));
  INSERT INTO audit_anchor VALUES (seal.*);
  RETURN seal.n;
END $$;

REVOKE ALL ON FUNCTION line_hash(journal), sealed_from(bigint), anchor_now(interval) FROM PUBLIC;
