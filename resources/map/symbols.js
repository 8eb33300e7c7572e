// Symbols in slots, of which crews are one kind, drawn from pictures made once a look, a size and a theme.
"use strict";

griddesk.Symbols = griddesk.LiveCanvas.extend({
  on: true,

  initialize(options) {
    griddesk.LiveCanvas.prototype.initialize.call(this, options);
    this.px = new Int32Array(0);
    this.looks = new Uint16Array(0);
    this.count = 0;
    this.pictures = new Map();
    this.groups = new Map();
  },

  isEmpty() { return !this.on || this.count === 0 || this._map.getZoom() < this.from(); },

  from() { return this.options.from; },

  // The worse look is drawn where several share a cell; a lower rank is worse.
  rank(_look) { return 0; },

  // Side of the cells of the screen that hold one symbol each, in px; 0 where every symbol is drawn.
  cell() { return this.options.cells[this._map.getZoom()] || 0; },

  prepare() { this.gather(); },

  take(pack) {
    this.px = pack.arrays.px;
    this.looks = pack.arrays.looks;
    this.count = this.looks.length;
  },

  // Puts what changed into its slots and repaints only where something else is to be seen now.
  change({ slots, px, looks }) {
    const highest = slots.length ? slots[slots.length - 1] + 1 : 0;
    if (highest > this.looks.length) this._grow(Math.max(64, 2 * highest));
    this.count = Math.max(this.count, highest);
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at];
      this.px[2 * slot] = px[2 * at];
      this.px[2 * slot + 1] = px[2 * at + 1];
      this.looks[slot] = looks[at];
    }
    if (this.isEmpty()) return;
    const before = this.groups;
    this.gather();
    for (const [key, group] of this.groups) {
      const old = before.get(key);
      if (old && old.x === group.x && old.y === group.y && old.count === group.count && old.look === group.look) continue;
      this._touchGroup(group);
      if (old) this._touchGroup(old);
    }
    for (const [key, old] of before) if (!this.groups.has(key)) this._touchGroup(old);
  },

  // What is gathered: the canvas and `margin` px around it, so that the cells at its edge are whole.
  within(margin) {
    const { left, top } = this.view;
    return [left - margin, top - margin, left + this._width + margin, top + this._height + margin];
  },

  moved() { this.gather(); },

  // One group a cell, with its worst symbol at that one's place; cells lie on the world, so dragging changes nothing.
  gather() {
    const groups = this.groups = new Map();
    if (this.isEmpty()) return;
    const scale = this.view.scale, cell = this.cell(), px = this.px, looks = this.looks;
    const [west, north, east, south] = this.within(cell + this.reach);
    for (let slot = 0; slot < this.count; slot++) {
      const look = looks[slot], x = px[2 * slot] * scale, y = px[2 * slot + 1] * scale;
      if (!look || x < west || x > east || y < north || y > south) continue;
      const key = cell ? Math.floor(x / cell) * 67108864 + Math.floor(y / cell) : slot;
      const group = groups.get(key);
      if (!group) {
        groups.set(key, { x, y, count: 1, look });
        continue;
      }
      group.count++;
      if (this.rank(look) < this.rank(group.look)) Object.assign(group, { x, y, look });
    }
  },

  restyle() {
    this.pictures.clear();
    this.reset();
  },

  draw(ctx, view) {
    const { left, top, touches } = view, reach = this.reach;
    for (const group of this.groups.values()) {
      const x = group.x - left, y = group.y - top;
      if (touches(x - reach, y - reach, x + reach, y + reach)) this.drawOne(ctx, group, x, y);
    }
  },

  reach: 14,

  // A picture for `name`, made by `draw(pen)` around 0, 0; `reach` is how far it goes from there in CSS px.
  picture(name, reach, draw) {
    let made = this.pictures.get(name);
    if (!made || made.dpr !== this._dpr) {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = Math.ceil(2 * reach * this._dpr);
      const pen = canvas.getContext("2d");
      pen.scale(this._dpr, this._dpr);
      pen.translate(reach, reach);
      draw(pen);
      made = { canvas, reach, dpr: this._dpr };
      this.pictures.set(name, made);
    }
    return made;
  },

  stamp(ctx, made, x, y) {
    const dpr = this._dpr, side = made.canvas.width / dpr;
    ctx.drawImage(made.canvas, Math.round((x - made.reach) * dpr) / dpr, Math.round((y - made.reach) * dpr) / dpr, side, side);
  },

  _touchGroup(group) {
    const x = group.x - this.view.left, y = group.y - this.view.top, reach = this.reach;
    this.touch(x - reach, y - reach, x + reach, y + reach);
  },

  _grow(length) {
    const px = new Int32Array(2 * length), looks = new Uint16Array(length);
    px.set(this.px.subarray(0, 2 * this.count));
    looks.set(this.looks.subarray(0, this.count));
    Object.assign(this, { px, looks });
  },
});

griddesk.Crews = griddesk.Symbols.extend({
  rank(look) { return (look & 16 ? 2 : 0) + (look & 8 ? 1 : 0); },

  drawOne(ctx, { look }, x, y) {
    const zoom = this.view.zoom, size = zoom < 13 ? 2 : zoom < 15 ? 8 : 11;
    this.stamp(ctx, this.picture(`${look} ${size}`, size + 2, pen => griddesk.drawCrew(pen, look, size)), x, y);
  },
});

// Look of a crew: bit 0 there, bits 1-2 kind, bit 3 has work in hand, bit 4 its position is old.
griddesk.drawCrew = (pen, look, size) => {
  const tokens = griddesk.tokens, kind = look >> 1 & 3, isOld = look & 16;
  const color = isOld ? tokens.crew_off_duty : look & 8 ? tokens.crew_busy : tokens.crew_on_duty;
  pen.fillStyle = isOld ? tokens.map_land : color;
  pen.strokeStyle = isOld ? color : tokens.map_halo;
  pen.lineWidth = size < 5 ? 1 : 1.4;
  pen.lineJoin = "round";
  pen.beginPath();
  if (size < 5) {
    pen.arc(0, 0, size, 0, 2 * Math.PI);
    pen.globalAlpha = 0.8;
    if (!isOld) return pen.fill();
  } else if (kind === 2) {
    pen.roundRect(-size * 0.55, -size * 0.55, size * 1.1, size * 1.1, 2);
  } else {
    pen.moveTo(-size * 0.5, -size * 0.58);
    pen.lineTo(size * 0.66, 0);
    pen.lineTo(-size * 0.5, size * 0.58);
    pen.closePath();
  }
  pen.stroke();
  pen.fill();
  if (isOld) pen.stroke();
  if (size >= 5 && kind === 1) {
    pen.fillStyle = color;
    pen.fillRect(-size * 0.85, -size * 0.58, 1.8, size * 1.16);
  }
  if (size >= 5 && kind === 2) {
    pen.fillStyle = isOld ? color : tokens.ink;
    pen.beginPath();
    pen.moveTo(-size * 0.22, -size * 0.3);
    pen.lineTo(size * 0.32, 0);
    pen.lineTo(-size * 0.22, size * 0.3);
    pen.fill();
  }
};
