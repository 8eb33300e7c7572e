// A canvas that follows the map: it repaints only the tiles that changed, and shifts what it has when the map is dragged.
"use strict";

// `ears` hear all that Python says to the page: (kind, words, page).
const griddesk = { layers: {}, tokens: {}, ears: [], DEEPEST: 22 };

griddesk.TILE = 64; // CSS px; a multiple of STEP, so that tiles fall on whole device pixels at 1.25, 1.5 and 1.75.
griddesk.STEP = 8;

griddesk.LiveCanvas = L.Layer.extend({
  initialize(options) {
    L.setOptions(this, options);
    this._tiles = new Uint8Array(0);
    this._stale = true;
    this._frame = 0;
  },

  onAdd(map) {
    this._canvas = L.DomUtil.create("canvas", "griddesk-canvas", map.getPane("griddesk") || map.createPane("griddesk"));
    this._canvas.style.zIndex = this.options.order;
    // A graphics process that dies takes what it has painted along.
    this._canvas.addEventListener("contextrestored", () => this.reset());
    // Where nothing lies below, a ground that nothing shines through is put into the picture without blending.
    this._ctx = this._canvas.getContext("2d", { alpha: !this.options.opaque });
    this.reset();
  },

  onRemove() {
    L.Util.cancelAnimFrame(this._frame);
    this._canvas.remove();
  },

  getEvents() {
    return { move: this._follow, viewreset: this.reset, zoomend: this.reset, resize: this.reset };
  },

  // Takes the switches of all layers; every layer heeds the one of its name, a layer without one is always on.
  heed(switches) {
    const isOn = switches[this.options.kind];
    if (isOn === undefined || this.on === isOn) return;
    this.on = isOn;
    this.reset();
  },

  restyle() { this.reset(); },

  // Whether there is anything to see; a layer with nothing costs nothing when the picture is put together.
  isEmpty() { return false; },

  // Draws what `touches` lets through; coordinates are CSS px from the canvas's corner: world px * scale - left.
  draw(_ctx, _view) {},

  // Called before the first picture of another zoom.
  prepare(_view) {},

  // Called when the canvas lies elsewhere at the same zoom, before what came into view is painted.
  moved(_view) {},

  reset() {
    const map = this._map, step = griddesk.STEP, tile = griddesk.TILE;
    if (!map) return;
    const size = map.getSize(), dpr = window.devicePixelRatio || 1;
    const pad = 16; // CSS px on every side: every change costs by the area of the canvas, every drag by how narrow this is.
    const width = Math.ceil((size.x + 2 * pad) / tile) * tile, height = Math.ceil((size.y + 2 * pad) / tile) * tile;
    if (width !== this._width || height !== this._height || dpr !== this._dpr) {
      Object.assign(this, { _width: width, _height: height, _dpr: dpr, _columns: width / tile, _rows: height / tile });
      this._tiles = new Uint8Array(this._columns * this._rows);
      this._isBacked = false;
    }
    const corner = map.getPixelBounds().min;
    this._left = Math.floor((corner.x - (width - size.x) / 2) / step) * step;
    this._top = Math.floor((corner.y - (height - size.y) / 2) / step) * step;
    this._place();
    this.view = { zoom: map.getZoom(), scale: Math.pow(2, map.getZoom() - griddesk.DEEPEST), left: this._left, top: this._top };
    this.prepare(this.view);
    this._stale = true;
    this._paint();
  },

  // Memory for the picture is taken when there is one: most layers are never turned on.
  _back() {
    this._isBacked = true;
    this._canvas.width = Math.round(this._width * this._dpr);
    this._canvas.height = Math.round(this._height * this._dpr);
    this._canvas.style.width = this._width + "px";
    this._canvas.style.height = this._height + "px";
  },

  redraw() {
    this._stale = true;
    this._soon();
  },

  // Marks what lies in a rectangle of CSS px, from the canvas's corner, as no longer true.
  touch(x0, y0, x1, y1) {
    const tile = griddesk.TILE;
    const c0 = Math.max(0, Math.floor(x0 / tile)), c1 = Math.min(this._columns - 1, Math.floor(x1 / tile));
    const r0 = Math.max(0, Math.floor(y0 / tile)), r1 = Math.min(this._rows - 1, Math.floor(y1 / tile));
    if (c0 > c1 || r0 > r1) return;
    for (let row = r0; row <= r1; row++) this._tiles.fill(1, row * this._columns + c0, row * this._columns + c1 + 1);
    this._soon();
  },

  _soon() {
    if (!this._frame && this._map) this._frame = L.Util.requestAnimFrame(() => { this._frame = 0; this._paint(); });
  },

  _place() {
    const origin = this._map.getPixelOrigin();
    L.DomUtil.setPosition(this._canvas, L.point(this._left - origin.x, this._top - origin.y));
  },

  _follow() {
    const map = this._map, size = map.getSize(), corner = map.getPixelBounds().min;
    if (!this.view || this.view.zoom !== map.getZoom()) return;
    const fits = corner.x >= this._left && corner.y >= this._top &&
      corner.x + size.x <= this._left + this._width && corner.y + size.y <= this._top + this._height;
    if (fits) return;
    const step = griddesk.STEP, hadPending = this._stale || this._tiles.includes(1);
    const left = Math.floor((corner.x - (this._width - size.x) / 2) / step) * step;
    const top = Math.floor((corner.y - (this._height - size.y) / 2) / step) * step;
    const dx = this._left - left, dy = this._top - top;
    if (hadPending || Math.abs(dx) >= this._width || Math.abs(dy) >= this._height) return this.reset();
    this._left = left;
    this._top = top;
    this.view = { ...this.view, left, top };
    this._place();
    if (this.isEmpty()) return;
    this.moved(this.view);
    const ctx = this._ctx;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalCompositeOperation = "copy";
    ctx.drawImage(this._canvas, dx * this._dpr, dy * this._dpr);
    ctx.globalCompositeOperation = "source-over";
    if (dx > 0) this.touch(0, 0, dx - 1, this._height);
    if (dx < 0) this.touch(this._width + dx, 0, this._width, this._height);
    if (dy > 0) this.touch(0, 0, this._width, dy - 1);
    if (dy < 0) this.touch(0, this._height + dy, this._width, this._height);
    this._paint();
  },

  _paint() {
    if (!this._map) return;
    const ctx = this._ctx, empty = this.isEmpty();
    this._canvas.style.display = empty ? "none" : "";
    const tiles = this._tiles, columns = this._columns, rows = this._rows, tile = griddesk.TILE;
    if (!this._stale && !tiles.includes(1)) return;
    const all = this._stale;
    this._stale = empty; // What was drawn last is still there, hidden: the next picture is painted whole.
    if (empty) return void tiles.fill(0);
    if (!this._isBacked) this._back();
    ctx.setTransform(this._dpr, 0, 0, this._dpr, 0, 0);
    let box = [0, 0, this._width, this._height];
    ctx.save();
    if (!all) {
      box = [Infinity, Infinity, -Infinity, -Infinity];
      ctx.beginPath();
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          if (!tiles[row * columns + column]) continue;
          const first = column;
          while (column < columns && tiles[row * columns + column]) column++;
          ctx.rect(first * tile, row * tile, (column - first) * tile, tile);
          box = [Math.min(box[0], first * tile), Math.min(box[1], row * tile),
            Math.max(box[2], column * tile), Math.max(box[3], (row + 1) * tile)];
        }
      }
      ctx.clip();
    }
    ctx.clearRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
    if (this.options.opaque) {
      ctx.fillStyle = griddesk.tokens.map_ground;
      ctx.fillRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
    }
    const touches = (x0, y0, x1, y1) => {
      if (x1 < box[0] || y1 < box[1] || x0 > box[2] || y0 > box[3]) return false;
      if (all) return true;
      const c0 = Math.max(0, Math.floor(x0 / tile)), c1 = Math.min(columns - 1, Math.floor(x1 / tile));
      const r0 = Math.max(0, Math.floor(y0 / tile)), r1 = Math.min(rows - 1, Math.floor(y1 / tile));
      for (let row = r0; row <= r1; row++)
        for (let column = c0; column <= c1; column++) if (tiles[row * columns + column]) return true;
      return false;
    };
    this.draw(ctx, { ...this.view, touches });
    ctx.restore();
    tiles.fill(0);
  },
});
