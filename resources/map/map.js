// The page's one conversation with Python: it draws what it is told, reports gestures, and decides nothing.
"use strict";

// Called by the template of a live layer; a kind is drawn by the class of its name.
griddesk.layer = (kind, options) => griddesk.layers[kind] = new griddesk[kind[0].toUpperCase() + kind.slice(1)](options);

griddesk.unpack = buffer => {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const arrays = {};
  for (const [name, [type, offset, count]] of Object.entries(header.arrays)) {
    arrays[name] = new globalThis[type](buffer, 4 + length + offset, count);
  }
  return { ...header, arrays };
};

griddesk.unpackText = text => griddesk.unpack(Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer);

griddesk.Page = class {
  constructor(map) {
    this.map = map;
    this.loading = new Map(); // kind -> what came over the channel while its snapshot was on the way
    map.getContainer().style.background = "transparent";
    new QWebChannel(qt.webChannelTransport, channel => this.begin(channel.objects.console));
  }

  begin(console_) {
    this.console = console_;
    console_.told.connect((kind, text) => this.hear(kind, JSON.parse(text)));
    console_.sent.connect(changes => {
      for (const [kind, text] of Object.entries(JSON.parse(changes))) this.receive(kind, griddesk.unpackText(text));
    });
    this.map.on("move zoomend resize", () => this.tellView());
    this.listen();
    this.tellView();
    console_.ready();
  }

  hear(kind, words) {
    if (kind === "style") {
      Object.assign(griddesk.tokens, words);
      document.body.style.background = words.map_ground;
      for (const [name, value] of Object.entries(words)) document.body.style.setProperty("--" + name, value);
      for (const layer of Object.values(griddesk.layers)) layer.restyle();
    } else if (kind === "load") {
      this.load(words);
    } else if (kind === "shown") {
      for (const layer of Object.values(griddesk.layers)) layer.heed(words);
    } else if (kind === "marks") {
      griddesk.layers.marks.change(words);
    } else if (kind === "hand") {
      griddesk.layers.hand.change(words);
    } else if (kind === "chip") {
      this.showChip(words);
    } else if (kind === "go") {
      this.go(words);
    } else if (kind === "pan") {
      this.map.panBy(words, { animate: false });
    } else if (kind === "mode") {
      this.gestures.mode = words;
      this.map.getContainer().classList.toggle("griddesk-aiming", Object.values(words).some(Boolean));
    }
    for (const ear of griddesk.ears) ear(kind, words, this);
  }

  // Fetches whole layers and paints once when the last of them is in.
  async load(kinds) {
    for (const kind of kinds) this.loading.set(kind, []);
    await Promise.all(kinds.map(async kind => {
      const answer = await fetch("console://app/state/" + kind);
      griddesk.layers[kind].take(griddesk.unpack(await answer.arrayBuffer()));
    }));
    for (const [kind, layer] of Object.entries(griddesk.layers)) {
      if (kinds.includes("ground") || kinds.includes(kind)) layer.reset();
    }
    for (const kind of kinds) {
      const waited = this.loading.get(kind);
      this.loading.delete(kind);
      for (const later of waited) this.receive(kind, later);
      this.console.loaded(kind);
    }
    if (kinds.includes("ground")) for (const ear of griddesk.ears) ear("loaded", kinds, this);
  }

  receive(kind, pack) {
    if (this.loading.has(kind)) this.loading.get(kind).push(pack);
    else griddesk.layers[kind].change(pack.arrays);
  }

  // Only here may the map stand between two zooms; from there the next step by hand ends at a whole one again. Pictures
  // would be blurred there, so over a base map of them it never does.
  go(way) {
    const { options } = this.map;
    options.zoomSnap = griddesk.tiles ? 1 : griddesk.zoomStep;
    this.show(way);
    options.zoomSnap = 1;
  }

  show({ bounds, at, zoom, padding }) {
    if (bounds) return this.map.fitBounds(bounds, { padding: [padding, padding], animate: false, maxZoom: zoom });
    const depth = zoom === null ? this.map.getZoom() : zoom;
    const isNear = depth === this.map.getZoom() && this.map.getBounds().contains(at);
    this.map.setView(at, depth, { animate: isNear && !griddesk.layers.marks.state.still, duration: 0.15 });
  }

  // Python reckons pixels by itself from this: the zoom, the view's corner in world px of it, and its size.
  where() {
    const origin = this.map.getPixelOrigin(), size = this.map.getSize();
    const pane = L.DomUtil.getPosition(this.map.getPane("mapPane"));
    return [this.map.getZoom(), origin.x - pane.x, origin.y - pane.y, size.x, size.y];
  }

  tellView() {
    this.console.looked(...this.where());
  }

  listen() {
    const map = this.map, box = map.getContainer();
    let hovered = null;
    const tellHover = () => {
      if (hovered) this.console.pointed(hovered.x, hovered.y);
      hovered = null;
    };
    map.on("mousemove", ({ containerPoint, originalEvent }) => {
      if (originalEvent.buttons) return;
      if (!hovered) requestAnimationFrame(tellHover);
      hovered = containerPoint;
      this.moveChip(containerPoint);
    });
    box.addEventListener("mouseleave", () => { hovered = null; this.console.left(); });
    map.on("click", ({ containerPoint: { x, y }, originalEvent }) => this.console.clicked(x, y, originalEvent.ctrlKey));
    map.on("contextmenu", ({ containerPoint: { x, y } }) => this.console.menu_asked(x, y));
    this.gestures = new griddesk.Gestures(this);
  }

  showChip(text) {
    if (!this.chip) this.chip = L.DomUtil.create("div", "griddesk-chip", this.map.getContainer());
    this.chip.textContent = text;
    this.chip.style.display = text ? "" : "none";
    if (this.pointer) this.moveChip(this.pointer);
  }

  moveChip({ x, y }) {
    this.pointer = { x, y };
    if (!this.chip) return;
    const size = this.map.getSize(), flip = x > size.x - 240;
    this.chip.style.transform = `translate(${x + (flip ? -14 : 16)}px, ${y + (y > size.y - 60 ? -40 : 18)}px)` +
      (flip ? " translateX(-100%)" : "");
  }
};

griddesk.begin = (map, options, bases) => {
  griddesk.bases = bases;
  map.setMinZoom(options.min_zoom);
  map.setMaxZoom(options.max_zoom);
  griddesk.zoomStep = options.zoom_step;
  L.control.scale({ imperial: false, maxWidth: 120, position: "bottomright" }).addTo(map);
  if (map.attributionControl) map.attributionControl.setPrefix(false);
  griddesk.page = new griddesk.Page(map);
};
