-- Who is at the door: always by the role that signed in, never by anything that the client can set.

CREATE OR REPLACE FUNCTION desk_is_owner() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT pg_has_role(session_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'public.journal'::regclass
$$;

CREATE OR REPLACE FUNCTION desk_operator() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT operator FROM server_account WHERE role = session_user::text AND active
$$;

-- The roles of the operator's seat at a centre; NULL where there is no seat, or no operator.
CREATE OR REPLACE FUNCTION desk_roles(at_centre text) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT string_to_array(seat.roles, ' ') FROM operator AS seat
  WHERE seat.name = desk_operator() AND seat.centre = at_centre COLLATE "C"
$$;

-- The hour of the server, which the hours that desks tell are compared with.
CREATE OR REPLACE FUNCTION door_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT clock_timestamp()
$$;

REVOKE ALL ON FUNCTION desk_is_owner(), desk_operator(), desk_roles(text), door_now() FROM PUBLIC;
