// The ground: land, borders by tier, special grids and names, from rings and lines of whole world pixels.
"use strict";

griddesk.TIER = { city: 2, district: 3, township: 4, village: 5, grid: 6 };
griddesk.GRID_SIDE = 10;
griddesk.VILLAGE_SIDE = 7;

// Leaves out the points of lines or rings that a zoom cannot show: nearer than a pixel to the last one kept, or on the
// straight way from it to the next. Rings next to one another may part by half a pixel, lines are drawn once and cannot.
griddesk.simplified = (px, at, scale) => {
  const xy = new Float64Array(px.length), from = new Uint32Array(at.length);
  let length = 0;
  for (let piece = 0; piece + 1 < at.length; piece++) {
    const first = at[piece], last = at[piece + 1] - 1;
    from[piece] = length / 2;
    let keptX = px[2 * first] * scale, keptY = px[2 * first + 1] * scale;
    xy[length++] = keptX;
    xy[length++] = keptY;
    for (let point = first + 1; point <= last; point++) {
      const x = px[2 * point] * scale, y = px[2 * point + 1] * scale, dx = x - keptX, dy = y - keptY;
      if (point < last) {
        if (dx * dx + dy * dy < 1) continue;
        const nextX = px[2 * point + 2] * scale - keptX, nextY = px[2 * point + 3] * scale - keptY;
        const aside = dx * nextY - dy * nextX;
        if (aside * aside < 0.16 * (nextX * nextX + nextY * nextY) && dx * nextX + dy * nextY > 0) continue;
      }
      xy[length++] = keptX = x;
      xy[length++] = keptY = y;
    }
  }
  from[at.length - 1] = length / 2;
  return { xy: xy.subarray(0, length), from };
};

griddesk.trace = (path, { xy, from }, piece, left, top) => {
  let point = 2 * from[piece];
  const end = 2 * from[piece + 1];
  path.moveTo(xy[point] - left, xy[point + 1] - top);
  for (point += 2; point < end; point += 2) path.lineTo(xy[point] - left, xy[point + 1] - top);
};

// Adds to a path what is wanted of the pieces and touches the part to be painted.
griddesk.tracePieces = (path, simple, boxes, view, wanted) => {
  const { scale, left, top, touches } = view;
  for (let piece = 0; piece + 1 < simple.from.length; piece++) {
    if (wanted && !wanted(piece)) continue;
    const box = 4 * piece;
    if (touches(boxes[box] * scale - left - 3, boxes[box + 1] * scale - top - 3,
      boxes[box + 2] * scale - left + 3, boxes[box + 3] * scale - top + 3)) griddesk.trace(path, simple, piece, left, top);
  }
  return path;
};

// The path of rings of world px, the inner ones among them, in px from the corner of `view`.
griddesk.ringsPath = (rings, { scale, left, top }) => {
  const path = new Path2D();
  for (const ring of rings) {
    ring.forEach(([wx, wy], index) => path[index ? "lineTo" : "moveTo"](wx * scale - left, wy * scale - top));
    path.closePath();
  }
  return path;
};

