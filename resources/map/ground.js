// The ground: land, four-colour fill, borders by tier and names, from rings and lines of whole world pixels.
"use strict";

griddesk.TIER = { city: 2, district: 3, township: 4, village: 5, grid: 6 };
griddesk.RATINGS = ["red", "orange", "yellow", "blue", "green", "none"];
griddesk.RATING_TOKEN = { red: "p1", orange: "p2", yellow: "p3", blue: "p4", green: "normal" };

// Adds lines or rings to a path, with the points that fall on the same half pixel left out.
griddesk.trace = (path, px, from, to, scale, left, top) => {
  let lastX = Math.round(px[2 * from] * scale * 2) / 2, lastY = Math.round(px[2 * from + 1] * scale * 2) / 2;
  path.moveTo(lastX - left, lastY - top);
  for (let point = from + 1; point < to; point++) {
    const x = Math.round(px[2 * point] * scale * 2) / 2, y = Math.round(px[2 * point + 1] * scale * 2) / 2;
    if (x === lastX && y === lastY) continue;
    path.lineTo(x - left, y - top);
    lastX = x;
    lastY = y;
  }
};

griddesk.boxesOf = (px, at) => {
  const boxes = new Int32Array(4 * (at.length - 1));
  for (let piece = 0; piece + 1 < at.length; piece++) {
    let x0 = 0x7fffffff, y0 = 0x7fffffff, x1 = -0x80000000, y1 = -0x80000000;
    for (let point = at[piece]; point < at[piece + 1]; point++) {
      const x = px[2 * point], y = px[2 * point + 1];
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
    }
    boxes.set([x0, y0, x1, y1], 4 * piece);
  }
  return boxes;
};

griddesk.Ground = griddesk.LiveCanvas.extend({
  placed: [],
  shown: { grids: true, ratings: false, land: true },

  take(pack) {
    Object.assign(this, pack.arrays, { labels: pack.labels, _ringsOf: null });
    this._ringBoxes = griddesk.boxesOf(this.ring_px, this.ring_at);
    this._lineBoxes = griddesk.boxesOf(this.line_px, this.line_at);
    this._landBoxes = griddesk.boxesOf(this.land_px, this.land_at);
    this._sides = Float64Array.from({ length: this.ring_at.length - 1 }, (_, ring) =>
      Math.sqrt((this._ringBoxes[4 * ring + 2] - this._ringBoxes[4 * ring]) *
        (this._ringBoxes[4 * ring + 3] - this._ringBoxes[4 * ring + 1]))).sort();
    this.ratings = this.ratings || new Uint8Array(pack.grids).fill(griddesk.RATINGS.length - 1);
    this.reset();
    griddesk.layers.tickets.reset(); // The names lie on that canvas.
  },

  isEmpty() { return !this.ring_px; },

  ringsOf(grid) {
    if (!this.ring_grid) return [];
    if (!this._ringsOf) {
      this._ringsOf = new Map();
      this.ring_grid.forEach((owner, ring) => {
        if (!this._ringsOf.has(owner)) this._ringsOf.set(owner, []);
        this._ringsOf.get(owner).push(ring);
      });
    }
    return this._ringsOf.get(grid) || [];
  },

  rate(ratings) {
    for (let grid = 0; this.shown.ratings && this._ringBoxes && grid < ratings.length; grid++) {
      if (ratings[grid] !== this.ratings[grid]) this._touchGrid(grid);
    }
    this.ratings = ratings;
  },

  _touchGrid(grid) {
    const { scale, left, top } = this.view, boxes = this._ringBoxes;
    for (const ring of this.ringsOf(grid)) {
      this.touch(boxes[4 * ring] * scale - left - 2, boxes[4 * ring + 1] * scale - top - 2,
        boxes[4 * ring + 2] * scale - left + 2, boxes[4 * ring + 3] * scale - top + 2);
    }
  },

  // Side of a middling grid in px: below that grids are a grey mush and only their townships are drawn.
  _middlingSide(scale) {
    return this._sides && this._sides.length ? this._sides[this._sides.length >> 1] * scale : 0;
  },

  prepare(view) {
    if (!this.labels) return;
    this._side = this._middlingSide(view.scale);
    this.placed = griddesk.placeLabels(this.labels, view, this._side);
  },

  draw(ctx, view) {
    const tokens = griddesk.tokens;
    if (this.shown.land) {
      const land = this._path(this.land_px, this.land_at, this._landBoxes, view, () => true);
      ctx.fillStyle = tokens.map_land;
      ctx.fill(land);
    }
    if (this.shown.ratings) this._fillRatings(ctx, view);
    for (const stroke of griddesk.strokes(view.zoom, this._side)) {
      if (stroke.tier === griddesk.TIER.grid && !this.shown.grids) continue;
      ctx.strokeStyle = tokens[stroke.token];
      ctx.globalAlpha = stroke.alpha;
      ctx.lineWidth = stroke.width;
      ctx.lineJoin = "round";
      ctx.stroke(this._path(this.line_px, this.line_at, this._lineBoxes, view, line => this.line_tier[line] === stroke.tier));
    }
    ctx.globalAlpha = 1;
  },

  _path(px, at, boxes, view, wanted) {
    const { scale, left, top, touches } = view, path = new Path2D();
    for (let piece = 0; piece + 1 < at.length; piece++) {
      if (!wanted(piece)) continue;
      const box = 4 * piece;
      if (!touches(boxes[box] * scale - left - 3, boxes[box + 1] * scale - top - 3,
        boxes[box + 2] * scale - left + 3, boxes[box + 3] * scale - top + 3)) continue;
      griddesk.trace(path, px, at[piece], at[piece + 1], scale, left, top);
    }
    return path;
  },

  _fillRatings(ctx, view) {
    griddesk.RATINGS.forEach((rating, number) => {
      const token = griddesk.RATING_TOKEN[rating];
      if (!token) return;
      const path = this._path(this.ring_px, this.ring_at, this._ringBoxes, view,
        ring => this.ratings[this.ring_grid[ring]] === number);
      ctx.globalAlpha = 0.35;
      ctx.fillStyle = griddesk.tokens[token];
      ctx.fill(path);
      if (rating !== "red" && rating !== "orange") return;
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = griddesk.hatch(ctx, griddesk.tokens[token], rating === "red", view);
      ctx.fill(path);
    });
    ctx.globalAlpha = 1;
  },
});

