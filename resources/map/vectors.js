// Vector tiles in the colours of the theme, quiet enough to lie below everything else. Knows the layers of OpenMapTiles
// and of Protomaps' own tiles; of others it draws areas and lines without saying what they are.
"use strict";

griddesk.vectors = [];

griddesk.vectorTiles = (url, { names, ...options }) => {
  const layer = protomapsL.leafletLayer({ ...options, url, lang: "zh", paintRules: [], labelRules: [] });
  layer.names = names;
  griddesk.vectors.push(layer);
  return layer;
};

griddesk.WATER = ["water", "waterway", "ocean"];
griddesk.GREEN = ["park", "landcover", "landuse", "natural"];
griddesk.ROADS = ["transportation", "roads", "road", "highway"];
griddesk.BUILDINGS = ["building", "buildings"];
griddesk.NAMES = ["place", "places", "transportation_name", "water_name", "pois", "poi"];
griddesk.GREEN_KINDS = new Set(["park", "wood", "forest", "grass", "nature_reserve", "garden", "cemetery", "scrub",
  "golf_course", "meadow", "recreation_ground", "village_green", "national_park"]);
griddesk.MAJOR = new Set(["motorway", "trunk", "primary", "highway", "major_road", "secondary", "rail", "railway"]);

// Of a feature what it is, by whichever word its tiles have for it.
griddesk.kindOf = feature => String(feature.props.kind || feature.props.class || feature.props.type || "");

griddesk.paintRules = (names, tokens) => {
  const { PolygonSymbolizer, LineSymbolizer, exp } = protomapsL, AREA = 3, LINE = 2;
  const width = (...stops) => exp(1.6, stops);
  const area = (dataLayer, color, filter = () => true) => ({ dataLayer, symbolizer: new PolygonSymbolizer({ fill: color }),
    filter: (zoom, feature) => feature.geomType === AREA && filter(feature) });
  const line = (dataLayer, color, wide, filter = () => true, minzoom = 0) => ({ dataLayer, minzoom,
    symbolizer: new LineSymbolizer({ color, width: wide, lineCap: "round", lineJoin: "round" }),
    filter: (zoom, feature) => feature.geomType === LINE && filter(feature) });
  const isMajor = feature => griddesk.MAJOR.has(griddesk.kindOf(feature));
  const known = [...griddesk.WATER, ...griddesk.GREEN, ...griddesk.ROADS, ...griddesk.BUILDINGS, ...griddesk.NAMES,
    "earth", "boundary", "boundaries"];
  return [
    area("earth", tokens.map_land),
    ...griddesk.GREEN.map(name => area(name, tokens.map_green, feature =>
      name === "park" || griddesk.GREEN_KINDS.has(griddesk.kindOf(feature)))),
    ...griddesk.WATER.map(name => area(name, tokens.map_lake)),
    ...griddesk.WATER.map(name => line(name, tokens.map_lake, width([9, 0.6], [14, 2], [18, 8]))),
    ...names.filter(name => !known.includes(name)).flatMap(name => [
      area(name, tokens.map_building), line(name, tokens.map_road, width([10, 0.6], [18, 2.5])),
    ]),
    ...griddesk.BUILDINGS.map(name => area(name, tokens.map_building)),
    ...griddesk.ROADS.map(name => line(name, tokens.map_road, width([12, 0.6], [15, 2.2], [18, 9]), feature =>
      !isMajor(feature), 12)),
    ...griddesk.ROADS.map(name => line(name, tokens.map_road_major, width([6, 0.5], [12, 1.6], [15, 4.2], [18, 15]), isMajor)),
  ];
};

griddesk.labelRules = tokens => {
  const { CenteredTextSymbolizer, LineLabelSymbolizer } = protomapsL, POINT = 1, LINE = 2;
  const labelProps = ["name:zh", "name:zh-Hans", "name", "name:latin", "name:en"];
  const look = { labelProps, fill: tokens.map_label, stroke: tokens.map_halo, width: 2.5 };
  const text = (dataLayer, size, minzoom) => ({ dataLayer, minzoom, filter: (zoom, feature) => feature.geomType === POINT,
    symbolizer: new CenteredTextSymbolizer({ ...look, font: `400 ${size}px ${griddesk.FONT}` }) });
  const along = (dataLayer, minzoom) => ({ dataLayer, minzoom, filter: (zoom, feature) => feature.geomType === LINE,
    symbolizer: new LineLabelSymbolizer({ ...look, font: `400 11px ${griddesk.FONT}` }) });
  return [
    text("place", 12, 0), text("places", 12, 0), text("water_name", 11, 12), text("water", 11, 12),
    along("transportation_name", 14), along("roads", 14), text("poi", 11, 17), text("pois", 11, 17),
  ];
};

griddesk.ears.push((kind, words) => {
  if (kind !== "style") return;
  for (const layer of griddesk.vectors) {
    layer.paintRules = griddesk.paintRules(layer.names, words);
    layer.labelRules = griddesk.labelRules(words);
    layer.backgroundColor = words.map_land;
    layer.clearLayout();
    if (layer._map) layer.rerenderTiles();
  }
});
