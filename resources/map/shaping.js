// A boundary under the hand: its corners as handles, the grids around it, what overlaps or belongs to nobody, and the
// line that splits a grid. What a hand does to it is reported; where a corner comes to lie, Python says.
"use strict";

griddesk.Shaping = griddesk.LiveCanvas.extend({
  REACH: 11, // CSS px, as Python reckons it.
  MIDDLE_FROM: 44,
  CROWD: 7, // Handles that would lie nearer to one another than this are left out, but for the chosen one.

  initialize(options) {
    griddesk.LiveCanvas.prototype.initialize.call(this, options);
    this.state = { mode: "" };
  },

  isEmpty() { return !this.state.mode; },

  change(words) {
    Object.assign(this.state, words);
    this.redraw();
  },

  at([wx, wy], view = this.view) {
    return [wx * view.scale - view.left, wy * view.scale - view.top];
  },

  // Whether a hand that comes down here takes a handle; pixels of the map's view.
  isHandle(x, y) {
    const { mode, grid } = this.state;
    if (mode !== "border" || !this.view) return false;
    const corner = this._map.getPixelBounds().min, dx = corner.x - this.view.left, dy = corner.y - this.view.top;
    const isNear = ([px, py]) => Math.hypot(px - x - dx, py - y - dy) <= this.REACH;
    return grid.some(ring => {
      const drawn = ring.map(point => this.at(point));
      return drawn.some(isNear) || this.middles(drawn).some(isNear);
    });
  },

  middles(drawn) {
    return drawn.map(([x, y], index) => {
      const [px, py] = drawn[(index || drawn.length) - 1];
      return Math.hypot(x - px, y - py) >= this.MIDDLE_FROM ? [(x + px) / 2, (y + py) / 2] : null;
    }).filter(Boolean);
  },

  draw(ctx, view) {
    const { mode, grid, beside } = this.state, tokens = griddesk.tokens;
    ctx.lineJoin = "round";
    this.stroke(ctx, view, beside, tokens.map_halo, 3);
    this.stroke(ctx, view, beside, tokens.map_label, 1.25);
    this.fill(ctx, view, grid, tokens.focus, 0.12);
    if (mode === "border") this.drawTrouble(ctx, view);
    this.stroke(ctx, view, grid, tokens.map_halo, 5);
    this.stroke(ctx, view, grid, this.state.crossing ? tokens.p1 : tokens.focus, 2.25, this.state.crossing ? [8, 4] : []);
    if (mode === "border") this.drawHandles(ctx, view);
    else this.drawCut(ctx, view);
  },

  stroke(ctx, view, rings, color, width, dash = []) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.stroke(griddesk.ringsPath(rings, view));
    ctx.setLineDash([]);
  },

  fill(ctx, view, rings, color, alpha) {
    ctx.fillStyle = color;
    ctx.globalAlpha = alpha;
    ctx.fill(griddesk.ringsPath(rings, view), "evenodd");
    ctx.globalAlpha = 1;
  },

  // Hatched, so that nobody has to tell them by their colours: overlaps lean right and are close, lost ground leans left.
  drawTrouble(ctx, view) {
    const tokens = griddesk.tokens;
    for (const [rings, color, isClose] of [[this.state.over, tokens.p1, true], [this.state.lost, tokens.p2, false]]) {
      if (!rings.length) continue;
      this.fill(ctx, view, rings, color, 0.3);
      this.fill(ctx, view, rings, griddesk.hatch(ctx, color, isClose, view), 1);
      this.stroke(ctx, view, rings, color, 1.5);
    }
    if (this.state.won.length) this.fill(ctx, view, this.state.won, tokens.normal, 0.3);
  },

  // A corner that others share is filled, one of this grid alone is hollow, one that cannot be moved is a cross.
  drawHandles(ctx, view) {
    const { grid, looks, at } = this.state, tokens = griddesk.tokens;
    grid.forEach((ring, number) => {
      const drawn = ring.map(point => this.at(point, view));
      ctx.lineWidth = 1.25;
      for (const [x, y] of this.middles(drawn)) this.dot(ctx, x, y, 3, tokens.map_halo, tokens.focus);
      let last = [-Infinity, 0];
      drawn.forEach(([x, y], index) => {
        if (Math.hypot(x - last[0], y - last[1]) < this.CROWD) return;
        last = [x, y];
        if (x < -9 || y < -9 || x > this._width + 9 || y > this._height + 9) return;
        if (looks[number][index] === 2) this.cross(ctx, x, y, 4, tokens.text_2);
        else this.square(ctx, x, y, 4, looks[number][index] ? tokens.focus : tokens.map_halo, tokens.focus);
      });
    });
    if (!at) return;
    const [x, y] = this.at(at, view);
    this.square(ctx, x, y, 6, tokens.map_selection, tokens.map_halo);
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = tokens.map_selection;
    ctx.beginPath();
    ctx.arc(x, y, 13, 0, 2 * Math.PI);
    ctx.stroke();
  },

  drawCut(ctx, view) {
    const { line, aim, cuts } = this.state, tokens = griddesk.tokens;
    const drawn = [...line, aim].map(point => this.at(point, view));
    const color = cuts ? tokens.normal : tokens.map_selection;
    for (const [ink, width] of [[tokens.map_halo, 5], [color, 2.25]]) {
      ctx.strokeStyle = ink;
      ctx.lineWidth = width;
      ctx.beginPath();
      drawn.slice(0, -1).forEach(([x, y], index) => ctx[index ? "lineTo" : "moveTo"](x, y));
      ctx.stroke();
    }
    if (line.length && !cuts) {
      ctx.setLineDash([4, 4]);
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.moveTo(...drawn[drawn.length - 2]);
      ctx.lineTo(...drawn[drawn.length - 1]);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    for (const [x, y] of drawn.slice(0, -1)) this.square(ctx, x, y, 4, color, tokens.map_halo);
    const [x, y] = drawn[drawn.length - 1];
    this.cross(ctx, x, y, 11, tokens.map_halo, 4);
    this.cross(ctx, x, y, 11, tokens.map_selection);
  },

  square(ctx, x, y, half, fill, line) {
    ctx.fillStyle = fill;
    ctx.strokeStyle = line;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.rect(x - half, y - half, 2 * half, 2 * half);
    ctx.fill();
    ctx.stroke();
  },

  dot(ctx, x, y, radius, fill, line) {
    ctx.fillStyle = fill;
    ctx.strokeStyle = line;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  },

  cross(ctx, x, y, half, color, width = 2) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.moveTo(x - half, y);
    ctx.lineTo(x + half, y);
    ctx.moveTo(x, y - half);
    ctx.lineTo(x, y + half);
    ctx.stroke();
  },
});

