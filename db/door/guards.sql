-- What must be so of a ticket besides its state: console/guards.py once more, for those who come with a program of their own.
-- What has no search path of its own is called by what has one.

CREATE OR REPLACE FUNCTION door_refuse(code text, facts jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'PC403', MESSAGE = code, DETAIL = facts::text;
END $$;

-- Somebody else was first: who, with what, and when.
CREATE OR REPLACE FUNCTION door_stale(of_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  SELECT ticket, version, "by", kind, (extract(epoch FROM at) * 1000000)::bigint AS at INTO last
  FROM journal WHERE ticket = of_ticket ORDER BY version DESC LIMIT 1;
  RAISE EXCEPTION USING ERRCODE = 'PC409', MESSAGE = 'ticket.stale', DETAIL = to_jsonb(last)::text;
END $$;

CREATE OR REPLACE FUNCTION door_noted(of_ticket ticket) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN of_ticket.noted = '' THEN '{}'::jsonb ELSE of_ticket.noted::jsonb END
$$;

CREATE OR REPLACE FUNCTION door_readers(of_ticket ticket) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN of_ticket.readers = '' THEN '[]'::jsonb ELSE of_ticket.readers::jsonb END
$$;

-- A centre sees the tickets of its ground, those whose turn it is, and those that it goes on reading.
CREATE OR REPLACE FUNCTION door_sees(centre text, of_ticket ticket) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT starts_with(of_ticket.area, centre) OR of_ticket.centre = centre OR (of_ticket.readers <> '' AND of_ticket.readers::jsonb ? centre)
$$;

CREATE OR REPLACE FUNCTION door_guard(guard text, verb text, k ticket, line journal, who text, roles text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  noted jsonb := door_noted(k);
  request jsonb := noted -> 'request';
  number jsonb := jsonb_build_object('number', k.number);
BEGIN
  IF guard = 'holds' AND k.centre <> line.centre THEN
    PERFORM door_refuse('ticket.held_elsewhere', number || jsonb_build_object('centre', k.centre));
  ELSIF guard = 'own_dispatch' AND k.dispatched_by <> who THEN
    PERFORM door_refuse('ticket.not_your_dispatch', number || jsonb_build_object('by', k.dispatched_by));
  ELSIF guard = 'did_not_handle' AND (k.handled_by = who OR coalesce(noted -> 'handlers' ? who, false)) THEN
    PERFORM door_refuse('ticket.checker_handled_it', number);
  ELSIF guard = 'did_not_file' AND door_acts_as_crew(roles) AND noted ->> 'filed_by' = who THEN
    PERFORM door_refuse('ticket.filer_handles_it', number);
  ELSIF guard = 'two_people' AND request ->> 'verb' IS DISTINCT FROM verb THEN
    PERFORM door_refuse('ticket.nobody_asked', number || jsonb_build_object('verb', verb));
  ELSIF guard IN ('two_people', 'did_not_ask') AND request ->> 'by' = who AND verb IN (request ->> 'verb', 'refuse') THEN
    PERFORM door_refuse('ticket.asker_approves_it', number);
  ELSIF guard = 'no_request' AND request ->> 'verb' IS NOT NULL THEN
    PERFORM door_refuse('ticket.asked_already', number || jsonb_build_object('verb', request ->> 'verb', 'by', request ->> 'by'));
  ELSIF guard = 'request' AND request ->> 'verb' IS NULL THEN
    PERFORM door_refuse('ticket.nothing_asked', number);
  ELSIF guard = 'before_due' AND k.due_at < (CASE WHEN request ->> 'verb' = verb THEN (request ->> 'at')::timestamptz ELSE line.at END) THEN
    PERFORM door_refuse('ticket.due_already', number);
  ELSIF guard = 'helpers_done' AND jsonb_path_exists(noted, 'lax $.co_handlers[*] ? (!(@.must == false) && !(@.done == true))') THEN
    PERFORM door_refuse('ticket.helpers_open', number || jsonb_build_object('names',
      jsonb_path_query_array(noted, 'lax $.co_handlers[*] ? (!(@.must == false) && !(@.done == true)).name')));
  ELSIF guard = 'has_tier_above' AND k.tier <= 2 THEN
    PERFORM door_refuse('ticket.top_tier', number);
  ELSIF guard = 'village_tier' AND k.tier <> 5 THEN
    PERFORM door_refuse('ticket.not_village_tier', number);
  ELSIF guard = 'skip_allowed' AND k.tier <= 3 THEN
    PERFORM door_refuse('ticket.no_tier_to_skip', number);
  ELSIF guard = 'skip_allowed' AND k.priority > 1 AND door_held_s(noted, k.tier - 1) < 259200 THEN
    PERFORM door_refuse('ticket.skip_too_soon', number || jsonb_build_object('days', 3));
  ELSIF guard = 'helper' AND NOT jsonb_path_exists(noted, 'lax $.co_handlers[*] ? (!(@.done == true))') THEN
    PERFORM door_refuse('ticket.no_helper', number);
  ELSIF guard = 'not_above' AND NOT starts_with(k.centre, line.centre) THEN
    PERFORM door_refuse('ticket.held_above', number || jsonb_build_object('centre', k.centre));
  ELSIF guard = 'card' AND NOT door_has_card(noted) THEN
    PERFORM door_refuse('ticket.no_card', number);
  ELSIF guard = 'planted' AND noted -> 'planted' IS DISTINCT FROM 'true' THEN
    PERFORM door_refuse('patrol.none', number);
  ELSIF guard = 'takes_calls_or_handles' AND NOT ('call_taker' = ANY (roles) OR door_handles(k, who, roles)) THEN
    PERFORM door_refuse('ticket.not_the_handler', number);
  ELSIF guard = 'caller' AND k.caller_name = '' AND k.caller_phone = '' THEN
    PERFORM door_refuse('ticket.no_caller', number);
  ELSIF guard = 'reason' AND line.reason !~ '[^\s\u00a0\u3000]' THEN
    PERFORM door_refuse('order.no_reason', jsonb_build_object('verb', verb));
  ELSIF guard = 'result' AND trim(coalesce(nullif(line.detail, '')::jsonb ->> 'result', '')) = '' THEN
    PERFORM door_refuse('order.no_result');
  ELSIF guard = 'closed_long' AND line.at < k.stage_since + make_interval(secs => (SELECT amount FROM door_limit WHERE name = 'archive')) THEN
    PERFORM door_refuse('ticket.closed_lately', number || (SELECT jsonb_build_object('days', ceil(amount / 86400)) FROM door_limit WHERE name = 'archive'));
  END IF;
END $$;

CREATE OR REPLACE FUNCTION door_acts_as_crew(roles text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT roles && ARRAY['crew', 'grid_worker'] AND NOT 'dispatcher' = ANY (roles)
$$;

-- A crew or grid worker by whose name the ticket is held, from the dispatch until the feedback.
CREATE OR REPLACE FUNCTION door_handles(k ticket, who text, roles text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(roles && ARRAY['crew', 'grid_worker'] AND k.state IN ('dispatched', 'in_progress', 'suspended')
    AND who IN (k.holder_id, k.holder_name), false)
$$;

-- For how long a tier had the ticket before, in seconds.
CREATE OR REPLACE FUNCTION door_held_s(noted jsonb, tier integer) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(max((held ->> 1)::double precision), 0) FROM jsonb_array_elements(coalesce(noted -> 'held_s', '[]')) AS held
  WHERE (held ->> 0)::integer = tier
$$;

-- Whether a card of the ladder still waits for its reply; cards from before a reopening wait no more.
CREATE OR REPLACE FUNCTION door_has_card(noted jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM jsonb_array_elements(coalesce(noted -> 'cards', '[]')) AS card
    WHERE (card ->> 'step')::integer >= 3 AND coalesce(card ->> 'reply', '') = ''
      AND (noted #>> '{anew,at}' IS NULL OR (card ->> 'at')::timestamptz >= (noted #>> '{anew,at}')::timestamptz))
$$;

REVOKE ALL ON FUNCTION door_refuse(text, jsonb), door_stale(bigint), door_noted(ticket), door_readers(ticket), door_sees(text, ticket),
  door_guard(text, text, ticket, journal, text, text[]), door_acts_as_crew(text[]), door_handles(ticket, text, text[]), door_held_s(jsonb, integer), door_has_card(jsonb) FROM PUBLIC;
