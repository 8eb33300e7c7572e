-- What a line claims of its ticket: only what its kind may change, and nothing but what the rules make of it.

CREATE OR REPLACE FUNCTION door_claim(field text, holds boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF holds IS NOT TRUE THEN
    PERFORM door_refuse('journal.not_lawful', jsonb_build_object('field', field));
  END IF;
END $$;

-- The ticket after the line's changes, as console/replay.py applies them; what is stored as JSON stays as it was written.
CREATE OR REPLACE FUNCTION door_applied(k ticket, line journal, told jsonb) RETURNS ticket LANGUAGE plpgsql AS $$
DECLARE
  t ticket := k;
BEGIN
  t.id := line.ticket;
  t.version := line.version;
  t.state := line.to_state;
  t.changed_at := line.at;
  IF line.due_at IS NOT NULL OR told ?| ARRAY['stage_since', 'due_at'] OR k.id IS NULL OR line.to_state <> k.state THEN
    t.due_at := line.due_at;
  END IF;
  IF told = '{}' THEN
    RETURN t;
  END IF;
  IF told ? 'stage_since' THEN t.stage_since := (told ->> 'stage_since')::timestamptz; END IF;
  IF told ? 'warn_at' THEN t.warn_at := (told ->> 'warn_at')::timestamptz; END IF;
  IF told ? 'clocks' THEN t.clocks := CASE told -> 'clocks' WHEN '{}' THEN '' ELSE (line.changes::json -> 'clocks')::text END; END IF;
  IF told ? 'noted' THEN t.noted := CASE told -> 'noted' WHEN '{}' THEN '' ELSE (line.changes::json -> 'noted')::text END; END IF;
  IF NOT told ?| ARRAY['holder', 'readers', 'place', 'grid'] AND told - ARRAY['stage_since', 'warn_at', 'clocks', 'noted', 'due_at'] = '{}' THEN
    RETURN t;
  END IF;
  IF told ? 'holder' THEN
    t.holder_kind := told #>> '{holder,0}';
    t.holder_id := told #>> '{holder,1}';
    t.holder_name := told #>> '{holder,2}';
  END IF;
  IF told ? 'readers' THEN t.readers := CASE told -> 'readers' WHEN '[]' THEN '' ELSE (told -> 'readers')::text END; END IF;
  IF told ? 'place' THEN
    t.lat_deg := (told #>> '{place,0}')::double precision;
    t.lng_deg := (told #>> '{place,1}')::double precision;
  END IF;
  IF told ? 'grid' THEN t.grid := told ->> 'grid'; END IF;
  IF told - ARRAY['stage_since', 'warn_at', 'clocks', 'noted', 'holder', 'readers', 'place', 'grid', 'due_at'] <> '{}' THEN
    t.number := coalesce(told ->> 'number', t.number);
    t.priority := coalesce((told ->> 'priority')::smallint, t.priority);
    t.category := coalesce(told ->> 'category', t.category);
    t.title := coalesce(told ->> 'title', t.title);
    t.source := coalesce(told ->> 'source', t.source);
    t.centre := coalesce(told ->> 'centre', t.centre);
    t.tier := coalesce((told ->> 'tier')::smallint, t.tier);
    t.reported_at := coalesce((told ->> 'reported_at')::timestamptz, t.reported_at);
    t.area := coalesce(told ->> 'area', t.area);
    t.address := coalesce(told ->> 'address', t.address);
    t.description := coalesce(told ->> 'description', t.description);
    t.dispatched_by := coalesce(told ->> 'dispatched_by', t.dispatched_by);
    t.handled_by := coalesce(told ->> 'handled_by', t.handled_by);
    t.result := coalesce(told ->> 'result', t.result);
    t.outside_number := coalesce(told ->> 'outside_number', t.outside_number);
  END IF;
  RETURN t;
END $$;

-- Of the records of a ticket, a line changes only those that are its kind's own.
CREATE OR REPLACE FUNCTION door_check_noted(own text[], was jsonb, noted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  given text;
BEGIN
  FOR given IN SELECT key FROM jsonb_each(was || noted) WHERE was -> key IS DISTINCT FROM noted -> key LOOP
    PERFORM door_claim('noted.' || given, 'noted.' || given = ANY (own));
  END LOOP;
END $$;

-- What the rules make of a step: who sent, who handled, where it went, what was counted.
CREATE OR REPLACE FUNCTION door_check_claims(k ticket, t ticket, line journal, was jsonb, noted jsonb, who text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  here region;
  counter text := CASE line.kind WHEN 'check_failed' THEN 'reworks' WHEN 'returned' THEN 'returns' WHEN 'transferred' THEN 'transfers'
    WHEN 'extended' THEN 'extensions' WHEN 'reopened' THEN 'reopens' END;
BEGIN
  IF counter IS NOT NULL THEN
    PERFORM door_claim(counter, coalesce((noted ->> counter)::integer, 0) = coalesce((was ->> counter)::integer, 0) + 1);
  END IF;
  IF line.kind IN ('dispatched', 'transferred') THEN
    PERFORM door_claim('dispatched_by', t.dispatched_by = who);
    IF line.kind = 'transferred' AND (t.holder_kind, t.holder_id) = (k.holder_kind, k.holder_id) THEN
      PERFORM door_refuse('transfer.same', jsonb_build_object('holder', k.holder_name, 'number', k.number));
    END IF;
    PERFORM door_gate(t.holder_kind, t.holder_id, t.holder_name, line.centre, t.category);
  ELSIF line.kind IN ('recalled', 'returned', 'reopened', 'escalated', 'skipped_level', 'delegated') THEN
    PERFORM door_claim('holder', t.holder_kind IS NULL AND t.holder_id IS NULL AND t.dispatched_by = '');
  END IF;
  PERFORM door_check_helpers(t, line, was, noted);
  IF t.area <> k.area OR t.grid IS DISTINCT FROM k.grid THEN
    PERFORM door_claim('area', k.grid IS NULL AND t.grid = t.area AND starts_with(t.area, line.centre)
      AND EXISTS (SELECT FROM region WHERE region.code = t.grid AND region.tier = 6));
  END IF;
  IF line.kind IN ('escalated', 'skipped_level', 'delegated') THEN
    SELECT * INTO here FROM region WHERE code = t.centre;
    PERFORM door_claim('centre', here.tier = t.tier AND CASE line.kind
      WHEN 'escalated' THEN here.code = (SELECT parent FROM region WHERE code = k.centre)
      WHEN 'skipped_level' THEN here.code = (SELECT above.parent FROM region JOIN region AS above ON above.code = region.parent WHERE region.code = k.centre)
      ELSE here.parent = k.centre AND here.tier < 6 END);
    PERFORM door_claim('noted.arrived_at', (noted ->> 'arrived_at')::timestamptz = line.at);
    PERFORM door_claim('noted.held_s', door_held_s(noted, k.tier) <= 1 + door_held_s(was, k.tier)
      + greatest(extract(epoch FROM line.at - coalesce((was ->> 'arrived_at')::timestamptz, k.reported_at)), 0));
  END IF;
  IF t.readers <> k.readers THEN
    PERFORM door_claim('readers', door_readers(t) @> door_readers(k) AND NOT EXISTS (
      SELECT FROM jsonb_array_elements_text(door_readers(t) ) AS reader
      WHERE NOT door_readers(k) ? reader AND reader <> k.centre
        AND reader IS DISTINCT FROM (SELECT parent FROM region WHERE code = k.centre)));
  END IF;
END $$;

-- Who filed, handled, asked and answered: what keeps duties apart is never only claimed.
CREATE OR REPLACE FUNCTION door_check_people(k ticket, t ticket, line journal, verb text, was jsonb, noted jsonb, who text, roles text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  handlers jsonb := coalesce(noted -> 'handlers', '[]');
  request jsonb := noted -> 'request';
  merged jsonb := coalesce(noted -> 'merged', '[]');
BEGIN
  IF line.kind = 'filed' THEN
    PERFORM door_claim('noted.filed_by', noted ->> 'filed_by' = who);
  END IF;
  IF noted -> 'handlers' IS DISTINCT FROM was -> 'handlers' THEN
    PERFORM door_claim('noted.handlers', handlers @> coalesce(was -> 'handlers', '[]'));
  END IF;
  IF line.kind IN ('signed', 'fed_back', 'self_handled') THEN
    PERFORM door_claim('noted.handlers', CASE WHEN line.kind = 'self_handled' OR door_acts_as_crew(roles) OR k.holder_id IS NULL
      THEN handlers ? who ELSE handlers ?& ARRAY[k.holder_id, k.holder_name] END);
  END IF;
  IF line.kind = 'fed_back' THEN
    PERFORM door_claim('handled_by', t.handled_by = coalesce(k.holder_id, who));
  ELSIF line.kind = 'self_handled' THEN
    PERFORM door_claim('handled_by', t.handled_by = who);
  ELSIF line.kind = 'requested' THEN
    PERFORM door_claim('noted.request', (request ->> 'at')::timestamptz = line.at
      AND request ->> 'by' = who
      AND EXISTS (SELECT FROM transition AS asked WHERE asked.verb = request ->> 'verb' AND k.state = ANY (string_to_array(asked.leaves, ' '))
        AND 'two_people' = ANY (string_to_array(asked.guards, ' '))));
  ELSIF line.kind <> 'unmerged' AND (line.to_state <> k.state OR verb = was #>> '{request,verb}' OR line.kind = 'request_refused') THEN
    PERFORM door_claim('noted.request', request ->> 'verb' IS NULL);
  ELSIF line.kind <> 'unmerged' THEN
    PERFORM door_claim('noted.request', request IS NOT DISTINCT FROM was -> 'request');
  END IF;
  IF line.kind = 'supervised' THEN
    PERFORM door_claim('noted.cards', (noted -> 'cards') - -1 = coalesce(was -> 'cards', '[]')
      AND coalesce(noted #>> '{cards,-1,by}', '') = CASE line."by" WHEN 'system' THEN '' ELSE who END);
    IF line."by" = 'system' THEN
      PERFORM door_check_card(k, line, was, noted #> '{cards,-1}');
    END IF;
  ELSIF line.kind = 'card_replied' THEN
    PERFORM door_claim('noted.cards', jsonb_array_length(noted -> 'cards') = jsonb_array_length(was -> 'cards') AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(noted -> 'cards') WITH ORDINALITY AS now(card, n)
      JOIN jsonb_array_elements(was -> 'cards') WITH ORDINALITY AS old(card, n) USING (n)
      WHERE now.card <> old.card AND (now.card - 'reply' - 'replied_by' <> old.card OR now.card ->> 'replied_by' IS DISTINCT FROM who)));
  ELSIF line.kind IN ('patrol_planted', 'patrol_ended') THEN
    PERFORM door_claim('noted.planted', (noted -> 'planted' IS NOT DISTINCT FROM 'true') = (line.kind = 'patrol_planted')
      AND (line.kind = 'patrol_planted' OR NOT EXISTS (SELECT FROM patrol WHERE patrol.ticket = line.ticket AND patrol."left" > 0)));
  ELSIF line.kind IN ('duplicate_taken', 'duplicate_given_back') THEN
    PERFORM door_claim('noted.merged', EXISTS (
      SELECT FROM journal AS other
      WHERE other.key = line.key AND other.kind = CASE line.kind WHEN 'duplicate_taken' THEN 'merged' ELSE 'unmerged' END
        AND CASE line.kind WHEN 'duplicate_taken' THEN merged = coalesce(was -> 'merged', '[]') || to_jsonb(other.ticket)
          ELSE (was -> 'merged') @> to_jsonb(other.ticket) AND NOT merged @> to_jsonb(other.ticket) END));
  END IF;
END $$;

REVOKE ALL ON FUNCTION door_claim(text, boolean), door_applied(ticket, journal, jsonb), door_check_noted(text[], jsonb, jsonb),
  door_check_claims(ticket, ticket, journal, jsonb, jsonb, text),
  door_check_people(ticket, ticket, journal, text, jsonb, jsonb, text, text[]) FROM PUBLIC;