// The box of each piece, one after another: west, north, east, south in world px.
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
  shown: { districts: true, townships: true, villages: true, grids: true, special: true, names: true, land: true },

  // Takes everything in without painting; whoever loads paints all layers once.
  take(pack) {
    Object.assign(this, pack.arrays, { labels: pack.labels, _ringsOf: null, _simple: null });
    this.ringBoxes = griddesk.boxesOf(this.ring_px, this.ring_at);
    this._lineBoxes = griddesk.boxesOf(this.line_px, this.line_at);
    this._landBoxes = griddesk.boxesOf(this.land_px, this.land_at);
    this._sides = Float64Array.from({ length: this.ring_at.length - 1 }, (_, ring) =>
      Math.sqrt((this.ringBoxes[4 * ring + 2] - this.ringBoxes[4 * ring]) *
        (this.ringBoxes[4 * ring + 3] - this.ringBoxes[4 * ring + 1]))).sort();
  },

  isEmpty() { return !this.ring_px; },

  heed(words) {
    this.shown = { ...words, land: words.base && !griddesk.tiles };
    if (griddesk.tiles) griddesk.tiles.setOpacity(words.base ? 1 : 0);
    if (!this.view) return;
    this.prepare(this.view);
    this.redraw();
    griddesk.layers.tickets.reset(); // Names are drawn there, above the crews.
  },

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

  // Lines, land or rings as the zoom in view can show them; made once a zoom, when first asked for.
  simple(name) {
    const { zoom, scale } = this.view;
    if (!this._simple || this._simple.zoom !== zoom) this._simple = { zoom };
    return this._simple[name] || (this._simple[name] = griddesk.simplified(this[name + "_px"], this[name + "_at"], scale));
  },

  // Adds a grid's rings to a path, in px from the corner of `view`.
  traceGrid(path, grid, view) {
    for (const ring of this.ringsOf(grid)) griddesk.trace(path, this.simple("ring"), ring, view.left, view.top);
    return path;
  },

  // Side of a middling grid in px: below that grids are a grey mush and only their townships are drawn.
  _middlingSide(scale) {
    return this._sides && this._sides.length ? this._sides[this._sides.length >> 1] * scale : 0;
  },

  prepare(view) {
    if (!this.labels) return;
    this._side = this._middlingSide(view.scale);
    const as = griddesk.drawnAs(this.shown);
    const labels = this.shown.names ? this.labels.filter(([, , , tier]) => as[tier] === tier) : [];
    this.placed = griddesk.placeLabels(labels, view, this._side);
  },

  draw(ctx, view) {
    const tokens = griddesk.tokens;
    if (this.shown.land) {
      ctx.fillStyle = tokens.map_land;
      ctx.fill(griddesk.tracePieces(new Path2D(), this.simple("land"), this._landBoxes, view));
    }
    ctx.lineJoin = "round";
    if (this.shown.special && this._side >= griddesk.GRID_SIDE) this._drawSpecial(ctx, view);
    const as = griddesk.drawnAs(this.shown);
    for (const stroke of griddesk.strokes(view.zoom, this._side)) {
      ctx.strokeStyle = tokens[stroke.token];
      ctx.globalAlpha = stroke.alpha;
      ctx.lineWidth = stroke.width;
      ctx.stroke(griddesk.tracePieces(new Path2D(), this.simple("line"), this._lineBoxes, view,
        line => as[this.line_tier[line]] === stroke.tier));
    }
    ctx.globalAlpha = 1;
  },

  // Schools, malls, parks, enterprises: dotted and edged by dashes, in no colour.
  _drawSpecial(ctx, view) {
    const color = griddesk.tokens.map_grid_strong;
    const path = griddesk.tracePieces(new Path2D(), this.simple("ring"), this.ringBoxes, view,
      ring => this.grid_special[this.ring_grid[ring]]);
    ctx.fillStyle = griddesk.pattern(ctx, "dots", 8, view, pen => {
      pen.fillStyle = color;
      pen.fillRect(3, 3, 1, 1);
    }, color);
    ctx.globalAlpha = 0.6;
    ctx.fill(path);
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.2;
    ctx.setLineDash([4, 3]);
    ctx.stroke(path);
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  },
});

// By tier, as which tier its border is drawn: where a tier is switched off, its borders are also those of the next one.
griddesk.drawnAs = shown => {
  const tier = griddesk.TIER, as = {};
  const isOn = { [tier.city]: true, [tier.district]: shown.districts, [tier.township]: shown.townships,
    [tier.village]: shown.villages, [tier.grid]: shown.grids };
  for (let one = tier.grid; one >= tier.city; one--) as[one] = isOn[one] ? one : as[one + 1] || 0;
  return as;
};

// A pattern that lies still on the world while the map is dragged, drawn once by `draw(pen)` on a tile of `side` px.
griddesk.pattern = (ctx, name, side, view, draw, color) => {
  const key = `${name} ${color} ${side}`;
  const pattern = griddesk.patterns[key] || (griddesk.patterns[key] = griddesk.patternOf(ctx, side, draw));
  pattern.setTransform(new DOMMatrix().translate(-(view.left % side), -(view.top % side)));
  return pattern;
};

