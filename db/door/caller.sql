-- Who called, in full: to whoever wrote the line that says so, when that line stands for good, and for some minutes after it.
-- A line of one's own transaction opens nothing: what can still be undone was never written.
DROP FUNCTION IF EXISTS caller_of(bigint);

CREATE OR REPLACE FUNCTION caller_shown(by_line uuid, OUT name text, OUT phone text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  line journal;
BEGIN
  SELECT * INTO line FROM journal WHERE key = by_line AND kind = 'caller_shown' ORDER BY part LIMIT 1;
  IF line.key IS NOT NULL AND (desk_is_owner() OR (line.account IS NOT DISTINCT FROM session_user::text
    AND line."by" IS NOT DISTINCT FROM desk_operator() AND desk_roles(line.centre) IS NOT NULL
    AND line.written IS DISTINCT FROM pg_current_xact_id_if_assigned() AND line.at > door_now() - interval '5 min'))
  THEN
    SELECT coalesce(caller.name, ticket.caller_name), coalesce(caller.phone, ticket.caller_phone)
    INTO caller_shown.name, caller_shown.phone
    FROM ticket LEFT JOIN caller ON caller.ticket = ticket.id WHERE ticket.id = line.ticket;
  END IF;
END $$;

REVOKE ALL ON FUNCTION caller_shown(uuid) FROM PUBLIC;
