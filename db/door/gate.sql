-- The gate once more: console/gate.py, as far as rows tell. What only warns is the console's; a block is never bypassed.

-- How many tickets a crew has in hand, and with how many of others' it helps and is not done.
CREATE OR REPLACE FUNCTION door_load(of_crew text, OUT held integer, OUT helping integer) LANGUAGE plpgsql STABLE AS $$
BEGIN
  SELECT count(*) INTO held FROM ticket
  WHERE state NOT IN ('archived', 'closed', 'merged', 'rejected', 'void') AND holder_id = of_crew AND holder_kind = 'crew'
    AND state IN ('dispatched', 'in_progress');
  SELECT count(*) INTO helping FROM ticket, jsonb_array_elements(noted::jsonb -> 'co_handlers') AS helper
  WHERE state NOT IN ('archived', 'closed', 'merged', 'rejected', 'void') AND replace(noted, '"co_handlers"', '') <> noted
    AND state IN ('dispatched', 'in_progress')
    AND helper ->> 'kind' = 'crew' AND helper ->> 'id' = of_crew AND helper -> 'done' IS DISTINCT FROM 'true';
END $$;

-- Refuses to send a ticket of this category to whom the gate shuts, in the gate's own words.
CREATE OR REPLACE FUNCTION door_gate(kind text, code text, called text, centre text, of_category text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one record;
  load record;
  lacks jsonb;
BEGIN
  IF kind = 'crew' THEN
    -- Of two desks that send one crew at once, the second counts what the first has sent.
    SELECT crew.*, door_limit.amount AS full_at INTO one
    FROM crew LEFT JOIN door_limit ON door_limit.name = 'full ' || crew.kind WHERE crew.id = code FOR NO KEY UPDATE OF crew;
  ELSIF kind = 'grid' THEN
    SELECT region.*, EXISTS (SELECT FROM crew WHERE crew.region = region.code) AS has_crews INTO one
    FROM region WHERE region.code = door_gate.code AND tier = 6;
  ELSIF kind = 'department' THEN
    SELECT department.* INTO one FROM department WHERE department.id = code;
  ELSE
    PERFORM door_claim('holder', false);
  END IF;
  IF one.name IS NULL THEN
    PERFORM door_refuse(kind || '.unknown', jsonb_build_object(kind, code));
  END IF;
  PERFORM door_claim('holder', one.name = called);
  IF kind = 'department' THEN
    IF NOT starts_with(one.region, centre) AND NOT starts_with(centre, one.region) THEN
      PERFORM door_refuse('department.outside', jsonb_build_object('department', one.name));
    END IF;
    RETURN;
  ELSIF kind = 'grid' THEN
    IF NOT starts_with(one.code, centre) THEN
      PERFORM door_refuse('grid.outside', jsonb_build_object('grid', one.name));
    ELSIF one.has_crews THEN
      -- Work for a grid goes to one of its crews on duty, never past them.
      PERFORM door_claim('holder', NOT EXISTS (SELECT FROM crew WHERE crew.region = door_gate.code AND crew.duty = 'on_duty'));
      PERFORM door_refuse('grid.no_crew_on_duty', jsonb_build_object('grid', one.name));
    END IF;
    RETURN;
  END IF;
  IF NOT starts_with(one.region, centre) THEN
    PERFORM door_refuse('crew.outside', jsonb_build_object('crew', one.name));
  ELSIF one.duty <> 'on_duty' THEN
    PERFORM door_refuse('crew.off_duty', jsonb_build_object('crew', one.name));
  END IF;
  load := door_load(code);
  IF load.held + load.helping >= one.full_at THEN
    PERFORM door_refuse('crew.full', jsonb_build_object('crew', one.name, 'load', jsonb_build_array(load.held, load.helping, 0), 'limit', one.full_at));
  END IF;
  SELECT to_jsonb(array_agg(skill ORDER BY skill)) INTO lacks
  FROM (SELECT skills, blocks FROM gate_need WHERE category IN (of_category, left(of_category, 2), '') ORDER BY length(category) DESC LIMIT 1) AS need,
    string_to_table(need.skills, ' ') AS skill
  WHERE need.blocks AND NOT skill = ANY (string_to_array(coalesce(one.skills, ''), ' '));
  IF lacks IS NOT NULL THEN
    PERFORM door_refuse('crew.skill_missing', jsonb_build_object('crew', one.name, 'skills', lacks));
  END IF;
END $$;

-- Who helps: one more that the gate lets through, one that is done, one that leads from now on, or none where work begins anew.
CREATE OR REPLACE FUNCTION door_check_helpers(t ticket, line journal, was jsonb, noted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := coalesce(was -> 'co_handlers', '[]');
  after jsonb := coalesce(noted -> 'co_handlers', '[]');
  added jsonb := after -> -1;
BEGIN
  IF line.kind = 'co_handler_added' THEN
    PERFORM door_claim('noted.co_handlers', after - -1 = before AND added - ARRAY['kind', 'id', 'name', 'must', 'sent'] = '{}');
    IF jsonb_path_exists(before, 'strict $[*] ? (@.kind == $kind && @.id == $id)', added) THEN
      PERFORM door_refuse('co_handle.twice', jsonb_build_object('holder', added ->> 'name', 'number', t.number));
    END IF;
    PERFORM door_gate(added ->> 'kind', added ->> 'id', added ->> 'name', line.centre, t.category);
  ELSIF line.kind = 'co_handled' THEN
    PERFORM door_claim('noted.co_handlers', jsonb_array_length(after) = jsonb_array_length(before) AND (
      SELECT count(*) = 1 AND bool_and(now.helper - 'result' = old.helper || '{"done": true}' AND old.helper -> 'done' IS DISTINCT FROM 'true'
        AND coalesce(noted -> 'handlers' ?& ARRAY[old.helper ->> 'id', old.helper ->> 'name'], false))
      FROM jsonb_array_elements(after) WITH ORDINALITY AS now(helper, n)
      JOIN jsonb_array_elements(before) WITH ORDINALITY AS old(helper, n) USING (n) WHERE now.helper <> old.helper));
  ELSIF line.kind IN ('dispatched', 'transferred', 'recalled', 'reopened') AND (before <> '[]' OR after <> before) THEN
    PERFORM door_claim('noted.co_handlers', after = coalesce(CASE WHEN line.kind <> 'reopened' THEN (
      SELECT jsonb_agg(helper ORDER BY n) FROM jsonb_array_elements(before) WITH ORDINALITY AS old(helper, n)
      WHERE CASE line.kind WHEN 'recalled' THEN helper -> 'sent' IS DISTINCT FROM 'true'
        ELSE NOT (helper ->> 'kind' = t.holder_kind AND helper ->> 'id' = t.holder_id AND helper -> 'done' IS DISTINCT FROM 'true') END) END, '[]'));
  END IF;
END $$;

REVOKE ALL ON FUNCTION door_load(text), door_gate(text, text, text, text, text), door_check_helpers(ticket, journal, jsonb, jsonb) FROM PUBLIC;
