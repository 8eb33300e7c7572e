// Cameras, sensors, key sites and departments: what stands where it is, and whether it works.
"use strict";

// What works is filled, what does not is crossed out, what nobody has told of is drawn by its edge: never by colour alone.
griddesk.WORKS = { unknown: 0, yes: 1, no: 2 };

// Look of a camera: bit 0 there, bits 1-2 whether it works, bits 3-9 where it looks in 1/128 of a turn from north over
// east, bits 10-13 how wide in steps of 12 degrees; 0 there where that is not known.
griddesk.Cameras = griddesk.Symbols.extend({
  everywhere: false,
  reach: 36,

  heed(switches) {
    if (this.on === switches.cameras && this.everywhere === switches.far_cameras) return;
    Object.assign(this, { on: switches.cameras, everywhere: switches.far_cameras });
    this.reset();
  },

  from() { return this.everywhere ? this.options.asked_from : this.options.from; },

  drawOne(ctx, { look }, x, y) {
    const zoom = this.view.zoom, size = zoom < 14 ? 6 : zoom < 16 ? 9 : 12;
    if (look >> 10 && zoom >= this.options.cones_from) this._drawCone(ctx, look, x, y);
    this.stamp(ctx, this.picture(`${look & 7} ${size}`, size + 2, pen => griddesk.drawCamera(pen, look, size)), x, y);
  },

  // What it sees, as far as a street is wide: which way and how wide, not how far.
  _drawCone(ctx, look, x, y) {
    const tokens = griddesk.tokens, middle = ((look >> 3 & 127) / 128 - 0.25) * 2 * Math.PI;
    const half = (look >> 10) * 6 * Math.PI / 180, isOff = (look >> 1 & 3) === griddesk.WORKS.no;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, this.reach - 2, middle - half, middle + half);
    ctx.closePath();
    ctx.fillStyle = ctx.strokeStyle = isOff ? tokens.offline : tokens.camera;
    ctx.globalAlpha = 0.18;
    ctx.fill();
    ctx.globalAlpha = 0.7;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.globalAlpha = 1;
  },
});

griddesk.drawCamera = (pen, look, size) => {
  const tokens = griddesk.tokens, works = look >> 1 & 3, isOff = works === griddesk.WORKS.no;
  pen.lineJoin = "round";
  pen.lineWidth = 1.3;
  pen.strokeStyle = isOff ? tokens.offline : tokens.camera;
  pen.fillStyle = works === griddesk.WORKS.yes ? tokens.camera : tokens.map_land;
  pen.beginPath();
  if (size < 8) {
    pen.rect(-size * 0.35, -size * 0.35, size * 0.7, size * 0.7);
  } else {
    pen.roundRect(-size * 0.6, -size * 0.36, size * 0.8, size * 0.72, 1.5);
    pen.moveTo(size * 0.2, -size * 0.08);
    pen.lineTo(size * 0.62, -size * 0.34);
    pen.lineTo(size * 0.62, size * 0.34);
    pen.lineTo(size * 0.2, size * 0.08);
  }
  pen.fill();
  pen.stroke();
  if (isOff) griddesk.crossOut(pen, size * 0.62);
};

griddesk.crossOut = (pen, half) => {
  pen.beginPath();
  pen.moveTo(-half, half);
  pen.lineTo(half, -half);
  pen.lineWidth = 3.4;
  pen.strokeStyle = griddesk.tokens.map_halo;
  pen.stroke();
  pen.lineWidth = 1.6;
  pen.strokeStyle = griddesk.tokens.offline;
  pen.stroke();
};

// A plate with a sign that says what stands there; from far away only its edge and ground.
griddesk.Plates = griddesk.Symbols.extend({
  on: false,

  drawOne(ctx, { look }, x, y) {
    const size = this.view.zoom < 14 ? 5 : this.view.zoom < 16 ? 8 : 10;
    this.stamp(ctx, this.picture(`${look} ${size}`, size + 5, pen => this.drawPlate(pen, look, size)), x, y);
  },

  sign(pen, text, size, color) {
    if (size < 8) return;
    pen.fillStyle = color;
    pen.font = `500 ${Math.round(size * 1.25)}px ${griddesk.FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, 0, 0.5);
  },
});

// Look of a key site: its kind, from 1 on.
griddesk.Sites = griddesk.Plates.extend({
  drawPlate(pen, look, size) {
    const tokens = griddesk.tokens;
    pen.beginPath();
    pen.roundRect(-size, -size, 2 * size, 2 * size, 3);
    pen.lineWidth = 3;
    pen.strokeStyle = tokens.map_halo;
    pen.stroke();
    pen.fillStyle = tokens.raised;
    pen.fill();
    pen.lineWidth = 1.3;
    pen.strokeStyle = tokens.map_site;
    pen.stroke();
    this.sign(pen, griddesk.signs.sites[look - 1], size, tokens.text_1);
  },
});

// Look of a sensor: bits 0-3 its kind, from 1 on, bits 4-5 whether it answers, bit 6 an alarm of it is open.
griddesk.Sensors = griddesk.Plates.extend({
  rank(look) { return look & 64 ? 0 : 1; },

  drawPlate(pen, look, size) {
    const tokens = griddesk.tokens, works = look >> 4 & 3, isOff = works === griddesk.WORKS.no, rings = look & 64;
    const color = rings ? tokens.p1 : isOff ? tokens.offline : tokens.map_sensor;
    if (rings) {
      pen.beginPath();
      pen.arc(0, 0, size + 3.2, 0, 2 * Math.PI);
      pen.lineWidth = 1.6;
      pen.strokeStyle = color;
      pen.stroke();
    }
    pen.beginPath();
    pen.arc(0, 0, size, 0, 2 * Math.PI);
    pen.fillStyle = tokens.raised;
    pen.fill();
    pen.lineWidth = works === griddesk.WORKS.yes || rings ? 1.8 : 1.2;
    if (works === griddesk.WORKS.unknown && !rings) pen.setLineDash([2, 2]);
    pen.strokeStyle = color;
    pen.stroke();
    pen.setLineDash([]);
    this.sign(pen, griddesk.signs.sensors[(look & 15) - 1], size, isOff ? tokens.text_3 : tokens.text_1);
    if (isOff) griddesk.crossOut(pen, size * 0.8);
  },
});

griddesk.Departments = griddesk.Plates.extend({
  drawPlate(pen, _look, size) {
    const tokens = griddesk.tokens, half = size * 0.85;
    pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(-half, -half * 0.35);
    pen.lineTo(0, -half);
    pen.lineTo(half, -half * 0.35);
    pen.lineTo(half, half);
    pen.lineTo(-half, half);
    pen.closePath();
    pen.lineWidth = 3;
    pen.strokeStyle = tokens.map_halo;
    pen.stroke();
    pen.fillStyle = tokens.raised;
    pen.fill();
    pen.lineWidth = 1.4;
    pen.strokeStyle = tokens.map_site;
    pen.stroke();
    if (size < 8) return;
    pen.beginPath();
    for (const x of [-0.5, 0, 0.5]) {
      pen.moveTo(half * x, -half * 0.1);
      pen.lineTo(half * x, half * 0.65);
    }
    pen.stroke();
  },
});

// By kind, the signs on the plates, in the operator's language.
griddesk.signs = { sites: [], sensors: [] };
griddesk.ears.push((kind, words) => {
  if (kind !== "signs") return;
  griddesk.signs = words;
  for (const kind of ["sites", "sensors"]) griddesk.layers[kind].restyle();
});
