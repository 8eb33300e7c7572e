// What the operator works with: the area that is taken, grids marked by keys, what is nearest to a ticket, a pin.
"use strict";

griddesk.Hand = griddesk.LiveCanvas.extend({
  initialize(options) {
    griddesk.LiveCanvas.prototype.initialize.call(this, options);
    this.state = { area: [], marked: [], nearest: null, pin: null };
  },

  isEmpty() {
    const { area, marked, nearest, pin } = this.state;
    return !area.length && !marked.length && !nearest && !pin;
  },

  change(words) {
    Object.assign(this.state, words);
    this.redraw();
  },

  draw(ctx, view) {
    const { area, marked, nearest, pin } = this.state;
    if (area.length) this._area(ctx, view, area);
    if (marked.length) this._marked(ctx, view, marked);
    if (nearest) this._nearest(ctx, view, nearest);
    if (pin) this._pin(ctx, view, pin);
  },

  // Rings of world px, the inner ones cut out.
  _area(ctx, view, rings) {
    const path = griddesk.ringsPath(rings, view);
    ctx.fillStyle = ctx.strokeStyle = griddesk.tokens.map_selection;
    ctx.globalAlpha = 0.1;
    ctx.fill(path, "evenodd");
    ctx.globalAlpha = 1;
    ctx.lineWidth = 2;
    ctx.lineJoin = "round";
    ctx.setLineDash([7, 4]);
    ctx.stroke(path);
    ctx.setLineDash([]);
  },

  _marked(ctx, view, grids) {
    const path = new Path2D();
    for (const grid of grids) griddesk.layers.ground.traceGrid(path, grid, view);
    ctx.fillStyle = ctx.strokeStyle = griddesk.tokens.map_selection;
    ctx.globalAlpha = 0.16;
    ctx.fill(path);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 2;
    ctx.lineJoin = "round";
    ctx.stroke(path);
  },

  // Lines first, so that no number is crossed out.
  _nearest(ctx, view, { from, found }) {
    const tokens = griddesk.tokens;
    const [x0, y0] = [from[0] * view.scale - view.left, from[1] * view.scale - view.top];
    const placed = found.map(([wx, wy]) => [wx * view.scale - view.left, wy * view.scale - view.top]);
    ctx.beginPath();
    for (const [x, y] of placed) {
      ctx.moveTo(x0, y0);
      ctx.lineTo(x, y);
    }
    ctx.lineWidth = 4;
    ctx.strokeStyle = tokens.map_halo;
    ctx.stroke();
    ctx.lineWidth = 1.75;
    ctx.strokeStyle = tokens.focus;
    ctx.stroke();
    ctx.font = `600 13px ${griddesk.FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    // The nearest is drawn last: where two lie upon one another, it is the one that is read.
    for (let index = placed.length - 1; index >= 0; index--) {
      const [x, y] = placed[index];
      ctx.beginPath();
      ctx.arc(x, y, 14, 0, 2 * Math.PI);
      ctx.lineWidth = 2.5;
      ctx.strokeStyle = tokens.focus;
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x + 12, y - 12, 9, 0, 2 * Math.PI);
      ctx.fillStyle = tokens.focus;
      ctx.fill();
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = tokens.map_halo;
      ctx.stroke();
      ctx.fillStyle = tokens.map_halo;
      ctx.fillText(String(found[index][2]), x + 12, y - 11.5);
    }
  },

  _pin(ctx, view, [wx, wy]) {
    const x = wx * view.scale - view.left, y = wy * view.scale - view.top, tokens = griddesk.tokens;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.bezierCurveTo(x - 4, y - 11, x - 11, y - 15, x - 11, y - 23);
    ctx.arc(x, y - 23, 11, Math.PI, 0);
    ctx.bezierCurveTo(x + 11, y - 15, x + 4, y - 11, x, y);
    ctx.closePath();
    ctx.fillStyle = tokens.map_selection;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = tokens.map_halo;
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y - 23, 4, 0, 2 * Math.PI);
    ctx.fillStyle = tokens.map_halo;
    ctx.fill();
  },
});
