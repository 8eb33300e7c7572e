// The ground: land, four-colour fill, borders by tier and names, from rings and lines of whole world pixels.
"use strict";

griddesk.TIER = { city: 2, district: 3, township: 4, village: 5, grid: 6 };
griddesk.RATINGS = ["red", "orange", "yellow", "blue", "green", "none"];
griddesk.RATING_TOKEN = { red: "p1", orange: "p2", yellow: "p3", blue: "p4", green: "normal" };

// No point that is left out lies farther than this from what is drawn, in px of the screen.
griddesk.ASIDE_PX = 0.5;

// Tells, for several sets of pieces, every point where borders part or end: pieces that run along one another are
// simplified between the same two of these, and so in the same way. A closed piece ends with its first point.
griddesk.nodesOf = sets => {
  const total = sets.reduce((sum, { px }) => sum + px.length / 2, 0);
  let size = 16;
  while (size < 2 * total) size *= 2;
  const held = new Int32Array(5 * size), used = new Uint8Array(size), isNode = new Uint8Array(size), slots = new Uint32Array(total);
  const slotOf = (x, y) => {
    let slot = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> 0 & (size - 1);
    while (used[slot] && (held[5 * slot] !== x || held[5 * slot + 1] !== y)) slot = (slot + 1) & (size - 1);
    return slot;
  };
  let seen = 0;
  for (const { px, at } of sets) {
    for (let piece = 0; piece + 1 < at.length; piece++) {
      const first = at[piece], last = at[piece + 1] - 1, closed = griddesk.isClosed(px, first, last);
      for (let point = first; point <= last; point++) {
        const x = px[2 * point], y = px[2 * point + 1], slot = slots[seen++] = slotOf(x, y);
        const before = point > first ? point - 1 : last - 1, after = point < last ? point + 1 : first + 1;
        if (!closed && (point === first || point === last)) isNode[slot] = 1;
        // The sum and the difference of both neighbours are the same whichever way the piece runs.
        const sumX = px[2 * before] + px[2 * after] | 0, sumY = px[2 * before + 1] + px[2 * after + 1] | 0;
        const apart = Math.abs(px[2 * before] - px[2 * after]) + Math.abs(px[2 * before + 1] - px[2 * after + 1]) | 0;
        if (!used[slot]) {
          used[slot] = 1;
          held.set([x, y, sumX, sumY, apart], 5 * slot);
        } else if (held[5 * slot + 2] !== sumX || held[5 * slot + 3] !== sumY || held[5 * slot + 4] !== apart) isNode[slot] = 1;
      }
    }
  }
  seen = 0;
  return sets.map(({ px }) => Uint8Array.from({ length: px.length / 2 }, () => isNode[slots[seen++]]));
};

griddesk.isClosed = (px, first, last) => px[2 * first] === px[2 * last] && px[2 * first + 1] === px[2 * last + 1];

// How far each point stands out of what is drawn without it, in world px; reckoned once, it serves every zoom.
// Source: D. Douglas, T. Peucker, The Canadian Cartographer 10(2), 1973.
griddesk.standingOut = (px, at, isNode) => {
  const out = new Float32Array(px.length / 2);
  const comesFirst = (one, other) => px[2 * one] - px[2 * other] || px[2 * one + 1] - px[2 * other + 1];
  for (let piece = 0; piece + 1 < at.length; piece++) {
    const first = at[piece], last = at[piece + 1] - 1, count = last - first;
    if (count < 2) {
      out.fill(Infinity, first, last + 1);
      continue;
    }
    const closed = griddesk.isClosed(px, first, last);
    let start = first;
    if (closed) {
      for (let point = first; point < last; point++) {
        const better = isNode[point] - isNode[start];
        if (better > 0 || !better && comesFirst(point, start) < 0) start = point;
      }
    }
    const order = Uint32Array.from({ length: count + 1 }, (_, step) => closed ? first + (start - first + step) % count : first + step);
    for (let from = 0, to = 1; to <= count; to++) {
      if (to < count && !isNode[order[to]]) continue;
      griddesk.standOut(px, order, from, to, comesFirst, out);
      from = to;
    }
    if (closed) out[last] = out[first];
  }
  return out;
};

// Fills in how far the points between two that stay stand out, the farthest first, always from the same of both ends.
griddesk.standOut = (px, order, from, to, comesFirst, out) => {
  out[order[from]] = out[order[to]] = Infinity;
  const waiting = [from, to, Infinity];
  while (waiting.length) {
    const most = waiting.pop(), high = waiting.pop(), low = waiting.pop();
    if (high - low < 2) continue;
    const turned = (comesFirst(order[low], order[high]) || comesFirst(order[low + 1], order[high - 1])) > 0;
    const a = 2 * order[turned ? high : low], b = 2 * order[turned ? low : high];
    const ax = px[a], ay = px[a + 1], wayX = px[b] - ax, wayY = px[b + 1] - ay, long = wayX * wayX + wayY * wayY;
    let farthest = -1, aside = -1;
    for (let step = low + 1; step < high; step++) {
      const at = turned ? high + low - step : step, dx = px[2 * order[at]] - ax, dy = px[2 * order[at] + 1] - ay;
      const part = long ? Math.max(0, Math.min(1, (dx * wayX + dy * wayY) / long)) : 0;
      const offX = dx - part * wayX, offY = dy - part * wayY, off = offX * offX + offY * offY;
      if (off > aside) {
        aside = off;
        farthest = at;
      }
    }
    const stands = Math.min(most, Math.sqrt(aside));
    if (stands < 1) continue;
    out[order[farthest]] = stands;
    waiting.push(low, farthest, stands, farthest, high, stands);
  }
};

