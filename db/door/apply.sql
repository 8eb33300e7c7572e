-- The door: a line is checked, completed, applied to its ticket, and chained to the one before it.

-- A line that was written already: the same again is nothing new, another under its key is refused.
CREATE OR REPLACE FUNCTION door_is_again(line journal) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  there journal;
BEGIN
  SELECT * INTO there FROM journal WHERE key = line.key AND part = line.part;
  IF there.seq IS NULL THEN
    -- What it said then lies in an archive, so nobody can tell whether it is the same again.
    IF EXISTS (SELECT FROM moved_line WHERE key = line.key AND part = line.part) THEN
      PERFORM door_refuse('order.already_carried_out');
    END IF;
    RETURN false;
  ELSIF there.account IS DISTINCT FROM session_user::text OR (there.kind, there.version, there."by", there.centre, there.reason, there.detail)
      IS DISTINCT FROM (line.kind, line.version, line."by", line.centre, line.reason, line.detail)
    OR there.ticket IS DISTINCT FROM line.ticket OR there.to_state IS DISTINCT FROM line.to_state
    OR there.changes IS DISTINCT FROM door_told(line)
  THEN
    PERFORM door_refuse('order.key_reused');
  END IF;
  RETURN true;
END $$;

-- The changes as they are kept: without the caller, who is nobody's business but the call-taker's.
CREATE OR REPLACE FUNCTION door_told(line journal) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN line.version = 1 AND strpos(line.changes, '"caller"') > 0 THEN (line.changes::jsonb - 'caller')::text ELSE line.changes END
$$;

CREATE OR REPLACE FUNCTION door_note(line journal) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  head bytea;
BEGIN
  PERFORM door_claim('changes', line.changes = '' AND line.version = 0 AND num_nulls(line.from_state, line.to_state, line.due_at) = 3);
  IF line.kind = 'camera_played_back' THEN
    PERFORM door_claim('detail', trim(line.reason) <> '' AND door_is_playback(line.detail));
  END IF;
  PERFORM door_change_ground(line);
  INSERT INTO centre_chain VALUES (line.centre, 0, '') ON CONFLICT DO NOTHING;
  SELECT last_hash INTO head FROM centre_chain WHERE centre = line.centre FOR UPDATE;
  RETURN head;
END $$;