griddesk.patterns = {};

griddesk.patternOf = (ctx, side, draw) => {
  const tile = document.createElement("canvas");
  tile.width = tile.height = side;
  draw(tile.getContext("2d"));
  return ctx.createPattern(tile, "repeat");
};

// From the finest to the strongest, so that the strong ones lie on top.
griddesk.strokes = (zoom, side) => {
  const tier = griddesk.TIER, strokes = [];
  if (side >= griddesk.GRID_SIDE) strokes.push({ tier: tier.grid, token: "map_grid_line", width: 1, alpha: Math.min(1, 0.35 + (side - 10) / 60) });
  if (side >= griddesk.VILLAGE_SIDE) strokes.push({ tier: tier.village, token: "map_grid_line", width: 1.2, alpha: Math.min(1, 0.5 + side / 80) });
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
griddesk.placeLabels = (labels, view, side) => griddesk.placed(labels, view, tier => {
  const { [tier]: rule } = griddesk.LABELS;
  const isOut = rule.from && view.zoom < rule.from || rule.to && view.zoom > rule.to || rule.side && side < rule.side;
  return isOut ? null : rule;
});

griddesk.placed = (labels, view, ruleOf, taken = []) => {
  const placed = [], bins = new Map(), BIN = 128;
  const keysOf = box => {
    const keys = [];
    for (let bx = Math.floor(box[0] / BIN); bx <= Math.floor(box[2] / BIN); bx++)
      for (let by = Math.floor(box[1] / BIN); by <= Math.floor(box[3] / BIN); by++) keys.push(bx * 1048576 + by);
    return keys;
  };
  const take = box => {
    for (const key of keysOf(box)) bins.has(key) ? bins.get(key).push(box) : bins.set(key, [box]);
  };
  for (const { x, y, half, rule } of taken) take([x - half, y - rule.size / 2, x + half, y + rule.size / 2]);
  for (const [name, wx, wy, tier] of labels) {
    const rule = ruleOf(tier);
    if (!rule) continue;
    const x = wx * view.scale, y = wy * view.scale, half = griddesk.textWidth(name, rule.size) / 2 + 4;
    const box = [x - half - rule.gap / 2, y - rule.size / 2 - rule.gap / 2, x + half + rule.gap / 2, y + rule.size / 2 + rule.gap / 2];
    const meets = other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
    if (keysOf(box).some(key => (bins.get(key) || []).some(meets))) continue;
    take(box);
    placed.push({ name, x, y, half, rule, tier });
  }
  return placed;
};

griddesk.textWidth = (text, size) => {
  let width = 0;
  for (const letter of text) width += letter.charCodeAt(0) > 0x2e80 ? size : size * 0.6;
  return width;
};

griddesk.drawLabels = (ctx, placed, view, colorOf = () => griddesk.tokens.map_label) => {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const label of placed || []) {
    const { name, x, y, half, rule, tier } = label;
    const cx = Math.round(x - view.left), cy = Math.round(y - view.top);
    if (!view.touches(cx - half - 8, cy - rule.size, cx + half + 8, cy + rule.size)) continue;
    ctx.font = `${rule.weight} ${rule.size}px ${griddesk.FONT}`;
    ctx.letterSpacing = rule.spacing || "0px";
    ctx.strokeStyle = griddesk.tokens.map_halo;
    ctx.lineWidth = 3.5;
    ctx.globalAlpha = 0.9;
    ctx.strokeText(name, cx, cy);
    ctx.globalAlpha = tier === griddesk.TIER.grid ? 0.75 : 1;
    ctx.fillStyle = colorOf(label);
    ctx.fillText(name, cx, cy);
  }
  ctx.globalAlpha = 1;
  ctx.letterSpacing = "0px";
};

griddesk.FONT = '"Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif';
