// Where tickets were reported, as a glow: how many lie within a small circle around each spot of the screen.
"use strict";

griddesk.Heat = griddesk.LiveCanvas.extend({
  CELL: 6, // CSS px; the circle is REACH px wide to each side, at every scale.
  REACH: 18,
  on: false,

  isEmpty() { return !this.on || !this.px || !this.px.length; },

  take({ arrays, tops }) { Object.assign(this, { px: arrays.px, tops }); },

  prepare() { if (!this.isEmpty()) this._glow(); },

  moved() { this._glow(); },

  draw(ctx) {
    const { image, x, y, width, height } = this._made;
    ctx.drawImage(image, x - this.view.left, y - this.view.top, width, height);
  },

  // Cells lie on the world, so that the glow stays where it is while the map is dragged.
  _glow() {
    const { left, top, scale, zoom } = this.view, cell = this.CELL, margin = 8;
    const column = Math.floor(left / cell) - margin, row = Math.floor(top / cell) - margin;
    const columns = Math.ceil(this._width / cell) + 2 * margin + 1, rows = Math.ceil(this._height / cell) + 2 * margin + 1;
    let counts = new Float32Array(columns * rows), spare = new Float32Array(columns * rows);
    for (let at = 0; at < this.px.length; at += 2) {
      const x = Math.floor(this.px[at] * scale / cell) - column, y = Math.floor(this.px[at + 1] * scale / cell) - row;
      if (x >= 0 && y >= 0 && x < columns && y < rows) counts[y * columns + x]++;
    }
    for (let pass = 0; pass < 3; pass++) {
      griddesk.blurred(counts, spare, columns, rows, 1, columns);
      griddesk.blurred(spare, counts, rows, columns, columns, 1);
    }
    const circle = Math.PI * (this.REACH / cell) ** 2, most = this.tops[Math.floor(zoom)] || 1;
    const image = new ImageData(columns, rows), ramp = this._ramp(), pixels = new Uint32Array(image.data.buffer);
    for (let at = 0; at < counts.length; at++) {
      if (counts[at]) pixels[at] = ramp[Math.min(255, Math.round(255 * counts[at] * circle / most))];
    }
    const canvas = document.createElement("canvas");
    canvas.width = columns;
    canvas.height = rows;
    canvas.getContext("2d").putImageData(image, 0, 0);
    this._made = { image: canvas, x: column * cell, y: row * cell, width: columns * cell, height: rows * cell };
  },

  // From clear over the first token to the last; few are let through thinly, so that the ground stays readable.
  _ramp() {
    const stops = [1, 2, 3].map(step => griddesk.rgbOf(griddesk.tokens["heat_" + step]));
    const ramp = new Uint8ClampedArray(1024);
    for (let at = 1; at < 256; at++) {
      const along = at / 255 * 2, low = Math.min(1, Math.floor(along)), part = along - low;
      const mixed = stops[low].map((value, channel) => value + (stops[low + 1][channel] - value) * part);
      ramp.set([...mixed, 225 * Math.min(1, at / 255 * 2.2)], 4 * at);
    }
    return new Uint32Array(ramp.buffer);
  },
});

// One pass of a mean over 5 along lines of `length` values `step` apart; lines begin `next` apart.
griddesk.blurred = (from, to, length, lines, step, next) => {
  for (let line = 0; line < lines; line++) {
    const first = line * next;
    let sum = from[first] + from[first + step];
    for (let at = 0; at < length; at++) {
      if (at + 2 < length) sum += from[first + (at + 2) * step];
      if (at > 2) sum -= from[first + (at - 3) * step];
      to[first + at * step] = sum / 5;
    }
  }
};

griddesk.rgbOf = code => [1, 3, 5].map(at => parseInt(code.slice(at, at + 2), 16));
