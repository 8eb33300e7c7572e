// Lines over the ground: the borders of other grid maps, and the way of the crew that handles the ticket looked at.
"use strict";

// By the number that Python gives a grid map: its switch, its colour, and dashes that tell it from others without it.
griddesk.CELL_MAPS = [
  { kind: "police", token: "map_police", dash: [9, 4] },
  { kind: "water", token: "map_water", dash: [10, 3, 2, 3] },
  { kind: "other_cells", token: "map_cells", dash: [2, 3] },
];

griddesk.Cells = griddesk.LiveCanvas.extend({
  shown: {},

  isEmpty() {
    return !this.line_px || !this.line_px.length || this._map.getZoom() < this.options.from ||
      !griddesk.CELL_MAPS.some(({ kind }) => this.shown[kind]);
  },

  take(pack) {
    Object.assign(this, pack.arrays, { labels: pack.labels, _simple: null });
    this._boxes = griddesk.boxesOf(this.line_px, this.line_at);
  },

  heed(switches) {
    if (griddesk.CELL_MAPS.every(({ kind }) => switches[kind] === this.shown[kind])) return;
    this.shown = switches;
    this.reset();
  },

  prepare(view) {
    if (this.isEmpty()) return;
    this._simple = griddesk.simplified(this.line_px, this.line_at, view.scale);
    const labels = this.labels.filter(([, , , map]) => this.shown[griddesk.CELL_MAPS[map].kind]);
    const rule = { size: 12, gap: 24, weight: 500 };
    this._placed = view.zoom < this.options.names_from ? [] : griddesk.placed(labels, view, () => rule, griddesk.layers.ground.placed);
  },

  draw(ctx, view) {
    ctx.lineJoin = "round";
    griddesk.CELL_MAPS.forEach(({ kind, token, dash }, number) => {
      if (!this.shown[kind]) return;
      const path = griddesk.tracePieces(new Path2D(), this._simple, this._boxes, view,
        line => this.line_map[line] === number);
      ctx.strokeStyle = griddesk.tokens.map_halo;
      ctx.lineWidth = 4;
      ctx.globalAlpha = 0.5;
      ctx.stroke(path);
      ctx.strokeStyle = griddesk.tokens[token];
      ctx.lineWidth = 1.8;
      ctx.globalAlpha = 1;
      ctx.setLineDash(dash);
      ctx.stroke(path);
      ctx.setLineDash([]);
    });
    griddesk.drawLabels(ctx, this._placed, view, ({ tier }) => griddesk.tokens[griddesk.CELL_MAPS[tier].token]);
  },
});

// Where the crew was since it has the ticket: the older, the thinner. Python forgets it when the ticket is done.
griddesk.Trail = griddesk.LiveCanvas.extend({
  on: false,

  isEmpty() { return !this.on || !this.px || this.px.length < 4; },

  take(pack) { this.px = pack.arrays.px; },

  draw(ctx, { scale, left, top }) {
    const tokens = griddesk.tokens, px = this.px, count = px.length / 2;
    const x = at => px[2 * at] * scale - left, y = at => px[2 * at + 1] * scale - top;
    ctx.lineCap = ctx.lineJoin = "round";
    const way = new Path2D();
    way.moveTo(x(0), y(0));
    for (let at = 1; at < count; at++) way.lineTo(x(at), y(at));
    ctx.strokeStyle = tokens.map_halo;
    ctx.lineWidth = 6;
    ctx.globalAlpha = 0.7;
    ctx.stroke(way);
    ctx.strokeStyle = ctx.fillStyle = tokens.crew_busy;
    ctx.lineWidth = 2.4;
    for (let at = 1; at < count; at++) {
      ctx.globalAlpha = 0.3 + 0.7 * at / (count - 1);
      ctx.beginPath();
      ctx.moveTo(x(at - 1), y(at - 1));
      ctx.lineTo(x(at), y(at));
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.arc(x(0), y(0), 4, 0, 2 * Math.PI);
    ctx.fillStyle = tokens.map_land;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.stroke();
  },
});
