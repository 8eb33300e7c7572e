"""The peer that the map is measured against: stock folium at its best, with the same data."""

from __future__ import annotations

from typing import Final

import folium
import shapely
from folium.plugins import FastMarkerCluster

from console.atlas import Atlas
from console.domain.place import LatLng
from console.ports import Snapshot
from widgets.map.layers import keep_at_home

_SCRIPT: Final = """
var peerShapes = geo_json_peer.getLayers(), peerCrews = fast_marker_cluster_crews.getLayers();
var peerColours = ["crimson", "orange", "khaki", "steelblue", "turquoise"];
function peerUpdate(moves, colours) {
  var moved = moves.map(function (move) { return peerCrews[Math.floor(move[0] * peerCrews.length)]; });
  fast_marker_cluster_crews.removeLayers(moved);
  moved.forEach(function (marker, at) {
    var place = marker.getLatLng();
    marker.setLatLng([place.lat + moves[at][1], place.lng + moves[at][1]]);
  });
  fast_marker_cluster_crews.addLayers(moved);
  colours.forEach(function (pair) {
    peerShapes[Math.floor(pair[0] * peerShapes.length)].setStyle({ fillColor: peerColours[pair[1]] });
  });
}
requestAnimationFrame(function () { requestAnimationFrame(function () { window.peerIsUp = true; }); });
"""


def write(atlas: Atlas, snapshot: Snapshot, middle: LatLng) -> str:
    """Return stock folium at its best: canvas, smoothed boundaries, fast clusters, files from this machine."""
    keep_at_home()
    box = atlas.bounds()
    page = folium.Map((middle.lat_deg, middle.lng_deg), zoom_start=11, tiles=None, prefer_canvas=True, maxZoom=19)
    page._id = "peer"
    features = [
        {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(shape)}
        for code in atlas.grid_codes
        if (shape := atlas.shape(code)) is not None
    ]
    grids = folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        smooth_factor=2.0,
        style_function=lambda _: {"weight": 1, "fillOpacity": 0.35},
    )
    grids._id = "peer"
    grids.add_to(page)
    callback = "function (row) { return L.circleMarker([row[0], row[1]], { radius: 4 }); }"
    for name, things in (("cameras", snapshot.cameras), ("crews", snapshot.crews), ("tickets", snapshot.tickets)):
        rows = [[thing.place.lat_deg, thing.place.lng_deg] for thing in things if thing.place is not None]
        cluster = FastMarkerCluster(rows, callback=callback)  # type: ignore[no-untyped-call]
        cluster._id = name
        cluster.add_to(page)
    if box is not None:
        page.fit_bounds([[box.south, box.west], [box.north, box.east]])
    html: str = page.get_root().render()
    return html.replace("</html>", f"<script>{_SCRIPT}</script></html>")