// Red leans right and is close, orange leans left and is wide: they differ without their colour.
griddesk.hatch = (ctx, color, isRed, view) => {
  const side = isRed ? 8 : 12, tile = document.createElement("canvas");
  tile.width = tile.height = side;
  const pen = tile.getContext("2d");
  pen.strokeStyle = color;
  pen.lineWidth = 1.2;
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift, isRed ? side : 0);
    pen.lineTo(shift + side, isRed ? 0 : side);
  }
  pen.stroke();
  const pattern = ctx.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().translate(-(view.left % side), -(view.top % side)));
  return pattern;
};

// From the finest to the strongest, so that the strong ones lie on top.
griddesk.strokes = (zoom, side) => {
  const tier = griddesk.TIER, strokes = [];
  if (side >= 10) strokes.push({ tier: tier.grid, token: "map_grid_line", width: 1, alpha: Math.min(1, 0.35 + (side - 10) / 60) });
  if (side >= 7) strokes.push({ tier: tier.village, token: "map_grid_line", width: 1.2, alpha: Math.min(1, 0.5 + side / 80) });
  strokes.push({ tier: tier.township, token: "map_grid_strong", width: zoom < 12 ? 1 : 1.4, alpha: zoom < 12 ? 0.45 : 0.6 });
  strokes.push({ tier: tier.district, token: "map_grid_strong", width: zoom < 12 ? 1.6 : 2.2, alpha: 0.85 });
  strokes.push({ tier: tier.city, token: "map_grid_strong", width: zoom < 12 ? 2 : 2.6, alpha: 1 });
  return strokes;
};

griddesk.LABELS = {
  2: { to: 8, size: 16, gap: 40, weight: 500 },
  3: { from: 8, to: 12, size: 15, gap: 34, weight: 500, spacing: "2px" },
  4: { from: 12, to: 15, size: 13, gap: 26, weight: 500 },
  5: { from: 14, to: 17, size: 12, gap: 20, weight: 400 },
  6: { side: 90, size: 12, gap: 14, weight: 400 },
};

// Places names once a zoom, high tiers first, none upon another: the same wherever the map is dragged.
griddesk.placeLabels = (labels, view, side) => {
  const placed = [], bins = new Map(), BIN = 128;
  for (const [name, wx, wy, tier] of labels) {
    const rule = griddesk.LABELS[tier];
    if (rule.from && view.zoom < rule.from || rule.to && view.zoom > rule.to || rule.side && side < rule.side) continue;
    const x = wx * view.scale, y = wy * view.scale, half = griddesk.textWidth(name, rule.size) / 2 + 4;
    const box = [x - half - rule.gap / 2, y - rule.size / 2 - rule.gap / 2, x + half + rule.gap / 2, y + rule.size / 2 + rule.gap / 2];
    const keys = [];
    for (let bx = Math.floor(box[0] / BIN); bx <= Math.floor(box[2] / BIN); bx++)
      for (let by = Math.floor(box[1] / BIN); by <= Math.floor(box[3] / BIN); by++) keys.push(bx * 1048576 + by);
    const meets = other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
    if (keys.some(key => (bins.get(key) || []).some(meets))) continue;
    for (const key of keys) bins.has(key) ? bins.get(key).push(box) : bins.set(key, [box]);
    placed.push({ name, x, y, half, rule, tier });
  }
  return placed;
};

griddesk.textWidth = (text, size) => {
  let width = 0;
  for (const letter of text) width += letter.charCodeAt(0) > 0x2e80 ? size : size * 0.6;
  return width;
};

griddesk.drawLabels = (ctx, placed, view) => {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { name, x, y, half, rule, tier } of placed || []) {
    const cx = Math.round(x - view.left), cy = Math.round(y - view.top);
    if (!view.touches(cx - half - 8, cy - rule.size, cx + half + 8, cy + rule.size)) continue;
    ctx.font = `${rule.weight} ${rule.size}px ${griddesk.FONT}`;
    ctx.letterSpacing = rule.spacing || "0px";
    ctx.strokeStyle = griddesk.tokens.map_halo;
    ctx.lineWidth = 3.5;
    ctx.globalAlpha = 0.9;
    ctx.strokeText(name, cx, cy);
    ctx.globalAlpha = tier === griddesk.TIER.grid ? 0.75 : 1;
    ctx.fillStyle = griddesk.tokens.map_label;
    ctx.fillText(name, cx, cy);
  }
  ctx.globalAlpha = 1;
  ctx.letterSpacing = "0px";
};

griddesk.FONT = '"Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif';
