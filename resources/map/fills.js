// What colours the ground grid by grid: the four-colour view, and an indicator by region.
"use strict";

griddesk.RATINGS = ["red", "orange", "yellow", "blue", "green", "none"];
griddesk.RATING_TOKEN = { red: "p1", orange: "p2", yellow: "p3", blue: "p4", green: "normal" };
griddesk.SHADES = 5;

// The four-colour view. The canvas as a whole is let through at 35 %, so that on it colours are solid and a grid that
// changes is simply painted over.
griddesk.Ratings = griddesk.LiveCanvas.extend({
  on: false,

  onAdd(map) {
    griddesk.LiveCanvas.prototype.onAdd.call(this, map);
    this._canvas.style.opacity = 0.35;
    this._changed = [];
  },

  isEmpty() { return !this.on || !this.ratings || !griddesk.layers.ground.ring_px; },

  take(pack) { this.ratings = pack.arrays.ratings; },

  change({ ratings }) {
    if (!this.isEmpty()) {
      for (let grid = 0; grid < ratings.length; grid++) {
        if (ratings[grid] !== this.ratings[grid] && this._isInView(grid)) this._changed.push(grid);
      }
      if (this._changed.length) L.Util.requestAnimFrame(this._paintChanged, this);
    }
    this.ratings = ratings;
  },

  draw(ctx, view) {
    const ground = griddesk.layers.ground;
    griddesk.RATINGS.forEach((rating, number) => {
      if (!griddesk.RATING_TOKEN[rating]) return;
      const path = griddesk.tracePieces(new Path2D(), ground.simple("ring"), ground.ringBoxes, view,
        ring => this.ratings[ground.ring_grid[ring]] === number);
      this._fill(ctx, path, rating, view);
    });
  },

  _fill(ctx, path, rating, view) {
    const tokens = griddesk.tokens;
    ctx.fillStyle = tokens[griddesk.RATING_TOKEN[rating]];
    ctx.fill(path);
    if (rating !== "red" && rating !== "orange") return;
    ctx.fillStyle = griddesk.hatch(ctx, tokens.ink, rating === "red", view);
    ctx.fill(path);
  },

  _isInView(grid) {
    const ground = griddesk.layers.ground, boxes = ground.ringBoxes, { scale, left, top } = this.view;
    return ground.ringsOf(grid).some(ring => boxes[4 * ring] * scale < left + this._width &&
      boxes[4 * ring + 2] * scale > left && boxes[4 * ring + 1] * scale < top + this._height &&
      boxes[4 * ring + 3] * scale > top);
  },

  _paintChanged() {
    const changed = this._changed, ctx = this._ctx;
    this._changed = [];
    if (this.isEmpty()) return;
    ctx.setTransform(this._dpr, 0, 0, this._dpr, 0, 0);
    for (const grid of changed) {
      const path = griddesk.layers.ground.traceGrid(new Path2D(), grid, this.view), rating = griddesk.RATINGS[this.ratings[grid]];
      ctx.globalCompositeOperation = "destination-out";
      ctx.fill(path);
      ctx.globalCompositeOperation = "source-over";
      if (griddesk.RATING_TOKEN[rating]) this._fill(ctx, path, rating, this.view);
    }
  },
});

// Red leans right and is close, orange leans left and is wide: they differ without their colour.
griddesk.hatch = (ctx, color, isRed, view) => {
  const side = isRed ? 8 : 12;
  return griddesk.pattern(ctx, "hatch", side, view, pen => {
    pen.strokeStyle = color;
    pen.lineWidth = 1.2;
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift, isRed ? side : 0);
      pen.lineTo(shift + side, isRed ? 0 : side);
    }
    pen.stroke();
  }, color);
};

// An indicator: of each grid the shade of its region, 1 to 5 from low to high, SHADES + 1 where it has no value, 0 for none.
griddesk.Shades = griddesk.LiveCanvas.extend({
  on: false,

  onAdd(map) {
    griddesk.LiveCanvas.prototype.onAdd.call(this, map);
    this._canvas.style.opacity = 0.6;
  },

  isEmpty() { return !this.on || !this.shades || !griddesk.layers.ground.ring_px; },

  take(pack) { this.shades = pack.arrays.shades; },

  draw(ctx, view) {
    const ground = griddesk.layers.ground;
    for (let shade = 1; shade <= griddesk.SHADES + 1; shade++) {
      const path = griddesk.tracePieces(new Path2D(), ground.simple("ring"), ground.ringBoxes, view,
        ring => this.shades[ground.ring_grid[ring]] === shade);
      ctx.fillStyle = shade > griddesk.SHADES ? this._unknown(ctx, view) : griddesk.tokens["shade_" + shade];
      ctx.fill(path);
    }
  },

  _unknown(ctx, view) {
    const color = griddesk.tokens.outline;
    return griddesk.pattern(ctx, "unknown", 7, view, pen => {
      pen.strokeStyle = color;
      pen.moveTo(0, 7);
      pen.lineTo(7, 0);
      pen.stroke();
    }, color);
  },
});
