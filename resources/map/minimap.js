// A small map of the whole jurisdiction in a corner: painted once a theme and city, the view's frame only moved upon it.
"use strict";

griddesk.MiniMap = class {
  constructor(map) {
    this.map = map;
    this.box = L.DomUtil.create("div", "griddesk-mini", map.getContainer());
    this.canvas = L.DomUtil.create("canvas", "", this.box);
    this.frame = L.DomUtil.create("div", "griddesk-mini-frame", this.box);
    L.DomEvent.disableClickPropagation(this.box);
    L.DomEvent.disableScrollPropagation(this.box);
    this.box.addEventListener("pointerdown", event => this.grab(event));
    this.box.addEventListener("mousemove", event => event.stopPropagation());
    map.on("move zoomend resize", () => this.follow());
    this.show(false);
  }

  show(isOn) {
    this.isOn = isOn;
    this.box.style.display = isOn ? "" : "none";
    if (isOn) this.paint();
  }

  // Paints the land and the borders of districts and townships; nothing is asked for, the ground is in the page already.
  paint() {
    const { ground } = griddesk.layers, dpr = window.devicePixelRatio || 1;
    if (!this.isOn || !ground.land_px || !ground.land_px.length) return;
    const box = griddesk.boxesOf(ground.land_px, [0, ground.land_px.length / 2]), wide = box[2] - box[0], high = box[3] - box[1];
    const scale = Math.min(188 / wide, 138 / high), width = Math.round(wide * scale) + 12, height = Math.round(high * scale) + 12;
    Object.assign(this, { scale, left: box[0] * scale - 6, top: box[1] * scale - 6, width, height });
    Object.assign(this.box.style, { width: width + "px", height: height + "px" });
    this.canvas.width = Math.round(width * dpr);
    this.canvas.height = Math.round(height * dpr);
    const ctx = this.canvas.getContext("2d"), tokens = griddesk.tokens;
    ctx.scale(dpr, dpr);
    ctx.fillStyle = tokens.map_ground;
    ctx.fillRect(0, 0, width, height);
    const land = this.traced(ground.land_px, ground.land_at, () => true, true);
    ctx.fillStyle = tokens.map_land;
    ctx.fill(land, "evenodd");
    ctx.lineWidth = 1;
    ctx.strokeStyle = tokens.map_grid_strong;
    ctx.stroke(land);
    const { TIER } = griddesk;
    ctx.strokeStyle = tokens.map_grid_line;
    ctx.stroke(this.traced(ground.line_px, ground.line_at, line => ground.line_tier[line] <= TIER.township, false));
    ctx.strokeStyle = tokens.map_grid_strong;
    ctx.stroke(this.traced(ground.line_px, ground.line_at, line => ground.line_tier[line] <= TIER.district, false));
    this.follow();
  }

  traced(px, at, wanted, closes) {
    const path = new Path2D(), simple = griddesk.simplified(px, at, this.scale);
    for (let piece = 0; piece + 1 < at.length; piece++) {
      if (!wanted(piece)) continue;
      griddesk.trace(path, simple, piece, this.left, this.top);
      if (closes) path.closePath();
    }
    return path;
  }

  // Moves the frame to where the view is; a view smaller than a finger keeps a frame that can be seen.
  follow() {
    if (!this.isOn || !this.scale) return;
    const view = this.map.getPixelBounds(), by = this.scale * Math.pow(2, griddesk.DEEPEST - this.map.getZoom());
    const clamp = (value, most) => Math.min(Math.max(value, 0), most);
    const x0 = clamp(view.min.x * by - this.left, this.width), x1 = clamp(view.max.x * by - this.left, this.width);
    const y0 = clamp(view.min.y * by - this.top, this.height), y1 = clamp(view.max.y * by - this.top, this.height);
    const wide = Math.max(x1 - x0, 8), high = Math.max(y1 - y0, 8);
    this.frame.style.transform = `translate(${clamp((x0 + x1 - wide) / 2, this.width - wide)}px, ` +
      `${clamp((y0 + y1 - high) / 2, this.height - high)}px)`;
    if (this.size === wide + " " + high) return;
    this.size = wide + " " + high;
    this.frame.style.width = wide + "px";
    this.frame.style.height = high + "px";
  }

  // A press goes there, a drag takes the map along.
  grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const corner = this.box.getBoundingClientRect();
    const go = ({ clientX, clientY }) => {
      const world = L.point(clientX - corner.left + this.left, clientY - corner.top + this.top).divideBy(this.scale);
      this.map.setView(this.map.unproject(world, griddesk.DEEPEST), this.map.getZoom(), { animate: false });
    };
    const end = () => window.removeEventListener("pointermove", go, true);
    window.addEventListener("pointermove", go, true);
    window.addEventListener("pointerup", end, { capture: true, once: true });
    go(event);
  }
};

griddesk.ears.push((kind, words, page) => {
  if (kind === "mini") (page.mini = page.mini || new griddesk.MiniMap(page.map)).show(words);
  else if (page.mini && (kind === "style" || kind === "loaded")) page.mini.paint();
});
