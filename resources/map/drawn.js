// What operators measured and drew: lines, areas, pins and their words, above the symbols and below what is in hand.
"use strict";

griddesk.Drawn = griddesk.LiveCanvas.extend({
  initialize(options) {
    griddesk.LiveCanvas.prototype.initialize.call(this, options);
    this.sheet = []; // What lies on the map.
    this.pen = { things: [], cross: null }; // What is being drawn, and where the next point would be set by keys.
    griddesk.ears.push((kind, words) => {
      if (kind === "sheet") this.take(words);
      else if (kind === "pen") this.follow(words);
    });
  },

  on: true,

  isEmpty() { return !this.on || (!this.sheet.length && !this.pen.things.length && !this.pen.cross); },

  take(things) {
    this.sheet = things.map(thing => this._measured(thing));
    this.redraw();
  },

  follow({ things, cross, is_on: isOn }) {
    // While the pen is in hand a double click ends what is drawn, and does not come nearer.
    this._map.doubleClickZoom[isOn ? "disable" : "enable"]();
    this._map.getContainer().classList.toggle("griddesk-drawing", isOn);
    this._touchPen();
    this.pen = { things: things.map(thing => this._measured(thing)), cross };
    this._touchPen();
    this._soon();
  },

  draw(ctx, view) {
    for (const thing of this.sheet) this._thing(ctx, view, thing);
    for (const thing of this.pen.things) this._thing(ctx, view, thing);
    if (this.pen.cross) this._cross(ctx, view, this.pen.cross);
  },

  FONT: `500 12px ${griddesk.FONT}`,
  LINE: 17,
  WIDEST: 200,

  // Adds to a thing the box of its points, and to each of its words the lines they are broken into and their width.
  _measured(thing) {
    const box = griddesk.boxesOf(thing.px, [0, thing.px.length / 2]);
    const ruler = this._ruler || (this._ruler = document.createElement("canvas").getContext("2d"));
    ruler.font = this.FONT;
    const words = thing.words.map(([x, y, text]) => {
      const lines = this._broken(ruler, text);
      return { x, y, lines, width: Math.max(...lines.map(line => ruler.measureText(line).width)) };
    });
    return { ...thing, box, words };
  },

  _broken(ruler, text) {
    const lines = [];
    let line = "";
    for (const piece of text.match(/[\u0021-\u024f]+ ?|[^\u0021-\u024f]/g) || []) {
      if (line && ruler.measureText(line + piece).width > this.WIDEST) {
        lines.push(line.trim());
        line = "";
      }
      line += piece;
    }
    return [...lines, line.trim()];
  },

  // How far the picture of a thing goes, in CSS px from the canvas's corner.
  _reach({ box, words, shape }, { scale, left, top }) {
    let [x0, y0, x1, y1] = [box[0] * scale - left, box[1] * scale - top, box[2] * scale - left, box[3] * scale - top];
    if (shape === "pin") y0 -= 26;
    for (const { x, y, lines, width } of words) {
      const at = x * scale - left, high = lines.length * this.LINE + 40;
      [x0, x1] = [Math.min(x0, at - width / 2 - 8), Math.max(x1, at + width / 2 + 8)];
      [y0, y1] = [Math.min(y0, y * scale - top - high), Math.max(y1, y * scale - top + high)];
    }
    return [x0 - 14, y0 - 14, x1 + 14, y1 + 14];
  },

  _thing(ctx, view, thing) {
    if (!view.touches(...this._reach(thing, view))) return;
    const color = griddesk.tokens[thing.color];
    if (thing.shape === "pin") this._pin(ctx, view, thing, color);
    else this._line(ctx, view, thing, color);
    const { scale } = view, { box } = thing;
    // From so far away that the drawing itself is a speck its words would only cover others.
    const isSpeck = (box[2] - box[0]) * scale < 18 && (box[3] - box[1]) * scale < 18;
    if (!isSpeck || thing.shape === "pin" || thing.open) for (const words of thing.words) this._words(ctx, view, thing, words);
  },

  _line(ctx, view, { px, shape, arrow, dots, dash, chosen }, color) {
    const { scale, left, top } = view, path = new Path2D();
    const x = at => px[2 * at] * scale - left, y = at => px[2 * at + 1] * scale - top, last = px.length / 2 - 1;
    for (let at = 0; at <= last; at++) path[at ? "lineTo" : "moveTo"](x(at), y(at));
    if (shape === "area") path.closePath();
    ctx.lineJoin = ctx.lineCap = "round";
    if (shape === "area") {
      ctx.fillStyle = color;
      ctx.globalAlpha = 0.16;
      ctx.fill(path);
      ctx.globalAlpha = 1;
    }
    const stroke = (width, style, dashes) => {
      ctx.setLineDash(dashes);
      ctx.lineWidth = width;
      ctx.strokeStyle = style;
      ctx.stroke(path);
      ctx.setLineDash([]);
    };
    if (chosen) stroke(8, griddesk.tokens.map_selection, []);
    stroke(5, griddesk.tokens.map_halo, []);
    stroke(2.5, color, dash ? [7, 5] : []);
    if (arrow && last > 0) this._head(ctx, x(last), y(last), Math.atan2(y(last) - y(last - 1), x(last) - x(last - 1)), color);
    for (let at = 0; dots && at <= last; at++) this._dot(ctx, x(at), y(at), color);
  },

  _head(ctx, x, y, turned, color) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(turned);
    ctx.beginPath();
    for (const [ax, ay] of [[7, 0], [-9, -8], [-5, 0], [-9, 8]]) ctx.lineTo(ax, ay);
    ctx.closePath();
    ctx.lineWidth = 2;
    ctx.strokeStyle = griddesk.tokens.map_halo;
    ctx.stroke();
    ctx.fillStyle = color;
    ctx.fill();
    ctx.restore();
  },

  _dot(ctx, x, y, color) {
    ctx.beginPath();
    ctx.arc(x, y, 4, 0, 2 * Math.PI);
    ctx.fillStyle = griddesk.tokens.map_halo;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = color;
    ctx.stroke();
  },

  // A pin whose foot is the place.
  _pin(ctx, view, { px, chosen }, color) {
    const x = px[0] * view.scale - view.left, y = px[1] * view.scale - view.top;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.bezierCurveTo(x - 2, y - 8, x - 9, y - 10, x - 9, y - 17);
    ctx.arc(x, y - 17, 9, Math.PI, 0);
    ctx.bezierCurveTo(x + 9, y - 10, x + 2, y - 8, x, y);
    ctx.closePath();
    ctx.lineJoin = "round";
    ctx.lineWidth = chosen ? 6 : 3;
    ctx.strokeStyle = chosen ? griddesk.tokens.map_selection : griddesk.tokens.map_halo;
    ctx.stroke();
    ctx.fillStyle = color;
    ctx.fill();
    ctx.beginPath();
    ctx.arc(x, y - 17, 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = griddesk.tokens.map_halo;
    ctx.fill();
  },

  // Words on a plate below their place; those of an area lie on its middle, those of a pin below its foot.
  _words(ctx, view, { shape }, { x, y, lines, width }) {
    const high = lines.length * this.LINE + 4;
    const left = x * view.scale - view.left - width / 2 - 6;
    const top = y * view.scale - view.top + (shape === "area" ? -high / 2 : 9);
    ctx.beginPath();
    ctx.roundRect(left, top, width + 12, high, 4);
    ctx.fillStyle = griddesk.tokens.raised;
    ctx.globalAlpha = 0.92;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    ctx.strokeStyle = griddesk.tokens.divider;
    ctx.stroke();
    ctx.font = this.FONT;
    ctx.fillStyle = griddesk.tokens.text_1;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    lines.forEach((line, at) => ctx.fillText(line, left + 6, top + 2 + (at + 0.5) * this.LINE));
  },

  _cross(ctx, view, [wx, wy]) {
    const x = wx * view.scale - view.left, y = wy * view.scale - view.top;
    for (const [width, style] of [[4, griddesk.tokens.map_halo], [1.8, griddesk.tokens.focus]]) {
      ctx.beginPath();
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        ctx.moveTo(x + 5 * dx, y + 5 * dy);
        ctx.lineTo(x + 17 * dx, y + 17 * dy);
      }
      ctx.lineCap = "round";
      ctx.lineWidth = width;
      ctx.strokeStyle = style;
      ctx.stroke();
    }
  },

  _touchPen() {
    if (!this.view) return;
    for (const thing of this.pen.things) this.touch(...this._reach(thing, this.view));
    if (this.pen.cross) {
      const { scale, left, top } = this.view, x = this.pen.cross[0] * scale - left, y = this.pen.cross[1] * scale - top;
      this.touch(x - 20, y - 20, x + 20, y + 20);
    }
  },
});