-- A ticket that was moved out, or is about to be, is nobody's to change.
CREATE OR REPLACE FUNCTION door_not_moved(of_ticket bigint, at_centre text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  gone record;
BEGIN
  SELECT one.number, one.area, one.centre, file.month INTO gone
  FROM moved_ticket AS one JOIN moved_file AS file ON file.file = one.file WHERE one.ticket = of_ticket;
  IF gone.number IS NULL THEN
    RETURN;
  ELSIF starts_with(gone.area, at_centre) OR gone.centre = at_centre THEN
    PERFORM door_refuse('ticket.moved_out', jsonb_build_object('number', gone.number, 'month', gone.month));
  END IF;
  PERFORM door_refuse('ticket.unknown', jsonb_build_object('ticket', of_ticket));
END $$;

-- What was moved out is not taken in again, neither under its id nor under one of its numbers.
CREATE OR REPLACE FUNCTION door_never_moved(t ticket, at_centre text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  outside text;
BEGIN
  PERFORM door_not_moved(t.id, at_centre);
  SELECT number INTO outside FROM moved_ticket WHERE outside_number = t.outside_number AND outside_number <> '';
  IF FOUND THEN
    PERFORM door_refuse('ticket.already_taken_in', jsonb_build_object('number', outside, 'outside_number', t.outside_number));
  END IF;
  PERFORM door_claim('number', NOT EXISTS (SELECT FROM moved_ticket WHERE number = t.number));
END $$;

CREATE OR REPLACE FUNCTION door_taken_in(line journal, told jsonb) RETURNS ticket LANGUAGE plpgsql AS $$
DECLARE
  t ticket;
  here region;
  other ticket;
  name text := coalesce(told #>> '{caller,0}', '');
  phone text := coalesce(told #>> '{caller,1}', '');
BEGIN
  t.dispatched_by := '';
  t.handled_by := '';
  t.result := '';
  t.readers := '';
  t.clocks := '';
  t.noted := '';
  t.address := '';
  t.description := '';
  t.outside_number := '';
  t := door_applied(t, line, told);
  PERFORM door_never_moved(t, line.centre);
  SELECT * INTO here FROM region WHERE code = line.centre;
  PERFORM door_claim('version', line.version = 1 AND line.from_state IS NULL AND line.to_state = 'reported');
  PERFORM door_claim('centre', t.centre = line.centre AND t.tier = here.tier AND here.tier < 6);
  PERFORM door_claim('area', t.area = coalesce(t.grid, line.centre)
    AND (t.grid IS NULL OR EXISTS (SELECT FROM region WHERE code = t.grid AND tier = 6)));
  PERFORM door_claim('readers', door_readers(t) <@ jsonb_build_array(line.centre));
  PERFORM door_claim('holder', t.holder_kind IS NULL AND t.holder_id IS NULL AND t.dispatched_by || t.handled_by || t.result = '');
  PERFORM door_claim('noted', door_noted(t) - 'arrived_at' = '{}' AND t.stage_since = line.at AND t.reported_at <= door_now() + interval '120 s');
  PERFORM door_claim('title', trim(t.title) <> '' AND t.number <> '' AND t.priority BETWEEN 1 AND 4);
  IF line."by" = 'system' THEN
    PERFORM door_claim('source', t.source = 'system');
    PERFORM door_check_patrol(line);
  END IF;
  PERFORM door_claim('number', t.number ~ '^[0-9]{1,15}$' AND t.number::bigint <= (SELECT last_value FROM ticket_number));
  t.caller_name := CASE name WHEN '' THEN '' ELSE left(name, 1) || '**' END;
  t.caller_phone := CASE WHEN length(phone) > 2 THEN repeat('*', length(phone) - 2) || right(phone, 2) ELSE repeat('*', length(phone)) END;
  INSERT INTO ticket SELECT t.* ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    IF EXISTS (SELECT FROM ticket WHERE id = t.id) THEN
      PERFORM door_stale(t.id);
    END IF;
    SELECT * INTO other FROM ticket WHERE outside_number = t.outside_number AND outside_number <> '';
    PERFORM door_claim('number', other.id IS NOT NULL);
    PERFORM door_refuse('ticket.already_taken_in', jsonb_build_object('number', other.number, 'outside_number', t.outside_number));
  END IF;
  IF name <> '' OR phone <> '' THEN
    INSERT INTO caller VALUES (t.id, name, phone);
  END IF;
  RETURN t;
END $$;

-- The ticket as the line leaves it, when all is as the rules say; a step is a row of the table of verbs.
CREATE OR REPLACE FUNCTION door_step(k ticket, line journal, step record, told jsonb, who text, roles text[]) RETURNS ticket LANGUAGE plpgsql AS $$
DECLARE
  t ticket;
  was jsonb;
  noted jsonb;
  guard text;
  own text[];
  leads_to text := CASE step.leads_to WHEN '' THEN k.state ELSE step.leads_to END;
BEGIN
  IF (k.state = ANY (string_to_array(step.leaves, ' ')) AND line.to_state = leads_to AND (NOT step.needs_reason OR trim(line.reason) <> '')
    AND step.guards = 'holds' AND k.centre = line.centre) IS NOT TRUE
  THEN
    IF leads_to = 'before' THEN
      SELECT from_state INTO leads_to FROM journal WHERE ticket = k.id AND kind = 'merged' ORDER BY version DESC LIMIT 1;
    END IF;
    IF NOT k.state = ANY (string_to_array(step.leaves, ' ')) OR line.to_state IS DISTINCT FROM leads_to THEN
      PERFORM door_refuse('ticket.wrong_state', jsonb_build_object('verb', step.verb, 'state', k.state, 'number', k.number));
    ELSIF step.needs_reason AND trim(line.reason) = '' THEN
      PERFORM door_refuse('order.no_reason', jsonb_build_object('verb', step.verb));
    END IF;
    FOREACH guard IN ARRAY string_to_array(step.guards, ' ') LOOP
      PERFORM door_guard(guard, step.verb, k, line, who, roles);
    END LOOP;
  END IF;
  IF line.kind IN ('snapshot_attached', 'clip_attached') THEN
    PERFORM door_claim('detail', door_is_evidence(line.detail));
  ELSIF line.kind = 'played_back' THEN
    PERFORM door_claim('detail', trim(line.reason) <> '' AND door_is_playback(line.detail));
  END IF;
  t := door_applied(k, line, told);
  -- Whatever leads to a state begins its stage and its clocks; what else a line may change is looked up.
  IF step.leads_to IN ('', 'before') OR told - ARRAY['stage_since', 'clocks', 'warn_at', 'due_at'] <> '{}' OR t.stage_since <> line.at THEN
    SELECT array_agg(field) INTO own FROM transition_field WHERE transition_field.kind = line.kind;
    own := own || CASE k.clocks WHEN '' THEN ARRAY['clocks', 'warn_at'] END;
    PERFORM door_claim((told - own - 'noted')::text, told - coalesce(own, '{}') - 'noted' = '{}');
    PERFORM door_claim('due_at', line.due_at IS NULL OR 'due_at' = ANY (own));
    PERFORM door_claim('stage_since', step.leads_to IN ('', 'before') OR t.stage_since = line.at);
  END IF;
  was := door_noted(k);
  IF step.is_bare AND NOT told ? 'noted' AND NOT was ? 'request' THEN
    RETURN t;
  END IF;
  noted := CASE WHEN told ? 'noted' THEN door_noted(t) ELSE was END;
  IF told ? 'noted' THEN
    PERFORM door_check_noted(own, was, noted);
  END IF;
  IF NOT step.is_bare THEN
    PERFORM door_check_claims(k, t, line, was, noted, who);
  END IF;
  PERFORM door_check_people(k, t, line, step.verb, was, noted, who, roles);
  RETURN t;
END $$;

-- Written so that what is usual asks little: a condition tells first whether anything is wrong, and only then what.
CREATE OR REPLACE FUNCTION journal_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  who text;
  roles text[];
  step record;
  k ticket;
  t ticket;
  told jsonb;
  wrong text;
  follows boolean;
  moves boolean := true;
BEGIN
  SELECT account.operator, string_to_array(seat.roles, ' ') INTO who, roles
  FROM server_account AS account LEFT JOIN operator AS seat ON seat.name = account.operator AND seat.centre = NEW.centre
  WHERE account.role = session_user::text AND account.active;
  IF roles IS NULL THEN
    IF desk_is_owner() THEN
      NEW.seq := coalesce(NEW.seq, nextval('journal_seq_seq'));
      RETURN NEW;
    END IF;
    PERFORM door_refuse('operator.no_seat', jsonb_build_object('name', coalesce(who, session_user::text), 'centre', NEW.centre));
  END IF;
  IF NEW."by" <> who OR abs(extract(epoch FROM NEW.at - door_now())) > 120 THEN
    IF NEW."by" = 'system' THEN
      roles := ARRAY['system'];
    ELSIF NEW."by" <> who THEN
      PERFORM door_refuse('journal.not_yours', jsonb_build_object('by', NEW."by"));
    END IF;
    IF abs(extract(epoch FROM NEW.at - door_now())) > 120 THEN
      RAISE EXCEPTION USING ERRCODE = 'PC408', MESSAGE = 'clock.apart',
        DETAIL = jsonb_build_object('seconds', round(abs(extract(epoch FROM NEW.at - door_now()))))::text;
    END IF;
  END IF;
  NEW.imported := false;
  NEW.account := session_user::text;
  NEW.written := pg_current_xact_id();
  SELECT * INTO k FROM ticket WHERE id = NEW.ticket AND NEW.version <> 1 FOR UPDATE;
  -- A line that was written already is never the next of its ticket; a key that was used for another one, the index tells.
  follows := k.version = NEW.version - 1;
  IF follows IS NOT TRUE THEN
    IF door_is_again(NEW) THEN
      RETURN NULL;
    END IF;
  END IF;
  -- Bare is what says nothing of the ticket but its stage and a request that it settles.
  SELECT transition.*, transition.kind IN ('verification_asked', 'verified', 'accepted', 'rejected', 'declined', 'suspended', 'resumed',
      'check_passed', 'closed', 'voided', 'archived', 'patrol_planted', 'patrol_ended', 'recalendared', 'caller_shown',
      'snapshot_attached', 'clip_attached', 'played_back') AS is_bare
  INTO step FROM transition WHERE transition.kind = NEW.kind;
  told := CASE NEW.changes WHEN '' THEN '{}'::jsonb ELSE NEW.changes::jsonb END;
  wrong := door_unreadable(NEW, CASE NEW.version WHEN 1 THEN told - 'caller' ELSE told END);
  IF (follows AND wrong = '' AND step.verb <> '' AND roles && string_to_array(step.roles, ' ') AND door_sees(NEW.centre, k)
    AND k.state NOT IN ('closed', 'rejected', 'void', 'merged', 'archived')) IS NOT TRUE
  THEN
    PERFORM door_claim('kind', step.kind IS NOT NULL AND (step.verb = '') = (NEW.ticket IS NULL) AND (step.verb <> '' OR NEW."by" <> 'system'));
    PERFORM door_claim(wrong, wrong = '');
    IF NEW.version <> 1 AND NEW.ticket IS NOT NULL THEN
      IF k.id IS NULL OR k.state IN ('closed', 'rejected', 'void', 'merged', 'archived') THEN
        PERFORM door_not_moved(NEW.ticket, NEW.centre);
      END IF;
      IF k.id IS NULL OR NOT door_sees(NEW.centre, k) THEN
        PERFORM door_refuse('ticket.unknown', jsonb_build_object('ticket', NEW.ticket));
      ELSIF NOT follows THEN
        PERFORM door_stale(k.id);
      END IF;
    END IF;
    IF step.roles <> '' AND NOT roles && string_to_array(step.roles, ' ') AND NOT (NEW.kind = 'taken_in' AND NEW."by" = 'system') THEN
      PERFORM door_refuse('operator.role_missing', jsonb_build_object('verb', step.verb, 'roles', to_jsonb(string_to_array(step.roles, ' '))));
    END IF;
  END IF;
  IF follows THEN
    NEW.from_state := k.state;
    NEW.prev_hash := coalesce(k.last_hash, '');
    t := door_step(k, NEW, step, told, who, roles);
    moves := told ?| ARRAY['holder', 'dispatched_by', 'handled_by', 'result', 'readers', 'centre', 'tier', 'area', 'grid', 'priority', 'category'];
    IF moves AND (t.area, t.centre, t.readers) <> (k.area, k.centre, k.readers) THEN
      NEW.left_sight_of := (jsonb_build_array(k.area, k.centre) || door_readers(k))::text;
    END IF;
  ELSIF NEW.ticket IS NULL THEN
    NEW.prev_hash := door_note(NEW);
  ELSE
    PERFORM door_claim('kind', NEW.kind = 'taken_in');
    t := door_taken_in(NEW, told);
    NEW.changes := door_told(NEW);
    NEW.prev_hash := '';
  END IF;
  IF NEW.ticket IS NOT NULL THEN
    NEW.concerns := CASE WHEN t.readers = '' AND NEW.left_sight_of IS NULL THEN '>' || t.area || ' =' || t.centre
      ELSE door_concerned(t, NEW.left_sight_of) END;
  END IF;
  NEW.hash := line_hash(NEW);
  NEW.seq := nextval('journal_seq_seq');
  IF NEW.ticket IS NULL THEN
    UPDATE centre_chain SET lines = lines + 1, last_hash = NEW.hash WHERE centre = NEW.centre;
    RETURN NEW;
  END IF;
  IF moves THEN
    wrong := door_unreadable(t);
    IF wrong <> '' THEN
      PERFORM door_claim(wrong, false);
    END IF;
    UPDATE ticket SET
      version = t.version, state = t.state, changed_at = t.changed_at, stage_since = t.stage_since, due_at = t.due_at, warn_at = t.warn_at,
      clocks = t.clocks, noted = t.noted, holder_kind = t.holder_kind, holder_id = t.holder_id, holder_name = t.holder_name,
      dispatched_by = t.dispatched_by, handled_by = t.handled_by, result = t.result, readers = t.readers, centre = t.centre, tier = t.tier,
      area = t.area, grid = t.grid, priority = t.priority, category = t.category, last_hash = NEW.hash
    WHERE id = NEW.ticket;
    IF t.readers IS DISTINCT FROM k.readers THEN
      DELETE FROM ticket_reader WHERE ticket = t.id;
      INSERT INTO ticket_reader SELECT DISTINCT reader, t.id FROM jsonb_array_elements_text(door_readers(t)) AS reader;
    END IF;
  ELSE
    -- Whoever watches over what a ticket is found by is not asked.
    UPDATE ticket SET
      version = t.version, state = t.state, changed_at = t.changed_at, stage_since = t.stage_since, due_at = t.due_at, warn_at = t.warn_at,
      clocks = t.clocks, noted = t.noted, last_hash = NEW.hash
    WHERE id = NEW.ticket;
  END IF;
  -- On the way to being filed nothing is counted but what was told when it was taken in.
  IF moves OR step.leads_to NOT IN ('verifying', 'accepted', 'reported') OR k.state NOT IN ('reported', 'verifying', 'accepted') THEN
    PERFORM door_count(NEW, t);
  END IF;
  IF NEW.kind IN ('escalated', 'skipped_level') OR t.priority = 1 AND (NEW.version = 1 OR NEW.kind = 'reclassified') THEN
    PERFORM ring_doorbell(t.area, t.centre || ARRAY(SELECT jsonb_array_elements_text(door_readers(t))));
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER journal_apply BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_apply();

CREATE OR REPLACE FUNCTION journal_keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT desk_is_owner() THEN
    RAISE EXCEPTION 'the journal is only added to' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER journal_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_keep();

-- Numbers of lines are drawn behind the locks, so that they grow along every chain.
ALTER TABLE journal ALTER COLUMN seq DROP DEFAULT;

REVOKE ALL ON FUNCTION door_is_again(journal), door_told(journal), door_note(journal), door_not_moved(bigint, text),
  door_never_moved(ticket, text), door_taken_in(journal, jsonb),
  door_step(ticket, journal, record, jsonb, text, text[]), journal_apply(), journal_keep() FROM PUBLIC;