// Leaves out the points of lines or rings that a zoom cannot show.
griddesk.simplified = (px, at, out, scale) => {
  const xy = new Float64Array(px.length + 2 * at.length), from = new Uint32Array(at.length), least = griddesk.ASIDE_PX / scale;
  let length = 0;
  for (let piece = 0; piece + 1 < at.length; piece++) {
    const first = at[piece], last = at[piece + 1] - 1, began = length;
    from[piece] = length / 2;
    for (let point = first; point <= last; point++) {
      if (out[point] < least) continue;
      xy[length++] = px[2 * point] * scale;
      xy[length++] = px[2 * point + 1] * scale;
    }
    if (out[first] < least && griddesk.isClosed(px, first, last)) {
      xy[length++] = xy[began];
      xy[length++] = xy[began + 1];
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
  shown: { grids: true, land: true },

  // Takes everything in without painting; whoever loads paints all layers once.
  take(pack) {
    Object.assign(this, pack.arrays, { labels: pack.labels, _ringsOf: null, _simple: null, _out: {} });
    this.ringBoxes = griddesk.boxesOf(this.ring_px, this.ring_at);
    this._lineBoxes = griddesk.boxesOf(this.line_px, this.line_at);
    this._landBoxes = griddesk.boxesOf(this.land_px, this.land_at);
    this._sides = Float64Array.from({ length: this.ring_at.length - 1 }, (_, ring) =>
      Math.sqrt((this.ringBoxes[4 * ring + 2] - this.ringBoxes[4 * ring]) *
        (this.ringBoxes[4 * ring + 3] - this.ringBoxes[4 * ring + 1]))).sort();
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

  // Lines, land or rings as the zoom in view can show them; made once a zoom, when first asked for.
  simple(name) {
    const { zoom, scale } = this.view;
    if (!this._simple || this._simple.zoom !== zoom) this._simple = { zoom };
    const px = this[name + "_px"], at = this[name + "_at"];
    return this._simple[name] || (this._simple[name] = griddesk.simplified(px, at, this._standingOut(name), scale));
  },

  _standingOut(name) {
    const sets = ["ring", "line", "land"];
    if (!this._out[name]) {
      const nodes = this._out.nodes || (this._out.nodes = griddesk.nodesOf(
        sets.map(set => ({ px: this[set + "_px"], at: this[set + "_at"] }))));
      this._out[name] = griddesk.standingOut(this[name + "_px"], this[name + "_at"], nodes[sets.indexOf(name)]);
    }
    return this._out[name];
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
    this.placed = griddesk.placeLabels(this.labels, view, this._side);
  },

  draw(ctx, view) {
    const tokens = griddesk.tokens;
    if (this.shown.land) {
      ctx.fillStyle = tokens.map_land;
      ctx.fill(griddesk.tracePieces(new Path2D(), this.simple("land"), this._landBoxes, view));
    }
    ctx.lineJoin = "round";
    for (const stroke of griddesk.strokes(view.zoom, this._side)) {
      if (stroke.tier === griddesk.TIER.grid && !this.shown.grids) continue;
      ctx.strokeStyle = tokens[stroke.token];
      ctx.globalAlpha = stroke.alpha;
      ctx.lineWidth = stroke.width;
      ctx.stroke(griddesk.tracePieces(new Path2D(), this.simple("line"), this._lineBoxes, view,
        line => this.line_tier[line] === stroke.tier));
    }
    ctx.globalAlpha = 1;
  },
});

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

  show(isOn) {
    if (this.on === isOn) return;
    this.on = isOn;
    this.reset();
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
  const side = isRed ? 8 : 12, name = `${color} ${side}`;
  const pattern = griddesk.hatches[name] || (griddesk.hatches[name] = griddesk.hatchOf(ctx, color, isRed, side));
  pattern.setTransform(new DOMMatrix().translate(-(view.left % side), -(view.top % side)));
  return pattern;
};

griddesk.hatches = {};

griddesk.hatchOf = (ctx, color, isRed, side) => {
  const tile = document.createElement("canvas");
  tile.width = tile.height = side;
  const pen = tile.getContext("2d");
  pen.strokeStyle = color;
  pen.lineWidth = 1.2;
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift, isRed ? side : 0);
    pen.lineTo(shift + side, isRed ? 0 : side);
  }
  pen.stroke();
  return ctx.createPattern(tile, "repeat");
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
