// What the operator is doing, above everything else: hover, drop target, grid cursor, selection, unaccepted P1.
"use strict";

griddesk.Marks = griddesk.LiveCanvas.extend({
  initialize(options) {
    griddesk.LiveCanvas.prototype.initialize.call(this, options);
    this.state = { hover: -1, target: null, cursor: -1, box: null, selected: [], pulse: [], still: false };
    this._beat = true;
  },

  isEmpty() {
    const { hover, target, cursor, selected, pulse } = this.state;
    return hover < 0 && !target && cursor < 0 && !selected.length && !pulse.length;
  },

  change(changes) {
    this._touchAll();
    Object.assign(this.state, changes);
    this._touchAll();
    if ("pulse" in changes || "still" in changes) this._keepBeating();
  },

  draw(ctx, view) {
    const tokens = griddesk.tokens, { hover, target, cursor, selected, pulse } = this.state;
    if (hover >= 0) this._grid(ctx, view, hover, tokens.hover_line, 1.5, 0.07);
    if (cursor >= 0) this._grid(ctx, view, cursor, tokens.focus, 2.5, 0.16, [6, 4]);
    if (this.state.box) this._box(ctx, view, this.state.box);
    if (target) this._target(ctx, view, target);
    for (const [wx, wy] of pulse) if (this._beat) this._pulse(ctx, view, wx, wy);
    for (const [wx, wy] of selected) {
      this._ring(ctx, view, wx, wy, 19, tokens.map_halo, 5);
      this._ring(ctx, view, wx, wy, 19, tokens.map_selection, 2.5);
    }
  },

  _grid(ctx, view, grid, color, width, alpha, dash = []) {
    const path = griddesk.layers.ground.traceGrid(new Path2D(), grid, view);
    ctx.fillStyle = ctx.strokeStyle = color;
    ctx.globalAlpha = alpha;
    ctx.fill(path);
    ctx.globalAlpha = 1;
    ctx.lineWidth = width;
    ctx.lineJoin = "round";
    ctx.setLineDash(dash);
    ctx.stroke(path);
    ctx.setLineDash([]);
  },

  // What the keys draw with Shift, from the middle of one grid to that of another; no box is there without the cursor.
  _box(ctx, view, [[ax, ay], [bx, by]]) {
    const x = Math.min(ax, bx) * view.scale - view.left, y = Math.min(ay, by) * view.scale - view.top;
    const width = Math.abs(bx - ax) * view.scale, height = Math.abs(by - ay) * view.scale;
    ctx.fillStyle = ctx.strokeStyle = griddesk.tokens.focus;
    ctx.globalAlpha = 0.12;
    ctx.fillRect(x, y, width, height);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 2;
    ctx.strokeRect(x, y, width, height);
  },

  // A target that may be dropped on is full and strong, one that may not is dimmed and crossed.
  _target(ctx, view, target) {
    const tokens = griddesk.tokens;
    if (target.grid >= 0) {
      this._grid(ctx, view, target.grid, target.allowed ? tokens.drop_target : tokens.offline, target.allowed ? 4 : 2,
        target.allowed ? 0.28 : 0.3, target.allowed ? [] : [3, 5]);
    }
    if (target.at) this._ring(ctx, view, target.at[0], target.at[1], 20, target.allowed ? tokens.drop_target : tokens.offline, 4);
  },

  _pulse(ctx, view, wx, wy) {
    const seen = griddesk.layers.tickets.seenAt(wx, wy), x = seen.x - view.left, y = seen.y - view.top;
    ctx.beginPath();
    if (seen.isCount) ctx.roundRect(x - 27, y - 16, 54, 32, 16);
    else ctx.arc(x, y, 17, 0, 2 * Math.PI);
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = griddesk.tokens.p1;
    ctx.stroke();
  },

  _ring(ctx, view, wx, wy, radius, color, width) {
    ctx.beginPath();
    ctx.arc(wx * view.scale - view.left, wy * view.scale - view.top, radius, 0, 2 * Math.PI);
    ctx.lineWidth = width;
    ctx.strokeStyle = color;
    ctx.stroke();
  },

  _touchAll() {
    if (!this.view) return;
    const { hover, target, cursor, selected, pulse } = this.state;
    for (const grid of [hover, cursor, target ? target.grid : -1]) if (grid >= 0) this._touchGrid(grid);
    if (target && target.at) this._touchPoint(target.at);
    if (this.state.box) this._touchBox(this.state.box);
    for (const point of selected) this._touchPoint(point);
    for (const point of pulse) this._touchPulse(point);
    this._soon();
  },

  _touchPoint([wx, wy]) {
    const { scale, left, top } = this.view, x = wx * scale - left, y = wy * scale - top;
    this.touch(x - 26, y - 26, x + 26, y + 26);
  },

  _touchBox([[ax, ay], [bx, by]]) {
    const { scale, left, top } = this.view;
    this.touch(Math.min(ax, bx) * scale - left - 3, Math.min(ay, by) * scale - top - 3,
      Math.max(ax, bx) * scale - left + 3, Math.max(ay, by) * scale - top + 3);
  },

  _touchPulse([wx, wy]) {
    const { x, y } = griddesk.layers.tickets.seenAt(wx, wy);
    this.touch(x - this.view.left - 32, y - this.view.top - 22, x - this.view.left + 32, y - this.view.top + 22);
  },

  _touchGrid(grid) {
    const ground = griddesk.layers.ground, boxes = ground.ringBoxes, { scale, left, top } = this.view;
    for (const ring of ground.ringsOf(grid)) {
      this.touch(boxes[4 * ring] * scale - left - 6, boxes[4 * ring + 1] * scale - top - 6,
        boxes[4 * ring + 2] * scale - left + 6, boxes[4 * ring + 3] * scale - top + 6);
    }
  },

  // 1 Hz, half on and half off; Python ends it by no longer naming the ticket.
  _keepBeating() {
    clearInterval(this._timer);
    this._beat = true;
    if (!this.state.pulse.length || this.state.still) return;
    this._timer = setInterval(() => {
      this._beat = !this._beat;
      for (const point of this.state.pulse) this._touchPulse(point);
    }, 500);
  },

  onRemove() {
    clearInterval(this._timer);
    griddesk.LiveCanvas.prototype.onRemove.call(this);
  },
});
