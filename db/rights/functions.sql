-- Whose ground it is: by the role that signed in. Who is unknown or locked gets NULL, of which every policy makes no.

CREATE OR REPLACE FUNCTION desk_centres() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT array_agg(seat.centre ORDER BY length(seat.centre), seat.centre)
  FROM server_account AS account JOIN operator AS seat ON seat.name = account.operator
  WHERE account.role = session_user::text AND account.active
$$;

-- The centres where the operator sits in one of these roles.
CREATE OR REPLACE FUNCTION desk_centres_as(VARIADIC wanted text[]) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT array_agg(seat.centre)
  FROM server_account AS account JOIN operator AS seat ON seat.name = account.operator
  WHERE account.role = session_user::text AND account.active AND string_to_array(seat.roles, ' ') && wanted
$$;

-- The widest ground is a range of codes [lo, hi), which an index serves; what lies beside it is in desk_more.
CREATE OR REPLACE FUNCTION desk_lo() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (desk_centres())[1]
$$;

CREATE OR REPLACE FUNCTION desk_hi() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT left(lo, -1) || chr(ascii(right(lo, 1)) + 1) FROM desk_lo() AS lo
$$;

CREATE OR REPLACE FUNCTION desk_more() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (desk_centres())[2:]
$$;

-- Grids are given to a campaign by whoever begins it, in the transaction that begins it, and on that centre's ground.
CREATE OR REPLACE FUNCTION campaign_is_new(one uuid, at_grid text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM campaign
    WHERE campaign.id = one AND campaign.by = desk_operator() AND campaign.ended_at IS NULL
      AND campaign.xmin = pg_current_xact_id()::xid AND at_grid ^@ campaign.centre)
$$;

-- The cameras of the operator's ground, with their streams for those who run a wall: streams may hold passwords.
CREATE OR REPLACE FUNCTION wall_cameras() RETURNS SETOF camera LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT one.id, one.number, one.name, one.region, one.lat_deg, one.lng_deg,
    CASE WHEN shown THEN one.sub_url ELSE '' END, CASE WHEN shown THEN one.main_url ELSE '' END,
    one.tags, one.state, one.state_at, one.source, CASE WHEN shown THEN one.ptz_url ELSE '' END,
    one.azimuth_deg, one.view_deg
  FROM camera AS one,
    LATERAL (SELECT desk_is_owner() OR coalesce(one.region ^@ ANY (
      desk_centres_as('call_taker', 'dispatcher', 'shift_lead', 'duty_commander', 'wall')), false)) AS wall(shown)
  WHERE desk_is_owner() OR one.region ^@ ANY (desk_centres())
$$;

-- An answer tells of an end that this very transaction wrote, of its ticket or of the one that it was merged into.
CREATE OR REPLACE FUNCTION answer_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF desk_is_owner() THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (
    SELECT FROM journal AS line JOIN ticket AS ended ON ended.id = line.ticket
    WHERE line.written = pg_current_xact_id() AND line.account = session_user::text AND line.to_state = NEW.outcome
      AND NEW.outcome IN ('closed', 'rejected', 'void')
      AND (ended.id = NEW.ticket OR jsonb_path_exists(
        nullif(ended.noted, '')::jsonb, 'lax $.merged[*] ? (@ == $one)', jsonb_build_object('one', NEW.ticket)))
  ) OR NOT EXISTS (
    SELECT FROM ticket AS one
    WHERE one.id = NEW.ticket AND one.source = NEW.source AND one.outside_number = NEW.outside_number
  ) OR NEW.taken_at IS NOT NULL OR (
    SELECT count(*) FROM answer AS other WHERE other.ticket = NEW.ticket AND other.xmin = pg_current_xact_id()::xid
  ) > 1 THEN
    RAISE EXCEPTION 'answer.of_no_end' USING ERRCODE = 'PC403';
  END IF;
  RETURN NULL;
END
$$;

-- Checks are planted and ended with a line of the journal; without one, the due check moves on by one.
CREATE OR REPLACE FUNCTION patrol_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  told text;
BEGIN
  IF desk_is_owner() THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.ticket = OLD.ticket AND NEW.centre = OLD.centre AND NEW.every_days = OLD.every_days AND NEW.text = OLD.text
      AND NEW."by" = OLD."by" AND NEW."left" = OLD."left" - 1 AND NEW."left" >= 0 AND OLD.next_at <= door_now()
      AND NEW.next_at > OLD.next_at AND NEW.next_at <= door_now() + make_interval(days => OLD.every_days, secs => 120)
    THEN
      RETURN NULL;
    END IF;
  END IF;
  SELECT line.kind INTO told FROM journal AS line
  WHERE line.written = pg_current_xact_id() AND line.account = session_user::text AND line.ticket = NEW.ticket
    AND line.kind IN ('patrol_planted', 'patrol_ended') AND line."by" <> 'system';
  IF told IS NULL OR NEW."left" < 0 OR NEW."left" > 52 OR NEW.every_days NOT BETWEEN 1 AND 366
    OR NEW.next_at NOT BETWEEN '1900-01-01Z' AND door_now() + interval '400 days' OR length(NEW.text) > 4000
    OR (told = 'patrol_ended' AND NEW."left" <> 0)
    OR (told = 'patrol_planted' AND (NEW."by" <> desk_operator()
      OR NEW.centre <> (SELECT one.centre FROM ticket AS one WHERE one.id = NEW.ticket)))
  THEN
    RAISE EXCEPTION 'patrol.without_line' USING ERRCODE = 'PC403';
  END IF;
  RETURN NULL;
END
$$;

-- plpgsql knows "by" and "left" as words of its own, so they are quoted. What is ticked off at a site is ticked by whoever says so, on top of what was there, while the campaign runs.
CREATE OR REPLACE FUNCTION campaign_site_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before integer := 0;
BEGIN
  IF desk_is_owner() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    before := OLD.version;
  END IF;
  IF NEW."by" IS DISTINCT FROM desk_operator() OR NEW.version IS DISTINCT FROM before + 1
    OR abs(extract(epoch FROM NEW.at - door_now())) > 120 OR length(NEW.label) + length(NEW.note) > 4000
    OR NEW.done::jsonb @@ 'strict $.type() == "array" && !exists($[*] ? (@.type() != "number" || @ < 0 || @ > 1000 || @.floor() != @))' IS NOT TRUE
    OR NOT EXISTS (SELECT FROM campaign WHERE campaign.id = NEW.campaign AND campaign.ended_at IS NULL)
    OR NOT EXISTS (
      SELECT FROM campaign_grid WHERE campaign_grid.campaign = NEW.campaign AND campaign_grid.grid = NEW.grid)
  THEN
    RAISE EXCEPTION 'campaign.ended' USING ERRCODE = 'PC403';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER campaign_site_kept BEFORE INSERT OR UPDATE ON campaign_site
  FOR EACH ROW EXECUTE FUNCTION campaign_site_kept();

DROP TRIGGER IF EXISTS answer_kept ON answer;

CREATE CONSTRAINT TRIGGER answer_kept AFTER INSERT ON answer DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION answer_kept();

DROP TRIGGER IF EXISTS patrol_kept ON patrol;

CREATE CONSTRAINT TRIGGER patrol_kept AFTER INSERT OR UPDATE ON patrol DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION patrol_kept();

REVOKE ALL ON FUNCTION desk_centres(), desk_centres_as(text[]), desk_lo(), desk_hi(), desk_more(), campaign_is_new(uuid, text),
  wall_cameras(), answer_kept(), patrol_kept(), campaign_site_kept() FROM PUBLIC;