// While a boundary is under the hand, the map is still dragged and zoomed; every other gesture is about the boundary.
griddesk.ShapingHand = class {
  constructor(page) {
    this.page = page;
    this.layer = griddesk.layers.shaping;
    for (const kind of ["pointerdown", "click", "contextmenu"]) {
      window.addEventListener(kind, event => this.take(kind, event), true);
    }
  }

  take(kind, event) {
    if (!this.layer.state.mode || !this.page.map.getContainer().contains(event.target)) return;
    const [x, y] = this.page.gestures.at(event);
    // A finger that comes down beside the handles drags the map, which hears of it by this very event.
    if (event.pointerType !== "touch" || kind !== "pointerdown" || this.layer.isHandle(x, y)) event.stopPropagation();
    if (kind === "contextmenu") {
      event.preventDefault();
      this.page.console.shaped("remove", x, y);
    } else if (kind === "pointerdown") {
      this.began = [x, y];
      if (event.button === 0 && this.layer.isHandle(x, y)) this.drag(x, y);
    } else if (Math.hypot(x - this.began[0], y - this.began[1]) <= griddesk.STILL_PX) {
      this.page.console.shaped("click", x, y);
    }
  }

  drag(x0, y0) {
    let at = [x0, y0], asked = false;
    this.page.console.shaped("grab", x0, y0);
    this.page.gestures.follow(event => {
      at = this.page.gestures.at(event);
      if (asked || Math.hypot(at[0] - x0, at[1] - y0) < 2) return;
      asked = true;
      requestAnimationFrame(() => {
        if (asked) this.page.console.shaped("move", ...at);
        asked = false;
      });
    }, isDone => {
      asked = false;
      const isMoved = Math.hypot(at[0] - x0, at[1] - y0) >= 2;
      this.page.console.shaped(isDone && isMoved ? "put" : "leave", ...at);
      if (isMoved) this.page.gestures.swallowClick();
    });
  }
};

griddesk.ears.push((kind, words, page) => {
  if (kind !== "shaping") return;
  if (!page.shapingHand) page.shapingHand = new griddesk.ShapingHand(page);
  griddesk.layers.shaping.change(words);
});
