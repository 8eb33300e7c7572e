// The base maps: which of them lie below, and that their tiles are asked for again once a server is back.
"use strict";

// What the scale bar measures with: a short way on the ellipsoid of WGS-84, where the ball that Leaflet takes is up to
// half a percent wrong. Radii of curvature along the meridian and across it, at the middle of the way.
L.CRS.EPSG3857.distance = (from, to) => {
  const a = 6378137, e2 = 0.00669437999014, rad = Math.PI / 180;
  const latitude = (from.lat + to.lat) / 2 * rad, flat = 1 - e2 * Math.sin(latitude) ** 2;
  const north = (to.lat - from.lat) * rad * a * (1 - e2) / (flat * Math.sqrt(flat));
  return Math.hypot(north, (to.lng - from.lng) * rad * a * Math.cos(latitude) / Math.sqrt(flat));
};

griddesk.bases = {}; // number -> layer
griddesk.tiles = null; // all that are shown, as one; null where the ground is drawn

griddesk.showBases = numbers => {
  const map = griddesk.page.map, shown = numbers.map(number => griddesk.bases[number]);
  for (const layer of Object.values(griddesk.bases)) if (!shown.includes(layer)) layer.remove();
  shown.forEach((layer, order) => layer.setZIndex(order + 1).addTo(map));
  griddesk.tiles = shown.length ? { setOpacity: opacity => shown.forEach(layer => layer.setOpacity(opacity)) } : null;
  // Pictures would be blurred between two zooms.
  if (griddesk.tiles && map.getZoom() % 1) map.setZoom(Math.floor(map.getZoom()), { animate: false });
  if (griddesk.basesHeard) griddesk.layers.ground.heed(griddesk.basesHeard);
};

// The engine keeps what an address once answered, so the same tiles are asked for under another one.
griddesk.askAgain = layer => {
  griddesk.asked = (griddesk.asked || 0) + 1;
  layer.setUrl(layer._url.split("?")[0] + "?" + griddesk.asked);
};

griddesk.ears.push((kind, words) => {
  if (kind === "bases") griddesk.showBases(words);
  else if (kind === "base_back") griddesk.askAgain(griddesk.bases[words]);
  else if (kind === "shown") griddesk.basesHeard = words;
});
