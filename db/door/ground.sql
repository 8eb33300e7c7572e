-- The ground changes by lines: console/redrawing.py once more, as far as codes and coordinates tell. What a boundary covers
-- of another is the console's to measure; here every boundary is sound, closed, within the world and within its parent's box.

CREATE OR REPLACE FUNCTION door_told_list(line journal, name text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN coalesce(nullif(nullif(line.detail, '')::jsonb ->> name, '')::jsonb, '[]');
END $$;

-- Whether these are the coordinates of a MultiPolygon: rings of four positions or more, closed, in degrees of the world.
CREATE OR REPLACE FUNCTION door_is_boundary(shape jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN (shape @@ 'strict $.type() == "array" && $.size() >= 1 && !exists($[*] ? (@.type() != "array" || @.size() < 1))') IS TRUE
    AND (shape @@ 'strict !exists($[*][*] ? (@.type() != "array" || @.size() < 4))') IS TRUE
    AND (shape @@ 'strict !exists($[*][*][*] ? (@.type() != "array" || @.size() != 2))') IS TRUE
    AND (shape @@ 'strict !exists($[*][*][*][*] ? (@.type() != "number"))') IS TRUE
    AND (shape @@ 'strict !exists($[*][*][*] ? (@[0] < -180 || @[0] > 180 || @[1] < -90 || @[1] > 90))') IS TRUE
    AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(shape) AS part, jsonb_array_elements(part) AS ring WHERE ring -> 0 <> ring -> -1);
END $$;

-- A boundary as well-known binary, the great end first: a polygon where there is one part.
CREATE OR REPLACE FUNCTION door_wkb(shape jsonb) RETURNS bytea LANGUAGE sql AS $$
  WITH rings AS (
    SELECT part.n AS part, ring.n AS ring, int4send(jsonb_array_length(ring.value)) || (
      SELECT string_agg(float8send((point.value ->> 0)::float8) || float8send((point.value ->> 1)::float8), ''::bytea ORDER BY point.n)
      FROM jsonb_array_elements(ring.value) WITH ORDINALITY AS point(value, n)) AS told
    FROM jsonb_array_elements(shape) WITH ORDINALITY AS part(value, n),
      jsonb_array_elements(part.value) WITH ORDINALITY AS ring(value, n)
  ), parts AS (
    SELECT part, '\x0000000003'::bytea || int4send(count(*)::integer) || string_agg(told, ''::bytea ORDER BY ring) AS told
    FROM rings GROUP BY part
  )
  SELECT CASE count(*) WHEN 1 THEN ''::bytea ELSE '\x0000000006'::bytea || int4send(count(*)::integer) END
    || string_agg(told, ''::bytea ORDER BY part) FROM parts
$$;

-- A grid as the line tells it, on top of what is there; the old one where there is one.
CREATE OR REPLACE FUNCTION door_draw_grid(line journal, told jsonb) RETURNS region LANGUAGE plpgsql AS $$
DECLARE
  old region;
  above region;
  grid region;
  margin double precision := 0.0005;
BEGIN
  PERFORM door_claim('grids', told @@ 'strict $.type() == "object" && $.code.type() == "string" && $.name.type() == "string"
    && $.parent.type() == "string" && $.version.type() == "number" && $.version > 0 && $.version < 1000000000
    && ($.kind == "base" || $.kind == "special")
    && ($.rating == "red" || $.rating == "orange" || $.rating == "yellow" || $.rating == "blue" || $.rating == "green" || $.rating == "none")');
  PERFORM door_claim('shape', door_is_boundary(told -> 'shape'));
  grid.code := told ->> 'code';
  grid.name := told ->> 'name';
  grid.parent := told ->> 'parent';
  PERFORM door_claim('code', length(grid.code) BETWEEN 1 AND 40 AND grid.code !~ '[[:cntrl:][:space:]]');
  PERFORM door_claim('name', length(grid.name) BETWEEN 1 AND 80 AND grid.name !~ '[[:cntrl:]]' AND btrim(grid.name) <> '');
  IF NOT starts_with(grid.code, line.centre) THEN
    PERFORM door_refuse('grid.outside', jsonb_build_object('grid', grid.code));
  END IF;
  SELECT * INTO old FROM region WHERE code = grid.code FOR UPDATE;
  IF old.code IS NOT NULL AND (told ->> 'version')::integer = 1 THEN
    PERFORM door_refuse('grid.code_taken', jsonb_build_object('grid', old.code, 'name', old.name));
  ELSIF old.code IS NULL AND (told ->> 'version')::integer <> 1 THEN
    PERFORM door_refuse('grid.unknown', jsonb_build_object('grid', grid.code));
  ELSIF old.code IS NOT NULL THEN
    PERFORM door_of_grid(old, (told ->> 'version')::integer);
    PERFORM door_claim('grids', (grid.parent, told ->> 'kind', told ->> 'rating') = (old.parent, old.kind, old.rating));
  END IF;
  SELECT * INTO above FROM region WHERE code = grid.parent;
  IF above.code IS NULL OR above.tier >= 6 OR above.retired_at IS NOT NULL THEN
    PERFORM door_refuse('grid.bad_parent', jsonb_build_object('grid', grid.code, 'parent', grid.parent));
  ELSIF NOT starts_with(grid.code, grid.parent) OR grid.code = grid.parent THEN
    PERFORM door_refuse('region.code_not_under_parent', jsonb_build_object('code', grid.code, 'parent', grid.parent));
  END IF;
  SELECT min((point ->> 0)::float8), min((point ->> 1)::float8), max((point ->> 0)::float8), max((point ->> 1)::float8)
  INTO grid.west, grid.south, grid.east, grid.north
  FROM jsonb_array_elements(told -> 'shape') AS part, jsonb_array_elements(part) AS ring, jsonb_array_elements(ring) AS point;
  IF old.code IS NULL AND (grid.west < above.west - margin OR grid.south < above.south - margin
    OR grid.east > above.east + margin OR grid.north > above.north + margin)
  THEN
    PERFORM door_refuse('grid.outside_parent', jsonb_build_object('grid', grid.code, 'parent', above.code, 'name', above.name, 'm2', 0));
  END IF;
  INSERT INTO region (code, name, tier, parent, kind, rating, west, south, east, north, shape_wkb, version)
  VALUES (grid.code, grid.name, 6, grid.parent, told ->> 'kind', told ->> 'rating', grid.west, grid.south, grid.east, grid.north,
    door_wkb(told -> 'shape'), (told ->> 'version')::integer)
  ON CONFLICT (code) DO UPDATE SET name = excluded.name, west = excluded.west, south = excluded.south, east = excluded.east,
    north = excluded.north, shape_wkb = excluded.shape_wkb, version = excluded.version
  WHERE region.version = excluded.version - 1;
  IF NOT FOUND THEN
    PERFORM door_refuse('grid.changed', jsonb_build_object('grid', grid.code, 'name', grid.name));
  END IF;
  RETURN old;
END $$;

-- A grid that stands, and goes on from the version that was seen.
CREATE OR REPLACE FUNCTION door_of_grid(old region, version integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF old.code IS NULL OR old.tier <> 6 THEN
    PERFORM door_refuse('grid.unknown', jsonb_build_object('grid', coalesce(old.code, '')));
  ELSIF old.retired_at IS NOT NULL THEN
    PERFORM door_refuse('grid.retired', jsonb_build_object('grid', old.code, 'name', old.name));
  ELSIF old.version IS DISTINCT FROM version - 1 THEN
    PERFORM door_refuse('grid.changed', jsonb_build_object('grid', old.code, 'name', old.name));
  END IF;
END $$;

CREATE OR REPLACE FUNCTION door_retire_grid(line journal, told jsonb) RETURNS region LANGUAGE plpgsql AS $$
DECLARE
  old region;
  running text;
BEGIN
  PERFORM door_claim('gone', told @@ 'strict $.type() == "object" && $.code.type() == "string" && $.version.type() == "number"
    && $.version > 0 && $.version < 1000000000');
  IF NOT starts_with(told ->> 'code', line.centre) THEN
    PERFORM door_refuse('grid.outside', jsonb_build_object('grid', told ->> 'code'));
  END IF;
  SELECT * INTO old FROM region WHERE code = told ->> 'code' FOR UPDATE;
  PERFORM door_of_grid(old, (told ->> 'version')::integer);
  SELECT campaign.name INTO running FROM campaign JOIN campaign_grid ON campaign_grid.campaign = campaign.id
  WHERE campaign_grid.grid = old.code AND campaign.ended_at IS NULL LIMIT 1;
  IF running IS NOT NULL THEN
    PERFORM door_refuse('grid.open_campaign', jsonb_build_object('grid', old.code, 'name', old.name, 'campaign', running));
  END IF;
  UPDATE region SET version = old.version + 1, retired_at = line.at WHERE code = old.code;
  RETURN old;
END $$;

-- A crew at home on the centre's ground goes to a grid there that stands. ``from_grids`` are those that crews may leave, all where it is NULL.
CREATE OR REPLACE FUNCTION door_move_crew(line journal, told jsonb, from_grids text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  old crew;
BEGIN
  PERFORM door_claim('crews', told @@ 'strict $.type() == "object" && $.id.type() == "string" && $.region.type() == "string"
    && $.version.type() == "number" && ($.kind == "grid_head" || $.kind == "grid_worker" || $.kind == "unit" || $.kind == "volunteer")');
  SELECT * INTO old FROM crew WHERE id = told ->> 'id' FOR UPDATE;
  IF old.id IS NULL OR NOT starts_with(old.region, line.centre) THEN
    PERFORM door_refuse('crew.unknown', jsonb_build_object('crew', told ->> 'id'));
  ELSIF old.version IS DISTINCT FROM (told ->> 'version')::integer - 1 THEN
    PERFORM door_refuse('crew.changed', jsonb_build_object('crew', old.id, 'name', old.name));
  END IF;
  PERFORM door_claim('crews', (told ->> 'kind' = old.kind OR old.kind <> 'unit' AND told ->> 'kind' IN ('grid_head', 'grid_worker'))
    AND coalesce(old.region = ANY (from_grids), true) AND starts_with(told ->> 'region', line.centre)
    AND EXISTS (SELECT FROM region WHERE code = told ->> 'region' AND tier = 6 AND retired_at IS NULL));
  UPDATE crew SET region = told ->> 'region', kind = told ->> 'kind', version = old.version + 1 WHERE id = old.id;
END $$;

-- The whole change of one line: what comes, what goes, and who moves belong together as its kind says.
CREATE OR REPLACE FUNCTION door_change_ground(line journal) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  drawn jsonb := door_told_list(line, 'grids');
  gone jsonb := door_told_list(line, 'gone');
  crews jsonb := door_told_list(line, 'crews');
  told jsonb;
  old region;
  parents text[] := '{}';
  leaves text[];
  renewed integer := 0;
BEGIN
  IF line.kind NOT IN ('grid_redrawn', 'grid_split', 'grids_merged', 'grids_added', 'head_named', 'crew_stationed') THEN
    RETURN;
  END IF;
  IF line.reason !~ '[^\s\u00a0\u3000]' THEN
    PERFORM door_refuse('grid.no_reason');
  END IF;
  PERFORM door_claim('detail', jsonb_typeof(drawn) = 'array' AND jsonb_typeof(gone) = 'array' AND jsonb_typeof(crews) = 'array');
  PERFORM door_claim('detail', CASE line.kind
    WHEN 'grid_redrawn' THEN jsonb_array_length(drawn) BETWEEN 1 AND 200 AND jsonb_array_length(gone) + jsonb_array_length(crews) = 0
    WHEN 'grid_split' THEN jsonb_array_length(drawn) BETWEEN 2 AND 200 AND jsonb_array_length(gone) = 1
    WHEN 'grids_merged' THEN jsonb_array_length(drawn) = 1 AND jsonb_array_length(gone) BETWEEN 1 AND 200
    WHEN 'grids_added' THEN jsonb_array_length(drawn) BETWEEN 1 AND 200 AND jsonb_array_length(gone) + jsonb_array_length(crews) = 0
    ELSE jsonb_array_length(drawn) + jsonb_array_length(gone) = 0 AND jsonb_array_length(crews) BETWEEN 1 AND 200 END);
  FOR told IN SELECT value FROM jsonb_array_elements(gone) LOOP
    old := door_retire_grid(line, told);
    parents := parents || old.parent;
    leaves := leaves || old.code;
  END LOOP;
  FOR told IN SELECT value FROM jsonb_array_elements(drawn) LOOP
    old := door_draw_grid(line, told);
    renewed := renewed + (old.code IS NOT NULL)::integer;
    parents := parents || (told ->> 'parent');
    leaves := leaves || old.code;
  END LOOP;
  PERFORM door_claim('grids', CASE line.kind WHEN 'grid_redrawn' THEN renewed = jsonb_array_length(drawn) WHEN 'grids_merged' THEN true ELSE renewed = 0 END);
  IF line.kind IN ('grid_split', 'grids_merged') AND (SELECT count(DISTINCT parent) FROM unnest(parents) AS parent) <> 1 THEN
    PERFORM door_refuse('grid.not_one_parent', jsonb_build_object('grids', array_to_string(leaves, ', ')));
  END IF;
  FOR told IN SELECT value FROM jsonb_array_elements(crews) LOOP
    PERFORM door_move_crew(line, told, CASE WHEN line.kind IN ('grid_split', 'grids_merged') THEN leaves END);
  END LOOP;
  -- Nobody is left at home where nothing is any more.
  PERFORM door_claim('crews', NOT EXISTS (
    SELECT FROM crew JOIN jsonb_array_elements(gone) AS one ON crew.region = one ->> 'code'));
END $$;

REVOKE ALL ON FUNCTION door_told_list(journal, text), door_is_boundary(jsonb), door_wkb(jsonb), door_draw_grid(journal, jsonb),
  door_of_grid(region, integer), door_retire_grid(journal, jsonb), door_move_crew(journal, jsonb, text[]), door_change_ground(journal) FROM PUBLIC;
