-- The ladder once more: console/ladder.py, as far as rows tell. What the console issues in its own name was due, and is told once.

CREATE OR REPLACE FUNCTION door_rung(word text, step integer) RETURNS double precision LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT amount FROM door_limit WHERE name = word || ' ' || step);
END $$;

CREATE OR REPLACE FUNCTION door_is_due(k ticket, of_line journal, was jsonb, card jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  step integer := (card ->> 'step')::integer;
  clock jsonb := nullif(k.clocks, '')::jsonb -> 'running';
  share double precision := door_rung('share', step);
  often text := CASE card ->> 'reason' WHEN 'returned' THEN 'returns' WHEN 'reworked' THEN 'reworks' WHEN 'transferred' THEN 'transfers' END;
  late_stages integer;
BEGIN
  IF often IS NOT NULL THEN
    RETURN coalesce((was ->> often)::integer, 0) - coalesce((was #>> ARRAY['anew', often])::integer, 0) >= door_rung(often, step);
  ELSIF card ->> 'reason' = 'nearly_due' THEN
    RETURN share < 1 AND k.due_at IS NOT NULL AND (share <> 0.8 OR k.warn_at IS NULL OR of_line.at > k.warn_at);
  ELSIF card ->> 'reason' = 'overdue' THEN
    -- Working time never passes quicker than time.
    RETURN share >= 1 AND of_line.at > k.due_at + (share - 1) * coalesce(make_interval(secs => (clock ->> 'limit_s')::double precision), k.due_at - k.stage_since);
  ELSIF card ->> 'reason' = 'overdue_again' THEN
    SELECT count(DISTINCT told ->> 'stage') INTO late_stages FROM jsonb_array_elements(coalesce(was -> 'cards', '[]')) AS told
    WHERE coalesce(told ->> 'by', '') = '' AND told ->> 'reason' IN ('overdue', 'overdue_again')
      AND (told ->> 'stage')::timestamptz <> (card ->> 'stage')::timestamptz
      AND (was #>> '{anew,at}' IS NULL OR (told ->> 'at')::timestamptz >= (was #>> '{anew,at}')::timestamptz);
    RETURN of_line.at > k.due_at AND late_stages + 1 >= door_rung('overdue_stages', step);
  END IF;
  RETURN false;
END $$;

-- A card in the console's own name: of this stage and moment, graver than those before it, due, and copied to whom the city says.
CREATE OR REPLACE FUNCTION door_check_card(k ticket, line journal, was jsonb, card jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  began timestamptz := coalesce((nullif(k.clocks, '')::jsonb #>> '{running,began}')::timestamptz, k.stage_since);
  copies double precision := door_rung('to', (card ->> 'step')::integer);
  above text;
BEGIN
  PERFORM door_claim('noted.cards', (card ->> 'at')::timestamptz = line.at AND (card ->> 'stage')::timestamptz = began
    AND NOT card ?| ARRAY['reply', 'replied_by'] AND k.state <> 'suspended');
  IF EXISTS (SELECT FROM jsonb_array_elements(coalesce(was -> 'cards', '[]')) AS told
    WHERE (told ->> 'stage')::timestamptz = began AND (told ->> 'step')::integer >= (card ->> 'step')::integer)
  THEN
    PERFORM door_refuse('supervise.twice', jsonb_build_object('number', k.number));
  END IF;
  SELECT nullif(parent, '') INTO above FROM region WHERE code = k.centre;
  PERFORM door_claim('noted.cards.copied_to', coalesce(card ->> 'copied_to', '') = coalesce(CASE WHEN copies > 0 THEN above END, '')
    AND coalesce((card ->> 'is_listed')::boolean, false) = (copies = 2 AND above IS NOT NULL));
  IF door_is_due(k, line, was, card) IS NOT TRUE THEN
    PERFORM door_refuse('supervise.not_due', jsonb_build_object('number', k.number));
  END IF;
END $$;

-- A check that is due: its first ticket's plan moved on in this very transaction, and let in one ticket.
CREATE OR REPLACE FUNCTION door_check_patrol(line journal) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM door_claim('detail.patrol_of', EXISTS (
    SELECT FROM ticket AS first JOIN patrol ON patrol.ticket = first.id
    WHERE first.number = nullif(line.detail, '')::jsonb ->> 'patrol_of' AND patrol.centre = line.centre
      AND patrol.xmin = pg_current_xact_id()::xid
  ) AND NOT EXISTS (
    SELECT FROM journal AS other WHERE other.written = pg_current_xact_id() AND other.kind = 'taken_in' AND other."by" = 'system'
  ));
END $$;

REVOKE ALL ON FUNCTION door_rung(text, integer), door_is_due(ticket, journal, jsonb, jsonb), door_check_card(ticket, journal, jsonb, jsonb),
  door_check_patrol(journal) FROM PUBLIC;
