-- A layout goes on from the version that was there, can be read again by every desk, and is told of by a line of the same transaction.
CREATE OR REPLACE FUNCTION wall_layout_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before integer := 0;
BEGIN
  IF desk_is_owner() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    before := OLD.version;
  END IF;
  IF NEW.version IS DISTINCT FROM before + 1 OR length(NEW.name) NOT BETWEEN 1 AND 40 OR NEW.name ~ '[[:cntrl:]]'
    OR length(NEW.layout) > 450 OR NEW.layout !~ '^[1-8](x[1-8]|[+][0-9]{1,2})?(:[0-9.,]+)?$' OR length(NEW.cameras) > 20000
    OR NEW.cameras::jsonb @@ 'strict $.type() == "array" && $.size() <= 64 && !exists($[*] ? (@.type() != "string" && @.type() != "null"))' IS NOT TRUE
  THEN
    RAISE EXCEPTION 'layout.stale' USING ERRCODE = 'PC403';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION wall_layout_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF desk_is_owner() THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (
    SELECT FROM journal AS line
    WHERE line.written = pg_current_xact_id() AND line.account = session_user::text AND line.centre = NEW.centre
      AND line.kind = CASE WHEN NEW.gone THEN 'layout_removed' ELSE 'layout_saved' END
      AND line.detail::jsonb @> jsonb_build_object('number', NEW.number::text, 'scope', NEW.scope)
  ) THEN
    RAISE EXCEPTION 'layout.stale' USING ERRCODE = 'PC403';
  END IF;
  RETURN NULL;
END
$$;

-- A camera goes from hand to hand by a line of the same transaction; out of a hand that holds it only a shift lead takes it, who says why. Whoever has it keeps it or lets it go without one.
CREATE OR REPLACE FUNCTION camera_held_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before integer := 0;
  is_own boolean := false;
  is_free boolean := true;
  had text := '';
  had_desk text := '';
BEGIN
  IF desk_is_owner() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    before := OLD.version;
    is_free := OLD.until <= door_now();
    is_own := (OLD."by", OLD.desk, OLD.centre, OLD.since) = (NEW."by", NEW.desk, NEW.centre, NEW.since);
    had := OLD."by";
    had_desk := OLD.desk;
  END IF;
  IF NEW.version IS DISTINCT FROM before + 1 OR NEW.until NOT BETWEEN door_now() - interval '120 s' AND door_now() + interval '210 s'
    OR NOT is_own AND (abs(extract(epoch FROM NEW.since - door_now())) > 120 OR NOT EXISTS (
      SELECT FROM journal AS line
      WHERE line.written = pg_current_xact_id() AND line.account = session_user::text AND line.centre = NEW.centre
        AND line.kind = 'camera_taken' AND line.detail::jsonb @> jsonb_build_object('camera', NEW.camera)
        AND (is_free OR btrim(line.reason) <> '' AND NEW.centre = ANY (desk_centres_as('shift_lead')))))
  THEN
    RAISE EXCEPTION 'camera.in_hand' USING ERRCODE = 'PC403',
      DETAIL = jsonb_build_object('camera', NEW.camera, 'by', had, 'desk', had_desk)::text;
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER camera_held_kept BEFORE INSERT OR UPDATE ON camera_held
  FOR EACH ROW EXECUTE FUNCTION camera_held_kept();

CREATE OR REPLACE TRIGGER wall_layout_kept BEFORE INSERT OR UPDATE ON wall_layout
  FOR EACH ROW EXECUTE FUNCTION wall_layout_kept();

DROP TRIGGER IF EXISTS wall_layout_told ON wall_layout;

CREATE CONSTRAINT TRIGGER wall_layout_told AFTER INSERT OR UPDATE ON wall_layout DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION wall_layout_told();

REVOKE ALL ON FUNCTION wall_layout_kept(), wall_layout_told(), camera_held_kept() FROM PUBLIC;
